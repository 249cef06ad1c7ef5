//! Text to words by a regular expression.

use regex::Regex;

use super::Token;
use super::runs::{PATTERN, each_run};
use crate::error::{Error, Result};

/// A regular expression whose matches in the text in lower case are the words.
pub(super) enum TokenPattern {
    /// That of [`each_run`], which is several times faster.
    Runs,
    Expression(Regex),
}

/// A text in lower case, and where its bytes were before.
pub(super) struct LowerCase {
    pub(super) text: String,
    /// For every byte the first and one past the last byte of the character it came from; empty where
    /// every byte stayed in its place.
    came_from: Vec<(u32, u32)>,
}

impl TokenPattern {
    pub(super) fn new(pattern: &str) -> Result<Self> {
        if pattern == PATTERN {
            return Ok(Self::Runs);
        }
        let expression = Regex::new(pattern).map_err(|error| {
            Error::settings(
                "text.token-pattern",
                format!("this is not a regular expression: {error}"),
                "correct it, or leave the setting out to take the words of Unicode",
            )
        })?;
        Ok(Self::Expression(expression))
    }

    /// Hands the words of `text`, which is in lower case, to `take` as their first bytes and the bytes
    /// one past their last. What matches the empty string is no word.
    #[inline]
    pub(super) fn each_word(&self, text: &str, mut take: impl FnMut(usize, usize)) {
        match self {
            Self::Runs => each_run(text, take),
            Self::Expression(expression) => {
                for found in expression.find_iter(text).filter(|found| !found.is_empty()) {
                    take(found.start(), found.end());
                }
            }
        }
    }
}

impl LowerCase {
    /// The text as a whole, since the lower case of a letter can depend on those around it.
    pub(super) fn of(text: &str) -> Self {
        if text.is_ascii() {
            return Self { text: text.to_ascii_lowercase(), came_from: Vec::new() };
        }
        let lower = text.to_lowercase();
        let stayed = lower.len() == text.len()
            && text.chars().map(char::len_utf8).eq(lower.chars().map(char::len_utf8));
        Self { text: lower, came_from: if stayed { Vec::new() } else { Self::places(text) } }
    }

    /// For every byte of the lower case the bytes of the character it came from.
    fn places(text: &str) -> Vec<(u32, u32)> {
        let mut came_from = Vec::new();
        for (at, character) in text.char_indices() {
            // The one letter whose lower case depends on its place (sigma) has one length.
            let bytes = character.to_lowercase().map(char::len_utf8).sum();
            let place = (at as u32, (at + character.len_utf8()) as u32);
            came_from.extend(std::iter::repeat_n(place, bytes));
        }
        came_from
    }

    /// Moves tokens of the text in lower case to where they were before.
    pub(super) fn move_back(&self, tokens: &mut [Token]) {
        if self.came_from.is_empty() {
            return;
        }
        for token in tokens.iter_mut().filter(|token| token.start < token.end) {
            token.start = self.came_from[token.start as usize].0;
            token.end = self.came_from[token.end as usize - 1].1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Analyzer, TermTable, TextSettings};

    fn words(text: &str) -> Vec<(String, &str)> {
        let analyzer = Analyzer::new(&TextSettings::scikit_learn()).unwrap();
        let mut table = TermTable::new(&analyzer);
        let mut tokens = Vec::new();
        table.read_document([text].into_iter(), &mut tokens);
        let word = |token: &super::Token| (table.term(token.term).to_owned(), token.written(text));
        tokens.iter().map(word).collect()
    }

    #[test]
    fn a_word_is_two_letters_or_digits_in_a_row() {
        let found = words("It's a 1st e-mail_X, 5 °C!");
        let expected = [("it", "It"), ("1st", "1st"), ("mail_x", "mail_X")];
        assert_eq!(found, expected.map(|(term, written)| (term.to_owned(), written)));
    }

    #[test]
    fn lower_case_is_that_of_the_whole_text_and_spans_are_of_the_original() {
        // A capital sigma is another small letter at the end of a word; a dotted capital i becomes two
        // characters, of which the second is no letter; the Kelvin sign becomes an ASCII letter.
        let found = words("ΟΔΟΣ, ΑΙ\u{130}ΚΑ \u{212A}m");
        let expected = [("οδος", "ΟΔΟΣ"), ("αιi", "ΑΙ\u{130}"), ("κα", "ΚΑ"), ("km", "\u{212A}m")];
        assert_eq!(found, expected.map(|(term, written)| (term.to_owned(), written)));
    }
}
