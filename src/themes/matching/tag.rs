//! What a matcher finds: a theme of a document, and where the text proves it.

use super::entry::EntryId;
use super::overlap::Occurrence;

/// A theme that a document has.
#[derive(Debug, Clone, PartialEq)]
pub struct Tag {
    /// Index of the theme in [`Codebook::themes`](crate::themes::Codebook::themes).
    pub theme: usize,
    /// How far the document speaks for the theme. 0 to 1, at least the theme's `min_score`.
    pub score: f64,
    /// Number of occurrences that count; the length of `evidence`.
    pub hits: u32,
    /// What found it.
    pub source: TagSource,
    /// Every occurrence that counts, in the order of the text. They share no word; what regular
    /// expressions match may begin or end within one.
    pub evidence: Vec<Evidence>,
}

/// What found a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum TagSource {
    /// The entries of a codebook.
    Lexicon,
}

impl TagSource {
    /// As it stands in `tags.csv`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Lexicon => "lexicon",
        }
    }
}

/// An occurrence of an entry in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Evidence {
    /// The entry; [`Lexicon::entry`](super::Lexicon::entry) tells how it is written.
    pub entry: EntryId,
    /// Which text field of the document, from 0.
    pub field: u16,
    /// First byte in the field; on a character boundary.
    pub start: usize,
    /// One past the last byte in the field; on a character boundary.
    pub end: usize,
}

impl Evidence {
    pub(super) fn of(occurrence: &Occurrence) -> Self {
        let span = &occurrence.span;
        Self {
            entry: occurrence.entry,
            field: span.field,
            start: span.bytes.0 as usize,
            end: span.bytes.1 as usize,
        }
    }
}
