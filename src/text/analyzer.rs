//! What a written word stands for in its language: the rules, without any memory of texts.

use std::borrow::Cow;

use hashbrown::HashSet;

use super::detect::LanguageDetector;
use super::fold::{elision, fold};
use super::segment::each_word;
use super::stem::WordStemmer;
use super::stop_word_counts::StopWordsOf;
use super::stop_words::stop_words;
use super::token_pattern::{LowerCase, TokenPattern};
use super::{Folding, Language, LanguageChoice, TextSettings};
use crate::error::{Error, Result};

/// A word after analysis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct AnalyzedWord {
    /// The folded stem.
    pub(super) term: String,
    /// Whether the word takes part in counts.
    pub(super) counts: bool,
    /// Bytes of an elided article at the beginning that are not part of the word.
    pub(super) elision: usize,
}

/// The rules that turn written words into terms. Immutable; one serves all threads.
pub struct Analyzer {
    settings: TextSettings,
    token_pattern: Option<TokenPattern>,
    detector: LanguageDetector,
    stemmers: Vec<WordStemmer>,
    stop_words: Vec<HashSet<String>>,
    extra_stop_words: HashSet<String>,
}

impl Analyzer {
    /// An analyzer with the given settings.
    ///
    /// # Errors
    /// If a setting is out of its range.
    pub fn new(settings: &TextSettings) -> Result<Self> {
        if settings.min_chars == 0 {
            return Err(Error::settings(
                "text.min-chars",
                "0 is out of range",
                "set it to 1 or more",
            ));
        }
        let pattern = settings.token_pattern.as_deref();
        let stop_words: Vec<HashSet<String>> = Language::ALL.into_iter().map(stop_words).collect();
        Ok(Self {
            settings: settings.clone(),
            token_pattern: pattern.map(TokenPattern::new).transpose()?,
            detector: LanguageDetector::new(
                &stop_words,
                settings.likely_language,
                settings.language_by_letters,
            ),
            stemmers: Language::ALL.into_iter().map(WordStemmer::new).collect(),
            stop_words,
            extra_stop_words: settings
                .extra_stop_words
                .iter()
                .map(|word| fold(word, None).into_owned())
                .collect(),
        })
    }

    /// The settings it was made with.
    pub fn settings(&self) -> &TextSettings {
        &self.settings
    }

    /// The text in lower case, where words are looked for in that.
    pub(super) fn lower_case(&self, text: &str) -> Option<LowerCase> {
        self.token_pattern.is_some().then(|| LowerCase::of(text))
    }

    /// Hands the words of `text` to `take` as their first bytes and the bytes one past their last.
    #[inline]
    pub(super) fn each_word(&self, text: &str, take: impl FnMut(usize, usize)) {
        match &self.token_pattern {
            None => each_word(text, take),
            Some(pattern) => pattern.each_word(text, take),
        }
    }

    /// Finds the words of `text`, as reading a document does it first of all: hands to `take` the text
    /// that they stand in (`text`, or its lower case where a token pattern looks for them there) and
    /// for each its first byte and the byte one past its last. For measuring this step by itself;
    /// [`TermTable`](super::TermTable) reads whole documents.
    #[inline]
    pub fn segment(&self, text: &str, mut take: impl FnMut(&str, usize, usize)) {
        let lower = self.lower_case(text);
        let text = lower.as_ref().map_or(text, |lower| lower.text.as_str());
        self.each_word(text, |begin, end| take(text, begin, end));
    }

    /// The languages that have `written` as a stop word, where that tells the language of a text.
    pub(super) fn stop_word_in(&self, written: &str) -> StopWordsOf {
        match self.settings.language {
            LanguageChoice::Auto => self.detector.stop_word_in(written),
            LanguageChoice::Fixed(_) | LanguageChoice::Unknown => 0,
        }
    }

