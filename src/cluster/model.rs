//! The clusters learnt from a sample, and the cluster of any document.

use serde::{Deserialize, Serialize};

use super::assignment::{Assignment, Neighbour, fit, least_support, support, two_nearest};
use super::choice::{KCandidate, choose_k, nothing_stable};
use super::description::{ClusterTerm, Description, describe};
use super::kmeans::{Partition, k_means};
use super::representatives::representatives;
use super::silhouette::simplified_silhouette;
use super::stability::stability;
use super::starts::Attempts;
use super::tree::{Merge, merge_tree};
use super::{ClusterSample, ClusterSettings, KChoice, MapLayout, Points};
use crate::error::{Error, Result, Warning, counted};
use crate::progress::Progress;
use crate::reduce::dense::dot;
use crate::text::TermTable;

/// Below this many distinct texts what is found is called a hint.
const SMALL: usize = 30;
/// Below this many distinct texts `auto` does not look for clusters.
const TOO_FEW: usize = 4;

/// What is known of a cluster.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cluster {
    /// Three to five of its terms where it has as many; no two clusters have the same label.
    pub label: String,
    /// The terms that set it apart, by falling weight.
    pub terms: Vec<ClusterTerm>,
    /// Mean simplified silhouette of its documents, −1 to 1; `None` where it is the only one.
    pub silhouette: Option<f64>,
    /// Stability under subsampling, 0 to 1; `None` where it cannot be told.
    pub stability: Option<f64>,
    /// Ids of documents near the centroid and unlike each other, the nearest first.
    pub representatives: Vec<String>,
    /// The cluster whose centroid is nearest; `None` where there is no other.
    pub nearest: Option<Neighbour>,
    /// A document that is supported less than this fits nowhere; the support is its similarity to the
    /// centroid times the share of its words that are known, −1 to 1.
    pub least_support: f64,
}

/// Clusters by falling size in the sample, ties by the smallest id of a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClusterModel {
    centroids: Points,
    clusters: Vec<Cluster>,
    candidates: Vec<KCandidate>,
    merges: Vec<Merge>,
    layout: MapLayout,
    /// Documents of the sample that fit nowhere, and all of them.
    misfits: (u64, u64),
}

impl ClusterModel {
    /// No clusters, for a corpus without any known term.
    pub fn empty() -> Self {
        Self {
            centroids: Points::new(0, []),
            clusters: Vec::new(),
            candidates: Vec::new(),
            merges: Vec::new(),
            layout: MapLayout::default(),
            misfits: (0, 0),
        }
    }

    /// Finds clusters in a sample. Says what cannot be known at its size. The table reads the texts of
    /// the sample again, as their points were made; it need not know any word yet.
    ///
    /// # Errors
    /// If more clusters are asked for than there are distinct texts.
    pub fn learn(
        (sample, table): (&ClusterSample<'_>, TermTable<'_>),
        settings: &ClusterSettings,
        seed: u64,
        progress: &dyn Progress,
    ) -> Result<(Self, Vec<Warning>)> {
        let distinct = sample.points.len();
        if distinct == 0 {
            return Ok((Self::empty(), vec![Warning::NoTerms]));
        }
        let (k, candidates) = number_of_clusters(sample, settings, progress)?;
        let attempts =
            Attempts { restarts: settings.restarts, sample: settings.restart_sample, seed };
        let found = k_means(&sample.points, k, attempts)?;
        let partition = ordered(sample, found);
        let layout = MapLayout::learn(&sample.points, &partition.labels, &partition.centroids);
        let clusters = clusters((sample, table), &partition, settings, seed);
        let merges = merge_tree(&partition.centroids, &sizes(sample, &partition));
        let misfits = misfits(sample, &partition, &clusters);
        let centroids = partition.centroids;
        let model = Self { centroids, clusters, candidates, merges, layout, misfits };
        let mut warnings = caveats(distinct, settings.k);
        if nothing_stable(&model.candidates) {
            warnings.push(Warning::NoStableStructure { k: model.clusters.len() });
        }
        if let KChoice::Fixed(asked) = settings.k
            && model.clusters.len() < asked
        {
            warnings.push(Warning::FewerClusters { asked, found: model.clusters.len() });
        }
        Ok((model, warnings))
    }

