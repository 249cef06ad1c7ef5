//! Whether what a Parquet file says of itself is sound, before the reader of it is believed to cope.
//!
//! The reader of polars takes lengths, offsets and types as they are stated, and panics or asks for more
//! memory than there is where they are not true. So its footer and the header of every page are read here
//! first: types as the format has them, offsets within the file, sizes within bounds. The values within
//! the pages are not looked at.
//!
//! <https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift>

mod shape;
mod thrift;

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use shape::{FOOTER, PAGE, fits};
use thrift::{Compact, Fields, Value};

/// Bytes of a footer, at most.
const LONGEST_FOOTER: u64 = 256 << 20;

/// Bytes of the header of a page that are looked at first, and at most.
const HEADER: u64 = 1 << 10;
const LONGEST_HEADER: u64 = 16 << 20;

/// Rows of a row group, at most; its rows are in memory together.
const MOST_ROWS: i64 = 64 << 20;

/// What may be wrong with a file.
pub(super) type Fault = &'static str;

fn int(fields: &Fields, number: i16) -> Option<i64> {
    match fields.get(&number) {
        Some((_, Value::Int(value))) => Some(*value),
        _ => None,
    }
}

fn inner(fields: &Fields, number: i16) -> Option<&Fields> {
    match fields.get(&number) {
        Some((_, Value::Struct(fields))) => Some(fields),
        _ => None,
    }
}

fn items(fields: &Fields, number: i16) -> impl Iterator<Item = &Fields> {
    let list = match fields.get(&number) {
        Some((_, Value::List(items))) => items.as_slice(),
        _ => &[],
    };
    list.iter().filter_map(|item| match item {
        Value::Struct(fields) => Some(fields),
        _ => None,
    })
}

/// Checks a file; `limit` bytes may come out of its pages. `Ok(Some(...))` says what is wrong.
///
/// # Errors
/// If the file cannot be read.
pub(super) fn fault(path: &Path, limit: u64) -> io::Result<Option<Fault>> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    let Some(end) = length.checked_sub(8).filter(|&end| end >= 4) else {
        return Ok(Some("it is too short"));
    };
    file.seek(SeekFrom::Start(end))?;
    let mut tail = [0; 8];
    file.read_exact(&mut tail)?;
    let footer = u64::from(u32::from_le_bytes([tail[0], tail[1], tail[2], tail[3]]));
    if &tail[4..] != b"PAR1" {
        return Ok(Some("its end is missing"));
    }
    let Some(start) = end.checked_sub(footer).filter(|&start| start >= 4) else {
        return Ok(Some("its footer is longer than the file"));
    };
    if footer > LONGEST_FOOTER {
        return Ok(Some("its footer is too long"));
    }
    file.seek(SeekFrom::Start(start))?;
    let mut bytes = vec![0; footer as usize];
    file.read_exact(&mut bytes)?;
    let fields = Compact::new(&bytes).fields(0);
    let Some(fields) = fields.filter(|fields| fits(fields, FOOTER)) else {
        return Ok(Some("its footer is damaged"));
    };
    let Some(leaves) = leaves(&fields) else { return Ok(Some("its schema is damaged")) };
    let mut pages = Pages { file, end: start, left: limit };
    for group in items(&fields, 4) {
        if !(0..=MOST_ROWS).contains(&int(group, 3).unwrap_or(0)) {
            return Ok(Some("it has a row group with too many rows"));
        }
        let chunks: Vec<&Fields> = items(group, 1).collect();
        if chunks.len() != leaves {
            return Ok(Some("a row group has other columns than the schema"));
        }
        for chunk in chunks {
            if let Some(fault) = pages.fault(chunk)? {
                return Ok(Some(fault));
            }
        }
    }
    Ok(None)
}

