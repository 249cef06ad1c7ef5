//! `caselens vectorize`: the TF-IDF matrix for other programs.

use std::path::PathBuf;

use caselens::Result;
use caselens::error::Warning;
use caselens::pipeline::Vectorizer;
use caselens::tables::{RunFolder, write_matrix};
use clap::Args;

use super::job::refuse_nothing;
use super::options::{ClusterOptions, ExecutionOptions, InputOptions, OutputOptions, ThemeOptions};
use super::place::must_be_a_folder;
use super::session;
use super::terminal::{Terminal, print};

/// The TF-IDF matrix (N × V, rows of length 1) as `matrix.npz`, which `scipy.sparse.load_npz` reads,
/// with `vocabulary.csv` (one row per column of the matrix), `ids.csv` (one row per row of it) and
/// `rejects.csv`. They go to the folder that `--output` names, by default `reports/<input>-vectors`.
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
        must_be_a_folder(&place)?;
        let folder = RunFolder::begin(&place, arguments.output.force)?;
        let bars = terminal.progress();
        let vectorizer = Vectorizer::learn(&corpus, &settings, execution, &bars)?;
        let vectors = vectorizer.transform(&corpus, execution, &bars)?;
        refuse_nothing(&corpus, vectors.ids.len() as u64, vectors.rejects.len() as u64)?;
        write_matrix(&folder, &vectorizer, &vectors)?;
        let place = folder.publish()?;
        if !vectors.rejects.is_empty() {
            terminal.warn(Warning::Rejected { rows: vectors.rejects.len() as u64 });
        }
        terminal.say(format_args!(
            "{} documents × {} terms, {} values",
            vectors.rows.nrows(),
            vectors.rows.ncols(),
            vectors.rows.nnz()
        ));
        print(format_args!("{}\n", place.display()))
    })
}
