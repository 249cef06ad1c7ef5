//! A folded word to its stem.

mod english;

use std::sync::LazyLock;

use hashbrown::HashMap;
use rust_stemmers::Stemmer;

use super::Language;

/// English words whose stem in today's Snowball differs from the stemmer's of 2017.
static ENGLISH_EXCEPTIONS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    include_str!("../../data/stems/en.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(' '))
        .collect()
});

/// Stems words of one language by its Snowball algorithm.
pub(super) struct WordStemmer {
    language: Language,
    snowball: Stemmer,
}

impl WordStemmer {
    pub(super) fn new(language: Language) -> Self {
        Self { language, snowball: Stemmer::create(language.stemmer()) }
    }

    /// The stem of `folded`, which is in lower case.
    pub(super) fn stem(&self, folded: &str) -> String {
        if self.language == Language::English
            && let Some(stem) = ENGLISH_EXCEPTIONS.get(folded)
        {
            return (*stem).to_owned();
        }
        match self.language {
            Language::English if folded.is_ascii() => english::stem(folded),
            _ => self.snowball.stem(folded).into_owned(),
        }
    }
}
