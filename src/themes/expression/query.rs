//! An expression as a person wrote it, with what it means.

use std::fmt;

use super::Expression;
use super::parser;
use super::source::Source;
use crate::error::Result;

/// What to look for: the text and the tree it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// As it was written, without spaces around it.
    pub written: String,
    /// What it means.
    pub expression: Expression,
    /// First byte of its value in the source of the codebook.
    pub(in crate::themes) at: usize,
}

impl Query {
    /// Reads an expression that stands by itself.
    ///
    /// ```
    /// use caselens::themes::Query;
    ///
    /// let query = Query::parse("(parks | \"green * spaces\") NEAR/6 heat* & title:(=EU)")?;
    /// assert_eq!(
    ///     query.expression.to_string(),
    ///     "(parks | green * spaces) NEAR/6 heat* & title:(=EU)"
    /// );
    /// # Ok::<(), caselens::error::Error>(())
    /// ```
    ///
    /// # Errors
    /// Of kind `Settings`, with the column: it cannot be read, has no word, matches everything, or is
    /// a regular expression that would take too much memory.
    pub fn parse(text: &str) -> Result<Self> {
        let written = text.trim();
        let source = Source { place: "query", text: written };
        let expression = parser::parse(written)
            .map_err(|fault| source.error(fault.at, fault.cause, fault.remedy))?;
        Ok(Self { written: written.to_owned(), expression, at: 0 })
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}
