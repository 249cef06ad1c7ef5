//! Cases to numbers: a logistic regression that is held to the numbers it begins with.

use super::case::{Case, Numbers};
use crate::themes::matching::{EntryHits, score};

/// How sure a case is taken to be decided that is by so much above the threshold: the slope of the
/// logistic function per unit of log doubt. An entry of weight .6 is worth .92.
const SLOPE: f64 = 4.0;
/// The log doubts a number may have: weights from .01 to .98.
const DOUBT: (f64, f64) = (0.01, 4.0);
/// The log doubts a threshold may have: scores from .1 to .95.
const THRESHOLD: (f64, f64) = (0.105, 3.0);
/// Rounds over all numbers, at most; and the change of a number that is none.
const ROUNDS: usize = 60;
const SETTLED: f64 = 1e-3;

/// How far numbers may go.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pull {
    /// How strongly each number is held to the one it begins with: so many cases are needed to double it.
    pub(super) strength: f64,
    /// How much more a case with the theme counts than one without.
    pub(super) positive: f64,
    /// Whether weights are learnt, or the threshold alone.
    pub(super) weights: bool,
}

/// Learns the numbers of a theme that minimise
///
/// > Σ c ln(1 + exp(−4 y m)) + strength Σ (d / d₀ − 1)²
///
/// over the cases, y = ±1 being the truth and c what the case counts, m = Σ d g − t how far the case is
/// above the threshold. A score is 1 − exp(−Σ d g): d = −ln(1 − weight) is the log doubt of an entry,
/// g what its hits multiply it by, t = −ln(1 − `min_score`), d₀ the d or t it begins with. The function is
/// convex; coordinate descent with the bound of its curvature (y m'' ≤ 4² g² / 4) lowers it with each step.
/// Entries that no case has, and those of weight 1, stay.
pub(super) fn learn(cases: &[&Case], begin: &Numbers, pull: Pull) -> Numbers {
    let mut problem = Problem::new(cases, begin, pull);
    for _ in 0..ROUNDS {
        let columns = if pull.weights { problem.columns.len() } else { 0 };
        let changes = (0..columns).map(|column| problem.step(column)).fold(0.0, f64::max);
        if problem.step_threshold().max(changes) < SETTLED {
            break;
        }
    }
    problem.numbers(begin)
}

/// One entry: the cases that have it.
struct Column {
    entry: usize,
    /// Log doubt now and at the beginning.
    doubt: f64,
    first: f64,
    /// Number of the case, and what the doubt is multiplied by there.
    cases: Vec<(usize, f64)>,
}

struct Problem {
    columns: Vec<Column>,
    threshold: f64,
    first_threshold: f64,
    /// How far each case is above the threshold.
    margins: Vec<f64>,
    /// 1 where the theme is there, −1 where not.
    signs: Vec<f64>,
    pull: Pull,
}

impl Problem {
    fn new(cases: &[&Case], begin: &Numbers, pull: Pull) -> Self {
        let usable: Vec<&&Case> =
            cases.iter().filter(|case| !case.excluded && !is_proven(case, begin)).collect();
        let threshold = log_doubt(begin.min_score).clamp(THRESHOLD.0, THRESHOLD.1);
        let mut columns: Vec<Column> = (0..begin.weights.len())
            .map(|entry| {
                let first = log_doubt(begin.weights[entry]).clamp(DOUBT.0, DOUBT.1);
                Column { entry, doubt: first, first, cases: Vec::new() }
            })
            .collect();
        let mut margins = vec![-threshold; usable.len()];
        for (number, case) in usable.iter().enumerate() {
            for &(entry, hits) in &case.hits {
                let factor = factor(hits, case.tokens);
                columns[entry].cases.push((number, factor));
                margins[number] += columns[entry].doubt * factor;
            }
        }
        columns.retain(|column| !column.cases.is_empty());
        let signs = usable.iter().map(|case| if case.truth { 1.0 } else { -1.0 }).collect();
        Self { columns, threshold, first_threshold: threshold, margins, signs, pull }
    }

    /// The loss of a case falls by this with each unit of its margin; and what the case counts.
    fn slope(&self, case: usize) -> (f64, f64) {
        let sign = self.signs[case];
        let counts = if sign > 0.0 { self.pull.positive } else { 1.0 };
        let falls = SLOPE * sign / (1.0 + libm::exp(SLOPE * sign * self.margins[case]));
        (counts * falls, counts)
    }

    /// Moves the log doubt of an entry and tells how far.
    fn step(&mut self, column: usize) -> f64 {
        let Column { doubt, first, cases, .. } = &self.columns[column];
        let (doubt, first) = (*doubt, *first);
        let (mut gradient, mut curvature) = self.hold(doubt, first);
        for &(case, factor) in cases {
            let (slope, counts) = self.slope(case);
            gradient -= slope * factor;
            curvature += counts * SLOPE * SLOPE * factor * factor / 4.0;
        }
        let new = (doubt - gradient / curvature).clamp(DOUBT.0, DOUBT.1);
        for at in 0..self.columns[column].cases.len() {
            let (case, factor) = self.columns[column].cases[at];
            self.margins[case] += (new - doubt) * factor;
        }
        self.columns[column].doubt = new;
        (new - doubt).abs()
    }

