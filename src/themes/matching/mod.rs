//! The words of a document to tags: the themes of a codebook that it has, and what proves them.
//!
//! ```text
//! Codebook ─► compile: Lexicon (entry, rule; pattern, prefixes and trie; regex_table)
//! words    ─► find: where parts of entries stand ─► rule: where entries do
//!          ─► overlap: which of them count ─► decide (score): Tag, Examination
//! ```
//!
//! A [`Matcher`] takes one document after another through it.

mod compile;
mod decide;
mod entry;
mod examination;
mod find;
mod gap;
#[cfg(test)]
mod language_tests;
mod lexicon;
mod matcher;
mod overlap;
mod pattern;
mod prefixes;
mod read_text;
mod regex_table;
mod rule;
mod score;
mod tag;
#[cfg(test)]
mod tests;
mod trie;

pub use entry::{Bounds, EntryDetails, EntryId};
pub use examination::{Cancel, Examination, Examined, Fate, Finding};
pub(super) use gap::joins;
pub use lexicon::Lexicon;
pub use matcher::Matcher;
pub use read_text::ReadText;
pub use score::{EntryHits, USUAL_LENGTH, score};
pub use tag::{Evidence, Tag, TagSource};
