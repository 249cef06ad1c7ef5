//! The first bytes of a file to its format, where the extension is wrong, unknown or missing.

use serde::de::IgnoredAny;

use super::dialect::{self, Dialect};
use super::format::Format;

/// How many bytes of a file are looked at.
pub(super) const HEAD: usize = 1 << 16;

/// What a text file turns out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kind {
    pub(super) format: Format,
    /// How the fields of CSV and TSV are divided; of no meaning otherwise.
    pub(super) dialect: Dialect,
    /// Bytes before the header of a table.
    pub(super) skip: usize,
}

/// Why a file cannot be read, and what to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unreadable {
    pub(super) cause: &'static str,
    pub(super) remedy: &'static str,
}

const UNPACK: &str = "unpack it and name the file inside";
const AS_CSV: &str = "save it as .xlsx or as CSV in UTF-8 and name that file";

/// Files that are surely not text, by how they begin.
const FOREIGN: [(&[u8], &str, &str); 7] = [
    (b"PK\x03\x04", "it is a zip archive or an office document, and no spreadsheet", UNPACK),
    (b"PK\x05\x06", "it is a zip archive with nothing in it", UNPACK),
    (b"\xD0\xCF\x11\xE0", "it is an old office document, or one with a password", AS_CSV),
    (b"\x1f\x8b", "it is packed with gzip twice", UNPACK),
    (b"\x28\xb5\x2f\xfd", "it is packed with zstd twice", UNPACK),
    (b"BZh", "it is packed with bzip2", UNPACK),
    (b"%PDF", "it is a PDF", "copy its text to a .txt file and name that"),
];

/// The complaint about a file that is surely no text.
pub(super) fn foreign(head: &[u8]) -> Option<Unreadable> {
    let found = FOREIGN.iter().find(|(magic, ..)| head.starts_with(magic));
    found.map(|&(_, cause, remedy)| Unreadable { cause, remedy })
}

/// Finds out the format of a text from its first [`HEAD`] bytes in UTF-8. What cannot be mistaken (an
/// HTML or JSON opening) beats the extension, the extension beats what is only likely.
pub(super) fn sniff(head: &[u8], promised: Option<Format>) -> Result<Kind, Unreadable> {
    let head_of_all = head;
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    if is_binary(head) {
        return Err(if promised.is_some_and(|it| !it.is_text()) { BROKEN_TABLE } else { NOT_TEXT });
    }
    if let Some((delimiter, skip)) = dialect::named_delimiter(head_of_all) {
        let dialect = Dialect::of(delimiter);
        return Ok(Kind { format: Format::Csv, dialect, skip });
    }
    let kind = |format| Kind { format, dialect: Dialect::find(head, format), skip: 0 };
    if let Some(format) = by_opening(head, promised) {
        return Ok(kind(format));
    }
    match promised {
        Some(format) if format.is_text() => Ok(kind(format)),
        _ => by_content(head, promised),
    }
}

/// Whether there are so many control characters that this is no text.
fn is_binary(head: &[u8]) -> bool {
    let is_control = |byte: &&u8| matches!(byte, 0..=8 | 14..=26 | 28..=31);
    let controls = head.iter().filter(is_control).count();
    controls > 1 && 20 * controls > head.len()
}

const NOT_TEXT: Unreadable = Unreadable {
    cause: "it is not text",
    remedy: "name a file of text, a table or a spreadsheet; if this is text, name its encoding with \
             --encoding",
};

const BROKEN_TABLE: Unreadable = Unreadable {
    cause: "it does not begin as Parquet, Arrow IPC or spreadsheet files do",
    remedy: "write it anew, or save the table as CSV",
};

/// The format of a file that is no text.
pub(super) fn by_magic(head: &[u8]) -> Option<Format> {
    match head {
        [b'P', b'A', b'R', b'1', ..] => Some(Format::Parquet),
        [b'A', b'R', b'R', b'O', b'W', b'1', ..] => Some(Format::Arrow),
        _ => None,
    }
}

/// HTML and JSON open in ways that nothing else does.
fn by_opening(head: &[u8], promised: Option<Format>) -> Option<Format> {
    let text = head.trim_ascii_start();
    match text.first()? {
        b'<' => opens_html(text).then_some(Format::Html),
        b'[' => {
            let inside = text[1..].trim_ascii_start().first();
            let opens = matches!(inside, Some(b'{' | b']') | None);
            (opens || promised == Some(Format::Json)).then_some(Format::Json)
        }
        b'{' => json_kind(text, promised),
        _ => None,
    }
}

fn opens_html(text: &[u8]) -> bool {
    let opening = text[..text.len().min(1024)].to_ascii_lowercase();
    let opening = String::from_utf8_lossy(&opening);
    opening.starts_with("<!doctype html") || opening.contains("<html")
}

