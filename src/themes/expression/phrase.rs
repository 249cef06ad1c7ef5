//! Words as they are written to the parts of a phrase.

use super::PhrasePart;
use super::fault::Fault;
use super::lexer::{is_separator_in_quotes, is_unmatchable};

/// Adds a word that stands by itself at byte `at`.
pub(super) fn push_bare(parts: &mut Vec<PhrasePart>, word: &str, at: usize) -> Result<(), Fault> {
    check_word(word, at, is_unmatchable)?;
    if !word.contains(char::is_alphanumeric) && word != "*" {
        return Err(unmatchable(at, word.chars().next().unwrap_or(' ')));
    }
    push_word(parts, word);
    Ok(())
}

/// Adds what stands in quotation marks, which begins at byte `begin`.
pub(super) fn push_quoted(
    parts: &mut Vec<PhrasePart>,
    text: &str,
    begin: usize,
) -> Result<(), Fault> {
    for word in text.split_whitespace() {
        let at = begin + (word.as_ptr() as usize - text.as_ptr() as usize);
        check_word(word, at, |c| is_unmatchable(c) && !is_separator_in_quotes(c))?;
        push_word(parts, word);
    }
    Ok(())
}

fn push_word(parts: &mut Vec<PhrasePart>, word: &str) {
    match (word.strip_suffix('*'), parts.last_mut()) {
        (Some(""), _) => parts.push(PhrasePart::Gap),
        (Some(beginning), _) => parts.push(PhrasePart::Prefix(beginning.to_owned())),
        (None, Some(PhrasePart::Words(words))) => {
            words.push(' ');
            words.push_str(word);
        }
        (None, _) => parts.push(PhrasePart::Words(word.to_owned())),
    }
}

/// Refuses signs that could never be found. A `*` may stand alone or at the end.
fn check_word(word: &str, at: usize, refused: impl Fn(char) -> bool) -> Result<(), Fault> {
    /// Fewer letters begin too many words.
    const LEAST: usize = 2;
    let plain = word.strip_suffix('*').unwrap_or(word);
    if let Some((offset, sign)) = plain.char_indices().find(|&(_, c)| refused(c)) {
        return Err(unmatchable(at + offset, sign));
    }
    let letters = plain.chars().rev().take_while(|c| c.is_alphanumeric()).count();
    if plain.len() < word.len() && !plain.is_empty() && letters < LEAST {
        return Err(Fault::new(
            at,
            format!("`{word}` begins too many words"),
            "write at least two letters or digits before the `*`",
        ));
    }
    Ok(())
}

fn unmatchable(at: usize, sign: char) -> Fault {
    let remedy = match sign {
        '*' => {
            "`*` stands at the end of a beginning (`digital*`), or alone for any one word \
                (`open * data`)"
        }
        '=' => "`=` stands before the first word and holds for all words of the phrase",
        _ => "leave it out: texts are compared word by word",
    };
    Fault::new(at, format!("the sign `{sign}` is no part of a word"), remedy)
}

/// A phrase has a word, and begins and ends with one.
pub(super) fn check_phrase(parts: &[PhrasePart], at: usize) -> Result<(), Fault> {
    let has_word = |part: &PhrasePart| match part {
        PhrasePart::Words(words) | PhrasePart::Prefix(words) => {
            words.contains(char::is_alphanumeric)
        }
        PhrasePart::Gap => false,
    };
    if parts == [PhrasePart::Gap] {
        return Err(Fault::new(
            at,
            "this matches everything",
            "write the words that speak for the theme; `*` stands for one word between others",
        ));
    }
    if !parts.iter().any(has_word) {
        return Err(no_word(at));
    }
    if parts.first() == Some(&PhrasePart::Gap) || parts.last() == Some(&PhrasePart::Gap) {
        return Err(Fault::new(
            at,
            "a phrase cannot begin or end with `*`, which would be any word",
            "leave the `*` out, or write it without a space at the end of a word (`digital*`)",
        ));
    }
    Ok(())
}

pub(super) fn no_word(at: usize) -> Fault {
    Fault::new(at, "there is no word in this", "write at least one word, or leave it out")
}
