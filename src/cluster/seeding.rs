//! Where k-means begins: greedy k-means++.

use rand::Rng;
use rand_xoshiro::Xoshiro256Plus;

use super::Points;
use super::distance::unit_distance;

/// Chooses `k` of the points as first centroids: each next one is drawn with a chance in proportion
/// to its distance from those chosen, the best of 2 + ln k candidates (Arthur and Vassilvitskii
/// 2007; Grunau and others 2023 on the greedy choice). On points of length 1 the cosine distance is
/// half the squared Euclidean one.
///
/// Gives fewer than `k` where fewer points differ.
pub(super) fn greedy_seeds(points: &Points, k: usize, rng: &mut Xoshiro256Plus) -> Vec<usize> {
    let candidates = 2 + libm::log(k as f64) as usize;
    let first = rng.gen_range(0..points.len());
    let mut seeds = vec![first];
    let mut nearest = distances_to(points, first);
    while seeds.len() < k {
        let total: f64 = nearest.iter().sum();
        if total <= 1e-12 {
            break;
        }
        let best = (0..candidates)
            .map(|_| draw(&nearest, rng.r#gen::<f64>() * total))
            .map(|candidate| (candidate, closer(&nearest, &distances_to(points, candidate))))
            .min_by(|(_, a), (_, b)| sum(a).total_cmp(&sum(b)));
        if let Some((seed, distances)) = best {
            seeds.push(seed);
            nearest = distances;
        }
    }
    seeds
}

fn distances_to(points: &Points, at: usize) -> Vec<f64> {
    let centre = points.point(at);
    points.iter().map(|point| unit_distance(point, centre)).collect()
}

fn closer(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(x, y)| x.min(*y)).collect()
}

fn sum(values: &[f64]) -> f64 {
    values.iter().sum()
}

/// The place where the running sum of `weights` passes `target`; never one of weight zero.
fn draw(weights: &[f64], target: f64) -> usize {
    let mut passed = 0.0;
    let mut last = 0;
    for (at, &weight) in weights.iter().enumerate() {
        if weight > 0.0 {
            passed += weight;
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

    use super::*;

    #[test]
    fn seeds_differ_and_are_no_more_than_the_points_that_differ() {
        let points = Points::new(2, [vec![1.0, 0.0], vec![1.0, 0.0], vec![0.0, 1.0]]);
        let seeds = greedy_seeds(&points, 3, &mut Xoshiro256Plus::seed_from_u64(3));
        assert_eq!(seeds.len(), 2);
        assert!(seeds.contains(&2));
    }

    #[test]
    fn drawing_passes_over_what_has_no_weight() {
        assert_eq!(draw(&[0.0, 1.0, 0.0, 2.0, 0.0], 0.0), 1);
        assert_eq!(draw(&[0.0, 1.0, 0.0, 2.0, 0.0], 1.5), 3);
        assert_eq!(draw(&[0.0, 1.0, 0.0, 2.0, 0.0], 9.0), 3);
    }
}
