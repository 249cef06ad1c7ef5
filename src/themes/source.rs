//! Byte offsets in a codebook file to places a person can go to.

use std::fmt::Display;

use crate::error::Error;

/// The text of a codebook and what it is called in messages.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source<'s> {
    /// The file, or whatever else the text came from.
    pub(super) place: &'s str,
    /// All of the text.
    pub(super) text: &'s str,
}

impl Source<'_> {
    /// An error about what stands at byte `at`.
    pub(super) fn error(self, at: usize, cause: impl Display, remedy: impl Display) -> Error {
        let (line, column) = self.line_and_column(at);
        Error::settings(format!("{}, line {line}, column {column}", self.place), cause, remedy)
    }

    /// The line of byte `at`, counted from 1.
    pub(super) fn line(self, at: usize) -> usize {
        self.line_and_column(at).0
    }

    /// Both counted from 1; the column in characters, as editors show it.
    fn line_and_column(self, at: usize) -> (usize, usize) {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = 1 + before.matches('\n').count();
        (line, 1 + before[line_start..].chars().count())
    }
}

/// The one of `known` that `word` is most likely a misspelling of, if any is close enough.
///
/// Close enough is at most one edit (a letter added, left out or changed) for every three letters.
pub(super) fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    let tolerance = word.chars().count().div_ceil(3);
    known
        .iter()
        .map(|&candidate| (edits(word, candidate), candidate))
        .filter(|&(distance, _)| distance <= tolerance)
        .min()
        .map(|(_, candidate)| candidate)
}

/// The Levenshtein distance between two words, in characters.
fn edits(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (above, from_char) in from.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = above + 1;
        for (column, &to_char) in to.iter().enumerate() {
            let replaced = diagonal + usize::from(from_char != to_char);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_lines_and_characters_from_one() {
        let source = Source { place: "themes.toml", text: "a\né = x\r\nlast" };
        let place = |at| source.error(at, "", "").place().to_owned();
        assert_eq!(place(0), "themes.toml, line 1, column 1");
        assert_eq!(place(source.text.find('x').unwrap()), "themes.toml, line 2, column 5");
        assert_eq!(place(source.text.len()), "themes.toml, line 3, column 5");
        assert_eq!(place(1000), "themes.toml, line 3, column 5");
    }

    #[test]
    fn the_nearest_word_is_named_only_if_it_is_near() {
        let known = ["label", "definition", "min_score"];
        assert_eq!(nearest("lable", &known), Some("label"));
        assert_eq!(nearest("min-score", &known), Some("min_score"));
        assert_eq!(nearest("keywords", &known), None);
    }

    #[test]
    fn edits_are_counted_as_on_paper() {
        assert_eq!(edits("kitten", "sitting"), 3);
        assert_eq!(edits("", "abc"), 3);
        assert_eq!(edits("same", "same"), 0);
    }
}
