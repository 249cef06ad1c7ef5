//! The first bytes of a table to how its fields are divided and quoted.

use csv::{ByteRecord, ReaderBuilder};

use super::format::Format;

/// Delimiters that are looked for, those first that are rarer inside a name.
const DELIMITERS: [u8; 4] = [b'\t', b'|', b';', b','];

/// Rows that must agree with the header before text without an extension is taken for a table.
const ROWS_TO_AGREE: usize = 20;

/// Rows by which a dialect is judged.
const ROWS_TO_JUDGE: usize = 100;

/// How the fields of a row are divided and quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dialect {
    pub(super) delimiter: u8,
    /// What stands around a field with a delimiter or a line end in it, and is doubled inside.
    pub(super) quote: u8,
    /// What stands before a quote inside a field, if it is not doubled.
    pub(super) escape: Option<u8>,
}

impl Dialect {
    /// That of RFC 4180, fields divided by `delimiter`.
    pub(super) const fn of(delimiter: u8) -> Self {
        Self { delimiter, quote: b'"', escape: None }
    }

    /// Finds out the dialect of a table from its beginning. A tab divides TSV; else it is what stands
    /// most often in the first line, outside quotes. Where not all rows then are as wide as the first,
    /// other delimiters, single quotes and backslashes before quotes are tried, and the dialect is taken
    /// with which most rows agree.
    pub(super) fn find(head: &[u8], format: Format) -> Self {
        let likely = Self::of(delimiter(head, format));
        let best = likely.agreement(head);
        if best.1 == 0 && best.2 > 1 {
            return likely;
        }
        let mut found = (likely, best);
        let delimiters = DELIMITERS.iter().filter(|&&byte| format != Format::Tsv || byte == b'\t');
        for &delimiter in delimiters {
            for (quote, escape) in
                [(b'"', None), (b'"', Some(b'\\')), (b'\'', None), (b'\'', Some(b'\\'))]
            {
                let candidate = Self { delimiter, quote, escape };
                if quote == b'\'' && !head.starts_with(b"'") {
                    continue;
                }
                let score = candidate.agreement(head);
                // Fewer columns with as few faults is what any rare character gives.
                let better = score.2 > 1
                    && score.0 > 0
                    && (score.1 < found.1.1 || (score.1 == found.1.1 && score.2 > found.1.2));
                if better {
                    found = (candidate, score);
                }
            }
        }
        found.0
    }

    /// How many of the first rows are as wide as the header, how many are not, and that width.
    fn agreement(self, head: &[u8]) -> (usize, usize, usize) {
        let mut rows: Vec<ByteRecord> = self.records(head).take(ROWS_TO_JUDGE).collect();
        // The last row may be cut by the end of the head.
        if head.len() >= super::sniff::HEAD && rows.len() < ROWS_TO_JUDGE {
            rows.pop();
        }
        let Some((header, rows)) = rows.split_first() else { return (0, 0, 0) };
        let agreeing = rows.iter().filter(|row| row.len() == header.len()).count();
        (agreeing, rows.len() - agreeing, header.len())
    }

    /// A reader of tables in this dialect.
    pub(super) fn reader(self) -> ReaderBuilder {
        let mut builder = ReaderBuilder::new();
        builder
            .delimiter(self.delimiter)
            .quote(self.quote)
            .escape(self.escape)
            .double_quote(self.escape.is_none());
        builder
    }

    fn records(self, head: &[u8]) -> impl Iterator<Item = ByteRecord> {
        self.reader()
            .has_headers(false)
            .flexible(true)
            .from_reader(head)
            .into_byte_records()
            .map_while(std::result::Result::ok)
    }

    /// Whether `row` ends inside a quoted field, by the rules of RFC 4180: a quote opens a field only
    /// at its beginning, and is doubled inside.
    pub(super) fn ends_in_quote(self, row: &[u8]) -> bool {
        let mut quotes = self.quotes();
        row.iter().for_each(|&byte| quotes.take(byte));
        quotes.is_open()
    }

    /// Whether a quote is open, from the beginning of a row on.
    pub(super) fn quotes(self) -> Quotes {
        let (quoted, after_quote, escaped) = (false, false, false);
        Quotes { dialect: self, quoted, at_start: true, after_quote, escaped }
    }

    /// Whether the user should hear of it: other quotes than those of RFC 4180.
    pub(super) fn is_remarkable(self) -> bool {
        self.quote != b'"' || self.escape.is_some()
    }

    /// How it reads to a person.
    pub(super) fn described(self) -> String {
        let delimiter = match self.delimiter {
            b'\t' => "tabs".to_owned(),
            byte => format!("`{}`", char::from(byte)),
        };
        let quote = match (self.quote, self.escape) {
            (b'"', None) => String::new(),
            (quote, None) => format!(", quoted with `{}`", char::from(quote)),
            (quote, Some(_)) => {
                format!(", quoted with `{}` and backslashes", char::from(quote))
            }
        };
        format!("fields divided by {delimiter}{quote}")
    }
}