/// An object on the first line and another below is JSONL; an object over several lines is JSON.
fn json_kind(text: &[u8], promised: Option<Format>) -> Option<Format> {
    let mut lines = text.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii);
    let first = lines.next().unwrap_or_default();
    let whole = serde_json::from_slice::<IgnoredAny>(first).is_ok();
    let more = lines.any(|line| line.starts_with(b"{"));
    match (whole, promised) {
        (true, Some(Format::Jsonl)) => Some(Format::Jsonl),
        (true, _) if more => Some(Format::Jsonl),
        (true, Some(Format::Json)) => Some(Format::Json),
        (true, _) if super::json::holds_rows(first) => Some(Format::Json),
        (true, _) => Some(Format::Jsonl),
        (false, None) => Some(Format::Json),
        (false, _) => None,
    }
}

fn by_content(head: &[u8], promised: Option<Format>) -> Result<Kind, Unreadable> {
    if head.contains(&0) {
        return Err(if promised.is_some() { BROKEN_TABLE } else { NOT_TEXT });
    }
    let (format, delimiter) = match dialect::looks_like_a_table(head) {
        Some(b'\t') => (Format::Tsv, b'\t'),
        Some(delimiter) => (Format::Csv, delimiter),
        None => (Format::Text, b','),
    };
    let dialect = Dialect::of(delimiter);
    let dialect = if format.is_page() { dialect } else { Dialect::find(head, format) };
    Ok(Kind { format, dialect, skip: 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(head: &str) -> Format {
        sniff(head.as_bytes(), None).unwrap().format
    }

    #[test]
    fn a_format_is_known_by_its_content() {
        assert_eq!(by_magic(b"PAR1...."), Some(Format::Parquet));
        assert_eq!(by_magic(b"ARROW1\0\0"), Some(Format::Arrow));
        assert_eq!(kind("\n<!DOCTYPE html><p>x"), Format::Html);
        assert_eq!(kind("<!-- saved --><HTML lang=en>"), Format::Html);
        assert_eq!(kind(" [ {\"a\": 1} ]"), Format::Json);
        assert_eq!(kind("{\"a\": 1}\n{\"a\": 2}\n"), Format::Jsonl);
        assert_eq!(kind("{\"a\": 1}"), Format::Jsonl);
        assert_eq!(kind("{\n \"rows\": [ {} ]\n}"), Format::Json);
        assert_eq!(kind("{\"n\": 1, \"rows\": [{\"a\": 1}]}"), Format::Json);
        assert_eq!(kind("id,text\n1,a b\n2,c\n"), Format::Csv);
        assert_eq!(kind("\u{feff}id\ttext\n1\ta b\n"), Format::Tsv);
        assert_eq!(kind("A walk in the park.\n\nAnother, longer walk."), Format::Text);
        assert_eq!(kind("[a link](there) and more"), Format::Text);
        assert_eq!(kind("Dear mayor, dear all,\nthank you, truly, for it.\n"), Format::Text);
    }

    #[test]
    fn a_delimiter_is_found_with_the_format() {
        let delimiter = |head: &str, promised| {
            sniff(head.as_bytes(), promised)
                .map(|kind| (kind.dialect.delimiter, kind.skip))
                .unwrap()
        };
        assert_eq!(delimiter("id;text\n1;a\n", None), (b';', 0));
        assert_eq!(delimiter("id|text\n1|a\n", Some(Format::Csv)), (b'|', 0));
        assert_eq!(delimiter("id,x\ttext\n1\ta\n", Some(Format::Tsv)), (b'\t', 0));
        assert_eq!(delimiter("sep=|\nid|text\n1|a;b;c\n", None), (b'|', 6));
    }

    #[test]
    fn unmistakable_content_beats_a_wrong_extension() {
        let html = sniff(b"<html><body>", Some(Format::Csv)).unwrap();
        assert_eq!(html.format, Format::Html);
        let lines = sniff(b"{\"a\":1}\n{\"a\":2}", Some(Format::Json)).unwrap();
        assert_eq!(lines.format, Format::Jsonl);
        let table = sniff(b"id,text\n1,a\n", Some(Format::Parquet)).unwrap();
        assert_eq!(table.format, Format::Csv);
    }

    #[test]
    fn an_extension_beats_what_is_only_likely() {
        assert_eq!(sniff(b"one, two\na, b\n", Some(Format::Text)).unwrap().format, Format::Text);
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        assert!(foreign(b"PK\x03\x04..").unwrap().cause.contains("zip"));
        assert!(foreign(b"%PDF-1.7").unwrap().cause.contains("PDF"));
        assert_eq!(foreign(b"id,text"), None);
        assert_eq!(sniff(b"a\x00\x01b\x02", Some(Format::Text)), Err(NOT_TEXT));
        assert_eq!(sniff(b"\x00\x01\xc3\x80", Some(Format::Parquet)), Err(BROKEN_TABLE));
        assert!(sniff(b"id,text\n1,a\0b\n", Some(Format::Csv)).is_ok());
    }
}
