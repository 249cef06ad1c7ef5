//! Turns the tables of a run folder into a report that can be handed over.
//!
//! [`Run::read`] reads the folder's CSV tables and `run.json`, and nothing else; [`render`] makes
//! a page of them, [`write_workbook`] a spreadsheet of all their rows. So a report can be made again
//! from its folder at any time, and the same folder gives the same bytes.
//!
//! An [`Explanation`] is of one case: it asks the run's model once more. An [`EvaluationReport`] is of labels
//! beside labels. [`RunThemes`] draws cases of a run that people code by hand, and [`SheetAgreement`] is what
//! came of it.
//!
//! The content (headings, sentences, which numbers) is written once, in `outline`. A format
//! supplies only the brackets: `html` and `markdown` turn the same blocks into their own marks.

mod agreement;
mod attributes;
mod cards;
mod chart;
mod coding;
mod diff;
mod documents;
mod evaluation;
mod explain;
mod html;
mod manifest;
mod markdown;
mod measure;
mod outline;
mod points;
mod rows;
mod run;
mod sample;
mod settings;
mod table;
mod withheld;
mod words;
mod xlsx;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;

pub use crate::settings::ReportLanguage;
pub use agreement::{AgreementSettings, SheetAgreement, update_themes};
pub use coding::{RunThemes, SampleDesign, SampleSettings};
pub use diff::{Cause, ClusterChange, ClusterFate, RunDiff, RunName, TagChange, ThemeChange};
pub use evaluation::EvaluationReport;
pub use explain::{
    CaseOfRun, ClusterOfCase, EntryMet, Explanation, OccurrenceMet, PlaceMet, ThemeExplained,
    UnlessMet,
};
pub use run::Run;
pub use settings::{ReportFormat, ReportSettings};
pub use xlsx::write_workbook;

/// The report of a run as the text of one file.
///
/// A pure function of its arguments: no clock, no machine, no network.
pub fn render(run: &Run, format: ReportFormat, settings: &ReportSettings) -> String {
    let without = settings.no_text.then(|| run.without_texts());
    let outline = outline::Outline::of(without.as_ref().unwrap_or(run), settings);
    match format {
        ReportFormat::Html => html::page(&outline),
        ReportFormat::Markdown => markdown::page(&outline),
    }
}
