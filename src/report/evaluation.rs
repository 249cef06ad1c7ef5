//! An evaluation to a page that can be handed over.

use super::outline::evaluation::outline;
use super::{ReportFormat, html, markdown};
use crate::classify::metrics::Evaluation;

/// An evaluation with what a reader must know of it.
#[derive(Debug, Clone)]
pub struct EvaluationReport<'e> {
    /// Name of the input.
    pub input: &'e str,
    /// Where labels were given.
    pub labels_from: &'e str,
    /// What was judged, such as ``codebook `sdg` ``.
    pub judged: &'e str,
    /// Caveats.
    pub notes: &'e [String],
    /// The figures.
    pub evaluation: &'e Evaluation,
}

impl EvaluationReport<'_> {
    /// The page as the text of one file: a pure function of what is told.
    pub fn render(&self, format: ReportFormat) -> String {
        match format {
            ReportFormat::Html => html::page(&outline(self)),
            ReportFormat::Markdown => markdown::page(&outline(self)),
        }
    }
}
