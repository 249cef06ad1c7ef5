//! Which language a text is written in.

use std::collections::HashSet;

use hashbrown::HashMap;
use whatlang::Detector;

use super::Language;
use super::fold::fold;

/// As much of a text as is looked at first, and at most, in bytes: the first settles most texts.
const STRETCHES: [usize; 2] = [300, 1_000];
/// How much the letters and trigrams of a text weigh beside its stop words: so many stop words per
/// root of its words. Of 0, 0.3, 0.6 and 1 the one with fewest errors on sentences of 20 words.
const TRIGRAM_WEIGHT: f64 = 0.3;
/// The likely language is ahead of the others by so many stop words divided by the words of the
/// text, by 1 at most: a text of a few words can lack any, a sentence hardly.
const HEAD_START: f64 = 4.0;
/// From this share of stop words on a text can be settled by them alone,
const ENOUGH_SHARE: f64 = 0.15;
/// if the language leads by so many of them,
const CLEAR_LEAD: f64 = 5.0;
/// and by so many times what sure letters and trigrams could add. In a trial
/// these bounds took 2 of 8,412 sentences in 12 languages that are not known for a known one.
const CLEAR_LEAD_OVER_LETTERS: f64 = 3.0;
/// The likely language is settled by less: such a share of stop words,
const LIKELY_SHARE: f64 = 0.1;
/// and a lead over the others that letters and trigrams could not make up for, or this one.
const LIKELY_LEAD: f64 = 2.0;

/// Finds the language of a text by its stop words, and by its letters and trigrams where these do
/// not settle it. Short texts have few trigrams, but rarely no stop word.
pub(super) struct LanguageDetector {
    /// For every stop word the languages that have it, one bit each.
    languages_of: HashMap<Box<str>, StopWordsOf>,
    /// Bytes of the longest stop word.
    longest: usize,
    likely: Language,
    among_known: Detector,
    among_all: Detector,
}

/// The languages that have a word as a stop word, one bit each, in the order of [`Language::ALL`].
pub(super) type StopWordsOf = u32;

/// A word of a text as far as its language is concerned.
#[derive(Debug, Clone, Copy)]
pub(super) struct WordSeen {
    /// One past its last byte, counted over all fields of the document with one byte between them.
    pub(super) end: usize,
    /// The languages it is a stop word of.
    pub(super) stop_word_in: StopWordsOf,
}

/// Stop words of each language found in a text.
#[derive(Clone, Copy)]
struct StopWordCounts {
    words: usize,
    found: [u32; Language::ALL.len()],
}

