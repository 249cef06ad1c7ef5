//! Whether a number of groups gives the same groups when some documents are missing.

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_xoshiro::Xoshiro256Plus;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::lloyd::Groups;
use super::metrics::adjusted_rand_index;
use super::panels::QuickPoints;
use super::starts::{Attempts, best_groups};

/// Attempts per subsample.
const ATTEMPTS: usize = 4;
/// Below this many points a subsample says nothing.
const FEWEST: usize = 10;

/// How alike clusterings of subsamples are: adjusted Rand indices of all pairs of them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Agreement {
    /// Their mean; 1 where all are the same, about 0 where they have nothing in common.
    pub mean: f64,
    /// Nine of ten lie above it.
    pub low: f64,
    /// Nine of ten lie below it.
    pub high: f64,
}

/// Clusters subsamples of 80 % of the points, puts all points to the centroids found in each, and
/// compares these divisions (as Ben-Hur, Elisseeff and Guyon 2002, with the adjusted Rand index).
/// `None` where there are too few points or fewer than two subsamples.
pub(super) fn agreement(
    points: &QuickPoints,
    k: usize,
    subsamples: usize,
    seed: u64,
) -> Option<Agreement> {
    if points.len() < FEWEST || subsamples < 2 {
        return None;
    }
    let divisions: Vec<Vec<usize>> = (0..subsamples as u64)
        .into_par_iter()
        .map(|round| division(points, k, seed.wrapping_add(round)))
        .collect();
    let pairs = (1..subsamples).flat_map(|b| (0..b).map(move |a| (a, b)));
    let mut values: Vec<f64> =
        pairs.map(|(a, b)| adjusted_rand_index(&divisions[a], &divisions[b])).collect();
    values.sort_by(f64::total_cmp);
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let tenth = values.len() / 10;
    Some(Agreement { mean, low: values[tenth], high: values[values.len() - 1 - tenth] })
}

/// The group of every point by the centroids of a subsample.
fn division(points: &QuickPoints, k: usize, seed: u64) -> Vec<usize> {
    let mut rng = Xoshiro256Plus::seed_from_u64(seed);
    let mut places: Vec<usize> = (0..points.len()).collect();
    places.shuffle(&mut rng);
    places.truncate(points.len() * 4 / 5);
    let attempts = Attempts { restarts: ATTEMPTS, sample: places.len(), seed };
    let found = best_groups(&points.select(&places), k, attempts);
    Groups::around(points, &found.directions()).labels()
}

#[cfg(test)]
mod tests {
    use super::super::Points;
    use super::*;

    #[test]
    fn bunches_that_lie_apart_come_back_and_no_other_number_does_as_well() {
        let bunch = |angle: f64| {
            (0..20).map(move |at| {
                let angle = angle + f64::from(at) * 0.01;
                vec![libm::cos(angle), libm::sin(angle)]
            })
        };
        let points = Points::new(2, [0.0, 1.5, 3.0].into_iter().flat_map(bunch));
        let of = |k| agreement(&QuickPoints::of(&points), k, 6, 0).unwrap();
        assert_eq!(of(3), Agreement { mean: 1.0, low: 1.0, high: 1.0 });
        assert!(of(5).mean < 0.95);
        assert!(of(5).low <= of(5).mean && of(5).mean <= of(5).high);
    }
}
