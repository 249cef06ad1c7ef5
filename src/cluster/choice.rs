//! How many groups: the simplified silhouette over a range.

use serde::{Deserialize, Serialize};

use super::kmeans::{Attempts, Partition, k_means};
use super::silhouette::simplified_silhouette;
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
    /// Whether it was taken.
    pub chosen: bool,
}

/// Attempts per candidate: a coarse answer is enough to compare them.
const ATTEMPTS_PER_CANDIDATE: usize = 4;
/// On so many points.
const POINTS_PER_CANDIDATE: usize = 4_000;

/// The largest number of clusters that `auto` looks at for that many distinct texts: the root of
/// their number, so that a cluster holds as many texts as there are clusters.
fn largest_candidate(distinct: usize, settings: &ClusterSettings) -> usize {
    settings.k_max.min(distinct.isqrt()).max(2)
}

/// Looks at every number of clusters from 2 on and takes the smallest one whose mean silhouette is
/// within one standard error of the best (the one-standard-error rule of Breiman and others 1984,
/// here against ever finer divisions that are hardly better).
pub(super) fn choose_k(
    points: &Points,
    settings: &ClusterSettings,
    seed: u64,
    progress: &dyn Progress,
) -> Result<Vec<KCandidate>> {
    let stride = points.len().div_ceil(POINTS_PER_CANDIDATE).max(1);
    let places: Vec<usize> = (0..points.len()).step_by(stride).collect();
    let sample = points.select(&places);
    let attempts =
        Attempts { restarts: ATTEMPTS_PER_CANDIDATE, sample: POINTS_PER_CANDIDATE, seed };
    let mut looked_at = Vec::new();
    for k in 2..=largest_candidate(points.len(), settings) {
        let partition = k_means(&sample, k, attempts)?;
        looked_at.push((k, mean_and_error(&sample, &partition)));
        progress.advance(1);
    }
    let best = looked_at.iter().map(|&(_, score)| score).max_by(|(a, _), (b, _)| a.total_cmp(b));
    let enough = best.map_or(0.0, |(mean, error)| mean - error);
    let chosen = looked_at.iter().find(|&&(_, (mean, _))| mean >= enough).map(|&(k, _)| k);
    Ok(looked_at
        .into_iter()
        .map(|(k, (silhouette, _))| KCandidate { k, silhouette, chosen: Some(k) == chosen })
        .collect())
}

/// Mean silhouette and its standard error.
fn mean_and_error(points: &Points, partition: &Partition) -> (f64, f64) {
    let values = simplified_silhouette(points, &partition.labels, &partition.centroids);
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let variance = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / count;
    (mean, (variance / count).sqrt())
}
