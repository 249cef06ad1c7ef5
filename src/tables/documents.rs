//! The table of documents: what came in, and what was found.

use polars::prelude::{Column, DataFrame};

use super::evidence::proof;
use super::frame::{counts, frame, numbers, rounded, texts};
use super::labels::label_columns;
use crate::classify::Classifier;
use crate::corpus::{Document, Schema};
use crate::error::Result;
use crate::pipeline::Findings;
use crate::text::code_of;
use crate::themes::Codebook;
use crate::vectorize::Coverage;

/// Names of the columns that the program adds, of which an input column may bear none.
const OWN_COLUMNS: [&str; 21] = [
    "id",
    "language",
    "tokens",
    "themes",
    "scores",
    "evidence",
    "theme",
    "score",
    "source",
    "hits",
    "cluster",
    "cluster_label",
    "similarity",
    "status",
    "second_cluster",
    "margin",
    "fit",
    "known",
    "model_themes",
    "model_scores",
    "model_evidence",
];

/// What the columns of the documents table are made of.
#[derive(Debug, Clone, Copy)]
pub struct Columns<'a> {
    /// The input's columns.
    pub schema: &'a Schema,
    /// The codebook that tagged; without it there is no column of themes.
    pub codebook: Option<&'a Codebook>,
    /// The classifier that gave labels; where no codebook tagged they are the themes, else they have
    /// columns of their own.
    pub classifier: Option<&'a Classifier>,
    /// Whether scores and evidence stand beside the themes.
    pub proofs: bool,
    /// The clusters' labels; without them there are no columns of clusters.
    pub cluster_labels: Option<&'a [String]>,
}

/// The name that column `column` of the input has in the tables: its own, or, where the program has
/// one of that name, with `input_` before it.
pub(super) fn output_name(schema: &Schema, column: usize) -> String {
    let name = &schema.columns[column];
    let taken =
        |name: &str| OWN_COLUMNS.contains(&name) || schema.columns.iter().any(|own| own == name);
    if !OWN_COLUMNS.contains(&name.as_str()) {
        return name.clone();
    }
    let mut renamed = format!("input_{name}");
    while taken(&renamed) {
        renamed.insert_str(0, "input_");
    }
    renamed
}

/// The column `id` and all columns of the input. One named `id` that gave the ids is not repeated.
pub(super) fn input_columns(schema: &Schema, documents: &[&Document]) -> Vec<Column> {
    let mut columns = vec![texts("id", documents.iter().map(|document| &document.id))];
    for column in 0..schema.columns.len() {
        if !(schema.id == Some(column) && schema.columns[column] == "id") {
            let name = output_name(schema, column);
            let values: Vec<Option<&str>> =
                documents.iter().map(|document| document.values.get(column)).collect();
            columns.push(Column::new(name.into(), values));
        }
    }
    columns
}

/// One row per document: the columns of the input and no other.
///
/// # Errors
/// If the columns do not fit together, which is a fault of the program.
pub fn cases_frame(schema: &Schema, documents: &[Document]) -> Result<DataFrame> {
    let column = |(column, name): (usize, &String)| {
        let values: Vec<Option<&str>> =
            documents.iter().map(|document| document.values.get(column)).collect();
        Column::new(name.as_str().into(), values)
    };
    frame(schema.columns.iter().enumerate().map(column).collect())
}

