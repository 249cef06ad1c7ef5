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
mod expression;
mod fault;
mod fields;
mod find;
mod gap;
#[cfg(test)]
mod language_tests;
mod lexer;
mod lexicon;
mod literal;
mod matcher;
mod overlap;
mod parser;
mod pattern;
mod phrase;
mod prefixes;
mod query;
mod read;
mod regular;
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
pub use query::Query;
pub use score::{EntryHits, USUAL_LENGTH, score};
pub use tag::{Evidence, Tag, TagSource};
pub use theme::{EntryText, Examples, Located, Theme};
pub use usage::{EntryUsage, Usage};
