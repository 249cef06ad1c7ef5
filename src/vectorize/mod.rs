//! Tokens to numbers: the vocabulary, term counts and tf-idf rows.
//!
//! ```text
//! fields ─► TermCounter ─┬► CountedRows (features, numbered by thread) ─────────────┐
//!           (features)   └► TermStatistics ─► Vocabulary ─► TfIdf ──────────────────┴► SparseRows
//!                           (dictionaries)    (sorted)
//! ```
//!
//! Every document is read once: its counts wait, under the numbers of the thread that read it, for the
//! sorted vocabulary. Where the vocabulary is known beforehand, [`RowCounter`] counts its terms at once.

mod counted;
mod counter;
mod coverage;
mod dictionary;
mod features;
mod matrix;
mod merged;
mod number;
mod rows;
mod settings;
mod statistics;
mod surfaces;
mod term_counter;
mod tfidf;
mod unsorted;
mod vocabulary;

pub use counted::{CountedChunk, CountedRows};
pub use counter::{RowCounter, TermCount};
pub use coverage::Coverage;
pub use matrix::{SparseRows, SparseRowsBuilder};
pub use rows::{ChunkRows, RowReader, RowsRead};
pub use settings::{Limit, NgramRange, Norm, VectorizeSettings};
pub use statistics::TermStatistics;
pub use term_counter::TermCounter;
pub use tfidf::TfIdf;
pub use vocabulary::{Vocabulary, VocabularyTerm};
