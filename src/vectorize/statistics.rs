//! What a scan learns of terms: in how many documents they stand and how they are written.

use std::collections::BTreeSet;

use hashbrown::HashMap;

use super::Vocabulary;
use super::dictionary::Dictionary;
use super::merged::{Feature, Merged};
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

    /// Hands every feature that was asked for to `take`, in sorted order.
    pub(super) fn each_feature(&self, mut take: impl FnMut(&Feature) -> Result<()>) -> Result<()> {
        let mut features = Merged::new(&self.dictionaries)?;
        while let Some(feature) = features.next()? {
            if feature.wanted {
                take(feature)?;
            }
        }
        Ok(())
    }

    /// Number of values of the rows of these documents over a vocabulary: one for every document of each
    /// of its terms.
    pub(crate) fn values_over(&self, vocabulary: &Vocabulary) -> Result<u64> {
        let mut terms = vocabulary.terms().iter().peekable();
        let mut values = 0;
        self.each_feature(|feature| {
            while terms.next_if(|term| term.term < feature.name).is_some() {}
            if terms.peek().is_some_and(|term| term.term == feature.name) {
                values += feature.document_frequency;
            }
            Ok(())
        })?;
        Ok(values)
    }

    /// Of all words that count the share that stands in a vocabulary, 0 to 1.
    pub(crate) fn known_words(&self, vocabulary: &Vocabulary) -> Result<f64> {
        let (mut known, mut all) = (0, 0);
        self.each_feature(|feature| {
            if !feature.name.contains(' ') {
                all += feature.occurrences;
                if vocabulary.column(&feature.name).is_some() {
                    known += feature.occurrences;
                }
            }
            Ok(())
        })?;
        Ok(known as f64 / all.max(1) as f64)
    }

    /// The commonest way each of some terms is written.
    pub(super) fn surfaces(&self, terms: BTreeSet<String>) -> Result<HashMap<String, String>> {
        let mut surfaces = HashMap::new();
        if terms.is_empty() {
            return Ok(surfaces);
        }
        let mut features = Merged::new(&self.dictionaries)?;
        while let Some(feature) = features.next()? {
            if terms.contains(&feature.name)
                && let Some(surface) = feature.commonest_surface()?
            {
                surfaces.insert(feature.name.clone(), surface.to_owned());
            }
        }
        Ok(surfaces)
    }
}
