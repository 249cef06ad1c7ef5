//! The terms that are kept, in sorted order.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::merged::Feature;
use super::{NgramRange, TermStatistics, VectorizeSettings};
use crate::error::Result;

/// A term of the vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VocabularyTerm {
    /// The folded stem; of an n-gram all of them, with spaces between.
    pub term: String,
    /// How the term is written most often; labels show this.
    pub surface: String,
    /// In how many documents it stands, 1 or more.
    pub document_frequency: u64,
}

/// V terms in sorted order (by Unicode code points), with the size of the corpus they come from.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Vocabulary {
    documents: u64,
    ngrams: NgramRange,
    terms: Vec<VocabularyTerm>,
    /// Terms within the bounds on document frequency that `max_features` left out.
    left_out: u64,
}

/// Which features of a corpus are kept.
struct Bounds {
    least: f64,
    most: f64,
    /// Those with fewer occurrences are left out,
    occurrences: u64,
    /// and of those with just as many all but the first ones.
    at_the_border: u64,
}

impl Vocabulary {
    /// Keeps the terms whose document frequency is within the bounds of the settings; where these are
    /// too many those with most occurrences, ties in sorted order.
    ///
    /// # Errors
    /// If what a scan wrote to the disk cannot be read.
    pub fn learn(statistics: &TermStatistics, settings: &VectorizeSettings) -> Result<Self> {
        let (mut bounds, left_out) = Bounds::learn(statistics, settings)?;
        let mut terms = Vec::new();
        statistics.each_feature(|feature| {
            if bounds.keep(feature) {
                terms.push(VocabularyTerm {
                    term: feature.name.clone(),
                    surface: feature.commonest_surface()?.unwrap_or_default().to_owned(),
                    document_frequency: feature.document_frequency,
                });
            }
            Ok(())
        })?;
        name_ngrams(&mut terms, statistics)?;
        let (documents, ngrams) = (statistics.documents, settings.ngrams());
        Ok(Self { documents, ngrams, terms, left_out })
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

    /// Number of terms within the bounds on document frequency that were left out because there were
    /// more than `max_features`.
    pub fn left_out(&self) -> u64 {
        self.left_out
    }

    /// Which n-grams of terms are terms too.
    pub fn ngrams(&self) -> NgramRange {
        self.ngrams
    }

    /// The terms in the order of their columns.
    pub fn terms(&self) -> &[VocabularyTerm] {
        &self.terms
    }

    /// The terms of one word as a vocabulary of their own, and the column that each term of this one has
    /// there, if any.
    pub(crate) fn single_words(&self) -> (Self, Vec<Option<u32>>) {
        let mut terms = Vec::new();
        let mut columns = Vec::with_capacity(self.terms.len());
        for term in &self.terms {
            let is_single = !term.term.contains(' ');
            columns.push(is_single.then_some(terms.len() as u32));
            terms.extend(is_single.then(|| term.clone()));
        }
        let ngrams = NgramRange { min: 1, max: 1, ..self.ngrams };
        (Self { documents: self.documents, ngrams, terms, left_out: 0 }, columns)
    }

    /// Whether it is as [`Vocabulary::learn`] makes it: each term once and in sorted order.
    pub(crate) fn is_whole(&self) -> bool {
        let NgramRange { min, max, .. } = self.ngrams;
        let sorted = self.terms.is_sorted_by(|a, b| a.term < b.term);
        sorted && (1..=max).contains(&min) && max <= NgramRange::MOST
    }

    /// The column of `term`, if it is in the vocabulary.
    pub fn column(&self, term: &str) -> Option<u32> {
        let place = self.terms.binary_search_by(|known| known.term.as_str().cmp(term));
        place.ok().map(|column| column as u32)
    }
}

impl Bounds {
    /// The bounds, and how many terms `max_features` leaves out.
    fn learn(statistics: &TermStatistics, settings: &VectorizeSettings) -> Result<(Self, u64)> {
        let most = settings.max_features as u64;
        let mut bounds = Self {
            least: settings.min_df_for(statistics.documents),
            most: settings.max_df.of(statistics.documents),
            occurrences: 0,
            at_the_border: u64::MAX,
        };
        if statistics.most_features() as u64 <= most {
            return Ok((bounds, 0));
        }
        let mut features_by_occurrences: BTreeMap<u64, u64> = BTreeMap::new();
        statistics.each_feature(|feature| {
            if bounds.keep(feature) {
                *features_by_occurrences.entry(feature.occurrences).or_default() += 1;
            }
            Ok(())
        })?;
        let within: u64 = features_by_occurrences.values().sum();
        let mut room = most;
        for (&occurrences, &features) in features_by_occurrences.iter().rev() {
            if features > room {
                bounds.occurrences = occurrences;
                bounds.at_the_border = room;
                break;
            }
            room -= features;
        }
        Ok((bounds, within.saturating_sub(most)))
    }

    /// Whether a feature is kept; they must be asked for in sorted order.
    fn keep(&mut self, feature: &Feature) -> bool {
        let frequency = feature.document_frequency as f64;
        if !(self.least..=self.most).contains(&frequency) || feature.occurrences < self.occurrences
        {
            return false;
        }
        if feature.occurrences > self.occurrences {
            return true;
        }
        let room = self.at_the_border > 0;
        self.at_the_border = self.at_the_border.saturating_sub(1);
        room
    }
}

/// Puts the surface forms of their terms together to those of n-grams.
fn name_ngrams(terms: &mut [VocabularyTerm], statistics: &TermStatistics) -> Result<()> {
    let ngrams = terms.iter().filter(|term| term.surface.is_empty());
    let parts: BTreeSet<String> =
        ngrams.flat_map(|term| term.term.split(' ')).map(str::to_owned).collect();
    let surfaces = statistics.surfaces(parts)?;
    for term in terms.iter_mut().filter(|term| term.surface.is_empty()) {
        let surface = |part| surfaces.get(part).map_or(part, String::as_str);
        term.surface = term.term.split(' ').map(surface).collect::<Vec<_>>().join(" ");
    }
    Ok(())
}
