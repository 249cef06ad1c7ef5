//! The values of a column to what kind they are and how many there are.

use serde::Serialize;

use crate::corpus::Document;

/// What all values of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ColumnType {
    /// No value at all.
    Empty,
    /// Whole numbers.
    WholeNumber,
    /// Numbers.
    Number,
    /// Dates such as `2024-05-01`, also with a time.
    Date,
    /// `true` and `false`, `yes` and `no`.
    Truth,
    /// Anything else.
    Text,
}

impl ColumnType {
    /// Its name as people read it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::WholeNumber => "whole number",
            Self::Number => "number",
            Self::Date => "date",
            Self::Truth => "yes or no",
            Self::Text => "text",
        }
    }
}

/// One column of the input.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ColumnReport {
    /// Its name.
    pub name: String,
    /// What it is for: `text`, `id`, or nothing.
    pub role: Option<&'static str>,
    /// What all of its values are.
    #[serde(rename = "type")]
    pub kind: ColumnType,
    /// Rows with a value that is not blank.
    pub filled: u64,
    /// Those rows in all rows, 0 to 1.
    pub share_filled: f64,
    /// Mean words of the values.
    pub mean_words: f64,
}

/// What was seen of one column.
#[derive(Debug, Clone, Default)]
struct Seen {
    filled: u64,
    words: u64,
    whole: u64,
    numbers: u64,
    dates: u64,
    truths: u64,
}

/// What was seen of all columns.
#[derive(Debug)]
pub(super) struct ColumnTypes {
    rows: u64,
    seen: Vec<Seen>,
}

impl ColumnTypes {
    pub(super) fn new(columns: usize) -> Self {
        Self { rows: 0, seen: vec![Seen::default(); columns] }
    }

    pub(super) fn add(&mut self, document: &Document) {
        self.rows += 1;
        for (seen, value) in self.seen.iter_mut().zip(document.values.iter()) {
            let Some(value) = value.map(str::trim).filter(|value| !value.is_empty()) else {
                continue;
            };
            seen.filled += 1;
            seen.words += value.split_whitespace().count() as u64;
            // Nothing longer is a number, and most texts are longer.
            if value.len() <= 40 {
                seen.whole += u64::from(value.parse::<i128>().is_ok());
                seen.numbers += u64::from(is_number(value));
                seen.dates += u64::from(is_date(value));
                seen.truths += u64::from(is_truth(value));
            }
        }
    }

    pub(super) fn reports<'n>(
        &self,
        names: &'n [String],
        role: impl Fn(usize) -> Option<&'static str> + 'n,
    ) -> Vec<ColumnReport> {
        let report = |(index, (name, seen)): (usize, (&String, &Seen))| ColumnReport {
            name: name.clone(),
            role: role(index),
            kind: seen.kind(),
            filled: seen.filled,
            share_filled: thousandth(seen.filled as f64 / self.rows.max(1) as f64),
            mean_words: thousandth(seen.words as f64 / seen.filled.max(1) as f64),
        };
        names.iter().zip(&self.seen).enumerate().map(report).collect()
    }
}

fn thousandth(value: f64) -> f64 {
    (value * 1e3).round() / 1e3
}

impl Seen {
    fn kind(&self) -> ColumnType {
        match self.filled {
            0 => ColumnType::Empty,
            all if all == self.whole => ColumnType::WholeNumber,
            all if all == self.numbers => ColumnType::Number,
            all if all == self.dates => ColumnType::Date,
            all if all == self.truths => ColumnType::Truth,
            _ => ColumnType::Text,
        }
    }
}

/// With a point or a comma; `inf` and `nan` are words.
fn is_number(value: &str) -> bool {
    let digits = value.bytes().any(|byte| byte.is_ascii_digit());
    let plain = value.bytes().all(|byte| byte.is_ascii_digit() || b"+-.,eE".contains(&byte));
    digits && plain && value.replacen(',', ".", 1).parse::<f64>().is_ok()
}

/// Year, month and day in this order.
fn is_date(value: &str) -> bool {
    let date = value.split(['T', ' ']).next().unwrap_or_default();
    let mut parts = date.split(['-', '/']);
    let mut part = |length: usize, most: u32| {
        let part = parts.next().filter(|part| part.len() == length)?;
        part.parse::<u32>().ok().filter(|&number| (1..=most).contains(&number))
    };
    part(4, 9999).is_some() && part(2, 12).is_some() && part(2, 31).is_some()
}

fn is_truth(value: &str) -> bool {
    let value = value.to_lowercase();
    matches!(value.as_str(), "true" | "false" | "yes" | "no" | "oui" | "non" | "ja" | "nein")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Place, Unit};

    #[test]
    fn a_column_is_what_all_of_its_values_are() {
        let rows = [
            ["1", "1.5", "2024-05-01", "yes", "", "a b c"],
            ["-2", "2", "2024-05-01 09:30:00", "No", " ", "4"],
        ];
        let mut types = ColumnTypes::new(6);
        for row in rows {
            types.add(&Document {
                id: String::new(),
                values: row.into_iter().map(Some).collect(),
                place: Place { source: "a".into(), position: 1, unit: Unit::Row },
            });
        }
        let names: Vec<String> = ["a", "b", "c", "d", "e", "f"].map(str::to_owned).to_vec();
        let reports = types.reports(&names, |index| (index == 5).then_some("text"));
        let kinds: Vec<ColumnType> = reports.iter().map(|report| report.kind).collect();
        use ColumnType as T;
        assert_eq!(kinds, [T::WholeNumber, T::Number, T::Date, T::Truth, T::Empty, T::Text]);
        assert_eq!((reports[5].mean_words, reports[4].share_filled), (2.0, 0.0));
        assert!(!is_number("inf") && !is_date("2024-13-01"));
    }
}
