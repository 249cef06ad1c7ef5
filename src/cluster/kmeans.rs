//! Points to k groups: spherical k-means, seeded by us and fitted by linfa.

use linfa::DatasetBase;
use linfa::traits::Fit;
use linfa_clustering::{KMeansInit, KMeansParams};
use ndarray::Array2;
use rand::SeedableRng;
use rand_xoshiro::Xoshiro256Plus;
use rayon::prelude::*;

use super::Points;
use super::distance::{UnitCosine, unit_distance};
use super::lloyd::{Groups, in_single_precision};
use super::panels::QuickPoints;
use super::starts::{Attempts, best_groups};
use crate::error::{Error, Result};
use crate::reduce::dense::{add_scaled, dot, normalise};

/// Points a thread takes at once.
const BLOCK: usize = 1_024;

/// A partition of points into groups around centroids.
#[derive(Debug, Clone, PartialEq)]
pub struct Partition {
    /// K × C, rows of length 1. No group is empty.
    pub centroids: Points,
    /// The group of every point, below K.
    pub labels: Vec<usize>,
    /// Sum of cosine distances of the points to their centroids.
    pub inertia: f64,
}

/// Divides `points` into at most `k` groups; fewer where fewer points differ.
///
/// Short attempts on parts of the points find centres, these are clustered themselves, and the best
/// groups found so are improved on all points (see `starts.rs`) until they hardly change. linfa's
/// k-means takes these up for one iteration, whose distances suppose centres of length 1. It counts
/// an old centroid as one more point of its group and tells neither labels nor sizes, so centroids,
/// labels and inertia are made anew from its answer. Without points or for no group the partition is
/// empty.
///
/// # Errors
/// If linfa finds no finite inertia, which points of length 1 cannot cause.
pub fn k_means(points: &Points, k: usize, attempts: Attempts) -> Result<Partition> {
    if points.is_empty() || k == 0 {
        let centroids = Points::new(points.concepts(), []);
        return Ok(Partition { centroids, labels: Vec::new(), inertia: 0.0 });
    }
    let quick = QuickPoints::of(points);
    let best = QuickPoints::new(points.concepts(), best_groups(&quick, k, attempts).directions());
    let params =
        KMeansParams::new(best.len(), Xoshiro256Plus::seed_from_u64(attempts.seed), UnitCosine)
            .n_runs(1)
            .max_n_iterations(1)
            .init_method(KMeansInit::Precomputed(best.view().to_owned()));
    let fitted = params.fit(&DatasetBase::from(quick.view())).map_err(|error| {
        Error::failed("clustering", "k-means gave no answer", "try another `--seed`")
            .caused_by(error)
    })?;
    Ok(settle(points, &quick, fitted.centroids()))
}

/// The nearest centroid of every point and its distance; the first of several. Products in single
/// precision tell which centroid it is, save for the few points where they are too close to do so.
fn assign(points: &Points, quick: &QuickPoints, centroids: &Points) -> Vec<(usize, f64)> {
    let centres: Vec<Vec<f32>> = centroids.iter().map(in_single_precision).collect();
    let certain = Groups::around(quick, &centres).certain(points.concepts());
    let all: Vec<&[f64]> = points.iter().collect();
    let pairs = all.par_iter().zip(&certain).with_min_len(BLOCK);
    pairs
        .map(|(point, &label)| match label {
            Some(label) => (label, unit_distance(point, centroids.point(label))),
            None => nearest(point, centroids),
        })
        .collect()
}

/// The nearest of `centroids` and its cosine distance; the first of several.
fn nearest(point: &[f64], centroids: &Points) -> (usize, f64) {
    let mut best = (0, f64::NEG_INFINITY);
    for (at, centroid) in centroids.iter().enumerate() {
        let similarity = dot(point, centroid);
        if similarity > best.1 {
            best = (at, similarity);
        }
    }
    (best.0, (1.0 - best.1).max(0.0))
}

/// The mean of every group at length 1; an empty group keeps its centroid.
fn means(points: &Points, labels: &[usize], old: &Points) -> Points {
    let mut sums = vec![vec![0.0; points.concepts()]; old.len()];
    for (point, &label) in points.iter().zip(labels) {
        add_scaled(&mut sums[label], 1.0, point);
    }
    let means = sums
        .into_iter()
        .zip(old.iter())
        .map(|(mut sum, old)| if normalise(&mut sum) > 0.0 { sum } else { old.to_vec() });
    Points::new(points.concepts(), means)
}

