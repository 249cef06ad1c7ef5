//! Tokens to tags: which themes of a codebook a document has, and the words that prove it.
//!
//! A [`Codebook`] is what a person writes. [`Lexicon::compile`] turns it into the form that is fast
//! to match; a [`Matcher`] finds its entries in one document after another and returns [`Tag`]s
//! with their [`Evidence`].
//!
//! | Room | takes | gives | builds on |
//! |---|---|---|---|
//! | `expression` | the text of an entry | what it says, as a tree | |
//! | `codebook` | TOML | a codebook, and TOML again | `expression` |
//! | `matching` | a codebook, the words of documents | tags with evidence | `codebook` |
//! | `study` | what was found in documents | what entries do, words that could become some | `matching` |
//! | [`lint`] | a codebook, what its entries do | what should be mended | `study` |
//! | [`fit`] | cases that people labelled | weights and thresholds | `matching` |
//! | [`exchange`] | files of other programs | codebooks, and such files again | `codebook` |
//!
//! A room also sees what those it builds on see; none sees one below it in this table.

mod codebook;
pub mod exchange;
mod expression;
pub mod fit;
pub mod lint;
mod matching;
mod study;

pub use codebook::{
    Codebook, CodebookEntry, EntryText, Examples, Located, Revision, Theme, revise, without_entries,
};
pub use expression::{Expression, Near, Phrase, PhrasePart, Query, RegexText};
pub use matching::{
    Bounds, Cancel, EntryDetails, EntryHits, EntryId, Evidence, Examination, Examined, Fate,
    Finding, Lexicon, Matcher, ReadText, Tag, TagSource, USUAL_LENGTH, score,
};
pub use study::{EntryUsage, Probe, Usage, keyness, ngrams};
