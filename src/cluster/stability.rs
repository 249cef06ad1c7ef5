//! Whether a group comes back when some documents are missing.

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_xoshiro::Xoshiro256Plus;
use rayon::prelude::*;

use super::kmeans::Partition;
use super::panels::QuickPoints;
use super::starts::{Attempts, best_groups};
use super::{ClusterSettings, Points};

/// Attempts per subsample.
const ATTEMPTS_PER_SUBSAMPLE: usize = 4;
/// A subsample holds at most this many points.
const POINTS_PER_SUBSAMPLE: usize = 2_000;
/// Below this many points a subsample says nothing.
const FEWEST: usize = 10;

/// Cluster-wise stability (Hennig 2007): the points are clustered again on subsamples of 80 %, and
/// the stability of a group is the mean of its largest Jaccard overlap with a group found there,
/// both restricted to the subsample. 0 to 1; above .75 is usually taken as stable, below .5 as
/// dissolved. `None` where there are too few points or only one group.
pub(super) fn stability(
    points: &Points,
    partition: &Partition,
    settings: &ClusterSettings,
    seed: u64,
) -> Vec<Option<f64>> {
    let groups = partition.centroids.len();
    if points.len() < FEWEST || groups < 2 || settings.subsamples == 0 {
        return vec![None; groups];
    }
    let quick = QuickPoints::of(points);
    let overlaps: Vec<Vec<Option<f64>>> = (0..settings.subsamples as u64)
        .into_par_iter()
        .map(|round| overlaps_of_round(&quick, partition, seed.wrapping_add(round)))
        .collect();
    (0..groups)
        .map(|group| {
            let values: Vec<f64> = overlaps.iter().filter_map(|round| round[group]).collect();
            (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
        })
        .collect()
}

fn overlaps_of_round(points: &QuickPoints, partition: &Partition, seed: u64) -> Vec<Option<f64>> {
    let mut rng = Xoshiro256Plus::seed_from_u64(seed);
    let mut places: Vec<usize> = (0..points.len()).collect();
    places.shuffle(&mut rng);
    places.truncate((points.len() * 4 / 5).min(POINTS_PER_SUBSAMPLE));
    let attempts =
        Attempts { restarts: ATTEMPTS_PER_SUBSAMPLE, sample: POINTS_PER_SUBSAMPLE, seed };
    let groups = partition.centroids.len();
    let again = best_groups(&points.select(&places), groups, attempts).labels();
    let before: Vec<usize> = places.iter().map(|&at| partition.labels[at]).collect();
    largest_overlaps(&before, &again, groups, groups)
}

/// For every group of `a` its largest Jaccard overlap with a group of `b`; `None` if it is empty.
fn largest_overlaps(
    a: &[usize],
    b: &[usize],
    groups_a: usize,
    groups_b: usize,
) -> Vec<Option<f64>> {
    let mut both = vec![vec![0_usize; groups_b]; groups_a];
    a.iter().zip(b).for_each(|(&i, &j)| both[i][j] += 1);
    let sizes_b: Vec<usize> = (0..groups_b).map(|j| both.iter().map(|row| row[j]).sum()).collect();
    both.iter()
        .map(|row| {
            let size: usize = row.iter().sum();
            let overlaps = row
                .iter()
                .zip(&sizes_b)
                .map(|(&shared, &other)| shared as f64 / (size + other - shared).max(1) as f64);
            (size > 0).then(|| overlaps.fold(0.0, f64::max))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlap_is_shared_over_united() {
        let overlaps = largest_overlaps(&[0, 0, 0, 1], &[1, 1, 0, 0], 3, 2);
        assert_eq!(overlaps, [Some(2.0 / 3.0), Some(0.5), None]);
    }
}
