//! Tokens of one document to the counts of its known terms.

use super::Vocabulary;
use crate::text::{TermTable, Token};

/// How often a term of the vocabulary stands in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TermCount {
    /// Column of the term, below V.
    pub column: u32,
    /// How often, 1 or more.
    pub count: u32,
}

/// A term of the table whose column was not looked up yet.
const UNSEEN: u32 = u32::MAX;
/// A term of the table that is not in the vocabulary.
const UNKNOWN: u32 = u32::MAX - 1;

/// Counts the documents that one thread reads, with the memory it needs to do so.
pub struct RowCounter<'v> {
    vocabulary: &'v Vocabulary,
    /// The column of every term of the table, looked up when first met.
    columns: Vec<u32>,
    /// Scratch, all zero between documents: V counts.
    counts: Vec<u32>,
}

impl<'v> RowCounter<'v> {
    /// A counter for the terms of `vocabulary`. It must be used with one table only.
    pub fn new(vocabulary: &'v Vocabulary) -> Self {
        Self { vocabulary, columns: Vec::new(), counts: vec![0; vocabulary.len()] }
    }

    /// The counts of a document whose tokens `table` read, sorted by column.
    pub fn count(&mut self, table: &TermTable<'_>, tokens: &[Token]) -> Vec<TermCount> {
        self.columns.resize(table.len(), UNSEEN);
        let mut met = Vec::new();
        for token in tokens.iter().filter(|token| token.counts) {
            let column = self.column(table, token);
            if column != UNKNOWN {
                let count = &mut self.counts[column as usize];
                if *count == 0 {
                    met.push(column);
                }
                *count += 1;
            }
        }
        met.sort_unstable();
        met.into_iter()
            .map(|column| TermCount {
                column,
                count: std::mem::take(&mut self.counts[column as usize]),
            })
            .collect()
    }

    fn column(&mut self, table: &TermTable<'_>, token: &Token) -> u32 {
        let known = &mut self.columns[token.term as usize];
        if *known == UNSEEN {
            *known = self.vocabulary.column(table.term(token.term)).unwrap_or(UNKNOWN);
        }
        *known
    }
}
