//! `caselens agree`: how far people and machine agree, from filled sheets.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use caselens::classify::metrics::{Agreement, Estimate, Resampling};
use caselens::error::counted;
use caselens::report::{AgreementSettings, RunThemes, SheetAgreement, update_themes};
use caselens::tables::{
    RunFolder, adjudicate_frame, agreement_frame, corrected_frame, frame_to_csv, row_objects,
};
use caselens::{Error, Result};
use clap::Args;
use serde_json::json;

use super::aligned::aligned;
use super::options::{ExecutionOptions, parsed};
use super::place::must_be_a_folder;
use super::session::on_threads;
use super::terminal::{Terminal, print};

/// Reads sheets that people filled (`caselens sample` makes them) and says per theme how far the people agree
/// with each other and, with `--run`, each with the machine: Cohen's kappa for each pair, Krippendorff's alpha,
/// with 95 % intervals by drawing cases anew. These are figures of the cases in the sheets, where rare themes
/// stand more often than in the run.
///
/// With `--run` the share of each theme is corrected for the machine's errors: the raw share plus the weighted
/// mean of (people − machine) over the sheet, by the inclusion probabilities, with a 95 % interval from the
/// design. Where several people coded a case, the mean of what they say counts; better is one sheet with what
/// they agreed on.
///
/// `-o FOLDER` writes agreement.csv, agreement.json, corrected_themes.csv and adjudicate.csv, which lists what
/// people should speak of: cases and themes of which they differ, or all differ from the machine.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Filled sheets, .csv or .xlsx
    #[arg(required = true, value_name = "SHEET")]
    sheets: Vec<PathBuf>,
    /// The folder of the run that the sheets were drawn from
    #[arg(long, value_name = "RUN")]
    run: Option<PathBuf>,
    /// An empty cell of a row in which anything stands is a 0, not something that nobody looked at
    #[arg(long)]
    empty_is_no: bool,
    /// How often cases are drawn anew for the intervals; 0 for none
    #[arg(long, value_name = "N", default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(0..=100_000))]
    bootstrap: u32,
    /// Seed of that
    #[arg(long, default_value_t = 0, env = "CASELENS_SEED")]
    seed: u64,
    /// Write the corrected shares into themes.csv of the run, beside the raw ones
    #[arg(long, requires = "run")]
    update: bool,
    /// Folder for all tables
    #[arg(short, long, value_name = "FOLDER", env = "CASELENS_OUTPUT", help_heading = "Output")]
    output: Option<PathBuf>,
    /// Replace an earlier folder
    #[arg(long, help_heading = "Output")]
    force: bool,
    /// What is printed: table, csv or json
    #[arg(long, value_name = "FORMAT", default_value = "table", help_heading = "Output", value_parser = parsed::<Form>)]
    format: Form,
    #[command(flatten)]
    execution: ExecutionOptions,
}

/// Below so many cases a row is marked.
const FEW: u64 = 30;

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Table,
    Csv,
    Json,
}

impl FromStr for Form {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "table" => Ok(Self::Table),
            "csv" => Ok(Self::Csv),
            "json" => Ok(Self::Json),
            _ => Err(Error::usage(
                format!("format `{name}`"),
                "no such format is known",
                "use table, csv or json",
            )),
        }
    }
}

pub(super) fn perform(arguments: &Arguments, terminal: &Terminal) -> Result<()> {
    if let Some(folder) = &arguments.output {
        must_be_a_folder(folder)?;
    }
    let run = arguments.run.as_deref().map(RunThemes::read).transpose()?;
    let settings = AgreementSettings {
        empty_is_no: arguments.empty_is_no,
        resampling: Resampling { replicates: arguments.bootstrap as usize, seed: arguments.seed },
    };
    let found = on_threads(&arguments.execution, |_| {
        SheetAgreement::of(&arguments.sheets, run.as_ref(), settings)
    })?;
    found.notes.iter().for_each(|note| terminal.warn(note));
    if let Some(folder) = &arguments.output {
        write_folder(&found, folder, arguments.force)?;
    }
    if arguments.update {
        update(&found, arguments, terminal)?;
    }
    match (&arguments.output, arguments.format) {
        (Some(folder), Form::Table) => {
            print(table(&found))?;
            print(format_args!("{}\n", folder.display()))
        }
        (None, Form::Table) => print(table(&found)),
        (_, Form::Csv) => print(frame_to_csv(&mut agreement_frame(&found.rows)?)?),
        (_, Form::Json) => print(json_text(&found)?),
    }
}

