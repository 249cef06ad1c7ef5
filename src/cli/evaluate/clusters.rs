//! Clusters against labels: which cases can be compared, and how well they agree.

use std::collections::BTreeMap;

use caselens::cluster::metrics::{Contingency, best_matching};
use caselens::corpus::Document;
use caselens::error::Warning;
use caselens::pipeline::{Applier, Summary, apply, each_batch};
use caselens::{Error, Result};
use serde::Serialize;

use super::super::job::Job;
use super::labels::{Label, Labels, column_of};

/// The cluster of every case that has one label.
#[derive(Debug, Default)]
pub(super) struct Found {
    input: String,
    labels: Vec<String>,
    /// Names of clusters: numbers of ours, or what stands in a column. Nothing where there is none.
    clusters: Vec<String>,
    /// What the clusters are about, by their names.
    about: BTreeMap<String, String>,
    without_label: u64,
    several_labels: u64,
}

/// How clusters agree with labels.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Comparison {
    /// Version of this layout.
    pub(super) format: u32,
    pub(super) input: String,
    /// The column of labels.
    pub(super) labels_from: String,
    /// Cases that were compared.
    pub(super) documents: u64,
    pub(super) without_label: u64,
    pub(super) several_labels: u64,
    /// Of the cases compared, those of no cluster.
    pub(super) without_cluster: u64,
    pub(super) nmi: f64,
    pub(super) ari: f64,
    pub(super) accuracy: f64,
    pub(super) purity: f64,
    /// By falling number of cases, then by name.
    pub(super) labels: Vec<LabelRow>,
    /// In order of their numbers or names; last, with an empty name, the cases of no cluster.
    pub(super) clusters: Vec<ClusterColumn>,
    /// Cases of every label (row) in every cluster (column).
    pub(super) counts: Vec<Vec<u64>>,
}

/// A label with the cluster that most of its cases are in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct LabelRow {
    pub(super) label: String,
    pub(super) documents: u64,
    /// Where most of them are; the first of several.
    pub(super) mostly_in: String,
    /// How much of the label is there, 0 to 1.
    pub(super) share: f64,
    /// The cluster that stands for it where every cluster stands for one label at most.
    pub(super) matched_with: Option<String>,
}

/// A cluster with the label that most of its cases have.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct ClusterColumn {
    pub(super) cluster: String,
    /// What it is about; nothing for clusters of a column.
    pub(super) about: String,
    pub(super) documents: u64,
    pub(super) mostly: String,
    /// How much of the cluster has that label, 0 to 1.
    pub(super) share: f64,
}

impl Found {
    /// The clusters of the model, or of one that is learnt.
    pub(super) fn by_clustering(job: &Job<'_>, labels: &Labels<'_>) -> Result<Self> {
        let (model, mut warnings) = match job.model {
            Some(model) => (model.clone(), Vec::new()),
            None => {
                let learnt = job.learn(None)?;
                (learnt.model, learnt.warnings)
            }
        };
        let mut found = Self { input: job.corpus.name().to_owned(), ..Self::default() };
        let names = model.space.iter().flat_map(|space| space.clusters.labels());
        found.about = names.enumerate().map(|(at, label)| ((at + 1).to_string(), label)).collect();
        let applier = Applier::new(&model)?;
        let mut summary = Summary::default();
        apply(job.corpus, &applier, job.execution, None, &job.terminal.progress(), |batch| {
            batch.rejects.iter().for_each(|reject| summary.reject(reject));
            for (document, findings) in batch.documents.iter().zip(&batch.findings) {
                summary.add(findings);
                let number = |cluster: usize| (cluster + 1).to_string();
                let cluster = findings.assignment.map(|it| number(it.cluster)).unwrap_or_default();
                found.take(document, labels, cluster);
            }
            Ok(())
        })?;
        warnings.extend(job.drift(&summary));
        let rows = summary.rejected_rows();
        warnings.extend((rows > 0).then_some(Warning::Rejected { rows }));
        warnings.iter().for_each(|warning| job.terminal.warn(warning));
        Ok(found)
    }

    /// The clusters that stand in a column.
    pub(super) fn in_column(job: &Job<'_>, labels: &Labels<'_>, column: &str) -> Result<Self> {
        let column = column_of(job.corpus, column)?;
        let mut found = Self { input: job.corpus.name().to_owned(), ..Self::default() };
        each_batch(job.corpus, job.execution, |batch| {
            for document in &batch.documents {
                let cluster = document.values.get(column).unwrap_or("").trim().to_owned();
                found.take(document, labels, cluster);
            }
            Ok(())
        })?;
        Ok(found)
    }

    fn take(&mut self, document: &Document, labels: &Labels<'_>, cluster: String) {
        match labels.of(document) {
            Label::One(label) => {
                self.labels.push(label);
                self.clusters.push(cluster);
            }
            Label::None => self.without_label += 1,
            Label::Several => self.several_labels += 1,
        }
    }
}

