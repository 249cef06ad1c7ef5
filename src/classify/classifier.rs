//! What was learnt of labels, and a document's counts to the labels it gets.

use serde::{Deserialize, Serialize};

use super::calibration::{Sigmoid, softmax};
use super::concepts::Concepts;
use super::cross_validation::decide;
use super::examples::TermOrder;
use super::levels::Levels;
use super::training::Choice;
use super::{Card, Examples, OneVsRest};
use crate::error::{Error, Result};
use crate::text::TextSettings;
use crate::vectorize::{TermCount, TfIdf, Vocabulary};

/// How scores become labels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Decision {
    /// The best label, with a softmax of the scores as probabilities.
    Best {
        /// What the scores are multiplied by.
        sharpness: f64,
    },
    /// Every label whose score reaches its threshold.
    Each {
        /// The least score of each label.
        thresholds: Vec<f32>,
        /// The probability that a score of each label stands for.
        sigmoids: Vec<Sigmoid>,
    },
}

/// A linear model for each of L labels over V terms and C concepts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Classifier {
    labels: Vec<String>,
    vocabulary: Vocabulary,
    tfidf: TfIdf,
    concepts: Option<Concepts>,
    /// (V + C + 1) × L: the last row is the intercept.
    weights: Levels,
    decision: Decision,
    choice: Choice,
    card: Card,
    /// How its words are told, as TOML.
    text: String,
}

/// A label that a document gets.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// The number of the label.
    pub label: u32,
    /// How probable it is, 0 to 1.
    pub probability: f64,
}

/// What a document's words say of all labels.
#[derive(Debug, Clone, PartialEq)]
pub struct Scored {
    /// L scores.
    pub scores: Vec<f32>,
    row: Vec<(u32, f64)>,
    factors: Vec<f32>,
}

impl Classifier {
    pub(super) fn new(
        (labels, examples): (Vec<String>, &Examples),
        (learnt, order, concepts): (&OneVsRest, &TermOrder, Option<Concepts>),
        decision: Decision,
        choice: Choice,
    ) -> Self {
        let all = learnt.weights();
        let rest = order.len()..all.first().map_or(0, Vec::len);
        // Terms that take no part would change the length of a row.
        let columns = (0..examples.vocabulary.len()).filter(|&at| order.place(at).is_some());
        let columns: Vec<usize> = columns.collect();
        let vocabulary = match columns.len() == examples.vocabulary.len() {
            true => examples.vocabulary.clone(),
            false => examples.vocabulary.single_words().0,
        };
        let terms = columns.iter().filter_map(|&column| order.place(column));
        let mut turned = Vec::new();
        for feature in terms.chain(rest) {
            turned.extend(all.iter().map(|weights| weights[feature]));
        }
        Self {
            weights: Levels::of(&turned, labels.len()),
            labels,
            vocabulary,
            tfidf: examples.tfidf.of_columns(columns.into_iter()),
            concepts,
            decision,
            choice,
            card: Card::default(),
            text: String::new(),
        }
    }

    /// The same with its card, and with the settings by which the words were told that it learnt.
    ///
    /// # Errors
    /// If the settings cannot be written, which those of this version can.
    pub fn with_card(self, card: Card, text: &TextSettings) -> Result<Self> {
        let text = toml::to_string(text).map_err(|error| {
            let remedy = "report this as a fault";
            Error::failed("model", "the settings cannot be written", remedy).caused_by(error)
        })?;
        Ok(Self { card, text, ..self })
    }

    /// The settings by which words are to be told.
    ///
    /// # Errors
    /// If they cannot be read: the file was made by something else.
    pub fn text_settings(&self) -> Result<TextSettings> {
        toml::from_str(&self.text).map_err(|error| {
            let remedy = "name a model that `caselens train` made";
            Error::settings("model", "how its words are told cannot be read", remedy)
                .caused_by(error)
        })
    }

    /// What it was learnt from and how good it is.
    pub fn card(&self) -> &Card {
        &self.card
    }

    /// The names of the L labels, sorted.
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// The V terms.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// How scores become labels.
    pub fn decision(&self) -> &Decision {
        &self.decision
    }

    /// What cross-validation chose.
    pub fn choice(&self) -> Choice {
        self.choice
    }

    /// Whether the parts fit together, as those of a file that was made by something else may not.
    pub fn is_whole(&self) -> bool {
        let (labels, terms) = (self.labels.len(), self.vocabulary.len());
        let concepts = self.concepts.as_ref().map_or(0, Concepts::len);
        let decides = match &self.decision {
            Decision::Best { .. } => labels > 0,
            Decision::Each { thresholds, sigmoids } => {
                thresholds.len() == labels && sigmoids.len() == labels
            }
        };
        decides
            && self.tfidf.idf().len() == terms
            && self.concepts.as_ref().is_none_or(|concepts| concepts.fits(terms))
            && self.weights.is_whole()
            && self.weights.width() == labels
            && self.weights.rows() == terms + concepts + 1
    }

