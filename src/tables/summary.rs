//! The tables of counts: themes, pairs, gaps, the ledger.

use std::collections::BTreeMap;

use polars::prelude::DataFrame;

use super::frame::{counts, frame, numbers, texts};
use crate::corpus::Reason;
use crate::error::Result;
use crate::pipeline::{Summary, wilson_interval};
use crate::text::code_of;
use crate::themes::Codebook;
use crate::vectorize::{TfIdf, Vocabulary};

/// A cluster of which less than this share has a theme is a gap of the codebook.
const COVERED: f64 = 0.25;

/// `count` of `total` as a share, 0 to 1; 0 of nothing is 0.
pub(super) fn share(count: u64, total: u64) -> f64 {
    if total == 0 { 0.0 } else { count as f64 / total as f64 }
}

/// `theme`, `label`, `documents`, `share`, `ci_low`, `ci_high`, by falling number of documents.
pub(super) fn themes_frame(codebook: &Codebook, summary: &Summary) -> Result<DataFrame> {
    let documents = |theme: &usize| summary.themes.get(theme).copied().unwrap_or(0);
    let mut order: Vec<usize> = (0..codebook.themes.len()).collect();
    order.sort_by_key(|theme| std::cmp::Reverse(documents(theme)));
    let interval = |theme: &usize| wilson_interval(documents(theme), summary.analysed);
    frame(vec![
        texts("theme", order.iter().map(|&theme| &codebook.themes[theme].id)),
        texts("label", order.iter().map(|&theme| &codebook.themes[theme].label)),
        counts("documents", order.iter().map(documents)),
        numbers("share", order.iter().map(|theme| share(documents(theme), summary.analysed))),
        numbers("ci_low", order.iter().map(|theme| interval(theme).0)),
        numbers("ci_high", order.iter().map(|theme| interval(theme).1)),
    ])
}

/// `theme`, `language`, `entry`, `weight`, `documents` (in which it proves the theme), in the order of the
/// codebook.
pub(super) fn entries_frame(codebook: &Codebook, summary: &Summary) -> Result<DataFrame> {
    let entries = || codebook.entries();
    let documents = |place: usize| summary.entries.get(&place).copied().unwrap_or(0);
    frame(vec![
        texts("theme", entries().map(|entry| &entry.theme.id)),
        texts("language", entries().map(|entry| code_of(Some(entry.language)))),
        texts("entry", entries().map(|entry| &entry.entry.id)),
        numbers("weight", entries().map(|entry| entry.entry.weight)),
        counts("documents", (0..entries().count()).map(documents)),
    ])
}

/// `theme_a`, `theme_b`, `documents`, `lift`, by falling number of documents. The lift is the share
/// of documents with both over the product of the shares with each: 1 if the themes do not know of
/// each other.
pub(super) fn cooccurrence_frame(codebook: &Codebook, summary: &Summary) -> Result<DataFrame> {
    let mut pairs: Vec<((usize, usize), u64)> =
        summary.pairs.iter().map(|(&pair, &documents)| (pair, documents)).collect();
    pairs.sort_by_key(|&(pair, documents)| (std::cmp::Reverse(documents), pair));
    let of =
        |theme: usize| share(summary.themes.get(&theme).copied().unwrap_or(0), summary.analysed);
    frame(vec![
        texts("theme_a", pairs.iter().map(|((a, _), _)| &codebook.themes[*a].id)),
        texts("theme_b", pairs.iter().map(|((_, b), _)| &codebook.themes[*b].id)),
        counts("documents", pairs.iter().map(|&(_, documents)| documents)),
        numbers(
            "lift",
            pairs
                .iter()
                .map(|&((a, b), documents)| share(documents, summary.analysed) / (of(a) * of(b))),
        ),
    ])
}

