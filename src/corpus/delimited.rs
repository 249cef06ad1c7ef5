//! CSV and TSV files to records, one row at a time.
//!
//! An empty cell is kept as an empty value, not as none: it is written back as it was read.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use csv::{ByteRecord, ReaderBuilder};

use crate::error::{Error, Result};

use super::columns;
use super::format::Format;
use super::lines::unreadable;
use super::record::Record;
use super::values::Values;

/// Delimiters that are looked for, those first that are rarer inside a name.
const DELIMITERS: [u8; 4] = [b'\t', b'|', b';', b','];

/// Bytes of a file in memory at a time, besides the row being read.
const BUFFER: usize = 1 << 16;

/// Rows that must agree with the header before text without an extension is taken for a table.
const ROWS_TO_AGREE: usize = 20;

/// The rows of one file.
#[derive(Debug)]
pub(super) struct Delimited {
    reader: csv::Reader<File>,
    /// A second handle, to look back at the last row; and the file's length.
    raw: File,
    bytes: u64,
    columns: Vec<String>,
    record: ByteRecord,
    row: u64,
    delimiter: u8,
    name: String,
}

impl Delimited {
    /// Opens a file and reads its header.
    ///
    /// # Errors
    /// If the file cannot be read, or its header is not UTF-8 or names two columns alike.
    pub(super) fn open(name: &str, path: &Path, delimiter: u8) -> Result<Self> {
        let failed = |error: io::Error| unreadable(name, error);
        let raw = File::open(path).map_err(failed)?;
        let bytes = raw.metadata().map_err(failed)?.len();
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .buffer_capacity(BUFFER)
            .from_reader(File::open(path).map_err(failed)?);
        let header = reader.headers().map_err(|error| bad_header(name, error))?;
        let header = header.iter().map(str::to_owned).collect();
        let columns = columns::from_header(name, header)?;
        let name = name.to_owned();
        let record = ByteRecord::new();
        Ok(Self { reader, raw, bytes, columns, record, row: 0, delimiter, name })
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
        if self.is_unclosed().map_err(|error| unreadable(&self.name, error))? {
            return Ok(Some(Record::malformed(self.row, self.unclosed(), self.text())));
        }
        Ok(Some(match complaint {
            Some(complaint) => Record::malformed(self.row, complaint, self.text()),
            None => self.row_or_reject(),
        }))
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
            Some(start) if self.reader.position().byte() >= self.bytes => start.byte(),
            // Only the last row of a file can have a quote left open.
            _ => return Ok(false),
        };
        self.raw.seek(SeekFrom::Start(start))?;
        let mut rest = Vec::new();
        self.raw.read_to_end(&mut rest)?;
        Ok(ends_in_quote(&rest, self.delimiter))
    }

    fn unclosed(&self) -> String {
        let lines = self.record.as_slice().iter().filter(|&&byte| byte == b'\n').count();
        format!(
            "a quote is never closed, so the rest of the file ({lines} line ends) is in this row"
        )
    }

    fn text(&self) -> String {
        let fields: Vec<_> = self.record.iter().map(String::from_utf8_lossy).collect();
        fields.join(char::from(self.delimiter).encode_utf8(&mut [0; 4]))
    }
}

impl Iterator for Delimited {
    type Item = Result<Record>;

    fn next(&mut self) -> Option<Self::Item> {
        let read = self.reader.read_byte_record(&mut self.record);
        self.judge(read).transpose()
    }
}

fn bad_header(name: &str, error: csv::Error) -> Error {
    match error.is_io_error() {
        true => unreadable(name, error.into()),
        false => Error::input(
            format!("{name}, header"),
            "the first line is not UTF-8",
            "save the file again as UTF-8 (in a spreadsheet: `CSV UTF-8`)",
        )
        .caused_by(error),
    }
}

