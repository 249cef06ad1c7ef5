//! `caselens diff`: what is different in a second run, and why.

mod bound;
mod render;

use std::path::{Path, PathBuf};

use caselens::report::RunDiff;
use caselens::tables::StagedFile;
use caselens::{Error, ErrorKind, Result};
use clap::{Args, ValueEnum};

use self::bound::{Bound, bound, broken};
use self::render::{markdown, table};
use super::terminal::print;

/// Tells what is different in the second of two runs: cases that came, went or were edited; tags that the cases of
/// both runs gained or lost, each with its cause; shares of themes with the interval of their difference; what
/// became of the clusters; settings. A cause is not guessed: the text, the definition of the theme (entry by entry)
/// and the settings of the second run are put into the first one by one, and what makes the tag come or go is
/// the cause. All cases of both runs must fit into memory.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Folder of the earlier run
    first: PathBuf,
    /// Folder of the later run
    second: PathBuf,
    /// Form of what is told
    #[arg(long, value_enum, default_value_t = Form::Table, help_heading = "Output")]
    format: Form,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,
    /// Replace an earlier file
    #[arg(long, help_heading = "Output")]
    force: bool,
    /// End with exit code 5 if more than this is different: `tags>5%` (tags that came or went, of those of the first
    /// run), `cases>10` (that came, went or were edited), `clusters>0` (not kept), `themes>2%` (the greatest
    /// difference of a share); several with commas between
    #[arg(long, value_name = "BOUND,...", value_delimiter = ',', value_parser = bound)]
    fail_on: Vec<Bound>,
}

/// Form of what is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For people
    Table,
    /// Markdown
    Md,
    /// For programs, with every case
    Json,
}

pub(super) fn perform(arguments: &Arguments) -> Result<()> {
    let output = arguments.output.as_deref();
    if let Some(output) = output {
        let parent = output.parent().filter(|it| !it.as_os_str().is_empty());
        let folder = parent.unwrap_or(Path::new(".")).canonicalize().ok();
        let is_run = |run: &Path| folder.is_some() && run.canonicalize().ok() == folder;
        if is_run(&arguments.first) || is_run(&arguments.second) {
            let remedy = "name a file outside the two runs";
            return Err(Error::usage("--output", "it is in the folder of a run", remedy));
        }
    }
    let staged = output.map(|place| StagedFile::begin(place, arguments.force)).transpose()?;
    let diff = RunDiff::of(&arguments.first, &arguments.second)?;
    let text = match arguments.format {
        Form::Table => table(&diff),
        Form::Md => markdown(&diff),
        Form::Json => json(&diff)?,
    };
    match staged {
        Some(staged) => {
            staged.write(&text)?;
            staged.publish()?;
        }
        None => print(&text)?,
    }
    let broken: Vec<String> =
        arguments.fail_on.iter().filter_map(|bound| broken(&diff, bound)).collect();
    if broken.is_empty() {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::Gate,
        arguments.second.display(),
        broken.join("; "),
        "see above what is different and why",
    ))
}

fn json(diff: &RunDiff) -> Result<String> {
    let text = serde_json::to_string_pretty(diff).map_err(|error| {
        Error::failed("diff", "it cannot be written as JSON", "report this as a fault")
            .caused_by(error)
    })?;
    Ok(text + "\n")
}