/// `cluster`, `theme`, `documents`, `share` (of the cluster's documents).
pub(super) fn theme_by_cluster_frame(codebook: &Codebook, summary: &Summary) -> Result<DataFrame> {
    let rows = || summary.themes_in_clusters.iter().map(|(&(c, t), &n)| (c, t, n));
    let size = |cluster| summary.clusters.get(&cluster).copied().unwrap_or(0);
    frame(vec![
        counts("cluster", rows().map(|(cluster, _, _)| cluster as u64 + 1)),
        texts("theme", rows().map(|(_, theme, _)| &codebook.themes[theme].id)),
        counts("documents", rows().map(|(_, _, documents)| documents)),
        numbers("share", rows().map(|(cluster, _, documents)| share(documents, size(cluster)))),
    ])
}

/// `term`, `surface`, `document_frequency`, `idf`, in the order of the columns of a matrix.
pub(super) fn vocabulary_frame(vocabulary: &Vocabulary, tfidf: &TfIdf) -> Result<DataFrame> {
    let terms = vocabulary.terms();
    frame(vec![
        texts("term", terms.iter().map(|term| &term.term)),
        texts("surface", terms.iter().map(|term| &term.surface)),
        counts("document_frequency", terms.iter().map(|term| term.document_frequency)),
        numbers("idf", tfidf.idf().iter().copied()),
    ])
}

/// `outcome`, `documents`: rows read = analysed + rejected by reason.
pub(super) fn ledger_frame(
    summary: &Summary,
    repeated: u64,
    (tagged, labelled): (bool, bool),
) -> Result<DataFrame> {
    let mut rows = vec![
        ("rows read".to_owned(), summary.analysed + summary.rejected_rows()),
        ("analysed".to_owned(), summary.analysed),
    ];
    for reason in Reason::ALL {
        if let Some(&documents) = summary.rejected.get(&reason) {
            rows.push((format!("rejected: {}", reason.name()), documents));
        }
    }
    let mut of_analysed = vec![
        ("repeated text", repeated),
        ("no text", summary.without_text),
        ("no known term", summary.without_known_term),
    ];
    if tagged {
        of_analysed.push(("no theme", summary.without_theme));
    }
    if labelled {
        of_analysed.push(("no label", summary.without_label));
    }
    let of_analysed =
        of_analysed.into_iter().map(|(name, n)| (format!("of the analysed: {name}"), n));
    rows.extend(of_analysed);
    frame(vec![
        texts("outcome", rows.iter().map(|(outcome, _)| outcome)),
        counts("documents", rows.iter().map(|&(_, documents)| documents)),
    ])
}

/// What the codebook leaves open: `kind`, `subject`, `documents`, `detail`.
pub(super) fn gaps_frame(
    codebook: Option<&Codebook>,
    labels: &[String],
    summary: &Summary,
    languages_without_entries: &BTreeMap<String, u64>,
) -> Result<DataFrame> {
    let mut rows: Vec<(&str, String, u64, String)> = Vec::new();
    if let Some(codebook) = codebook {
        rows.push((
            "no theme",
            "all cases".to_owned(),
            summary.without_theme,
            "cases in which no theme was found".to_owned(),
        ));
        for (cluster, label) in labels.iter().enumerate() {
            let size = summary.clusters.get(&cluster).copied().unwrap_or(0);
            let themed = summary.themed_in_clusters.get(&cluster).copied().unwrap_or(0);
            if share(themed, size) < COVERED {
                let detail = format!("{themed} of {size} cases have a theme");
                rows.push(("uncovered cluster", label.clone(), size - themed, detail));
            }
        }
        for (theme, written) in codebook.themes.iter().enumerate() {
            if !summary.themes.contains_key(&theme) {
                let detail = "no case has this theme".to_owned();
                rows.push(("unused theme", written.id.clone(), 0, detail));
            }
        }
        for (language, &documents) in languages_without_entries {
            let detail = "the codebook has no entry in this language".to_owned();
            rows.push(("language without entries", language.clone(), documents, detail));
        }
    }
    frame(vec![
        texts("kind", rows.iter().map(|row| row.0)),
        texts("subject", rows.iter().map(|row| &row.1)),
        counts("documents", rows.iter().map(|row| row.2)),
        texts("detail", rows.iter().map(|row| &row.3)),
    ])
}
