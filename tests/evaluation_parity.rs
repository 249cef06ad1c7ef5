//! Figures of labels are those of scikit-learn, to 1e-12.
//!
//! `parity/metrics.json` is made by `parity/make_metrics_reference.py`: several labels, one label each, ties
//! in scores, labels that are given or found never or always, nothing at all.

use caselens::classify::metrics::{
    Answer, Answers, Averages, Evaluation, Figures, LabelName, Ranking, Resampling,
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Reference {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    given: Vec<Vec<u32>>,
    found: Vec<Vec<u32>>,
    scores: Vec<Vec<f64>>,
    labels: Vec<Label>,
    averages: std::collections::BTreeMap<String, [f64; 3]>,
    subset_accuracy: f64,
    hamming_loss: f64,
    kappa: Option<f64>,
    average_precision: AveragePrecision,
    top_label_kappa: Option<f64>,
}

#[derive(Deserialize)]
struct Label {
    precision: f64,
    recall: f64,
    f1: f64,
    kappa: Option<f64>,
    average_precision: Option<f64>,
    /// Threshold, precision, recall.
    curve: Vec<[f64; 3]>,
    /// Mean score and share of every bin that holds any.
    calibration: Vec<[f64; 2]>,
    brier: f64,
}

#[derive(Deserialize)]
struct AveragePrecision {
    micro: Option<f64>,
    macro_: Option<f64>,
    weighted: Option<f64>,
}

fn cases() -> Vec<Case> {
    let text = include_str!("parity/metrics.json").replace("\"macro\":", "\"macro_\":");
    let reference: Reference = serde_json::from_str(&text).expect("what the script writes");
    reference.cases
}

fn answers(case: &Case) -> Answers {
    let rows = case.given.iter().zip(&case.found).zip(&case.scores).enumerate();
    let rows = rows.map(|(text, ((given, found), scores))| Answer {
        text: text as u128,
        given: given.clone(),
        found: found.clone(),
        judged: None,
        scores: (0..).zip(scores.iter().copied()).collect(),
    });
    Answers::new(case.labels.len(), true, rows.collect())
}

fn evaluation(case: &Case) -> Evaluation {
    let names: Vec<LabelName> = (0..case.labels.len())
        .map(|at| LabelName { id: at.to_string(), name: at.to_string() })
        .collect();
    Evaluation::of(&answers(case), &names, Resampling { replicates: 0, seed: 0 })
}

#[track_caller]
fn same(found: Option<f64>, expected: Option<f64>, what: &str) {
    match (found, expected) {
        (Some(found), Some(expected)) => {
            assert!((found - expected).abs() < 1e-12, "{what}: {found}, not {expected}");
        }
        (found, expected) => assert_eq!(found, expected, "{what}"),
    }
}

#[test]
fn averages_and_figures_of_the_whole_are_those_of_scikit_learn() {
    for case in cases() {
        let found = evaluation(&case);
        let name = &case.name;
        let of = found.overall.averages;
        let averages: [(&str, Averages); 4] = [
            ("micro", of.micro),
            ("macro_", of.macro_),
            ("weighted", of.weighted),
            ("samples", of.samples),
        ];
        for (average, figures) in averages {
            let figures = Figures::from(figures);
            let [precision, recall, f1] = case.averages[average];
            same(Some(figures.precision), Some(precision), &format!("{name}, {average} precision"));
            same(Some(figures.recall), Some(recall), &format!("{name}, {average} recall"));
            same(Some(figures.f1), Some(f1), &format!("{name}, {average} F1"));
        }
        same(found.overall.subset_accuracy.value, Some(case.subset_accuracy), name);
        same(found.overall.hamming_loss.value, Some(case.hamming_loss), name);
        same(found.overall.kappa.value, case.kappa, &format!("{name}, kappa"));
        let ranking = found.overall.ranking.expect("scores");
        let precision = &case.average_precision;
        same(ranking.average_precision_micro.value, precision.micro, name);
        same(ranking.average_precision_macro.value, precision.macro_, name);
        same(ranking.average_precision_weighted.value, precision.weighted, name);
        if case.top_label_kappa.is_some() {
            same(ranking.top_label_kappa, case.top_label_kappa, &format!("{name}, top kappa"));
            same(
                ranking.top_label_accuracy.and_then(|it| it.value),
                Some(case.subset_accuracy),
                name,
            );
        }
    }
}

#[test]
fn figures_of_each_label_are_those_of_scikit_learn() {
    let mut undefined = 0;
    for case in cases() {
        for (label, expected) in evaluation(&case).labels.iter().zip(&case.labels) {
            let what = format!("{}, label {}", case.name, label.label.id);
            same(Some(label.counts.precision()), Some(expected.precision), &what);
            same(Some(label.counts.recall()), Some(expected.recall), &what);
            same(Some(label.counts.f1()), Some(expected.f1), &what);
            same(label.kappa.value, expected.kappa, &what);
            same(label.average_precision.value, expected.average_precision, &what);
            let reliability = label.reliability.as_ref().expect("scores");
            same(reliability.brier_score, Some(expected.brier), &what);
            if !expected.calibration.is_empty() {
                let bins: Vec<_> =
                    reliability.bins.iter().filter(|bin| bin.decisions > 0).collect();
                assert_eq!(bins.len(), expected.calibration.len(), "{what}");
                for (bin, [mean, share]) in bins.iter().zip(&expected.calibration) {
                    same(Some(bin.mean_score), Some(*mean), &what);
                    same(Some(bin.share_given), Some(*share), &what);
                }
            }
            undefined += u32::from(expected.kappa.is_none() && label.precision.value.is_none());
        }
    }
    assert!(undefined > 0, "the reference has labels of which nothing can be said");
}

#[test]
fn curves_are_those_of_scikit_learn() {
    for case in cases() {
        let rankings = Ranking::by_label(&answers(&case));
        for (ranking, label) in rankings.iter().zip(&case.labels) {
            let curve = ranking.curve();
            assert_eq!(curve.len(), label.curve.len(), "{}", case.name);
            for (point, [threshold, precision, recall]) in curve.iter().zip(&label.curve) {
                same(Some(point.threshold), Some(*threshold), &case.name);
                same(Some(point.precision), Some(*precision), &case.name);
                same(Some(point.recall), Some(*recall), &case.name);
            }
        }
    }
}