/// Whether `row` ends inside a quoted field, by the rules of RFC 4180: a quote opens a field only
/// at its beginning, and is doubled inside.
fn ends_in_quote(row: &[u8], delimiter: u8) -> bool {
    let (mut quoted, mut at_start, mut after_quote) = (false, true, false);
    for &byte in row {
        (quoted, at_start, after_quote) = match (byte, quoted) {
            (b'"', true) => (false, false, true),
            (b'"', false) => (at_start || after_quote, false, false),
            (_, true) => (true, false, false),
            (_, false) => (false, byte == delimiter || byte == b'\n' || byte == b'\r', false),
        };
    }
    quoted
}

/// What divides the fields: a tab in TSV; in CSV what stands most often in the header line,
/// outside quotes.
pub(super) fn delimiter(head: &[u8], format: Format) -> u8 {
    if format == Format::Tsv {
        return b'\t';
    }
    let counts = DELIMITERS.map(|delimiter| (count_in_header(head, delimiter), delimiter));
    let most = counts.iter().map(|&(count, _)| count).max().unwrap_or(0);
    let found = counts.into_iter().find(|&(count, _)| count == most && count > 0);
    found.map_or(b',', |(_, delimiter)| delimiter)
}

/// How often `delimiter` stands in the first line, outside quotes.
fn count_in_header(head: &[u8], delimiter: u8) -> usize {
    let (mut quoted, mut count) = (false, 0);
    for &byte in head {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            byte if byte == delimiter && !quoted => count += 1,
            _ => {}
        }
    }
    count
}

/// The delimiter of text that reads as a table: a header of two or more short names, and at least
/// one row below it, all as wide.
pub(super) fn looks_like_a_table(head: &[u8]) -> Option<u8> {
    let delimiter = delimiter(head, Format::Csv);
    // The last row may be cut by the end of the head.
    let cut = head.len() >= super::sniff::HEAD;
    let mut rows: Vec<_> = records(head, delimiter).take(ROWS_TO_AGREE).collect();
    if cut && rows.len() < ROWS_TO_AGREE && rows.len() > 2 {
        rows.pop();
    }
    let (header, rows) = rows.split_first()?;
    let named = header.len() >= 2 && header.iter().all(is_name);
    let agree = !rows.is_empty() && rows.iter().all(|row| row.len() == header.len());
    (named && agree).then_some(delimiter)
}

/// Whether a header cell reads as a name: a few words, no end of a sentence.
fn is_name(cell: &[u8]) -> bool {
    let cell = String::from_utf8_lossy(cell);
    let words = cell.split_whitespace().count();
    (1..=4).contains(&words) && !cell.trim_end().ends_with(['.', '!', '?', ':'])
}

fn records(head: &[u8], delimiter: u8) -> impl Iterator<Item = ByteRecord> {
    ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(head)
        .into_byte_records()
        .map_while(std::result::Result::ok)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::document::Reason;
    use proptest::prelude::*;

    fn read(content: impl AsRef<[u8]>) -> Vec<Record> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), &content).unwrap();
        let delimiter = delimiter(content.as_ref(), Format::Csv);
        let rows = Delimited::open("cases.csv", file.path(), delimiter).unwrap();
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
    fn the_delimiter_is_what_the_header_is_divided_by() {
        for (content, expected) in [
            ("id;\"a,b,c\";text\n", b';'),
            ("id\ttext, long\n", b'\t'),
            ("id|text|x, y\n", b'|'),
            ("text\n", b','),
        ] {
            assert_eq!(delimiter(content.as_bytes(), Format::Csv), expected, "{content:?}");
        }
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_first_name() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "\u{feff}id,text\n1,a\n").unwrap();
        let rows = Delimited::open("cases.csv", file.path(), b',').unwrap();
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
    fn a_last_row_without_a_line_end_is_whole() {
        assert_eq!(values(&read("id,text\n1,\"a\"")[0]), ["1", "a"]);
        assert_eq!(values(&read("id,text\n1,a \"quoted\" b")[0]), ["1", "a \"quoted\" b"]);
    }

    #[test]
    fn a_header_that_is_not_utf8_is_an_error() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), b"id,r\xe9sum\xe9\n1,a\n").unwrap();
        let error = Delimited::open("cases.csv", file.path(), b',').unwrap_err();
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
