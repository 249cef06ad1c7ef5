//! How many stop words of each language a text has, and what they say of its language.

use super::Language;
use super::detect::STRETCHES;
use super::language::Letters;

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

/// The languages that have a word as a stop word, one bit each, in the order of [`Language::ALL`].
pub(super) type StopWordsOf = u32;

/// Stop words of each language found in a text.
#[derive(Clone, Copy)]
pub(super) struct StopWordCounts {
    pub(super) words: usize,
    found: [u32; Language::ALL.len()],
}

impl StopWordCounts {
    /// Counts in all languages at once: bit l of plane p is bit p of the count of language l, so that a
    /// word is added in a few operations without a branch.
    pub(super) fn of(words: impl Iterator<Item = StopWordsOf>) -> Self {
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
    pub(super) fn settled(&self, text: impl FnOnce() -> String) -> Option<Option<Language>> {
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
    pub(super) fn is_surely(&self, likely: Language) -> bool {
        let (best, lead) = self.best_and_lead();
        best == likely
            && best.is_in_latin_script()
            && lead >= LIKELY_LEAD.max(self.most_letters_can_add())
            && self.share(best) >= LIKELY_SHARE
    }

    /// Whether letters and trigrams could not make it another known language than the likely one, and
    /// some stop words speak for that, or the words are too few for letters to tell.
    pub(super) fn needs_no_letters(&self, likely: Language) -> bool {
        let (_, lead) = self.best_and_lead();
        let is_best = self.found.iter().all(|&it| it <= self.found[likely as usize]);
        let [start, letters] = [self.head_start(), self.most_letters_can_add()];
        let enough = self.share(likely) >= LIKELY_SHARE || start > letters;
        likely.is_in_latin_script() && is_best && lead + start > letters && enough
    }

    /// Whether no other language has clearly more stop words than the likely one.
    pub(super) fn leave_open(&self, likely: Language) -> bool {
        let most = self.found.iter().max().copied().unwrap_or(0);
        likely.is_in_latin_script() && f64::from(most - self.found[likely as usize]) < LIKELY_LEAD
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
    pub(super) fn settle(
        &self,
        by_letters: Option<(Language, f64)>,
        likely: Language,
    ) -> Option<Language> {
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
    use super::*;

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
}
