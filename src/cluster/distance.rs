//! How far apart two points are: the cosine distance, for linfa and for ourselves.

use linfa_nn::distance::Distance;
use ndarray::{ArrayView, Dimension};

use crate::reduce::dense::{dot, products, squared_distance};

/// Cosine distance of two vectors, 1 − cos, 0 to 2. It pays no regard to their lengths, so that
/// linfa's means need not be scaled to length 1 while it iterates (spherical k-means).
///
/// Of two matrices it is the Euclidean distance: linfa measures so how far the centroids moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cosine;

impl Distance<f64> for Cosine {
    fn distance<D: Dimension>(&self, a: ArrayView<'_, f64, D>, b: ArrayView<'_, f64, D>) -> f64 {
        match (a.as_slice(), b.as_slice()) {
            (Some(x), Some(y)) if a.ndim() == 1 => cosine_distance(x, y),
            (Some(x), Some(y)) => squared_distance(x, y).sqrt(),
            _ => a.iter().zip(b).map(|(x, y)| (x - y) * (x - y)).sum::<f64>().sqrt(),
        }
    }
}

fn cosine_distance(a: &[f64], b: &[f64]) -> f64 {
    let [aa, bb, ab] = products(a, b);
    let lengths = (aa * bb).sqrt();
    if lengths > 0.0 { 1.0 - ab / lengths } else { 1.0 }
}

/// Cosine distance of two points of length 1; never below 0.
pub(super) fn unit_distance(a: &[f64], b: &[f64]) -> f64 {
    (1.0 - dot(a, b)).max(0.0)
}
