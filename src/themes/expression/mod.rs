//! The text of an entry to what it says, as a tree, and back.
//!
//! ```text
//! text ─► lexer: signs ─► parser (phrase, regular): Expression ─► display: text in canonical form
//! ```
//!
//! [`Query`] keeps the text next to its meaning. What cannot be read is a fault, which becomes an
//! error once the source is known that the text stands in.

mod display;
mod fault;
mod lexer;
mod parser;
mod phrase;
mod query;
mod regular;
mod source;

pub(super) use parser::parse;
pub use query::Query;
pub(super) use regular::compile as compile_regex;
pub(super) use source::Source;

/// What is looked for in a document. [`Query::parse`] reads one from text;
/// `Display` writes it in its canonical form, which reads back as the same tree.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Expression {
    /// Words in a row.
    Phrase(Phrase),
    /// What a regular expression matches in the untouched text of a field.
    Regex(RegexText),
    /// Both operands with few words between, in one field and in either order.
    Near(Box<Near>),
    /// All operands, two or more, anywhere in the document.
    All(Vec<Expression>),
    /// Any of the operands, two or more.
    Any(Vec<Expression>),
    /// The expression within one text field only.
    Field {
        /// The name of the column.
        name: String,
        /// What is looked for in it; it holds no other `Field`.
        within: Box<Expression>,
    },
}

/// Words in a row, compared by their stems or exactly as written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phrase {
    /// Whether it must be met exactly as written, letter case included.
    pub exact: bool,
    /// What stands one after the other. The first and the last are no gaps; no two runs of words stand
    /// next to each other.
    pub parts: Vec<PhrasePart>,
}

/// A part of a [`Phrase`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhrasePart {
    /// One word or several, as written, separated by single spaces.
    Words(String),
    /// The beginning of a word; what stands before a hyphen in it are whole words.
    Prefix(String),
    /// Exactly one word, whichever.
    Gap,
}

/// A regular expression in the syntax of the crate `regex`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegexText {
    /// The pattern; `\/` in the codebook is `/` here.
    pub pattern: String,
    /// Whether letter case does not count (`re:/.../i`).
    pub ignore_case: bool,
}

/// Two expressions close to each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// The one written first; it holds no [`Expression::All`].
    pub left: Expression,
    /// The other; it holds no [`Expression::All`].
    pub right: Expression,
    /// The most words between them, 0 to [`Near::MOST`].
    pub words: u32,
}

impl Near {
    /// The largest distance, in words.
    pub const MOST: u32 = 100;
}

impl Phrase {
    /// The phrase without `=` and quotation marks.
    pub fn text(&self) -> String {
        let parts: Vec<_> = self.parts.iter().map(ToString::to_string).collect();
        parts.join(" ")
    }
}

impl Expression {
    /// The operands of the outermost operator; none for a phrase and a regular expression.
    pub fn operands(&self) -> Vec<&Self> {
        match self {
            Self::Phrase(_) | Self::Regex(_) => Vec::new(),
            Self::Near(near) => vec![&near.left, &near.right],
            Self::All(operands) | Self::Any(operands) => operands.iter().collect(),
            Self::Field { within, .. } => vec![within],
        }
    }

    /// Whether it asks for several things anywhere in the document (`&`): then it counts once per
    /// document, however often its parts occur.
    pub fn is_document_wide(&self) -> bool {
        matches!(self, Self::All(_))
            || self.operands().into_iter().any(Expression::is_document_wide)
    }

    /// Whether it means the same in every language: it has no stem in it.
    pub fn is_exact(&self) -> bool {
        match self {
            Self::Phrase(phrase) => phrase.exact,
            Self::Regex(_) => true,
            _ => self.operands().into_iter().all(Self::is_exact),
        }
    }

    /// The phrases in it, in the order of the text.
    pub fn phrases(&self) -> Vec<&Phrase> {
        match self {
            Self::Phrase(phrase) => vec![phrase],
            _ => self.operands().into_iter().flat_map(Self::phrases).collect(),
        }
    }

    /// The same with words in lower case, where case does not count: two expressions that find the
    /// same have the same `folded`, if they differ only in letter case.
    #[must_use]
    pub fn folded(&self) -> Self {
        let fold = |operands: &[Self]| operands.iter().map(Self::folded).collect();
        match self {
            Self::Phrase(phrase) if !phrase.exact => {
                let parts = phrase.parts.iter().map(PhrasePart::folded).collect();
                Self::Phrase(Phrase { exact: false, parts })
            }
            Self::Phrase(_) | Self::Regex(_) => self.clone(),
            Self::Near(near) => Self::Near(Box::new(Near {
                left: near.left.folded(),
                right: near.right.folded(),
                words: near.words,
            })),
            Self::All(operands) => Self::All(fold(operands)),
            Self::Any(operands) => Self::Any(fold(operands)),
            Self::Field { name, within } => {
                Self::Field { name: name.clone(), within: Box::new(within.folded()) }
            }
        }
    }
}

impl PhrasePart {
    fn folded(&self) -> Self {
        match self {
            Self::Words(words) => Self::Words(words.to_lowercase()),
            Self::Prefix(beginning) => Self::Prefix(beginning.to_lowercase()),
            Self::Gap => Self::Gap,
        }
    }
}
