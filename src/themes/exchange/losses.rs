//! What a format could not hold, counted.

use std::collections::BTreeMap;

use super::draft::{Draft, DraftEntry, DraftTheme};

/// What was in a codebook and a format could not hold: how many of each kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Losses(BTreeMap<String, u64>);

impl Losses {
    /// Counts `number` more of `kind`; 0 is nothing.
    pub fn add(&mut self, kind: impl Into<String>, number: usize) {
        if number > 0 {
            *self.0.entry(kind.into()).or_default() += number as u64;
        }
    }

    /// Adds what was lost elsewhere.
    pub fn merge(&mut self, other: Self) {
        for (kind, number) in other.0 {
            *self.0.entry(kind).or_default() += number;
        }
    }

    /// The kinds in sorted order, each with its number, 1 or more.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u64)> {
        self.0.iter().map(|(kind, &number)| (kind.as_str(), number))
    }

    /// Whether nothing was lost.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Name, version and description of a codebook, for a format that has no place for them.
    pub(super) fn add_heading(&mut self, draft: &Draft) {
        let heading = [&draft.name, &draft.version, &draft.description];
        self.add(
            "name, version, description",
            heading.iter().filter(|text| !text.is_empty()).count(),
        );
    }

    /// What a theme has besides id, label, definition, parent and entries.
    pub(super) fn add_rules(&mut self, theme: &DraftTheme) {
        self.add("least scores", usize::from(theme.min_score.is_some()));
        self.add("least numbers of distinct entries", usize::from(theme.min_distinct.is_some()));
        self.add("`unless` of themes", theme.unless.len());
        self.add("examples", theme.examples.len() + theme.counter_examples.len());
    }

    /// What an entry has besides its expression.
    pub(super) fn add_particulars(&mut self, entry: &DraftEntry) {
        self.add("ids of entries", usize::from(entry.id.is_some()));
        self.add("weights", usize::from(entry.weight.is_some()));
        self.add("`unless` of entries", entry.unless.len());
        self.add("notes", usize::from(entry.note.is_some()));
    }
}
