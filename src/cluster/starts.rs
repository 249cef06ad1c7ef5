//! Where k-means begins: the best of several attempts.

use rand::seq::index;
use rand::{RngCore, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;
use rayon::prelude::*;

use super::lloyd::{Groups, Patience, lloyd};
use super::panels::QuickPoints;
use super::seeding::greedy_seeds;

/// An attempt is made on at least so many points,
const POINTS: usize = 1_000;
/// and on so many for every group.
const POINTS_PER_GROUP: usize = 40;
/// How long an attempt goes on: its centres are only raw material.
const BRIEF: Patience = Patience { iterations: 6, one_in: 500 };
/// How long a contender goes on: a coarse answer is enough to compare them.
const CONTENDER: Patience = Patience { iterations: 40, one_in: 500 };
/// One in so many attempts is tried on all points of the sample.
const ATTEMPTS_PER_CONTENDER: usize = 4;
/// The pooled centres of all attempts are clustered from where so many of these left them.
const POOLED: usize = 32;
/// However few the points, more attempts find nothing new.
const MOST_ATTEMPTS: usize = 200;
/// How long the best goes on with all points.
const ALL: Patience = Patience { iterations: 100, one_in: 10_000 };

/// How a partition is looked for.
#[derive(Debug, Clone, Copy)]
pub struct Attempts {
    /// How many attempts; at least one is made. Of fewer points than `sample` so many times more are
    /// made, up to 200: they cost no more, and the fewer the points, the less one attempt is like
    /// another.
    pub restarts: usize,
    /// On how many points, about, they are made and compared.
    pub sample: usize,
    /// The same seed gives the same partition.
    pub seed: u64,
}

impl Attempts {
    /// How many attempts are made on that many points.
    fn on(self, points: usize) -> usize {
        let restarts = self.restarts.max(1);
        let affordable = restarts.saturating_mul(self.sample) / points.max(1);
        restarts.max(affordable.min(MOST_ATTEMPTS))
    }
}

/// At most `k` groups of all points; fewer where fewer points differ.
///
/// Every attempt is a short k-means on points of its own, drawn from a sample that is spread over
/// all. The centres of all attempts, each as heavy as its group, are then clustered from where some
/// attempts left them, and the best of these are compared on the sample (Bradley and Fayyad 1998).
/// That finds a lower inertia than as many attempts that run to their end, in less time, and
/// different seeds come nearer to the same groups.
pub(super) fn best_groups(points: &QuickPoints, k: usize, attempts: Attempts) -> Groups {
    let stride = points.len().div_ceil(attempts.sample).max(1);
    let best = match stride {
        1 => best_contender(points, k, attempts),
        _ => best_contender(&points.every(stride), k, attempts),
    };
    lloyd(points, best.map_or_else(Vec::new, |groups| groups.directions()), ALL)
}

/// The groups of a sample that have the least inertia.
fn best_contender(sample: &QuickPoints, k: usize, attempts: Attempts) -> Option<Groups> {
    let number = attempts.on(sample.len());
    let found = brief_attempts(sample, k, (number, attempts.seed));
    let totals = found.iter().flat_map(Groups::totals);
    let pool = QuickPoints::new(sample.concepts(), totals);
    let mut contenders: Vec<Groups> = found
        .par_iter()
        .take(POOLED.max(number.div_ceil(ATTEMPTS_PER_CONTENDER)))
        .map(|groups| lloyd(&pool, groups.directions(), CONTENDER))
        .collect();
    contenders.sort_by(|a, b| a.inertia().total_cmp(&b.inertia()));
    contenders.truncate(number.div_ceil(ATTEMPTS_PER_CONTENDER));
    let compared: Vec<Groups> =
        contenders.par_iter().map(|groups| lloyd(sample, groups.directions(), CONTENDER)).collect();
    compared.into_iter().min_by(|a, b| a.inertia().total_cmp(&b.inertia()))
}

fn brief_attempts(sample: &QuickPoints, k: usize, (number, seed): (usize, u64)) -> Vec<Groups> {
    let size = (POINTS_PER_GROUP * k).max(POINTS).min(sample.len());
    let mut seeds = Xoshiro256Plus::seed_from_u64(seed);
    let seeds: Vec<u64> = (0..number).map(|_| seeds.next_u64()).collect();
    seeds
        .into_par_iter()
        .map(|seed| {
            let mut rng = Xoshiro256Plus::seed_from_u64(seed);
            let part = sample.select(&index::sample(&mut rng, sample.len(), size).into_vec());
            lloyd(&part, greedy_seeds(&part, k, &mut rng), BRIEF)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::Points;
    use super::*;

    #[test]
    fn different_seeds_find_the_same_bunches() {
        let bunch = |axis: usize| {
            (0..30).map(move |at| {
                let mut point = vec![0.0; 12];
                point[axis] = libm::cos(f64::from(at) * 0.02);
                point[(axis + 1) % 12] = libm::sin(f64::from(at) * 0.02);
                point
            })
        };
        let points = QuickPoints::of(&Points::new(12, (0..12).flat_map(bunch)));
        for seed in 0..20 {
            let attempts = Attempts { restarts: 16, sample: 1_000, seed };
            let labels = best_groups(&points, 12, attempts).labels();
            let mut of_bunches: Vec<usize> = labels.chunks(30).map(|bunch| bunch[0]).collect();
            assert!(labels.chunks(30).all(|bunch| bunch.iter().all(|label| *label == bunch[0])));
            of_bunches.sort_unstable();
            of_bunches.dedup();
            assert_eq!(of_bunches.len(), 12, "seed {seed}");
        }
    }

    #[test]
    fn fewer_points_get_more_attempts_and_many_points_no_fewer() {
        let attempts = Attempts { restarts: 16, sample: 5_000, seed: 0 };
        assert_eq!([100_000, 5_000, 800, 30].map(|points| attempts.on(points)), [16, 16, 100, 200]);
        assert_eq!(Attempts { restarts: 500, ..attempts }.on(30), 500);
        assert_eq!(Attempts { restarts: 0, ..attempts }.on(9_000), 1);
    }

    #[test]
    fn a_sample_smaller_than_the_points_is_enough() {
        let point = |at: usize| {
            let angle = if at.is_multiple_of(2) { 0.1 } else { 1.4 } + (at % 7) as f64 * 0.01;
            vec![libm::cos(angle), libm::sin(angle)]
        };
        let points = QuickPoints::of(&Points::new(2, (0..3_001).map(point)));
        let attempts = Attempts { restarts: 4, sample: 100, seed: 0 };
        let labels = best_groups(&points, 2, attempts).labels();
        assert!((0..3_001).all(|at| labels[at] == labels[at % 2]) && labels[0] != labels[1]);
    }
}
