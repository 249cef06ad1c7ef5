//! `caselens verify`: a run made again and compared.

use std::path::{Path, PathBuf};

use caselens::corpus::Corpus;
use caselens::error::counted;
use caselens::model::Model;
use caselens::report::ReportSettings;
use caselens::settings::{ReportLanguage, Settings};
use caselens::tables::{Comparison, TemporaryFolder};
use caselens::themes::Codebook;
use caselens::{Error, ErrorKind, Result};
use clap::Args;
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::job::{Job, Parts};
use super::options::{ExecutionOptions, OutputOptions, input};
use super::report::Format;
use super::run::{Into, write_run};
use super::session;
use super::terminal::{Terminal, print};

/// Makes a run again from its `run.json`, codebook and input, and compares every byte of every file. What
/// differs first is named by file, row and column, and the exit code is 5. Nothing in the run is changed.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Folder of a run
    run: PathBuf,
    /// The input the run was made from; where it stands is no part of a run
    #[arg(required = true)]
    inputs: Vec<PathBuf>,
    #[command(flatten)]
    execution: ExecutionOptions,
}

/// What is needed of `run.json` to make the run again.
#[derive(Debug, Deserialize)]
struct Made {
    version: String,
    title: Option<String>,
    #[serde(default)]
    lang: ReportLanguage,
    settings: Settings,
    inputs: Vec<File>,
    codebook: Option<IgnoredAny>,
    learnt_before: Option<IgnoredAny>,
    classifier: Option<IgnoredAny>,
    made: How,
}

/// What of how it was made shows in the bytes of a run.
#[derive(Debug, Deserialize)]
struct How {
    #[serde(default)]
    raw_csv: bool,
}

#[derive(Debug, Deserialize)]
struct File {
    name: String,
    sha256: String,
}

pub(super) fn perform(arguments: &Arguments, terminal: &Terminal) -> Result<()> {
    let run = &arguments.run;
    let made = Made::read(run)?;
    if made.version != env!("CARGO_PKG_VERSION") {
        terminal.warn(format_args!(
            "the run was made by version {}, this is {}: the same bytes are promised for the same version",
            made.version,
            env!("CARGO_PKG_VERSION")
        ));
    }
    let compared = session::on_threads(&arguments.execution, |execution| {
        let inputs: Vec<_> = arguments.inputs.iter().map(|path| input(path)).collect();
        let corpus = session::corpus_of(&inputs, (&made.settings, execution.memory), terminal)?;
        made.must_be_of(&corpus, terminal)?;
        let codebook = made.codebook.as_ref().map(|_| codebook_of(run)).transpose()?;
        let space = run.join("clusters.csv").is_file();
        let parts = Parts { themes: codebook.is_some(), clusters: space };
        let kept = || Model::read(&run.join("model.caselens"));
        let model = made.learnt_before.as_ref().map(|_| kept()).transpose()?;
        let classifier = made.classifier.as_ref().map(|_| kept()).transpose()?;
        let job = Job {
            codebook: codebook.as_ref(),
            model: model.as_ref(),
            classifier: classifier.as_ref(),
            ..Job::new((&corpus, &made.settings), parts, execution, terminal)
        };
        let folder = TemporaryFolder::new()?;
        let place = Some(folder.path().join("run"));
        let output = OutputOptions { output: place, force: false, raw_csv: made.made.raw_csv };
        let report = ReportSettings {
            title: made.title.clone(),
            lang: Some(made.lang),
            ..ReportSettings::default()
        };
        let formats = Format::found(run);
        let with_report = !formats.is_empty();
        let into = Into { output: &output, report: with_report.then_some((&report, &formats)) };
        Comparison::of(run, &write_run(&job, into)?)
    })?;
    tell(run, &compared)
}

impl Made {
    fn read(run: &Path) -> Result<Self> {
        let path = run.join("run.json");
        let wrong = |cause: &str| {
            Error::settings(path.display(), cause, "name the folder of a run, as `run` prints it")
        };
        let text = std::fs::read_to_string(&path)
            .map_err(|error| wrong("it cannot be read").caused_by(error))?;
        serde_json::from_str(&text)
            .map_err(|error| wrong("it is not what a run of this version writes").caused_by(error))
    }

    /// Refuses another input than that of the run.
    fn must_be_of(&self, corpus: &Corpus, terminal: &Terminal) -> Result<()> {
        let hashes = corpus.hashes(&terminal.progress())?;
        let given: Vec<(&str, &str)> = corpus
            .sources()
            .iter()
            .zip(&hashes)
            .map(|(source, hash)| (source.label.as_str(), hash.as_str()))
            .collect();
        let expected: Vec<(&str, &str)> =
            self.inputs.iter().map(|file| (file.name.as_str(), file.sha256.as_str())).collect();
        let Some(at) =
            (0..given.len().max(expected.len())).find(|&at| given.get(at) != expected.get(at))
        else {
            return Ok(());
        };
        let (place, cause) = match (expected.get(at), given.get(at)) {
            (Some((name, hash)), Some((other, found))) if name == other => (
                other,
                format!("it has changed since: its SHA-256 is {found}, that of the run's {hash}"),
            ),
            (Some((name, _)), Some((other, _))) => {
                (other, format!("the run has `{name}` in its place"))
            }
            (Some((name, _)), None) => {
                (name, "the run has read it, and it was not named".to_owned())
            }
            (None, Some((other, _))) => (other, "the run has not read it".to_owned()),
            (None, None) => return Ok(()),
        };
        Err(Error::input(place, cause, "name the very files of the run, in their order"))
    }
}

/// The codebook that the run was made with.
fn codebook_of(run: &Path) -> Result<Codebook> {
    Codebook::find(&run.join("codebook.toml").display().to_string())
}

fn tell(run: &Path, compared: &Comparison) -> Result<()> {
    let Comparison { files, differences } = compared;
    if differences.is_empty() {
        let files = counted(files.len() as u64, "file", "files");
        return print(format_args!("{}: {files} made again, every byte the same\n", run.display()));
    }
    for difference in differences {
        print(format_args!("{}: {}\n", difference.file, difference.detail))?;
    }
    Err(Error::new(
        ErrorKind::Gate,
        run.display(),
        format!("{} of {} files differ", differences.len(), files.len()),
        "see above where; a report that was made again with other options differs, too",
    ))
}
