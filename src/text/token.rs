//! One word of a text, with the place where it stands.

/// Number of a distinct term within one [`TermTable`](super::TermTable), from 0.
pub type TermId = u32;

/// One word of a text field.
///
/// A filter may change the term, never the span: `field[start..end]` is always what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// The term the word stands for (its folded stem), as numbered by the table that read it.
    pub term: TermId,
    /// First byte of the word in its field.
    pub start: u32,
    /// One past the last byte of the word in its field.
    pub end: u32,
    /// Which text field of the document, from 0.
    pub field: u16,
    /// Whether the word takes part in counts; stop words, bare numbers and single letters do not.
    pub counts: bool,
}

impl Token {
    /// The word as it was written in `field`.
    pub fn written<'a>(&self, field: &'a str) -> &'a str {
        &field[self.start as usize..self.end as usize]
    }
}
