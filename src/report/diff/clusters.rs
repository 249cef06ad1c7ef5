//! The clusters of two runs to what became of each.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::snapshot::Snapshot;
use crate::cluster::metrics::best_matching;

/// Two clusters are the same from this share of their shared cases on that are in both (Jaccard 1901).
const SAME: f64 = 0.5;
/// and the one goes on as the other from this share on.
const CORE: f64 = 0.25;
/// A cluster was split where so much of it is in each of two others or more,
const PART: f64 = 0.3;
/// and merged into another where so much of it is there, with at least half as many cases of others of which
/// that is true.
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
    /// One of the second run has more of it than any other has, and less than half in common with it.
    Changed,
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

/// What became of the clusters of the first run, in the order of their numbers, and those that were born;
/// nothing where a run has no clusters.
pub(super) fn cluster_changes(a: &Snapshot, b: &Snapshot) -> Vec<ClusterChange> {
    let mut shared: BTreeMap<(u32, u32), f64> = BTreeMap::new();
    for (id, old) in &a.cases {
        let new = b.cases.get(id).and_then(|case| case.cluster);
        if let (Some(old), Some(new)) = (old.cluster, new) {
            *shared.entry((old, new)).or_default() += 1.0;
        }
    }
    fates(&a.clusters, &b.clusters, &shared)
}

/// As [`cluster_changes`], of the labels of the clusters and the number of cases that any two share.
fn fates(
    before: &BTreeMap<u32, String>,
    after: &BTreeMap<u32, String>,
    shared: &BTreeMap<(u32, u32), f64>,
) -> Vec<ClusterChange> {
    let (olds, news): (Vec<u32>, Vec<u32>) =
        (before.keys().copied().collect(), after.keys().copied().collect());
    if olds.is_empty() || news.is_empty() {
        return Vec::new();
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
    let most_go = |old: u32, new: u32| goes(old, new) >= MOST;
    let joined = |old: u32, new: u32| {
        let others = olds.iter().filter(|&&other| other != old && most_go(other, new));
        others.map(|&other| both(other, new)).sum::<f64>() >= MOST * both(old, new)
    };
    let named = |new: &u32| (*new, after[new].clone());
    let mut explained: BTreeSet<u32> = BTreeSet::new();
    let mut all = Vec::new();
    for (&old, matched) in olds.iter().zip(&matched) {
        let kept = matched.filter(|&new| jaccard(old, new) >= SAME);
        let parts: Vec<u32> = news.iter().copied().filter(|&new| goes(old, new) >= PART).collect();
        let target = news.iter().copied().find(|&new| most_go(old, new) && joined(old, new));
        let goes_on = matched.filter(|&new| jaccard(old, new) >= CORE);
        let (fate, now) = match (target, kept, goes_on) {
            _ if parts.len() > 1 => (ClusterFate::Split, parts),
            (Some(new), ..) => (ClusterFate::Merged, vec![new]),
            (None, Some(new), _) => (ClusterFate::Kept, vec![new]),
            (None, None, Some(new)) => (ClusterFate::Changed, vec![new]),
            (None, None, None) => (ClusterFate::Died, Vec::new()),
        };
        explained.extend(&now);
        let inside: f64 = now.iter().map(|&new| both(old, new)).sum();
        let united: f64 =
            of_old(old) + now.iter().map(|&new| of_new(new) - both(old, new)).sum::<f64>();
        all.push(ClusterChange {
            fate,
            before: Some((old, before[&old].clone())),
            after: now.iter().map(named).collect(),
            // The sum of nothing is a negative zero.
            overlap: inside / united.max(1.0) + 0.0,
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

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(numbers: impl Iterator<Item = u32>) -> BTreeMap<u32, String> {
        numbers.map(|number| (number, format!("label {number}"))).collect()
    }

    /// The fate of each old cluster with the numbers of what it is now, and the numbers of what was born.
    fn told(olds: u32, news: u32, shared: &[(u32, u32, f64)]) -> Vec<(ClusterFate, Vec<u32>)> {
        let shared = shared.iter().map(|&(old, new, cases)| ((old, new), cases)).collect();
        let changes = fates(&labels(1..olds + 1), &labels(1..news + 1), &shared);
        changes
            .into_iter()
            .map(|it| (it.fate, it.after.iter().map(|new| new.0).collect()))
            .collect()
    }

    #[test]
    fn planted_clusters_have_the_fate_that_was_planted() {
        use ClusterFate::{Born, Changed, Died, Kept, Merged, Split};
        // 1 stays under another number, 2 is split, 3 and 4 are merged, 5 is scattered; 6 is new.
        let shared = [
            (1, 4, 30.0),
            (1, 2, 2.0),
            (2, 1, 14.0),
            (2, 2, 12.0),
            (3, 3, 18.0),
            (4, 3, 19.0),
            (5, 1, 1.0),
            (5, 2, 1.0),
            (5, 4, 1.0),
            (5, 3, 1.0),
        ];
        let expected = [
            (Kept, vec![4]),
            (Split, vec![1, 2]),
            (Merged, vec![3]),
            (Merged, vec![3]),
            (Died, vec![]),
            (Born, vec![5]),
        ];
        assert_eq!(told(5, 5, &shared), expected);
        // A core that goes on, with as many cases that came from elsewhere.
        let shared = [(1, 1, 20.0), (1, 2, 5.0), (2, 1, 25.0), (2, 2, 60.0)];
        assert_eq!(told(2, 2, &shared), [(Changed, vec![1]), (Kept, vec![2])]);
        assert_eq!(told(0, 3, &[]), []);
    }
}
