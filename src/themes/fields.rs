//! A TOML table to typed values, refusing keys that mean nothing.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::codebook::Phrase;
use super::source::Source;
use crate::error::{Error, Result};
use crate::suggest::nearest;

/// A value of the file and where it stands.
pub(super) type Value<'s> = Spanned<DeValue<'s>>;

/// A table all of whose keys are known.
pub(super) struct Fields<'t, 's> {
    source: Source<'s>,
    table: &'t DeTable<'s>,
    /// First byte of the table.
    at: usize,
}

impl<'t, 's> Fields<'t, 's> {
    /// The table that begins at byte `at`, if it has no other keys than the `known` ones.
    pub(super) fn new(
        source: Source<'s>,
        table: &'t DeTable<'s>,
        at: usize,
        known: &[&str],
    ) -> Result<Self> {
        match table.keys().find(|key| !known.contains(&key.get_ref().as_ref())) {
            Some(key) => {
                Err(unknown("key", source, key.span().start, (key.get_ref().as_ref(), known)))
            }
            None => Ok(Self { source, table, at }),
        }
    }

    /// An error about the table as a whole.
    pub(super) fn error(&self, cause: &str, remedy: &str) -> Error {
        self.source.error(self.at, cause, remedy)
    }

    /// The value of `key`.
    pub(super) fn get(&self, key: &str) -> Option<&'t Value<'s>> {
        self.table.get(key)
    }

    /// The text that `key` has, without spaces around it, and its place; `None` without the key.
    pub(super) fn text(&self, key: &str) -> Result<Option<Phrase>> {
        self.get(key).map(|value| text(self.source, key, value)).transpose()
    }

    /// The text that `key` has, which must be there and not be empty.
    pub(super) fn needed_text(&self, key: &str) -> Result<Phrase> {
        match self.text(key)? {
            None => Err(self.error(
                &format!("`{key}` is missing here"),
                &format!("add a line `{key} = \"…\"`"),
            )),
            Some(text) if text.written.is_empty() => Err(self.source.error(
                text.at,
                format!("`{key}` is empty"),
                "write it, people will read it in the report",
            )),
            Some(text) => Ok(text),
        }
    }

    /// The number above 0 and at most 1 that `key` has, or `default`.
    pub(super) fn share_or(&self, key: &str, default: f64) -> Result<f64> {
        let Some(value) = self.get(key) else { return Ok(default) };
        let written = match value.get_ref() {
            DeValue::Integer(number) => number.as_str(),
            DeValue::Float(number) => number.as_str(),
            _ => return Err(wrong_type(self.source, key, value, "a number such as 0.5")),
        };
        match written.parse::<f64>() {
            Ok(number) if number > 0.0 && number <= 1.0 => Ok(number),
            _ => Err(self.source.error(
                value.span().start,
                format!("`{key} = {written}` is out of range"),
                "use a number above 0 and at most 1",
            )),
        }
    }
}

/// The text that `value` is; `what` names it in the error.
pub(super) fn text(source: Source<'_>, what: &str, value: &Value<'_>) -> Result<Phrase> {
    match value.get_ref() {
        DeValue::String(text) => {
            Ok(Phrase { written: text.trim().to_owned(), at: value.span().start })
        }
        _ => Err(wrong_type(source, what, value, "a text in quotes")),
    }
}

/// The error that `what` is not of the kind it must be.
pub(super) fn wrong_type(source: Source<'_>, what: &str, value: &Value<'_>, needed: &str) -> Error {
    let found = match value.get_ref() {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    };
    source.error(
        value.span().start,
        format!("`{what}` is {found}, where {needed} is needed"),
        format!("write {needed}"),
    )
}

/// The error that a word is none of those known, with the one that was probably meant.
pub(super) fn unknown(
    what: &str,
    source: Source<'_>,
    at: usize,
    (word, known): (&str, &[&str]),
) -> Error {
    let remedy = match nearest(word, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`? Known here: {}", known.join(", ")),
        None => format!("use one of those known here: {}", known.join(", ")),
    };
    source.error(at, format!("unknown {what} `{word}`"), remedy)
}
