//! The rows of a run's tables, one type for each table.

use serde::Deserialize;

/// `tags.csv`: a case carries a theme. Score 0 to 1.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct TagRow {
    pub(crate) id: String,
    pub(crate) theme: String,
    pub(crate) score: f64,
    pub(crate) source: String,
}

/// `evidence.csv`: the words that prove a tag. Characters `start..end` of the field.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct EvidenceRow {
    pub(crate) id: String,
    pub(crate) theme: String,
    pub(crate) field: String,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) text: String,
    /// What a word adds to the score of a classifier's label; none of a codebook's entry.
    #[serde(default)]
    pub(crate) weight: Option<f64>,
}

/// `themes.csv`: shares 0 to 1 of the analysed documents, by falling documents.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct ThemeRow {
    pub(crate) theme: String,
    pub(crate) label: String,
    pub(crate) documents: u64,
    pub(crate) share: f64,
    pub(crate) ci_low: f64,
    pub(crate) ci_high: f64,
    /// Corrected for errors of the machine, as `agree --update` wrote it; none where it did not.
    #[serde(default)]
    pub(crate) corrected_share: Option<f64>,
    #[serde(default)]
    pub(crate) corrected_low: Option<f64>,
    #[serde(default)]
    pub(crate) corrected_high: Option<f64>,
}

/// `cooccurrence.csv`: two themes in one case; lift 1 is what chance would give.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct PairRow {
    pub(crate) theme_a: String,
    pub(crate) theme_b: String,
    pub(crate) documents: u64,
    pub(crate) lift: Option<f64>,
}

/// `clusters.csv`: silhouette and stability are empty where they cannot be estimated.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct ClusterRow {
    pub(crate) cluster: u32,
    pub(crate) label: String,
    pub(crate) size: u64,
    pub(crate) share: f64,
    pub(crate) silhouette: Option<f64>,
    pub(crate) stability: Option<f64>,
    #[serde(default)]
    pub(crate) representatives: String,
    /// Runs of earlier versions lack this and what follows.
    #[serde(default)]
    pub(crate) nearest: Option<u32>,
    #[serde(default)]
    pub(crate) nearest_similarity: Option<f64>,
    #[serde(default)]
    pub(crate) borderline: u64,
    #[serde(default)]
    pub(crate) misfits: u64,
}

/// `cluster_tree.csv`: two clusters, or groups made by earlier steps, are joined into `merged`.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct MergeRow {
    pub(crate) a: u32,
    pub(crate) b: u32,
    pub(crate) merged: u32,
    pub(crate) similarity: f64,
    pub(crate) size: u64,
}

/// `cluster_terms.csv`: what sets a cluster apart, by rank.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct TermRow {
    pub(crate) cluster: u32,
    pub(crate) surface: String,
    pub(crate) weight: f64,
    /// Texts of the sample with the term, of the cluster and of others; runs of earlier versions have
    /// none of these.
    #[serde(default)]
    pub(crate) inside: Option<u64>,
    #[serde(default)]
    pub(crate) outside: Option<u64>,
    /// Texts of the sample in all.
    #[serde(default)]
    pub(crate) texts_inside: Option<u64>,
    #[serde(default)]
    pub(crate) texts_outside: Option<u64>,
    /// False discovery rate; runs of earlier versions have none.
    #[serde(default)]
    pub(crate) q: Option<f64>,
}

impl TermRow {
    /// The shares of texts with the term, in the cluster and elsewhere, 0 to 1.
    pub(crate) fn shares(&self) -> Option<(f64, f64)> {
        let share = |part: u64, all: u64| part as f64 / all.max(1) as f64;
        let inside = share(self.inside?, self.texts_inside?);
        Some((inside, share(self.outside?, self.texts_outside?)))
    }
}

/// `theme_by_cluster.csv`: share 0 to 1 of the cluster.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct CrossRow {
    pub(crate) cluster: u32,
    pub(crate) theme: String,
    pub(crate) documents: u64,
    pub(crate) share: f64,
}

/// `gaps.csv`: what the codebook does not cover.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct GapRow {
    pub(crate) kind: String,
    pub(crate) subject: String,
    pub(crate) documents: Option<u64>,
}

/// `entries.csv`: in how many cases an entry of the codebook proves its theme.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct EntryRow {
    pub(crate) theme: String,
    pub(crate) language: String,
    pub(crate) entry: String,
    pub(crate) documents: u64,
}

/// `disagreements.csv`: a theme that only one of codebook and model found in a case.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct DisagreementRow {
    pub(crate) id: String,
    pub(crate) theme: String,
    pub(crate) found_by: String,
    pub(crate) score: f64,
}

/// `cluster_choice.csv`: what speaks for each k that was tried. Runs of earlier versions have no
/// stability.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct ChoiceRow {
    pub(crate) k: u64,
    pub(crate) silhouette: Option<f64>,
    #[serde(default)]
    pub(crate) stability: Option<f64>,
    /// Between these lie eight of ten subsamples.
    #[serde(default)]
    pub(crate) stability_low: Option<f64>,
    #[serde(default)]
    pub(crate) stability_high: Option<f64>,
    #[serde(default)]
    pub(crate) offered: bool,
    pub(crate) chosen: bool,
}

/// `map.csv`: x and y 0 to 1, y upwards.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct PointRow {
    pub(crate) id: String,
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) cluster: Option<u32>,
}

/// `rejects.csv`: a piece of the input that did not become a case.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct RejectRow {
    pub(crate) source: String,
    pub(crate) position: String,
    pub(crate) unit: String,
    pub(crate) reason: String,
    pub(crate) detail: String,
    pub(crate) excerpt: String,
}

/// `duplicates.csv`: a text that occurs more than once.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct DuplicateRow {
    pub(crate) id: String,
    pub(crate) documents: u64,
    pub(crate) ids: String,
}

/// `ledger.csv`: what became of the rows read.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct LedgerRow {
    pub(crate) outcome: String,
    pub(crate) documents: u64,
}
