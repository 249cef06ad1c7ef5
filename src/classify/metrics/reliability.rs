//! Whether scores are probabilities: what share of those with a score of about .7 has the label?

use serde::Serialize;

use super::answers::Answers;

/// Scores from `low` (not included, save 0) to `high`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Bin {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Decisions with such a score.
    pub decisions: u64,
    /// Their mean score; 0 where there are none.
    pub mean_score: f64,
    /// The share of them that was given the label; 0 where there are none.
    pub share_given: f64,
}

/// The scores in ten bins of equal width.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Reliability {
    /// From the lowest scores up.
    pub bins: Vec<Bin>,
    /// The expected calibration error: the mean, over decisions, of the distance between mean score and share
    /// of the bin (Guo et al. 2017), 0 to 1; none where there are no decisions.
    pub expected_calibration_error: Option<f64>,
    /// The mean of (score − truth)² (Brier 1950), 0 to 1; none where there are no decisions.
    pub brier_score: Option<f64>,
}

/// Number of bins.
const BINS: usize = 10;

/// Scores as they come.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    bins: [(u64, u64, f64); BINS],
    squares: f64,
}

impl Sums {
    fn add(&mut self, score: f64, given: bool) {
        // The bins are closed above, as scikit-learn's `calibration_curve` has them.
        let at = (1..BINS).take_while(|&edge| score > edge as f64 / BINS as f64).count();
        let bin = &mut self.bins[at];
        bin.0 += 1;
        bin.1 += u64::from(given);
        bin.2 += score;
        let distance = score - f64::from(u8::from(given));
        self.squares += distance * distance;
    }

    fn add_zeros(&mut self, decisions: u64, given: u64) {
        let bin = &mut self.bins[0];
        bin.0 += decisions;
        bin.1 += given;
        self.squares += given as f64;
    }

    fn plus(&mut self, other: &Self) {
        for (bin, other) in self.bins.iter_mut().zip(&other.bins) {
            bin.0 += other.0;
            bin.1 += other.1;
            bin.2 += other.2;
        }
        self.squares += other.squares;
    }

    fn table(&self) -> Reliability {
        let all: u64 = self.bins.iter().map(|bin| bin.0).sum();
        let over = |sum: f64, n: u64| if n == 0 { 0.0 } else { sum / n as f64 };
        let bins: Vec<Bin> = (0_u8..)
            .zip(&self.bins)
            .map(|(at, &(decisions, given, scores))| Bin {
                low: f64::from(at) / BINS as f64,
                high: f64::from(at + 1) / BINS as f64,
                decisions,
                mean_score: over(scores, decisions),
                share_given: over(given as f64, decisions),
            })
            .collect();
        let errors = bins.iter().map(|bin| {
            bin.decisions as f64 / all as f64 * (bin.mean_score - bin.share_given).abs()
        });
        Reliability {
            expected_calibration_error: (all > 0).then(|| errors.sum()),
            brier_score: (all > 0).then(|| self.squares / all as f64),
            bins,
        }
    }
}

impl Reliability {
    /// Of every label, and of all decisions together.
    pub fn by_label(answers: &Answers) -> (Vec<Self>, Self) {
        let mut sums = vec![Sums::default(); answers.labels()];
        for row in &answers.rows {
            for (label, sums) in (0..).zip(&mut sums) {
                if !row.is_judged(label) {
                    continue;
                }
                let given = row.is_given(label);
                match row.scores.binary_search_by_key(&label, |(label, _)| *label) {
                    Ok(at) => sums.add(row.scores[at].1, given),
                    Err(_) => sums.add_zeros(1, u64::from(given)),
                }
            }
        }
        let mut pooled = Sums::default();
        sums.iter().for_each(|sums| pooled.plus(sums));
        (sums.iter().map(Sums::table).collect(), pooled.table())
    }

    /// Of the highest score of each document: the first label of those that have it.
    pub fn of_top_label(answers: &Answers) -> Self {
        let mut sums = Sums::default();
        for row in &answers.rows {
            if let Some((label, score)) = top(&row.scores) {
                sums.add(score, row.is_given(label));
            } else {
                sums.add_zeros(1, 0);
            }
        }
        sums.table()
    }
}

/// The label of the highest score, the first of several; none where none is above 0.
pub(super) fn top(scores: &[(u32, f64)]) -> Option<(u32, f64)> {
    scores.iter().copied().reduce(|best, next| if next.1 > best.1 { next } else { best })
}
