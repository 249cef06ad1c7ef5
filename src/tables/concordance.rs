//! Matches to lines that show each in its context.

use polars::prelude::DataFrame;

use super::documents::output_name;
use super::evidence::CharacterOffsets;
use super::frame::{counts, frame, texts};
use crate::corpus::{Document, Schema};
use crate::error::{Error, Result};
use crate::themes::{Examination, Fate};

/// How much is shown on either side of a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Context {
    /// So many words, as white space divides them.
    Words(usize),
    /// So many characters.
    Characters(usize),
}

impl std::str::FromStr for Context {
    type Err = Error;

    /// A number of words, such as `8`, or of characters, such as `60c`.
    fn from_str(text: &str) -> Result<Self> {
        let (number, characters) = match text.strip_suffix('c') {
            Some(number) => (number, true),
            None => (text, false),
        };
        match number.parse() {
            Ok(number) if number <= 1_000 && characters => Ok(Self::Characters(number)),
            Ok(number) if number <= 1_000 => Ok(Self::Words(number)),
            _ => Err(Error::usage(
                format!("context `{text}`"),
                "this is no number of words or characters up to 1000",
                "write a number of words such as `8`, or of characters such as `60c`",
            )),
        }
    }
}

/// A match in its context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConcordanceLine {
    /// The document.
    pub id: String,
    /// The column of the text field.
    pub field: String,
    /// First character of the match in the field, from 0.
    pub start: u64,
    /// One past its last character.
    pub end: u64,
    /// What stands before it; white space is one space.
    pub left: String,
    /// The match as it is written.
    pub matched: String,
    /// What stands after it; white space is one space.
    pub right: String,
}

/// A line for every occurrence that counts, in the order of the text.
pub fn concordance_lines(
    schema: &Schema,
    document: &Document,
    examination: &Examination,
    context: Context,
) -> Vec<ConcordanceLine> {
    let fields: Vec<&str> = document.fields(schema).collect();
    let mut offsets: Vec<_> = fields.iter().map(|text| CharacterOffsets::new(text)).collect();
    let examined = examination.findings.iter().flat_map(|finding| &finding.occurrences);
    let counting = examined.filter(|it| it.fate == Fate::Counts).map(|it| it.evidence);
    counting
        .map(|evidence| {
            let field = usize::from(evidence.field);
            let (before, rest) = fields[field].split_at(evidence.start);
            let (matched, after) = rest.split_at(evidence.end - evidence.start);
            ConcordanceLine {
                id: document.id.clone(),
                field: output_name(schema, schema.text[field]),
                start: offsets[field].at(evidence.start),
                end: offsets[field].at(evidence.end),
                left: context.before(before),
                matched: matched.to_owned(),
                right: context.after(after),
            }
        })
        .collect()
}

/// One row per line: `id`, `field`, `start`, `end`, `left`, `match`, `right`; offsets in Unicode
/// characters, half open.
///
/// # Errors
/// If the columns do not fit together, which is a fault of the program.
pub fn concordance_frame(lines: &[ConcordanceLine]) -> Result<DataFrame> {
    frame(vec![
        texts("id", lines.iter().map(|line| &line.id)),
        texts("field", lines.iter().map(|line| &line.field)),
        counts("start", lines.iter().map(|line| line.start)),
        counts("end", lines.iter().map(|line| line.end)),
        texts("left", lines.iter().map(|line| &line.left)),
        texts("match", lines.iter().map(|line| &line.matched)),
        texts("right", lines.iter().map(|line| &line.right)),
    ])
}

impl Context {
    /// The end of `text`.
    fn before(self, text: &str) -> String {
        let kept = match self {
            Self::Characters(most) => {
                let begin = text.char_indices().rev().take(most).last();
                &text[begin.map_or(text.len(), |(at, _)| at)..]
            }
            Self::Words(most) => {
                let words = text.rsplit(char::is_whitespace).filter(|word| !word.is_empty());
                let first = words.take(most + usize::from(ends_in_word(text))).last();
                first.map_or("", |word| &text[word.as_ptr() as usize - text.as_ptr() as usize..])
            }
        };
        one_line(kept)
    }

    /// The beginning of `text`.
    fn after(self, text: &str) -> String {
        let kept = match self {
            Self::Characters(most) => {
                &text[..text.char_indices().nth(most).map_or(text.len(), |(at, _)| at)]
            }
            Self::Words(most) => {
                let begins_in_word = text.chars().next().is_some_and(|c| !c.is_whitespace());
                let words = text.split(char::is_whitespace).filter(|word| !word.is_empty());
                let last = words.take(most + usize::from(begins_in_word)).last();
                last.map_or("", |word| {
                    &text[..word.as_ptr() as usize - text.as_ptr() as usize + word.len()]
                })
            }
        };
        one_line(kept)
    }
}

/// Whether what `text` ends with goes on, such as a bracket or quotation mark before a match.
fn ends_in_word(text: &str) -> bool {
    text.chars().next_back().is_some_and(|c| !c.is_whitespace())
}

/// The text with single spaces for white space; one at its edges stays.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        match c.is_whitespace() || c.is_control() {
            true if line.ends_with(' ') => {}
            true => line.push(' '),
            false => line.push(c),
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn context_is_cut_by_words_or_characters() {
        let (before, after) = ("We saw that\n  the (", "), and then more");
        let words: Context = "2".parse().unwrap();
        assert_eq!(words.before(before), "that the (");
        assert_eq!(words.after(after), "), and then");
        let characters: Context = "6c".parse().unwrap();
        assert_eq!(characters.before(before), " the (");
        assert_eq!(characters.after(after), "), and");
        assert_eq!((words.before(""), words.after(""), characters.before("")), Default::default());
        assert_eq!("0".parse::<Context>().unwrap().before("no word "), "");
        assert!("-1".parse::<Context>().is_err() && "9999".parse::<Context>().is_err());
    }
}
