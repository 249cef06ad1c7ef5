//! What is written in a codebook to whether it makes sense, as far as the writing shows it.

use std::collections::HashMap;

use super::fields::unknown;
use super::theme::{EntryText, Located, Theme};
use crate::error::Result;
use crate::themes::expression::Source;

/// A theme's id is made of lower-case letters, digits and single hyphens.
pub(super) fn check_id(source: Source<'_>, id: &Located) -> Result<()> {
    let is_part = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    if id.written.split('-').all(is_part) {
        return Ok(());
    }
    Err(source.error(
        id.at,
        format!("`{}` cannot be the id of a theme", id.written),
        "use lower-case letters a to z and digits, joined by single hyphens, such as `open-data`",
    ))
}

/// No two themes have the same id.
pub(super) fn check_ids(source: Source<'_>, ids: &[Located]) -> Result<()> {
    let mut first = HashMap::new();
    for id in ids {
        if let Some(at) = first.insert(&id.written, id.at) {
            let line = source.line(at);
            return Err(source.error(
                id.at,
                format!("the theme on line {line} also has the id `{}`", id.written),
                "give one of them another id, or make them one theme",
            ));
        }
    }
    Ok(())
}

/// No two entries of a list have the same id, and none stands there twice. Entries that differ only
/// in letter case or spaces are the same, save that case counts after `=`.
pub(super) fn check_repeats(source: Source<'_>, entries: &[EntryText]) -> Result<()> {
    let (mut ids, mut meanings) = (HashMap::new(), HashMap::new());
    for EntryText { id, query, .. } in entries {
        if let Some(at) = meanings.insert(query.expression.folded().to_string(), query.at) {
            let line = source.line(at);
            return Err(source.error(
                query.at,
                format!("`{query}` already stands on line {line} for this theme"),
                "leave one of them out",
            ));
        }
        if let Some(at) = ids.insert(id, query.at) {
            let line = source.line(at);
            return Err(source.error(
                query.at,
                format!("the entry on line {line} also has the id `{id}`"),
                "give one of them another id",
            ));
        }
    }
    Ok(())
}

/// Every parent is a theme, and no theme is above itself. `themes` come with the place of their
/// parent's name.
pub(super) fn check_parents(
    source: Source<'_>,
    themes: &[Theme],
    parents: &[Option<Located>],
) -> Result<()> {
    let index_of: HashMap<&str, usize> =
        themes.iter().enumerate().map(|(index, theme)| (theme.id.as_str(), index)).collect();
    let parent_of = |index: usize| {
        parents[index].as_ref().and_then(|parent| index_of.get(parent.written.as_str()).copied())
    };
    for (index, parent) in parents.iter().enumerate() {
        let Some(parent) = parent else { continue };
        if parent_of(index).is_none() {
            let ids: Vec<&str> = themes.iter().map(|theme| theme.id.as_str()).collect();
            return Err(unknown("parent", source, parent.at, (&parent.written, &ids)));
        }
        // A way up that is longer than there are themes goes round in a circle.
        let above = std::iter::successors(parent_of(index), |&above| parent_of(above));
        if above.take(themes.len()).any(|above| above == index) {
            return Err(source.error(
                parent.at,
                format!(
                    "`{}` is above itself by way of `{parent}`",
                    themes[index].id,
                    parent = parent.written
                ),
                "leave out one `parent` of the circle",
            ));
        }
    }
    Ok(())
}
