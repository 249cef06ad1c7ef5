//! How far apart two points are: the cosine distance, for linfa and for ourselves.

use linfa_nn::distance::Distance;
use ndarray::{ArrayView, Dimension};

use crate::reduce::dense::dot;

/// Cosine distance of two vectors of length 1, 1 − cos, 0 to 2. It pays no regard to their lengths:
/// linfa's means are shorter, so that more than one iteration with it would prefer dense groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct UnitCosine;

impl Distance<f32> for UnitCosine {
    fn distance<D: Dimension>(&self, a: ArrayView<'_, f32, D>, b: ArrayView<'_, f32, D>) -> f32 {
        match (a.as_slice(), b.as_slice()) {
            (Some(a), Some(b)) => 1.0 - dot(a, b),
            _ => 1.0 - a.iter().zip(b).map(|(x, y)| x * y).sum::<f32>(),
        }
    }
}

/// Cosine distance of two points of length 1; never below 0.
pub(super) fn unit_distance(a: &[f64], b: &[f64]) -> f64 {
    (1.0 - dot(a, b)).max(0.0)
}
