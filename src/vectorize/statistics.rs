//! What a scan learns of terms: in how many documents they stand and how they are written.

use std::collections::BTreeSet;

use hashbrown::HashMap;

use super::dictionary::{Dictionary, FeatureRecord, Merged};
use crate::error::Result;

/// Document frequencies, occurrences and surface forms of a part of a corpus, on the disk where they
/// are many.
///
/// Two parts are merged by addition, so that neither the division into parts nor their order
/// matters.
#[derive(Debug, Default)]
pub struct TermStatistics {
    /// Number of documents counted.
    pub documents: u64,
    /// Number of words read, stop words included.
    pub tokens: u64,
    /// One for every thread that counted.
    dictionaries: Vec<Dictionary>,
}

impl TermStatistics {
    pub(super) fn of(documents: u64, tokens: u64, dictionary: Dictionary) -> Self {
        Self { documents, tokens, dictionaries: vec![dictionary] }
    }

    /// Adds what another part counted.
    pub fn merge(&mut self, other: Self) {
        self.documents += other.documents;
        self.tokens += other.tokens;
        self.dictionaries.extend(other.dictionaries);
    }

    /// The dictionary of a thread, in the order in which they were merged.
    pub(super) fn dictionary(&self, thread: usize) -> &Dictionary {
        &self.dictionaries[thread]
    }

    /// At most so many features there are.
    pub(super) fn most_features(&self) -> usize {
        self.dictionaries.iter().map(Dictionary::records).sum()
    }

    /// Every feature that was asked for, in sorted order.
    pub(super) fn features(&self) -> Result<impl Iterator<Item = Result<FeatureRecord<String>>>> {
        let wanted =
            |record: &Result<FeatureRecord<String>>| record.as_ref().map_or(true, |it| it.wanted);
        Ok(Merged::new(&self.dictionaries)?.filter(wanted))
    }

    /// The commonest way each of some terms is written.
    pub(super) fn surfaces(&self, terms: BTreeSet<String>) -> Result<HashMap<String, String>> {
        let mut surfaces = HashMap::new();
        if terms.is_empty() {
            return Ok(surfaces);
        }
        for record in Merged::new(&self.dictionaries)? {
            let mut record = record?;
            if terms.contains(&record.name)
                && let Some(surface) = record.commonest_surface()
            {
                surfaces.insert(record.name, surface);
            }
        }
        Ok(surfaces)
    }
}
