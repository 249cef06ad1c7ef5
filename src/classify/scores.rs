//! Scores of many documents to decisions and to how good they are.

use rayon::prelude::*;

use super::Labelling;
use super::metrics::Counts;

/// N × L scores, row after row; higher means rather so.
#[derive(Debug, Clone, PartialEq)]
pub struct Scores {
    values: Vec<f32>,
    labels: usize,
}

impl Scores {
    /// Scores of `labels` labels, all 0.
    pub fn zeros(documents: usize, labels: usize) -> Self {
        Self { values: vec![0.0; documents * labels], labels }
    }

    /// Scores in rows of `labels` values.
    ///
    /// # Panics
    /// If the last row is not whole.
    pub fn new(values: Vec<f32>, labels: usize) -> Self {
        assert_eq!(values.len() % labels.max(1), 0, "rows of one length");
        Self { values, labels }
    }

    /// Number of documents, N.
    pub fn documents(&self) -> usize {
        self.values.len().checked_div(self.labels).unwrap_or(0)
    }

    /// Number of labels, L.
    pub fn labels(&self) -> usize {
        self.labels
    }

    /// The L scores of a document.
    pub fn row(&self, document: usize) -> &[f32] {
        &self.values[document * self.labels..(document + 1) * self.labels]
    }

    pub(super) fn row_mut(&mut self, document: usize) -> &mut [f32] {
        &mut self.values[document * self.labels..(document + 1) * self.labels]
    }
}

/// The place of the greatest of some scores, of equal ones the first; `None` of none.
pub(super) fn greatest(scores: &[f32]) -> Option<u32> {
    let better = |best: usize, at: usize| if scores[at] > scores[best] { at } else { best };
    (0..scores.len()).reduce(better).map(|at| at as u32)
}

/// How decisions are right and wrong, by label; `decided` are lists of rising label numbers.
pub(super) fn counts(labelling: &Labelling, decided: &[Vec<u32>]) -> Vec<Counts> {
    let nothing = Counts { true_negatives: decided.len() as u64, ..Counts::default() };
    let mut counts = vec![nothing; labelling.len()];
    for (truth, decided) in labelling.documents().iter().zip(decided) {
        for label in truth {
            let counts = &mut counts[*label as usize];
            counts.true_negatives -= 1;
            match decided.binary_search(label) {
                Ok(_) => counts.true_positives += 1,
                Err(_) => counts.false_negatives += 1,
            }
        }
        for label in decided.iter().filter(|label| truth.binary_search(label).is_err()) {
            let counts = &mut counts[*label as usize];
            counts.true_negatives -= 1;
            counts.false_positives += 1;
        }
    }
    counts
}

/// The F1 of all decisions, and the mean of the labels' F1.
pub(super) fn micro_and_macro(counts: &[Counts]) -> (f64, f64) {
    let all = counts.iter().fold(Counts::default(), |sum, counts| sum.plus(*counts));
    let sum: f64 = counts.iter().map(|counts| counts.f1()).sum();
    (all.f1(), sum / counts.len().max(1) as f64)
}

/// From this many examples on a label has a threshold of its own.
const EXAMPLES_FOR_THRESHOLD: usize = 5;
/// So many examples are needed for a label's own threshold to count as much as the common one.
const HALF_OWN: f64 = 5.0;
/// The threshold of a label of n examples is sought among its 4 n + 20 highest scores: to give it to more
/// documents is never worth while, and sorting all scores of all labels would take longer than learning.
const AMONG: (usize, usize) = (4, 20);

