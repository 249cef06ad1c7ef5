//! From flags to a corpus that is read with a codebook in hand.

use std::path::PathBuf;

use caselens::corpus::{Corpus, Input};
use caselens::error::Warning;
use caselens::pipeline::Study;
use caselens::settings::Settings;
use caselens::text::Analyzer;
use caselens::themes::{Codebook, Lexicon};
use caselens::{Error, Result};
use clap::Args;

use super::super::options::{
    ClusterOptions, ExecutionOptions, ReadingOptions, ThemeOptions, input,
};
use super::super::session;
use super::super::terminal::Terminal;

/// How a corpus is read whose inputs are named by a flag.
#[derive(Debug, Clone, Args)]
pub(super) struct StudyOptions {
    #[command(flatten)]
    pub(super) reading: ReadingOptions,
    #[command(flatten)]
    pub(super) execution: ExecutionOptions,
}

impl StudyOptions {
    /// The settings in force.
    pub(super) fn settings(&self) -> Result<Settings> {
        session::settings_of(&self.reading, &ThemeOptions::default(), &ClusterOptions::default())
    }

    /// Opens the inputs and does `work` with them, on as many threads as were asked for.
    pub(super) fn with<T: Send>(
        &self,
        inputs: &[PathBuf],
        codebook: &Codebook,
        terminal: &Terminal,
        work: impl FnOnce(Study<'_>) -> Result<T> + Send,
    ) -> Result<T> {
        let settings = self.settings()?;
        let inputs: Vec<Input> = inputs.iter().map(|path| input(path)).collect();
        let subject = Subject { inputs: &inputs, settings: &settings, codebook };
        subject.study(&self.execution, terminal, work)
    }
}

/// What is studied.
#[derive(Clone, Copy)]
pub(super) struct Subject<'s> {
    pub(super) inputs: &'s [Input],
    pub(super) settings: &'s Settings,
    pub(super) codebook: &'s Codebook,
}

impl Subject<'_> {
    /// Opens the inputs and does `work` with them, on as many threads as were asked for.
    pub(super) fn study<T: Send>(
        self,
        execution: &ExecutionOptions,
        terminal: &Terminal,
        work: impl FnOnce(Study<'_>) -> Result<T> + Send,
    ) -> Result<T> {
        session::on_threads(execution, |execution| {
            let corpus =
                session::corpus_of(self.inputs, (self.settings, execution.memory), terminal)?;
            let analyzer = Analyzer::new(&self.settings.text)?;
            let lexicon = Lexicon::compile(self.codebook, &analyzer)?;
            let progress = terminal.progress();
            let (corpus, analyzer, lexicon) = (&corpus, &analyzer, &lexicon);
            work(Study { corpus, analyzer, lexicon, execution, progress: &progress })
        })
    }
}

/// Says how many rows were rejected; a corpus without a case is an error.
pub(in super::super) fn tell_rejected(
    corpus: &Corpus,
    documents: u64,
    rejected: u64,
    terminal: &Terminal,
) -> Result<()> {
    if documents == 0 {
        return Err(Error::input(
            corpus.name(),
            format!("not one case was found in {rejected} rows or lines"),
            "say how a text is divided with `--layout`",
        ));
    }
    if rejected > 0 {
        terminal.warn(Warning::Rejected { rows: rejected });
    }
    Ok(())
}
