//! Cases of a group beside all others to new entries: words and phrases that are key to the group.
//!
//! ```text
//! pass 1   a sample of the group's cases ─► candidates: phrases that several of them have
//! pass 2   all cases ─► in how many each candidate stands, inside the group and outside, by fold
//!          keyness, false discovery rate, precision in held-out folds, lines in which it stands
//! ```

mod candidates;
mod choose;
mod gaps;
mod tally;

use super::study::{Seen, Study};
use super::{Sample, text_hash};
use crate::error::Result;
use crate::text::Language;

use candidates::Candidates;
use tally::Tally;

pub use gaps::{Gap, gaps};

/// Cases of a group from which candidates are taken, at most.
const SAMPLE: usize = 20_000;

/// To which side of the comparison a case belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// To the group of that number.
    Inside(usize),
    /// To none of the groups.
    Outside,
    /// To neither: nobody knows.
    Unknown,
}

/// How much is suggested.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SuggestSettings {
    /// Suggestions for a group, at most. Default 30.
    pub top: usize,
    /// The largest share of suggestions that may be there by chance (false discovery rate). Above 0, below
    /// 1, default 0.05.
    pub false_discovery_rate: f64,
    /// Cases of the group that a suggestion must stand in. Default 3.
    pub min_documents: u64,
}

impl Default for SuggestSettings {
    fn default() -> Self {
        Self { top: 30, false_discovery_rate: 0.05, min_documents: 3 }
    }
}

/// A word or phrase that is key to a group.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// As an entry is written; `=AI` where it is mostly written in capitals.
    pub entry: String,
    /// The language of the cases it stands in.
    pub language: Language,
    /// Cases of the group that have it.
    pub inside: u64,
    /// Other cases that have it.
    pub outside: u64,
    /// Its log likelihood G².
    pub g2: f64,
    /// The least false discovery rate at which it would be suggested.
    pub false_discovery_rate: f64,
    /// Of held-out cases that have it, in which it was found key without them: how many are of the group.
    pub held_out_inside: u64,
    /// Held-out cases that have it, in which it was found key without them.
    pub held_out: u64,
    /// Lines in which it stands, three at most: the id of the case, and what stands before it, it, and what
    /// stands behind it.
    pub lines: Vec<Excerpt>,
}

impl Suggestion {
    /// Whether held-out cases have it and none of them is of the group.
    fn is_refuted(&self) -> bool {
        self.held_out > 0 && self.held_out_inside == 0
    }
}

/// A phrase as it stands in a case, with a little of the text around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The id of the case.
    pub id: String,
    /// What stands before it.
    pub before: String,
    /// The phrase as it is written there.
    pub phrase: String,
    /// What stands behind it.
    pub after: String,
}

/// For each of `groups` groups what is key to it and not covered by an entry. `side` says where a case
/// belongs; `is_covered` whether the group's entries find a phrase by themselves already. Also gives the
/// number of cases of each group, and of all that were compared.
///
/// # Errors
/// If the input cannot be read.
pub fn suggest(
    study: Study<'_>,
    groups: usize,
    settings: SuggestSettings,
    side: impl Fn(&Seen<'_>) -> Side + Sync,
    is_covered: impl FnMut(usize, &str, Language) -> bool,
) -> Result<Suggestions> {
    let schema = study.corpus.schema();
    let mut samples: Vec<Sample> =
        (0..groups).map(|_| Sample::new((SAMPLE / groups.max(1)).max(1_000))).collect();
    study.each(&side, |document, side| {
        if let Side::Inside(group) = side {
            let fields = || document.fields(schema).map(str::to_owned).collect();
            samples[group].offer(&document.id, text_hash(document, schema), fields);
        }
        Ok(())
    })?;
    let samples: Vec<_> = samples.into_iter().map(Sample::into_sorted).collect();
    let candidates = Candidates::of(&samples, study, settings.min_documents);
    let mut tally = Tally::new(groups, candidates.len());
    study.each(
        |seen| {
            let side = side(seen);
            let fold = tally::fold_of(text_hash(seen.document, schema));
            (side != Side::Unknown).then(|| (side, fold, candidates.found_in(seen.text)))
        },
        |_, seen| {
            if let Some((side, fold, found)) = seen {
                tally.add(side, fold, &found);
            }
            Ok(())
        },
    )?;
    let chosen = choose::choose(&candidates, &tally, settings, is_covered);
    let suggestions = candidates.describe(chosen, &samples, study);
    Ok(Suggestions {
        groups: suggestions,
        sizes: tally.sizes().to_vec(),
        documents: tally.documents(),
    })
}

/// What [`suggest`] found.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestions {
    /// For each group its suggestions, the most key first.
    pub groups: Vec<Vec<Suggestion>>,
    /// Cases of each group.
    pub sizes: Vec<u64>,
    /// Cases that were compared.
    pub documents: u64,
}
