//! Clusters to a tree: which would be joined first, if there were to be fewer.

use serde::{Deserialize, Serialize};

use super::Points;
use crate::reduce::dense::dot;

/// Two clusters, or groups of them, that are joined.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Merge {
    /// The one with the smaller number. Clusters are numbered from 0, and the group that merge number
    /// m (from 0) makes of K clusters is number K + m.
    pub a: usize,
    /// The other.
    pub b: usize,
    /// Mean cosine of the centroids of the one and the other, each weighted by the size of its
    /// cluster, −1 to 1. Does not rise from merge to merge.
    pub similarity: f64,
}

/// The K − 1 merges of clusters by average linkage (Sokal and Michener 1958), the most similar first;
/// of equally similar ones those with the smallest numbers. `sizes` are the clusters' weights.
pub(super) fn merge_tree(centroids: &Points, sizes: &[f64]) -> Vec<Merge> {
    let leaves = centroids.len();
    let mut similarities: Vec<Vec<f64>> = (0..leaves)
        .map(|a| (0..leaves).map(|b| dot(centroids.point(a), centroids.point(b))).collect())
        .collect();
    let mut sizes = sizes.to_vec();
    let mut open: Vec<usize> = (0..leaves).collect();
    let mut merges: Vec<Merge> = Vec::new();
    while open.len() > 1 {
        let Some((a, b)) = most_similar(&open, &similarities) else { break };
        merges.push(Merge { a, b, similarity: similarities[a][b] });
        // Lance and Williams: the mean of the two, by their sizes.
        let joined: Vec<f64> = (0..similarities.len())
            .map(|other| {
                (sizes[a] * similarities[a][other] + sizes[b] * similarities[b][other])
                    / (sizes[a] + sizes[b])
            })
            .collect();
        similarities.iter_mut().zip(&joined).for_each(|(row, &value)| row.push(value));
        similarities.push(joined.into_iter().chain([1.0]).collect());
        open.retain(|&group| group != a && group != b);
        open.push(sizes.len());
        sizes.push(sizes[a] + sizes[b]);
    }
    merges
}

fn most_similar(open: &[usize], similarities: &[Vec<f64>]) -> Option<(usize, usize)> {
    let pairs =
        open.iter().enumerate().flat_map(|(at, &a)| open[at + 1..].iter().map(move |&b| (a, b)));
    pairs.max_by(|&(a, b), &(c, d)| {
        similarities[a][b].total_cmp(&similarities[c][d]).then((c, d).cmp(&(a, b)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_similar_are_joined_first_and_sizes_weigh() {
        let centroids = Points::new(2, [vec![1.0, 0.0], vec![0.0, 1.0], vec![0.6, 0.8]]);
        let merges = merge_tree(&centroids, &[3.0, 3.0, 1.0]);
        assert_eq!((merges[0].a, merges[0].b), (1, 2));
        assert!((merges[0].similarity - 0.8).abs() < 1e-12);
        // To the group of 1 and 2: (3 × 0 + 1 × .6) / 4
        assert_eq!((merges[1].a, merges[1].b), (0, 3));
        assert!((merges[1].similarity - 0.15).abs() < 1e-12);
    }

    #[test]
    fn one_cluster_is_a_tree_without_a_fork() {
        assert_eq!(merge_tree(&Points::new(1, [vec![1.0]]), &[1.0]), []);
    }
}
