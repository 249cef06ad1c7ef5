//! A tf-idf row to a point in concept space.

use ndarray::Array2;
use serde::{Deserialize, Serialize};

use super::ReduceSettings;
use super::dense::{add_scaled, normalise};
use super::svd::truncated_svd;
use crate::vectorize::SparseRows;

/// V × C: what each term says of each concept. A document's point is its tf-idf row times this,
/// scaled to length 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "Parts", into = "Parts")]
pub struct Projection {
    terms: Array2<f64>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Parts {
    concepts: usize,
    values: Vec<f64>,
}

impl From<Parts> for Projection {
    fn from(parts: Parts) -> Self {
        let terms = parts.values.len().checked_div(parts.concepts).unwrap_or(0);
        let terms = Array2::from_shape_vec((terms, parts.concepts), parts.values);
        Self { terms: terms.unwrap_or_else(|_| Array2::zeros((0, 0))) }
    }
}

impl From<Projection> for Parts {
    fn from(projection: Projection) -> Self {
        let concepts = projection.terms.ncols();
        Self { concepts, values: projection.terms.into_iter().collect() }
    }
}

impl Projection {
    /// Latent semantic analysis: the right singular vectors of the tf-idf rows (Deerwester and
    /// others 1990).
    ///
    /// The rows' columns are scaled by `idf` a second time before the decomposition, so that rare
    /// terms shape the concepts more. As a row of `tfidf` is scaled to length 1 afterwards, the same
    /// effect on a document is had by scaling the rows of the projection: nothing else in the
    /// program needs to know.
    pub fn latent_semantic(
        tfidf: &SparseRows,
        idf: &[f64],
        settings: &ReduceSettings,
        seed: u64,
    ) -> Self {
        let sharpened = tfidf.scaled_columns(idf);
        let concepts = settings.concepts_for(tfidf.nrows());
        let svd = truncated_svd(&sharpened, concepts, settings.power_iterations, seed);
        let mut terms = svd.right_vectors;
        for (mut row, &weight) in terms.outer_iter_mut().zip(idf) {
            row *= weight;
        }
        Self { terms }
    }

    /// Number of concepts, C.
    pub fn concepts(&self) -> usize {
        self.terms.ncols()
    }

    /// Number of terms, V.
    pub fn terms(&self) -> usize {
        self.terms.nrows()
    }

    /// The point of a tf-idf row: C values of length 1, or `None` where the row says nothing (it is
    /// empty, or none of its terms takes part in a concept).
    pub fn project(&self, row: impl IntoIterator<Item = (usize, f64)>) -> Option<Vec<f64>> {
        let mut point = vec![0.0; self.concepts()];
        for (term, weight) in row {
            if let Some(concepts) = self.terms.row(term).to_slice() {
                add_scaled(&mut point, weight, concepts);
            }
        }
        (normalise(&mut point) > 1e-12).then_some(point)
    }
}
