//! The content of a report, the same for every format: which sections, which sentences, which
//! numbers. One file for each section; all words that a reader sees stand in this folder.

pub(crate) mod block;
mod by;
mod cards;
mod choice;
mod clusters;
mod crossing;
pub(crate) mod drawing;
pub(crate) mod evaluation;
mod glance;
pub(crate) mod grid;
mod making;
mod map;
mod model;
mod reading;
mod refer;
mod themes;
mod together;
pub(crate) mod tree;
mod uncovered;

use self::block::{Block, Prose};
use super::documents::KEPT;
use super::run::Run;
use super::settings::ReportSettings;
use super::words::{Words, fill};
pub(crate) use refer::Refer;

/// A report before it is given a format.
#[derive(Debug, Clone)]
pub(crate) struct Outline {
    /// The words of its language.
    pub(crate) words: &'static Words,
    pub(crate) title: String,
    /// The line under the title.
    pub(crate) subtitle: String,
    pub(crate) sections: Vec<Section>,
    pub(crate) footer: Prose,
}

/// A part of the report with a heading.
#[derive(Debug, Clone)]
pub(crate) struct Section {
    /// The anchor; also the hook of the style sheet.
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    pub(crate) blocks: Vec<Block>,
}

impl Outline {
    /// The report of a run.
    pub(crate) fn of(run: &Run, settings: &ReportSettings) -> Self {
        let words = settings.lang.unwrap_or(run.manifest.lang).words();
        let refer = Refer::new(run, words, settings.max_cases.min(KEPT));
        let sections = [
            glance::section(&refer),
            glance::warnings(&refer),
            themes::section(&refer),
            by::section(&refer),
            together::section(&refer),
            model::section(&refer),
            clusters::section(&refer),
            crossing::section(&refer),
            uncovered::section(&refer),
            map::section(&refer),
            choice::section(&refer),
            cards::section(&refer),
            reading::section(&refer),
            making::section(&refer),
        ];
        let program = format!("{} {}", run.manifest.program, run.manifest.version);
        Self {
            words,
            title: title(run, settings, words),
            subtitle: making::subtitle(run, words),
            sections: sections.into_iter().filter(|part| !part.blocks.is_empty()).collect(),
            footer: Prose::ours(fill(words.frame.footer, &[("program", &program)])),
        }
    }
}

/// The title that is asked for now, or was when the run was made; else one with the number of cases.
pub(crate) fn title(run: &Run, settings: &ReportSettings, words: &Words) -> String {
    let given = settings.title.as_ref().or(run.manifest.title.as_ref());
    match given.filter(|given| !given.trim().is_empty()) {
        Some(given) => given.clone(),
        None => words.plural(&words.frame.title, run.base(), &[]),
    }
}
