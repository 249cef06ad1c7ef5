//! How many groups: what speaks for each number in a range, and which one is taken.

use serde::{Deserialize, Serialize};

use super::agreement::{Agreement, agreement};
use super::distance::unit_distance;
use super::kmeans::{Partition, k_means};
use super::panels::QuickPoints;
use super::silhouette::simplified_silhouette;
use super::starts::Attempts;
use super::{ClusterSettings, Points};
use crate::error::Result;
use crate::progress::Progress;

/// A number of clusters that was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct KCandidate {
    /// The number.
    pub k: usize,
    /// Mean simplified silhouette, −1 to 1.
    pub silhouette: f64,
    /// How alike clusterings of subsamples are; `None` where it was not measured.
    pub stability: Option<Agreement>,
    /// Mean cosine distance of a centroid to the nearest other one, over that of a point to its own
    /// centroid; 0 or more, higher is better.
    pub separation: f64,
    /// Whether it is one of the two or three that are worth a look.
    pub offered: bool,
    /// Whether it was taken: the first of those.
    pub chosen: bool,
}

/// Attempts per candidate: a coarse answer is enough to compare them.
const ATTEMPTS_PER_CANDIDATE: usize = 4;
/// On so many points.
const POINTS_PER_CANDIDATE: usize = 2_500;
/// Numbers of clusters that are worth a look.
const OFFERED: usize = 3;
/// Fewer clusters are nearly always stable and say little; taken only where no more are possible.
const FEWEST: usize = 4;
/// Below this mean adjusted Rand index the same texts fall into other groups when some are missing.
const STABLE: f64 = 0.5;

/// Whether the number that was taken is not stable, which is to say that none of those that it was
/// taken from is.
pub(super) fn nothing_stable(candidates: &[KCandidate]) -> bool {
    let chosen = candidates.iter().find(|candidate| candidate.chosen);
    chosen.and_then(|chosen| chosen.stability).is_some_and(|stability| stability.mean < STABLE)
}

/// The largest number of clusters that `auto` looks at for that many distinct texts: the root of
/// their number, so that a cluster holds as many texts as there are clusters.
fn largest_candidate(distinct: usize, settings: &ClusterSettings) -> usize {
    settings.k_max.min(distinct.isqrt()).max(2)
}

/// Looks at every number of clusters from 2 on. Offered are, of those of 4 or more, the three most
/// stable ones that are not next to each other; the most stable is taken, ties by silhouette, then
/// the smaller number. Where stability was not measured, the silhouette stands for it.
pub(super) fn choose_k(
    points: &Points,
    settings: &ClusterSettings,
    progress: &dyn Progress,
) -> Result<Vec<KCandidate>> {
    /// The same for every seed of a run: the number is to depend on the texts, not on the draw.
    const SEED: u64 = 0;
    let stride = points.len().div_ceil(POINTS_PER_CANDIDATE).max(1);
    let places: Vec<usize> = (0..points.len()).step_by(stride).collect();
    let sample = points.select(&places);
    let quick = QuickPoints::of(&sample);
    let attempts =
        Attempts { restarts: ATTEMPTS_PER_CANDIDATE, sample: POINTS_PER_CANDIDATE, seed: SEED };
    let mut candidates = Vec::new();
    for k in 2..=largest_candidate(points.len(), settings) {
        let partition = k_means(&sample, k, attempts)?;
        candidates.push(KCandidate {
            k,
            silhouette: mean_silhouette(&sample, &partition),
            stability: agreement(&quick, k, settings.subsamples, SEED),
            separation: separation(&sample, &partition),
            offered: false,
            chosen: false,
        });
        progress.advance(1);
    }
    offer(&mut candidates);
    Ok(candidates)
}

/// Marks what is offered and what is taken.
fn offer(candidates: &mut [KCandidate]) {
    let score = |candidate: &KCandidate| {
        candidate.stability.map_or(candidate.silhouette, |stability| stability.mean)
    };
    let fewest = FEWEST.min(candidates.last().map_or(FEWEST, |last| last.k));
    let mut order: Vec<usize> =
        (0..candidates.len()).filter(|&at| candidates[at].k >= fewest).collect();
    order.sort_by(|&a, &b| {
        let (a, b) = (&candidates[a], &candidates[b]);
        let by_silhouette = || b.silhouette.total_cmp(&a.silhouette);
        score(b).total_cmp(&score(a)).then_with(by_silhouette).then(a.k.cmp(&b.k))
    });
    let mut offered: Vec<usize> = Vec::new();
    for at in order {
        if offered.len() < OFFERED && offered.iter().all(|&other| at.abs_diff(other) > 1) {
            offered.push(at);
        }
    }
    offered.iter().for_each(|&at| candidates[at].offered = true);
    offered.first().into_iter().for_each(|&at| candidates[at].chosen = true);
}

fn mean_silhouette(points: &Points, partition: &Partition) -> f64 {
    let values = simplified_silhouette(points, &partition.labels, &partition.centroids);
    values.iter().sum::<f64>() / values.len() as f64
}

fn separation(points: &Points, partition: &Partition) -> f64 {
    let centroids = &partition.centroids;
    let nearest = |at: usize| {
        let others = (0..centroids.len()).filter(|&other| other != at);
        let apart = others.map(|other| unit_distance(centroids.point(at), centroids.point(other)));
        apart.min_by(f64::total_cmp).unwrap_or(0.0)
    };
    let between = (0..centroids.len()).map(nearest).sum::<f64>() / centroids.len() as f64;
    let within = partition.inertia / points.len() as f64;
    if within > 1e-12 { between / within } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(k: usize, stability: f64) -> KCandidate {
        let stability = Some(Agreement { mean: stability, low: 0.0, high: 1.0 });
        let (silhouette, separation) = (0.1, 1.0);
        KCandidate { k, silhouette, stability, separation, offered: false, chosen: false }
    }

    #[test]
    fn the_most_stable_number_of_four_or_more_is_taken_and_neighbours_are_not_offered() {
        let stabilities = [0.99, 0.9, 0.6, 0.7, 0.8, 0.65, 0.5];
        let mut candidates: Vec<KCandidate> =
            (2..).zip(stabilities).map(|(k, stability)| candidate(k, stability)).collect();
        offer(&mut candidates);
        let offered: Vec<usize> = candidates.iter().filter(|c| c.offered).map(|c| c.k).collect();
        assert_eq!(offered, [4, 6, 8]);
        let chosen: Vec<usize> = candidates.iter().filter(|c| c.chosen).map(|c| c.k).collect();
        assert_eq!(chosen, [6]);
    }

    #[test]
    fn where_fewer_than_four_are_possible_the_most_are_taken() {
        let mut candidates = vec![candidate(2, 0.9), candidate(3, 0.8)];
        offer(&mut candidates);
        assert!(candidates[1].chosen);
    }

    #[test]
    fn nothing_is_stable_only_where_it_was_measured() {
        let taken = |stability| KCandidate { chosen: true, ..candidate(4, stability) };
        assert!(nothing_stable(&[candidate(2, 0.9), taken(0.49)]));
        assert!(!nothing_stable(&[candidate(2, 0.3), taken(0.5)]));
        assert!(!nothing_stable(&[KCandidate { stability: None, ..taken(0.0) }]));
    }
}
