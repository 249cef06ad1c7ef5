//! The column of labels of a case to the one label it is compared by.

use caselens::corpus::{Corpus, Document};
use caselens::{Error, Result};

/// Stands between the labels of one case.
const BETWEEN: char = '|';

/// Where labels stand, and which of them count.
#[derive(Debug, Clone)]
pub(super) struct Labels<'a> {
    column: usize,
    prefix: &'a str,
}

/// What a case says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Label {
    /// One label.
    One(String),
    /// None that counts.
    None,
    /// More than one.
    Several,
}

impl<'a> Labels<'a> {
    /// Labels of the column of that name; with a prefix those that begin with it.
    ///
    /// # Errors
    /// If there is no such column.
    pub(super) fn new(corpus: &Corpus, column: &str, prefix: Option<&'a str>) -> Result<Self> {
        Ok(Self { column: column_of(corpus, column)?, prefix: prefix.unwrap_or("") })
    }

    /// The label of a case, without the prefix.
    pub(super) fn of(&self, document: &Document) -> Label {
        let value = document.values.get(self.column).unwrap_or("");
        let mut labels: Vec<&str> = value
            .split(BETWEEN)
            .filter_map(|label| label.trim().strip_prefix(self.prefix))
            .filter(|label| !label.is_empty())
            .collect();
        labels.dedup();
        match labels[..] {
            [] => Label::None,
            [one] => Label::One(one.to_owned()),
            _ => Label::Several,
        }
    }
}

/// The place of a column of the input.
///
/// # Errors
/// If there is none of that name; says which there are.
pub(super) fn column_of(corpus: &Corpus, name: &str) -> Result<usize> {
    let columns = &corpus.schema().columns;
    columns.iter().position(|column| column == name).ok_or_else(|| {
        Error::input(
            corpus.name(),
            format!("there is no column `{name}`"),
            format!("name one of these: {}", columns.join(", ")),
        )
    })
}
