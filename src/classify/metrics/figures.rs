//! Figures, and between which bounds they may lie.

use serde::Serialize;

use super::counts::Counts;

/// Precision, recall and F1, each 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Figures {
    /// Of what was found, the share that is right.
    pub precision: f64,
    /// Of what was given, the share that was found.
    pub recall: f64,
    /// The harmonic mean of the two, or the mean of such.
    pub f1: f64,
}

impl Figures {
    /// Those of counts.
    pub fn of(counts: Counts) -> Self {
        Self { precision: counts.precision(), recall: counts.recall(), f1: counts.f1() }
    }

    pub(super) fn add(&mut self, other: Self, times: f64) {
        self.precision += other.precision * times;
        self.recall += other.recall * times;
        self.f1 += other.f1 * times;
    }

    /// Divided; 0 by nothing.
    pub(super) fn over(self, number: f64) -> Self {
        let over = |sum: f64| if number == 0.0 { 0.0 } else { sum / number };
        Self { precision: over(self.precision), recall: over(self.recall), f1: over(self.f1) }
    }
}

/// The same in four kinds of averages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Averaged<T> {
    /// Of all decisions together.
    pub micro: T,
    /// The mean over labels.
    #[serde(rename = "macro")]
    pub macro_: T,
    /// The mean over labels, weighted by how often each was given.
    pub weighted: T,
    /// The mean over documents.
    pub samples: T,
}

/// A figure with its 95 % interval; either may not be there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Estimate {
    /// The figure.
    pub value: Option<f64>,
    /// Lower bound.
    pub low: Option<f64>,
    /// Upper bound.
    pub high: Option<f64>,
}

impl Estimate {
    /// A figure between bounds.
    pub fn new(value: Option<f64>, interval: Option<(f64, f64)>) -> Self {
        let interval = interval.filter(|_| value.is_some());
        Self { value, low: interval.map(|it| it.0), high: interval.map(|it| it.1) }
    }

    /// The interval.
    pub fn interval(self) -> Option<(f64, f64)> {
        self.low.zip(self.high)
    }
}

/// The Wilson score interval for a share of `part` out of `whole`, 95 % (Wilson 1927); neither need be
/// whole numbers, so that a sample can count as a smaller one. The whole range where `whole` is 0.
pub fn wilson(part: f64, whole: f64) -> (f64, f64) {
    /// The 97.5 % quantile of the normal distribution.
    const Z: f64 = 1.959_963_984_540_054;
    if whole <= 0.0 {
        return (0.0, 1.0);
    }
    let share = part / whole;
    let middle = share + Z * Z / (2.0 * whole);
    let spread = Z * (share * (1.0 - share) / whole + Z * Z / (4.0 * whole * whole)).sqrt();
    let scale = 1.0 + Z * Z / whole;
    (((middle - spread) / scale).max(0.0), ((middle + spread) / scale).min(1.0))
}
