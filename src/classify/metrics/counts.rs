//! Decisions about one label beside the truth, counted.

use serde::Serialize;

/// How often a label was found and was given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Found and given.
    pub true_positives: u64,
    /// Found, not given.
    pub false_positives: u64,
    /// Given, not found.
    pub false_negatives: u64,
    /// Neither.
    pub true_negatives: u64,
}

impl Counts {
    /// Documents in all.
    pub fn documents(self) -> u64 {
        self.true_positives + self.false_positives + self.false_negatives + self.true_negatives
    }

    /// Documents that were given the label.
    pub fn given(self) -> u64 {
        self.true_positives + self.false_negatives
    }

    /// Documents in which it was found.
    pub fn found(self) -> u64 {
        self.true_positives + self.false_positives
    }

    /// The share of the found that was given, 0 to 1; 0 where nothing was found.
    pub fn precision(self) -> f64 {
        share(self.true_positives, self.found())
    }

    /// The share of the given that was found, 0 to 1; 0 where nothing was given.
    pub fn recall(self) -> f64 {
        share(self.true_positives, self.given())
    }

    /// The harmonic mean of precision and recall, 2 TP / (2 TP + FP + FN), 0 to 1.
    pub fn f1(self) -> f64 {
        let wrong = self.false_positives + self.false_negatives;
        share(2 * self.true_positives, 2 * self.true_positives + wrong)
    }

    /// The share of right decisions, 0 to 1.
    pub fn accuracy(self) -> f64 {
        share(self.true_positives + self.true_negatives, self.documents())
    }

    /// Cohen's kappa (Cohen 1960), (p − e) / (1 − e): p the share of equal decisions, e what it would be if
    /// the two did not know of each other. At most 1; none where both always say the same.
    pub fn kappa(self) -> Option<f64> {
        let n = self.documents() as f64;
        let (given, found) = (self.given() as f64, self.found() as f64);
        let expected = (given * found + (n - given) * (n - found)) / (n * n);
        (n > 0.0 && expected < 1.0).then(|| (self.accuracy() - expected) / (1.0 - expected))
    }

    /// Krippendorff's alpha of the two, nominal (Krippendorff 2011), 1 − Do / De: Do the share of unequal
    /// pairs, De what it would be if values were dealt out at random, n1 n0 2 / (n (n − 1)) with n twice
    /// the documents. At most 1; none where all values are equal.
    pub fn alpha(self) -> Option<f64> {
        let n = 2.0 * self.documents() as f64;
        let present = (self.given() + self.found()) as f64;
        let expected = 2.0 * present * (n - present) / (n * (n - 1.0));
        let observed = 1.0 - self.accuracy();
        (n > 0.0 && expected > 0.0).then(|| 1.0 - observed / expected)
    }

    /// The sum of two.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            true_positives: self.true_positives + other.true_positives,
            false_positives: self.false_positives + other.false_positives,
            false_negatives: self.false_negatives + other.false_negatives,
            true_negatives: self.true_negatives + other.true_negatives,
        }
    }
}

/// `part` of `whole`; 0 of nothing is 0.
pub(super) fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::super::krippendorff_alpha;
    use super::*;

    const COUNTS: Counts =
        Counts { true_positives: 20, false_positives: 5, false_negatives: 10, true_negatives: 15 };

    #[test]
    fn kappa_is_that_of_the_textbook() {
        // 35 of 50 alike, 0.5 by chance.
        assert!((COUNTS.kappa().unwrap() - 0.4).abs() < 1e-12);
        assert_eq!(Counts { true_negatives: 9, ..Counts::default() }.kappa(), None);
        assert_eq!(Counts::default().kappa(), None);
    }

    #[test]
    fn alpha_is_that_of_the_general_formula() {
        let units = [([1, 1], 20), ([0, 1], 5), ([1, 0], 10), ([0, 0], 15)];
        let units: Vec<Vec<Option<usize>>> = units
            .iter()
            .flat_map(|&(pair, times)| std::iter::repeat_n(pair.map(Some).to_vec(), times))
            .collect();
        let general = krippendorff_alpha(units.iter().map(Vec::as_slice), 2).unwrap();
        assert!((COUNTS.alpha().unwrap() - general).abs() < 1e-12);
        assert_eq!(Counts { true_positives: 9, ..Counts::default() }.alpha(), None);
    }
}
