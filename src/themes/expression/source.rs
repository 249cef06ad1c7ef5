//! Byte offsets in a codebook file to places a person can go to.

use std::fmt::Display;

use crate::error::Error;

/// The text of a codebook and what it is called in messages.
#[derive(Debug, Clone, Copy)]
pub(in crate::themes) struct Source<'s> {
    /// The file, or whatever else the text came from.
    pub(in crate::themes) place: &'s str,
    /// All of the text.
    pub(in crate::themes) text: &'s str,
}

impl Source<'_> {
    /// An error about what stands at byte `at`: it shows the line, with a caret under the place.
    pub(in crate::themes) fn error(
        self,
        at: usize,
        cause: impl Display,
        remedy: impl Display,
    ) -> Error {
        let (line, column) = self.line_and_column(at);
        let place = format!("{}, line {line}, column {column}", self.place);
        Error::settings(place, format!("{cause}\n{}", self.excerpt(at)), remedy)
    }

    /// The line of byte `at`, counted from 1.
    pub(in crate::themes) fn line(self, at: usize) -> usize {
        self.line_and_column(at).0
    }

    /// Both counted from 1; the column in characters, as editors show it.
    pub(in crate::themes) fn line_and_column(self, at: usize) -> (usize, usize) {
        let before = self.before(at);
        let line = 1 + before.matches('\n').count();
        (line, 1 + before[line_start(before)..].chars().count())
    }

    fn before(&self, at: usize) -> &str {
        self.text.get(..at).unwrap_or(self.text)
    }

    /// The line of byte `at`, of a long one what stands around it, and a caret below.
    fn excerpt(&self, at: usize) -> String {
        /// Characters that are shown before the place and, at most, from it on.
        const BEFORE: usize = 60;
        const AFTER: usize = 30;
        let before = self.before(at);
        let line_before: Vec<char> = before[line_start(before)..].chars().collect();
        let shown = line_before.len().min(BEFORE);
        let cut = if shown < line_before.len() { "\u{2026}" } else { "" };
        let rest = self.text[before.len()..].lines().next().unwrap_or_default();
        let after: String = rest.chars().take(AFTER).collect();
        let number = self.line(at).to_string();
        let margin = " ".repeat(number.len());
        // A tab stays one, so that the caret stands under the place however wide tabs are shown.
        let shown = &line_before[line_before.len() - shown..];
        let below: String = shown.iter().map(|&c| if c == '\t' { c } else { ' ' }).collect();
        let indent = " ".repeat(cut.chars().count());
        let shown: String = shown.iter().collect();
        format!("  {number} | {cut}{shown}{after}\n  {margin} | {indent}{below}^")
    }
}

/// Where the last line of `text` begins.
fn line_start(text: &str) -> usize {
    text.rfind('\n').map_or(0, |newline| newline + 1)
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
    fn the_line_is_shown_with_a_caret_under_the_place() {
        let source = Source { place: "t", text: "first\n\té = x y\nlast" };
        let error = source.error(source.text.find('x').unwrap(), "wrong", "mend it");
        assert_eq!(error.cause(), "wrong\n  2 | \té = x y\n    | \t    ^");
        let long = format!("{}x{}", "a ".repeat(100), "b".repeat(100));
        let error = Source { place: "t", text: &long }.error(200, "wrong", "mend it");
        let lines: Vec<&str> = error.cause().lines().collect();
        let column = |line: &str, c| line.chars().position(|found| found == c).unwrap();
        assert_eq!(column(lines[1], 'x'), column(lines[2], '^'));
        assert!(lines[1].chars().count() < 110);
    }
}
