//! A written word to the beginnings (`digital*`) that a lexicon looks for and that it has.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;

use super::pattern::plain;
use super::trie::WordId;
use crate::text::{Analyzer, Language};

/// The beginnings that the entries of a lexicon look for.
#[derive(Debug, Clone, Default)]
pub(super) struct Prefixes {
    /// By what stands in the folded word.
    folded: HashMap<Box<str>, WordId>,
    /// By what stands in the word as written.
    exact: HashMap<Box<str>, WordId>,
    /// What the first letters of a stem can be, if one of its words has one of the beginnings.
    hints: HashSet<[Option<char>; 2]>,
    /// Whether a language is among them whose stems need not begin as their words do.
    any_stem: bool,
}

/// Beginnings as [`Prefixes::of`] remembers them for each written word.
pub(super) type Memory = HashMap<Box<str>, Box<[WordId]>>;

impl Prefixes {
    /// Adds a beginning that is looked for in documents of `language`; it has the number `id`.
    pub(super) fn add(
        &mut self,
        (beginning, exact): (&str, bool),
        language: Option<Language>,
        id: WordId,
    ) {
        let table = if exact { &mut self.exact } else { &mut self.folded };
        table.insert(beginning.into(), id);
        self.hints.insert(hint(beginning));
        self.any_stem |= matches!(language, Some(Language::Arabic | Language::Tamil));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.folded.is_empty() && self.exact.is_empty()
    }

    /// Whether a word with the folded stem `term` can have one of the beginnings. Stemmers change the
    /// end of a word and take accents away, but leave the first two letters, in all languages but
    /// those of `any_stem`; a test holds this.
    pub(super) fn may_begin_words_of(&self, term: &str) -> bool {
        let [first, second] = hint(term);
        let known = |hint| self.hints.contains(&hint);
        self.any_stem || known([first, second]) || (second.is_none() && !self.is_empty())
    }

    /// The numbers of the beginnings that `written` has.
    pub(super) fn of(
        &self,
        written: &str,
        language: Option<Language>,
        analyzer: &Analyzer,
    ) -> Box<[WordId]> {
        let folded = analyzer.normalise(written, language);
        let beginnings = |text: &str, table: &HashMap<Box<str>, WordId>| -> Vec<WordId> {
            let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
            ends.filter_map(|end| table.get(&text[..end]).copied()).collect()
        };
        let mut found = beginnings(&folded, &self.folded);
        found.extend(beginnings(&plain(written), &self.exact));
        found.into()
    }
}

/// The first two letters without accents, `y` as `i` (English `dying` has the stem `die`), `ß` as `s`
/// (German `eßbar`: `essbar`).
fn hint(text: &str) -> [Option<char>; 2] {
    let mut letters = text.nfd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    let mut next = || {
        letters.next().map(|c| match c {
            'y' => 'i',
            'ß' => 's',
            c => c,
        })
    };
    [next(), next()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::TextSettings;
    use crate::themes::Codebook;

    #[test]
    fn a_stem_begins_as_its_word_does() {
        let analyzer = Analyzer::new(&TextSettings::default()).unwrap();
        let mut words: Vec<(Language, String)> = Vec::new();
        for name in Codebook::bundled_names() {
            let codebook = Codebook::bundled(name).unwrap().unwrap();
            for entry in codebook.entries() {
                let text = &entry.entry.query.written;
                words.extend(text.split_whitespace().map(|word| (entry.language, word.to_owned())));
            }
        }
        for (language, list) in [
            (Language::English, "dying lying tying skies idly ugly early only singly news yes"),
            (Language::German, "Äpfel Ärzte Öle Übungen Häuser ärztlich eßbar"),
            (Language::French, "Écoles être œuvres ouïe yeux âgées"),
            (Language::Russian, "объекты ёлки красивейшие"),
            (Language::Greek, "Άνθρωποι ύδατα όλες"),
            (Language::Turkish, "Irmaklar İşçiler üyeler"),
            (Language::Dutch, "eens oorlogen uien aanvragen"),
            (Language::Hungarian, "életek öregek"),
        ] {
            words.extend(list.split(' ').map(|word| (language, word.to_owned())));
        }
        for (language, word) in words {
            let folded = analyzer.normalise(&word, Some(language)).into_owned();
            let mut prefixes = Prefixes::default();
            prefixes.add((&folded, false), Some(language), 0);
            let (term, _) = analyzer.stop_and_stem(folded.into(), Some(language));
            assert!(prefixes.may_begin_words_of(&term), "{word} has the stem {term}");
        }
    }
}
