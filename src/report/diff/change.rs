//! Two definitions of a theme to the single changes between them.

use crate::text::Language;
use crate::themes::{EntryText, Query, Theme};

/// One change of a theme's definition that can change its tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Change {
    MinScore,
    MinDistinct,
    Unless,
    /// An entry was added, removed or written otherwise.
    Entry(Language, String),
}

/// All changes from one definition to the other.
pub(super) fn changes(from: &Theme, to: &Theme) -> Vec<Change> {
    let mut changes = Vec::new();
    if from.min_score != to.min_score {
        changes.push(Change::MinScore);
    }
    if from.min_distinct != to.min_distinct {
        changes.push(Change::MinDistinct);
    }
    if written(&from.unless) != written(&to.unless) {
        changes.push(Change::Unless);
    }
    for language in Language::ALL {
        let (old, new) = (entries(from, language), entries(to, language));
        let differs =
            |entry: &&EntryText| !new.iter().any(|it| it.id == entry.id && same(it, entry));
        let added = |entry: &&EntryText| !old.iter().any(|it| it.id == entry.id);
        let ids = old.iter().filter(differs).chain(new.iter().filter(added)).map(|it| &it.id);
        changes.extend(ids.map(|id| Change::Entry(language, id.clone())));
    }
    changes
}

/// A definition with one thing as it is in another.
pub(super) fn changed(theme: &Theme, to: &Theme, change: &Change) -> Theme {
    let mut theme = theme.clone();
    match change {
        Change::MinScore => theme.min_score = to.min_score,
        Change::MinDistinct => theme.min_distinct = to.min_distinct,
        Change::Unless => theme.unless.clone_from(&to.unless),
        Change::Entry(language, id) => {
            let new = entries(to, *language).iter().find(|entry| entry.id == *id);
            let entries = theme.terms.entry(*language).or_default();
            let place = entries.iter().position(|entry| entry.id == *id);
            match (place, new) {
                (Some(place), Some(new)) => entries[place] = new.clone(),
                (Some(place), None) => {
                    entries.remove(place);
                }
                (None, Some(new)) => entries.push(new.clone()),
                (None, None) => {}
            }
        }
    }
    theme
}

/// A change in words.
pub(super) fn described(from: &Theme, to: &Theme, change: &Change) -> String {
    match change {
        Change::MinScore => format!("min_score {} instead of {}", to.min_score, from.min_score),
        Change::MinDistinct => {
            format!("min_distinct {} instead of {}", to.min_distinct, from.min_distinct)
        }
        Change::Unless => "another `unless` of the theme".to_owned(),
        Change::Entry(language, id) => {
            let entry = |theme: &Theme| {
                entries(theme, *language).iter().find(|entry| entry.id == *id).cloned()
            };
            let name = format!("entry `{id}` ({})", language.code());
            match (entry(from), entry(to)) {
                (None, _) => format!("{name} added"),
                (_, None) => format!("{name} removed"),
                (Some(old), Some(new)) if old.weight != new.weight => {
                    format!("{name}: weight {} instead of {}", new.weight, old.weight)
                }
                (Some(old), Some(new)) if old.query.written != new.query.written => {
                    format!("{name}: `{}` instead of `{}`", new.query.written, old.query.written)
                }
                _ => format!("{name}: another `unless`"),
            }
        }
    }
}

fn entries(theme: &Theme, language: Language) -> &[EntryText] {
    theme.terms.get(&language).map_or(&[], Vec::as_slice)
}

/// Whether two entries find the same.
fn same(a: &EntryText, b: &EntryText) -> bool {
    a.query.written == b.query.written
        && a.weight == b.weight
        && written(&a.unless) == written(&b.unless)
}

fn written(queries: &[Query]) -> Vec<&str> {
    queries.iter().map(|query| query.written.as_str()).collect()
}