    /// Moves the threshold and tells how far.
    fn step_threshold(&mut self) -> f64 {
        let (mut gradient, mut curvature) = self.hold(self.threshold, self.first_threshold);
        for case in 0..self.margins.len() {
            let (slope, counts) = self.slope(case);
            gradient += slope;
            curvature += counts * SLOPE * SLOPE / 4.0;
        }
        let new = (self.threshold - gradient / curvature).clamp(THRESHOLD.0, THRESHOLD.1);
        let change = new - self.threshold;
        self.margins.iter_mut().for_each(|margin| *margin -= change);
        self.threshold = new;
        change.abs()
    }

    /// Slope and curvature of what holds a number to the one it began with.
    fn hold(&self, number: f64, first: f64) -> (f64, f64) {
        let strength = 2.0 * self.pull.strength / (first * first);
        (strength * (number - first), strength)
    }

    fn numbers(&self, begin: &Numbers) -> Numbers {
        let mut numbers = begin.clone();
        for column in &self.columns {
            if column.doubt != column.first {
                numbers.weights[column.entry] = 1.0 - libm::exp(-column.doubt);
            }
        }
        if self.threshold != self.first_threshold {
            numbers.min_score = 1.0 - libm::exp(-self.threshold);
        }
        numbers
    }
}

/// Whether an entry of weight 1 decides the case.
fn is_proven(case: &Case, numbers: &Numbers) -> bool {
    case.hits.iter().any(|&(entry, _)| numbers.weights[entry] >= 1.0)
}

fn log_doubt(score: f64) -> f64 {
    -libm::log1p(-score.min(1.0 - 1e-9))
}

/// What so many hits in a text of so many words multiply the log doubt of an entry by.
fn factor(hits: u32, tokens: u32) -> f64 {
    /// Any would do, if the score had no rounding.
    const WEIGHT: f64 = 0.5;
    let one = EntryHits { weight: WEIGHT, hits };
    log_doubt(score(std::iter::once(one), tokens)) / log_doubt(WEIGHT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn case(hits: &[(usize, u32)], truth: bool) -> Case {
        Case { text: 0, hits: hits.to_vec(), tokens: 100, excluded: false, truth }
    }

    fn learnt(cases: &[Case], weights: &[f64], pull: Pull) -> Numbers {
        let begin = Numbers { weights: weights.to_vec(), min_score: 0.5 };
        learn(&cases.iter().collect::<Vec<_>>(), &begin, pull)
    }

    const FREE: Pull = Pull { strength: 1.0, positive: 1.0, weights: true };

    #[test]
    fn an_entry_that_misleads_loses_weight_and_one_that_leads_gains() {
        let mut cases = vec![case(&[(0, 1)], false); 8];
        cases.extend(vec![case(&[(1, 1)], true); 8]);
        let numbers = learnt(&cases, &[0.6, 0.4, 0.3], FREE);
        assert!(numbers.weights[0] < 0.5 && numbers.weights[1] > 0.5, "{numbers:?}");
        assert_eq!(numbers.weights[2], 0.3, "no case has it");
    }

    #[test]
    fn numbers_that_are_held_hard_stay() {
        let cases = vec![case(&[(0, 1)], false); 8];
        let numbers = learnt(&cases, &[0.6], Pull { strength: 1e6, ..FREE });
        assert!((numbers.weights[0] - 0.6).abs() < 1e-3 && (numbers.min_score - 0.5).abs() < 1e-3);
        let only_threshold = learnt(&cases, &[0.6], Pull { weights: false, ..FREE });
        assert_eq!(only_threshold.weights, [0.6]);
        assert!(only_threshold.min_score > 0.6);
    }

    #[test]
    fn proof_stays_proof() {
        let cases = vec![case(&[(0, 1)], false); 8];
        assert_eq!(learnt(&cases, &[1.0], FREE).weights, [1.0]);
    }

    proptest! {
        #[test]
        fn the_score_is_what_is_learnt_for(
            hits in prop::collection::vec((0.01..0.95_f64, 1..9_u32), 1..6), tokens in 1..2_000_u32,
        ) {
            let entries = hits.iter().map(|&(weight, hits)| EntryHits { weight, hits });
            let doubts: f64 = hits.iter().map(|&(weight, hits)| log_doubt(weight) * factor(hits, tokens)).sum();
            prop_assert!((score(entries, tokens) - (1.0 - libm::exp(-doubts))).abs() < 1e-6);
        }

        #[test]
        fn weights_stay_within_their_range(
            cases in prop::collection::vec((prop::collection::vec((0..4_usize, 1..4_u32), 0..4), any::<bool>()), 0..30),
            weights in prop::collection::vec(0.01..1.0_f64, 4),
        ) {
            let cases: Vec<_> = cases.iter().map(|(hits, truth)| {
                let mut hits = hits.clone();
                hits.sort_unstable();
                hits.dedup_by_key(|hit| hit.0);
                case(&hits, *truth)
            }).collect();
            let numbers = learnt(&cases, &weights, Pull { strength: 0.1, positive: 2.0, weights: true }).rounded();
            prop_assert!(numbers.weights.iter().all(|weight| *weight > 0.0 && *weight <= 1.0));
            prop_assert!(numbers.min_score > 0.0 && numbers.min_score < 1.0);
        }
    }
}
