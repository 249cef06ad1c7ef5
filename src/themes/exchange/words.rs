//! Entries to the words, phrases and `*` that dictionaries of other programs are made of, and back.

use super::losses::Losses;
use crate::themes::expression::{Expression, Phrase, Query};

/// What dictionaries call an entry, what they cannot hold of it being counted: words in a row, the
/// last letters of a word or one whole word as `*`; several where it is a choice of such (`A | B`).
pub(super) fn patterns(expression: &str, losses: &mut Losses) -> Vec<String> {
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
