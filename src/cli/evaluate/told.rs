//! An evaluation as text, or as a folder of tables and reports.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use caselens::classify::metrics::{Estimate, Evaluation, LabelEvaluation};
use caselens::error::counted;
use caselens::report::{EvaluationReport, ReportFormat};
use caselens::tables::{
    RunFolder, confusion_frame, evaluation_frame, frame_to_csv, overall_figures, overall_frame,
    reliability_frame,
};
use caselens::{Error, Result};
use serde_json::json;

use super::super::aligned::aligned;
use super::super::options::OutputOptions;
use super::super::place::must_be_a_folder;
use super::render::Format;

/// Below so many cases a figure is marked.
const FEW: u64 = 30;
/// Pairs of confused labels that the table shows.
const PAIRS: usize = 12;

/// An evaluation with all that is told of it.
pub(super) struct Told {
    pub(super) input: String,
    pub(super) labels_from: String,
    pub(super) judged: String,
    pub(super) without_label: u64,
    pub(super) unlabelled_left_out: bool,
    pub(super) unknown: BTreeMap<String, u64>,
    pub(super) notes: Vec<String>,
    pub(super) evaluation: Evaluation,
}

/// The folder that is asked for: a name without the ending of a file.
pub(super) fn folder(output: &OutputOptions, format: Option<Format>) -> Result<Option<PathBuf>> {
    let Some(place) = output.output.as_deref().filter(|place| place.as_os_str() != "-") else {
        return Ok(None);
    };
    if place.extension().is_some() && !place.is_dir() {
        return Ok(None);
    }
    if format.is_some() {
        return Err(Error::usage(
            place.display(),
            "`--format` is for one file, and this names a folder",
            "name a file such as evaluation.md, or leave `--format` out",
        ));
    }
    must_be_a_folder(place)?;
    Ok(Some(place.to_owned()))
}

impl Told {
    /// The evaluation in a format, ending with a line break.
    pub(super) fn text(&self, format: Format) -> Result<String> {
        match format {
            Format::Table => Ok(self.table()),
            Format::Json => Ok(self.json()),
            Format::Csv => frame_to_csv(&mut evaluation_frame(&self.evaluation)?),
            Format::Md => Ok(self.report().render(ReportFormat::Markdown)),
            Format::Html => Ok(self.report().render(ReportFormat::Html)),
        }
    }

    /// Writes all of it into a folder.
    pub(super) fn write_folder(&self, place: &Path, force: bool) -> Result<PathBuf> {
        let folder = RunFolder::begin(place, force)?;
        let frames = [
            ("evaluation.csv", evaluation_frame(&self.evaluation)?),
            ("overall.csv", overall_frame(&self.evaluation)?),
            ("confusion.csv", confusion_frame(&self.evaluation)?),
            ("reliability.csv", reliability_frame(&self.evaluation)?),
        ];
        for (name, mut frame) in frames {
            folder.write(name, frame_to_csv(&mut frame)?)?;
        }
        folder.write("evaluation.json", self.json())?;
        folder.write("evaluation.md", self.report().render(ReportFormat::Markdown))?;
        folder.write("evaluation.html", self.report().render(ReportFormat::Html))?;
        folder.publish()
    }

    fn report(&self) -> EvaluationReport<'_> {
        EvaluationReport {
            input: &self.input,
            labels_from: &self.labels_from,
            judged: &self.judged,
            notes: &self.notes,
            evaluation: &self.evaluation,
        }
    }

    fn json(&self) -> String {
        let mut told = json!({
            "format": 1,
            "input": self.input,
            "labels_from": self.labels_from,
            "judged": self.judged,
            "without_label": self.without_label,
            "unlabelled_left_out": self.unlabelled_left_out,
            "unknown_labels": self.unknown,
            "notes": self.notes,
        });
        let evaluation = json!(self.evaluation);
        if let (Some(told), Some(evaluation)) = (told.as_object_mut(), evaluation.as_object()) {
            told.extend(evaluation.clone());
        }
        format!("{told:#}\n")
    }

    fn table(&self) -> String {
        let base = self.evaluation.base;
        let heading = format!(
            "{}, {} against {}: {}, {}, {}\n",
            self.input,
            self.judged,
            self.labels_from,
            counted(base.documents, "case", "cases"),
            counted(base.labels, "label given or found", "labels given or found"),
            counted(base.decisions, "decision", "decisions"),
        );
        let mut parts = vec![
            heading,
            aligned(&overall_rows(&self.evaluation), &[0]),
            aligned(&label_rows(&self.evaluation), &[0]),
        ];
        if !self.evaluation.confusion.is_empty() {
            parts.push(aligned(&confusion_rows(&self.evaluation), &[0, 1]));
        }
        if self.evaluation.labels.iter().any(is_few) {
            parts.push(format!("* given to fewer than {FEW} cases\n"));
        }
        parts.join("\n")
    }
}

fn is_few(it: &LabelEvaluation) -> bool {
    it.given + it.found > 0 && it.given < FEW
}

fn row(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|&cell| cell.to_owned()).collect()
}

fn figure(estimate: Estimate) -> String {
    estimate.value.map_or_else(|| "–".to_owned(), |value| format!("{value:.3}"))
}

fn range(estimate: Estimate) -> String {
    let range = |(low, high)| format!("{low:.3} to {high:.3}");
    estimate.interval().map_or_else(String::new, range)
}

fn overall_rows(evaluation: &Evaluation) -> Vec<Vec<String>> {
    let mut rows = vec![row(&["measure", "value", "95 % interval"])];
    rows.extend(
        overall_figures(evaluation)
            .into_iter()
            .map(|(name, value)| vec![name, figure(value), range(value)]),
    );
    rows
}

fn label_rows(evaluation: &Evaluation) -> Vec<Vec<String>> {
    let scored = evaluation.overall.ranking.is_some();
    let mut heads = row(&[
        "label",
        "given",
        "found",
        "both",
        "precision",
        "recall",
        "F1",
        "95 % interval",
        "kappa",
    ]);
    if scored {
        heads.push("average precision".to_owned());
    }
    let mut labels: Vec<&LabelEvaluation> =
        evaluation.labels.iter().filter(|it| it.given + it.found > 0).collect();
    let f1 = |it: &LabelEvaluation| it.f1.value.unwrap_or(0.0);
    labels.sort_by(|a, b| f1(b).total_cmp(&f1(a)).then_with(|| a.label.id.cmp(&b.label.id)));
    let mut rows = vec![heads];
    rows.extend(labels.into_iter().map(|it| {
        let few = if is_few(it) { " *" } else { "" };
        let mut cells = vec![
            format!("{}{few}", it.label.id),
            it.given.to_string(),
            it.found.to_string(),
            it.counts.true_positives.to_string(),
            figure(it.precision),
            figure(it.recall),
            figure(it.f1),
            range(it.f1),
            figure(it.kappa),
        ];
        if scored {
            cells.push(figure(it.average_precision));
        }
        cells
    }));
    rows
}

fn confusion_rows(evaluation: &Evaluation) -> Vec<Vec<String>> {
    let mut rows = vec![row(&["given", "found instead", "cases", "of given"])];
    rows.extend(evaluation.confusion.iter().take(PAIRS).map(|it| {
        vec![
            it.given.clone(),
            it.found.clone().unwrap_or_else(|| "nothing else".to_owned()),
            it.documents.to_string(),
            it.of_given.to_string(),
        ]
    }));
    rows
}