/// The number of columns that hold values, if the schema is a tree.
fn leaves(footer: &Fields) -> Option<usize> {
    let elements: Vec<&Fields> = items(footer, 2).collect();
    let mut leaves = 0;
    // How many children are still to come at each depth.
    let mut open: Vec<i64> = vec![1];
    for element in elements {
        while open.last() == Some(&0) {
            open.pop();
        }
        *open.last_mut()? -= 1;
        match int(element, 5) {
            Some(children) if children > 0 => open.push(children),
            _ if int(element, 1).is_some() => leaves += 1,
            // A root without columns, or a struct without fields.
            Some(0) => {}
            _ => return None,
        }
        if open.len() > 64 {
            return None;
        }
    }
    open.iter().all(|&children| children == 0).then_some(leaves)
}

/// Walks over the pages of the columns.
struct Pages {
    file: File,
    /// Where the footer begins.
    end: u64,
    /// Bytes that may still come out.
    left: u64,
}

impl Pages {
    fn fault(&mut self, chunk: &Fields) -> io::Result<Option<Fault>> {
        const OUTSIDE: Option<Fault> = Some("a column reaches beyond the data");
        let Some(data) = inner(chunk, 3) else { return Ok(Some("a column has no description")) };
        let offset = |number| int(data, number).map(|offset| u64::try_from(offset).ok());
        let (Some(Some(first)), Some(Some(bytes))) = (offset(9), offset(7)) else {
            return Ok(OUTSIDE);
        };
        let Some(start) = offset(11).unwrap_or(Some(first)) else { return Ok(OUTSIDE) };
        let Some(end) = start.checked_add(bytes).filter(|&end| end <= self.end) else {
            return Ok(OUTSIDE);
        };
        if first > self.end || start < 4 && bytes > 0 {
            return Ok(OUTSIDE);
        }
        let wanted = int(data, 5).unwrap_or(-1);
        let (mut at, mut values) = (start, 0_i64);
        while at < end && values < wanted {
            let Some((header, length)) = self.header(at, end)? else {
                return Ok(Some("the header of a page is damaged"));
            };
            let Some((here, unpacked, packed)) = page(&header) else {
                return Ok(Some("the header of a page is damaged"));
            };
            let Some(left) = self.left.checked_sub(unpacked) else {
                return Ok(Some("more comes out of it than may (see --max-unpacked)"));
            };
            self.left = left;
            at += length + packed;
            values = values.saturating_add(here);
        }
        let sound = at <= end && values == wanted;
        Ok((!sound).then_some("a column has other pages than its description says"))
    }

    /// The header of the page at `at`, and its length.
    fn header(&mut self, at: u64, end: u64) -> io::Result<Option<(Fields, u64)>> {
        let mut length = HEADER;
        loop {
            self.file.seek(SeekFrom::Start(at))?;
            let mut bytes = Vec::new();
            (&mut self.file).take(length.min(end - at)).read_to_end(&mut bytes)?;
            let mut reader = Compact::new(&bytes);
            if let Some(fields) = reader.fields(0) {
                let length = reader.position() as u64;
                return Ok(fits(&fields, PAGE).then_some((fields, length)));
            }
            if length >= (end - at).min(LONGEST_HEADER) {
                return Ok(None);
            }
            length *= 16;
        }
    }
}

