//! What scores say beyond the decisions made by them: a small picture for every label.

use super::super::Section;
use super::super::block::{Block, Drawing, Panel, Prose};
use super::{few_mark, sorted};
use crate::classify::metrics::{LabelEvaluation, Reliability};
use crate::report::evaluation::EvaluationReport;
use crate::report::words::ENGLISH;

pub(super) fn curves(report: &EvaluationReport<'_>) -> Section {
    let panel = |it: &&LabelEvaluation| {
        let average = it.average_precision.value?;
        let points: Vec<(f64, f64)> =
            it.curve.iter().map(|point| (point.recall, point.precision)).collect();
        let at = it.precision.value.zip(it.recall.value).map(|(up, across)| (across, up));
        let stands = at.map_or_else(
            || "nothing is found as it stands".to_owned(),
            |(recall, precision)| {
                format!(
                    "as it stands, {} of it at {}",
                    ENGLISH.two_digits(recall),
                    ENGLISH.two_digits(precision)
                )
            },
        );
        let half = it.curve.iter().rfind(|point| point.precision >= 0.5);
        let half = half.map_or_else(String::new, |point| {
            let recall = ENGLISH.two_digits(point.recall);
            format!("; recall reaches {recall} where at least half of what is found is right")
        });
        Some(Panel {
            title: Prose::given(&it.label.name),
            figure: format!(
                "average precision {}; given {}{}",
                ENGLISH.two_digits(average),
                ENGLISH.count(it.given),
                few_mark(it)
            ),
            summary: format!(
                "Precision over recall: average precision {}; {stands}{half}",
                ENGLISH.two_digits(average)
            ),
            axes: ["recall", "precision"],
            drawing: Drawing::Steps { points, at },
        })
    };
    let panels: Vec<Panel> = sorted(report).iter().filter_map(panel).collect();
    let blocks = if panels.is_empty() {
        Vec::new()
    } else {
        let intro = Prose::ours(
            "Every line says what would be found, and how much of it would be right, if the least score \
             that counts were moved from high (left) to low (right). The ring is where it stands now.",
        );
        vec![Block::Prose(intro), Block::Panels(panels)]
    };
    Section { id: "curves", title: "Precision and recall at every score", blocks }
}

pub(super) fn reliability(report: &EvaluationReport<'_>) -> Section {
    let Some(ranking) = &report.evaluation.overall.ranking else {
        return Section { id: "reliability", title: "Scores", blocks: Vec::new() };
    };
    let mut panels = vec![of_scores(Prose::ours("All labels together"), &ranking.reliability)];
    if let Some(top) = &ranking.top_label_reliability {
        panels.push(of_scores(Prose::ours("The highest score of each case"), top));
    }
    panels.extend(sorted(report).iter().filter_map(|it| {
        Some(of_scores(Prose::given(&it.label.name).and(few_mark(it)), it.reliability.as_ref()?))
    }));
    let intro = Prose::ours(
        "If scores were probabilities, of the decisions with a score of about .7 seven in ten would be \
         right, and the dots would lie on the broken line. Dots above it: more is right than the score says. \
         The size of a dot says how many decisions it stands for; the expected calibration error is the mean \
         distance from the line.",
    );
    let blocks = vec![Block::Prose(intro), Block::Panels(panels)];
    Section { id: "reliability", title: "Whether scores are probabilities", blocks }
}

fn of_scores(title: Prose, table: &Reliability) -> Panel {
    let all: u64 = table.bins.iter().map(|bin| bin.decisions).sum();
    let bins: Vec<_> = table.bins.iter().filter(|bin| bin.decisions > 0).collect();
    let part = |decisions: u64| decisions as f64 / all.max(1) as f64;
    let told: Vec<String> = bins
        .iter()
        .map(|bin| {
            let (score, given) =
                (ENGLISH.two_digits(bin.mean_score), ENGLISH.two_digits(bin.share_given));
            format!("score {score}: {given} of {}", ENGLISH.count(bin.decisions))
        })
        .collect();
    let error = table
        .expected_calibration_error
        .map_or_else(|| "–".to_owned(), |value| ENGLISH.two_digits(value));
    Panel {
        title,
        figure: format!("expected calibration error {error}"),
        summary: format!("Share given by mean score: {}", told.join("; ")),
        axes: ["mean score", "share given"],
        drawing: Drawing::Shares(
            bins.iter().map(|bin| (bin.mean_score, bin.share_given, part(bin.decisions))).collect(),
        ),
    }
}
