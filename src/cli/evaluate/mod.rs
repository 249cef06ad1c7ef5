//! `caselens evaluate`: what was found, against what a person says.
//!
//! What is compared is said by the flag that names the labels: `--clusters` compares clusters, `--labels`
//! themes or labels.

mod clusters;
mod judged;
mod labels;
mod notes;
mod render;
mod told;

use std::path::PathBuf;

use caselens::corpus::Corpus;
use caselens::tables::StagedFile;
use caselens::{Error, Result};
use clap::{ArgGroup, Args};

use self::clusters::{Found, compare};
use self::judged::{Judged, LabelOptions};
use self::labels::Labels;
use self::render::{Format, render};
use super::classify::classifier_of;
use super::cluster::clusters_of;
use super::job::{Job, Parts};
use super::options::{
    ClusterOptions, ExecutionOptions, InputOptions, OutputOptions, ThemeOptions, parsed,
};
use super::place::must_not_be_an_input;
use super::session;
use super::terminal::{Terminal, print};
use super::train::read_to_learn;

/// Compares what is found with labels that people gave, in columns of the input.
///
/// With `--labels`: the themes of a codebook, or what another column says (`--predicted`), against labels:
/// for every label and over all of them precision, recall, F1, average precision, Cohen's kappa,
/// Krippendorff's alpha, with 95 % intervals; which labels are confused; whether scores are probabilities.
/// The figures are those of scikit-learn. `-o FOLDER` writes evaluation.csv, overall.csv, confusion.csv,
/// reliability.csv, evaluation.json, and a report with pictures as evaluation.html and evaluation.md.
///
/// With `--clusters`: clusters against labels. Prints the normalised mutual information and the adjusted Rand
/// index (1: the same division, about 0: nothing in common), the accuracy (share of cases that are right
/// when every label is given its best cluster, one to one), the purity (share of cases with the commonest
/// label of their cluster; it grows with the number of clusters), for every label the cluster that most of
/// its cases are in, and how many cases of each label are in each cluster. Differences below .02 are noise
/// on a few thousand cases. Clusters are found in all cases, and compared on those with one label. Cases of
/// no cluster count as a cluster of their own. A case may have several labels with `|` between; it is then
/// left out and counted, unless `--label-prefix` picks one of them.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("what").required(true).args(["clusters", "labels"]))]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputOptions,
    /// Compare clusters with the labels in this column
    #[arg(long, value_name = "LABELS", help_heading = "Evaluation")]
    clusters: Option<String>,
    #[command(flatten)]
    labels: LabelOptions,
    /// Heed only labels that begin so, such as `sector:`
    #[arg(long, value_name = "PREFIX", help_heading = "Evaluation")]
    label_prefix: Option<String>,
    /// Take the clusters or labels that another column names, instead of finding any
    #[arg(long, value_name = "COLUMN", help_heading = "Evaluation", conflicts_with_all = ["k", "reduce", "model", "codebook"])]
    predicted: Option<String>,
    #[command(flatten)]
    themes: ThemeOptions,
    #[command(flatten)]
    cluster: ClusterOptions,
    /// With `--clusters`: put the cases into the clusters of the model of a run, instead of finding any.
    /// With `--labels`: take the labels that a model of `caselens train` gives, instead of themes
    #[arg(long, value_name = "FILE", help_heading = "Evaluation", conflicts_with_all = ["k", "reduce", "seed", "language", "config", "codebook"])]
    model: Option<PathBuf>,
    /// With `--labels`: learn them as `caselens train` does, in so many folds, and judge what models that
    /// had not seen a case say of it
    #[arg(long, value_name = "FOLDS", help_heading = "Evaluation", conflicts_with_all = ["clusters", "model", "predicted", "codebook", "map", "judged"], value_parser = clap::value_parser!(u8).range(2..=20))]
    cv: Option<u8>,
    #[command(flatten)]
    output: OutputOptions,
    /// Format: table, json, csv, md, html [default: by the file's name, table]
    #[arg(long, help_heading = "Output", value_parser = parsed::<Format>)]
    format: Option<Format>,
    #[command(flatten)]
    execution: ExecutionOptions,
}