/// Compares clusters with the labels of the given column.
///
/// # Errors
/// If no case has one label.
pub(super) fn compare(found: Found, column: &str) -> Result<Comparison> {
    if found.labels.is_empty() {
        return Err(Error::input(
            format!("{}, column `{column}`", found.input),
            format!(
                "no case has one label: {} have none and {} several",
                found.without_label, found.several_labels
            ),
            "name the column that holds the labels, or pick one of several with `--label-prefix`",
        ));
    }
    let (label_names, a) = numbered(&found.labels, by_size);
    let (cluster_names, b) = numbered(&found.clusters, by_number);
    let counted = Contingency::new(&a, &b);
    let counts: Vec<Vec<u64>> =
        counted.cells().iter().map(|row| row.iter().map(|&cell| cell as u64).collect()).collect();
    let matched = best_matching(counted.cells());
    let labels = label_names.iter().enumerate().map(|(at, label)| {
        let (largest, share) = largest(&counts[at]);
        LabelRow {
            label: label.clone(),
            documents: counts[at].iter().sum(),
            mostly_in: cluster_names[largest].clone(),
            share,
            matched_with: matched[at].map(|column| cluster_names[column].clone()),
        }
    });
    let clusters = cluster_names.iter().enumerate().map(|(at, cluster)| {
        let column: Vec<u64> = counts.iter().map(|row| row[at]).collect();
        let (largest, share) = largest(&column);
        ClusterColumn {
            cluster: cluster.clone(),
            about: found.about.get(cluster).cloned().unwrap_or_default(),
            documents: column.iter().sum(),
            mostly: label_names[largest].clone(),
            share,
        }
    });
    Ok(Comparison {
        format: 1,
        labels_from: column.to_owned(),
        documents: found.labels.len() as u64,
        without_label: found.without_label,
        several_labels: found.several_labels,
        without_cluster: found.clusters.iter().filter(|cluster| cluster.is_empty()).count() as u64,
        nmi: counted.normalised_mutual_information(),
        ari: counted.adjusted_rand_index(),
        accuracy: counted.accuracy(),
        purity: counted.purity(),
        labels: labels.collect(),
        clusters: clusters.collect(),
        input: found.input,
        counts,
    })
}

/// The place of the largest count, the first of several, and its share of all.
fn largest(counts: &[u64]) -> (usize, f64) {
    let mut best = 0;
    for (at, &count) in counts.iter().enumerate() {
        if count > counts[best] {
            best = at;
        }
    }
    (best, counts[best] as f64 / counts.iter().sum::<u64>().max(1) as f64)
}

/// Distinct names in an order, and the number of each one's name in it.
fn numbered(names: &[String], order: fn(&mut [(String, u64)])) -> (Vec<String>, Vec<usize>) {
    let mut sizes: BTreeMap<&str, u64> = BTreeMap::new();
    names.iter().for_each(|name| *sizes.entry(name).or_default() += 1);
    let mut distinct: Vec<(String, u64)> =
        sizes.into_iter().map(|(name, size)| (name.to_owned(), size)).collect();
    order(&mut distinct);
    let places: BTreeMap<&str, usize> =
        distinct.iter().enumerate().map(|(at, (name, _))| (name.as_str(), at)).collect();
    let numbers = names.iter().map(|name| places[name.as_str()]).collect();
    (distinct.into_iter().map(|(name, _)| name).collect(), numbers)
}

fn by_size(names: &mut [(String, u64)]) {
    names.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
}

/// Numbers by their value, then names in sorted order, then nothing.
fn by_number(names: &mut [(String, u64)]) {
    names
        .sort_by_key(|(name, _)| (name.is_empty(), name.parse().unwrap_or(u64::MAX), name.clone()));
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Four schools in cluster 10 and one of no cluster, two rivers in 2.
    pub(in super::super) fn example() -> Comparison {
        let pairs = [("school", "10"); 4].into_iter().chain([("river", "2"); 2]);
        let (labels, clusters) =
            pairs.chain([("school", "")]).map(|(a, b)| (a.to_owned(), b.to_owned())).unzip();
        let about = [("10", "pupil, class"), ("2", "water, bank")];
        compare(
            Found {
                input: "cases".to_owned(),
                labels,
                clusters,
                about: about.map(|(a, b)| (a.to_owned(), b.to_owned())).into(),
                without_label: 3,
                several_labels: 1,
            },
            "kind",
        )
        .unwrap()
    }

    #[test]
    fn cases_of_no_cluster_stand_last_and_count_as_wrong() {
        let result = example();
        let names: Vec<&str> = result.clusters.iter().map(|it| it.cluster.as_str()).collect();
        assert_eq!(names, ["2", "10", ""]);
        assert_eq!(result.counts, [[0, 4, 1], [2, 0, 0]]);
        assert_eq!((result.documents, result.without_cluster), (7, 1));
        assert!((result.accuracy - 6.0 / 7.0).abs() < 1e-12);
        assert_eq!(result.labels[0].mostly_in, "10");
    }

    #[test]
    fn without_a_single_label_there_is_nothing_to_compare() {
        let error = compare(Found { several_labels: 2, ..Found::default() }, "kind").unwrap_err();
        assert!(error.to_string().contains("2 several"));
    }
}
