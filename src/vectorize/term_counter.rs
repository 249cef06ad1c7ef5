//! Documents to counts of their features, and to what is known of these over all documents.

use std::ops::Range;

use super::dictionary::{Dictionary, FeatureRecord};
use super::features::{FeatureId, Features};
use super::{NgramRange, TermStatistics};
use crate::error::Result;
use crate::text::{Analyzer, Language, TermId, TermTable, Token};

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
    /// How often it stands in the document that is being read; 0 between documents.
    count: u32,
    documents: u32,
    occurrences: u64,
}

impl<'a> TermCounter<'a> {
    /// A counter that has read nothing.
    pub fn new(analyzer: &'a Analyzer, range: NgramRange) -> Self {
        Self {
            range,
            most_words: TermTable::MANY_WORDS,
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
        for &feature in &self.met {
            self.tallies[feature as usize].count = 0;
        }
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
            let tally = &mut tallies[feature as usize];
            let first = tally.count == 0;
            met[distinct] = feature;
            distinct += usize::from(first);
            tally.documents += u32::from(first);
            tally.count += 1;
            tally.occurrences += 1;
        }
        met.truncate(distinct);
        self.documents += 1;
        self.tokens_read += self.tokens.len() as u64;
        language
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
            self.met.clear();
        }
        Ok(())
    }

    /// What was counted, under the names of the features.
    ///
    /// # Errors
    /// If the disk has no room.
    pub fn into_statistics(mut self) -> Result<TermStatistics> {
        self.write_down()?;
        Ok(TermStatistics::of(self.documents, self.tokens_read, self.dictionary))
    }

    /// The same counter with room for so many words only.
    #[cfg(test)]
    pub(super) fn with_room_for(self, most_words: usize) -> Self {
        Self { most_words, ..self }
    }

    fn write_down(&mut self) -> Result<()> {
        let Self { table, features, tallies, dictionary, .. } = self;
        let surfaces = Surfaces::of(table);
        let mut names = String::new();
        let mut met: Vec<(Range<usize>, FeatureId)> = Vec::new();
        for (tally, feature) in tallies.iter().zip(0..) {
            if tally.documents > 0 {
                let begin = names.len();
                features.push_name(feature, table, &mut names);
                met.push((begin..names.len(), feature));
            }
        }
        met.sort_unstable_by(|(a, _), (b, _)| names[a.clone()].cmp(&names[b.clone()]));
        dictionary.write(met.into_iter().map(|(name, feature)| {
            let tally = tallies[feature as usize];
            let term = features.single_term(feature);
            FeatureRecord {
                name: &names[name],
                feature,
                wanted: features.is_wanted(feature),
                document_frequency: tally.documents.into(),
                occurrences: tally.occurrences,
                surfaces: term.map_or_else(Vec::new, |term| surfaces.of_term(term).collect()),
            }
        }))
    }
}

/// How the terms of a table are written.
struct Surfaces {
    text: String,
    /// Sorted by term: the term, where in the text, how often.
    forms: Vec<(TermId, Range<usize>, u64)>,
    /// For each term its first form.
    first: Vec<usize>,
}

impl Surfaces {
    fn of(table: &TermTable<'_>) -> Self {
        let (mut text, mut forms) = (String::new(), Vec::new());
        table.each_surface_form(|term, surface, occurrences| {
            let begin = text.len();
            text.push_str(surface);
            forms.push((term, begin..text.len(), occurrences));
        });
        forms.sort_by_key(|form| form.0);
        let mut first = vec![0; table.len() + 1];
        forms.iter().for_each(|form| first[form.0 as usize + 1] += 1);
        for term in 0..table.len() {
            first[term + 1] += first[term];
        }
        Self { text, forms, first }
    }

    fn of_term(&self, term: TermId) -> impl Iterator<Item = (&str, u64)> {
        let [begin, end] = [term, term + 1].map(|term| self.first[term as usize]);
        let forms = self.forms[begin..end].iter();
        forms.map(|(_, place, occurrences)| (&self.text[place.clone()], *occurrences))
    }
}
