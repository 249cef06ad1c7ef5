//! Entries and themes by number: what matching needs to know of them besides what they look for.

use crate::text::Language;

/// Number of an entry of a [`Lexicon`](super::Lexicon): by theme, then language, then place in the list, as
/// [`Codebook::entries`](crate::themes::Codebook::entries) has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub(super) u32);

impl EntryId {
    /// Its place in [`Codebook::entries`](crate::themes::Codebook::entries) and [`Lexicon::entries`](super::Lexicon::entries).
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a lexicon knows of an entry besides what it looks for.
#[derive(Debug, Clone, PartialEq)]
pub struct EntryDetails {
    /// What the entry is called.
    pub id: Box<str>,
    /// Index of its theme in the codebook.
    pub theme: usize,
    /// The language in whose documents it is looked for.
    pub language: Language,
    /// How far one hit speaks for the theme. Above 0, at most 1.
    pub weight: f64,
    /// Whether it counts once per document, however often it occurs (`&`).
    pub once: bool,
}

/// What decides about a theme besides its entries.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// The least score that makes a tag.
    pub min_score: f64,
    /// The least number of distinct entries that must hit.
    pub min_distinct: u32,
}
