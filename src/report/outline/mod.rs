//! The content of a report, the same for every format: which sections, which sentences, which
//! numbers. One file for each section; all words that a reader sees stand in this folder.

pub(crate) mod block;
mod cards;
mod choice;
mod clusters;
mod crossing;
pub(crate) mod evaluation;
mod glance;
mod making;
mod map;
pub(crate) mod numbers;
mod reading;
mod refer;
mod themes;
pub(crate) mod tree;
mod uncovered;

use self::block::{Block, Prose};
use super::documents::KEPT;
use super::run::Run;
use super::settings::ReportSettings;
pub(crate) use refer::Refer;

/// A report before it is given a format.
#[derive(Debug, Clone)]
pub(crate) struct Outline {
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
        let refer = Refer::new(run, settings.max_cases.min(KEPT));
        let sections = [
            glance::section(&refer),
            glance::warnings(&refer),
            reading::section(&refer),
            themes::section(&refer),
            themes::together(&refer),
            clusters::section(&refer),
            crossing::section(&refer),
            map::section(&refer),
            choice::section(&refer),
            cards::section(&refer),
            uncovered::section(&refer),
            making::section(&refer),
        ];
        Self {
            title: title(run, settings),
            subtitle: making::subtitle(run),
            sections: sections.into_iter().filter(|part| !part.blocks.is_empty()).collect(),
            footer: making::footer(run),
        }
    }
}

/// The title that is asked for now, or was when the run was made; else one with the number of cases.
pub(crate) fn title(run: &Run, settings: &ReportSettings) -> String {
    let given = settings.title.as_ref().or(run.manifest.title.as_ref());
    if let Some(given) = given.filter(|given| !given.trim().is_empty()) {
        return given.clone();
    }
    match run.base() {
        1 => "What 1 case is about".to_owned(),
        cases => format!("What {} cases are about", numbers::count(cases)),
    }
}
