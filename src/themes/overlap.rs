//! Occurrences that overlap to those that count.

use std::cmp::Reverse;
use std::ops::Range;

use super::EntryId;

/// Where the words of an entry, or of its `unless`, were met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Occurrence {
    pub(super) entry: EntryId,
    /// Index of the entry's theme in the codebook.
    pub(super) theme: usize,
    /// Indices into the tokens of the document; never empty.
    pub(super) tokens: Range<usize>,
}

/// Removes from `found` every occurrence that shares a token with an occurrence of its own `unless`
/// in `cancelling`. Other entries stay, also where they share a token with the one removed.
pub(super) fn cancel(found: &mut Vec<Occurrence>, cancelling: &mut Vec<Occurrence>) {
    cancelling.sort_unstable_by_key(|o| (o.entry, o.tokens.start, o.tokens.end));
    // Made disjoint, they rise by their ends as well, and a binary search finds the one to look at.
    cancelling.dedup_by(|next, kept| {
        let overlaps = next.entry == kept.entry && next.tokens.start < kept.tokens.end;
        if overlaps {
            kept.tokens.end = kept.tokens.end.max(next.tokens.end);
        }
        overlaps
    });
    found.retain(|o| {
        let ends_before = |c: &Occurrence| (c.entry, c.tokens.end) <= (o.entry, o.tokens.start);
        let candidate = cancelling.get(cancelling.partition_point(ends_before));
        !candidate.is_some_and(|c| c.entry == o.entry && c.tokens.start < o.tokens.end)
    });
}

/// Of occurrences of one theme that share a token, keeps the one with the most tokens; of equally
/// long ones the leftmost; of those the earlier entry. Across themes all stand. `length` is the
/// number of tokens of the document. Leaves `found` in order of theme, entry and place.
pub(super) fn keep_longest(found: &mut Vec<Occurrence>, length: usize) {
    found.sort_unstable_by_key(|o| (o.theme, Reverse(o.tokens.len()), o.tokens.start, o.entry));
    // Which theme has last taken each token; one pass over the themes, so nothing is ever cleared.
    let mut taken = vec![None; if found.is_empty() { 0 } else { length }];
    found.retain(|o| {
        let free = taken[o.tokens.clone()].iter().all(|&theme| theme != Some(o.theme));
        if free {
            taken[o.tokens.clone()].fill(Some(o.theme));
        }
        free
    });
    found.sort_unstable_by_key(|o| (o.theme, o.entry, o.tokens.start));
}
