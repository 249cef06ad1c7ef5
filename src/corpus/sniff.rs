//! The first bytes of a file to its format, where the extension is wrong, unknown or missing.

use serde::de::IgnoredAny;

use super::delimited;
use super::format::Format;

/// How many bytes of a file are looked at.
pub(super) const HEAD: usize = 1 << 16;

/// What a file turns out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kind {
    pub(super) format: Format,
    /// Divides the fields of CSV and TSV; of no meaning otherwise.
    pub(super) delimiter: u8,
}

/// Why a file cannot be read, and what to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unreadable {
    pub(super) cause: &'static str,
    pub(super) remedy: &'static str,
}

const UNPACK: &str = "unpack it and name the file inside";
const AS_CSV: &str = "save it as CSV in UTF-8 and name that file";
const AS_UTF8: &str = "save it again as UTF-8 (in a spreadsheet: `CSV UTF-8`)";

/// Files that are surely not text, by how they begin.
const FOREIGN: [(&[u8], &str, &str); 8] = [
    (b"PK\x03\x04", "it is a zip archive or an office document", AS_CSV),
    (b"\xD0\xCF\x11\xE0", "it is an old office document", AS_CSV),
    (b"\x1f\x8b", "it is packed with gzip", UNPACK),
    (b"\x28\xb5\x2f\xfd", "it is packed with zstd", UNPACK),
    (b"BZh", "it is packed with bzip2", UNPACK),
    (b"%PDF", "it is a PDF", "copy its text to a .txt file and name that"),
    (b"\xff\xfe", "it is in UTF-16, not UTF-8", AS_UTF8),
    (b"\xfe\xff", "it is in UTF-16, not UTF-8", AS_UTF8),
];

/// Finds out the format from the first [`HEAD`] bytes. What cannot be mistaken (magic bytes, an
/// HTML or JSON opening) beats the extension, the extension beats what is only likely.
pub(super) fn sniff(head: &[u8], promised: Option<Format>) -> Result<Kind, Unreadable> {
    if let Some(format) = by_magic(head) {
        return Ok(Kind { format, delimiter: b',' });
    }
    if let Some(&(_, cause, remedy)) = FOREIGN.iter().find(|(magic, ..)| head.starts_with(magic)) {
        return Err(Unreadable { cause, remedy });
    }
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let kind = |format| Ok(Kind { format, delimiter: delimited::delimiter(head, format) });
    if let Some(format) = by_opening(head, promised) {
        return kind(format);
    }
    match promised {
        Some(Format::Parquet | Format::Arrow) | None => by_content(head, promised),
        Some(Format::Text) if !is_utf8(head) => Err(NOT_TEXT),
        Some(format) => kind(format),
    }
}

const NOT_TEXT: Unreadable = Unreadable { cause: "it is not text in UTF-8", remedy: AS_UTF8 };

const BROKEN_TABLE: Unreadable = Unreadable {
    cause: "it does not begin as Parquet or Arrow IPC files do",
    remedy: "write it anew, or save the table as CSV",
};

fn by_magic(head: &[u8]) -> Option<Format> {
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
    if !is_utf8(head) {
        return Err(if promised.is_some() { BROKEN_TABLE } else { NOT_TEXT });
    }
    Ok(match delimited::looks_like_a_table(head) {
        Some(b'\t') => Kind { format: Format::Tsv, delimiter: b'\t' },
        Some(delimiter) => Kind { format: Format::Csv, delimiter },
        None => Kind { format: Format::Text, delimiter: b',' },
    })
}

/// Whether the head is UTF-8, but for a character that its end cuts in two.
fn is_utf8(head: &[u8]) -> bool {
    match std::str::from_utf8(head) {
        Ok(text) => !text.contains('\0'),
        Err(error) => error.error_len().is_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(head: &str) -> Format {
        sniff(head.as_bytes(), None).unwrap().format
    }

    #[test]
    fn a_format_is_known_by_its_content() {
        assert_eq!(kind("PAR1...."), Format::Parquet);
        assert_eq!(kind("ARROW1\0\0"), Format::Arrow);
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
        assert_eq!(sniff(b"id;text\n1;a\n", None).unwrap().delimiter, b';');
        assert_eq!(sniff(b"id|text\n1|a\n", Some(Format::Csv)).unwrap().delimiter, b'|');
        assert_eq!(sniff(b"id,x\ttext\n1\ta\n", Some(Format::Tsv)).unwrap().delimiter, b'\t');
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
        assert!(sniff(b"PK\x03\x04..", Some(Format::Csv)).unwrap_err().cause.contains("zip"));
        assert!(sniff(b"\xff\xfei\0d\0", None).unwrap_err().cause.contains("UTF-16"));
        assert_eq!(sniff(b"caf\xe9 au lait", Some(Format::Text)), Err(NOT_TEXT));
        assert_eq!(sniff(b"\x00\xff\x80", Some(Format::Parquet)), Err(BROKEN_TABLE));
    }

    #[test]
    fn a_character_cut_by_the_end_of_the_head_is_no_fault() {
        assert!(is_utf8(&"café".as_bytes()[..4]));
    }
}
