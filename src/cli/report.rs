//! `caselens report`: the report of a run, again.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use caselens::report::{ReportFormat, ReportSettings, Run, render, write_workbook};
use caselens::tables::StagedFile;
use caselens::{Error, Result};
use clap::{Args, ValueEnum};

use super::page::{ByOptions, PageLanguage};
use super::terminal::{Terminal, print};

/// Makes the report of a run again from its tables alone. The same tables give the same bytes.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Folder of a run
    run: PathBuf,
    /// Which reports to make
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = Format::USUAL)]
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
    /// Language of the fixed words [default: that of the run]
    #[arg(long, value_enum, value_name = "LANGUAGE", env = "CASELENS_LANG")]
    lang: Option<PageLanguage>,
    #[command(flatten)]
    by: ByOptions,
    /// Most cases that the report holds
    #[arg(long, value_name = "CASES", default_value_t = ReportSettings::default().max_cases)]
    max_cases: usize,
    /// For publishing: leave out the texts of the cases, what names them, the words that prove themes, and
    /// every column with a value of more than 60 characters
    #[arg(long)]
    no_text: bool,
}

/// A kind of report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(super) enum Format {
    /// report.html: one page that needs nothing else
    Html,
    /// report.md: for where only text can stand
    Md,
    /// report.xlsx: every table of the run as a sheet
    Xlsx,
}

impl Format {
    /// Those that are made unasked.
    pub(super) const USUAL: [Self; 2] = [Self::Html, Self::Md];

    /// The report's name in a folder.
    pub(super) fn file_name(self) -> &'static str {
        match self {
            Self::Html => ReportFormat::Html.file_name(),
            Self::Md => ReportFormat::Markdown.file_name(),
            Self::Xlsx => "report.xlsx",
        }
    }

    /// Those that stand in a folder.
    pub(super) fn found(folder: &Path) -> Vec<Self> {
        let is_there = |format: &Self| folder.join(format.file_name()).is_file();
        Self::value_variants().iter().copied().filter(is_there).collect()
    }

    /// Writes the report of the run in `folder` into a new file.
    pub(super) fn write(
        self,
        (run, folder): (&Run, &Path),
        settings: &ReportSettings,
        (file, place): (File, &Path),
    ) -> Result<()> {
        let unwritable = |error| {
            let remedy = "see that the disk has room and the folder may be written to";
            Error::failed(place.display(), "the file cannot be written", remedy).caused_by(error)
        };
        let page = match self {
            Self::Html => render(run, ReportFormat::Html, settings),
            Self::Md => render(run, ReportFormat::Markdown, settings),
            Self::Xlsx => {
                let mut file = BufWriter::new(file);
                write_workbook(run, folder, settings, &mut file)?;
                return file.flush().map_err(unwritable);
            }
        };
        (&file).write_all(page.as_bytes()).map_err(unwritable)
    }
}

pub(super) fn perform(arguments: &Arguments, terminal: &Terminal) -> Result<()> {
    let run = Run::read(&arguments.run)?;
    let run = match arguments.by.by.as_slice() {
        [] => run,
        columns => run.by(&arguments.run, columns, arguments.by.by_limit)?,
    };
    let settings = ReportSettings {
        title: arguments.title.clone(),
        max_cases: arguments.max_cases,
        no_text: arguments.no_text,
        lang: arguments.lang.map(Into::into),
    };
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
        let place = folder.join(format.file_name());
        let within_run = arguments.output.is_none();
        let staged = StagedFile::begin(&place, within_run || arguments.force)?;
        format.write((&run, &arguments.run), &settings, (staged.file()?, &place))?;
        staged.publish()?;
        print(format_args!("{}\n", place.display()))?;
    }
    terminal.detail("made from the tables of the run");
    Ok(())
}