    /// The language of a document of the given text fields; `None` if it cannot be told or is not
    /// looked for. `words` are those of [`LanguageDetector::detect`], the fields one line each.
    pub(super) fn language<'t, W: Iterator<Item = StopWordsOf>>(
        &self,
        words: impl Fn(usize) -> W,
        fields: impl Iterator<Item = &'t str> + Clone,
    ) -> Option<Language> {
        match self.settings.language {
            LanguageChoice::Fixed(language) => Some(language),
            LanguageChoice::Unknown => None,
            LanguageChoice::Auto => {
                self.detector.detect(words, |bytes| beginning(fields.clone(), bytes))
            }
        }
    }

    /// What `written` stands for. The steps in their order: elision, folding, stop words, stem.
    pub(super) fn analyze(&self, written: &str, language: Option<Language>) -> AnalyzedWord {
        let elision = elision(written, language);
        let folded = self.fold(&written[elision..], language);
        let (term, counts) = self.stop_and_stem(folded, language);
        AnalyzedWord { counts, term, elision }
    }

    /// `written` without an elided article and folded: the first half of what is done to a word when it
    /// is first met. For measuring this step by itself.
    pub fn normalise<'w>(&self, written: &'w str, language: Option<Language>) -> Cow<'w, str> {
        self.fold(&written[elision(written, language)..], language)
    }

    /// The term of a word that [`Analyzer::normalise`] made, and whether it takes part in counts: the
    /// second half of what is done to a word when it is first met. For measuring this step by itself.
    pub fn stop_and_stem(
        &self,
        normalised: Cow<'_, str>,
        language: Option<Language>,
    ) -> (String, bool) {
        let counts = self.counts(&normalised, language);
        let term = match language {
            Some(known) if self.settings.stem => self.stemmers[known as usize].stem(&normalised),
            _ => normalised.into_owned(),
        };
        let counts = counts && !term.is_empty();
        (term, counts)
    }

    fn fold<'w>(&self, written: &'w str, language: Option<Language>) -> Cow<'w, str> {
        match self.settings.fold {
            Folding::Full => fold(written, language),
            Folding::LowerCase => Cow::Owned(written.to_lowercase()),
        }
    }

    fn counts(&self, folded: &str, language: Option<Language>) -> bool {
        let stop_word = self.extra_stop_words.contains(folded)
            || self.settings.remove_stop_words
                && language.is_some_and(|known| self.stop_words[known as usize].contains(folded));
        let has_letter = folded.chars().any(char::is_alphabetic);
        let long_enough = folded.chars().nth(self.settings.min_chars - 1).is_some()
            || folded.chars().any(is_ideograph);
        !stop_word && long_enough && (has_letter || self.settings.keep_numbers)
    }
}

/// At most so many bytes of the fields, one line each.
fn beginning<'t>(fields: impl Iterator<Item = &'t str>, bytes: usize) -> String {
    let mut text = String::new();
    for field in fields {
        text.push_str(field);
        text.push('\n');
        if text.len() >= bytes {
            break;
        }
    }
    text.truncate(text.floor_char_boundary(bytes));
    text
}

/// Scripts in which one character is a word or a syllable with a meaning of its own.
fn is_ideograph(c: char) -> bool {
    c >= '\u{2E80}'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn analyzer() -> Analyzer {
        Analyzer::new(&TextSettings::default()).unwrap()
    }

    #[test]
    fn inflections_share_a_term() {
        let analyzer = analyzer();
        let term = |word| analyzer.analyze(word, Some(Language::English)).term;
        assert_eq!(term("Participating"), term("participation"));
        assert_ne!(term("internal"), term("international"));
    }

    #[test]
    fn the_steps_by_themselves_are_those_of_the_whole() {
        for settings in [TextSettings::default(), TextSettings::scikit_learn()] {
            let analyzer = Analyzer::new(&settings).unwrap();
            let mut table = super::super::TermTable::new(&analyzer);
            let mut tokens = Vec::new();
            let text =
                "L\u{2019}emploi des JEUNES : l\u{2019}\u{c9}cole de la 2e chance, \u{130}zmir.";
            let language = table.read_document([text].into_iter(), &mut tokens);
            let whole = tokens.iter().map(|token| (table.term(token.term), token.counts));
            let whole: Vec<_> = whole.map(|(term, counts)| (term.to_owned(), counts)).collect();
            let mut by_steps = Vec::new();
            analyzer.segment(text, |text, begin, end| {
                let normalised = analyzer.normalise(&text[begin..end], language);
                by_steps.push(analyzer.stop_and_stem(normalised, language));
            });
            assert_eq!(by_steps, whole);
        }
    }

    #[test]
    fn stop_words_numbers_and_single_letters_do_not_count() {
        let analyzer = analyzer();
        let counts = |word| analyzer.analyze(word, Some(Language::English)).counts;
        assert!(counts("housing"));
        assert!(counts("covid19"));
        for word in ["The", "don\u{2019}t", "2021", "x"] {
            assert!(!counts(word), "{word} counts");
        }
        assert!(analyzer.analyze("水", None).counts, "an ideograph is a word");
    }

    #[test]
    fn the_french_pronoun_before_a_verb_is_not_part_of_the_word() {
        let word = analyzer().analyze("j'ai", Some(Language::French));
        assert_eq!((word.elision, word.counts), (2, false));
    }
}