/// One row per document: `id`, all input columns, `language`, `tokens`, `themes`, `scores`, `evidence`,
/// `cluster`, `cluster_label`, `similarity`, `status`, as far as they are asked for, and with clusters
/// `second_cluster` (the next), `margin` (how much less similar the document is to that), `fit` (clear,
/// borderline or none), `known` (the share of its words that the vocabulary knows). Themes are joined
/// by `|`, and so, in the same order, are scores and what proves each.
///
/// # Errors
/// If the columns do not fit together, which is a fault of the program.
pub fn documents_frame(
    columns: Columns<'_>,
    documents: &[Document],
    findings: &[Findings],
) -> Result<DataFrame> {
    let schema = columns.schema;
    let mut frame_columns = input_columns(schema, &documents.iter().collect::<Vec<_>>());
    let languages = findings.iter().map(|found| code_of(found.language));
    frame_columns.push(texts("language", languages));
    frame_columns.push(counts("tokens", findings.iter().map(|found| u64::from(found.tokens))));
    if let Some(codebook) = columns.codebook {
        frame_columns.push(texts("themes", findings.iter().map(|found| themes(codebook, found))));
    }
    if let (Some(classifier), None) = (columns.classifier, columns.codebook) {
        frame_columns.extend(label_columns(columns, classifier, documents, findings));
    }
    if columns.proofs && columns.codebook.is_some() {
        frame_columns.extend(proof_columns(schema, documents, findings));
    }
    if let Some(labels) = columns.cluster_labels {
        frame_columns.extend(cluster_columns(labels, findings));
    }
    frame_columns.push(texts("status", findings.iter().map(|found| found.status.name())));
    if columns.cluster_labels.is_some() {
        frame_columns.extend(fit_columns(findings));
    }
    if let (Some(classifier), Some(_)) = (columns.classifier, columns.codebook) {
        frame_columns.extend(label_columns(columns, classifier, documents, findings));
    }
    frame(frame_columns)
}

fn themes(codebook: &Codebook, findings: &Findings) -> String {
    let ids: Vec<&str> =
        findings.tags.iter().map(|tag| codebook.themes[tag.theme].id.as_str()).collect();
    ids.join("|")
}

fn proof_columns(schema: &Schema, documents: &[Document], findings: &[Findings]) -> [Column; 2] {
    let scores = findings.iter().map(|found| {
        let scores: Vec<_> = found.tags.iter().map(|tag| rounded(tag.score).to_string()).collect();
        scores.join("|")
    });
    let proofs = documents.iter().zip(findings).map(|(document, found)| {
        let fields: Vec<&str> = document.fields(schema).collect();
        let proofs: Vec<_> = found.tags.iter().map(|tag| proof(tag, &fields)).collect();
        proofs.join("|")
    });
    [texts("scores", scores), texts("evidence", proofs)]
}

fn cluster_columns(labels: &[String], findings: &[Findings]) -> [Column; 3] {
    let assigned = || findings.iter().map(|found| found.assignment);
    let numbered: Vec<Option<u64>> =
        assigned().map(|found| found.map(|found| found.cluster as u64 + 1)).collect();
    let labelled: Vec<Option<&str>> =
        assigned().map(|found| found.map(|found| labels[found.cluster].as_str())).collect();
    [
        Column::new("cluster".into(), numbered),
        Column::new("cluster_label".into(), labelled),
        numbers("similarity", assigned().map(|found| found.map(|found| found.similarity))),
    ]
}

fn fit_columns(findings: &[Findings]) -> [Column; 4] {
    let assigned = || findings.iter().map(|found| found.assignment);
    let second = || assigned().map(|found| found.and_then(|found| found.second));
    let numbered: Vec<Option<u64>> =
        second().map(|second| second.map(|second| second.cluster as u64 + 1)).collect();
    let fits: Vec<Option<&str>> = assigned().map(|found| found.map(|it| it.fit.name())).collect();
    let known = |found: &Findings| found.coverage.and_then(Coverage::share);
    [
        Column::new("second_cluster".into(), numbered),
        numbers("margin", second().map(|second| second.map(|second| second.value))),
        Column::new("fit".into(), fits),
        numbers("known", findings.iter().map(known)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_input_column_never_bears_the_name_of_one_of_ours() {
        let columns = ["title", "themes", "input_themes"].map(str::to_owned).to_vec();
        let schema = Schema { columns, text: vec![0], id: None };
        assert_eq!(output_name(&schema, 0), "title");
        assert_eq!(output_name(&schema, 1), "input_input_themes");
        assert_eq!(output_name(&schema, 2), "input_themes");
    }
}
