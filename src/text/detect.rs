//! Which language a text is written in.

use hashbrown::{HashMap, HashSet};
use whatlang::Detector;

use super::Language;
use super::fold::fold;
use super::language::Letters;

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
/// The likely language, and one whose letters are its own, is settled by less: such a share of stop words,
const LIKELY_SHARE: f64 = 0.1;
/// and such a lead over the others; the likely one also needs one that letters and trigrams could not
/// make up for.
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

impl StopWordCounts {
    /// Counts in all languages at once: bit l of plane p is bit p of the count of language l, so that a
    /// word is added in a few operations without a branch.
    fn of(words: impl Iterator<Item = StopWordsOf>) -> Self {
        /// Enough for the words of the longest stretch, which have a byte each at least.
        const PLANES: usize = STRETCHES[1].ilog2() as usize + 1;
        let mut planes = [0; PLANES];
        let mut count = 0;
        for word in words {
            count += 1;
            let mut carry = word;
            for plane in &mut planes {
                (*plane, carry) = (*plane ^ carry, *plane & carry);
            }
        }
        let bit = |plane: usize, language: usize| (planes[plane] >> language & 1) << plane;
        let found = |language| (0..PLANES).map(|plane| bit(plane, language)).sum();
        Self { words: count, found: std::array::from_fn(found) }
    }

    /// The language with most stop words, if it leads clearly. Outside Latin script each is the one known
    /// language of its script and leads in the unknown ones too, so that a small lead is enough, but the
    /// letters of the `text` must be its own; and no language at all where they are not.
    fn settled(&self, text: impl FnOnce() -> String) -> Option<Option<Language>> {
        let (best, lead) = self.best_and_lead();
        if best.is_in_latin_script() {
            let clear = CLEAR_LEAD.max(CLEAR_LEAD_OVER_LETTERS * self.most_letters_can_add());
            let settled = lead >= clear && self.share(best) >= ENOUGH_SHARE;
            return settled.then_some(Some(best));
        }
        if lead < LIKELY_LEAD || self.share(best) < LIKELY_SHARE {
            return None;
        }
        match best.letters_in(&text()) {
            Letters::Own => Some(Some(best)),
            Letters::Foreign => Some(None),
            Letters::Unclear => None,
        }
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

    /// Whether letters and trigrams could not make it another known language than the likely one, and
    /// some stop words speak for that, or the words are too few for letters to tell.
    fn needs_no_letters(&self, likely: Language) -> bool {
        let (_, lead) = self.best_and_lead();
        let is_best = self.found.iter().all(|&it| it <= self.found[likely as usize]);
        let [start, letters] = [self.head_start(), self.most_letters_can_add()];
        let enough = self.share(likely) >= LIKELY_SHARE || start > letters;
        likely.is_in_latin_script() && is_best && lead + start > letters && enough
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
    fn stop_words_are_counted_in_all_languages_at_once() {
        let words = (1..500_u32).map(|word| word & 0b111);
        let counts = StopWordCounts::of(words.clone());
        assert_eq!(counts.words, 499);
        for language in 0..4 {
            let expected = words.clone().filter(|word| word >> language & 1 == 1).count();
            assert_eq!(counts.found[language] as usize, expected);
        }
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
