//! Text to tokens: which language, where the words are, which of them count, what they stand for.

mod analyzer;
mod block;
mod character_class;
mod detect;
mod early_slot;
mod fold;
mod language;
#[cfg(test)]
mod pieces;
mod reading;
mod runs;
mod segment;
mod settings;
mod stem;
mod stop_word_counts;
mod stop_words;
mod table;
mod terms;
mod token;
mod token_pattern;
mod word_key;
mod word_table;

pub use analyzer::Analyzer;
pub use language::{Language, UNDETERMINED, code_of};
pub use settings::{Folding, LanguageChoice, TextSettings};
pub use table::TermTable;
pub use token::{TermId, Token};
