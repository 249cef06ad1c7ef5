//! Occurrences that overlap to those that count.

use std::cmp::Reverse;

use super::entry::EntryId;
use super::rule::Span;

/// Where an entry was met, and whether that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Occurrence {
    pub(super) entry: EntryId,
    /// Index of the entry's theme in the codebook.
    pub(super) theme: u32,
    pub(super) span: Span,
    pub(super) fate: Outcome,
}

/// What became of an occurrence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Counts,
    /// By an occurrence of this index among those that cancel.
    Cancelled(usize),
    /// By a longer occurrence of an entry of the same theme.
    Hidden(EntryId),
}

/// Where an `unless` of an entry was met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cancelling {
    pub(super) entry: EntryId,
    /// Which `unless` of the entry.
    pub(super) unless: u32,
    pub(super) span: Span,
}

/// All places where an `unless` was met, ready to be asked.
#[derive(Debug, Default)]
pub(super) struct Cancellations {
    /// By entry and place.
    places: Vec<Cancelling>,
    /// Of each place: which of those up to it, of the same entry, reaches farthest.
    farthest: Vec<usize>,
}

impl Cancellations {
    pub(super) fn clear(&mut self) {
        self.places.clear();
        self.farthest.clear();
    }

    pub(super) fn push(&mut self, place: Cancelling) {
        self.places.push(place);
    }

    /// The place of that index.
    pub(super) fn place(&self, index: usize) -> &Cancelling {
        &self.places[index]
    }

    /// Puts the places in order; to be called after the last and before the first is asked for.
    pub(super) fn arrange(&mut self) {
        self.places.sort_unstable_by(|a, b| (a.entry, &a.span).cmp(&(b.entry, &b.span)));
        for (index, place) in self.places.iter().enumerate() {
            let before = index.checked_sub(1).map(|before| self.farthest[before]);
            let farthest = before.filter(|&before| {
                let before = &self.places[before];
                before.entry == place.entry && before.span.tokens.1 >= place.span.tokens.1
            });
            self.farthest.push(farthest.unwrap_or(index));
        }
    }

    /// The index of a place that cancels an occurrence of `entry` at `span`: it shares a token with it.
    pub(super) fn of(&self, entry: EntryId, span: &Span) -> Option<usize> {
        if self.places.is_empty() {
            return None;
        }
        let begins_before =
            |place: &Cancelling| (place.entry, place.span.tokens.0) < (entry, span.tokens.1);
        let last = self.places.partition_point(begins_before).checked_sub(1)?;
        let farthest = self.farthest[last];
        let place = &self.places[farthest];
        (place.entry == entry && place.span.tokens.1 > span.tokens.0).then_some(farthest)
    }
}

/// Which occurrence has taken each token of a document.
#[derive(Debug, Default)]
pub(super) struct Taken(Vec<u32>);

/// Taken by none.
const FREE: u32 = u32::MAX;

/// Of occurrences of one theme that count and share a token, lets the one with the most tokens count;
/// of equally long ones the leftmost; of those the earlier entry. Across themes all stand. `length` is
/// the number of tokens of the document. Leaves `found` in order of theme, entry and place.
pub(super) fn hide_shorter(found: &mut [Occurrence], taken: &mut Taken, length: usize) {
    found.sort_unstable_by_key(|o| {
        (o.theme, Reverse(o.span.words()), o.span.tokens.0, o.entry, o.span.bytes)
    });
    if taken.0.len() < length {
        taken.0.resize(length, FREE);
    }
    for at in 0..found.len() {
        let Occurrence { theme, fate, ref span, .. } = found[at];
        if fate != Outcome::Counts {
            continue;
        }
        let places = &mut taken.0[span.range()];
        let taker = places.iter().copied().find(|&taker| {
            // A token that an earlier theme has taken is free for this one.
            taker != FREE && found[taker as usize].theme == theme
        });
        match taker {
            Some(taker) => found[at].fate = Outcome::Hidden(found[taker as usize].entry),
            None => places.fill(at as u32),
        }
    }
    for occurrence in found.iter() {
        taken.0[occurrence.span.range()].fill(FREE);
    }
    found.sort_unstable_by_key(|o| (o.theme, o.entry, o.span.tokens, o.span.bytes));
}
