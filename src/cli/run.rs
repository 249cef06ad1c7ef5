//! `caselens run`: everything, in one folder.

use std::path::PathBuf;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use caselens::corpus::Corpus;
use caselens::error::Warning;
use caselens::model::Model;
use caselens::pipeline::{Applier, Execution, apply, learn};
use caselens::report::{ReportFormat, ReportSettings, Run, render};
use caselens::settings::Settings;
use caselens::tables::{Manifest, RunFolder, RunIdentity, RunTables, RunTotals};
use caselens::themes::Codebook;
use caselens::{Error, Result};
use clap::Args;

use super::options::{ClusterOptions, ExecutionOptions, InputOptions, OutputOptions, ThemeOptions};
use super::session;
use super::terminal::{Terminal, print};

/// Everything: reads the cases, tags themes, finds clusters, and writes tables, model and report
/// into one folder (`--output`; by default `reports/<input>-<hash>`).
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputOptions,
    #[command(flatten)]
    themes: ThemeOptions,
    #[command(flatten)]
    clusters: ClusterOptions,
    #[command(flatten)]
    output: OutputOptions,
    #[command(flatten)]
    execution: ExecutionOptions,
    /// Title of the report [default: from the input's name]
    #[arg(long, help_heading = "Output")]
    title: Option<String>,
}

/// Which of its parts a run has.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parts {
    pub(super) themes: bool,
    pub(super) clusters: bool,
}

pub(super) fn perform(arguments: &Arguments, terminal: &Terminal) -> Result<()> {
    let settings = session::settings(&arguments.input, &arguments.themes, &arguments.clusters)?;
    let parts = Parts { themes: true, clusters: true };
    let report = ReportSettings { title: arguments.title.clone(), ..ReportSettings::default() };
    session::on_threads(&arguments.execution, |execution| {
        let corpus = session::corpus(&arguments.input, &settings, terminal)?;
        let into = Into { output: &arguments.output, report: Some(&report) };
        let place = write_run(&corpus, &settings, parts, into, execution, terminal)?;
        print(format_args!("{}\n", place.display()))
    })
}

/// Where a run is written and whether with a report.
#[derive(Clone, Copy)]
pub(super) struct Into<'a> {
    pub(super) output: &'a OutputOptions,
    pub(super) report: Option<&'a ReportSettings>,
}

/// Makes a run with the given parts and writes its folder. Gives the folder's place.
pub(super) fn write_run(
    corpus: &Corpus,
    settings: &Settings,
    parts: Parts,
    into: Into<'_>,
    execution: Execution,
    terminal: &Terminal,
) -> Result<PathBuf> {
    let begun = Instant::now();
    let codebook =
        if parts.themes { Some(Codebook::find(&settings.themes.codebook)?) } else { None };
    let identity = RunIdentity::new(corpus, settings, codebook.as_ref())?;
    let place = match &into.output.output {
        Some(place) => place.clone(),
        None => PathBuf::from("reports").join(identity.default_folder()),
    };
    // Before the work, so that a place that cannot be written costs no time.
    let folder = RunFolder::begin(&place, into.output.force)?;
    let bars = terminal.progress();
    let learnt = learn(corpus, settings, codebook, parts.clusters, execution, &bars)?;
    let applier = Applier::new(&learnt.model)?;
    let lexicon = applier.lexicon();
    let mut tables =
        RunTables::new(folder.path(), corpus.schema(), &learnt.model, lexicon, &learnt.texts);
    apply(corpus, &applier, execution, Some(learnt.documents), &bars, |batch| tables.take(batch))?;
    let totals = tables.finish()?;
    refuse_nothing(corpus, &totals)?;
    let warnings = all_warnings(learnt.warnings.clone(), &totals);
    let sentences: Vec<String> = warnings.iter().map(ToString::to_string).collect();
    let model = learnt.model.to_bytes()?;
    folder.write("model.caselens", &model)?;
    if let Some(codebook) = &learnt.model.codebook {
        folder.write("codebook.toml", codebook.source())?;
    }
    let manifest = Manifest::new(&identity, &model, &totals, &sentences, made(begun));
    folder.write("run.json", manifest.to_json())?;
    if let Some(report) = into.report {
        let run = Run::read(folder.path())?;
        for format in [ReportFormat::Html, ReportFormat::Markdown] {
            folder.write(format.file_name(), render(&run, format, report))?;
        }
    }
    let place = folder.publish()?;
    sentences.iter().for_each(|warning| terminal.warn(warning));
    tell(&learnt.model, &totals, terminal);
    Ok(place)
}

/// A run without a single case is no run.
fn refuse_nothing(corpus: &Corpus, totals: &RunTotals) -> Result<()> {
    if totals.summary.analysed > 0 {
        return Ok(());
    }
    Err(Error::input(
        corpus.name(),
        format!("not one case was found in {} rows or lines", totals.summary.rejected_rows()),
        "look at the input with `--verbose`, or say how it is divided with `--layout`",
    ))
}

fn all_warnings(mut warnings: Vec<Warning>, totals: &RunTotals) -> Vec<Warning> {
    let rows = totals.summary.rejected_rows();
    if rows > 0 {
        warnings.insert(0, Warning::Rejected { rows });
    }
    if !totals.languages_without_entries.is_empty() {
        let documents = totals.languages_without_entries.clone();
        warnings.push(Warning::LanguagesWithoutEntries { documents });
    }
    warnings
}

/// When and how a run was made; no part of its hash.
fn made(begun: Instant) -> serde_json::Value {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    serde_json::json!({
        "unix_time": now,
        "seconds": (begun.elapsed().as_secs_f64() * 1e3).round() / 1e3,
        "threads": rayon::current_num_threads(),
        "host": std::env::consts::OS,
    })
}

/// The outcome in a few lines.
fn tell(model: &Model, totals: &RunTotals, terminal: &Terminal) {
    let summary = &totals.summary;
    let rows = summary.analysed + summary.rejected_rows();
    terminal.say(format_args!(
        "{rows} rows or lines read: {} cases analysed, {} rejected",
        summary.analysed,
        summary.rejected_rows()
    ));
    if let Some(codebook) = &model.codebook {
        let mut themes: Vec<(u64, &str)> = summary
            .themes
            .iter()
            .map(|(&theme, &documents)| (documents, codebook.themes[theme].label.as_str()))
            .collect();
        themes.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        let first: Vec<String> = themes
            .iter()
            .take(5)
            .map(|(documents, label)| format!("{label} {documents}"))
            .collect();
        terminal.say(format_args!(
            "{} themes found ({}); {} cases have none",
            themes.len(),
            first.join(", "),
            summary.without_theme
        ));
    }
    if model.space.is_some() {
        let clusters = summary.clusters.len();
        let known = summary.analysed - summary.without_text - summary.without_known_term;
        terminal.say(format_args!("{known} cases in {clusters} clusters"));
    }
}
