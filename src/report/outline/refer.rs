//! How one part of the report refers to another: anchors, and the names of cases.
//!
//! Anchors are numbered. An id of the input never becomes an anchor, so no id can break one.

use std::collections::BTreeSet;

use super::super::documents::Case;
use super::super::rows::ClusterRow;
use super::super::run::Run;
use super::super::words::Words;
use super::block::{Mention, Prose};
use crate::classify::metrics::draw_key;

/// How many characters of a text stand for a case that has no title.
const NAME_LENGTH: usize = 60;

/// Most cases with a card in every format.
pub(crate) const CARDS: usize = 500;

/// About how many bytes an HTML page may have for its cases, so that all of it stays below 15 MB.
const BYTES: usize = 13_200_000;

/// Of these, what cards get at least, and at most.
const CARD_BYTES: (usize, usize) = (900_000, 6_000_000);

/// Seed of what is drawn where not all cases can be shown.
const SEED: u64 = 0x0063_6172_6473;

/// The run, and which of its cases have a card.
#[derive(Debug)]
pub(crate) struct Refer<'a> {
    pub(crate) run: &'a Run,
    /// The words of the report's language.
    pub(crate) words: &'static Words,
    /// Places in `run.documents.cases`, in the table's order.
    pub(crate) shown: BTreeSet<usize>,
    /// Those that are carried besides.
    pub(crate) more: BTreeSet<usize>,
    heading: Option<usize>,
}

impl<'a> Refer<'a> {
    /// Chooses at most `max_cases` cases: the representatives of every cluster, because the report speaks of
    /// them, then others as good as at random. The first of them get cards.
    pub(crate) fn new(run: &'a Run, words: &'static Words, max_cases: usize) -> Self {
        let named = run.clusters.iter().flat_map(ClusterRow::representatives);
        let first: Vec<usize> = named.filter_map(|id| run.documents.position(id)).collect();
        let mut others: Vec<usize> = (0..run.documents.cases.len()).collect();
        others.sort_by_cached_key(|&at| (draw_key(&run.documents.cases[at].id, SEED), at));
        let (mut shown, mut more) = (BTreeSet::new(), BTreeSet::new());
        let all: usize = run.documents.cases.iter().map(|case| weights(case).1).sum();
        let card_limit = BYTES.saturating_sub(all).clamp(CARD_BYTES.0, CARD_BYTES.1);
        let (mut card_bytes, mut more_bytes) = (0, 0);
        for position in first.into_iter().chain(others) {
            if shown.len() + more.len() == max_cases {
                break;
            }
            if shown.contains(&position) || more.contains(&position) {
                continue;
            }
            let (as_card, carried) = weights(&run.documents.cases[position]);
            let fits = shown.is_empty() || card_bytes + as_card <= card_limit;
            if more.is_empty() && shown.len() < CARDS && fits {
                card_bytes += as_card;
                shown.insert(position);
            } else if card_bytes + more_bytes + carried <= BYTES {
                more_bytes += carried;
                more.insert(position);
            } else {
                break;
            }
        }
        Self { run, words, shown, more, heading: run.heading_column() }
    }

    /// The anchor of a case, if it has a card.
    pub(crate) fn case_anchor(&self, position: usize) -> Option<String> {
        self.shown.contains(&position).then(|| format!("case-{}", position + 1))
    }

    /// The anchor of a theme of `themes.csv`.
    pub(crate) fn theme_anchor(&self, theme: &str) -> Option<String> {
        self.run.theme_position(theme).map(|position| format!("theme-{}", position + 1))
    }

    /// A theme's label, leading to what is said about it.
    pub(crate) fn theme(&self, theme: &str) -> Prose {
        Prose::default().and_link(self.theme_anchor(theme), self.run.theme_label(theme))
    }

    /// A cluster by number and name.
    pub(crate) fn mention(&self, row: &ClusterRow) -> Mention {
        Mention { number: row.cluster, label: row.label.clone(), size: self.words.cases(row.size) }
    }

    /// The state of a case in the words of the report.
    pub(crate) fn status(&self, status: &str) -> String {
        match status {
            "no text" => self.words.cards.status_no_text.to_owned(),
            "no known term" => self.words.cards.status_no_known_term.to_owned(),
            other => other.to_owned(),
        }
    }

    /// The column that says what a case is called.
    pub(crate) fn heading_column(&self) -> Option<usize> {
        self.heading
    }

    /// What the input calls a case: its title, else its first words, else its id.
    pub(crate) fn name(&self, case: &Case) -> String {
        let title = self.heading.map_or("", |column| case.values[column].trim());
        let name = if title.is_empty() {
            beginning(&self.text(case), NAME_LENGTH)
        } else {
            squeeze(title)
        };
        if name.is_empty() { case.id.clone() } else { name }
    }

    /// A case's name, leading to its card, and its id.
    pub(crate) fn case(&self, position: usize) -> Prose {
        let case = &self.run.documents.cases[position];
        let name = self.name(case);
        let repeats = name == case.id;
        let link = Prose::default().and_link(self.case_anchor(position), name);
        if repeats { link } else { link.and(" (").and_given(case.id.clone()).and(")") }
    }

    /// The text of a case without its title.
    pub(crate) fn text(&self, case: &Case) -> String {
        let columns = self.run.text_columns().into_iter().filter(|one| Some(*one) != self.heading);
        let parts: Vec<&str> = columns.map(|column| case.values[column].trim()).collect();
        parts.join(" ")
    }
}

/// About how many bytes a case takes as a card, and how many where it is carried besides.
fn weights(case: &Case) -> (usize, usize) {
    // What JSON writes with more letters.
    let escaped = |value: &String| {
        let more = |byte: u8| match byte {
            b'<' => 5,
            b'"' | b'\\' => 1,
            0..0x20 => 5,
            _ => 0,
        };
        value.len() + value.bytes().map(more).sum::<usize>()
    };
    let text: usize = case.values.iter().map(escaped).sum();
    let (tags, evidence) = (case.tags.len(), case.evidence.len());
    (text + 150 * evidence + 130 * tags + 900, text + 7 * evidence + 15 * tags + 80)
}

/// The first words of a text, at most about `length` characters; `…` says that it goes on.
pub(crate) fn beginning(text: &str, length: usize) -> String {
    let text = squeeze(text);
    if text.chars().count() <= length {
        return text;
    }
    let cut: String = text.chars().take(length).collect();
    let whole =
        cut.rfind(' ').filter(|space| *space > cut.len() / 2).map_or(&*cut, |at| &cut[..at]);
    format!("{}…", whole.trim_end_matches([' ', ',', ';', ':', '.']))
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_ends_with_a_whole_word() {
        assert_eq!(beginning("one  two\nthree four", 12), "one two…");
        assert_eq!(beginning("short", 12), "short");
        assert_eq!(beginning("ééééééééééé", 4), "éééé…");
    }
}
