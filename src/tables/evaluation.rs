//! The tables of an evaluation.

use polars::prelude::{Column, DataFrame};

use super::frame::{counts, frame, numbers, texts};
use crate::classify::metrics::{Bin, Estimate, Evaluation, LabelEvaluation, Reliability};
use crate::error::Result;

/// A figure and its bounds as the columns `name`, `name_low`, `name_high`.
fn estimates(name: &str, values: &[Estimate]) -> [Column; 3] {
    [
        numbers(name, values.iter().map(|it| it.value)),
        numbers(&format!("{name}_low"), values.iter().map(|it| it.low)),
        numbers(&format!("{name}_high"), values.iter().map(|it| it.high)),
    ]
}

/// One row per label: `label`, `name`, `documents` (judged), `given`, `found`, `true_positives`,
/// `false_positives`, `false_negatives`, and `precision`, `recall`, `f1`, `average_precision`, `kappa`,
/// `alpha`, each with `_low` and `_high`; `expected_calibration_error`. Empty where there is no such figure.
///
/// # Errors
/// If the columns do not fit together, which is a fault of the program.
pub fn evaluation_frame(evaluation: &Evaluation) -> Result<DataFrame> {
    let labels = &evaluation.labels;
    let of = |figure: fn(&LabelEvaluation) -> Estimate| -> Vec<Estimate> {
        labels.iter().map(figure).collect()
    };
    let mut columns = vec![
        texts("label", labels.iter().map(|it| &it.label.id)),
        texts("name", labels.iter().map(|it| &it.label.name)),
        counts("documents", labels.iter().map(|it| it.documents)),
        counts("given", labels.iter().map(|it| it.given)),
        counts("found", labels.iter().map(|it| it.found)),
        counts("true_positives", labels.iter().map(|it| it.counts.true_positives)),
        counts("false_positives", labels.iter().map(|it| it.counts.false_positives)),
        counts("false_negatives", labels.iter().map(|it| it.counts.false_negatives)),
    ];
    columns.extend(estimates("precision", &of(|it| it.precision)));
    columns.extend(estimates("recall", &of(|it| it.recall)));
    columns.extend(estimates("f1", &of(|it| it.f1)));
    columns.extend(estimates("average_precision", &of(|it| it.average_precision)));
    columns.extend(estimates("kappa", &of(|it| it.kappa)));
    columns.extend(estimates("alpha", &of(|it| it.alpha)));
    let error = |it: &LabelEvaluation| it.reliability.as_ref()?.expected_calibration_error;
    columns.push(numbers("expected_calibration_error", labels.iter().map(error)));
    frame(columns)
}

/// The figures of the whole by their names, in the order in which they are told.
pub fn overall_figures(evaluation: &Evaluation) -> Vec<(String, Estimate)> {
    let overall = &evaluation.overall;
    let of = overall.averages;
    let mut figures = Vec::new();
    for (kind, averages) in [
        ("micro", of.micro),
        ("macro", of.macro_),
        ("weighted", of.weighted),
        ("samples", of.samples),
    ] {
        figures.push((format!("precision, {kind}"), averages.precision));
        figures.push((format!("recall, {kind}"), averages.recall));
        figures.push((format!("F1, {kind}"), averages.f1));
    }
    let exact = if evaluation.base.single_label { "accuracy" } else { "subset accuracy" };
    figures.push((exact.to_owned(), overall.subset_accuracy));
    figures.push(("Hamming loss".to_owned(), overall.hamming_loss));
    figures.push(("Cohen's kappa".to_owned(), overall.kappa));
    figures.push(("Krippendorff's alpha".to_owned(), overall.alpha));
    if let Some(ranking) = &overall.ranking {
        let plain = |value: Option<f64>| Estimate::new(value, None);
        figures.push(("average precision, micro".to_owned(), ranking.average_precision_micro));
        figures.push(("average precision, macro".to_owned(), ranking.average_precision_macro));
        figures
            .push(("average precision, weighted".to_owned(), ranking.average_precision_weighted));
        if let Some(accuracy) = ranking.top_label_accuracy {
            figures.push(("accuracy of the highest score".to_owned(), accuracy));
            figures.push(("kappa of the highest score".to_owned(), plain(ranking.top_label_kappa)));
        }
        if let Some(top) = &ranking.top_label_reliability {
            let error = plain(top.expected_calibration_error);
            figures.push(("expected calibration error of the highest score".to_owned(), error));
        }
        let all = &ranking.reliability;
        figures
            .push(("expected calibration error".to_owned(), plain(all.expected_calibration_error)));
        figures.push(("Brier score".to_owned(), plain(all.brier_score)));
    }
    figures
}

/// `measure`, `value`, `low`, `high`: the figures of the whole.
///
/// # Errors
/// As [`evaluation_frame`].
pub fn overall_frame(evaluation: &Evaluation) -> Result<DataFrame> {
    let figures = overall_figures(evaluation);
    let values: Vec<Estimate> = figures.iter().map(|(_, value)| *value).collect();
    frame(vec![
        texts("measure", figures.iter().map(|(name, _)| name)),
        numbers("value", values.iter().map(|it| it.value)),
        numbers("low", values.iter().map(|it| it.low)),
        numbers("high", values.iter().map(|it| it.high)),
    ])
}

/// `given`, `found`, `documents`, `share_of_given`: a label that was missed and one that was wrongly found in
/// the same document (empty where nothing was), the most frequent first.
///
/// # Errors
/// As [`evaluation_frame`].
pub fn confusion_frame(evaluation: &Evaluation) -> Result<DataFrame> {
    let pairs = &evaluation.confusion;
    frame(vec![
        texts("given", pairs.iter().map(|it| &it.given)),
        texts("found", pairs.iter().map(|it| it.found.as_deref().unwrap_or(""))),
        counts("documents", pairs.iter().map(|it| it.documents)),
        numbers(
            "share_of_given",
            pairs.iter().map(|it| it.documents as f64 / it.of_given.max(1) as f64),
        ),
    ])
}

/// `label` (empty for all together), `low`, `high`, `decisions`, `mean_score`, `share_given`: the bins of
/// scores that hold any. No row where there are no scores.
///
/// # Errors
/// As [`evaluation_frame`].
pub fn reliability_frame(evaluation: &Evaluation) -> Result<DataFrame> {
    let all = evaluation.overall.ranking.as_ref().map(|ranking| ("", &ranking.reliability));
    let of_label = |it: &'_ LabelEvaluation| Some((it.label.id.clone(), it.reliability.clone()?));
    let tables: Vec<(String, Reliability)> = all
        .map(|(name, table)| (name.to_owned(), table.clone()))
        .into_iter()
        .chain(evaluation.labels.iter().filter_map(of_label))
        .collect();
    let rows: Vec<(&str, Bin)> = tables
        .iter()
        .flat_map(|(label, table)| table.bins.iter().map(move |bin| (label.as_str(), *bin)))
        .filter(|(_, bin)| bin.decisions > 0)
        .collect();
    frame(vec![
        texts("label", rows.iter().map(|(label, _)| label)),
        numbers("low", rows.iter().map(|(_, bin)| bin.low)),
        numbers("high", rows.iter().map(|(_, bin)| bin.high)),
        counts("decisions", rows.iter().map(|(_, bin)| bin.decisions)),
        numbers("mean_score", rows.iter().map(|(_, bin)| bin.mean_score)),
        numbers("share_given", rows.iter().map(|(_, bin)| bin.share_given)),
    ])
}
