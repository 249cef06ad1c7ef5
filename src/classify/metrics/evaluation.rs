//! Everything that is told of how well found labels agree with given ones.

use serde::Serialize;

use super::answers::Answers;
use super::bootstrap::Resampling;
use super::confusion::confused_pairs;
use super::counts::{Counts, share};
use super::figures::{Averaged, Estimate, Figures, wilson};
use super::plan::{OF_ALL, OF_LABEL, Plan};
use super::ranking::{CurvePoint, Ranking};
use super::reliability::Reliability;
use super::tally::Tally;

/// What a label is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LabelName {
    /// Its id.
    pub id: String,
    /// What people call it; the id where it has no other name.
    pub name: String,
}

/// How well found labels agree with given ones.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evaluation {
    /// What the figures rest on.
    pub base: Base,
    /// Figures of the whole.
    pub overall: Overall,
    /// By label, in the order of their numbers.
    pub labels: Vec<LabelEvaluation>,
    /// A label given and missed, one wrongly found (or nothing), and in how many documents; the most
    /// frequent first.
    pub confusion: Vec<Confusion>,
}

/// What the figures rest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Base {
    /// Documents that were compared.
    pub documents: u64,
    /// Distinct texts among them.
    pub texts: u64,
    /// Labels that were given or found: the ones that averages are over.
    pub labels: u64,
    /// Decisions: a label of a document that somebody looked for.
    pub decisions: u64,
    /// Whether every document was given exactly one label.
    pub single_label: bool,
    /// How often texts were drawn anew for the intervals.
    pub replicates: usize,
    /// Seed of that.
    pub seed: u64,
}

/// Precision, recall and F1 with intervals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Averages {
    /// Of what was found, the share that is right.
    pub precision: Estimate,
    /// Of what was given, the share that was found.
    pub recall: Estimate,
    /// The harmonic mean, or the mean of such.
    pub f1: Estimate,
}

/// Figures of all labels.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Overall {
    /// Averages of precision, recall and F1.
    pub averages: Averaged<Averages>,
    /// The share of documents of which all labels are right; the accuracy where each has one.
    pub subset_accuracy: Estimate,
    /// The share of wrong decisions.
    pub hamming_loss: Estimate,
    /// Cohen's kappa of all decisions.
    pub kappa: Estimate,
    /// Krippendorff's alpha of all decisions.
    pub alpha: Estimate,
    /// Where there are scores.
    pub ranking: Option<OverallRanking>,
}

/// Figures of scores.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OverallRanking {
    /// Average precision of all decisions together.
    pub average_precision_micro: Estimate,
    /// The mean over the labels that were given.
    pub average_precision_macro: Estimate,
    /// The same weighted by how often each was given.
    pub average_precision_weighted: Estimate,
    /// Where every document has one label: the share of documents of which the label of the highest score
    /// is right.
    pub top_label_accuracy: Option<Estimate>,
    /// The same, by Cohen's kappa over classes; a document without any score is in a class of its own.
    pub top_label_kappa: Option<f64>,
    /// Where every document has one label: of the highest scores.
    pub top_label_reliability: Option<Reliability>,
    /// Of all decisions.
    pub reliability: Reliability,
}

/// Figures of one label.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LabelEvaluation {
    /// The label.
    #[serde(flatten)]
    pub label: LabelName,
    /// Documents that were judged.
    pub documents: u64,
    /// Documents that were given it.
    pub given: u64,
    /// Documents in which it was found.
    pub found: u64,
    /// Of which.
    #[serde(flatten)]
    pub counts: Counts,
    /// Of the found, the share that was given; interval by Wilson.
    pub precision: Estimate,
    /// Of the given, the share that was found; interval by Wilson.
    pub recall: Estimate,
    /// The harmonic mean of the two; interval by bootstrap, as of all that follow.
    pub f1: Estimate,
    /// Cohen's kappa.
    pub kappa: Estimate,
    /// Krippendorff's alpha.
    pub alpha: Estimate,
    /// Average precision, where there are scores.
    pub average_precision: Estimate,
    /// Precision and recall at every score, where there are scores.
    #[serde(skip)]
    pub curve: Vec<CurvePoint>,
    /// Whether scores are probabilities, where there are scores.
    pub reliability: Option<Reliability>,
}

