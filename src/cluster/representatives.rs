//! Which texts stand for a cluster: near its middle, and unlike each other.

use super::ClusterSample;
use super::kmeans::Partition;
use crate::reduce::dense::dot;

/// How much nearness to the middle counts against likeness to those chosen before, 0 to 1.
const NEARNESS: f64 = 0.6;
/// Texts from which is chosen: those nearest to the middle,
const NEAREST: usize = 60;
/// and no more than this part of the cluster.
const PART: usize = 2;

/// The ids of at most `count` texts for every group, by maximal marginal relevance (Carbonell and
/// Goldstein 1998): first the one nearest to the centroid, then each time the one for which .6 times
/// its similarity to the centroid less .4 times that to the most alike of those before is largest.
/// Ties by id.
pub(super) fn representatives(
    sample: &ClusterSample<'_>,
    partition: &Partition,
    count: usize,
) -> Vec<Vec<String>> {
    let mut members: Vec<Vec<(f64, usize)>> = vec![Vec::new(); partition.centroids.len()];
    for (text, (point, &label)) in sample.points.iter().zip(&partition.labels).enumerate() {
        members[label].push((dot(point, partition.centroids.point(label)), text));
    }
    members.into_iter().map(|members| chosen(sample, members, count)).collect()
}

fn chosen(sample: &ClusterSample<'_>, mut members: Vec<(f64, usize)>, count: usize) -> Vec<String> {
    members.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| sample.ids[a.1].cmp(&sample.ids[b.1])));
    members.truncate(members.len().div_ceil(PART).min(NEAREST).max(count));
    let mut chosen: Vec<usize> = Vec::new();
    while chosen.len() < count && !members.is_empty() {
        let worth = |&(similarity, text): &(f64, usize)| {
            let point = sample.points.point(text);
            let likest = chosen.iter().map(|&other| dot(point, sample.points.point(other)));
            NEARNESS * similarity - (1.0 - NEARNESS) * likest.fold(0.0, f64::max)
        };
        let mut best = (0, f64::NEG_INFINITY);
        for (at, member) in members.iter().enumerate() {
            let worth = worth(member);
            if worth > best.1 {
                best = (at, worth);
            }
        }
        chosen.push(members.remove(best.0).1);
    }
    chosen.into_iter().map(|text| sample.ids[text].clone()).collect()
}