fn write_folder(found: &SheetAgreement, place: &Path, force: bool) -> Result<()> {
    let folder = RunFolder::begin(place, force)?;
    folder.write("agreement.csv", frame_to_csv(&mut agreement_frame(&found.rows)?)?)?;
    let mut disputes = adjudicate_frame(&found.coding, &found.texts)?;
    folder.write("adjudicate.csv", frame_to_csv(&mut disputes)?)?;
    if !found.corrected.is_empty() {
        let mut corrected = corrected_frame(&found.corrected)?;
        folder.write("corrected_themes.csv", frame_to_csv(&mut corrected)?)?;
    }
    folder.write("agreement.json", json_text(found)?)?;
    folder.publish().map(drop)
}

fn update(found: &SheetAgreement, arguments: &Arguments, terminal: &Terminal) -> Result<()> {
    let Some(run) = arguments.run.as_deref() else { return Ok(()) };
    if found.corrected.is_empty() {
        return Err(Error::usage(
            "--update",
            "the sheets do not say how cases were drawn, so no share was corrected",
            "use sheets that `caselens sample` made, with their columns `stratum` and `stratum_cases`",
        ));
    }
    if update_themes(run, &found.corrected)? {
        terminal.say(format_args!("{} has the corrected shares", run.join("themes.csv").display()));
    } else {
        terminal.warn(
            "themes.csv of the run was left as it is, since run.json vouches for its bytes; \
             `--output FOLDER` writes the corrected shares as corrected_themes.csv",
        );
    }
    Ok(())
}

fn json_text(found: &SheetAgreement) -> Result<String> {
    let told = json!({
        "format": 1,
        "coders": found.coding.coders,
        "cases": found.coding.cases.len(),
        "to_adjudicate": found.coding.disputes().len(),
        "agreement": found.rows,
        "corrected_themes": row_objects(&corrected_frame(&found.corrected)?),
        "notes": found.notes,
    });
    Ok(format!("{told:#}\n"))
}

fn table(found: &SheetAgreement) -> String {
    let disputes = found.coding.disputes();
    let among = disputes.iter().filter(|it| it.among_coders).count();
    let mut parts = vec![format!(
        "{}, {}: {}; {} to speak of, {among} where people differ\n",
        counted(found.coding.coders.len() as u64, "coder", "coders"),
        counted(found.coding.cases.len() as u64, "case", "cases"),
        found.coding.coders.join(", "),
        counted(disputes.len() as u64, "decision", "decisions"),
    )];
    parts.push(aligned(&agreement_rows(&found.rows), &[0, 1]));
    if found.rows.iter().any(|row| row.cases < FEW) {
        parts.push(format!("* fewer than {FEW} cases\n"));
    }
    if !found.corrected.is_empty() {
        parts.push(aligned(&corrected_rows(found), &[0]));
    }
    parts.join("\n")
}

fn heads(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|&cell| cell.to_owned()).collect()
}

fn figure(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.2}"))
}

fn with_range(estimate: Estimate) -> String {
    match estimate.interval() {
        Some((low, high)) => format!("{} ({low:.2} to {high:.2})", figure(estimate.value)),
        None => figure(estimate.value),
    }
}

fn agreement_rows(rows: &[Agreement]) -> Vec<Vec<String>> {
    let count = |count: Option<u64>| count.map_or_else(String::new, |count| count.to_string());
    let mut table = vec![heads(&[
        "theme", "who", "cases", "first", "second", "both", "same", "kappa", "alpha",
    ])];
    table.extend(rows.iter().map(|row| {
        let all = row.label.is_empty();
        let who = if row.b.is_empty() { row.a.clone() } else { format!("{}, {}", row.a, row.b) };
        vec![
            if all { "all decisions".to_owned() } else { row.label.clone() },
            who,
            format!("{}{}", if row.cases < FEW { "* " } else { "" }, row.cases),
            count(row.found_by_a),
            count(row.found_by_b),
            count(row.found_by_both),
            figure(row.agreement),
            with_range(row.kappa),
            with_range(row.alpha),
        ]
    }));
    table
}

fn corrected_rows(found: &SheetAgreement) -> Vec<Vec<String>> {
    let percent = |share: f64| format!("{:.1} %", share * 100.0);
    let mut table = vec![heads(&[
        "theme",
        "found",
        "raw share",
        "coded",
        "precision",
        "recall",
        "corrected share",
        "95 % interval",
    ])];
    table.extend(found.corrected.iter().map(|row| {
        let corrected = row.corrected;
        let interval = corrected.share.interval();
        vec![
            row.theme.id.clone(),
            row.found.to_string(),
            percent(row.raw_share()),
            row.coded.to_string(),
            figure(corrected.precision.value),
            figure(corrected.recall),
            corrected.share.value.map_or_else(|| "–".to_owned(), percent),
            interval.map_or_else(String::new, |(low, high)| {
                format!("{} to {}", percent(low), percent(high))
            }),
        ]
    }));
    table
}