/// The score from which each label is given, by F1 over the documents of `places`: of a label with 5
/// examples or more its own best one, drawn to the best one common to all labels as if that came from
/// five examples; of others the common one.
pub(super) fn thresholds(scores: &Scores, labelling: &Labelling, places: &[u32]) -> Vec<f32> {
    let documents = labelling.documents();
    let mut pairs: Vec<Vec<(f32, bool)>> = vec![Vec::new(); labelling.len()];
    let mut counts = vec![0; labelling.len()];
    for &place in places {
        let truth = &documents[place as usize];
        truth.iter().for_each(|&label| counts[label as usize] += 1);
        for (label, &score) in scores.row(place as usize).iter().enumerate() {
            pairs[label].push((score, truth.binary_search(&(label as u32)).is_ok()));
        }
    }
    for (pairs, count) in pairs.iter_mut().zip(&counts) {
        let among = AMONG.0 * count + AMONG.1;
        if pairs.len() > among {
            pairs.select_nth_unstable_by(among, |a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
            pairs.truncate(among);
        }
    }
    let all: usize = counts.iter().sum();
    let common = best_threshold(pairs.concat(), all).unwrap_or(0.0);
    let own = pairs.into_par_iter().zip(counts).map(|(pairs, examples)| {
        if examples < EXAMPLES_FOR_THRESHOLD {
            return common;
        }
        let Some(own) = best_threshold(pairs, examples) else { return common };
        let share = (examples as f64 / (examples as f64 + HALF_OWN)) as f32;
        share * own + (1.0 - share) * common
    });
    own.collect()
}

/// The threshold that gives the greatest F1 where `examples` of all documents are right: midway between the
/// last score that is taken and the next. `None` where nothing right has a score.
fn best_threshold(mut pairs: Vec<(f32, bool)>, examples: usize) -> Option<f32> {
    pairs.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
    let (mut hits, mut best) = (0usize, (0.0, None));
    for (at, &(score, right)) in pairs.iter().enumerate() {
        hits += usize::from(right);
        let next = pairs.get(at + 1).map(|pair| pair.0);
        if next == Some(score) {
            continue;
        }
        let f1 = 2.0 * hits as f64 / (at + 1 + examples) as f64;
        if f1 > best.0 {
            best = (f1, Some(next.map_or(score, |next| (score + next) / 2.0)));
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_threshold_is_midway_between_what_is_taken_and_what_is_not() {
        let pairs = vec![(0.1, false), (0.9, true), (0.7, true), (0.3, false), (0.5, false)];
        // Two of two found, none wrong: F1 is 1 from .5 to .7.
        assert_eq!(best_threshold(pairs.clone(), 2), Some(0.6));
        // Of four examples two have no score that counts: still the best that can be had.
        assert_eq!(best_threshold(pairs, 4), Some(0.6));
        // Equal scores are taken together.
        let equal = vec![(0.5, true), (0.5, false), (0.5, true), (0.2, false)];
        assert_eq!(best_threshold(equal, 2), Some(0.35));
        assert_eq!(best_threshold(vec![(0.5, false)], 1), None);
    }

    #[test]
    fn a_rare_label_has_the_common_threshold() {
        let names: Vec<Vec<&str>> = (0..40)
            .map(|at| {
                if at < 12 {
                    vec!["a"]
                } else if at == 20 {
                    vec!["b"]
                } else {
                    vec![]
                }
            })
            .collect();
        let labelling = Labelling::of_names(&names);
        let mut scores = Scores::zeros(40, 2);
        for at in 0..40 {
            scores.row_mut(at)[0] = if at < 12 { 1.0 } else { -0.5 };
            scores.row_mut(at)[1] = if at == 20 { 0.1 } else { -1.0 };
        }
        let places: Vec<u32> = (0..40).collect();
        let found = thresholds(&scores, &labelling, &places);
        // Common to all: 13 of 13 from −.5 to .1. Label a alone: 12 of 12 from −.5 to 1.
        assert!((found[1] - -0.2).abs() < 1e-6, "{found:?}");
        assert!((found[0] - (12.0 / 17.0 * 0.25 + 5.0 / 17.0 * -0.2)).abs() < 1e-6, "{found:?}");
    }

    #[test]
    fn f1_is_counted_over_all_and_label_by_label() {
        let labelling = Labelling::of_names(&[vec!["a"], vec!["a", "b"], vec![]]);
        let found = counts(&labelling, &[vec![0], vec![0], vec![1]]);
        assert_eq!(found[0], Counts { true_positives: 2, true_negatives: 1, ..Counts::default() });
        let wrong = Counts { false_positives: 1, false_negatives: 1, ..Counts::default() };
        assert_eq!(found[1], Counts { true_negatives: 1, ..wrong });
        // 2 · 2 / (2 · 2 + 1 + 1), and (1 + 0) / 2
        assert_eq!(micro_and_macro(&found), (4.0 / 6.0, 0.5));
    }
}
