//! What a verb is asked to find, in which cases, and how.

use caselens::corpus::Corpus;
use caselens::error::Warning;
use caselens::model::Model;
use caselens::pipeline::{Execution, Learnt, Summary, drift, learn, take};
use caselens::settings::Settings;
use caselens::themes::{Codebook, Lexicon};
use caselens::{Error, Result};

use super::terminal::Terminal;

/// Which of its parts a run has.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parts {
    pub(super) themes: bool,
    pub(super) clusters: bool,
}

/// What is to be found in which cases, and how.
#[derive(Clone, Copy)]
pub(super) struct Job<'a> {
    pub(super) corpus: &'a Corpus,
    pub(super) settings: &'a Settings,
    /// A codebook that was read before; without it the one that the settings name is.
    pub(super) codebook: Option<&'a Codebook>,
    /// A model that was learnt before; without it one is learnt.
    pub(super) model: Option<&'a Model>,
    /// A model whose classifier gives labels beside what else is found.
    pub(super) classifier: Option<&'a Model>,
    pub(super) parts: Parts,
    pub(super) execution: Execution,
    pub(super) terminal: &'a Terminal,
}

impl<'a> Job<'a> {
    /// What is to be learnt from a corpus itself.
    pub(super) fn new(
        (corpus, settings): (&'a Corpus, &'a Settings),
        parts: Parts,
        execution: Execution,
        terminal: &'a Terminal,
    ) -> Self {
        Self {
            corpus,
            settings,
            codebook: None,
            model: None,
            classifier: None,
            parts,
            execution,
            terminal,
        }
    }

    /// The codebook, if themes are asked for.
    pub(super) fn codebook(&self) -> Result<Option<Codebook>> {
        let read = || match self.codebook {
            Some(codebook) => Ok(codebook.clone()),
            None => Codebook::find(&self.settings.themes.codebook),
        };
        self.parts.themes.then(read).transpose()
    }

    /// Learns what the parts need of a scan of the corpus.
    pub(super) fn learn(&self, codebook: Option<Codebook>) -> Result<Learnt> {
        let Self { corpus, settings, parts, execution, terminal, .. } = self;
        match self.model {
            Some(model) => take(model.clone(), corpus, *execution, &terminal.progress()),
            None => {
                learn(corpus, settings, codebook, parts.clusters, *execution, &terminal.progress())
            }
        }
    }

    /// What a model that was learnt before does not suit in the documents it was applied to.
    pub(super) fn drift(&self, summary: &Summary) -> Vec<Warning> {
        self.model.map_or_else(Vec::new, |model| drift(model, summary))
    }
}

/// A run without a single case is no run.
pub(super) fn refuse_nothing(corpus: &Corpus, analysed: u64, rejected: u64) -> Result<()> {
    if analysed > 0 {
        return Ok(());
    }
    Err(Error::input(
        corpus.name(),
        format!("not one case was found in {rejected} rows or lines"),
        "see with `--verbose` why, or say how a text is divided with `--layout`",
    ))
}

/// A warning if the codebook looks in columns that are not among the text of the corpus.
pub(super) fn unknown_fields(lexicon: Option<&Lexicon>, corpus: &Corpus) -> Option<Warning> {
    let schema = corpus.schema();
    let known: Vec<&str> = (0..schema.fields()).map(|field| schema.field_name(field)).collect();
    let named = lexicon.map_or(&[][..], Lexicon::fields);
    let unknown = named.iter().filter(|field| !known.contains(&field.as_str()));
    let fields: Vec<String> = unknown.cloned().collect();
    (!fields.is_empty()).then_some(Warning::UnknownFields { fields })
}
