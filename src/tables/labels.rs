//! The labels that a classifier gives: columns of the documents table, and tables of their own.

use polars::prelude::{Column, DataFrame};

use super::documents::Columns;
use super::frame::{counts, frame, numbers, rounded, texts};
use super::summary::share;
use crate::classify::{Classifier, Doubt};
use crate::corpus::Document;
use crate::error::Result;
use crate::pipeline::{Findings, LabelTag, Summary, wilson_interval};
use crate::themes::Codebook;

/// What stands as the source of a tag that a classifier gave.
pub(super) const SOURCE: &str = "model";

/// The labels of documents, joined by `|`, and, where proofs are asked for, their probabilities and the
/// words that speak for each; as `themes`, `scores` and `evidence`, or, beside the themes of a codebook,
/// with `model_` before the names.
pub(super) fn label_columns(
    columns: Columns<'_>,
    classifier: &Classifier,
    documents: &[Document],
    findings: &[Findings],
) -> Vec<Column> {
    let name = |name: &str| match columns.codebook {
        Some(_) => format!("model_{name}"),
        None => name.to_owned(),
    };
    let joined = |each: &dyn Fn(&LabelTag) -> String| {
        let join = |found: &Findings| found.labels.iter().map(each).collect::<Vec<_>>().join("|");
        findings.iter().map(join).collect::<Vec<String>>()
    };
    let label = |tag: &LabelTag| one_line(&classifier.labels()[tag.label as usize]);
    let mut added = vec![texts(&name("themes"), joined(&label).iter())];
    if columns.proofs || columns.codebook.is_some() {
        let score = |tag: &LabelTag| rounded(tag.probability).to_string();
        added.push(texts(&name("scores"), joined(&score).iter()));
    }
    if columns.proofs {
        let proofs = documents.iter().zip(findings).map(|(document, found)| {
            let fields: Vec<&str> = document.fields(columns.schema).collect();
            let words = found.labels.iter().map(|tag| words(tag, &fields));
            words.collect::<Vec<_>>().join("|")
        });
        added.push(texts(&name("evidence"), proofs));
    }
    added
}

/// The words that speak for a label, as they are written, each once, and then those against it with a
/// minus.
fn words(tag: &LabelTag, fields: &[&str]) -> String {
    let mut words: Vec<String> = Vec::new();
    for sign in ["", "\u{2212}"] {
        for evidence in &tag.evidence {
            if (evidence.weight < 0.0) == sign.is_empty() {
                continue;
            }
            let text = &fields[usize::from(evidence.field)][evidence.start..evidence.end];
            let word = format!("{sign}{}", one_line(text));
            if !words.contains(&word) {
                words.push(word);
            }
        }
    }
    words.join("; ")
}

/// A text with single spaces for white space and for `|`, which stands between labels.
fn one_line(text: &str) -> String {
    let parts = text.split(|c: char| c.is_whitespace() || c == '|').filter(|it| !it.is_empty());
    parts.collect::<Vec<_>>().join(" ")
}

/// Labels that are probably wrong, in the order given: `id`, `given`, `suggested`, `probability` (of what was
/// given), `text` (how it begins). `ids` and `beginnings` are of all examples.
///
/// # Errors
/// If the columns do not fit together, which is a fault of the program.
pub fn doubts_frame(
    doubts: &[Doubt],
    names: &[String],
    ids: &[String],
    beginnings: &[String],
) -> Result<DataFrame> {
    let name = |label: Option<u32>| label.map_or("", |label| names[label as usize].as_str());
    frame(vec![
        texts("id", doubts.iter().map(|doubt| &ids[doubt.place])),
        texts("given", doubts.iter().map(|doubt| name(doubt.given))),
        texts("suggested", doubts.iter().map(|doubt| name(doubt.suggested))),
        numbers("probability", doubts.iter().map(|doubt| doubt.probability)),
        texts("text", doubts.iter().map(|doubt| &beginnings[doubt.place])),
    ])
}

/// `theme`, `label`, `documents`, `share`, `ci_low`, `ci_high`, by falling number of documents.
pub(super) fn label_counts_frame(classifier: &Classifier, summary: &Summary) -> Result<DataFrame> {
    let documents = |label: &u32| summary.labels.get(label).copied().unwrap_or(0);
    let mut order: Vec<u32> = (0..classifier.labels().len() as u32).collect();
    order.sort_by_key(|label| std::cmp::Reverse(documents(label)));
    let name = |&label: &u32| &classifier.labels()[label as usize];
    let interval = |label: &u32| wilson_interval(documents(label), summary.analysed);
    frame(vec![
        texts("theme", order.iter().map(name)),
        texts("label", order.iter().map(name)),
        counts("documents", order.iter().map(documents)),
        numbers("share", order.iter().map(|label| share(documents(label), summary.analysed))),
        numbers("ci_low", order.iter().map(|label| interval(label).0)),
        numbers("ci_high", order.iter().map(|label| interval(label).1)),
    ])
}

/// The theme of a codebook and the label of a classifier that are the same, by place and number: their
/// names, or the label of the theme, are equal but for letter case, spaces and signs.
pub(super) fn common_themes(codebook: &Codebook, classifier: &Classifier) -> Vec<(usize, u32)> {
    let labels: Vec<String> = classifier.labels().iter().map(|name| plain(name)).collect();
    let found = codebook.themes.iter().enumerate().filter_map(|(theme, it)| {
        let same = |name: &String| *name == plain(&it.id) || *name == plain(&it.label);
        Some((theme, labels.iter().position(same)? as u32))
    });
    found.collect()
}

fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// One row for every document and theme that only one of codebook and model found, of the themes that
/// both know: `id`, `theme`, `label`, `found_by` (lexicon or model), `score`.
pub(super) fn disagreements_frame(
    (codebook, classifier): (&Codebook, &Classifier),
    documents: &[Document],
    findings: &[Findings],
) -> Result<DataFrame> {
    let common = common_themes(codebook, classifier);
    let mut rows: Vec<(&str, usize, u32, &str, f64)> = Vec::new();
    for (document, found) in documents.iter().zip(findings) {
        for &(theme, label) in &common {
            let tag = found.tags.iter().find(|tag| tag.theme == theme);
            let given = found.labels.iter().find(|tag| tag.label == label);
            match (tag, given) {
                (Some(tag), None) => {
                    rows.push((&document.id, theme, label, tag.source.name(), tag.score));
                }
                (None, Some(given)) => {
                    rows.push((&document.id, theme, label, SOURCE, given.probability));
                }
                _ => {}
            }
        }
    }
    frame(vec![
        texts("id", rows.iter().map(|row| row.0)),
        texts("theme", rows.iter().map(|row| &codebook.themes[row.1].id)),
        texts("label", rows.iter().map(|row| &classifier.labels()[row.2 as usize])),
        texts("found_by", rows.iter().map(|row| row.3)),
        numbers("score", rows.iter().map(|row| row.4)),
    ])
}
