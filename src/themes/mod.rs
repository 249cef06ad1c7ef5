//! Tokens to tags: which themes of a codebook a document has, and the words that prove it.
//!
//! A [`Codebook`] is what a person writes. [`Lexicon::compile`] turns it into the form that is fast
//! to match; a [`Matcher`] finds its entries in one document after another and returns [`Tag`]s
//! with their [`Evidence`].

mod check;
mod codebook;
mod compile;
mod decide;
mod examination;
pub mod exchange;
mod expression;
mod fault;
mod fields;
mod find;
pub mod fit;
mod gap;
pub mod keyness;
#[cfg(test)]
mod language_tests;
mod lexer;
mod lexicon;
pub mod lint;
mod literal;
mod matcher;
pub mod ngrams;
mod overlap;
mod parser;
mod pattern;
mod phrase;
mod prefixes;
mod probe;
mod query;
mod read;
mod regular;
mod rewrite;
mod rule;
mod score;
mod source;
mod tag;
#[cfg(test)]
mod tests;
mod theme;
mod trie;
mod usage;

pub use codebook::{Codebook, CodebookEntry};
pub use examination::{Cancel, Examination, Examined, Fate, Finding};
pub use expression::{Expression, Near, Phrase, PhrasePart, RegexText};
pub use lexicon::{Bounds, EntryDetails, EntryId, Lexicon};
pub use matcher::{Matcher, ReadText};
pub use probe::Probe;
pub use query::Query;
pub use rewrite::{Revision, revise, without_entries};
pub use score::{EntryHits, USUAL_LENGTH, score};
pub use tag::{Evidence, Tag, TagSource};
pub use theme::{EntryText, Examples, Located, Theme};
pub use usage::{EntryUsage, Usage};
