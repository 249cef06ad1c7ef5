//! `caselens bench`: how fast each stage of the vectorisation is, here and on this input.

mod baseline;
mod gate;
mod measure;
mod result;
mod rounds;
mod stages;
mod table;
mod workload;

use std::path::PathBuf;

use caselens::corpus::Corpus;
use caselens::error::counted;
use caselens::pipeline::Execution;
use caselens::settings::Settings;
use caselens::text::Analyzer;
use caselens::{Error, Result};
use clap::{Args, ValueEnum};

use super::job::refuse_nothing;
use super::known::Known;
use super::options::{ClusterOptions, InputOptions, ThemeOptions, parsed};
use super::session;
use super::terminal::{Terminal, print};
use super::vectorize_options::VectorizeOptions;
use baseline::Saved;
use gate::Bound;
use measure::peak_memory;
use result::{BenchResult, FORMAT, Subject, settings_of};
use rounds::{Bench, ThreadCount};
use workload::{Reading, Workload};

/// Times each stage of the vectorisation on this machine and this input, in several rounds: in each,
/// every stage in its turn on every number of threads. The input is read into memory whole. What is
/// told is the median of the rounds, how far from it half of them are at most (±, the median absolute
/// deviation), the median of the time that all processors together worked (CPU), and rates; `tokens` are words, stop words included. Peak memory is that of the program
/// after it did the whole once, on the most threads, before it held the input in memory.
#[derive(Debug, Args)]
#[command(after_long_help = stages::help())]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputOptions,
    #[command(flatten)]
    vectorize: VectorizeOptions,
    /// Take vocabulary, weights and language rules from the model of a run, as `vectorize` does
    #[arg(long, value_name = "FILE", help_heading = "Vectorisation", conflicts_with_all = ["preset", "stop_words", "ngram_range", "min_df", "max_df", "max_features", "sublinear_tf", "binary", "no_idf", "no_smooth_idf", "norm", "language"])]
    model: Option<PathBuf>,
    /// How often every stage is timed
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=10_000), help_heading = "Measurement")]
    rounds: u32,
    /// Numbers of threads, with commas between them; `all` (or 0) is one per core
    #[arg(long, value_name = "LIST", default_value = "1,all", value_delimiter = ',', env = "CASELENS_THREADS", value_parser = parsed::<ThreadCount>, help_heading = "Measurement")]
    threads: Vec<ThreadCount>,
    /// Form of the result
    ///
    /// The fields of `json`, in this order: `format` (2, the version of this layout), `version` (of the
    /// program), `cores`, `input` (its name), `input_bytes` (of the files), `documents`, `text_bytes`,
    /// `tokens`, `distinct_words` (by language), `distinct_word_bytes`, `terms` (of the vocabulary),
    /// `settings` (`text` and `vectorize`, as a settings file has them), `rounds`, `peak_memory_bytes`
    /// (where the system tells), `against` (with `--against`: `name`, `version`), and `stages`, a list
    /// of: `stage`, `threads`, `works_on` (`text` or `distinct-words`: what the rates are of),
    /// `seconds` (`median`, `deviation`, `min`, `max`, and every one of `rounds`), `cpu_seconds` (the
    /// same, of all processors together, the work of the system included), `mb_per_second` (millions
    /// of bytes a second of `seconds`), `documents_per_second` (null for distinct words), `tokens_per_second`, and
    /// `ratio` (with `--against`, where both results have the figure).
    #[arg(long, value_enum, default_value_t = Format::Table, help_heading = "Output")]
    format: Format,
    /// Save the result as `reports/bench/NAME.json`, or under a path that ends in .json; an earlier
    /// result there is replaced
    #[arg(long, value_name = "NAME", value_parser = parsed::<Saved>, help_heading = "Output")]
    save: Option<Saved>,
    /// Compare with a result that was saved: for every stage the ratio of the median times
    #[arg(long, value_name = "NAME", value_parser = parsed::<Saved>, help_heading = "Output")]
    against: Option<Saved>,
    /// Exit with code 5 if a stage or the whole got slower by more than that, such as `10%`
    #[arg(long, value_name = "PERCENT", value_parser = parsed::<Bound>, requires = "against", help_heading = "Output")]
    fail_if_slower: Option<Bound>,
}

/// Form of the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table for people
    Table,
    /// One JSON object
    Json,
}

