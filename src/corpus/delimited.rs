//! CSV and TSV files to records, one row at a time.
//!
//! An empty cell is kept as an empty value, not as none: it is written back as it was read.

use std::io::{self, BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};

use csv::ByteRecord;

use crate::error::{Error, Result};

use super::columns;
use super::dialect::Dialect;
use super::lines::unreadable;
use super::record::Record;
use super::stream::{Coding, Stream};
use super::values::Values;

/// Bytes of a file in memory at a time, besides the row being read.
const BUFFER: usize = 1 << 16;

/// Bytes of one row, at most, besides what was read ahead with the row before it. A longer one is rejected without being kept: most often it is a quote that is
/// never closed, and the rest of the file behind it.
pub(super) const LONGEST_ROW: usize = 16 << 20;

/// The rows of one file.
#[derive(Debug)]
pub(super) struct Delimited {
    reader: csv::Reader<Stream>,
    /// To look back at the last row.
    path: PathBuf,
    coding: Coding,
    columns: Vec<String>,
    record: ByteRecord,
    row: u64,
    /// Bytes of text before the first that `reader` was given.
    base: u64,
    dialect: Dialect,
    name: String,
}

impl Delimited {
    /// Opens a file and reads its header.
    ///
    /// # Errors
    /// If the file cannot be read, or its header is not UTF-8 or names two columns alike.
    pub(super) fn open(name: &str, path: &Path, dialect: Dialect, coding: Coding) -> Result<Self> {
        let stream = Stream::open(path, coding).map_err(|error| unreadable(name, error))?;
        let mut reader = dialect.reader().buffer_capacity(BUFFER).from_reader(stream);
        reader.get_mut().allow(LONGEST_ROW as u64);
        let header = reader.headers().map_err(|error| bad_header(name, error))?;
        let header = header.iter().map(str::to_owned).collect();
        if reader.get_ref().is_cut() {
            return Err(long_header(name));
        }
        let columns = columns::from_header(name, header)?;
        let (name, path) = (name.to_owned(), path.to_owned());
        let record = ByteRecord::new();
        Ok(Self { reader, path, coding, columns, record, row: 0, base: 0, dialect, name })
    }

    /// The names of the header.
    pub(super) fn columns(&self) -> &[String] {
        &self.columns
    }

    /// What became of the row just read; none at the end of the file.
    fn judge(&mut self, read: csv::Result<bool>) -> Result<Option<Record>> {
        let complaint = match read {
            Ok(false) => return Ok(None),
            Ok(true) => None,
            Err(error) if error.is_io_error() => return Err(unreadable(&self.name, error.into())),
            Err(error) => Some(error.to_string()),
        };
        self.row += 1;
        if self.reader.get_ref().is_cut() {
            return self.pass_long_row().map_err(|error| unreadable(&self.name, error)).map(Some);
        }
        if self.is_unclosed().map_err(|error| unreadable(&self.name, error))? {
            return Ok(Some(Record::malformed(self.row, unclosed(self.line_ends()), self.text())));
        }
        Ok(Some(match complaint {
            Some(complaint) => Record::malformed(self.row, complaint, self.text()),
            // Only a reader that began behind a long row does not know how long the header is.
            None if self.record.len() != self.columns.len() => {
                let (found, columns) = (self.record.len(), self.columns.len());
                let detail =
                    format!("found record with {found} fields, but the header has {columns}");
                Record::malformed(self.row, detail, self.text())
            }
            None => self.row_or_reject(),
        }))
    }

