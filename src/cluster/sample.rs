//! What clusters are learnt from: the distinct texts of a sample, read in one way.

use super::Points;
use crate::vectorize::{SparseRows, Vocabulary};

/// The distinct texts that clusters are learnt from, in an order that does not depend on their
/// places in the input; each has a point.
pub struct ClusterSample<'a> {
    /// The smallest id of the documents with this text.
    pub ids: Vec<String>,
    /// How many documents have this text.
    pub copies: Vec<u64>,
    /// The share of their words that the vocabulary knows, 0 to 1.
    pub known: Vec<f64>,
    /// Their text fields.
    pub texts: Vec<Vec<String>>,
    /// Their tf-idf rows, N × V.
    pub tfidf: SparseRows,
    /// Their points, N × C.
    pub points: Points,
    /// The V terms.
    pub vocabulary: &'a Vocabulary,
}
