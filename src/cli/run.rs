//! `caselens run`: everything, in one folder.

use std::path::{Path, PathBuf};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use caselens::Result;
use caselens::corpus::Reason;
use caselens::error::{Warning, counted};
use caselens::model::Model;
use caselens::pipeline::{Applier, Learnt, apply};
use caselens::report::{ReportSettings, Run};
use caselens::settings::ReportLanguage;
use caselens::tables::{
    Manifest, RunFolder, RunIdentity, RunTables, RunTotals, attribute_columns, column_names,
};
use caselens::themes::Codebook;
use clap::Args;

use super::classify::classifier_of;
use super::job::{Job, Parts, refuse_nothing, unknown_fields};
use super::options::{ClusterOptions, ExecutionOptions, InputOptions, OutputOptions, ThemeOptions};
use super::page::PageLanguage;
use super::place::must_be_a_folder;
use super::report::Format;
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
    /// Give the cases the labels of a model that `train` made, too, beside the themes of the codebook
    #[arg(long, value_name = "FILE", help_heading = "Themes")]
    model: Option<PathBuf>,
    #[command(flatten)]
    output: OutputOptions,
    #[command(flatten)]
    execution: ExecutionOptions,
    /// Title of the report [default: from the number of cases]
    #[arg(long, help_heading = "Output")]
    title: Option<String>,
    /// Language of the fixed words of the report [default: en]
    #[arg(
        long,
        value_enum,
        value_name = "LANGUAGE",
        help_heading = "Output",
        env = "CASELENS_LANG"
    )]
    lang: Option<PageLanguage>,
    /// Which reports to make
    #[arg(long, value_enum, value_name = "FORMATS", value_delimiter = ',', default_values_t = Format::USUAL,
          help_heading = "Output")]
    report: Vec<Format>,
}

pub(super) fn perform(arguments: &Arguments, terminal: &Terminal) -> Result<()> {
    let settings = session::settings(&arguments.input, &arguments.themes, &arguments.clusters)?;
    let read = |file: &Path| {
        session::must_hold_model(&arguments.execution, file)?;
        classifier_of(file)
    };
    let classifier = arguments.model.as_deref().map(read).transpose()?;
    let parts = Parts { themes: true, clusters: true };
    let lang = arguments.lang.map_or(settings.report.lang, ReportLanguage::from);
    let report = ReportSettings {
        title: arguments.title.clone(),
        lang: Some(lang),
        ..ReportSettings::default()
    };
    session::on_threads(&arguments.execution, |execution| {
        let corpus = session::corpus(&arguments.input, (&settings, execution.memory), terminal)?;
        let into = Into { output: &arguments.output, report: Some((&report, &arguments.report)) };
        let (corpus, settings) = (&corpus, &settings);
        let job = Job {
            classifier: classifier.as_ref(),
            ..Job::new((corpus, settings), parts, execution, terminal)
        };
        let place = write_run(&job, into)?;
        print(format_args!("{}\n", place.display()))
    })
}

/// Where a run is written and with which reports, if any.
#[derive(Clone, Copy)]
pub(super) struct Into<'a> {
    pub(super) output: &'a OutputOptions,
    pub(super) report: Option<(&'a ReportSettings, &'a [Format])>,
}

/// Makes a run and writes its folder. Gives the folder's place.
pub(super) fn write_run(job: &Job<'_>, into: Into<'_>) -> Result<PathBuf> {
    let begun = Instant::now();
    let codebook = job.codebook()?;
    let bars = job.terminal.progress();
    let identity = RunIdentity::new(job.corpus, job.settings, codebook.as_ref(), &bars)?;
    let identity = match job.model {
        Some(model) => identity.with_model(model)?,
        None => identity,
    };
    let identity = match job.classifier.and_then(|model| model.classifier.as_ref()) {
        Some(classifier) => identity.with_classifier(classifier)?,
        None => identity,
    };
    let place = match &into.output.output {
        Some(place) => place.clone(),
        None => PathBuf::from("reports").join(identity.default_folder()),
    };
    must_be_a_folder(&place)?;
    // Before the work, so that a place that cannot be written costs no time.
    let folder = RunFolder::begin(&place, into.output.force)?;
    if job.parts.themes {
        attribute_columns(&job.settings.themes.by, &column_names(job.corpus.schema()))?;
    }
    let mut learnt = job.learn(codebook)?;
    if let Some(model) = job.classifier {
        learnt.model.classifier.clone_from(&model.classifier);
    }
    let applier = Applier::new(&learnt.model)?.knowing(&learnt.findings);
    let totals = write_tables(job, &learnt, &applier, (&folder, into.output.raw_csv))?;
    let known = [learnt.warnings.clone(), job.drift(&totals.summary)].concat();
    let mut warnings = all_warnings(known, &totals);
    warnings.extend(unknown_fields(applier.lexicon(), job.corpus));
    let written = folder.write_with("model.caselens", |file| learnt.model.write(file))?;
    if let Some(codebook) = &learnt.model.codebook {
        folder.write("codebook.toml", codebook.source())?;
    }
    let lang = into.report.and_then(|(settings, _)| settings.lang).unwrap_or_default();
    let page = (into.report.and_then(|(settings, _)| settings.title.as_deref()), lang);
    let model = (&learnt.model, written);
    let made = made(begun, into.output.raw_csv);
    let manifest = Manifest::new(&identity, page, model, &totals, &warnings, made);
    folder.write("run.json", manifest.to_json())?;
    if let Some((settings, formats)) = into.report {
        write_reports(&folder, settings, formats)?;
    }
    let place = folder.publish()?;
    warnings.iter().for_each(|warning| job.terminal.warn(warning));
    tell(&learnt.model, &totals, job.terminal);
    Ok(place)
}