    /// Rejects a row that is too long, and goes on behind it.
    fn pass_long_row(&mut self) -> io::Result<Record> {
        let start = self.base + self.record.position().map_or(0, csv::Position::byte);
        let mut text = Stream::open(&self.path, self.coding)?;
        text.skip(start)?;
        let (mut quotes, mut bytes, mut lines, mut closed) = (self.dialect.quotes(), 0, 0, false);
        let mut text = BufReader::with_capacity(BUFFER, text);
        'row: loop {
            let read = text.fill_buf()?;
            if read.is_empty() {
                break;
            }
            for (at, &byte) in read.iter().enumerate() {
                quotes.take(byte);
                let ends = byte == b'\n' || byte == b'\r';
                if ends && !quotes.is_open() {
                    bytes += at as u64;
                    closed = true;
                    break 'row;
                }
                lines += usize::from(byte == b'\n');
            }
            let count = read.len();
            bytes += count as u64;
            text.consume(count);
        }
        let detail = match quotes.is_open() && !closed {
            true => unclosed(lines),
            false => format!("the row has {bytes} bytes; rows of up to {LONGEST_ROW} are read"),
        };
        let record = Record::malformed(self.row, detail, self.text());
        self.base = start + bytes;
        let mut rest = Stream::open(&self.path, self.coding)?;
        rest.skip(self.base)?;
        let mut reader = self.dialect.reader();
        let reader = reader.has_headers(false).flexible(true).buffer_capacity(BUFFER);
        self.reader = reader.from_reader(rest);
        Ok(record)
    }

    fn row_or_reject(&self) -> Record {
        let record = &self.record;
        let ends = (0..record.len()).map(|field| record.range(field).map_or(0, |range| range.end));
        // Bytes that are UTF-8 only together with those of the next field are not.
        let divided =
            |text| Values::divided(text, ends).ok_or("a character reaches into the next column");
        match simdutf8::compat::from_utf8(record.as_slice()).map(divided) {
            Ok(Ok(values)) => Record::Row { position: self.row, values },
            Ok(Err(fault)) => Record::not_utf8(self.row, fault, record.as_slice()),
            Err(error) => Record::not_utf8(self.row, error, record.as_slice()),
        }
    }

    /// Whether the end of the file leaves a quote of the row just read open.
    fn is_unclosed(&mut self) -> io::Result<bool> {
        let start = match self.record.position() {
            // A row that ends with its line is read without a look at the end of the file.
            Some(start) if self.reader.get_ref().ended() => self.base + start.byte(),
            _ => return Ok(false),
        };
        let mut text = Stream::open(&self.path, self.coding)?;
        text.skip(start)?;
        let mut rest = Vec::new();
        text.read_to_end(&mut rest)?;
        Ok(self.dialect.ends_in_quote(&rest))
    }

    fn line_ends(&self) -> usize {
        self.record.as_slice().iter().filter(|&&byte| byte == b'\n').count()
    }

    fn text(&self) -> String {
        let fields: Vec<_> = self.record.iter().map(String::from_utf8_lossy).collect();
        fields.join(char::from(self.dialect.delimiter).encode_utf8(&mut [0; 4]))
    }
}

impl Iterator for Delimited {
    type Item = Result<Record>;

    fn next(&mut self) -> Option<Self::Item> {
        self.reader.get_mut().allow(LONGEST_ROW as u64);
        let read = self.reader.read_byte_record(&mut self.record);
        self.judge(read).transpose()
    }
}

fn bad_header(name: &str, error: csv::Error) -> Error {
    match error.is_io_error() {
        true => unreadable(name, error.into()),
        false => Error::input(
            format!("{name}, header"),
            "the first line is not in the encoding of the file",
            "save the file again as UTF-8 (in a spreadsheet: `CSV UTF-8`), or name its encoding with \
             --encoding",
        )
        .caused_by(error),
    }
}

fn unclosed(lines: usize) -> String {
    format!("a quote is never closed, so the rest of the file ({lines} line ends) is in this row")
}

