//! Entries to the words, phrases and `*` that dictionaries of other programs are made of, and back.

use std::collections::HashSet;

use super::draft::{DraftEntry, meaning};
use super::losses::Losses;
use crate::themes::expression::{Expression, Phrase, Query};

/// The patterns of the entries of a list, each once: entries that differ in what a dictionary cannot hold
/// (`=AI` and `AI`) become the same, and the first stays. `known` has those that the theme has already.
pub(super) fn distinct_patterns(
    entries: &[DraftEntry],
    known: &mut HashSet<String>,
    losses: &mut Losses,
) -> Vec<String> {
    let mut distinct = Vec::new();
    for entry in entries {
        losses.add_particulars(entry);
        for pattern in patterns(&entry.expression, losses) {
            let meaning = expression(&pattern).map_or(pattern.clone(), |read| meaning(&read));
            if known.insert(meaning) {
                distinct.push(pattern);
            } else {
                losses.add("entries that become the same as another", 1);
            }
        }
    }
    distinct
}

/// What dictionaries call an entry, what they cannot hold of it being counted: words in a row, the
/// last letters of a word or one whole word as `*`; several where it is a choice of such (`A | B`).
fn patterns(expression: &str, losses: &mut Losses) -> Vec<String> {
    let phrases = Query::parse(expression).ok().and_then(|query| phrases(&query.expression));
    let Some(phrases) = phrases else {
        losses.add("entries that are more than words in a row", 1);
        return Vec::new();
    };
    for phrase in &phrases {
        losses.add("exact letter case (`=`)", usize::from(phrase.exact));
        let by_stem = !phrase.exact && !phrase.text().contains('*');
        losses.add("matching by stem", usize::from(by_stem));
    }
    phrases.iter().map(Phrase::text).collect()
}

/// The phrases of which any will do; `None` for what is more than that.
fn phrases(expression: &Expression) -> Option<Vec<Phrase>> {
    match expression {
        Expression::Phrase(phrase) => Some(vec![phrase.clone()]),
        Expression::Any(operands) => {
            let phrases: Option<Vec<_>> = operands.iter().map(phrases).collect();
            phrases.map(|phrases| phrases.concat())
        }
        _ => None,
    }
}

/// The entry that a dictionary's pattern stands for, as it is written; `None` where no entry can say
/// the same: a `*` before the end of a word, `?` for a letter.
pub(super) fn expression(pattern: &str) -> Option<String> {
    let plain = !pattern.contains(['"', '(', ')', '|', ':']);
    let query = Query::parse(&format!("\"{pattern}\"")).ok().filter(|_| plain)?;
    Some(query.expression.to_string())
}
