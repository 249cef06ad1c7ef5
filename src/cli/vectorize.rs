//! `caselens vectorize`: the TF-IDF matrix for other programs.

use std::path::{Path, PathBuf};

use caselens::Result;
use caselens::error::Warning;
use caselens::pipeline::{CountedCorpus, Execution};
use caselens::settings::Settings;
use caselens::tables::{MatrixFiles, MatrixFormat, MatrixRows, MatrixShape, RunFolder};
use caselens::text::Analyzer;
use caselens::vectorize::{TfIdf, Vocabulary};
use clap::Args;

use super::job::refuse_nothing;
use super::known::Known;
use super::options::{
    ClusterOptions, ExecutionOptions, InputOptions, OutputOptions, ThemeOptions, parsed,
};
use super::place::must_be_a_folder;
use super::session;
use super::terminal::{Terminal, print};
use super::vectorize_options::VectorizeOptions;

/// The TF-IDF matrix (N × V, rows of length 1) as `matrix.npz`, which `scipy.sparse.load_npz` reads,
/// with `vocabulary.csv` (one row per column of the matrix), `ids.csv` (one row per row of it) and
/// `rejects.csv`. They go to the folder that `--output` names, by default `reports/<input>-vectors`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputOptions,
    #[command(flatten)]
    vectorize: VectorizeOptions,
    /// Write counts in place of weights
    #[arg(long, help_heading = "Vectorisation")]
    counts: bool,
    /// Take vocabulary, weights and language rules from the model of a run, so that a document's row
    /// does not depend on the others
    #[arg(long, value_name = "FILE", help_heading = "Vectorisation", conflicts_with_all = ["preset", "stop_words", "ngram_range", "min_df", "max_df", "max_features", "sublinear_tf", "binary", "no_idf", "no_smooth_idf", "norm", "language"])]
    model: Option<PathBuf>,
    #[command(flatten)]
    output: OutputOptions,
    /// Format of the matrix: npz, parquet with one row for every value, or none to write no matrix
    /// [default: npz]
    #[arg(long, help_heading = "Output", value_parser = parsed::<MatrixFormat>)]
    format: Option<MatrixFormat>,
    #[command(flatten)]
    execution: ExecutionOptions,
}

pub(super) fn perform(arguments: &Arguments, terminal: &Terminal) -> Result<()> {
    let (themes, clusters) = (ThemeOptions::default(), ClusterOptions::default());
    let mut settings = session::settings(&arguments.input, &themes, &clusters)?;
    arguments.vectorize.change(&mut settings)?;
    let read = |file: &Path| {
        session::must_hold_model(&arguments.execution, file)?;
        Known::read(file)
    };
    let model = arguments.model.as_deref().map(read).transpose()?;
    if let Some(known) = &model {
        settings.text.clone_from(&known.settings.text);
    }
    session::on_threads(&arguments.execution, |execution| {
        write(arguments, &settings, model, execution, terminal)
    })
}

fn write(
    arguments: &Arguments,
    settings: &Settings,
    model: Option<Known>,
    execution: Execution,
    terminal: &Terminal,
) -> Result<()> {
    let corpus = session::corpus(&arguments.input, (settings, execution.memory), terminal)?;
    let place = match &arguments.output.output {
        Some(place) => place.clone(),
        None => PathBuf::from("reports").join(format!("{}-vectors", corpus.name())),
    };
    must_be_a_folder(&place)?;
    let folder = RunFolder::begin(&place, arguments.output.force)?;
    let format = arguments.format.unwrap_or_default();
    let files = MatrixFiles::create(&folder, format, execution.memory)?;
    let mut files = files.with_raw_csv(arguments.output.raw_csv);
    let bars = terminal.progress();
    let analyzer = Analyzer::new(&settings.text)?;
    let ngrams = model.as_ref().map(|known| known.vocabulary.ngrams());
    let ngrams = ngrams.unwrap_or_else(|| settings.vectorize.ngrams());
    let counted = CountedCorpus::read(
        &corpus,
        (&analyzer, ngrams),
        execution,
        &bars,
        |documents, rejects| {
            rejects.iter().for_each(|reject| terminal.reject(reject));
            files.take_documents(documents, rejects)
        },
    )?;
    let (vocabulary, tfidf, values) = match model {
        Some(Known { vocabulary, tfidf, .. }) => {
            let values = counted.values(&vocabulary)?;
            (vocabulary, tfidf, values)
        }
        None => {
            let vocabulary = Vocabulary::learn(counted.statistics(), &settings.vectorize)?;
            let tfidf = TfIdf::learn(&vocabulary, &settings.vectorize);
            let values = vocabulary.terms().iter().map(|term| term.document_frequency).sum();
            (vocabulary, tfidf, values)
        }
    };
    files.begin_rows(values)?;
    let counts = TfIdf::learn(&vocabulary, &settings.vectorize.as_counts());
    let weights = if arguments.counts { &counts } else { &tfidf };
    let make = |rows| MatrixRows::of(rows, format);
    counted.each_rows((&vocabulary, weights), &bars, make, |rows| files.take_rows(rows))?;
    let shape = files.finish(&vocabulary, &tfidf)?;
    refuse_nothing(&corpus, shape.rows, shape.rejects)?;
    let place = folder.publish()?;
    tell(shape, &vocabulary, terminal);
    print(format_args!("{}\n", place.display()))
}

fn tell(shape: MatrixShape, vocabulary: &Vocabulary, terminal: &Terminal) {
    if shape.rejects > 0 {
        terminal.warn(Warning::Rejected { rows: shape.rejects });
    }
    if vocabulary.left_out() > 0 {
        let (kept, left_out) = (shape.columns, vocabulary.left_out());
        terminal.warn(Warning::TermsLeftOut { kept, left_out });
    }
    terminal.say(format_args!(
        "{} documents × {} terms, {} values",
        shape.rows, shape.columns, shape.values
    ));
}
