//! A document as matching takes it: its fields, its words, its language.

use crate::text::{Language, TermTable, Token};

/// A document that a [`TermTable`] has read.
#[derive(Clone, Copy)]
pub struct ReadText<'t> {
    /// The table that read it.
    pub table: &'t TermTable<'t>,
    /// Its words, as the table made them.
    pub tokens: &'t [Token],
    /// Its text fields, by the number that the tokens have.
    pub fields: &'t [&'t str],
    /// The language it was read in.
    pub language: Option<Language>,
}
