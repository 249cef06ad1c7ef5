//! Answers to counts, each document counted as often as its text was drawn.

use super::answers::{Answers, Outcome};
use super::counts::{Counts, share};
use super::figures::{Averaged, Figures};

/// What is counted over documents.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tally {
    /// By label.
    pub labels: Vec<Counts>,
    /// Documents.
    pub documents: u64,
    /// Documents of which all labels are right.
    pub exact: u64,
    /// Sums over documents of their own precision, recall and F1.
    samples: Figures,
}

impl Tally {
    /// Counts `answers`; `draws` says how often each distinct text was drawn, once each without it.
    pub fn of(answers: &Answers, draws: Option<&[u32]>) -> Self {
        let mut tally =
            Self { labels: vec![Counts::default(); answers.labels()], ..Self::default() };
        let mut judged = vec![0_u64; answers.labels()];
        let mut all_judged = 0;
        for row in &answers.rows {
            let times = draws.map_or(1, |draws| u64::from(draws[row.text as usize]));
            if times == 0 {
                continue;
            }
            tally.documents += times;
            let mut own = Counts::default();
            for it in &row.outcomes {
                let counts = &mut tally.labels[it.label as usize];
                let (count, own) = match it.outcome {
                    Outcome::TruePositive => (&mut counts.true_positives, &mut own.true_positives),
                    Outcome::FalsePositive => {
                        (&mut counts.false_positives, &mut own.false_positives)
                    }
                    Outcome::FalseNegative => {
                        (&mut counts.false_negatives, &mut own.false_negatives)
                    }
                };
                *count += times;
                *own += 1;
            }
            tally.exact += times * u64::from(own.false_positives + own.false_negatives == 0);
            tally.samples.add(Figures::of(own), times as f64);
            match &row.judged {
                None => all_judged += times,
                Some(list) => list.iter().for_each(|&label| judged[label as usize] += times),
            }
        }
        for (counts, judged) in tally.labels.iter_mut().zip(judged) {
            counts.true_negatives = all_judged + judged - counts.documents();
        }
        tally
    }

    /// All decisions about all labels.
    pub fn pooled(&self) -> Counts {
        self.labels.iter().copied().fold(Counts::default(), Counts::plus)
    }

    /// Whether a label was given or found: only such have a part in averages over labels, as where
    /// scikit-learn is not told of labels.
    pub fn counts(&self, label: usize) -> bool {
        let counts = self.labels[label];
        counts.given() + counts.found() > 0
    }

    /// Micro: of all decisions together. Macro: the mean over labels. Weighted: the mean over labels
    /// weighted by how often each was given. Samples: the mean over documents. Labels that were neither given
    /// nor found have no part in the two of the middle.
    pub fn averages(&self) -> Averaged<Figures> {
        let mut macro_ = Figures::default();
        let mut weighted = Figures::default();
        let (mut labels, mut given) = (0.0, 0.0);
        for &counts in self.labels.iter().filter(|it| it.given() + it.found() > 0) {
            let figures = Figures::of(counts);
            macro_.add(figures, 1.0);
            weighted.add(figures, counts.given() as f64);
            labels += 1.0;
            given += counts.given() as f64;
        }
        Averaged {
            micro: Figures::of(self.pooled()),
            macro_: macro_.over(labels),
            weighted: weighted.over(given),
            samples: self.samples.over(self.documents as f64),
        }
    }

    /// The share of documents of which all labels are right, 0 to 1: the accuracy where each has one.
    pub fn subset_accuracy(&self) -> f64 {
        share(self.exact, self.documents)
    }

    /// The share of wrong decisions, 0 to 1.
    pub fn hamming_loss(&self) -> f64 {
        let pooled = self.pooled();
        share(pooled.false_positives + pooled.false_negatives, pooled.documents())
    }
}
