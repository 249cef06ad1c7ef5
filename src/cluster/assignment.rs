//! A point to its cluster: which is nearest, which comes next, and whether it fits there at all.

use serde::{Deserialize, Serialize};

use super::Points;
use crate::reduce::dense::dot;

/// A document is on the border of two clusters where its silhouette is below this.
const BORDERLINE: f64 = 0.05;
/// This share of the documents that a cluster was learnt from are taken for no measure of it.
pub(crate) const EXTREME: f64 = 0.02;

/// How well a document fits into its cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It is much nearer to it than to any other.
    Clear,
    /// The next cluster is nearly as near: the silhouette of the document is below .05.
    Borderline,
    /// It is supported less by its cluster than 98 of 100 documents that the cluster was learnt from.
    Nowhere,
}

impl Fit {
    /// The fit as it stands in `documents.csv`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Borderline => "borderline",
            Self::Nowhere => "none",
        }
    }
}

/// Where a document belongs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Assignment {
    /// Its cluster, from 0.
    pub cluster: usize,
    /// Cosine of its point and the centroid, −1 to 1.
    pub similarity: f64,
    /// The next cluster and how much less it is like that, 0 to 2; `None` where there is no other.
    pub second: Option<Neighbour>,
    /// How well it fits.
    pub fit: Fit,
    /// Its place on the map, both coordinates 0 to 1.
    pub place: [f64; 2],
}

/// Another cluster that is near.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Neighbour {
    /// Which, from 0.
    pub cluster: usize,
    /// Of a document: how much less similar it is than the own cluster. Of a cluster: the cosine of
    /// the centroids.
    pub value: f64,
}

/// A centroid and the cosine to it.
type Near = (usize, f64);

/// The nearest of `centroids` with the cosine to it, and the next; the first of several. `None` where
/// there are none.
pub(super) fn two_nearest(point: &[f64], centroids: &Points) -> Option<(Near, Option<Near>)> {
    let mut best: Option<(usize, f64)> = None;
    let mut second: Option<(usize, f64)> = None;
    for (at, centroid) in centroids.iter().enumerate() {
        let similarity = dot(point, centroid);
        if best.is_none_or(|(_, most)| similarity > most) {
            (best, second) = (Some((at, similarity)), best);
        } else if second.is_none_or(|(_, next)| similarity > next) {
            second = Some((at, similarity));
        }
    }
    // Of two vectors of length 1 the last bits can make it more.
    let cosine = |(at, similarity): (usize, f64)| (at, similarity.min(1.0));
    best.map(|best| (cosine(best), second.map(cosine)))
}

/// How much a cluster supports a document: its similarity to the centroid times the share of its words
/// that are known, −1 to 1. It is the similarity that the document would have if its unknown words
/// led away from all clusters; of new texts of another kind similarities alone say little, since the
/// words that they share with the old ones are the common ones.
pub(super) fn support(similarity: f64, known: f64) -> f64 {
    similarity * known
}

/// How well a document fits that is so similar to its own and to the next cluster, where its cluster's
/// support is or is not too small.
pub(super) fn fit(own: f64, next: Option<f64>, supported: bool) -> Fit {
    let on_the_border = |next: f64| own - next < BORDERLINE * (1.0 - next) || own - next <= 0.0;
    match next {
        _ if !supported => Fit::Nowhere,
        Some(next) if on_the_border(next) => Fit::Borderline,
        _ => Fit::Clear,
    }
}

/// The support below which a document does not fit: of the documents of a cluster, given by theirs, one
/// in fifty has less. −1 where there are none.
pub(super) fn least_support(mut supports: Vec<f64>) -> f64 {
    supports.sort_by(f64::total_cmp);
    let extreme = (supports.len() as f64 * EXTREME) as usize;
    supports.get(extreme).copied().unwrap_or(-1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_is_the_second_nearest_in_any_order() {
        let centroids =
            Points::new(2, [vec![0.0, 1.0], vec![0.6, 0.8], vec![1.0, 0.0], vec![1.0, 0.0]]);
        let (best, second) = two_nearest(&[1.0, 0.0], &centroids).unwrap();
        assert_eq!((best, second), ((2, 1.0), Some((3, 1.0))));
        let (best, second) = two_nearest(&[0.0, 1.0], &centroids).unwrap();
        assert_eq!((best.0, second.map(|(at, _)| at)), (0, Some(1)));
        assert_eq!(two_nearest(&[1.0], &Points::new(1, [])), None);
    }

    #[test]
    fn a_document_between_two_is_borderline_and_one_without_support_fits_none() {
        assert_eq!(fit(0.6, Some(0.2), true), Fit::Clear);
        assert_eq!(fit(0.6, Some(0.59), true), Fit::Borderline);
        assert_eq!(fit(0.6, Some(0.59), false), Fit::Nowhere);
        assert_eq!(fit(1.0, Some(1.0), true), Fit::Borderline);
        assert_eq!(fit(0.6, None, true), Fit::Clear);
    }

    #[test]
    fn below_fifty_documents_each_of_them_is_supported() {
        let supports = [0.9, 0.4, 0.7];
        assert_eq!(least_support(supports.to_vec()), 0.4);
        assert_eq!(least_support((0..200).map(f64::from).collect()), 4.0);
        assert_eq!(least_support(Vec::new()), -1.0);
    }
}
