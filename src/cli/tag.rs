//! `caselens tag`: themes by a codebook.

use caselens::Result;
use caselens::tables::TableFormat;
use clap::Args;

use super::job::{Job, Parts};
use super::options::{
    ClusterOptions, ExecutionOptions, InputOptions, OutputOptions, ThemeOptions, parsed,
};
use super::output::write_findings;
use super::session;
use super::terminal::Terminal;

/// Batch classification with a codebook. Writes the documents with their themes as one table
/// (`--output FILE.csv`, `.jsonl` or `.parquet`; without it standard output), or all tables that
/// apply, with the evidence, into a folder (`--output FOLDER`).
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputOptions,
    #[command(flatten)]
    themes: ThemeOptions,
    #[command(flatten)]
    output: OutputOptions,
    /// Format of one table: csv, jsonl, parquet [default: by the file's name, csv]
    #[arg(long, help_heading = "Output", value_parser = parsed::<TableFormat>)]
    format: Option<TableFormat>,
    #[command(flatten)]
    execution: ExecutionOptions,
}

pub(super) fn perform(arguments: &Arguments, terminal: &Terminal) -> Result<()> {
    let settings =
        session::settings(&arguments.input, &arguments.themes, &ClusterOptions::default())?;
    let parts = Parts { themes: true, clusters: false };
    session::on_threads(&arguments.execution, |execution| {
        let corpus = session::corpus(&arguments.input, &settings, terminal)?;
        let Arguments { output, format, .. } = arguments;
        let (corpus, settings) = (&corpus, &settings);
        let job = Job { corpus, settings, model: None, parts, execution, terminal };
        write_findings(&job, output, *format)
    })
}
