//! Decisions beside the truth, counted.

use std::str::FromStr;

use crate::error::{Error, Result};

/// How often a theme was found and was there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Confusion {
    /// Found, and there.
    pub true_positives: u64,
    /// Found, but not there.
    pub false_positives: u64,
    /// Not found, but there.
    pub false_negatives: u64,
    /// Not found, and not there.
    pub true_negatives: u64,
}

impl Confusion {
    /// Counts one decision.
    pub fn add(&mut self, found: bool, truth: bool) {
        let count = match (found, truth) {
            (true, true) => &mut self.true_positives,
            (true, false) => &mut self.false_positives,
            (false, true) => &mut self.false_negatives,
            (false, false) => &mut self.true_negatives,
        };
        *count += 1;
    }

    /// Cases in all.
    pub fn cases(self) -> u64 {
        self.true_positives + self.false_positives + self.false_negatives + self.true_negatives
    }

    /// Cases that have the theme.
    pub fn positives(self) -> u64 {
        self.true_positives + self.false_negatives
    }

    /// The share of the found that is there, 0 to 1; 0 where nothing was found.
    pub fn precision(self) -> f64 {
        share(self.true_positives, self.true_positives + self.false_positives)
    }

    /// The share of what is there that was found, 0 to 1; 0 where there is nothing.
    pub fn recall(self) -> f64 {
        share(self.true_positives, self.positives())
    }

    /// The harmonic mean of precision and recall, 2 TP / (2 TP + FP + FN), 0 to 1.
    pub fn f1(self) -> f64 {
        let wrong = self.false_positives + self.false_negatives;
        share(2 * self.true_positives, 2 * self.true_positives + wrong)
    }

    /// The share of right decisions, 0 to 1.
    pub fn accuracy(self) -> f64 {
        share(self.true_positives + self.true_negatives, self.cases())
    }

    /// One of these figures.
    pub fn value(self, metric: Metric) -> f64 {
        match metric {
            Metric::F1 => self.f1(),
            Metric::Accuracy => self.accuracy(),
        }
    }
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// What new numbers must make better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    /// The harmonic mean of precision and recall: for themes that few cases have.
    F1,
    /// The share of right decisions: where about as many cases have the theme as not.
    Accuracy,
}

impl FromStr for Metric {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "f1" => Ok(Self::F1),
            "accuracy" => Ok(Self::Accuracy),
            _ => Err(Error::usage(
                format!("metric `{name}`"),
                "no such metric is known",
                "use f1 or accuracy",
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figures_are_those_of_the_textbook() {
        let mut counts = Confusion::default();
        for (found, truth, times) in
            [(true, true, 6), (true, false, 2), (false, true, 4), (false, false, 8)]
        {
            (0..times).for_each(|_| counts.add(found, truth));
        }
        assert_eq!((counts.precision(), counts.recall()), (0.75, 0.6));
        assert_eq!((counts.f1(), counts.accuracy()), (12.0 / 18.0, 0.7));
        let nothing = Confusion::default();
        assert_eq!((nothing.f1(), nothing.accuracy()), (0.0, 0.0));
    }
}
