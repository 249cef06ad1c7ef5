//! Where k-means begins: greedy k-means++.

use rand::Rng;
use rand_xoshiro::Xoshiro256Plus;

use super::panels::{Panels, QuickPoints};

/// Chooses `k` of the points as first centres: each next one is drawn with a chance in proportion
/// to its distance from those chosen, the best of 2 + ln k candidates (Arthur and Vassilvitskii
/// 2007; Grunau and others 2023 on the greedy choice). On points of length 1 the cosine distance is
/// half the squared Euclidean one.
///
/// Gives fewer than `k` where fewer points differ.
pub(super) fn greedy_seeds(
    points: &QuickPoints,
    k: usize,
    rng: &mut Xoshiro256Plus,
) -> Vec<Vec<f32>> {
    /// Distances below it are rounding errors.
    const SAME: f32 = 1e-6;
    let tries = 2 + libm::log(k as f64) as usize;
    let first = rng.gen_range(0..points.len());
    let mut seeds = vec![points.point(first).to_vec()];
    let mut nearest = distances(points, &seeds);
    while seeds.len() < k {
        nearest.iter_mut().filter(|distance| **distance < SAME).for_each(|near| *near = 0.0);
        let total = sum(nearest.iter().copied());
        if total <= 0.0 {
            break;
        }
        let candidates: Vec<Vec<f32>> = (0..tries)
            .map(|_| points.point(draw(&nearest, rng.r#gen::<f64>() * total)).to_vec())
            .collect();
        let distances = distances(points, &candidates);
        let left = |candidate: usize| {
            let distances = distances.iter().skip(candidate).step_by(tries);
            sum(nearest.iter().zip(distances).map(|(a, b)| a.min(*b)))
        };
        let lefts: Vec<f64> = (0..tries).map(left).collect();
        let best = (0..tries).min_by(|&a, &b| lefts[a].total_cmp(&lefts[b])).unwrap_or(0);
        let chosen = distances.iter().skip(best).step_by(tries);
        nearest.iter_mut().zip(chosen).for_each(|(near, &distance)| *near = near.min(distance));
        seeds.extend(candidates.into_iter().nth(best));
    }
    seeds
}

/// N × candidates: the cosine distance of every point to every candidate.
fn distances(points: &QuickPoints, candidates: &[Vec<f32>]) -> Vec<f32> {
    let mut distances = vec![0.0; points.len() * candidates.len()];
    let panels = Panels::new(points.concepts(), candidates);
    let all: Vec<usize> = (0..points.len()).collect();
    panels.products(points, &all, |at, first, products| {
        let row = &mut distances[at * candidates.len() + first..][..products.len()];
        row.iter_mut().zip(products).for_each(|(distance, x)| *distance = (1.0 - x).max(0.0));
    });
    distances
}

fn sum(values: impl Iterator<Item = f32>) -> f64 {
    values.map(f64::from).sum()
}

/// The place where the running sum of `weights` passes `target`; never one of weight zero.
fn draw(weights: &[f32], target: f64) -> usize {
    let mut passed = 0.0;
    let mut last = 0;
    for (at, &weight) in weights.iter().enumerate() {
        if weight > 0.0 {
            passed += f64::from(weight);
            last = at;
            if passed > target {
                break;
            }
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::super::Points;
    use super::*;

    #[test]
    fn seeds_differ_and_are_no_more_than_the_points_that_differ() {
        let points = Points::new(2, [vec![1.0, 0.0], vec![1.0, 0.0], vec![0.0, 1.0]]);
        let points = QuickPoints::of(&points);
        let seeds = greedy_seeds(&points, 3, &mut Xoshiro256Plus::seed_from_u64(3));
        assert_eq!(seeds.len(), 2);
        assert!(seeds.contains(&vec![0.0, 1.0]));
    }

    #[test]
    fn drawing_passes_over_what_has_no_weight() {
        assert_eq!(draw(&[0.0, 1.0, 0.0, 2.0, 0.0], 0.0), 1);
        assert_eq!(draw(&[0.0, 1.0, 0.0, 2.0, 0.0], 1.5), 3);
        assert_eq!(draw(&[0.0, 1.0, 0.0, 2.0, 0.0], 9.0), 3);
    }
}
