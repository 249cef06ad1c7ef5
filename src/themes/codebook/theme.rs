//! A theme as a person writes it: what it is about, and the entries that speak for it.

use std::collections::BTreeMap;

use crate::text::Language;
use crate::themes::expression::Query;

/// One theme of a codebook.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// Unique in the codebook; lower-case letters, digits and single hyphens.
    pub id: String,
    /// What it is called in a report; never empty.
    pub label: String,
    /// What is in and what is out; never empty.
    pub definition: String,
    /// The id of the theme that this one is part of. No theme is above itself. It orders themes for
    /// people; tags are not handed up or down.
    pub parent: Option<String>,
    /// The least score that makes a tag. Above 0, at most 1, default 0.5.
    pub min_score: f64,
    /// The least number of distinct entries that must hit to make a tag. 1 or more, default 1.
    pub min_distinct: u32,
    /// A document in which one of these occurs anywhere does not have the theme.
    pub unless: Vec<Query>,
    /// Texts that show what is meant.
    pub examples: Examples,
    /// The entries of each language in the order of the file; at least one in all.
    pub terms: BTreeMap<Language, Vec<EntryText>>,
}

/// Texts that a theme must and must not be found in: the unit tests of a codebook.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Examples {
    /// Texts that have the theme.
    pub matching: Vec<Located>,
    /// Texts that do not have it.
    pub not: Vec<Located>,
}

/// One entry of a theme: what speaks for it.
#[derive(Debug, Clone, PartialEq)]
pub struct EntryText {
    /// What it is called wherever it is counted; unique within theme and language. By default what
    /// [`EntryText::query`] has written.
    pub id: String,
    /// What is looked for.
    pub query: Query,
    /// How far one hit speaks for the theme. Above 0, at most 1, default 0.6.
    pub weight: f64,
    /// An occurrence that overlaps one of these does not count.
    pub unless: Vec<Query>,
    /// What people should know of it; may be empty.
    pub note: String,
}

impl EntryText {
    /// Whether its id is another than what is written to be matched.
    pub fn has_own_id(&self) -> bool {
        self.id != self.query.written
    }
}

/// A text of a codebook and where it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Located {
    /// The text, without spaces around it.
    pub written: String,
    /// First byte of its value in the source of the codebook.
    pub(in crate::themes) at: usize,
}
