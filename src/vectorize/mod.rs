//! Tokens to numbers: the vocabulary, term counts and tf-idf rows.

mod counter;
mod matrix;
mod settings;
mod statistics;
mod tfidf;
mod vocabulary;

pub use counter::{RowCounter, TermCount};
pub use matrix::{SparseRows, SparseRowsBuilder};
pub use settings::{Limit, VectorizeSettings};
pub use statistics::{StatisticsCounter, TermStatistics};
pub use tfidf::TfIdf;
pub use vocabulary::{Vocabulary, VocabularyTerm};
