//! A TOML table to typed values, refusing keys that mean nothing.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::literal::place_in_literal;
use super::theme::Located;
use crate::error::{Error, Result};
use crate::suggest::nearest;
use crate::themes::expression::{Query, Source, parse};

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
    pub(super) fn text(&self, key: &str) -> Result<Option<Located>> {
        self.get(key).map(|value| text(self.source, key, value)).transpose()
    }

    /// The text that `key` has, which must be there and not be empty.
    pub(super) fn needed_text(&self, key: &str) -> Result<Located> {
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

    /// The texts that `key` has, alone or in a list; none without the key.
    pub(super) fn texts(&self, key: &str) -> Result<Vec<Located>> {
        self.list(key, text)
    }

    /// The expressions that `key` has, alone or in a list; none without the key.
    pub(super) fn queries(&self, key: &str) -> Result<Vec<Query>> {
        self.list(key, query)
    }

    fn list<T>(
        &self,
        key: &str,
        read: fn(Source<'s>, &str, &Value<'s>) -> Result<T>,
    ) -> Result<Vec<T>> {
        match self.get(key) {
            None => Ok(Vec::new()),
            Some(value) => match value.get_ref() {
                DeValue::Array(list) => {
                    list.iter().map(|value| read(self.source, key, value)).collect()
                }
                _ => Ok(vec![read(self.source, key, value)?]),
            },
        }
    }

    /// The whole number of 1 or more that `key` has, or 1.
    pub(super) fn count_or_one(&self, key: &str) -> Result<u32> {
        let Some(value) = self.get(key) else { return Ok(1) };
        let DeValue::Integer(number) = value.get_ref() else {
            return Err(wrong_type(self.source, key, value, "a whole number such as 2"));
        };
        match number.as_str().parse() {
            Ok(number) if number >= 1 => Ok(number),
            _ => Err(self.source.error(
                value.span().start,
                format!("`{key} = {}` is out of range", number.as_str()),
                "use a whole number of 1 or more",
            )),
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
pub(super) fn text(source: Source<'_>, what: &str, value: &Value<'_>) -> Result<Located> {
    match value.get_ref() {
        DeValue::String(text) => {
            Ok(Located { written: text.trim().to_owned(), at: value.span().start })
        }
        _ => Err(wrong_type(source, what, value, "a text in quotes")),
    }
}

/// The expression that `value` is; `what` names it in the error.
pub(super) fn query(source: Source<'_>, what: &str, value: &Value<'_>) -> Result<Query> {
    let Located { written, at } = text(source, what, value)?;
    let expression = parse(&written).map_err(|fault| {
        let untrimmed = value.get_ref().as_str().unwrap_or_default();
        let spaces = untrimmed.len() - untrimmed.trim_start().len();
        let place = place_in_literal(source.text, at, spaces + fault.at);
        source.error(place, fault.cause, fault.remedy)
    })?;
    Ok(Query { written, expression, at })
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
