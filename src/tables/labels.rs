//! The labels that a classifier gives: columns of the documents table, and tables of their own.

use std::borrow::Cow;

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
pub(crate) const SOURCE: &str = "model";

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
    let names: Vec<Cow<'_, str>> = classifier.labels().iter().map(|name| one_line(name)).collect();
    let label = |tag: &LabelTag, text: &mut String| text.push_str(&names[tag.label as usize]);
    let themes = findings.iter().map(|found| joined(&found.labels, label));
    let mut added = vec![texts(&name("themes"), themes)];
    if columns.proofs || columns.codebook.is_some() {
        let score = |tag: &LabelTag, text: &mut String| {
            text.push_str(&rounded(tag.probability).to_string());
        };
        let scores = findings.iter().map(|found| joined(&found.labels, score));
        added.push(texts(&name("scores"), scores));
    }
    if columns.proofs {
        let proofs = documents.iter().zip(findings).map(|(document, found)| {
            let fields: Vec<&str> = document.fields(columns.schema).collect();
            joined(&found.labels, |tag, text| push_words(tag, &fields, text))
        });
        added.push(texts(&name("evidence"), proofs));
    }
    added
}

/// What `push` appends for each label, with `|` between.
fn joined(labels: &[LabelTag], push: impl Fn(&LabelTag, &mut String)) -> String {
    let mut text = String::new();
    for (at, tag) in labels.iter().enumerate() {
        if at > 0 {
            text.push('|');
        }
        push(tag, &mut text);
    }
    text
}

/// The words that speak for and against a label, as [`push_words`] appends them.
pub(super) fn words_of_label(tag: &LabelTag, fields: &[&str]) -> String {
    let mut text = String::new();
    push_words(tag, fields, &mut text);
    text
}

/// Appends the words that speak for a label, as they are written, each once, and then those against it
/// with a minus.
fn push_words(tag: &LabelTag, fields: &[&str], text: &mut String) {
    let mut words: Vec<(bool, Cow<'_, str>)> = Vec::new();
    for against in [false, true] {
        for evidence in tag.evidence.iter().filter(|it| (it.weight < 0.0) == against) {
            let field = fields[usize::from(evidence.field)];
            let word = (against, one_line(&field[evidence.start..evidence.end]));
            if !words.contains(&word) {
                words.push(word);
            }
        }
    }
    for (at, (against, word)) in words.iter().enumerate() {
        text.push_str(if at > 0 { "; " } else { "" });
        text.push_str(if *against { "\u{2212}" } else { "" });
        text.push_str(word);
    }
}

/// A text with single spaces for white space and for `|`, which stands between labels.
pub(super) fn one_line(text: &str) -> Cow<'_, str> {
    let stays = |byte: u8| byte.is_ascii_graphic() && byte != b'|';
    if text.bytes().all(stays) {
        return Cow::Borrowed(text);
    }
    let parts = text.split(|c: char| c.is_whitespace() || c == '|').filter(|it| !it.is_empty());
    Cow::Owned(parts.collect::<Vec<_>>().join(" "))
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