    /// Whether its parts are of one number of clusters, in a space of so many concepts.
    pub(crate) fn is_whole(&self, concepts: usize) -> bool {
        let number = self.clusters.len();
        let is_one = |cluster: usize| cluster < number;
        self.centroids.is_whole(concepts)
            && self.centroids.len() == number
            && self.layout.is_whole(number, concepts)
            && self.clusters.iter().all(|it| it.nearest.is_none_or(|near| is_one(near.cluster)))
            && self.merges.len() <= number
            && (number..).zip(&self.merges).all(|(open, it)| it.a.max(it.b) < open)
    }

    /// The clusters in order.
    pub fn clusters(&self) -> &[Cluster] {
        &self.clusters
    }

    /// The labels of the clusters in order.
    pub fn labels(&self) -> Vec<String> {
        self.clusters.iter().map(|cluster| cluster.label.clone()).collect()
    }

    /// The numbers of clusters that were looked at; empty where the number was given.
    pub fn candidates(&self) -> &[KCandidate] {
        &self.candidates
    }

    /// The merges by which the clusters become one, the most similar first.
    pub fn merges(&self) -> &[Merge] {
        &self.merges
    }

    /// How many of the documents that it was learnt from fit nowhere, and how many these were.
    pub fn misfits(&self) -> (u64, u64) {
        self.misfits
    }

    /// Where a document with the given point belongs, of whose words that share is known, 0 to 1;
    /// `None` where there are no clusters.
    pub fn assign(&self, point: &[f64], known: f64) -> Option<Assignment> {
        let ((cluster, similarity), next) = two_nearest(point, &self.centroids)?;
        let supported = support(similarity, known) >= self.clusters[cluster].least_support;
        Some(Assignment {
            cluster,
            similarity,
            second: next.map(|(cluster, next)| Neighbour { cluster, value: similarity - next }),
            fit: fit(similarity, next.map(|(_, next)| next), supported),
            place: self.layout.place(point, cluster, &self.centroids),
        })
    }
}

fn caveats(distinct: usize, k: KChoice) -> Vec<Warning> {
    match k {
        KChoice::Auto if distinct < TOO_FEW => vec![Warning::TooFewForClusters { distinct }],
        _ if distinct < SMALL => vec![Warning::SmallCorpus { distinct }],
        _ => Vec::new(),
    }
}

fn number_of_clusters(
    sample: &ClusterSample<'_>,
    settings: &ClusterSettings,
    progress: &dyn Progress,
) -> Result<(usize, Vec<KCandidate>)> {
    let distinct = sample.points.len();
    match settings.k {
        KChoice::Fixed(k) if k > distinct => Err(Error::settings(
            format!("-k {k}"),
            format!(
                "only {} with words to compare",
                counted(distinct as u64, "distinct text", "distinct texts")
            ),
            format!("ask for at most {distinct}, or use `-k auto`"),
        )),
        KChoice::Fixed(k) => Ok((k, Vec::new())),
        KChoice::Auto if distinct < TOO_FEW => Ok((1, Vec::new())),
        KChoice::Auto => {
            let candidates = choose_k(&sample.points, settings, progress)?;
            let chosen = candidates.iter().find(|candidate| candidate.chosen);
            Ok((chosen.map_or(1, |candidate| candidate.k), candidates))
        }
    }
}

/// The groups renumbered by falling number of documents, ties by the smallest id.
fn ordered(sample: &ClusterSample<'_>, found: Partition) -> Partition {
    let mut groups: Vec<(u64, &str, usize)> =
        (0..found.centroids.len()).map(|group| (0, "", group)).collect();
    for ((&label, &copies), id) in found.labels.iter().zip(&sample.copies).zip(&sample.ids) {
        let (size, smallest, _) = &mut groups[label];
        *size += copies;
        if smallest.is_empty() || id.as_str() < *smallest {
            *smallest = id;
        }
    }
    groups.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    let order: Vec<usize> = groups.iter().map(|&(_, _, group)| group).collect();
    let mut rank = vec![0; order.len()];
    order.iter().enumerate().for_each(|(new, &old)| rank[old] = new);
    Partition {
        centroids: found.centroids.select(&order),
        labels: found.labels.iter().map(|&label| rank[label]).collect(),
        inertia: found.inertia,
    }
}