/// The exact partition that linfa's centroids stand for: labels, then means, then labels again,
/// empty groups left out.
fn settle(points: &Points, quick: &QuickPoints, centroids: &Array2<f32>) -> Partition {
    let rows = centroids.outer_iter().map(|row| {
        let mut row: Vec<f64> = row.iter().copied().map(f64::from).collect();
        normalise(&mut row);
        row
    });
    let found = Points::new(points.concepts(), rows);
    let labels: Vec<usize> =
        assign(points, quick, &found).into_iter().map(|(label, _)| label).collect();
    let moved = means(points, &labels, &found);
    let mut nearest = assign(points, quick, &moved);
    let mut sizes = vec![0; moved.len()];
    nearest.iter().for_each(|&(label, _)| sizes[label] += 1);
    let kept: Vec<usize> = (0..moved.len()).filter(|&group| sizes[group] > 0).collect();
    let centroids = moved.select(&kept);
    if kept.len() < moved.len() {
        nearest = assign(points, quick, &centroids);
    }
    Partition {
        inertia: nearest.iter().map(|&(_, distance)| distance).sum(),
        labels: nearest.into_iter().map(|(label, _)| label).collect(),
        centroids,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sum of cosine distances within a partition, from nothing but its labels and centroids.
    fn inertia_of(points: &Points, partition: &Partition) -> f64 {
        let pairs = points.iter().zip(&partition.labels);
        pairs.map(|(point, &label)| unit_distance(point, partition.centroids.point(label))).sum()
    }

    fn bunches() -> Points {
        let bunch = |angle: f64| {
            (0..20).map(move |i| {
                let angle = angle + f64::from(i) * 0.01;
                vec![libm::cos(angle), libm::sin(angle)]
            })
        };
        Points::new(2, [0.0, 1.5, 3.0].into_iter().flat_map(bunch))
    }

    const ATTEMPTS: Attempts = Attempts { restarts: 5, sample: 1_000, seed: 0 };

    #[test]
    fn bunches_that_lie_apart_are_found() {
        let partition = k_means(&bunches(), 3, ATTEMPTS).unwrap();
        for bunch in partition.labels.chunks(20) {
            assert!(bunch.iter().all(|label| label == &bunch[0]));
        }
        assert!((partition.inertia - inertia_of(&bunches(), &partition)).abs() < 1e-9);
    }

    #[test]
    fn single_precision_changes_no_label_and_no_distance() {
        // Every third point is as near to two centroids as single precision can tell.
        let point = |at: usize| {
            let (x, y) = (0.3, 0.5);
            let tilt = if at.is_multiple_of(3) { 1e-9 * ((at % 7) as f64 - 3.0) } else { 0.01 };
            let mut point = vec![x + tilt, x - tilt, y, (at % 5) as f64 * 0.1];
            normalise(&mut point);
            point
        };
        let points = Points::new(4, (0..300).map(point));
        let centroids = Points::new(
            4,
            [0, 1, 2].map(|axis| (0..4).map(|other| f64::from(u8::from(axis == other))).collect()),
        );
        let near_ties = Points::new(4, [centroids.point(0).to_vec(), centroids.point(1).to_vec()]);
        for centroids in [centroids, near_ties] {
            let expected: Vec<(usize, f64)> =
                points.iter().map(|point| nearest(point, &centroids)).collect();
            assert_eq!(assign(&points, &QuickPoints::of(&points), &centroids), expected);
        }
    }

    #[test]
    fn no_group_is_empty_when_points_repeat() {
        let points = Points::new(2, vec![vec![1.0, 0.0]; 5].into_iter().chain([vec![0.0, 1.0]]));
        let partition = k_means(&points, 4, ATTEMPTS).unwrap();
        assert_eq!(partition.centroids.len(), 2);
    }

    #[test]
    fn one_point_is_one_group() {
        let partition = k_means(&Points::new(1, [vec![1.0]]), 1, ATTEMPTS).unwrap();
        assert_eq!(partition.labels, [0]);
    }

    #[test]
    fn threads_do_not_change_a_bit() {
        let with = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| k_means(&bunches(), 4, ATTEMPTS).unwrap())
        };
        assert_eq!(with(1), with(4));
    }
}
