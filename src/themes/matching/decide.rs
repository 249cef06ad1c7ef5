//! The occurrences of a theme to whether they make a tag.

use super::entry::EntryId;
use super::lexicon::Lexicon;
use super::overlap::{Occurrence, Outcome};
use super::score::{EntryHits, score};

/// What the occurrences of a theme come to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Decided {
    /// Of each entry that hit, in order: how often that counts.
    pub(super) entries: Vec<(EntryId, u32)>,
    pub(super) score: f64,
    /// Whether score and number of entries reach the theme's bounds.
    pub(super) is_enough: bool,
}

/// Decides about a theme whose `occurrences` are in order of their entries, in a document of so many
/// `tokens`.
pub(super) fn decide(lexicon: &Lexicon, occurrences: &[Occurrence], tokens: u32) -> Decided {
    let bounds = lexicon.bounds(occurrences[0].theme as usize);
    let counts = |hits: &[Occurrence]| {
        let counting = hits.iter().filter(|hit| hit.fate == Outcome::Counts).count() as u32;
        if lexicon.details(hits[0].entry).once { counting.min(1) } else { counting }
    };
    let by_entry = occurrences.chunk_by(|a, b| a.entry == b.entry);
    let entries: Vec<(EntryId, u32)> =
        by_entry.map(|hits| (hits[0].entry, counts(hits))).filter(|&(_, hits)| hits > 0).collect();
    let hits = entries
        .iter()
        .map(|&(entry, hits)| EntryHits { weight: lexicon.details(entry).weight, hits });
    let score = score(hits, tokens);
    let is_enough = score >= bounds.min_score && entries.len() >= bounds.min_distinct as usize;
    Decided { entries, score, is_enough }
}
