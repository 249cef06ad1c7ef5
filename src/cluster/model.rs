//! The clusters learnt from a sample, and the cluster of any document.

use serde::{Deserialize, Serialize};

use super::choice::{KCandidate, choose_k, nothing_stable};
use super::kmeans::{Partition, assign, k_means, nearest};
use super::labels::{ClusterTerm, contrast_terms};
use super::silhouette::simplified_silhouette;
use super::stability::stability;
use super::starts::Attempts;
use super::{ClusterSettings, KChoice, MapLayout, Points};
use crate::error::{Error, Result, Warning};
use crate::progress::Progress;
use crate::vectorize::SparseRows;

/// Below this many distinct texts what is found is called a hint.
const SMALL: usize = 30;
/// Below this many distinct texts `auto` does not look for clusters.
const TOO_FEW: usize = 4;

/// The distinct texts that clusters are learnt from, in an order that does not depend on their
/// places in the input.
#[derive(Debug, Clone)]
pub struct ClusterSample {
    /// The smallest id of the documents with this text.
    pub ids: Vec<String>,
    /// How many documents have this text.
    pub copies: Vec<u64>,
    /// Their tf-idf rows, N × V.
    pub tfidf: SparseRows,
    /// Their points, N × C.
    pub points: Points,
}

/// What is known of a cluster.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cluster {
    /// The terms that set it apart, strongest first.
    pub terms: Vec<ClusterTerm>,
    /// Mean simplified silhouette of its documents, −1 to 1; `None` where it is the only one.
    pub silhouette: Option<f64>,
    /// Stability under subsampling, 0 to 1; `None` where it cannot be told.
    pub stability: Option<f64>,
    /// Ids of documents near the centroid, nearest first.
    pub representatives: Vec<String>,
}

/// Where a document belongs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Assignment {
    /// Its cluster, from 0.
    pub cluster: usize,
    /// Cosine of its point and the centroid, −1 to 1.
    pub similarity: f64,
    /// Its place on the map, both coordinates 0 to 1.
    pub place: [f64; 2],
}

/// Clusters by falling size in the sample, ties by the smallest id of a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClusterModel {
    centroids: Points,
    clusters: Vec<Cluster>,
    candidates: Vec<KCandidate>,
    layout: MapLayout,
}

impl ClusterModel {
    /// No clusters, for a corpus without any known term.
    pub fn empty() -> Self {
        Self {
            centroids: Points::new(0, []),
            clusters: Vec::new(),
            candidates: Vec::new(),
            layout: MapLayout::default(),
        }
    }

    /// Finds clusters in a sample. Says what cannot be known at its size.
    ///
    /// # Errors
    /// If more clusters are asked for than there are distinct texts.
    pub fn learn(
        sample: &ClusterSample,
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
        let clusters = describe(sample, &partition, settings, seed)?;
        let model = Self { centroids: partition.centroids, clusters, candidates, layout };
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

    /// The clusters in order.
    pub fn clusters(&self) -> &[Cluster] {
        &self.clusters
    }

    /// The numbers of clusters that were looked at; empty where the number was given.
    pub fn candidates(&self) -> &[KCandidate] {
        &self.candidates
    }

    /// Where a document with the given point belongs; `None` where there are no clusters.
    pub fn assign(&self, point: &[f64]) -> Option<Assignment> {
        if self.clusters.is_empty() {
            return None;
        }
        let (cluster, distance) = nearest(point, &self.centroids);
        let place = self.layout.place(point, cluster, &self.centroids);
        Some(Assignment { cluster, similarity: 1.0 - distance, place })
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
    sample: &ClusterSample,
    settings: &ClusterSettings,
    progress: &dyn Progress,
) -> Result<(usize, Vec<KCandidate>)> {
    let distinct = sample.points.len();
    match settings.k {
        KChoice::Fixed(k) if k > distinct => Err(Error::settings(
            format!("-k {k}"),
            format!("only {distinct} distinct texts have words to compare"),
            format!("ask for at most {distinct} clusters, or use `-k auto`"),
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
fn ordered(sample: &ClusterSample, found: Partition) -> Partition {
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

fn describe(
    sample: &ClusterSample,
    partition: &Partition,
    settings: &ClusterSettings,
    seed: u64,
) -> Result<Vec<Cluster>> {
    let groups = partition.centroids.len();
    let terms = contrast_terms(&sample.tfidf, &partition.labels, groups, settings.terms);
    let stability = stability(&sample.points, partition, settings, seed);
    let silhouettes = mean_silhouettes(sample, partition);
    let representatives = representatives(sample, partition, settings.representatives);
    let columns = terms.into_iter().zip(silhouettes).zip(stability).zip(representatives);
    Ok(columns
        .map(|(((terms, silhouette), stability), representatives)| Cluster {
            terms,
            silhouette,
            stability,
            representatives,
        })
        .collect())
}

fn mean_silhouettes(sample: &ClusterSample, partition: &Partition) -> Vec<Option<f64>> {
    let groups = partition.centroids.len();
    let values = simplified_silhouette(&sample.points, &partition.labels, &partition.centroids);
    let mut sums = vec![(0.0, 0.0); groups];
    for ((value, &label), &copies) in values.iter().zip(&partition.labels).zip(&sample.copies) {
        sums[label].0 += value * copies as f64;
        sums[label].1 += copies as f64;
    }
    sums.into_iter().map(|(sum, count)| (groups > 1).then(|| sum / count)).collect()
}

/// The ids of the texts nearest to each centroid, ties by id.
fn representatives(
    sample: &ClusterSample,
    partition: &Partition,
    count: usize,
) -> Vec<Vec<String>> {
    let mut members = vec![Vec::new(); partition.centroids.len()];
    let distances = assign(&sample.points, &partition.centroids);
    for (at, (&label, (_, distance))) in partition.labels.iter().zip(distances).enumerate() {
        members[label].push((distance, sample.ids[at].as_str()));
    }
    members
        .into_iter()
        .map(|mut members| {
            members.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(b.1)));
            members.into_iter().take(count).map(|(_, id)| id.to_owned()).collect()
        })
        .collect()
}
