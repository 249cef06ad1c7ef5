//! What a written word stands for in one language, in 16 bytes.

use super::analyzer::AnalyzedWord;
use super::stop_word_counts::StopWordsOf;
use super::word_table::WordId;
use super::{Language, TermId};

/// What a written word stands for in one language. Small, since a reading is looked at for every word of
/// every text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading {
    pub(super) term: TermId,
    /// The word's reading in another language, or [`NONE`].
    pub(super) next: WordId,
    /// How often it was met, [`u32::MAX`] if more often than that.
    pub(super) occurrences: u32,
    traits: Traits,
}

/// No further reading.
pub(super) const NONE: WordId = WordId::MAX;

/// From the lowest bit: the languages that have the word as a stop word, the number of the language it
/// was read in, whether it counts, and in the highest byte the length of an elided article before it.
#[derive(Debug, Clone, Copy)]
struct Traits(u32);

/// Where the number of the language stands.
const LANGUAGE: u32 = 18;
/// The bits of that number; all of them for a word that was met but not yet read in any language.
const LANGUAGES: u32 = 0b1_1111;
const COUNTS: u32 = LANGUAGE + 5;
const ELISION: u32 = COUNTS + 1;
const _: () = assert!(Language::ALL.len() <= LANGUAGE as usize, "one bit for each language");

/// The number of a language in which words are read, one for none among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LanguageNumber(u32);

impl LanguageNumber {
    pub(super) fn of(language: Option<Language>) -> Self {
        Self(language.map_or(Language::ALL.len() as u32, |it| it as u32))
    }
}

impl Reading {
    /// Of a word that was met and not yet read.
    pub(super) fn unread(stop_word_in: StopWordsOf) -> Self {
        let traits = Traits(stop_word_in | LANGUAGES << LANGUAGE);
        Self { occurrences: 0, term: 0, next: NONE, traits }
    }

    /// The same once it was read in a language.
    pub(super) fn read_as(self, term: TermId, word: &AnalyzedWord, in_it: LanguageNumber) -> Self {
        let traits = self.stop_word_in()
            | in_it.0 << LANGUAGE
            | u32::from(word.counts) << COUNTS
            | (word.elision as u32) << ELISION;
        Self { term, traits: Traits(traits), ..self }
    }

    /// The languages that have the word as a stop word.
    #[inline]
    pub(super) fn stop_word_in(self) -> StopWordsOf {
        self.traits.0 & ((1 << LANGUAGE) - 1)
    }

    /// Whether this is what the word stands for in that language.
    #[inline]
    pub(super) fn is_in(self, language: LanguageNumber) -> bool {
        self.traits.0 >> LANGUAGE & LANGUAGES == language.0
    }

    /// Whether it was read in no language.
    pub(super) fn is_unread(self) -> bool {
        self.is_in(LanguageNumber(LANGUAGES))
    }

    /// Whether the word takes part in counts.
    #[inline]
    pub(super) fn counts(self) -> bool {
        self.traits.0 >> COUNTS & 1 == 1
    }

    /// Bytes of an elided article at the beginning of the word.
    #[inline]
    pub(super) fn elision(self) -> u32 {
        self.traits.0 >> ELISION
    }
}
