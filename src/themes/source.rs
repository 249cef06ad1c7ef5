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
}
