//! Documents in the order of how far they speak for a label.

use serde::Serialize;

use super::answers::Answers;

/// A decision with a score above 0.
#[derive(Debug, Clone, Copy)]
struct Entry {
    score: f64,
    text: u32,
    given: bool,
}

/// The decisions about a label, or about all, by falling score.
#[derive(Debug, Clone, Default)]
pub struct Ranking {
    entries: Vec<Entry>,
    /// Those of score 0, by text: how many were given the label, and how many there are.
    rest: Vec<(u32, u32, u32)>,
}

/// What is found if all with at least this score are.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CurvePoint {
    /// The least score.
    pub threshold: f64,
    /// The share of these that were given the label.
    pub precision: f64,
    /// The share of those given the label that these are.
    pub recall: f64,
}

impl Ranking {
    /// The decisions about every label.
    pub fn by_label(answers: &Answers) -> Vec<Self> {
        let mut rankings = vec![Self::default(); answers.labels()];
        for row in &answers.rows {
            for (label, ranking) in (0..).zip(&mut rankings) {
                if row.is_judged(label) {
                    let at = row.scores.binary_search_by_key(&label, |(label, _)| *label);
                    let score = at.map_or(0.0, |at| row.scores[at].1);
                    ranking.push(row.text, row.is_given(label), score);
                }
            }
        }
        rankings.iter_mut().for_each(Self::sort);
        rankings
    }

    /// The decisions about all labels together.
    pub fn pooled(rankings: &[Self]) -> Self {
        let mut pooled = Self::default();
        for ranking in rankings {
            pooled.entries.extend(&ranking.entries);
            pooled.rest.extend(&ranking.rest);
        }
        pooled.sort();
        pooled
    }

    fn push(&mut self, text: u32, given: bool, score: f64) {
        if score > 0.0 {
            self.entries.push(Entry { score, text, given });
            return;
        }
        match self.rest.last_mut() {
            Some(last) if last.0 == text => {
                last.1 += u32::from(given);
                last.2 += 1;
            }
            _ => self.rest.push((text, u32::from(given), 1)),
        }
    }

    fn sort(&mut self) {
        self.entries.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.text.cmp(&b.text)));
    }

    /// The average precision, Σ (Rₙ − Rₙ₋₁) Pₙ over the distinct scores from the highest down, 0 to 1
    /// (scikit-learn's `average_precision_score`); each decision as often as its text was drawn. None where
    /// no document was given the label.
    pub fn average_precision(&self, draws: Option<&[u32]>) -> Option<f64> {
        let mut sum = 0.0;
        let mut before = 0;
        let all = self.each(draws, |_, given, found| {
            sum += (given - before) as f64 * (given as f64 / found as f64);
            before = given;
        });
        (all > 0).then(|| sum / all as f64)
    }

    /// The precision and recall at every distinct score, from the highest down. Empty where no document was
    /// given the label.
    pub fn curve(&self) -> Vec<CurvePoint> {
        let mut points = Vec::new();
        let all = self.each(None, |threshold, given, found| {
            points.push((threshold, given, found));
        });
        let point = |(threshold, given, found): (f64, u64, u64)| CurvePoint {
            threshold,
            precision: given as f64 / found as f64,
            recall: given as f64 / all as f64,
        };
        if all == 0 { Vec::new() } else { points.into_iter().map(point).collect() }
    }

    /// Calls `step` at the end of every run of equal scores with the score, how many of those up to there
    /// were given the label, and how many there are. Gives the number that were given it in all.
    fn each(&self, draws: Option<&[u32]>, mut step: impl FnMut(f64, u64, u64)) -> u64 {
        let times = |text: u32| draws.map_or(1, |draws| u64::from(draws[text as usize]));
        let (mut given, mut found) = (0_u64, 0_u64);
        let mut counted = 0;
        for (at, entry) in self.entries.iter().enumerate() {
            let times = times(entry.text);
            found += times;
            given += if entry.given { times } else { 0 };
            let ends = self.entries.get(at + 1).is_none_or(|next| next.score != entry.score);
            if ends && found > counted {
                step(entry.score, given, found);
                counted = found;
            }
        }
        for &(text, positives, all) in &self.rest {
            given += u64::from(positives) * times(text);
            found += u64::from(all) * times(text);
        }
        if found > counted {
            step(0.0, given, found);
        }
        given
    }
}
