//! Tokens of one document to the counts of the terms of a known vocabulary.

use super::Vocabulary;
use super::features::{FeatureId, Features};
use crate::text::{TermTable, Token};

/// How often a term of the vocabulary stands in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TermCount {
    /// Column of the term, below V.
    pub column: u32,
    /// How often, 1 or more.
    pub count: u32,
}

/// A feature whose column was not looked up yet.
const UNSEEN: u32 = u32::MAX;
/// A feature that is not in the vocabulary.
const UNKNOWN: u32 = u32::MAX - 1;

/// Counts the documents that one thread reads, with the memory it needs to do so.
pub struct RowCounter<'v> {
    vocabulary: &'v Vocabulary,
    features: Features,
    /// The column of every feature, looked up when first met.
    columns: Vec<u32>,
    /// Scratch, all zero between documents: V counts.
    counts: Vec<u32>,
}

impl<'v> RowCounter<'v> {
    /// A counter for the terms of `vocabulary`. It must be used with one table only.
    pub fn new(vocabulary: &'v Vocabulary) -> Self {
        Self {
            vocabulary,
            features: Features::new(vocabulary.ngrams()),
            columns: Vec::new(),
            counts: vec![0; vocabulary.len()],
        }
    }

    /// The counts of a document whose tokens `table` read, sorted by column.
    pub fn count(&mut self, table: &TermTable<'_>, tokens: &[Token]) -> Vec<TermCount> {
        let mut met: Vec<FeatureId> = Vec::new();
        self.features.find(tokens, &mut met);
        let most = met.iter().max().map_or(0, |&feature| feature as usize + 1);
        if self.columns.len() < most {
            self.columns.resize(most, UNSEEN);
        }
        met.retain_mut(|feature| {
            *feature = self.column(*feature, table);
            let known = *feature != UNKNOWN;
            if known {
                self.counts[*feature as usize] += 1;
            }
            known && self.counts[*feature as usize] == 1
        });
        met.sort_unstable();
        met.into_iter()
            .map(|column| TermCount {
                column,
                count: std::mem::take(&mut self.counts[column as usize]),
            })
            .collect()
    }

    fn column(&mut self, feature: FeatureId, table: &TermTable<'_>) -> u32 {
        if self.columns[feature as usize] == UNSEEN {
            let name = self.features.name(feature, table);
            let wanted = self.features.is_wanted(feature);
            let column = wanted.then(|| self.vocabulary.column(&name)).flatten();
            self.columns[feature as usize] = column.unwrap_or(UNKNOWN);
        }
        self.columns[feature as usize]
    }
}
