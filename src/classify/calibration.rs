//! Scores to probabilities, learnt from the scores of documents that were left out.

use serde::{Deserialize, Serialize};

use super::{Labelling, Scores};

/// From this many examples on a label has a sigmoid of its own.
const EXAMPLES_FOR_OWN: usize = 10;

/// p = 1 / (1 + exp(slope · score + offset)) (Platt 1999).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Sigmoid {
    /// Below 0 where higher scores mean rather so.
    pub slope: f64,
    /// The probability at a score of 0.
    pub offset: f64,
}

impl Sigmoid {
    /// The probability that a score stands for, 0 to 1.
    pub fn probability(self, score: f32) -> f64 {
        let power = self.slope * f64::from(score) + self.offset;
        if power >= 0.0 {
            let small = libm::exp(-power);
            small / (1.0 + small)
        } else {
            1.0 / (1.0 + libm::exp(power))
        }
    }

    /// Learns from scores and whether each is right, by Newton's method with backtracking (Lin, Lin and
    /// Weng 2007). The targets are (n₊ + 1) / (n₊ + 2) and 1 / (n₋ + 2), so that a label of few examples
    /// is never taken for certain.
    pub fn learn(pairs: &[(f32, bool)]) -> Self {
        /// Added to the curvature, lest it be nothing.
        const RIDGE: f64 = 1e-12;
        let right = pairs.iter().filter(|(_, right)| *right).count() as f64;
        let wrong = pairs.len() as f64 - right;
        let targets = [1.0 / (wrong + 2.0), (right + 1.0) / (right + 2.0)];
        let target = |right: bool| targets[usize::from(right)];
        let loss = |it: Self| {
            let sum = pairs.iter().map(|&(score, right)| {
                let power = it.slope * f64::from(score) + it.offset;
                let target = target(right);
                if power >= 0.0 {
                    target * power + libm::log1p(libm::exp(-power))
                } else {
                    (target - 1.0) * power + libm::log1p(libm::exp(power))
                }
            });
            sum.sum::<f64>()
        };
        let mut at = Self { slope: 0.0, offset: libm::log((wrong + 1.0) / (right + 1.0)) };
        let mut value = loss(at);
        for _ in 0..100 {
            let (mut h11, mut h22, mut h21) = (RIDGE, RIDGE, 0.0);
            let (mut g1, mut g2) = (0.0, 0.0);
            for &(score, right) in pairs {
                let p = at.probability(score);
                let (score, d1, d2) = (f64::from(score), target(right) - p, p * (1.0 - p));
                h11 += score * score * d2;
                h22 += d2;
                h21 += score * d2;
                g1 += score * d1;
                g2 += d1;
            }
            if g1.abs() < 1e-5 && g2.abs() < 1e-5 {
                break;
            }
            let determinant = h11 * h22 - h21 * h21;
            let slope = -(h22 * g1 - h21 * g2) / determinant;
            let offset = -(h11 * g2 - h21 * g1) / determinant;
            let falls = g1 * slope + g2 * offset;
            let mut step = 1.0;
            while step >= 1e-10 {
                let next =
                    Self { slope: at.slope + step * slope, offset: at.offset + step * offset };
                let new = loss(next);
                if new < value + 1e-4 * step * falls {
                    (at, value) = (next, new);
                    break;
                }
                step /= 2.0;
            }
            if step < 1e-10 {
                break;
            }
        }
        at
    }
}

/// The probabilities of labels of which a document has any number: of a label with 10 examples or more
/// by its own scores, of others by those of all labels.
pub(super) fn sigmoids(scores: &Scores, labelling: &Labelling) -> Vec<Sigmoid> {
    use rayon::prelude::*;
    let documents = labelling.documents();
    let pairs = |label: u32| -> Vec<(f32, bool)> {
        let pair = |(at, labels): (usize, &Vec<u32>)| {
            (scores.row(at)[label as usize], labels.binary_search(&label).is_ok())
        };
        documents.iter().enumerate().map(pair).collect()
    };
    let counts = labelling.counts();
    let rare: Vec<u32> = (0..labelling.len() as u32)
        .filter(|&label| counts[label as usize] < EXAMPLES_FOR_OWN)
        .collect();
    let pooled: Vec<(f32, bool)> = rare.iter().flat_map(|&label| pairs(label)).collect();
    let pooled = Sigmoid::learn(&pooled);
    (0..labelling.len() as u32)
        .into_par_iter()
        .map(|label| match counts[label as usize] < EXAMPLES_FOR_OWN {
            true => pooled,
            false => Sigmoid::learn(&pairs(label)),
        })
        .collect()
}

