//! `caselens vectorize`: the TF-IDF matrix for other programs.

use std::path::PathBuf;

use caselens::Result;
use caselens::pipeline::Vectorizer;
use caselens::tables::{RunFolder, write_matrix};
use clap::Args;

use super::options::{ClusterOptions, ExecutionOptions, InputOptions, OutputOptions, ThemeOptions};
use super::session;
use super::terminal::{Terminal, print};

/// The TF-IDF matrix (N × V, rows of length 1) as `matrix.npz`, which `scipy.sparse.load_npz` reads,
/// with `vocabulary.csv` (one row per column of the matrix) and `ids.csv` (one row per row of it).
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputOptions,
    #[command(flatten)]
    output: OutputOptions,
    #[command(flatten)]
    execution: ExecutionOptions,
}

pub(super) fn perform(arguments: &Arguments, terminal: &Terminal) -> Result<()> {
    let settings =
        session::settings(&arguments.input, &ThemeOptions::default(), &ClusterOptions::default())?;
    session::on_threads(&arguments.execution, |execution| {
        let corpus = session::corpus(&arguments.input, &settings, terminal)?;
        let place = match &arguments.output.output {
            Some(place) => place.clone(),
            None => PathBuf::from("reports").join(format!("{}-vectors", corpus.name())),
        };
        let folder = RunFolder::begin(&place, arguments.output.force)?;
        let bars = terminal.progress();
        let vectorizer = Vectorizer::learn(&corpus, &settings, execution, &bars)?;
        let (rows, ids) = vectorizer.transform(&corpus, execution, &bars)?;
        write_matrix(&folder, &vectorizer, &rows, &ids)?;
        let place = folder.publish()?;
        terminal.say(format_args!(
            "{} documents × {} terms, {} values",
            rows.nrows(),
            rows.ncols(),
            rows.nnz()
        ));
        print(format_args!("{}\n", place.display()))
    })
}
