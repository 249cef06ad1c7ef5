//! The clusters of two runs to what became of each.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::snapshot::Snapshot;
use crate::cluster::metrics::best_matching;

/// Two clusters are the same from this share of their shared cases on that are in both (Jaccard 1901).
const SAME: f64 = 0.5;
/// A cluster was split where so much of it is in each of two others or more,
const PART: f64 = 0.3;
/// and merged into another where so much of it is there.
const MOST: f64 = 0.5;

/// What became of a cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClusterFate {
    /// It is one of the second run.
    Kept,
    /// Its cases are in several.
    Split,
    /// Its cases are in one with those of others.
    Merged,
    /// Its cases are scattered, or gone.
    Died,
    /// It was not there before.
    Born,
}

/// A cluster and what became of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClusterChange {
    /// What became of it.
    pub fate: ClusterFate,
    /// Its number and label in the first run; none of one that was born.
    pub before: Option<(u32, String)>,
    /// The clusters of the second run that it is now, in the order of their numbers.
    pub after: Vec<(u32, String)>,
    /// Cases that both runs have: of those in any of these, the share that is in both sides.
    pub overlap: f64,
}

/// What became of the clusters of the first run, in the order of their numbers, and those that were born.
pub(super) fn cluster_changes(a: &Snapshot, b: &Snapshot) -> Vec<ClusterChange> {
    let (olds, news): (Vec<u32>, Vec<u32>) =
        (a.clusters.keys().copied().collect(), b.clusters.keys().copied().collect());
    if olds.is_empty() || news.is_empty() {
        return Vec::new();
    }
    let mut shared: BTreeMap<(u32, u32), f64> = BTreeMap::new();
    for (id, old) in &a.cases {
        let new = b.cases.get(id).and_then(|case| case.cluster);
        if let (Some(old), Some(new)) = (old.cluster, new) {
            *shared.entry((old, new)).or_default() += 1.0;
        }
    }
    let both = |old: u32, new: u32| shared.get(&(old, new)).copied().unwrap_or(0.0);
    let of_old = |old: u32| news.iter().map(|&new| both(old, new)).sum::<f64>();
    let of_new = |new: u32| olds.iter().map(|&old| both(old, new)).sum::<f64>();
    let jaccard =
        |old: u32, new: u32| both(old, new) / (of_old(old) + of_new(new) - both(old, new)).max(1.0);
    let cells: Vec<Vec<f64>> =
        olds.iter().map(|&old| news.iter().map(|&new| jaccard(old, new)).collect()).collect();
    let matched: Vec<Option<u32>> =
        best_matching(&cells).into_iter().map(|new| new.map(|new| news[new])).collect();
    let goes = |old: u32, new: u32| both(old, new) / of_old(old).max(1.0);
    let joined = |new: u32| olds.iter().filter(|&&old| goes(old, new) >= MOST).count();
    let named = |new: &u32| (*new, b.clusters[new].clone());
    let mut explained: BTreeSet<u32> = BTreeSet::new();
    let mut all = Vec::new();
    for (&old, matched) in olds.iter().zip(&matched) {
        let kept = matched.filter(|&new| jaccard(old, new) >= SAME);
        let parts: Vec<u32> = news.iter().copied().filter(|&new| goes(old, new) >= PART).collect();
        let target = news.iter().copied().find(|&new| goes(old, new) >= MOST && joined(new) > 1);
        let (fate, after) = match (kept, target) {
            (Some(new), _) => (ClusterFate::Kept, vec![new]),
            (None, Some(new)) => (ClusterFate::Merged, vec![new]),
            (None, None) if parts.len() > 1 => (ClusterFate::Split, parts),
            (None, None) => (ClusterFate::Died, Vec::new()),
        };
        explained.extend(&after);
        let inside: f64 = after.iter().map(|&new| both(old, new)).sum();
        let united: f64 =
            of_old(old) + after.iter().map(|&new| of_new(new) - both(old, new)).sum::<f64>();
        all.push(ClusterChange {
            fate,
            before: Some((old, a.clusters[&old].clone())),
            after: after.iter().map(named).collect(),
            overlap: inside / united.max(1.0),
        });
    }
    let born = news.iter().filter(|new| !explained.contains(new));
    all.extend(born.map(|new| ClusterChange {
        fate: ClusterFate::Born,
        before: None,
        after: vec![named(new)],
        overlap: 0.0,
    }));
    all
}