/// The probabilities of labels of which a document has exactly one: exp(sharpness · score), made to sum
/// to 1.
pub(super) fn softmax(scores: &[f32], sharpness: f64) -> Vec<f64> {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers: Vec<f64> =
        scores.iter().map(|&score| libm::exp(sharpness * f64::from(score - most))).collect();
    let sum: f64 = powers.iter().sum();
    powers.into_iter().map(|power| power / sum).collect()
}

/// The sharpness of [`softmax`] under which the labels that were given are most likely (temperature
/// scaling: Guo and others 2017), 0.1 to 100, by golden section. One document more is supposed, of which
/// nothing is known: that no held-out document is wrong does not mean that none ever will be.
pub(super) fn sharpness(scores: &Scores, labelling: &Labelling) -> f64 {
    const GOLDEN: f64 = 0.618_033_988_749_894_9;
    let supposed = 1.0 / (labelling.documents().len() as f64 + 1.0);
    let loss = |power: f64| {
        let sharpness = libm::exp(power);
        let each = labelling.documents().iter().enumerate().map(|(at, labels)| {
            let Some(&label) = labels.first() else { return 0.0 };
            let row = scores.row(at);
            let own = f64::from(row[label as usize]);
            let power = |&score: &f32| sharpness * (f64::from(score) - own);
            let sum: f64 = row.iter().map(|score| libm::exp(power(score))).sum();
            let lower: f64 = row.iter().map(power).sum();
            let right = libm::log(sum);
            // The supposed document has every label to an equal part, and the scores of any other.
            let unknown = right - lower / row.len() as f64;
            (1.0 - supposed) * right + supposed * unknown
        });
        each.sum::<f64>()
    };
    let (mut low, mut high) = (libm::log(0.1), libm::log(100.0));
    let (mut a, mut b) = (high - GOLDEN * (high - low), low + GOLDEN * (high - low));
    let (mut at_a, mut at_b) = (loss(a), loss(b));
    while high - low > 0.02 {
        if at_a < at_b {
            (high, b, at_b) = (b, a, at_a);
            a = high - GOLDEN * (high - low);
            at_a = loss(a);
        } else {
            (low, a, at_a) = (a, b, at_b);
            b = low + GOLDEN * (high - low);
            at_b = loss(b);
        }
    }
    libm::exp((low + high) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_are_shares_of_what_is_right() {
        // At −1 one of ten is right, at 1 nine of ten.
        let pairs: Vec<(f32, bool)> = (0..2_000)
            .map(|at| {
                let high = at % 2 == 0;
                (if high { 1.0 } else { -1.0 }, (at / 2 % 10 == 0) != high)
            })
            .collect();
        let learnt = Sigmoid::learn(&pairs);
        assert!((learnt.probability(1.0) - 0.9).abs() < 0.01, "{learnt:?}");
        assert!((learnt.probability(-1.0) - 0.1).abs() < 0.01, "{learnt:?}");
        assert!(learnt.probability(1e9) <= 1.0 && learnt.probability(-1e9) >= 0.0);
    }

    #[test]
    fn a_label_without_examples_is_unlikely_and_not_a_fault() {
        let learnt = Sigmoid::learn(&[(0.1, false), (0.2, false), (-0.3, false)]);
        assert!(learnt.probability(0.2) < 0.5);
        let nothing = Sigmoid::learn(&[]);
        assert!(nothing.probability(0.0).is_finite());
    }

    #[test]
    fn the_sharpness_makes_the_best_label_as_likely_as_it_is_right() {
        // The best label is right in three of four documents.
        let names: Vec<Vec<&str>> =
            (0..400).map(|at| vec![if at % 4 == 0 { "b" } else { "a" }]).collect();
        let labelling = Labelling::of_names(&names);
        let mut scores = Scores::zeros(400, 2);
        (0..400).for_each(|at| scores.row_mut(at)[0] = 0.5);
        let sharpness = sharpness(&scores, &labelling);
        assert!((softmax(&[0.5, 0.0], sharpness)[0] - 0.75).abs() < 0.01, "{sharpness}");
    }
}
