//! JSON and JSONL files to records, values kept as the source writes them.
//!
//! A JSON file is read whole, since its rows may stand in one field of one object; JSONL is read
//! line by line.

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;
use std::path::Path;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::error::{Error, Result};

use super::columns;
use super::lines::{Line, Lines, unreadable};
use super::record::Record;
use super::stream::{Coding, Stream};

/// The keys of one object and their values as written.
struct Object<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Object<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Object<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Object<'de>, M::Error> {
                let mut pairs = Vec::with_capacity(map.size_hint().unwrap_or(0));
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Object(pairs))
            }
        }
        deserializer.deserialize_map(Pairs)
    }
}

/// The text of one value: strings unescaped, `null` as none, numbers as in the source, what is
/// nested as compact JSON.
fn text(raw: &RawValue) -> serde_json::Result<Option<String>> {
    Ok(match raw.get().as_bytes().first() {
        Some(b'"') => Some(serde_json::from_str(raw.get())?),
        Some(b'n') => None,
        Some(b'{' | b'[') => Some(compact(raw.get())),
        _ => Some(raw.get().to_owned()),
    })
}

/// JSON without the white space outside its strings.
fn compact(json: &str) -> String {
    let (mut quoted, mut escaped) = (false, false);
    let keep = |character: &char| {
        let kept = quoted || !character.is_ascii_whitespace();
        if *character == '"' && !escaped {
            quoted = !quoted;
        }
        escaped = quoted && *character == '\\' && !escaped;
        kept
    };
    json.chars().filter(keep).collect()
}

/// Whether `json` is one object with rows in it, not itself a row.
pub(super) fn holds_rows(json: &[u8]) -> bool {
    std::str::from_utf8(json).is_ok_and(|json| {
        serde_json::from_str::<Object<'_>>(json)
            .is_ok_and(|object| object.0.iter().filter(|(_, value)| is_rows(value)).count() == 1)
    })
}

/// Whether a value is an array of objects.
fn is_rows(raw: &RawValue) -> bool {
    raw.get().strip_prefix('[').is_some_and(|inside| inside.trim_ascii_start().starts_with('{'))
}

/// Turns objects into rows in the order of the columns.
#[derive(Debug)]
struct Rows {
    places: HashMap<String, usize>,
}

impl Rows {
    fn new(columns: &[String]) -> Self {
        let places = columns.iter().enumerate().map(|(index, name)| (name.clone(), index));
        Self { places: places.collect() }
    }

    fn record(&self, position: u64, json: &[u8]) -> Record {
        let json = match simdutf8::compat::from_utf8(json) {
            Ok(json) => json,
            Err(error) => return Record::not_utf8(position, error, json),
        };
        match self.values(json) {
            Ok(values) => Record::Row { position, values: values.into_iter().collect() },
            Err(complaint) => Record::malformed(position, complaint, json),
        }
    }

    fn values(&self, json: &str) -> serde_json::Result<Vec<Option<String>>> {
        let mut values = vec![None; self.places.len()];
        for (key, raw) in serde_json::from_str::<Object<'_>>(json)?.0 {
            if let Some(&place) = self.places.get(&key) {
                if values[place].is_some() {
                    let complaint = format!("the key `{key}` stands twice in it");
                    return Err(serde::de::Error::custom(complaint));
                }
                values[place] = text(raw)?;
            }
        }
        Ok(values)
    }
}

/// Adds the keys of an object to the columns; what is no object adds none.
fn collect_keys(json: &[u8], columns: &mut Vec<String>, seen: &mut HashMap<String, usize>) {
    let Ok(Object(pairs)) = serde_json::from_slice(json) else { return };
    for (key, _) in pairs {
        if !seen.contains_key(&key) {
            seen.insert(key.clone(), columns.len());
            columns.push(key);
        }
    }
}

/// The keys of all objects of a JSONL file, in order of first appearance.
///
/// # Errors
/// If the file cannot be read.
pub(super) fn keys_of_lines(name: &str, path: &Path, coding: Coding) -> Result<Vec<String>> {
    let (mut columns, mut seen) = (Vec::new(), HashMap::new());
    let mut lines = Lines::open(name, path, coding)?;
    while let Some(Line { number, bytes, .. }) = lines.read()? {
        collect_keys(bytes, &mut columns, &mut seen);
        if columns.len() > columns::MOST_COLUMNS {
            columns::refuse_too_many(&format!("{name}, line {number}"), columns.len())?;
        }
    }
    Ok(columns)
}

