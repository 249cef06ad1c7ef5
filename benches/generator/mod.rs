//! Invented cases without end, from a seed: 50 to 200 words each, a vocabulary that never stops growing.
//!
//! Case number n is a function of kind, seed and n alone. So the first n cases are the same however
//! many are asked for, any one of them can be made without those before it, and no more than one is
//! ever in memory. All sums are of integers: every machine makes the same bytes.
//!
//! No word is taken from a text. Words are syllables put together, save the function words, which
//! are the real ones of their language so that the language is found.

// Each of the programs that share this module takes a part of it.
#![allow(dead_code)]

mod case;
mod draw;
mod script;

use case::CaseWriter;
use draw::Draw;
use script::{CYRILLIC, GREEK, LATIN};

/// What the cases are like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// English function words and invented words of Latin letters, about 600 bytes a case; one case
    /// in ten has typographic quotes and apostrophes, the rest is ASCII.
    EnglishLike,
    /// Cases of Cyrillic letters with Russian function words, and of Greek letters with Greek ones:
    /// no letter of ASCII in them. The same number of words, about 1,100 bytes a case.
    NonAscii,
    /// Every word stands once in all cases together: the worst that a vocabulary can meet. About
    /// 1,500 bytes a case.
    Hostile,
}

/// Cases without end; `take` some.
#[derive(Debug, Clone)]
pub(crate) struct Cases {
    kind: Kind,
    seed: u64,
    next: u64,
}

impl Cases {
    /// The cases of that kind and seed, from number 0.
    pub(crate) fn new(kind: Kind, seed: u64) -> Self {
        Self { kind, seed, next: 0 }
    }

    /// The case of that number.
    pub(crate) fn case(&self, number: u64) -> String {
        let mut draw = Draw::of_case(self.seed, number);
        let script = match self.kind {
            Kind::EnglishLike | Kind::Hostile => &LATIN,
            Kind::NonAscii if draw.chance(500) => &CYRILLIC,
            Kind::NonAscii => &GREEK,
        };
        let every_word_new = (self.kind == Kind::Hostile).then_some((self.seed, number));
        CaseWriter::new(draw, script, every_word_new).write()
    }
}

impl Iterator for Cases {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        let case = self.case(self.next);
        self.next += 1;
        Some(case)
    }
}
