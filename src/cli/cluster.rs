//! `caselens cluster`: groups of alike cases, found in these cases or known from others.

use std::path::{Path, PathBuf};

use caselens::model::Model;
use caselens::tables::TableFormat;
use caselens::{Error, Result};
use clap::Args;

use super::job::{Job, Parts};
use super::options::{
    ClusterOptions, ExecutionOptions, InputOptions, OutputOptions, ThemeOptions, parsed,
};
use super::output::{Rows, write_findings};
use super::session;
use super::terminal::Terminal;

/// Clusters only. Writes the documents with their clusters as one table (`--output FILE.csv`,
/// `.jsonl` or `.parquet`, or standard output), or all tables that apply into a folder
/// (`--output FOLDER`).
///
/// With `--model` the cases are put into the clusters of an earlier run, which stay as they are: a case
/// gets the same cluster whatever cases stand beside it, and those of the earlier run get the same
/// bytes. The column `fit` says `none` where a case is less like its cluster than nearly all that it
/// was learnt from, and a warning says if there are more of these than there should be.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputOptions,
    #[command(flatten)]
    clusters: ClusterOptions,
    /// Put the cases into the clusters of the model of a run (its `model.caselens`)
    #[arg(long, value_name = "FILE", help_heading = "Clusters", conflicts_with_all = ["k", "reduce", "seed", "language", "config"])]
    model: Option<PathBuf>,
    #[command(flatten)]
    output: OutputOptions,
    /// Format of one table: csv, jsonl, parquet [default: by the file's name, csv]
    #[arg(long, help_heading = "Output", value_parser = parsed::<TableFormat>)]
    format: Option<TableFormat>,
    #[command(flatten)]
    execution: ExecutionOptions,
}

pub(super) fn perform(arguments: &Arguments, terminal: &Terminal) -> Result<()> {
    let read = |file: &Path| {
        session::must_hold_model(&arguments.execution, file)?;
        clusters_of(file)
    };
    let model = arguments.model.as_deref().map(read).transpose()?;
    let settings = match &model {
        Some(model) => session::settings_of_model(model, &arguments.input.reading),
        None => session::settings(&arguments.input, &ThemeOptions::default(), &arguments.clusters)?,
    };
    let parts = Parts { themes: false, clusters: true };
    session::on_threads(&arguments.execution, |execution| {
        let corpus = session::corpus(&arguments.input, (&settings, execution.memory), terminal)?;
        let Arguments { output, format, .. } = arguments;
        let (corpus, settings, model) = (&corpus, &settings, model.as_ref());
        let job = Job { model, ..Job::new((corpus, settings), parts, execution, terminal) };
        write_findings(&job, output, (*format, Rows::Documents))
    })
}

/// The clusters of a model; its codebook is left aside.
///
/// # Errors
/// If it cannot be read, or knows no clusters.
pub(super) fn clusters_of(file: &Path) -> Result<Model> {
    let model = Model::read(file)?;
    let clusters = model.space.as_ref().map_or(0, |space| space.clusters.clusters().len());
    if clusters == 0 {
        return Err(Error::settings(
            file.display(),
            "the model knows no clusters",
            "name the model of a run with clusters: its `model.caselens`",
        ));
    }
    Ok(Model { codebook: None, classifier: None, ..model })
}
