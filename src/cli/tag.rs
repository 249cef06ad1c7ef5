//! `caselens tag`: themes by a codebook.

use std::path::Path;

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

/// The match language in short.
pub(super) const LANGUAGE: &str = "\
What an entry of a codebook, and a query of kwic, can say:
  citizen assembly        these words in a row, in any inflection
  =AI                     exactly so, letter case included
  digital*                words that begin so
  \"open * data\"          a phrase; * is exactly one word
  A NEAR/6 B              at most 6 words between, in either order
  A & B    A | B    (...) both in the document; either; brackets. NEAR binds tightest, then &, then |
  title:\"...\"  title:(...) in the column `title` only
  re:/\\bG(7|20)\\b/        a regular expression over the untouched text; re:/.../i ignores case
Signs that mean something are text within quotation marks: \"R & D\".";

/// Batch classification with a codebook. Writes the documents with their themes, scores and the words
/// that prove them as one table (`--output FILE.csv`, `.jsonl` or `.parquet`; without it standard
/// output), or all tables that apply, with the place of every match, into a folder (`--output FOLDER`).
/// Documents are read, tagged and written a batch at a time, so that any number of them needs the same
/// memory.
#[derive(Debug, Args)]
#[command(after_help = LANGUAGE)]
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
    /// One row for each theme of a document instead of one for each document
    #[arg(long, help_heading = "Output")]
    long: bool,
    #[command(flatten)]
    execution: ExecutionOptions,
}

pub(super) fn perform(arguments: &Arguments, terminal: &Terminal) -> Result<()> {
    let settings =
        session::settings(&arguments.input, &arguments.themes, &ClusterOptions::default())?;
    let parts = Parts { themes: true, clusters: false };
    let one_table = arguments
        .output
        .output
        .as_deref()
        .is_none_or(|it| it == Path::new("-") || TableFormat::of(it).is_some());
    if one_table && !arguments.themes.by.by.is_empty() {
        return Err(Error::usage(
            "--by",
            "it makes a table of its own, and the output is one table",
            "name a folder with `--output`",
        ));
    }
    session::on_threads(&arguments.execution, |execution| {
        let corpus = session::corpus(&arguments.input, (&settings, execution.memory), terminal)?;
        let Arguments { output, format, long, .. } = arguments;
        let rows = if *long { Rows::Tags } else { Rows::Documents };
        let (corpus, settings) = (&corpus, &settings);
        let job = Job::new((corpus, settings), parts, execution, terminal);
        write_findings(&job, output, (*format, rows))
    })
}
