//! The tables of clusters: what each is, its terms, the tree they form, how their number was chosen.

use polars::prelude::{Column, DataFrame};

use super::frame::{counts, frame, numbers, texts};
use super::summary::share;
use crate::cluster::{Agreement, ClusterModel, KCandidate, Neighbour};
use crate::error::Result;
use crate::pipeline::Summary;

/// `cluster`, `label`, `size`, `share`, `silhouette`, `stability`, `representatives`, `nearest` (the
/// cluster with the nearest centroid), `nearest_similarity` (the cosine of the two), `borderline`
/// and `misfits` (documents of the cluster that are on the border to another, and that fit none).
pub(super) fn clusters_frame(model: &ClusterModel, summary: &Summary) -> Result<DataFrame> {
    let clusters = model.clusters();
    let all = 0..clusters.len();
    let sizes = || all.clone().map(|at| summary.clusters.get(&at).copied().unwrap_or(0));
    let nearest = |of: fn(Neighbour) -> f64| clusters.iter().map(move |it| it.nearest.map(of));
    let numbered: Vec<Option<u64>> = clusters
        .iter()
        .map(|cluster| cluster.nearest.map(|nearest| nearest.cluster as u64 + 1))
        .collect();
    frame(vec![
        counts("cluster", 1..=clusters.len() as u64),
        texts("label", clusters.iter().map(|cluster| &cluster.label)),
        counts("size", sizes()),
        numbers("share", sizes().map(|size| share(size, summary.analysed))),
        numbers("silhouette", clusters.iter().map(|cluster| cluster.silhouette)),
        numbers("stability", clusters.iter().map(|cluster| cluster.stability)),
        texts("representatives", clusters.iter().map(|cluster| cluster.representatives.join("|"))),
        Column::new("nearest".into(), numbered),
        numbers("nearest_similarity", nearest(|nearest| nearest.value)),
        counts(
            "borderline",
            all.clone().map(|at| summary.borderline.get(&at).copied().unwrap_or(0)),
        ),
        counts("misfits", all.clone().map(|at| summary.misfits.get(&at).copied().unwrap_or(0))),
    ])
}

/// `cluster`, `rank`, `term`, `surface`, `weight`, `inside`, `outside` (distinct texts of the sample
/// with the term, of this and of other clusters), `q` (false discovery rate), `texts_inside`,
/// `texts_outside` (all distinct texts of the sample, `texts` by cluster; empty where they are not known,
/// as the clusters were learnt before).
pub(super) fn cluster_terms_frame(model: &ClusterModel, texts_of: &[u64]) -> Result<DataFrame> {
    let all: u64 = texts_of.iter().sum();
    let inside = |cluster: usize| texts_of.get(cluster).copied().filter(|_| all > 0);
    let rows = || {
        model.clusters().iter().enumerate().flat_map(|(cluster, described)| {
            described.terms.iter().enumerate().map(move |(rank, term)| (cluster, rank, term))
        })
    };
    frame(vec![
        counts("cluster", rows().map(|(cluster, _, _)| cluster as u64 + 1)),
        counts("rank", rows().map(|(_, rank, _)| rank as u64 + 1)),
        texts("term", rows().map(|(_, _, term)| &term.term)),
        texts("surface", rows().map(|(_, _, term)| &term.surface)),
        numbers("weight", rows().map(|(_, _, term)| term.weight)),
        counts("inside", rows().map(|(_, _, term)| term.inside)),
        counts("outside", rows().map(|(_, _, term)| term.outside)),
        numbers("q", rows().map(|(_, _, term)| term.q)),
        Column::new(
            "texts_inside".into(),
            rows().map(|(cluster, _, _)| inside(cluster)).collect::<Vec<Option<u64>>>(),
        ),
        Column::new(
            "texts_outside".into(),
            rows()
                .map(|(cluster, _, _)| inside(cluster).map(|inside| all - inside))
                .collect::<Vec<Option<u64>>>(),
        ),
    ])
}

/// The merges by which the clusters become one: `step`, `a`, `b`, `merged` (numbers of clusters or of
/// groups that an earlier step made), `similarity` (mean cosine of their centroids), `size` (documents
/// of all of them), `clusters` (joined by `|`).
pub(super) fn tree_frame(model: &ClusterModel, summary: &Summary) -> Result<DataFrame> {
    let leaves = model.clusters().len();
    let mut groups: Vec<Vec<usize>> = (0..leaves).map(|leaf| vec![leaf]).collect();
    for merge in model.merges() {
        let mut joined = [groups[merge.a].as_slice(), groups[merge.b].as_slice()].concat();
        joined.sort_unstable();
        groups.push(joined);
    }
    let joined = &groups[leaves..];
    let size = |group: &Vec<usize>| -> u64 {
        group.iter().map(|leaf| summary.clusters.get(leaf).copied().unwrap_or(0)).sum()
    };
    let names = |group: &Vec<usize>| {
        group.iter().map(|leaf| (leaf + 1).to_string()).collect::<Vec<_>>().join("|")
    };
    let merges = model.merges();
    frame(vec![
        counts("step", 1..=merges.len() as u64),
        counts("a", merges.iter().map(|merge| merge.a as u64 + 1)),
        counts("b", merges.iter().map(|merge| merge.b as u64 + 1)),
        counts("merged", (0..merges.len()).map(|step| (leaves + step) as u64 + 1)),
        numbers("similarity", merges.iter().map(|merge| merge.similarity)),
        counts("size", joined.iter().map(size)),
        texts("clusters", joined.iter().map(names)),
    ])
}

/// `k`, `silhouette`, `stability` (mean adjusted Rand index of clusterings of subsamples),
/// `stability_low`, `stability_high` (between these lie eight of ten), `separation`, `offered`,
/// `chosen`.
pub(super) fn choice_frame(model: &ClusterModel) -> Result<DataFrame> {
    let candidates = model.candidates();
    let marks =
        |mark: fn(&KCandidate) -> bool| -> Vec<bool> { candidates.iter().map(mark).collect() };
    let stability = |part: fn(Agreement) -> f64| {
        candidates.iter().map(move |candidate| candidate.stability.map(part))
    };
    frame(vec![
        counts("k", candidates.iter().map(|candidate| candidate.k as u64)),
        numbers("silhouette", candidates.iter().map(|candidate| candidate.silhouette)),
        numbers("stability", stability(|stability| stability.mean)),
        numbers("stability_low", stability(|stability| stability.low)),
        numbers("stability_high", stability(|stability| stability.high)),
        numbers("separation", candidates.iter().map(|candidate| candidate.separation)),
        Column::new("offered".into(), marks(|candidate| candidate.offered)),
        Column::new("chosen".into(), marks(|candidate| candidate.chosen)),
    ])
}
