//! `caselens classify`: labels by a model that was learnt from labelled cases.

use std::path::{Path, PathBuf};

use caselens::model::Model;
use caselens::tables::TableFormat;
use caselens::{Error, Result};
use clap::Args;

use super::job::{Job, Parts};
use super::options::{ExecutionOptions, InputOptions, OutputOptions, parsed};
use super::output::{Rows, write_findings};
use super::session;
use super::terminal::Terminal;

/// Batch classification with a model that `caselens train` made. Writes the documents with all their
/// columns, the labels they get (`themes`), how probable each is (`scores`) and the words that say most for
/// it (`evidence`; those against it with a minus) as one table (`--output FILE.csv`, `.jsonl` or `.parquet`;
/// without it standard output), or all tables that apply, with the place of every word, into a folder
/// (`--output FOLDER`). A case of which the model knows no word gets no label, and its `status` says so.
/// Documents are read and written a batch at a time, so that any number of them needs the same memory.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputOptions,
    /// The model file
    #[arg(long, value_name = "FILE", help_heading = "Model")]
    model: PathBuf,
    #[command(flatten)]
    output: OutputOptions,
    /// Format of one table: csv, jsonl, parquet [default: by the file's name, csv]
    #[arg(long, help_heading = "Output", value_parser = parsed::<TableFormat>)]
    format: Option<TableFormat>,
    /// One row for each label of a document instead of one for each document
    #[arg(long, help_heading = "Output")]
    long: bool,
    #[command(flatten)]
    execution: ExecutionOptions,
}

pub(super) fn perform(arguments: &Arguments, terminal: &Terminal) -> Result<()> {
    session::must_hold_model(&arguments.execution, &arguments.model)?;
    let model = classifier_of(&arguments.model)?;
    let settings = session::settings_of_model(&model, &arguments.input.reading);
    let parts = Parts { themes: false, clusters: false };
    session::on_threads(&arguments.execution, |execution| {
        let corpus = session::corpus(&arguments.input, (&settings, execution.memory), terminal)?;
        let job = Job {
            model: Some(&model),
            ..Job::new((&corpus, &settings), parts, execution, terminal)
        };
        let rows = if arguments.long { Rows::Tags } else { Rows::Documents };
        write_findings(&job, &arguments.output, (arguments.format, rows))
    })
}

/// The classifier of a model; its codebook and clusters are left aside.
///
/// # Errors
/// If it cannot be read, or knows no labels.
pub(super) fn classifier_of(file: &Path) -> Result<Model> {
    let model = Model::read(file)?;
    if model.classifier.is_none() {
        return Err(Error::settings(
            file.display(),
            "the model has learnt no labels",
            "name a model that `caselens train` made",
        ));
    }
    Ok(Model { codebook: None, space: None, ..model })
}
