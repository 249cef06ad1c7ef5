//! The terms that are kept, in sorted order.

use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

use super::{TermStatistics, VectorizeSettings};

/// A term of the vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VocabularyTerm {
    /// The folded stem.
    pub term: String,
    /// How the term is written most often; labels show this.
    pub surface: String,
    /// In how many documents it stands, 1 or more.
    pub document_frequency: u64,
}

/// V terms in sorted order (by Unicode code points), with the size of the corpus they come from.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "Parts", into = "Parts")]
pub struct Vocabulary {
    documents: u64,
    terms: Vec<VocabularyTerm>,
    columns: HashMap<Box<str>, u32>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Parts {
    documents: u64,
    terms: Vec<VocabularyTerm>,
}

impl From<Parts> for Vocabulary {
    fn from(parts: Parts) -> Self {
        let columns = parts
            .terms
            .iter()
            .enumerate()
            .map(|(column, term)| (term.term.as_str().into(), column as u32))
            .collect();
        Self { documents: parts.documents, terms: parts.terms, columns }
    }
}

impl From<Vocabulary> for Parts {
    fn from(vocabulary: Vocabulary) -> Self {
        Self { documents: vocabulary.documents, terms: vocabulary.terms }
    }
}

impl Vocabulary {
    /// Keeps the terms whose document frequency is within the bounds of the settings.
    pub fn learn(statistics: &TermStatistics, settings: &VectorizeSettings) -> Self {
        let least = settings.min_df_for(statistics.documents);
        let most = settings.max_df.of(statistics.documents);
        let mut kept: Vec<(&str, u64)> = statistics
            .document_frequencies()
            .filter(|&(_, frequency)| (least..=most).contains(&(frequency as f64)))
            .collect();
        kept.sort_unstable_by(|(a, x), (b, y)| y.cmp(x).then_with(|| a.cmp(b)));
        kept.truncate(settings.max_features);
        kept.sort_unstable();
        let terms = kept
            .into_iter()
            .map(|(term, document_frequency)| VocabularyTerm {
                surface: statistics.commonest_surface(term).unwrap_or(term).to_owned(),
                term: term.to_owned(),
                document_frequency,
            })
            .collect();
        Parts { documents: statistics.documents, terms }.into()
    }

    /// Number of terms, V.
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Whether there is no term.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Number of documents the frequencies were counted in, N.
    pub fn documents(&self) -> u64 {
        self.documents
    }

    /// The terms in the order of their columns.
    pub fn terms(&self) -> &[VocabularyTerm] {
        &self.terms
    }

    /// The column of `term`, if it is in the vocabulary.
    pub fn column(&self, term: &str) -> Option<u32> {
        self.columns.get(term).copied()
    }
}
