//! Cases with labels to what a codebook finds in them beside what people found.

use super::study::{Seen, Study};
use super::text_hash;
use crate::corpus::{Document, Schema};
use crate::error::Result;
use crate::themes::Codebook;
use crate::themes::fit::{Case, Judgement, Labels};

/// The columns in which people wrote which themes of a codebook they found, and which they looked for.
#[derive(Debug, Clone, Copy)]
pub struct JudgedColumns {
    labels: usize,
    judged: Option<usize>,
}

impl JudgedColumns {
    /// The columns of these names: of labels joined by `|`, and of the themes that people looked for.
    ///
    /// # Errors
    /// If there is no such column.
    pub fn find(schema: &Schema, labels: &str, judged: Option<&str>) -> Result<Self> {
        let labels = schema.column("--labels", labels)?;
        Ok(Self { labels, judged: judged.map(|name| schema.column("--judged", name)).transpose()? })
    }

    /// What is known of each theme in a document.
    pub fn judge(self, document: &Document, labels: &mut Labels) -> Vec<Judgement> {
        let value = |column: usize| document.values.get(column).unwrap_or_default();
        labels.judge(value(self.labels), self.judged.map(value))
    }
}

/// The cases of each theme that somebody judged.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelledCases {
    /// By theme, in codebook order.
    pub themes: Vec<Vec<Case>>,
    /// Documents in all.
    pub documents: u64,
    /// Documents without any label.
    pub without_label: u64,
    /// Rows that were rejected.
    pub rejected: u64,
}

/// Reads what the entries of `codebook`, the one the study has, find in every case, beside its labels.
///
/// # Errors
/// If the input cannot be read.
pub fn labelled_cases(
    study: Study<'_>,
    codebook: &Codebook,
    columns: JudgedColumns,
    labels: &mut Labels,
) -> Result<LabelledCases> {
    let schema = study.corpus.schema();
    let firsts = first_entries(codebook);
    let found = |seen: &Seen<'_>| {
        let text = text_hash(seen.document, schema);
        let tokens = seen.text.tokens.len() as u32;
        let empty = Case { text, hits: Vec::new(), tokens, excluded: false, truth: false };
        let mut cases = vec![empty; codebook.themes.len()];
        for finding in &seen.examination.findings {
            let (case, theme) = (&mut cases[finding.theme], &codebook.themes[finding.theme]);
            let local = |&(entry, hits): &(crate::themes::EntryId, u32)| {
                (entry.index() - firsts[finding.theme], hits)
            };
            case.hits = finding.entries.iter().map(local).collect();
            let too_few = finding.entries.len() < theme.min_distinct as usize;
            case.excluded = too_few || !finding.cancelled_by.is_empty();
        }
        cases
    };
    let mut themes = vec![Vec::new(); codebook.themes.len()];
    let (mut documents, mut without_label) = (0, 0);
    let rejected = study.each(found, |document, cases| {
        let judgements = columns.judge(document, labels);
        documents += 1;
        without_label += u64::from(!judgements.contains(&Judgement::Present));
        for ((theme, case), judgement) in themes.iter_mut().zip(cases).zip(judgements) {
            if judgement != Judgement::Unknown {
                theme.push(Case { truth: judgement == Judgement::Present, ..case });
            }
        }
        Ok(())
    })?;
    Ok(LabelledCases { themes, documents, without_label, rejected })
}

/// The number of the first entry of each theme.
fn first_entries(codebook: &Codebook) -> Vec<usize> {
    let entries = |theme: &crate::themes::Theme| theme.terms.values().map(Vec::len).sum::<usize>();
    let starts = codebook.themes.iter().scan(0, |next, theme| {
        let first = *next;
        *next += entries(theme);
        Some(first)
    });
    starts.collect()
}
