//! `caselens cluster`: groups of alike cases.

use caselens::Result;
use caselens::tables::TableFormat;
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
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputOptions,
    #[command(flatten)]
    clusters: ClusterOptions,
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
        session::settings(&arguments.input, &ThemeOptions::default(), &arguments.clusters)?;
    let parts = Parts { themes: false, clusters: true };
    session::on_threads(&arguments.execution, |execution| {
        let corpus = session::corpus(&arguments.input, &settings, terminal)?;
        let Arguments { output, format, .. } = arguments;
        let job = Job { corpus: &corpus, settings: &settings, parts, execution, terminal };
        write_findings(&job, output, (*format, Rows::Documents))
    })
}
