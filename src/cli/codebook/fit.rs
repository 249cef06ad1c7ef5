//! `caselens codebook fit`: weights and thresholds from labelled cases.

use std::path::PathBuf;

use caselens::Result;
use caselens::pipeline::{JudgedColumns, labelled_cases};
use caselens::tables::{StagedFile, fit_frame};
use caselens::themes::fit::{Case, Metric, Numbers, ThemeFit, fit_theme};
use caselens::themes::{Codebook, Revision, Theme, revise};
use clap::Args;
use rayon::prelude::*;

use super::super::options::{ClusterOptions, ExecutionOptions, InputOptions, ThemeOptions, parsed};
use super::super::session;
use super::super::terminal::{Terminal, print};
use super::frames::{FrameFormat, columns, print_frame};
use super::labels::{LabelOptions, must_have_labels, tell_unknown};
use super::study::{Subject, tell_rejected};

/// Learns the weights and thresholds of a codebook from cases that people labelled, and writes a new
/// codebook in which nothing but these numbers differs. Numbers change only for themes where that finds more
/// in cases that were not learnt from, by more than chance; weights are held to the given ones and stay
/// above 0 and at most 1. Printed are precision, recall, F1 and accuracy of the given numbers (`_before`)
/// and of learnt ones in held-out cases (`_after`: five folds, equal texts in one; how far to learn is
/// chosen by folds within them). Where the numbers of a theme do not change, `_after` is `_before`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputOptions,
    #[command(flatten)]
    themes: ThemeOptions,
    /// Column that holds the themes of a case, joined by `|`: their ids or labels; empty for none
    #[arg(long, value_name = "COLUMN", help_heading = "Labels")]
    labels: String,
    #[command(flatten)]
    meaning: LabelOptions,
    /// What shall get better: f1, or accuracy where as many cases have a theme as not
    #[arg(long, value_name = "METRIC", default_value = "f1", value_parser = parsed::<Metric>)]
    metric: Metric,
    /// Codebook to write; `-` for standard output, where the figures then go to standard error
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: PathBuf,
    /// Replace an earlier file
    #[arg(long, help_heading = "Output")]
    force: bool,
    /// Form of the figures: text, csv or json
    #[arg(long, value_name = "FORMAT", default_value = "text", help_heading = "Output", value_parser = parsed::<FrameFormat>)]
    format: FrameFormat,
    #[command(flatten)]
    execution: ExecutionOptions,
}

/// What the figures are of.
const COLUMNS: &str = "before: the given numbers in all judged cases; after: learnt numbers in held-out cases, \
                       and as before for themes whose numbers did not change";

pub(super) fn perform(arguments: &Arguments, terminal: &Terminal) -> Result<()> {
    let settings =
        session::settings(&arguments.input, &arguments.themes, &ClusterOptions::default())?;
    let codebook = Codebook::find(&settings.themes.codebook)?;
    let inputs = arguments.input.inputs();
    let subject = Subject { inputs: &inputs, settings: &settings, codebook: &codebook };
    let (begins, fits) = subject.study(&arguments.execution, terminal, |study| {
        let mut labels = arguments.meaning.labels(&codebook)?;
        let judged = arguments.meaning.judged.as_deref();
        let found = JudgedColumns::find(study.corpus.schema(), &arguments.labels, judged)?;
        let cases = labelled_cases(study, &codebook, found, &mut labels)?;
        tell_rejected(study.corpus, cases.documents, cases.rejected, terminal)?;
        tell_unknown(&labels, terminal);
        must_have_labels(cases.without_label < cases.documents, &arguments.labels)?;
        let begins: Vec<Numbers> = codebook.themes.iter().map(numbers).collect();
        let both: Vec<(&Vec<Case>, &Numbers)> = cases.themes.iter().zip(&begins).collect();
        let fit =
            |(cases, begin): (&Vec<Case>, &Numbers)| fit_theme(cases, begin, arguments.metric);
        let fits: Vec<ThemeFit> = both.into_par_iter().map(fit).collect();
        Ok((begins, fits))
    })?;
    let revisions: Vec<Revision> = codebook
        .themes
        .iter()
        .zip(begins.iter().zip(&fits))
        .map(|(theme, (begin, fit))| revision(theme, begin, &fit.numbers))
        .collect();
    let written = revise(codebook.source(), &revisions)?;
    Codebook::parse(&written, &format!("what would be {}", arguments.output.display()))?;
    terminal.say(COLUMNS);
    let frame = fit_frame(&codebook, &begins, &fits)?;
    if arguments.output.as_os_str() == "-" {
        terminal.say(columns(&frame));
        return print(written);
    }
    let staged = StagedFile::begin(&arguments.output, arguments.force)?;
    staged.write(written)?;
    staged.publish()?;
    print_frame(frame, arguments.format, columns)
}

/// The numbers that a theme has.
fn numbers(theme: &Theme) -> Numbers {
    let weights = theme.terms.values().flatten().map(|entry| entry.weight).collect();
    Numbers { weights, min_score: theme.min_score }
}

/// What differs between the numbers of a theme and new ones.
fn revision(theme: &Theme, begin: &Numbers, new: &Numbers) -> Revision {
    let places = theme
        .terms
        .iter()
        .flat_map(|(&language, entries)| (0..entries.len()).map(move |place| (language, place)));
    let weights = places.zip(begin.weights.iter().zip(&new.weights));
    Revision {
        min_score: Some(new.min_score).filter(|least| *least != begin.min_score),
        weights: weights
            .filter(|(_, (old, new))| old != new)
            .map(|(place, (_, &new))| (place, new))
            .collect(),
    }
}
