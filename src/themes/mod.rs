//! Tokens to tags: which themes of a codebook a document has, and the words that prove it.
//!
//! A [`Codebook`] is what a person writes. [`Lexicon::compile`] turns it into the form that is fast
//! to match; a [`Matcher`] finds its entries in one document after another and returns [`Tag`]s
//! with their [`Evidence`].

mod check;
mod codebook;
mod fields;
mod gap;
mod lexicon;
mod matcher;
mod overlap;
mod pattern;
mod read;
mod score;
mod source;
mod tag;
#[cfg(test)]
mod tests;
mod trie;

pub use codebook::{Codebook, EntryText, Phrase, Theme};
pub use lexicon::{EntryId, Lexicon};
pub use matcher::Matcher;
pub use tag::{Evidence, Tag, TagSource};
