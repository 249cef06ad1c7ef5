//! Findings to counts.

use std::collections::BTreeMap;

use super::{Findings, Status};
use crate::cluster::{Assignment, Fit};
use crate::corpus::{Reason, Reject};
use crate::vectorize::Coverage;

/// Integer counts over all documents; parts are merged by addition.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Documents analysed.
    pub analysed: u64,
    /// Rows or lines rejected, by reason.
    pub rejected: BTreeMap<Reason, u64>,
    /// Documents per theme (index in the codebook).
    pub themes: BTreeMap<usize, u64>,
    /// Documents per entry of the codebook (its place there) that proves a theme of theirs.
    pub entries: BTreeMap<usize, u64>,
    /// Documents per label of a classifier.
    pub labels: BTreeMap<u32, u64>,
    /// Documents without any label of a classifier.
    pub without_label: u64,
    /// Documents per pair of themes, the smaller index first.
    pub pairs: BTreeMap<(usize, usize), u64>,
    /// Documents per cluster, from 0.
    pub clusters: BTreeMap<usize, u64>,
    /// Documents per cluster that are on the border to another.
    pub borderline: BTreeMap<usize, u64>,
    /// Documents per cluster that fit none, and are nearest to this.
    pub misfits: BTreeMap<usize, u64>,
    /// Known words of all documents.
    pub coverage: Coverage,
    /// Documents per cluster and theme.
    pub themes_in_clusters: BTreeMap<(usize, usize), u64>,
    /// Documents per cluster that have any theme.
    pub themed_in_clusters: BTreeMap<usize, u64>,
    /// Documents without any theme.
    pub without_theme: u64,
    /// Documents without any word.
    pub without_text: u64,
    /// Documents with words of which none is known.
    pub without_known_term: u64,
}

impl Summary {
    /// Counts one document.
    pub fn add(&mut self, findings: &Findings) {
        self.analysed += 1;
        self.without_theme += u64::from(findings.tags.is_empty());
        self.without_text += u64::from(findings.status == Status::NoText);
        self.without_known_term += u64::from(findings.status == Status::NoKnownTerm);
        self.without_label += u64::from(findings.labels.is_empty());
        for tag in &findings.labels {
            *self.labels.entry(tag.label).or_default() += 1;
        }
        for tag in &findings.tags {
            let mut proving: Vec<usize> = tag.evidence.iter().map(|it| it.entry.index()).collect();
            proving.sort_unstable();
            proving.dedup();
            proving.into_iter().for_each(|entry| *self.entries.entry(entry).or_default() += 1);
        }
        let themes: Vec<usize> = findings.tags.iter().map(|tag| tag.theme).collect();
        for (at, &theme) in themes.iter().enumerate() {
            *self.themes.entry(theme).or_default() += 1;
            for &other in &themes[at + 1..] {
                *self.pairs.entry((theme.min(other), theme.max(other))).or_default() += 1;
            }
        }
        if let Some(assignment) = findings.assignment {
            self.add_to_cluster(assignment.cluster, &themes);
            self.add_fit(assignment);
        }
        self.coverage.add(findings.coverage.unwrap_or_default(), 1);
    }

    fn add_to_cluster(&mut self, cluster: usize, themes: &[usize]) {
        *self.clusters.entry(cluster).or_default() += 1;
        *self.themed_in_clusters.entry(cluster).or_default() += u64::from(!themes.is_empty());
        for &theme in themes {
            *self.themes_in_clusters.entry((cluster, theme)).or_default() += 1;
        }
    }

    fn add_fit(&mut self, assignment: Assignment) {
        let counts = match assignment.fit {
            Fit::Clear => return,
            Fit::Borderline => &mut self.borderline,
            Fit::Nowhere => &mut self.misfits,
        };
        *counts.entry(assignment.cluster).or_default() += 1;
    }

    /// Counts one rejected row or line.
    pub fn reject(&mut self, reject: &Reject) {
        *self.rejected.entry(reject.reason).or_default() += 1;
    }

    /// Rows or lines rejected in all.
    pub fn rejected_rows(&self) -> u64 {
        self.rejected.values().sum()
    }
}

/// The Wilson score interval for a share of `count` out of `total`, 95 % (Wilson 1927): lower and
/// upper bound, 0 to 1. The whole range where `total` is 0.
pub fn wilson_interval(count: u64, total: u64) -> (f64, f64) {
    /// The 97.5 % quantile of the normal distribution.
    const Z: f64 = 1.959_963_984_540_054;
    if total == 0 {
        return (0.0, 1.0);
    }
    let n = total as f64;
    let share = count as f64 / n;
    let middle = share + Z * Z / (2.0 * n);
    let spread = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    (((middle - spread) / scale).max(0.0), ((middle + spread) / scale).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_stays_within_the_possible() {
        assert_eq!(wilson_interval(0, 0), (0.0, 1.0));
        let (low, high) = wilson_interval(0, 10);
        assert!(low == 0.0 && (high - 0.277_532_799_862_889).abs() < 1e-9);
        assert!((wilson_interval(10, 10).1 - 1.0).abs() < 1e-12);
    }
}