/// The rows of a JSONL file: one object per line, blank lines aside.
#[derive(Debug)]
pub(super) struct JsonLines {
    lines: Lines,
    rows: Rows,
}

impl JsonLines {
    /// Opens a file whose keys are known.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub(super) fn open(
        name: &str,
        (path, coding): (&Path, Coding),
        columns: &[String],
    ) -> Result<Self> {
        Ok(Self { lines: Lines::open(name, path, coding)?, rows: Rows::new(columns) })
    }
}

impl Iterator for JsonLines {
    type Item = Result<Record>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.lines.read() {
                Ok(None) => return None,
                Ok(Some(Line { number, bytes, fault: Some(fault) })) => {
                    let text = String::from_utf8_lossy(bytes).into_owned();
                    return Some(Ok(Record::malformed(number, fault, text)));
                }
                Ok(Some(line)) if line.bytes.trim_ascii().is_empty() => {}
                Ok(Some(Line { number, bytes, .. })) => {
                    return Some(Ok(self.rows.record(number, bytes)));
                }
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

/// A JSON file in memory, and where its rows stand in it.
#[derive(Debug)]
pub(super) struct JsonFile {
    text: String,
    spans: Vec<Range<usize>>,
}

impl JsonFile {
    /// Reads an array of objects, or an object with exactly one array of objects in it.
    ///
    /// # Errors
    /// If the file cannot be read or holds anything else.
    pub(super) fn open(name: &str, path: &Path, coding: Coding) -> Result<Self> {
        let bytes = Stream::whole(path, coding).map_err(|error| unreadable(name, error))?;
        let mut text = String::from_utf8(bytes).map_err(|error| not_utf8(name, error))?;
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        let spans = spans(name, &text)?;
        Ok(Self { text, spans })
    }

    /// The keys of all rows, in order of first appearance.
    ///
    /// # Errors
    /// If there are too many for columns.
    pub(super) fn keys(&self, name: &str) -> Result<Vec<String>> {
        let (mut columns, mut seen) = (Vec::new(), HashMap::new());
        for (index, span) in self.spans.iter().enumerate() {
            collect_keys(&self.text.as_bytes()[span.clone()], &mut columns, &mut seen);
            columns::refuse_too_many(&format!("{name}, row {}", index + 1), columns.len())?;
        }
        Ok(columns)
    }

    /// The rows in the order of the file.
    pub(super) fn records(self, columns: &[String]) -> impl Iterator<Item = Result<Record>> + Send {
        let rows = Rows::new(columns);
        self.spans.into_iter().enumerate().map(move |(index, span)| {
            Ok(rows.record(index as u64 + 1, &self.text.as_bytes()[span]))
        })
    }
}

/// Where the rows stand in the text.
fn spans(name: &str, text: &str) -> Result<Vec<Range<usize>>> {
    let broken = |error: serde_json::Error| {
        let cause = format!("it is not valid JSON: {error}");
        Error::input(name, cause, "mend that place, or save one object per line as .jsonl")
            .caused_by(error)
    };
    let array = if text.trim_start().starts_with('[') {
        text
    } else {
        let object: Object<'_> = serde_json::from_str(text).map_err(broken)?;
        let mut arrays = object.0.iter().map(|(_, value)| *value).filter(|value| is_rows(value));
        match (arrays.next(), arrays.next()) {
            (Some(array), None) => array.get(),
            (found, _) => return Err(no_single_array(name, found.is_some())),
        }
    };
    let rows: Vec<&RawValue> = serde_json::from_str(array).map_err(broken)?;
    if !rows.is_empty() && !rows.iter().any(|row| row.get().starts_with('{')) {
        return Err(no_single_array(name, false));
    }
    // The rows are borrowed from the text, so the distance of the pointers is their offset.
    let offset = |row: &RawValue| row.get().as_ptr() as usize - text.as_ptr() as usize;
    Ok(rows.into_iter().map(|row| offset(row)..offset(row) + row.get().len()).collect())
}

fn no_single_array(name: &str, several: bool) -> Error {
    let cause = match several {
        true => "it holds several arrays of objects, and which has the cases is not clear",
        false => "it holds no array of objects, one object per case",
    };
    Error::input(name, cause, "save the cases as an array of objects: [{\"text\": \"...\"}, ...]")
}

fn not_utf8(name: &str, error: std::string::FromUtf8Error) -> Error {
    let valid = error.utf8_error().valid_up_to();
    let line = 1 + error.as_bytes()[..valid].iter().filter(|&&byte| byte == b'\n').count();
    Error::input(
        format!("{name}, line {line}"),
        "it is not text in the encoding of the file",
        "save the file again as UTF-8, or name its encoding with --encoding",
    )
    .caused_by(error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::document::Reason;

    fn file(content: &[u8]) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), content).unwrap();
        file
    }