/// Applies the model to every case and writes the tables.
fn write_tables(
    job: &Job<'_>,
    learnt: &Learnt,
    applier: &Applier<'_>,
    (folder, raw_csv): (&RunFolder, bool),
) -> Result<RunTotals> {
    let schema = job.corpus.schema();
    let lexicon = applier.lexicon();
    let tables = RunTables::new(folder, schema, &learnt.model, lexicon, &learnt.texts);
    let tables = tables.with_raw_csv(raw_csv).with_sample(&learnt.findings);
    let mut tables = tables.with_attributes()?;
    let (documents, bars) = (Some(learnt.documents), job.terminal.progress());
    apply(job.corpus, applier, job.execution, documents, &bars, |batch| {
        batch.rejects.iter().for_each(|reject| job.terminal.reject(reject));
        tables.take(batch)
    })?;
    let totals = tables.finish()?;
    refuse_nothing(job.corpus, totals.summary.analysed, totals.summary.rejected_rows())?;
    Ok(totals)
}

fn write_reports(folder: &RunFolder, settings: &ReportSettings, formats: &[Format]) -> Result<()> {
    let run = Run::read(folder.path())?;
    let mut formats = formats.to_vec();
    formats.sort_unstable();
    formats.dedup();
    let write = |format: Format| {
        let (file, place) = folder.file(format.file_name())?;
        format.write((&run, folder.path()), settings, (file, &place))
    };
    formats.into_iter().try_for_each(write)
}

/// The warnings of the run: what is known of the learning, and what came of the reading.
fn all_warnings(learnt: Vec<Warning>, totals: &RunTotals) -> Vec<Warning> {
    let mut warnings = learnt;
    let rows = totals.summary.rejected_rows();
    if let Some(&rows) = totals.summary.rejected.get(&Reason::InvalidUtf8) {
        warnings.insert(0, Warning::NotUtf8 { rows });
    }
    if rows > 0 {
        warnings.insert(0, Warning::Rejected { rows });
    }
    if !totals.languages_without_entries.is_empty() {
        let documents = totals.languages_without_entries.clone();
        warnings.push(Warning::LanguagesWithoutEntries { documents });
    }
    warnings.extend(totals.left_out.iter().cloned());
    warnings
}

/// When and how a run was made; no part of its hash.
fn made(begun: Instant, raw_csv: bool) -> serde_json::Value {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    serde_json::json!({
        "unix_time": now,
        "seconds": (begun.elapsed().as_secs_f64() * 1e3).round() / 1e3,
        "threads": rayon::current_num_threads(),
        "host": std::env::consts::OS,
        "raw_csv": raw_csv,
    })
}

/// The outcome in a few lines.
fn tell(model: &Model, totals: &RunTotals, terminal: &Terminal) {
    let summary = &totals.summary;
    let (analysed, rejected) = (summary.analysed, summary.rejected_rows());
    terminal.say(format_args!(
        "{} read: {} analysed, {rejected} rejected",
        counted(analysed + rejected, "row or line", "rows or lines"),
        counted(analysed, "case", "cases"),
    ));
    if let Some(codebook) = &model.codebook {
        tell_themes(codebook, totals, terminal);
    }
    if model.classifier.is_some() {
        terminal.say(format_args!(
            "{} of the model given; {} without any",
            counted(summary.labels.len() as u64, "label", "labels"),
            counted(summary.without_label, "case", "cases")
        ));
    }
    if model.space.is_some() {
        let known = analysed - summary.without_text - summary.without_known_term;
        terminal.say(format_args!(
            "{} in {}",
            counted(known, "case", "cases"),
            counted(summary.clusters.len() as u64, "cluster", "clusters")
        ));
    }
}

fn tell_themes(codebook: &Codebook, totals: &RunTotals, terminal: &Terminal) {
    /// Themes that are named.
    const NAMED: usize = 5;
    let summary = &totals.summary;
    let mut themes: Vec<(u64, &str)> = summary
        .themes
        .iter()
        .map(|(&theme, &documents)| (documents, codebook.themes[theme].label.as_str()))
        .collect();
    themes.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    let named: Vec<String> = themes
        .iter()
        .take(NAMED)
        .map(|(documents, label)| format!("{label} {documents}"))
        .collect();
    let named = if named.is_empty() { String::new() } else { format!(" ({})", named.join(", ")) };
    terminal.say(format_args!(
        "{} found{named}; {} without any",
        counted(themes.len() as u64, "theme", "themes"),
        counted(summary.without_theme, "case", "cases")
    ));
}