pub(super) fn perform(arguments: &Arguments, terminal: &Terminal) -> Result<()> {
    let (themes, clusters) = (ThemeOptions::default(), ClusterOptions::default());
    let mut settings = session::settings(&arguments.input, &themes, &clusters)?;
    arguments.vectorize.change(&mut settings)?;
    let model = arguments.model.as_deref().map(Known::read).transpose()?;
    if let Some(known) = &model {
        settings.text.clone_from(&known.settings.text);
        settings.vectorize.clone_from(&known.settings.vectorize);
    }
    // What cannot be compared or saved in the end should be known before minutes of measuring.
    let before = arguments.against.as_ref().map(|saved| Ok((saved, saved.read()?)));
    let before: Option<(&Saved, BenchResult)> = before.transpose()?;
    arguments.save.as_ref().map_or(Ok(()), Saved::must_be_replaceable)?;
    let mut result = measure(arguments, (&settings, model.as_ref()), before.as_ref(), terminal)?;
    if let Some(saved) = &arguments.save {
        saved.write(&result)?;
        terminal.say(format_args!("saved as {}", saved.path().display()));
    }
    if let Some((saved, before)) = &before {
        saved.compare(&mut result, before);
    }
    match arguments.format {
        Format::Table => print(table::render(&result))?,
        Format::Json => print(json(&result)?)?,
    }
    arguments.fail_if_slower.map_or(Ok(()), |bound| bound.hold(&result))
}

fn measure(
    arguments: &Arguments,
    (settings, model): (&Settings, Option<&Known>),
    before: Option<&(&Saved, BenchResult)>,
    terminal: &Terminal,
) -> Result<BenchResult> {
    if cfg!(debug_assertions) {
        terminal.warn("this is a build without `--release`: its figures say nothing");
    }
    let analyzer = Analyzer::new(&settings.text)?;
    let execution = Execution::default();
    let corpus = session::corpus(&arguments.input, (settings, execution.memory), terminal)?;
    let reading = Reading { corpus: &corpus, analyzer: &analyzer, settings, model, execution };
    let bench = Bench::new(&arguments.threads)?;
    let terms = bench.on_the_most_threads(|| Ok(stages::whole(reading)?.ncols()))?;
    let peak_memory_bytes = peak_memory();
    let work = read(reading, terminal)?;
    let prepared = bench.prepare(&work)?;
    let subject = subject(&corpus, &work, (prepared.tokens(), terms as u64));
    if let Some((saved, before)) = before {
        saved.must_be_comparable(before, &subject, &bench.threads())?;
        tell_what_differs(before, settings, bench.cores(), terminal);
    }
    let stages = prepared.time(arguments.rounds as usize, &subject, terminal)?;
    Ok(BenchResult {
        format: FORMAT,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        cores: bench.cores(),
        subject,
        settings: settings_of(settings),
        rounds: arguments.rounds as usize,
        peak_memory_bytes,
        against: None,
        stages,
    })
}

/// Reads the input into memory and tells what of it is no case.
fn read<'a>(reading: Reading<'a>, terminal: &Terminal) -> Result<Workload<'a>> {
    let work = Workload::read(reading, terminal)?;
    refuse_nothing(reading.corpus, work.documents.len() as u64, work.rejects)?;
    if work.rejects > 0 {
        let rejects = counted(work.rejects, "row or line is no case", "rows or lines are no cases");
        terminal.warn(format_args!("{rejects}; `--verbose` tells which and why"));
    }
    Ok(work)
}

fn subject(corpus: &Corpus, work: &Workload<'_>, (tokens, terms): (u64, u64)) -> Subject {
    Subject {
        input: corpus.name().to_owned(),
        input_bytes: corpus.sources().iter().map(|source| source.bytes).sum(),
        documents: work.documents.len() as u64,
        text_bytes: work.text_bytes(),
        tokens,
        distinct_words: work.words.len() as u64,
        distinct_word_bytes: work.word_bytes(),
        terms,
    }
}

/// Tells what makes ratios to an earlier result say less.
fn tell_what_differs(before: &BenchResult, settings: &Settings, cores: usize, terminal: &Terminal) {
    if before.settings != settings_of(settings) {
        terminal.warn("the earlier result was measured with other settings");
    }
    if before.cores != cores {
        let cores = counted(before.cores as u64, "core", "cores");
        terminal.warn(format_args!("the earlier result was measured on {cores}"));
    }
}

/// A result as JSON, with a line break at its end.
fn json(result: &BenchResult) -> Result<String> {
    let text = serde_json::to_string_pretty(result).map_err(|error| {
        let cause = format!("it cannot be written as JSON: {error}");
        Error::failed("the result", cause, "measure again").caused_by(error)
    })?;
    Ok(text + "\n")
}