    /// What the counts of a document say of every label; `None` where it has no known term.
    pub fn score(&self, counts: &[TermCount]) -> Option<Scored> {
        if counts.is_empty() {
            return None;
        }
        let terms = self.vocabulary.len();
        let row = self.tfidf.row(counts);
        let mut scores = vec![0.0; self.labels.len()];
        for &(column, value) in &row {
            self.weights.add_to(column as usize, value as f32, &mut scores);
        }
        let (mut concepts, mut factors) = (0, Vec::new());
        if let Some(space) = &self.concepts {
            concepts = space.len();
            let mut point = vec![0.0; concepts];
            let words = row.iter().map(|&(column, value)| (column, value as f32));
            factors = space.point(words, &mut point);
            for (concept, &value) in point.iter().enumerate() {
                self.weights.add_to(terms + concept, value, &mut scores);
            }
        }
        self.weights.add_to(terms + concepts, 1.0, &mut scores);
        Some(Scored { scores, row, factors })
    }

    /// The labels that scores give, with their probabilities, in the order of the labels.
    pub fn give(&self, scored: &Scored) -> Vec<Given> {
        let scores = &scored.scores;
        match &self.decision {
            Decision::Best { .. } => {
                let probabilities = self.probabilities(scored);
                let given = |label| Given { label, probability: probabilities[label as usize] };
                decide(scores, None).into_iter().map(given).collect()
            }
            Decision::Each { thresholds, sigmoids } => {
                let probability = |at: usize| sigmoids[at].probability(scores[at]);
                let given = |label| Given { label, probability: probability(label as usize) };
                decide(scores, Some(thresholds)).into_iter().map(given).collect()
            }
        }
    }

    /// How probable every label is, L values from 0 to 1.
    pub fn probabilities(&self, scored: &Scored) -> Vec<f64> {
        self.probabilities_of(&scored.scores)
    }

    /// How probable labels of these L scores are, L values from 0 to 1.
    pub fn probabilities_of(&self, scores: &[f32]) -> Vec<f64> {
        probabilities(scores, &self.decision)
    }

    /// What each term of a document adds to the score of a label, in the order of the columns.
    pub fn shares(&self, scored: &Scored, label: u32) -> Vec<(u32, f32)> {
        let (label, terms) = (label as usize, self.vocabulary.len());
        let of_concept = |concept| self.weights.value(terms + concept, label);
        let by_concepts = self.concepts.as_ref().map(|space| {
            let weights: Vec<f32> = (0..space.len()).map(of_concept).collect();
            (space, space.scaled(weights, &scored.factors))
        });
        let share = |&(column, value): &(u32, f64)| {
            let own = self.weights.value(column as usize, label);
            let by_concepts = by_concepts.as_ref();
            let by_concepts =
                by_concepts.map_or(0.0, |(space, weights)| space.share(column, weights));
            (column, value as f32 * (own + by_concepts))
        };
        scored.row.iter().map(share).collect()
    }
}

/// How probable every label is.
pub(super) fn probabilities(scores: &[f32], decision: &Decision) -> Vec<f64> {
    match decision {
        Decision::Best { sharpness } => softmax(scores, *sharpness),
        Decision::Each { sigmoids, .. } => scores
            .iter()
            .zip(sigmoids)
            .map(|(&score, sigmoid)| sigmoid.probability(score))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::training::tests::{examples, trained};
    use super::*;

    #[test]
    fn what_terms_add_sums_to_the_score() {
        let classifier = trained(true).classifier;
        let term = |word: &str| classifier.vocabulary.column(word).expect("a term");
        let mut counts: Vec<TermCount> = ["bus", "garden", "road", "tram"]
            .map(|word| TermCount { column: term(word), count: 1 })
            .to_vec();
        counts.sort_by_key(|count| count.column);
        let scored = classifier.score(&counts).unwrap();
        let last = classifier.weights.rows() - 1;
        for label in 0..3 {
            let shares = classifier.shares(&scored, label);
            let sum: f32 = shares.iter().map(|share| share.1).sum();
            let intercept = classifier.weights.value(last, label as usize);
            assert!((sum + intercept - scored.scores[label as usize]).abs() < 1e-4);
        }
        assert_eq!(classifier.give(&scored)[0].label, 2);
        assert!(classifier.score(&[]).is_none());
    }

    #[test]
    fn a_classifier_whose_parts_do_not_fit_is_found_out() {
        for several in [false, true] {
            let whole = trained(several).classifier;
            assert!(whole.is_whole());
            let mut one_more = whole.clone();
            one_more.labels.push("more".to_owned());
            assert!(!one_more.is_whole());
            let vocabulary = Vocabulary::default();
            assert!(!Classifier { vocabulary, ..whole.clone() }.is_whole());
            let tfidf = TfIdf::default();
            assert!(!Classifier { tfidf, ..whole.clone() }.is_whole());
            let weights = Levels::of(&[0.5; 6], 3);
            assert!(!Classifier { weights, ..whole }.is_whole());
        }
    }

    #[test]
    fn probabilities_of_one_label_a_case_sum_to_one() {
        let classifier = trained(false).classifier;
        let counts = [TermCount { column: 0, count: 1 }];
        let scored = classifier.score(&counts).unwrap();
        let sum: f64 = classifier.probabilities(&scored).iter().sum();
        assert!((sum - 1.0).abs() < 1e-12);
        assert_eq!(examples(false).labelling.names(), classifier.labels());
    }
}
