//! Text to tokens: which language, where the words are, which of them count, what they stand for.

mod analyzer;
mod detect;
mod fold;
mod language;
mod segment;
mod settings;
mod stem;
mod stop_words;
mod table;
mod token;
mod token_pattern;
mod word_table;

pub use analyzer::Analyzer;
pub use language::{Language, UNDETERMINED, code_of};
pub use settings::{Folding, LanguageChoice, TextSettings};
pub use table::TermTable;
pub use token::{TermId, Token};
