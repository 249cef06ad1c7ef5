//! Counts of documents that a model was applied to, to whether it suits them.

use super::{Summary, wilson_interval};
use crate::cluster::EXTREME;
use crate::error::Warning;
use crate::model::Model;

/// Documents that fit no cluster are worth a warning where they are so many times as many as among
/// those that the model was learnt from.
const MORE_MISFITS: f64 = 2.0;
/// Unknown words are worth a warning where they are more by this share of all words.
const MORE_UNKNOWN: f64 = 0.1;

/// A classifier that knows so much a smaller share of the words than of those it was learnt from was learnt
/// from texts of another kind or language.
const FEW_KNOWN: f64 = 0.6;

/// What speaks against the clusters of a model for the documents that `summary` counts: more of them
/// fit nowhere, or fewer of their words are known, than of those it was learnt from.
pub fn drift(model: &Model, summary: &Summary) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if let (Some(classifier), None) = (&model.classifier, &model.space)
        && let Some(known) = summary.coverage.share()
        && known < FEW_KNOWN * classifier.card().known_words
    {
        let known = (known * 100.0).round() as u64;
        warnings.push(Warning::FewKnownWords { known });
    }
    let Some(space) = &model.space else { return warnings };
    let (misfits_learnt, learnt) = space.clusters.misfits();
    let expected = (misfits_learnt as f64 / learnt.max(1) as f64).max(EXTREME);
    let documents = summary.analysed - summary.without_text;
    let misfits = summary.misfits.values().sum::<u64>() + summary.without_known_term;
    if wilson_interval(misfits, documents).0 > MORE_MISFITS * expected {
        let expected = (expected * documents as f64).round() as u64;
        warnings.push(Warning::Misfits { misfits, documents, expected });
    }
    if let (Some(known), Some(learnt)) = (summary.coverage.share(), space.coverage.share())
        && known < learnt - MORE_UNKNOWN
    {
        let percent = |share: f64| (share * 100.0).round() as u64;
        warnings.push(Warning::UnknownWords { known: percent(known), learnt: percent(learnt) });
    }
    warnings
}