/// The delimiter that a first line such as `sep=;` names, as spreadsheet programs write it, and how many
/// bytes that line has.
pub(super) fn named_delimiter(head: &[u8]) -> Option<(u8, usize)> {
    let rest = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let before = head.len() - rest.len();
    let line = rest.split_inclusive(|&byte| byte == b'\n').next()?;
    let named = line.trim_ascii_end();
    // A tab is trimmed as white space.
    let named = if line.starts_with(b"sep=\t") { b"sep=\t" } else { named };
    match named {
        [b's', b'e', b'p', b'=', delimiter] => Some((*delimiter, before + line.len())),
        _ => None,
    }
}

/// A tab in TSV; in CSV what stands most often in the first line, outside quotes.
fn delimiter(head: &[u8], format: Format) -> u8 {
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
    let mut rows: Vec<_> = Dialect::of(delimiter).records(head).take(ROWS_TO_AGREE).collect();
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

/// Follows the quotes of a text byte by byte.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quotes {
    dialect: Dialect,
    quoted: bool,
    at_start: bool,
    after_quote: bool,
    escaped: bool,
}

impl Quotes {
    /// Whether a quote is open.
    pub(super) fn is_open(self) -> bool {
        self.quoted
    }

    /// Takes the next byte.
    pub(super) fn take(&mut self, byte: u8) {
        let Dialect { delimiter, quote, escape, .. } = self.dialect;
        if self.escaped {
            self.escaped = false;
            return;
        }
        if self.quoted && escape == Some(byte) {
            self.escaped = true;
            return;
        }
        let ends = byte == delimiter || byte == b'\n' || byte == b'\r';
        let reopens = self.at_start || (self.after_quote && escape.is_none());
        (self.quoted, self.at_start, self.after_quote) = match (byte == quote, self.quoted) {
            (true, true) => (false, false, true),
            (true, false) => (reopens, false, false),
            (false, true) => (true, false, false),
            (false, false) => (false, ends, false),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(head: &str) -> Dialect {
        Dialect::find(head.as_bytes(), Format::Csv)
    }

    #[test]
    fn the_delimiter_is_what_the_header_is_divided_by() {
        for (content, expected) in [
            ("id;\"a,b,c\";text\n", b';'),
            ("id\ttext, long\n", b'\t'),
            ("id|text|x, y\n", b'|'),
            ("text\n", b','),
        ] {
            assert_eq!(found(content), Dialect::of(expected), "{content:?}");
        }
    }

    #[test]
    fn where_the_rows_do_not_agree_another_delimiter_is_tried() {
        let head = "name, first, or last;text\na;b\nc;d, e\nf, g;h\n";
        assert_eq!(found(head), Dialect::of(b';'));
    }

    #[test]
    fn a_few_ragged_rows_do_not_change_the_dialect() {
        assert_eq!(found("id,text\n1,a\n2,b,c\n3\n4,d;e\n"), Dialect::of(b','));
    }

    #[test]
    fn single_quotes_and_backslashes_are_found() {
        let single = found("'id','text'\n'1','a, b'\n'2','c, d'\n");
        assert_eq!(single, Dialect { delimiter: b',', quote: b'\'', escape: None });
        let escaped = found("id,text\n1,\"a \\\"b\\\", c\"\n2,\"d\"\n");
        assert_eq!(escaped, Dialect { delimiter: b',', quote: b'"', escape: Some(b'\\') });
    }

    #[test]
    fn a_line_that_names_the_delimiter_is_known() {
        assert_eq!(named_delimiter(b"sep=;\r\nid;text\n"), Some((b';', 7)));
        assert_eq!(named_delimiter(b"\xef\xbb\xbfsep=\t\nid"), Some((b'\t', 9)));
        assert_eq!(named_delimiter(b"sep=ab\n"), None);
        assert_eq!(named_delimiter(b"id,text\n"), None);
    }

    #[test]
    fn an_open_quote_is_told_from_a_closed_one() {
        let plain = Dialect::of(b',');
        assert!(plain.ends_in_quote(b"1,\"a"));
        assert!(!plain.ends_in_quote(b"1,\"a \"\"b\"\"\""));
        assert!(!plain.ends_in_quote(b"1,a \"b"));
        let escaped = Dialect { escape: Some(b'\\'), ..plain };
        assert!(!escaped.ends_in_quote(b"1,\"a \\\"b\""));
        assert!(escaped.ends_in_quote(b"1,\"a \\\""));
    }
}