/// A missed label and a wrongly found one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Confusion {
    /// Id of the label that was given.
    pub given: String,
    /// Id of the label that was found instead; none where nothing was.
    pub found: Option<String>,
    /// Documents.
    pub documents: u64,
    /// Documents that were given the first.
    pub of_given: u64,
}

impl Evaluation {
    /// Evaluates answers; `names` are those of the labels, by their numbers.
    pub fn of(answers: &Answers, names: &[LabelName], resampling: Resampling) -> Self {
        let tally = Tally::of(answers, None);
        let scored = answers.scored();
        let rankings = if scored { Ranking::by_label(answers) } else { Vec::new() };
        let pooled = scored.then(|| Ranking::pooled(&rankings));
        let plan = Plan {
            answers,
            rankings: &rankings,
            pooled: pooled.as_ref(),
            single: scored && answers.single_label(),
        };
        let figures = plan.figures(None);
        let mut intervals =
            resampling.intervals(answers.texts(), |draws| plan.figures(Some(draws)));
        intervals.resize(figures.len(), None);
        let estimates: Vec<Estimate> = figures
            .iter()
            .zip(intervals)
            .map(|(&value, interval)| Estimate::new(value.is_finite().then_some(value), interval))
            .collect();
        let drawn = resampling.replicates > 0;
        let (of_all, of_labels) = estimates.split_at(OF_ALL);
        let (reliabilities, reliability) = Reliability::by_label(answers);
        let labels = names.iter().zip(&tally.labels).enumerate().map(|(at, (name, &counts))| {
            let own = &of_labels[at * OF_LABEL..(at + 1) * OF_LABEL];
            LabelEvaluation {
                label: name.clone(),
                documents: counts.documents(),
                given: counts.given(),
                found: counts.found(),
                counts,
                precision: of_share(counts.true_positives, counts.found()),
                recall: of_share(counts.true_positives, counts.given()),
                f1: f1(own[0], counts, drawn),
                kappa: own[1],
                alpha: own[2],
                average_precision: own[3],
                curve: rankings.get(at).map_or_else(Vec::new, Ranking::curve),
                reliability: scored.then(|| reliabilities[at].clone()),
            }
        });
        let labels = labels.collect();
        let ranking = scored.then(|| OverallRanking {
            average_precision_micro: of_all[16],
            average_precision_macro: of_all[17],
            average_precision_weighted: of_all[18],
            top_label_accuracy: plan.single.then_some(of_all[19]),
            top_label_kappa: if plan.single { plan.top_kappa() } else { None },
            top_label_reliability: plan.single.then(|| Reliability::of_top_label(answers)),
            reliability,
        });
        Self {
            base: base(answers, &tally, resampling),
            overall: Overall {
                subset_accuracy: subset_accuracy(of_all[12], &tally, drawn),
                ..overall(of_all, ranking)
            },
            labels,
            confusion: confusion(answers, names, &tally),
        }
    }
}

/// A share with its interval; none of nothing.
fn of_share(part: u64, whole: u64) -> Estimate {
    let value = (whole > 0).then(|| share(part, whole));
    Estimate::new(value, Some(wilson(part as f64, whole as f64)))
}

/// F1 with an interval also where every draw gives the same, which says little of how sure it is: F1 is
/// 2 J / (1 + J) with J = TP / (TP + FP + FN), a share that has Wilson's interval.
fn f1(found: Estimate, counts: Counts, drawn: bool) -> Estimate {
    if !drawn || found.interval().is_some() {
        return found;
    }
    let union = counts.given() + counts.false_positives;
    let (low, high) = wilson(counts.true_positives as f64, union as f64);
    Estimate::new(found.value, Some((2.0 * low / (1.0 + low), 2.0 * high / (1.0 + high))))
}

/// The share of documents of which all is right; where every draw gives the same with Wilson's interval.
fn subset_accuracy(found: Estimate, tally: &Tally, drawn: bool) -> Estimate {
    if !drawn || found.interval().is_some() {
        return found;
    }
    Estimate::new(found.value, Some(wilson(tally.exact as f64, tally.documents as f64)))
}

fn base(answers: &Answers, tally: &Tally, resampling: Resampling) -> Base {
    Base {
        documents: answers.documents() as u64,
        texts: answers.texts() as u64,
        labels: (0..answers.labels()).filter(|&label| tally.counts(label)).count() as u64,
        decisions: tally.pooled().documents(),
        single_label: answers.single_label(),
        replicates: resampling.replicates,
        seed: resampling.seed,
    }
}

