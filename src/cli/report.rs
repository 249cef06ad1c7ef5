//! `caselens report`: the report of a run, again.

use std::path::PathBuf;

use caselens::report::{ReportFormat, ReportSettings, Run, render};
use caselens::tables::StagedFile;
use caselens::{Error, Result};
use clap::{Args, ValueEnum};

use super::terminal::{Terminal, print};

/// Makes the report of a run again from its tables alone. The same tables give the same bytes.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Folder of a run
    run: PathBuf,
    /// Which reports to make
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = [Format::Html, Format::Md])]
    format: Vec<Format>,
    /// Folder to write them to [default: that of the run]
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
    /// Replace reports in the folder that `--output` names; those of the run itself always are
    #[arg(long)]
    force: bool,
    /// Title of the report [default: that of the run]
    #[arg(long)]
    title: Option<String>,
    /// Cases shown in full
    #[arg(long, value_name = "CASES", default_value_t = ReportSettings::default().max_cases)]
    max_cases: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// report.html
    Html,
    /// report.md
    Md,
}

impl From<Format> for ReportFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Html => Self::Html,
            Format::Md => Self::Markdown,
        }
    }
}

pub(super) fn perform(arguments: &Arguments, terminal: &Terminal) -> Result<()> {
    let run = Run::read(&arguments.run)?;
    let settings =
        ReportSettings { title: arguments.title.clone(), max_cases: arguments.max_cases };
    let folder = arguments.output.as_deref().unwrap_or(&arguments.run);
    std::fs::create_dir_all(folder).map_err(|error| {
        Error::failed(
            folder.display(),
            "the folder cannot be made",
            "name a place that may be written to with `--output`",
        )
        .caused_by(error)
    })?;
    for &format in &arguments.format {
        let format = ReportFormat::from(format);
        let place = folder.join(format.file_name());
        let within_run = arguments.output.is_none();
        let staged = StagedFile::begin(&place, within_run || arguments.force)?;
        staged.write(render(&run, format, &settings))?;
        staged.publish()?;
        print(format_args!("{}\n", place.display()))?;
    }
    terminal.detail("made from the tables of the run");
    Ok(())
}