fn long_header(name: &str) -> Error {
    Error::input(
        format!("{name}, header"),
        format!("the first line is longer than {LONGEST_ROW} bytes"),
        "see whether a quote in it is never closed",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::document::Reason;
    use crate::corpus::format::Format;
    use proptest::prelude::*;

    fn read(content: impl AsRef<[u8]>) -> Vec<Record> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), &content).unwrap();
        let dialect = Dialect::find(content.as_ref(), Format::Csv);
        let rows = Delimited::open("cases.csv", file.path(), dialect, Coding::PLAIN).unwrap();
        rows.map(Result::unwrap).collect()
    }

    fn values(record: &Record) -> Vec<&str> {
        match record {
            Record::Row { values, .. } => values.iter().map(Option::unwrap).collect(),
            Record::Reject { .. } => panic!("rejected: {record:?}"),
        }
    }

    fn rejected(record: &Record) -> (u64, Reason, &str) {
        match record {
            Record::Reject { position, reason, detail, .. } => (*position, *reason, detail),
            Record::Row { .. } => panic!("not rejected: {record:?}"),
        }
    }

    #[test]
    fn rows_keep_quotes_line_breaks_and_empty_cells() {
        let rows = read("id,text\n1,\"a \"\"b\"\",\nc\"\n2,\n");
        assert_eq!(values(&rows[0]), ["1", "a \"b\",\nc"]);
        assert_eq!(values(&rows[1]), ["2", ""]);
        assert_eq!(rows.len(), 2);
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_first_name() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "\u{feff}id,text\n1,a\n").unwrap();
        let rows =
            Delimited::open("cases.csv", file.path(), Dialect::of(b','), Coding::PLAIN).unwrap();
        assert_eq!(rows.columns(), ["id", "text"]);
    }

    #[test]
    fn a_ragged_row_is_rejected_and_reading_goes_on() {
        let rows = read("id,text\n1,a\n2\n3,c,d\n4,e\n");
        assert_eq!(values(&rows[0]), ["1", "a"]);
        let (row, reason, detail) = rejected(&rows[1]);
        assert_eq!((row, reason), (2, Reason::Malformed));
        assert!(detail.contains("1 field"), "{detail}");
        assert_eq!(rejected(&rows[2]).0, 3);
        assert_eq!(values(&rows[3]), ["4", "e"]);
    }

    #[test]
    fn a_row_that_is_not_utf8_is_rejected_and_reading_goes_on() {
        let rows = read(b"id,text\n1,caf\xe9\n2,tea\n");
        let (row, reason, _) = rejected(&rows[0]);
        assert_eq!((row, reason), (1, Reason::InvalidUtf8));
        assert_eq!(values(&rows[1]), ["2", "tea"]);
    }

    #[test]
    fn an_unclosed_quote_that_swallows_the_rest_is_reported() {
        let rows = read("id,text\n1,a\n2,\"b\n3,c\n4,d\n");
        assert_eq!(values(&rows[0]), ["1", "a"]);
        let (row, reason, detail) = rejected(&rows[1]);
        assert_eq!((row, reason), (2, Reason::Malformed));
        assert!(detail.contains("never closed"), "{detail}");
        assert_eq!(rows.len(), 2);
    }

    #[test]
    fn a_row_that_is_too_long_is_rejected_and_reading_goes_on_behind_it() {
        // What was read ahead with the row before is not counted.
        let long = "x\ny ".repeat((LONGEST_ROW + BUFFER) / 4 + 1);
        let rows = read(format!("id,text\n1,a\n2,\"{long}\"\r\n3,c\n4\n5,\"e\"\n"));
        assert_eq!(rows.len(), 5);
        let (row, reason, detail) = rejected(&rows[1]);
        assert_eq!((row, reason), (2, Reason::Malformed));
        assert!(detail.contains("16777216"), "{detail}");
        assert_eq!(values(&rows[2]), ["3", "c"]);
        assert!(rejected(&rows[3]).2.contains("1 field"), "{:?}", rows[3]);
        assert_eq!(values(&rows[4]), ["5", "e"]);
        let rows = read(format!("id,text\n1,a\n2,\"{long}\n3,c\n"));
        assert_eq!(rows.len(), 2);
        assert!(rejected(&rows[1]).2.contains("never closed"), "{:?}", rejected(&rows[1]));
        let just = "x".repeat(LONGEST_ROW - 100);
        assert_eq!(values(&read(format!("id,text\n1,{just}\n2,b\n"))[1]), ["2", "b"]);
    }

    #[test]
    fn a_last_row_without_a_line_end_is_whole() {
        assert_eq!(values(&read("id,text\n1,\"a\"")[0]), ["1", "a"]);
        assert_eq!(values(&read("id,text\n1,a \"quoted\" b")[0]), ["1", "a \"quoted\" b"]);
    }

    #[test]
    fn a_header_that_is_not_utf8_is_an_error() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), b"id,r\xe9sum\xe9\n1,a\n").unwrap();
        let error = Delimited::open("cases.csv", file.path(), Dialect::of(b','), Coding::PLAIN)
            .unwrap_err();
        assert!(error.remedy().contains("UTF-8"));
    }

    proptest! {
        #[test]
        fn any_rows_written_as_csv_are_read_back(
            rows in proptest::collection::vec(("[a-z0-9]{1,8}", "\\PC{0,40}|[\",\n;|]{1,9}"), 0..20)
        ) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(["id", "text"]).unwrap();
            for (id, text) in &rows {
                writer.write_record([id, text]).unwrap();
            }
            let read = read(writer.into_inner().unwrap());
            let read: Vec<_> = read.iter().map(values).collect();
            let written: Vec<_> = rows.iter().map(|(id, text)| vec![&id[..], &text[..]]).collect();
            prop_assert_eq!(read, written);
        }

        #[test]
        fn no_bytes_make_reading_fail(tail in proptest::collection::vec(any::<u8>(), 0..200)) {
            let content = [b"id,text\n".as_slice(), &tail].concat();
            for (index, record) in read(content).iter().enumerate() {
                let position = match record {
                    Record::Row { position, .. } | Record::Reject { position, .. } => *position,
                };
                prop_assert_eq!(position, index as u64 + 1);
            }
        }
    }
}