fn overall(of_all: &[Estimate], ranking: Option<OverallRanking>) -> Overall {
    let averages =
        |at: usize| Averages { precision: of_all[at], recall: of_all[at + 1], f1: of_all[at + 2] };
    Overall {
        averages: Averaged {
            micro: averages(0),
            macro_: averages(3),
            weighted: averages(6),
            samples: averages(9),
        },
        subset_accuracy: of_all[12],
        hamming_loss: of_all[13],
        kappa: of_all[14],
        alpha: of_all[15],
        ranking,
    }
}

fn confusion(answers: &Answers, names: &[LabelName], tally: &Tally) -> Vec<Confusion> {
    let id = |label: u32| names[label as usize].id.clone();
    confused_pairs(answers)
        .into_iter()
        .map(|pair| Confusion {
            given: id(pair.given),
            found: pair.found.map(id),
            documents: pair.documents,
            of_given: tally.labels[pair.given as usize].given(),
        })
        .collect()
}

/// The precision, recall and F1 without intervals.
impl From<Averages> for Figures {
    fn from(averages: Averages) -> Self {
        let value = |estimate: Estimate| estimate.value.unwrap_or_default();
        Self {
            precision: value(averages.precision),
            recall: value(averages.recall),
            f1: value(averages.f1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Answer;
    use super::*;

    fn answers() -> Answers {
        let rows = (0..40_u32).map(|at| {
            let given = vec![at % 3];
            let found = if at % 5 == 0 { vec![(at + 1) % 3] } else { vec![at % 3] };
            let scores = vec![(found[0], 0.5 + f64::from(at % 4) / 10.0)];
            Answer { text: u128::from(at / 2), given, found, judged: None, scores }
        });
        Answers::new(4, true, rows.collect())
    }

    fn names() -> Vec<LabelName> {
        (0..4).map(|at| LabelName { id: format!("l{at}"), name: format!("Label {at}") }).collect()
    }

    #[test]
    fn every_figure_lies_within_its_interval_and_threads_change_nothing() {
        let resampling = Resampling { replicates: 200, seed: 1 };
        let on = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| Evaluation::of(&answers(), &names(), resampling))
        };
        let one = on(1);
        assert_eq!(one, on(3));
        let within = |it: &Estimate| match (it.value, it.interval()) {
            (Some(value), Some((low, high))) => low <= value && value <= high && low < high,
            _ => false,
        };
        let averages = one.overall.averages;
        for it in [averages.micro.f1, averages.macro_.f1, one.overall.subset_accuracy] {
            assert!(within(&it), "{it:?}");
        }
        assert!(one.labels[..3].iter().all(|label| within(&label.f1)));
        assert!(one.base.single_label && one.base.texts == 20);
        assert_eq!(one.overall.averages.micro.f1.value, Some(0.8));
        let top = one.overall.ranking.unwrap();
        assert_eq!(top.top_label_accuracy.unwrap().value, Some(0.8));
    }

    #[test]
    fn a_label_that_is_always_right_is_not_sure() {
        let right = |text| Answer { text, given: vec![0], found: vec![0], ..Answer::default() };
        let answers = Answers::new(1, false, (0..9).map(right).collect());
        let found = Evaluation::of(&answers, &names()[..1], Resampling::default());
        let (low, high) = found.labels[0].f1.interval().unwrap();
        assert!(low > 0.8 && low < 0.85 && high == 1.0, "{low} {high}");
    }

    #[test]
    fn a_label_that_was_neither_given_nor_found_has_no_figures_and_no_part_in_averages() {
        let found = Evaluation::of(&answers(), &names(), Resampling { replicates: 0, seed: 0 });
        let absent = &found.labels[3];
        assert_eq!(
            (absent.f1.value, absent.precision.value, absent.kappa.value),
            (None, None, None)
        );
        assert_eq!(found.base.labels, 3);
        let mean = found.labels[..3].iter().filter_map(|label| label.f1.value).sum::<f64>() / 3.0;
        assert!((found.overall.averages.macro_.f1.value.unwrap() - mean).abs() < 1e-12);
        assert_eq!(found.overall.subset_accuracy.interval(), None);
    }
}
