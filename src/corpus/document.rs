//! A case as it was read: its id, every input column, and where it came from.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::columns::find_column;
use super::values::Values;
use crate::error::{Error, Result};

/// The columns of a corpus, and which of them hold the text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schema {
    /// All input columns, united over all inputs, in order of first appearance.
    pub columns: Vec<String>,
    /// The columns that are analysed, as indices into `columns`, in the order asked for.
    pub text: Vec<usize>,
    /// The column that holds the id; `None` where ids are made from the text.
    pub id: Option<usize>,
}

impl Schema {
    /// Number of text fields of a document.
    pub fn fields(&self) -> usize {
        self.text.len()
    }

    /// The name of text field `field`.
    ///
    /// # Panics
    /// If `field` is not below [`Schema::fields`].
    pub fn field_name(&self, field: usize) -> &str {
        &self.columns[self.text[field]]
    }

    /// The place of a column that `flag` names.
    ///
    /// # Errors
    /// If there is none of this name.
    pub fn column(&self, flag: &str, name: &str) -> Result<usize> {
        // Labels and coded themes are named as settings are; text and id as usage.
        find_column(&self.columns, name, flag)
            .map_err(|error| Error::settings(error.place(), error.cause(), error.remedy()))
    }
}

/// One case: its id and the values of all input columns, untouched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Unique within the corpus.
    pub id: String,
    /// One value per column of the [`Schema`]; `None` where the input had none.
    pub values: Values,
    /// Where it stands in the input.
    pub place: Place,
}

impl Document {
    /// The text fields in the order of the schema; an absent one is empty.
    pub fn fields<'a>(&'a self, schema: &'a Schema) -> impl Iterator<Item = &'a str> + Clone {
        schema.text.iter().map(|&column| self.values.get(column).unwrap_or(""))
    }
}

/// Where something stands in the input.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file as it was named, or `stdin`.
    pub source: Arc<str>,
    /// Line of a text file or row of a table, counted from 1; rows do not count the header.
    pub position: u64,
    /// What `position` counts.
    pub unit: Unit,
}

/// What a position in the input counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Lines of a file, from 1.
    Line,
    /// Rows of a table or elements of an array, from 1, the header not counted.
    Row,
    /// Text blocks of a web page, from 1.
    Block,
    /// Rows of a spreadsheet as its program numbers them.
    SheetRow,
}

impl Unit {
    /// The unit's name: `line`, `row`, `block`, `sheet row`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Row => "row",
            Self::Block => "block",
            Self::SheetRow => "sheet row",
        }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, {} {}", self.source, self.unit.name(), self.position)
    }
}

/// Something in the input that is not a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// Where it stands.
    pub place: Place,
    /// Why it is not a case.
    pub reason: Reason,
    /// The particulars, such as the parser's complaint; may be empty.
    pub detail: String,
    /// How it begins, at most [`Reject::EXCERPT`] characters.
    pub excerpt: String,
}

impl Reject {
    /// Longest excerpt, in characters.
    pub const EXCERPT: usize = 120;

    /// A reject whose excerpt is the beginning of `text`.
    pub fn new(place: Place, reason: Reason, detail: impl Into<String>, text: &str) -> Self {
        let excerpt = text.chars().take(Self::EXCERPT).collect();
        Self { place, reason, detail: detail.into(), excerpt }
    }
}

/// Why something in the input is not a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// Page chrome: too few words to be a case.
    ShortLine,
    /// Page chrome: navigation, mostly links.
    Navigation,
    /// Page chrome: the same paragraph stands on several pages.
    RepeatedParagraph,
    /// The row cannot be parsed.
    Malformed,
    /// The row or line is not valid UTF-8.
    InvalidUtf8,
    /// The row's id was already read.
    RepeatedId,
}

impl Reason {
    /// All reasons, in the order of the ledger.
    pub const ALL: [Self; 6] = [
        Self::ShortLine,
        Self::Navigation,
        Self::RepeatedParagraph,
        Self::Malformed,
        Self::InvalidUtf8,
        Self::RepeatedId,
    ];

    /// The reason as it stands in `rejects.csv` and `ledger.csv`.
    pub fn name(self) -> &'static str {
        match self {
            Self::ShortLine => "short line",
            Self::Navigation => "navigation",
            Self::RepeatedParagraph => "paragraph repeats on several pages",
            Self::Malformed => "malformed row",
            Self::InvalidUtf8 => "invalid UTF-8",
            Self::RepeatedId => "id was already read",
        }
    }
}

/// What the input holds at one place: a case or something that is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A case.
    Case(Document),
    /// Not a case.
    Reject(Reject),
}