/// The values of a page, the bytes that come out of it and those that it has; none if it is damaged.
fn page(header: &Fields) -> Option<(i64, u64, u64)> {
    // Plain, dictionary, run lengths, bit-packed, deltas, split.
    let is_encoding = |fields: &Fields, number| matches!(int(fields, number), Some(0 | 2..=9));
    let size = |fields: &Fields, number| u64::try_from(int(fields, number)?).ok();
    let (unpacked, packed) = (size(header, 2)?, size(header, 3)?);
    let values = match int(header, 1)? {
        0 => {
            let data = inner(header, 5)?;
            let sound = [2, 3, 4].into_iter().all(|number| is_encoding(data, number));
            int(data, 1).filter(|_| sound)?
        }
        1 => 0,
        2 => {
            let dictionary = inner(header, 7)?;
            size(dictionary, 1).filter(|_| is_encoding(dictionary, 2)).map(|_| 0)?
        }
        3 => {
            let data = inner(header, 8)?;
            let levels = size(data, 5)?.checked_add(size(data, 6)?)?;
            let sound = is_encoding(data, 4) && levels <= packed && levels <= unpacked;
            int(data, 1).filter(|_| sound && size(data, 2).is_some() && size(data, 3).is_some())?
        }
        _ => return None,
    };
    (values >= 0).then_some((values, unpacked, packed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use polars::prelude::{DataFrame, NamedFrom as _, ParquetWriter, Series};
    use rand::{Rng as _, SeedableRng as _};
    use rand_xoshiro::Xoshiro256PlusPlus;

    use crate::corpus::{Corpus, CorpusSettings, Entry, Input};

    fn parquet() -> Vec<u8> {
        let texts: Vec<String> =
            (0..50).map(|n| format!("the town built mill number {n} with its people")).collect();
        let mut frame = DataFrame::new_infer_height(vec![
            Series::new("id".into(), (0..50).collect::<Vec<i64>>()).into(),
            Series::new("text".into(), texts).into(),
            Series::new("kind".into(), vec!["mill"; 50]).into(),
            Series::new(
                "open".into(),
                (0..50).map(|n| (n % 3 == 0).then_some(true)).collect::<Vec<_>>(),
            )
            .into(),
        ])
        .unwrap();
        let mut bytes = Vec::new();
        ParquetWriter::new(&mut bytes).with_row_group_size(Some(20)).finish(&mut frame).unwrap();
        bytes
    }

    fn file(bytes: &[u8]) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        file
    }

    #[test]
    fn a_sound_file_has_no_fault_and_a_limit_on_what_comes_out_holds() {
        let file = file(&parquet());
        assert_eq!(fault(file.path(), 1 << 20).unwrap(), None);
        assert!(fault(file.path(), 100).unwrap().unwrap().contains("--max-unpacked"));
    }

    #[test]
    fn a_file_without_its_parts_is_told() {
        let bytes = parquet();
        let told = |bytes: &[u8]| fault(file(bytes).path(), 1 << 20).unwrap().unwrap();
        assert_eq!(told(b"PAR1"), "it is too short");
        assert_eq!(told(&bytes[..bytes.len() - 1]), "its end is missing");
        let (start, end) = bytes.split_at(bytes.len() - 8);
        assert_eq!(
            told(&[start, &[255; 4], &end[4..]].concat()),
            "its footer is longer than the file"
        );
        assert!(told(&[start, &[9, 0, 0, 0], &end[4..]].concat()).contains("damaged"));
        // The pages of the first columns are gone, and the footer still speaks of them.
        assert!(!told(&[&bytes[..4], &bytes[400..]].concat()).is_empty());
    }

    /// The seed is fixed: what is tried is always the same. Of damage within the pages' values nothing is
    /// promised: there the reader of polars may still panic.
    #[test]
    fn a_footer_that_is_damaged_is_refused_or_read() {
        let bytes = parquet();
        let length = u32::from_le_bytes(*bytes[..bytes.len() - 4].last_chunk().unwrap()) as usize;
        let footer = bytes.len() - 8 - length;
        let mut random = Xoshiro256PlusPlus::seed_from_u64(8);
        let mut refused = 0;
        for _ in 0..400 {
            let mut damaged = bytes.clone();
            for _ in 0..random.gen_range(1..5) {
                let at = random.gen_range(footer..damaged.len());
                damaged[at] = random.r#gen();
            }
            let file = file(&damaged);
            let text = vec!["text".to_owned()];
            let settings = CorpusSettings { text, ..CorpusSettings::default() };
            let read = Corpus::open(&[Input::Path(file.path().to_owned())], &settings)
                .and_then(|corpus| corpus.entries()?.collect::<crate::Result<Vec<Entry>>>());
            refused += usize::from(read.is_err());
        }
        assert!(refused > 100, "{refused}");
    }
}
