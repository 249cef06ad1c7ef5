//! Documents to counts of their features, and to what is known of these over all documents.

use super::dictionary::{Dictionary, FeatureRecord};
use super::features::{FeatureId, Features};
use super::surfaces::Surfaces;
use super::unsorted::UnsortedRecords;
use super::{NgramRange, TermStatistics};
use crate::error::Result;
use crate::memory::Memory;
use crate::text::{Analyzer, Language, TermTable, Token};

/// Counts the documents that one thread reads.
pub struct TermCounter<'a> {
    range: NgramRange,
    /// From so many words, or twice as many features, on the memory is written down and begun anew.
    most_words: usize,
    table: TermTable<'a>,
    tokens: Vec<Token>,
    features: Features,
    tallies: Vec<Tally>,
    /// The features of the document that was read last.
    met: Vec<FeatureId>,
    documents: u64,
    tokens_read: u64,
    dictionary: Dictionary,
}

/// What is counted of a feature.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    /// How often it stands in the document that was read last.
    count: u32,
    documents: u32,
    occurrences: u64,
}

impl<'a> TermCounter<'a> {
    /// A counter that has read nothing. It writes down what it knows when that is much for the memory.
    pub fn new(analyzer: &'a Analyzer, range: NgramRange, memory: Memory) -> Self {
        Self {
            range,
            most_words: memory.words(TermTable::MANY_WORDS),
            table: TermTable::new(analyzer),
            tokens: Vec::new(),
            features: Features::new(range),
            tallies: Vec::new(),
            met: Vec::new(),
            documents: 0,
            tokens_read: 0,
            dictionary: Dictionary::new(),
        }
    }

    /// Reads a document of the given text fields and gives its language. Its counts can then be
    /// taken by a [`CountedChunk`](super::CountedChunk).
    pub fn read<'t>(&mut self, fields: impl Iterator<Item = &'t str> + Clone) -> Option<Language> {
        self.add_to_totals();
        let language = self.table.read_document(fields, &mut self.tokens);
        let Self { features, tallies, met, .. } = self;
        features.find(&self.tokens, met);
        let most = features.len().max(self.table.len());
        if tallies.len() < most {
            tallies.resize(most, Tally::default());
        }
        // Each feature is kept where it is met first; whether it was met before is hard to predict, so
        // nothing branches on it.
        let mut distinct = 0;
        for at in 0..met.len() {
            let feature = met[at];
            let count = &mut tallies[feature as usize].count;
            met[distinct] = feature;
            distinct += usize::from(*count == 0);
            *count += 1;
        }
        met.truncate(distinct);
        self.documents += 1;
        self.tokens_read += self.tokens.len() as u64;
        language
    }

    /// Adds the document read last to what is known of all.
    fn add_to_totals(&mut self) {
        for feature in self.met.drain(..) {
            let tally = &mut self.tallies[feature as usize];
            tally.documents += 1;
            tally.occurrences += u64::from(tally.count);
            tally.count = 0;
        }
    }

    /// The features of the document read last, in order of first appearance, and how often each stands
    /// there. Their numbers are those of the segment that is being filled.
    pub(super) fn counts(&self) -> impl Iterator<Item = (FeatureId, u32)> + '_ {
        let wanted = self.met.iter().filter(|&&feature| self.features.is_wanted(feature));
        wanted.map(|&feature| (feature, self.tallies[feature as usize].count))
    }

    /// The segment of the dictionary that is being filled.
    pub(super) fn segment(&self) -> usize {
        self.dictionary.segments()
    }

    /// Writes down what is known and begins anew, if it has become much. To be called between
    /// documents, so that memory does not grow with their number.
    ///
    /// # Errors
    /// If the disk has no room.
    pub fn make_room(&mut self) -> Result<()> {
        let Self { most_words, table, features, .. } = self;
        if table.words() >= *most_words || features.len() >= 2 * *most_words {
            self.write_down()?;
            self.table = TermTable::new(self.table.analyzer());
            self.features = Features::new(self.range);
            self.tallies.clear();
        }
        Ok(())
    }

    /// What was counted, under the names of the features.
    ///
    /// # Errors
    /// If the disk has no room.
    pub fn into_statistics(self) -> Result<TermStatistics> {
        Ok(self.into_parts()?.0)
    }

    /// What was counted, under the names of the features, and the table that read it, which knows the
    /// words.
    ///
    /// # Errors
    /// If the disk has no room.
    pub fn into_parts(mut self) -> Result<(TermStatistics, TermTable<'a>)> {
        self.write_down()?;
        let statistics = TermStatistics::of(self.documents, self.tokens_read, self.dictionary);
        Ok((statistics, self.table))
    }

    /// The same counter with room for so many words only.
    #[cfg(test)]
    pub(super) fn with_room_for(self, most_words: usize) -> Self {
        Self { most_words, ..self }
    }

    fn write_down(&mut self) -> Result<()> {
        self.add_to_totals();
        let Self { table, features, tallies, dictionary, .. } = self;
        let surfaces = Surfaces::of(table);
        let (mut records, mut name) = (UnsortedRecords::default(), String::new());
        for (tally, feature) in tallies.iter().zip(0..) {
            if tally.documents == 0 {
                continue;
            }
            name.clear();
            features.push_name(feature, table, &mut name);
            let record = FeatureRecord {
                name: &name,
                feature,
                wanted: features.is_wanted(feature),
                document_frequency: tally.documents.into(),
                occurrences: tally.occurrences,
            };
            let term = features.single_term(feature);
            records.push(&record, term.into_iter().flat_map(|term| surfaces.of_term(term)))?;
        }
        dictionary.write(records)
    }
}
