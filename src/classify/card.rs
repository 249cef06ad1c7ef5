//! What a classifier was learnt from and how good it is, kept with it.

use serde::{Deserialize, Serialize};

use super::scores::{counts, micro_and_macro};
use super::{Choice, ClassifySettings, Decision, HeldOut, Trained};

/// What is said of a classifier.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// The version of the program that learnt it.
    pub program: String,
    /// When it was learnt, as far as its maker said so.
    pub made: Option<String>,
    /// The name of the cases.
    pub data: String,
    /// The SHA-256 of their ids, texts and labels, as 64 hex digits.
    pub data_sha256: String,
    /// Cases that were read.
    pub documents: u64,
    /// The share of their words that the classifier knows, 0 to 1.
    pub known_words: f64,
    /// Cases that were learnt from.
    pub labelled: u64,
    /// Whether each case gets exactly one label.
    pub single: bool,
    /// Cases that cross-validation was done on.
    pub held_out: u64,
    /// Its folds.
    pub folds: u64,
    /// Its F1 over all labels of all held-out cases; of single labels this is the accuracy.
    pub micro_f1: f64,
    /// The mean of the labels' F1.
    pub macro_f1: f64,
    /// Each label, in sorted order.
    pub labels: Vec<LabelCard>,
    /// Labels that were left out, with their numbers of examples.
    pub left_out: Vec<(String, u64)>,
    /// What cross-validation chose.
    pub choice: Option<Choice>,
    /// The settings.
    pub settings: ClassifySettings,
}

/// What is said of a label.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LabelCard {
    /// Its name.
    pub label: String,
    /// Cases with it that cross-validation was done on.
    pub examples: u64,
    /// Its F1 in held-out cases.
    pub f1: f64,
    /// Of the held-out cases that got it the share that has it; 0 of none.
    pub precision: f64,
    /// Of the held-out cases that have it the share that got it.
    pub recall: f64,
    /// The score from which it is given; none where the best label is.
    pub threshold: Option<f64>,
}

/// What the cases are called and when the classifier was learnt.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// The name of the cases.
    pub data: String,
    /// Their hash.
    pub data_sha256: String,
    /// Cases read.
    pub documents: u64,
    /// The share of their words that the classifier knows, 0 to 1.
    pub known_words: f64,
    /// When it was learnt, if that is to be told.
    pub made: Option<String>,
}

impl Card {
    /// The card of a classifier.
    pub fn of(trained: &Trained, settings: &ClassifySettings, origin: Origin) -> Self {
        let HeldOut { labelling, decided, folds, .. } = &trained.held_out;
        let counts = counts(labelling, decided);
        let (micro_f1, macro_f1) = micro_and_macro(&counts);
        let threshold = |label: usize| match trained.classifier.decision() {
            Decision::Best { .. } => None,
            Decision::Each { thresholds, .. } => Some(f64::from(thresholds[label])),
        };
        let labels =
            labelling.names().iter().zip(&counts).enumerate().map(|(at, (name, it))| LabelCard {
                label: name.clone(),
                examples: it.given(),
                f1: it.f1(),
                precision: it.precision(),
                recall: it.recall(),
                threshold: threshold(at),
            });
        Self {
            program: env!("CARGO_PKG_VERSION").to_owned(),
            made: origin.made,
            data: origin.data,
            data_sha256: origin.data_sha256,
            documents: origin.documents,
            known_words: origin.known_words,
            labelled: trained.learnt_from,
            single: matches!(trained.classifier.decision(), Decision::Best { .. }),
            held_out: decided.len() as u64,
            folds: folds.iter().max().map_or(0, |&last| u64::from(last) + 1),
            micro_f1,
            macro_f1,
            labels: labels.collect(),
            left_out: trained.left_out.clone(),
            choice: Some(trained.classifier.choice()),
            settings: settings.clone(),
        }
    }
}