pub(super) fn perform(arguments: &Arguments, terminal: &Terminal) -> Result<()> {
    match &arguments.clusters {
        Some(column) => evaluate_clusters(arguments, column, terminal),
        None => evaluate_labels(arguments, terminal),
    }
}

fn evaluate_clusters(arguments: &Arguments, column: &str, terminal: &Terminal) -> Result<()> {
    let model = arguments.model.as_deref().map(clusters_of).transpose()?;
    let settings = match &model {
        Some(model) => session::settings_of_model(model, &arguments.input.reading),
        None => session::settings(&arguments.input, &ThemeOptions::default(), &arguments.cluster)?,
    };
    session::on_threads(&arguments.execution, |execution| {
        let corpus = session::corpus(&arguments.input, (&settings, execution.memory), terminal)?;
        let (corpus, settings, model) = (&corpus, &settings, model.as_ref());
        let parts = Parts { themes: false, clusters: true };
        let job = Job { model, ..Job::new((corpus, settings), parts, execution, terminal) };
        let labels = Labels::new(corpus, column, arguments.label_prefix.as_deref())?;
        let found = match &arguments.predicted {
            Some(column) => Found::in_column(&job, &labels, column)?,
            None => Found::by_clustering(&job, &labels)?,
        };
        let format = format(arguments)?;
        let text = render(&compare(found, column)?, format)?;
        write(&arguments.output, &text, corpus)
    })
}

/// Labels against labels: a codebook's, or those of a column. Other things that give labels get a case of
/// [`Judged`].
fn evaluate_labels(arguments: &Arguments, terminal: &Terminal) -> Result<()> {
    let mut settings = session::settings(&arguments.input, &arguments.themes, &arguments.cluster)?;
    let judged = match (&arguments.predicted, &arguments.model, arguments.cv) {
        (Some(column), ..) => Judged::Column(column.clone()),
        (_, Some(file), _) => {
            let model = classifier_of(file)?;
            settings = session::settings_of_model(&model, &arguments.input.reading);
            Judged::Model(Box::new(model))
        }
        (.., Some(folds)) => {
            read_to_learn(&mut settings);
            Judged::CrossValidated(folds)
        }
        (None, None, None) => Judged::codebook(&settings)?,
    };
    let folder = told::folder(&arguments.output, arguments.format)?;
    session::on_threads(&arguments.execution, |execution| {
        let corpus = session::corpus(&arguments.input, (&settings, execution.memory), terminal)?;
        let parts = Parts { themes: true, clusters: false };
        let job = Job::new((&corpus, &settings), parts, execution, terminal);
        let prefix = arguments.label_prefix.as_deref();
        let seed = settings.seed;
        let told = arguments.labels.evaluate(&job, &judged, prefix, seed)?;
        if let Some(folder) = &folder {
            let place = told.write_folder(folder, arguments.output.force)?;
            return print(format_args!("{}\n", place.display()));
        }
        let text = told.text(format(arguments)?)?;
        write(&arguments.output, &text, &corpus)
    })
}

/// The format that is asked for, or that the name of the output stands for.
fn format(arguments: &Arguments) -> Result<Format> {
    let by_name = || {
        let extension = arguments.output.output.as_deref()?.extension()?.to_str()?;
        extension.parse::<Format>().ok()
    };
    Ok(arguments.format.or_else(by_name).unwrap_or_default())
}

fn write(output: &OutputOptions, text: &str, corpus: &Corpus) -> Result<()> {
    let Some(place) = output.output.as_deref().filter(|place| place.as_os_str() != "-") else {
        return print(text);
    };
    if place.is_dir() {
        return Err(Error::usage(
            place.display(),
            "this is a folder, and one file is to be written",
            "name a file such as evaluation.md",
        ));
    }
    must_not_be_an_input(place, corpus)?;
    let staged = StagedFile::begin(place, output.force)?;
    staged.write(text)?;
    staged.publish()
}
