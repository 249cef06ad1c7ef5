//! What a scan learns of terms: in how many documents they stand and how they are written.

use hashbrown::HashMap;

use crate::text::{TermTable, Token};

/// Document frequencies and surface forms of a part of a corpus.
///
/// Two parts are merged by addition, so that neither the division into parts nor their order
/// matters.
#[derive(Debug, Clone, Default)]
pub struct TermStatistics {
    /// Number of documents counted.
    pub documents: u64,
    /// Number of words read, stop words included.
    pub tokens: u64,
    terms: HashMap<Box<str>, TermRecord>,
}

#[derive(Debug, Clone, Default)]
struct TermRecord {
    document_frequency: u64,
    surfaces: HashMap<Box<str>, u64>,
}

impl TermStatistics {
    /// Adds what another part counted.
    pub fn merge(&mut self, other: Self) {
        self.documents += other.documents;
        self.tokens += other.tokens;
        for (term, record) in other.terms {
            let own = self.terms.entry(term).or_default();
            own.document_frequency += record.document_frequency;
            for (surface, occurrences) in record.surfaces {
                *own.surfaces.entry(surface).or_default() += occurrences;
            }
        }
    }

    /// Number of distinct terms.
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Whether no term was counted.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Every term with its document frequency, in no particular order.
    pub(super) fn document_frequencies(&self) -> impl Iterator<Item = (&str, u64)> {
        self.terms.iter().map(|(term, record)| (&**term, record.document_frequency))
    }

    /// The commonest way `term` is written, ties to the first in sorted order.
    pub(super) fn commonest_surface(&self, term: &str) -> Option<&str> {
        let surfaces = &self.terms.get(term)?.surfaces;
        surfaces
            .iter()
            .max_by(|(a, x), (b, y)| x.cmp(y).then_with(|| b.cmp(a)))
            .map(|(surface, _)| &**surface)
    }
}

/// Counts the documents that one thread reads.
pub struct StatisticsCounter {
    documents: u64,
    tokens: u64,
    document_frequency: Vec<u64>,
    /// For every term the last document it was counted for, so that it counts once in each.
    last_document: Vec<u64>,
}

impl StatisticsCounter {
    /// Nothing counted yet.
    pub fn new() -> Self {
        Self { documents: 0, tokens: 0, document_frequency: Vec::new(), last_document: Vec::new() }
    }

    /// Counts one document; `tokens` are all its tokens as `table` read them.
    pub fn count(&mut self, table: &TermTable<'_>, tokens: &[Token]) {
        self.documents += 1;
        self.tokens += tokens.len() as u64;
        self.document_frequency.resize(table.len(), 0);
        self.last_document.resize(table.len(), 0);
        for token in tokens.iter().filter(|token| token.counts) {
            let term = token.term as usize;
            if self.last_document[term] != self.documents {
                self.last_document[term] = self.documents;
                self.document_frequency[term] += 1;
            }
        }
    }

    /// What was counted, under the names of the terms.
    pub fn into_statistics(self, table: &TermTable<'_>) -> TermStatistics {
        let mut statistics = TermStatistics {
            documents: self.documents,
            tokens: self.tokens,
            terms: HashMap::new(),
        };
        for form in table.surface_forms() {
            let document_frequency = self.document_frequency[form.term as usize];
            let record = statistics.terms.entry(table.term(form.term).into()).or_default();
            record.document_frequency = document_frequency;
            *record.surfaces.entry(form.surface.into_boxed_str()).or_default() += form.occurrences;
        }
        statistics
    }
}

impl Default for StatisticsCounter {
    fn default() -> Self {
        Self::new()
    }
}
