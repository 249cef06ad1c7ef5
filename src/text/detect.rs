//! Which language a text is written in.

use hashbrown::{HashMap, HashSet};
use whatlang::Detector;

use super::Language;
use super::fold::fold;
use super::stop_word_counts::{StopWordCounts, StopWordsOf};

/// As much of a text as is looked at first, and at most, in bytes: the first settles most texts.
pub(super) const STRETCHES: [usize; 2] = [300, 1_000];
/// Finds the language of a text by its stop words, and by its letters and trigrams where these do
/// not settle it. Short texts have few trigrams, but rarely no stop word.
pub(super) struct LanguageDetector {
    /// For every stop word the languages that have it, one bit each.
    languages_of: HashMap<Box<str>, StopWordsOf>,
    /// Bytes of the longest stop word.
    longest: usize,
    likely: Language,
    /// Whether letters and trigrams are asked where stop words leave it open.
    by_letters: bool,
    among_known: Detector,
    among_all: Detector,
}

impl LanguageDetector {
    /// A detector that knows the stop words of every language, in the order of [`Language::ALL`], and
    /// the language that is likeliest before a text is looked at; without `by_letters` a text whose stop
    /// words leave it open is in that one.
    pub(super) fn new(stop_words: &[HashSet<String>], likely: Language, by_letters: bool) -> Self {
        let mut languages_of: HashMap<Box<str>, StopWordsOf> = HashMap::new();
        for (language, words) in stop_words.iter().enumerate() {
            for word in words {
                *languages_of.entry(word.as_str().into()).or_default() |= 1 << language;
            }
        }
        Self {
            longest: languages_of.keys().map(|word| word.len()).max().unwrap_or(0),
            languages_of,
            likely,
            by_letters,
            among_known: Detector::with_allowlist(Language::detectable()),
            among_all: Detector::new(),
        }
    }

    /// The language of a text, or `None` where it is surely none of those known, or cannot be told.
    /// `words` gives for each word within so many bytes from the beginning of the text the languages it
    /// is a stop word of, and `text` these bytes, for where the words alone do not settle it.
    pub(super) fn detect<W: Iterator<Item = StopWordsOf>>(
        &self,
        words: impl Fn(usize) -> W,
        text: impl Fn(usize) -> String,
    ) -> Option<Language> {
        let [beginning, most] = STRETCHES;
        let mut counts = StopWordCounts::of(words(beginning));
        if let Some(settled) = counts.settled(|| text(beginning)) {
            return settled;
        }
        counts = StopWordCounts::of(words(most));
        if let Some(settled) = counts.settled(|| text(most)) {
            return settled;
        }
        if counts.words == 0 {
            return None;
        }
        if counts.is_surely(self.likely) {
            return Some(self.likely);
        }
        let text = text(most);
        if !self.by_letters && counts.leave_open(self.likely) && is_in_latin_letters(&text) {
            return Some(self.likely);
        }
        if text.is_ascii() && counts.needs_no_letters(self.likely) {
            let any_letter = text.bytes().any(|byte| byte.is_ascii_alphabetic());
            return any_letter.then_some(self.likely);
        }
        let by_letters = match self.among_all.detect(&text) {
            Some(unknown) if Language::of(unknown.lang()).is_none() => {
                if unknown.is_reliable() {
                    return None;
                }
                self.among_known.detect(&text)
            }
            by_letters => by_letters,
        };
        let by_letters =
            by_letters.and_then(|it| Some((Language::of(it.lang())?, it.confidence())));
        counts.settle(by_letters, self.likely)
    }

    /// The languages that have `written` as a stop word. An acronym is none: AI is not the French verb.
    pub(super) fn stop_word_in(&self, written: &str) -> StopWordsOf {
        let acronym = written.len() > 1 && written.bytes().all(|byte| byte.is_ascii_uppercase());
        if acronym || written.len() > self.longest {
            return 0;
        }
        self.languages_of.get(&*fold(written, None)).copied().unwrap_or(0)
    }
}

/// Whether a text has letters, and none but Latin ones.
fn is_in_latin_letters(text: &str) -> bool {
    /// The first character after the letters of Latin script that languages of today are written in.
    const BEYOND: char = '\u{250}';
    let mut letters = text.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(|c| c < BEYOND)
}

#[cfg(test)]
mod tests {
    use super::super::segment::each_word;
    use super::super::stop_words::stop_words;
    use super::*;

    fn detect(text: &str) -> Option<Language> {
        detect_by(text, true)
    }

    fn detect_by(text: &str, by_letters: bool) -> Option<Language> {
        let lists: Vec<_> = Language::ALL.into_iter().map(stop_words).collect();
        let detector = LanguageDetector::new(&lists, Language::English, by_letters);
        let words = |bytes| {
            let mut words = Vec::new();
            each_word(text, |begin, end| {
                if end <= bytes {
                    words.push(detector.stop_word_in(&text[begin..end]));
                }
            });
            words.into_iter()
        };
        detector.detect(words, |_| text.to_owned())
    }

    #[test]
    fn a_sentence_is_enough() {
        let sentences = [
            ("The council asked what the residents wanted.", Language::English),
            ("La ville a demandé aux habitants ce qu\u{2019}ils voulaient.", Language::French),
            ("Die Stadt hat die Leute gefragt, was sie wollen.", Language::German),
            ("El ayuntamiento preguntó a los vecinos lo que querían.", Language::Spanish),
            ("Kommunen spurte folk om hva de ville ha.", Language::Norwegian),
        ];
        for (sentence, language) in sentences {
            assert_eq!(detect(sentence), Some(language), "{sentence}");
        }
    }

    #[test]
    fn a_few_words_are_taken_for_the_likely_language() {
        for text in ["Chatbot", "AI Rain Rate estimation.", "Machine learning model for rain."] {
            assert_eq!(detect(text), Some(Language::English), "{text}");
        }
    }

    #[test]
    fn what_stop_words_leave_open_is_likely_where_letters_are_not_asked() {
        let list = "Jyväskylän kaupunki 12,4; Hämeenlinnan kaupunki 3,1; Lappeenrannan kaupunki 2,2; \
                    Kouvolan kaupunki 1,7";
        assert_ne!(detect(list), Some(Language::English));
        assert_eq!(detect_by(list, false), Some(Language::English));
        let sentence = "La ville a demand\u{e9} aux habitants ce qu\u{2019}ils voulaient.";
        assert_eq!(detect_by(sentence, false), Some(Language::French));
        assert_eq!(detect_by("これは日本語の文章です", false), None);
        assert_eq!(detect_by("12 + 30 = 42", false), None);
    }

    #[test]
    fn a_language_that_is_not_known_is_not_guessed_at() {
        assert_eq!(detect("これは日本語の文章です"), None);
        let polish = "Miasto zapytało mieszkańców, jak powinien wyglądać nowy plac przy dworcu, a \
                      większość wybrała drzewa zamiast parkingu.";
        assert_eq!(detect(polish), None);
        assert_eq!(detect("12 + 30 = 42"), None);
    }
}
