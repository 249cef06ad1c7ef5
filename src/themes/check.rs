//! What is written in a codebook to whether it makes sense, as far as the writing shows it.

use std::collections::HashMap;

use super::codebook::{EntryText, Phrase};
use super::source::Source;
use crate::error::Result;

/// A theme's id is made of lower-case letters, digits and single hyphens.
pub(super) fn check_id(source: Source<'_>, id: &Phrase) -> Result<()> {
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
pub(super) fn check_ids(source: Source<'_>, ids: &[Phrase]) -> Result<()> {
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

/// No entry stands twice in the list of a language. Entries that differ only in letter case or
/// spaces are the same, save that case counts after `=`.
pub(super) fn check_repeats(source: Source<'_>, entries: &[EntryText]) -> Result<()> {
    let mut first = HashMap::new();
    for EntryText { phrase, .. } in entries {
        let words = phrase.words().split_whitespace().collect::<Vec<_>>().join(" ");
        let same = if phrase.is_exact() { format!("={words}") } else { words.to_lowercase() };
        if let Some(at) = first.insert(same, phrase.at) {
            let line = source.line(at);
            return Err(source.error(
                phrase.at,
                format!("`{}` already stands on line {line} for this theme", phrase.written),
                "leave one of them out",
            ));
        }
    }
    Ok(())
}

/// A phrase has a word, and no sign that could never be found.
pub(super) fn check_phrase(source: Source<'_>, phrase: &Phrase) -> Result<()> {
    if !phrase.words().chars().any(char::is_alphanumeric) {
        return Err(source.error(
            phrase.at,
            format!("the entry `{}` has no word in it", phrase.written),
            "write at least one word, or leave the entry out",
        ));
    }
    match unmatchable_sign(phrase.words()) {
        None => Ok(()),
        Some(sign) => Err(source.error(
            phrase.at,
            format!("`{}` has the sign `{sign}`, which is no part of a word", phrase.written),
            "leave it out: an entry is made of words, with `=` in front if case matters",
        )),
    }
}

/// The first sign in `words` that could never be found, or that stands alone: `a & b` looks like an
/// expression, and would silently match only `a b`.
fn unmatchable_sign(words: &str) -> Option<char> {
    let alone = words.split_whitespace().find(|part| !part.chars().any(char::is_alphanumeric));
    words
        .chars()
        .find(|&c| is_unmatchable(c))
        .or_else(|| alone.and_then(|part| part.chars().next()))
}

/// Signs that no word holds and that do not stand inside names either. `C++` would silently match
/// every `C`, and an expression such as `open * data` would silently match only `open data`.
fn is_unmatchable(c: char) -> bool {
    match c {
        '-' | '\'' | '/' | '&' | '.' | ',' | '_' => false,
        '\u{201C}'..='\u{201F}' | '\u{AB}' | '\u{BB}' => true,
        _ => c.is_ascii_punctuation(),
    }
}
