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
    /// The columns of the features of the document that was counted last, as they stand there.
    met: Vec<u32>,
}

impl<'v> RowCounter<'v> {
    /// A counter for the terms of `vocabulary`. It must be used with one table only.
    pub fn new(vocabulary: &'v Vocabulary) -> Self {
        Self {
            vocabulary,
            features: Features::new(vocabulary.ngrams()),
            columns: Vec::new(),
            counts: vec![0; vocabulary.len()],
            met: Vec::new(),
        }
    }

    /// The counts of a document whose tokens `table` read, sorted by column.
    pub fn count(&mut self, table: &TermTable<'_>, tokens: &[Token]) -> Vec<TermCount> {
        let mut met = std::mem::take(&mut self.met);
        self.features.find(tokens, &mut met);
        let most = met.iter().max().map_or(0, |&feature| feature as usize + 1);
        if self.columns.len() < most {
            self.columns.resize(most, UNSEEN);
        }
        let mut present = Vec::new();
        for feature in &mut met {
            *feature = self.column(*feature, table);
            if *feature != UNKNOWN {
                let count = &mut self.counts[*feature as usize];
                if *count == 0 {
                    present.push(*feature);
                }
                *count += 1;
            }
        }
        self.met = met;
        present.sort_unstable();
        let counts = &mut self.counts;
        let mut count = |column: u32| std::mem::take(&mut counts[column as usize]);
        present.into_iter().map(|column| TermCount { column, count: count(column) }).collect()
    }

    /// Where the terms of some columns stand in the document that was counted last, which has these
    /// tokens: the column, and the first and the last token of the term.
    pub fn places(&self, tokens: &[Token], wanted: &[u32]) -> Vec<(u32, usize, usize)> {
        let range = self.vocabulary.ngrams();
        let (mut met, mut field) = (self.met.iter(), 0);
        // The tokens in a row that end at the last one.
        let mut row: Vec<usize> = Vec::new();
        let mut places = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            if token.field != field {
                field = token.field;
                row.clear();
            }
            if token.counts {
                row.push(at);
                for length in 1..=row.len().min(range.max) {
                    let Some(column) = met.next() else { return places };
                    if wanted.contains(column) {
                        places.push((*column, row[row.len() - length], at));
                    }
                }
            } else if range.broken_by_stop_words {
                row.clear();
            }
        }
        places
    }

    fn column(&mut self, feature: FeatureId, table: &TermTable<'_>) -> u32 {
        if self.columns.len() <= feature as usize {
            self.columns.resize(feature as usize + 1, UNSEEN);
        }
        if self.columns[feature as usize] == UNSEEN {
            let name = self.features.name(feature, table);
            let wanted = self.features.is_wanted(feature);
            let column = wanted.then(|| self.vocabulary.column(&name)).flatten();
            self.columns[feature as usize] = column.unwrap_or(UNKNOWN);
        }
        self.columns[feature as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::Memory;
    use crate::text::{Analyzer, TextSettings};
    use crate::vectorize::{TermCounter, TermStatistics, VectorizeSettings};

    #[test]
    fn a_term_is_found_where_it_stands_and_as_often_as_it_is_counted() {
        let analyzer = Analyzer::new(&TextSettings::default()).unwrap();
        let fields = ["The ferry of the river; a ferry", "River ferry and the old bridge"];
        let settings = VectorizeSettings { ngram_range: (1, 2), ..VectorizeSettings::default() };
        let mut counter = TermCounter::new(&analyzer, settings.ngrams(), Memory::UNLIMITED);
        counter.read(fields.into_iter());
        let statistics: TermStatistics = counter.into_statistics().unwrap();
        let vocabulary = Vocabulary::learn(&statistics, &settings).unwrap();
        let mut table = TermTable::new(&analyzer);
        let mut tokens = Vec::new();
        table.read_document(fields.into_iter(), &mut tokens);
        let mut counter = RowCounter::new(&vocabulary);
        let counts = counter.count(&table, &tokens);
        let all: Vec<u32> = counts.iter().map(|count| count.column).collect();
        let places = counter.places(&tokens, &all);
        for TermCount { column, count } in counts {
            let found = places.iter().filter(|place| place.0 == column).count();
            assert_eq!(found, count as usize);
        }
        let pair = vocabulary.column("river ferri").unwrap();
        let spans: Vec<&str> = counter
            .places(&tokens, &[pair])
            .into_iter()
            .map(|(_, first, last)| {
                let field = fields[usize::from(tokens[first].field)];
                &field[tokens[first].start as usize..tokens[last].end as usize]
            })
            .collect();
        assert_eq!(spans, ["river; a ferry", "River ferry"]);
    }
}
