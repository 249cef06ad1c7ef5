//! The figures that get an interval, of all answers or of some drawn anew.

use super::agreement::cohen_kappa;
use super::answers::Answers;
use super::counts::share;
use super::ranking::Ranking;
use super::reliability::top;
use super::tally::Tally;

/// Figures that get an interval, in one order.
pub(super) struct Plan<'a> {
    pub(super) answers: &'a Answers,
    pub(super) rankings: &'a [Ranking],
    pub(super) pooled: Option<&'a Ranking>,
    pub(super) single: bool,
}

/// Figures of a label in a plan.
pub(super) const OF_LABEL: usize = 4;
/// Figures of the whole in a plan.
pub(super) const OF_ALL: usize = 20;

impl Plan<'_> {
    /// All figures; not a number where there is none.
    pub(super) fn figures(&self, draws: Option<&[u32]>) -> Vec<f64> {
        let tally = Tally::of(self.answers, draws);
        let none = |figure: Option<f64>| figure.unwrap_or(f64::NAN);
        let mut figures = Vec::with_capacity(OF_ALL + OF_LABEL * tally.labels.len());
        let averages = tally.averages();
        let pooled = tally.pooled();
        for of in [averages.micro, averages.macro_, averages.weighted, averages.samples] {
            figures.extend([of.precision, of.recall, of.f1]);
        }
        figures.extend([tally.subset_accuracy(), tally.hamming_loss()]);
        figures.extend([none(pooled.kappa()), none(pooled.alpha())]);
        let precisions: Vec<Option<f64>> =
            self.rankings.iter().map(|ranking| ranking.average_precision(draws)).collect();
        figures.push(none(self.pooled.and_then(|ranking| ranking.average_precision(draws))));
        figures.extend(mean_precisions(&precisions, &tally).map(none));
        figures.push(if self.single { self.top_accuracy(draws) } else { f64::NAN });
        for (at, counts) in tally.labels.iter().enumerate() {
            let precision = precisions.get(at).copied().flatten();
            let f1 = if counts.given() + counts.found() > 0 { counts.f1() } else { f64::NAN };
            figures.extend([f1, none(counts.kappa()), none(counts.alpha()), none(precision)]);
        }
        figures
    }

    fn top_accuracy(&self, draws: Option<&[u32]>) -> f64 {
        let (mut right, mut all) = (0, 0);
        for row in &self.answers.rows {
            let times = draws.map_or(1, |draws| u64::from(draws[row.text as usize]));
            all += times;
            right += times * u64::from(top(&row.scores).is_some_and(|(it, _)| row.is_given(it)));
        }
        share(right, all)
    }

    pub(super) fn top_kappa(&self) -> Option<f64> {
        let none = self.answers.labels();
        let pairs = self.answers.rows.iter().map(|row| {
            let given = row.given().next().map_or(none, |label| label as usize);
            (given, top(&row.scores).map_or(none, |(label, _)| label as usize))
        });
        cohen_kappa(pairs, none + 1)
    }
}

/// The mean over the labels that were given, and the same weighted by how often.
fn mean_precisions(precisions: &[Option<f64>], tally: &Tally) -> [Option<f64>; 2] {
    let (mut sum, mut number, mut weighted, mut given) = (0.0, 0.0, 0.0, 0.0);
    for (precision, counts) in precisions.iter().zip(&tally.labels) {
        if let Some(precision) = precision {
            sum += precision;
            number += 1.0;
            weighted += precision * counts.given() as f64;
            given += counts.given() as f64;
        }
    }
    [(number > 0.0).then(|| sum / number), (given > 0.0).then(|| weighted / given)]
}