impl LanguageDetector {
    /// A detector that knows the stop words of every language, in the order of [`Language::ALL`], and
    /// the language that is likeliest before a text is looked at.
    pub(super) fn new(stop_words: &[HashSet<String>], likely: Language) -> Self {
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
            among_known: Detector::with_allowlist(Language::detectable()),
            among_all: Detector::new(),
        }
    }

    /// The language of a text with the given words, or `None` where it is surely none of those known,
    /// or cannot be told. `text` gives as much of its beginning as is asked for, where the words alone
    /// do not settle it.
    pub(super) fn detect(
        &self,
        words: impl Iterator<Item = WordSeen>,
        text: impl FnOnce(usize) -> String,
    ) -> Option<Language> {
        let mut counts = StopWordCounts { words: 0, found: [0; Language::ALL.len()] };
        let mut words = words.peekable();
        for stretch in STRETCHES {
            counts.add(std::iter::from_fn(|| words.next_if(|word| word.end <= stretch)));
            if let Some(settled) = counts.settled() {
                return Some(settled);
            }
        }
        if counts.words == 0 {
            return None;
        }
        if counts.is_surely(self.likely) {
            return Some(self.likely);
        }
        let text = text(STRETCHES[STRETCHES.len() - 1]);
        if text.is_ascii() && counts.is_too_few_for_letters(self.likely) {
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

impl StopWordCounts {
    fn add(&mut self, words: impl Iterator<Item = WordSeen>) {
        for word in words {
            self.words += 1;
            let mut languages = word.stop_word_in;
            while languages != 0 {
                self.found[languages.trailing_zeros() as usize] += 1;
                languages &= languages - 1;
            }
        }
    }

    /// The language with most stop words, if it leads clearly. Only among those in Latin script: each
    /// of the others is the one known language of its script, so it also leads in the unknown ones
    /// (Russian in Bulgarian), and the letters have to tell.
    fn settled(&self) -> Option<Language> {
        let (best, lead) = self.best_and_lead();
        let clear = CLEAR_LEAD.max(CLEAR_LEAD_OVER_LETTERS * self.most_letters_can_add());
        let settled =
            lead >= clear && self.share(best) >= ENOUGH_SHARE && best.is_in_latin_script();
        settled.then_some(best)
    }

    /// Whether a text that is too short to be settled has so many stop words of the likely language
    /// that letters and trigrams could not make it another.
    fn is_surely(&self, likely: Language) -> bool {
        let (best, lead) = self.best_and_lead();
        best == likely
            && best.is_in_latin_script()
            && lead >= LIKELY_LEAD.max(self.most_letters_can_add())
            && self.share(best) >= LIKELY_SHARE
    }

    /// Whether the words are so few that the head start of the likely language is more than letters and
    /// trigrams could add to another, and none of them speaks for another.
    fn is_too_few_for_letters(&self, likely: Language) -> bool {
        let none_for_another = self.found.iter().all(|&it| it <= self.found[likely as usize]);
        likely.is_in_latin_script()
            && none_for_another
            && self.head_start() > self.most_letters_can_add()
    }

    /// How many stop words the likely language is ahead of the others by.
    fn head_start(&self) -> f64 {
        (HEAD_START / self.words.max(1) as f64).min(1.0)
    }

    /// What sure letters and trigrams weigh, in stop words.
    fn most_letters_can_add(&self) -> f64 {
        TRIGRAM_WEIGHT * (self.words as f64).sqrt()
    }

    /// The language with most stop words, the first of several, and by how many it leads.
    fn best_and_lead(&self) -> (Language, f64) {
        let mut best = (Language::ALL[0], 0);
        let mut second = 0;
        for (&language, &found) in Language::ALL.iter().zip(&self.found) {
            if found > best.1 {
                second = best.1;
                best = (language, found);
            } else {
                second = second.max(found);
            }
        }
        (best.0, f64::from(best.1 - second))
    }

    fn share(&self, language: Language) -> f64 {
        f64::from(self.found[language as usize]) / self.words.max(1) as f64
    }

    /// The language with most stop words, when that of the letters gets some more in proportion to
    /// how sure it is, and the likely one [`HEAD_START`] more. `None` where nothing speaks for any.
    fn settle(&self, by_letters: Option<(Language, f64)>, likely: Language) -> Option<Language> {
        let evidence = |language: Language| {
            let of_letters = by_letters.filter(|&(it, _)| it == language);
            let added = of_letters.map_or(0.0, |(_, sure)| sure * self.most_letters_can_add());
            f64::from(self.found[language as usize]) + added
        };
        // Letters of another script leave no doubt.
        let same_script =
            by_letters.is_none_or(|(it, _)| it.is_in_latin_script() == likely.is_in_latin_script());
        let head_start = match same_script {
            true => self.head_start(),
            false => 0.0,
        };
        let score = |it: Language| evidence(it) + if it == likely { head_start } else { 0.0 };
        let (most_stop_words, _) = self.best_and_lead();
        let letters = by_letters.map_or(most_stop_words, |(language, _)| language);
        let candidates = [most_stop_words, letters, likely];
        let anything = candidates.into_iter().any(|it| evidence(it) > 0.0);
        let best = candidates.into_iter().max_by(|&a, &b| score(a).total_cmp(&score(b)));
        best.filter(|_| anything)
    }
}

#[cfg(test)]
mod tests {
    use super::super::segment::each_word;
    use super::super::stop_words::stop_words;
    use super::*;

    fn detect(text: &str) -> Option<Language> {
        let lists: Vec<_> = Language::ALL.into_iter().map(stop_words).collect();
        let detector = LanguageDetector::new(&lists, Language::English);
        let mut words = Vec::new();
        each_word(text, |begin, end| {
            let stop_word_in = detector.stop_word_in(&text[begin..end]);
            words.push(WordSeen { end, stop_word_in });
        });
        detector.detect(words.into_iter(), |_| text.to_owned())
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
    fn a_language_that_is_not_known_is_not_guessed_at() {
        assert_eq!(detect("これは日本語の文章です"), None);
        let polish = "Miasto zapytało mieszkańców, jak powinien wyglądać nowy plac przy dworcu, a \
                      większość wybrała drzewa zamiast parkingu.";
        assert_eq!(detect(polish), None);
        assert_eq!(detect("12 + 30 = 42"), None);
    }
}