    fn lines(content: &[u8]) -> (Vec<String>, Vec<Record>) {
        let file = file(content);
        let columns = keys_of_lines("a.jsonl", file.path(), Coding::PLAIN).unwrap();
        let rows = JsonLines::open("a.jsonl", (file.path(), Coding::PLAIN), &columns).unwrap();
        let rows = rows.map(Result::unwrap).collect();
        (columns, rows)
    }

    fn whole(content: &str) -> Result<(Vec<String>, Vec<Record>)> {
        let file = file(content.as_bytes());
        let json = JsonFile::open("a.json", file.path(), Coding::PLAIN)?;
        let columns = json.keys("a.json")?;
        let rows = json.records(&columns).collect::<Result<_>>()?;
        Ok((columns, rows))
    }

    fn values(record: &Record) -> Vec<Option<&str>> {
        match record {
            Record::Row { values, .. } => values.iter().collect(),
            Record::Reject { .. } => panic!("rejected: {record:?}"),
        }
    }

    #[test]
    fn values_are_written_as_the_source_writes_them() {
        let (columns, rows) = lines(
            br#"{"s": "a\n\u00e9", "n": 1.50, "big": 12345678901234567890123, "t": true,
                 "none": null, "nested": {"b": [1, "x y"], "a": "\" "}}"#
                .iter()
                .map(|&b| if b == b'\n' { b' ' } else { b })
                .collect::<Vec<_>>()
                .as_slice(),
        );
        assert_eq!(columns, ["s", "n", "big", "t", "none", "nested"]);
        assert_eq!(
            values(&rows[0]),
            [
                Some("a\né"),
                Some("1.50"),
                Some("12345678901234567890123"),
                Some("true"),
                None,
                Some(r#"{"b":[1,"x y"],"a":"\" "}"#),
            ]
        );
    }

    #[test]
    fn columns_are_the_keys_of_all_rows_and_a_missing_key_is_none() {
        let (columns, rows) = lines(b"{\"a\":\"1\"}\n\n{\"b\":\"2\",\"a\":\"3\"}\n");
        assert_eq!(columns, ["a", "b"]);
        assert_eq!(values(&rows[0]), [Some("1"), None]);
        assert_eq!(values(&rows[1]), [Some("3"), Some("2")]);
        assert!(matches!(rows[1], Record::Row { position: 3, .. }));
    }

    #[test]
    fn a_bad_line_is_rejected_and_reading_goes_on() {
        let (_, rows) = lines(b"{\"a\":\"1\"}\n{\"a\":\n[1]\n{\"a\":\"\xff\"}\n{\"a\":\"2\"}");
        let reasons: Vec<_> = rows
            .iter()
            .map(|row| match row {
                Record::Row { .. } => None,
                Record::Reject { position, reason, .. } => Some((*position, *reason)),
            })
            .collect();
        let malformed = Reason::Malformed;
        assert_eq!(
            reasons,
            [
                None,
                Some((2, malformed)),
                Some((3, malformed)),
                Some((4, Reason::InvalidUtf8)),
                None
            ]
        );
    }

    #[test]
    fn an_array_of_objects_is_read_bare_or_inside_one_object() {
        for content in
            ["\u{feff}[{\"a\": 1}, {\"b\": 2}]", r#"{"count": 2, "rows": [{"a": 1}, {"b": 2}]}"#]
        {
            let (columns, rows) = whole(content).unwrap();
            assert_eq!(columns, ["a", "b"]);
            assert_eq!(values(&rows[0]), [Some("1"), None]);
            assert_eq!(values(&rows[1]), [None, Some("2")]);
        }
    }

    #[test]
    fn an_element_that_is_no_object_is_rejected() {
        let (_, rows) = whole(r#"[{"a": 1}, 5]"#).unwrap();
        assert!(matches!(rows[1], Record::Reject { position: 2, .. }));
    }

    #[test]
    fn json_without_one_array_of_objects_is_an_error() {
        let cause = |content| whole(content).unwrap_err().to_string();
        assert!(cause(r#"{"a": [1, 2]}"#).contains("no array of objects"));
        assert!(cause(r#"[1, 2]"#).contains("no array of objects"));
        assert!(cause(r#"{"a": [{}], "b": [{}]}"#).contains("several arrays"));
        assert!(cause(r#"[{"a": 1},"#).contains("not valid JSON"));
    }
}
