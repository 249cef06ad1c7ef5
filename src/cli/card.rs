//! A model to its card, as text and as JSON.

use std::fmt::Write;

use caselens::classify::Card;
use caselens::error::counted;
use caselens::model::Model;
use caselens::{Error, Result};
use serde_json::{Value, json};

use super::aligned::aligned;

/// The card of a model as text.
pub(super) fn card_text(model: &Model) -> String {
    let mut text = String::new();
    if let Some(classifier) = &model.classifier {
        text += &labels_text(classifier.card(), classifier.vocabulary().len());
    }
    // Writing to a string does not fail.
    if let Some(codebook) = &model.codebook {
        let themes = counted(codebook.themes.len() as u64, "theme", "themes");
        let _ = writeln!(text, "codebook      {}, {themes}", codebook.name);
    }
    if let Some(space) = &model.space {
        let clusters = counted(space.clusters.clusters().len() as u64, "cluster", "clusters");
        let terms = counted(space.vocabulary.len() as u64, "term", "terms");
        let documents = counted(space.vocabulary.documents(), "case", "cases");
        let _ = writeln!(text, "clusters      {clusters}, {terms}, learnt from {documents}");
    }
    if text.is_empty() {
        text += "the model has neither a codebook, nor clusters, nor labels\n";
    }
    text
}

/// The card of what was learnt of labels.
pub(super) fn labels_text(card: &Card, terms: usize) -> String {
    let mut text = String::new();
    let mut line = |name: &str, value: String| {
        let _ = writeln!(text, "{name:<14}{value}");
    };
    let kind = if card.single { "one for each case" } else { "any number for each case" };
    let labels = counted(card.labels.len() as u64, "label", "labels");
    line("labels", format!("{labels}, {kind}"));
    let cases = counted(card.labelled, "case", "cases");
    line("learnt from", format!("{cases} of the {} in {}", card.documents, card.data));
    if let Some(made) = &card.made {
        line("made", made.clone());
    }
    line("data", format!("sha256 {}", card.data_sha256));
    line("program", format!("caselens {}", card.program));
    if let Some(choice) = card.choice {
        let pairs = if choice.pairs { "words and pairs of words" } else { "words" };
        let concepts = match (choice.concepts, choice.words) {
            (0, _) => String::new(),
            (concepts, false) => format!(", {concepts} concepts of the cases"),
            (concepts, true) => {
                format!(", {concepts} concepts of the cases and the table of English words")
            }
        };
        line("features", format!("{terms} {pairs}{concepts}"));
        line("settings", format!("C {}, balance {}", choice.cost, choice.balance));
    }
    let held_out = format!("{} folds of {} held-out cases", card.folds, card.held_out);
    let names = if card.single { "accuracy" } else { "micro-F1" };
    let (micro, mean) = (card.micro_f1, card.macro_f1);
    line("how good", format!("{names} {micro:.3}, macro-F1 {mean:.3} ({held_out})"));
    if !card.left_out.is_empty() {
        let named = card.left_out.iter().map(|(label, count)| format!("{label} ({count})"));
        let named = named.collect::<Vec<_>>().join(", ");
        line("left out", format!("too few examples: {named}"));
    }
    let heads = ["label", "examples", "precision", "recall", "F1", "threshold"];
    let mut rows = vec![heads.map(str::to_owned).to_vec()];
    for label in &card.labels {
        let threshold = label.threshold.map_or("best".to_owned(), |least| format!("{least:.3}"));
        rows.push(vec![
            label.label.clone(),
            label.examples.to_string(),
            format!("{:.3}", label.precision),
            format!("{:.3}", label.recall),
            format!("{:.3}", label.f1),
            threshold,
        ]);
    }
    text.push('\n');
    text += &aligned(&rows, &[0]);
    text
}

/// The card of a model as JSON.
pub(super) fn card_json(model: &Model) -> Result<Value> {
    let unwritable = |error: serde_json::Error| {
        Error::failed("card", "it cannot be written as JSON", "report this as a fault")
            .caused_by(error)
    };
    let classifier = match &model.classifier {
        None => Value::Null,
        Some(classifier) => serde_json::to_value(classifier.card()).map_err(unwritable)?,
    };
    Ok(json!({
        "classifier": classifier,
        "codebook": model.codebook.as_ref().map(|codebook| codebook.name.clone()),
        "clusters": model.space.as_ref().map(|space| space.clusters.clusters().len()),
        "settings": serde_json::to_value(&model.settings).map_err(unwritable)?,
    }))
}
