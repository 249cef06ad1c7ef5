//! `caselens check`: what is in the input, before anything is made of it.

use std::fmt::Write as _;

use caselens::cluster::KChoice;
use caselens::error::counted;
use caselens::pipeline::{CheckReport, Finding, Plan, Severity, check};
use caselens::settings::Settings;
use caselens::text::{Analyzer, Language};
use caselens::themes::{Codebook, Lexicon};
use caselens::{Error, Result};
use clap::{Args, ValueEnum};

use super::aligned::aligned;
use super::options::{ClusterOptions, ExecutionOptions, InputOptions, ThemeOptions};
use super::session;
use super::terminal::{Terminal, print};

/// Reads the input as a run would and prints, with places and remedies, what is in it: encodings, columns,
/// ids, texts that are empty, short or repeated (near duplicates by an estimate), languages, what looks like
/// personal data, words that many cases share, and what a run would do. Writes nothing.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputOptions,
    #[command(flatten)]
    themes: ThemeOptions,
    /// Form of what is printed
    #[arg(long, value_enum, default_value_t = Form::Text, help_heading = "Output")]
    format: Form,
    /// End with exit code 3 if anything is found that loses or endangers data
    #[arg(long, help_heading = "Output")]
    strict: bool,
    #[command(flatten)]
    execution: ExecutionOptions,
}

/// Form of what is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For people
    Text,
    /// For programs
    Json,
}

pub(super) fn perform(arguments: &Arguments, terminal: &Terminal) -> Result<()> {
    let clusters = ClusterOptions::default();
    let settings = session::settings(&arguments.input, &arguments.themes, &clusters)?;
    session::on_threads(&arguments.execution, |execution| {
        let corpus = session::corpus(&arguments.input, (&settings, execution.memory), terminal)?;
        let analyzer = Analyzer::new(&settings.text)?;
        let mut report = check(&corpus, &analyzer, execution, &terminal.progress())?;
        report.plan = plan(&report, &settings, &analyzer)?;
        match arguments.format {
            Form::Text => print(text(&report))?,
            Form::Json => print(format_args!("{:#}\n", json(&report)?))?,
        }
        if arguments.strict && report.has_danger() {
            return Err(dangers(&report, corpus.name()));
        }
        Ok(())
    })
}

fn json(report: &CheckReport) -> Result<serde_json::Value> {
    serde_json::to_value(report).map_err(|error| {
        Error::failed("check", "the report cannot be written as JSON", "report this as a fault")
            .caused_by(error)
    })
}

fn dangers(report: &CheckReport, name: &str) -> Error {
    let found = report.findings.iter().filter(|finding| finding.severity == Severity::Danger);
    let kinds: Vec<&str> = found.map(|finding| finding.kind.as_str()).collect();
    let cause = format!(
        "{} data or endangers it: {}",
        counted(kinds.len() as u64, "finding loses", "findings lose"),
        kinds.join(", ")
    );
    Error::input(name, cause, "see each finding for its remedy, or leave --strict out")
}

/// What a run would do with the input.
fn plan(report: &CheckReport, settings: &Settings, analyzer: &Analyzer) -> Result<Plan> {
    let codebook = Codebook::find(&settings.themes.codebook)?;
    let lexicon = Lexicon::compile(&codebook, analyzer)?;
    let without = report.languages.iter().filter(|(code, _)| {
        !code.parse::<Language>().is_ok_and(|language| lexicon.has_entries(language))
    });
    let texts = report.totals.distinct_texts.min(settings.sample_size as u64);
    let clusters = match settings.cluster.k {
        KChoice::Auto => {
            let most = settings.cluster.k_max.min((texts as usize).isqrt()).max(2);
            format!("2 to {most} are tried")
        }
        choice => format!("{choice}"),
    };
    Ok(Plan {
        codebook: codebook.name.clone(),
        themes: codebook.themes.len(),
        cases_without_entries: without.map(|(_, cases)| cases).sum(),
        texts_for_clusters: texts,
        clusters,
    })
}

fn text(report: &CheckReport) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = write_text(report, &mut text);
    text
}

fn write_text(report: &CheckReport, out: &mut String) -> std::fmt::Result {
    writeln!(out, "Inputs")?;
    for input in &report.inputs {
        let more = [&input.packing, &input.encoding, &input.dialect].into_iter().flatten();
        let more: String = more.map(|more| format!(", {more}")).collect();
        let sheet =
            input.sheet.as_ref().map(|sheet| format!(", sheet `{sheet}`")).unwrap_or_default();
        writeln!(out, "  {}: {}{sheet}, {} bytes{more}", input.name, input.format, input.bytes)?;
        writeln!(out, "    {}", input.choice)?;
    }
    let totals = &report.totals;
    writeln!(
        out,
        "\n{} read: {} and {} rejected; {} different texts",
        counted(totals.rows_read, "row or line", "rows or lines"),
        counted(totals.cases, "case", "cases"),
        totals.rejected,
        totals.distinct_texts
    )?;
    writeln!(out, "\nColumns")?;
    let mut rows =
        vec![["", "column", "for", "values", "filled", "words"].map(str::to_owned).to_vec()];
    rows.extend(report.columns.iter().map(|column| {
        vec![
            String::new(),
            column.name.clone(),
            column.role.unwrap_or("").to_owned(),
            column.kind.name().to_owned(),
            format!("{:.1} %", 100.0 * column.share_filled),
            format!("{:.1}", column.mean_words),
        ]
    }));
    out.push_str(&aligned(&rows, &[0, 1, 2, 3]));
    let languages = report.languages.iter().map(|(code, cases)| format!("{code} {cases}"));
    writeln!(out, "\nLanguages: {}", languages.collect::<Vec<_>>().join(", "))?;
    let plan = &report.plan;
    writeln!(
        out,
        "\nA run would look for the {} themes of `{}` ({} in languages it has no entries for), and for \
         clusters in {}: {}",
        plan.themes,
        plan.codebook,
        counted(plan.cases_without_entries, "case is", "cases are"),
        counted(plan.texts_for_clusters, "different text", "different texts"),
        plan.clusters
    )?;
    for (severity, title) in [(Severity::Danger, "Dangers"), (Severity::Note, "Notes")] {
        let of = report.findings.iter().filter(|finding| finding.severity == severity);
        let findings: Vec<&Finding> = of.collect();
        writeln!(out, "\n{title}{}", if findings.is_empty() { ": none" } else { "" })?;
        for finding in findings {
            writeln!(out, "  {}: {}", finding.kind, finding.message)?;
            for place in &finding.places {
                writeln!(out, "    at {place}")?;
            }
            writeln!(out, "    try: {}", finding.remedy)?;
        }
    }
    Ok(())
}
