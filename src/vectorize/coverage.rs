//! Counts of a document, or of many, to the share of words that a vocabulary knows.

use serde::{Deserialize, Serialize};

use super::TermCount;
use crate::text::Token;

/// How many words a vocabulary knows; parts are merged by addition.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// Words that take part in counts, which stop words do not.
    pub words: u64,
    /// Of these, known ones.
    pub known: u64,
}

impl Coverage {
    /// That of one document with its counts; of n-grams no more are known than there are words.
    pub fn of(tokens: &[Token], counts: &[TermCount]) -> Self {
        let words = tokens.iter().filter(|token| token.counts).count() as u64;
        let known: u64 = counts.iter().map(|count| u64::from(count.count)).sum();
        Self { words, known: known.min(words) }
    }

    /// Adds another part, `times` times.
    pub fn add(&mut self, other: Self, times: u64) {
        self.words += other.words * times;
        self.known += other.known * times;
    }

    /// Known words as a share of all, 0 to 1; `None` where there is no word.
    pub fn share(self) -> Option<f64> {
        (self.words > 0).then(|| self.known as f64 / self.words as f64)
    }
}
