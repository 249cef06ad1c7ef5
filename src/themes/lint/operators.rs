//! Words of a phrase that other programs take for operators.

use super::{Defect, DefectKind, Place};
use crate::themes::codebook::{Codebook, CodebookEntry};
use crate::themes::expression::Phrase;

/// Entries in whose phrases such words stand, each told once.
pub(super) fn lint_operators(codebook: &Codebook) -> Vec<Defect> {
    codebook.entries().filter_map(|entry| taken_for_words(codebook, entry)).collect()
}

fn taken_for_words(codebook: &Codebook, entry: CodebookEntry<'_>) -> Option<Defect> {
    let phrases = entry.entry.query.expression.phrases();
    let (word, remedy) = phrases.into_iter().find_map(operator)?;
    Some(Place::of_entry(codebook, entry).defect(
        DefectKind::Operator,
        format!("`{word}` is no operator here but a word of the phrase, and is looked for as one"),
        remedy,
    ))
}

/// The first word of a phrase that is meant for an operator, and what to write for it.
fn operator(phrase: &Phrase) -> Option<(String, String)> {
    let text = phrase.text();
    let words: Vec<&str> = text.split(' ').collect();
    // In a phrase that is in capitals throughout (`DO NOT RESUSCITATE`) they are words like the others.
    let in_small = text.chars().any(char::is_lowercase);
    let found = words.iter().find_map(|&word| Some((word, written_here(word, in_small)?)));
    found.filter(|_| words.len() > 1).map(|(word, remedy)| (word.to_owned(), remedy))
}

fn written_here(word: &str, in_small: bool) -> Option<String> {
    let instead = match word {
        "AND" if in_small => "write `&` for both in the document, such as `school & meal`",
        "OR" if in_small => "write `|` for one of them, such as `meal | lunch`",
        "NOT" if in_small => "list what must not stand there in `unless` of the entry",
        _ => {
            let distance = word.to_lowercase();
            let distance = distance.strip_prefix("near/")?;
            let is_number = !distance.is_empty() && distance.bytes().all(|b| b.is_ascii_digit());
            return is_number.then(|| format!("write `NEAR/{distance}` in capitals"));
        }
    };
    Some(instead.to_owned())
}