fn clusters(
    (sample, table): (&ClusterSample<'_>, TermTable<'_>),
    partition: &Partition,
    settings: &ClusterSettings,
    seed: u64,
) -> Vec<Cluster> {
    let groups = partition.centroids.len();
    let descriptions = describe((sample, table), &partition.labels, groups, settings);
    let stability = stability(&sample.points, partition, settings, seed);
    let silhouettes = mean_silhouettes(sample, partition);
    let representatives = representatives(sample, partition, settings.representatives);
    let least = least_supports(sample, partition);
    let columns =
        descriptions.into_iter().zip(silhouettes).zip(stability).zip(representatives).zip(least);
    let cluster = |(at, ((((described, silhouette), stability), representatives), least))| {
        let Description { label, terms } = described;
        let nearest = nearest_other(&partition.centroids, at);
        let least_support = least;
        Cluster { label, terms, silhouette, stability, representatives, nearest, least_support }
    };
    columns.enumerate().map(cluster).collect()
}

/// The cluster whose centroid is nearest to that of cluster `at`, the first of several.
fn nearest_other(centroids: &Points, at: usize) -> Option<Neighbour> {
    let mut nearest: Option<Neighbour> = None;
    for cluster in (0..centroids.len()).filter(|&other| other != at) {
        let value = dot(centroids.point(at), centroids.point(cluster));
        if nearest.is_none_or(|best| value > best.value) {
            nearest = Some(Neighbour { cluster, value });
        }
    }
    nearest
}

/// Documents of every cluster.
fn sizes(sample: &ClusterSample<'_>, partition: &Partition) -> Vec<f64> {
    let mut sizes = vec![0.0; partition.centroids.len()];
    for (&label, &copies) in partition.labels.iter().zip(&sample.copies) {
        sizes[label] += copies as f64;
    }
    sizes
}

/// The support of every text by its cluster, with the cluster.
fn supports<'a>(
    sample: &'a ClusterSample<'_>,
    partition: &'a Partition,
) -> impl Iterator<Item = (usize, f64)> + 'a {
    let points = sample.points.iter().zip(&partition.labels).zip(&sample.known);
    points.map(|((point, &label), &known)| {
        let similarity = dot(point, partition.centroids.point(label)).min(1.0);
        (label, support(similarity, known))
    })
}

fn least_supports(sample: &ClusterSample<'_>, partition: &Partition) -> Vec<f64> {
    let mut of_clusters = vec![Vec::new(); partition.centroids.len()];
    supports(sample, partition).for_each(|(label, support)| of_clusters[label].push(support));
    of_clusters.into_iter().map(least_support).collect()
}

/// How many documents of the sample fit nowhere, and how many it has.
fn misfits(sample: &ClusterSample<'_>, partition: &Partition, clusters: &[Cluster]) -> (u64, u64) {
    let unfit = supports(sample, partition)
        .zip(&sample.copies)
        .filter(|((label, support), _)| *support < clusters[*label].least_support);
    (unfit.map(|(_, copies)| copies).sum(), sample.copies.iter().sum())
}

fn mean_silhouettes(sample: &ClusterSample<'_>, partition: &Partition) -> Vec<Option<f64>> {
    let groups = partition.centroids.len();
    let values = simplified_silhouette(&sample.points, &partition.labels, &partition.centroids);
    let mut sums = vec![(0.0, 0.0); groups];
    for ((value, &label), &copies) in values.iter().zip(&partition.labels).zip(&sample.copies) {
        sums[label].0 += value * copies as f64;
        sums[label].1 += copies as f64;
    }
    sums.into_iter().map(|(sum, count)| (groups > 1).then(|| sum / count)).collect()
}
