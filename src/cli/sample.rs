//! `caselens sample`: cases of a run, drawn into a sheet that people fill by hand.

use std::path::{Path, PathBuf};

use caselens::error::counted;
use caselens::report::{RunThemes, SampleDesign, SampleSettings};
use caselens::tables::StagedFile;
use caselens::{Error, Result};
use clap::{Args, ValueEnum};

use super::terminal::{Terminal, print};

/// Draws cases of a run into a coding sheet: one row for each case with its id and text, an empty column for
/// each theme (1 or yes, 0 or no, nothing if not looked at), the coder's name, and how likely the case was to
/// be drawn, which `caselens agree` needs. Give every coder a copy.
///
/// `stratified` puts each case into the stratum of its rarest theme, or into that of cases without any: half of
/// the sample is shared out evenly, so that rare themes get enough, the rest in proportion. Strata bear numbers
/// that do not tell the theme. The same run, number, design and seed give the same sheet.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The folder of a run, of `run` or of `tag --output FOLDER`
    run: PathBuf,
    /// How many cases
    #[arg(long, default_value_t = 120, value_parser = clap::value_parser!(u64).range(1..=100_000))]
    n: u64,
    /// How cases are drawn
    #[arg(long, value_enum, default_value_t = Design::Stratified)]
    design: Design,
    /// Seed of what is drawn, and of the order of the rows
    #[arg(long, default_value_t = 0, env = "CASELENS_SEED")]
    seed: u64,
    /// Whether coders do not see what the machine found; else a column `machine` tells it
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_value_t = true, default_missing_value = "true", action = clap::ArgAction::Set)]
    blind: bool,
    /// Sheet to write, `.xlsx` or `.csv`; a name without ending makes both
    #[arg(
        short,
        long,
        value_name = "FILE",
        default_value = "coding-sheet",
        env = "CASELENS_OUTPUT"
    )]
    output: PathBuf,
    /// Replace an earlier sheet
    #[arg(long)]
    force: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Design {
    /// By rarest theme
    Stratified,
    /// Each case as likely as any other
    Simple,
}

pub(super) fn perform(arguments: &Arguments, terminal: &Terminal) -> Result<()> {
    let places = places(&arguments.output)?;
    // Before the work, so that a sheet that stands in the way costs no time.
    let staged = places
        .iter()
        .map(|place| StagedFile::begin(place, arguments.force))
        .collect::<Result<Vec<StagedFile>>>()?;
    let run = RunThemes::read(&arguments.run)?;
    let design = match arguments.design {
        Design::Simple => SampleDesign::Simple,
        Design::Stratified => SampleDesign::Stratified,
    };
    let (cases, seed, blind) = (arguments.n, arguments.seed, arguments.blind);
    let sheet = run.sample(SampleSettings { cases, design, seed, blind })?;
    for (place, staged) in places.iter().zip(&staged) {
        let bytes = if is(place, "xlsx") { sheet.to_xlsx()? } else { sheet.to_csv()? };
        staged.write(bytes)?;
    }
    staged.into_iter().try_for_each(StagedFile::publish)?;
    terminal.say(format_args!(
        "{} of {} and {} to look for",
        sheet.cases.len(),
        counted(run.cases.len() as u64, "case", "cases"),
        counted(run.themes.len() as u64, "theme", "themes")
    ));
    places.iter().try_for_each(|place| print(format_args!("{}\n", place.display())))
}

fn is(place: &Path, extension: &str) -> bool {
    place.extension().is_some_and(|own| own.eq_ignore_ascii_case(extension))
}

/// The files that a name stands for.
fn places(output: &Path) -> Result<Vec<PathBuf>> {
    if is(output, "xlsx") || is(output, "csv") {
        return Ok(vec![output.to_owned()]);
    }
    if output.extension().is_some() || output.as_os_str() == "-" || output.is_dir() {
        return Err(Error::usage(
            output.display(),
            "a sheet is a file, .xlsx or .csv",
            "name a file such as sheet.xlsx, or one without ending for both",
        ));
    }
    Ok(["xlsx", "csv"].map(|extension| output.with_extension(extension)).to_vec())
}
