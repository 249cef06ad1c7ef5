//! English stems, as Snowball's `english` of 2017 makes them, for words of ASCII.
//!
//! Of what a reading of a corpus does once for every distinct word, a generated stemmer takes the most. This
//! one works in one piece of memory and tries only endings that the last letter allows.
//!
//! Source: M. F. Porter, The English (Porter2) stemming algorithm,
//! <https://snowballstem.org/algorithms/english/stemmer.html>. `R1` and `R2` are the regions of that page.

/// Words that are stemmed by no rule.
const IRREGULAR: [(&str, &str); 18] = [
    ("andes", "andes"),
    ("atlas", "atlas"),
    ("bias", "bias"),
    ("cosmos", "cosmos"),
    ("dying", "die"),
    ("early", "earli"),
    ("gently", "gentl"),
    ("howe", "howe"),
    ("idly", "idl"),
    ("lying", "lie"),
    ("news", "news"),
    ("only", "onli"),
    ("singly", "singl"),
    ("skies", "sky"),
    ("skis", "ski"),
    ("sky", "sky"),
    ("tying", "tie"),
    ("ugly", "ugli"),
];

/// Words that are stems once a plural's ending is off.
const STEMS: [&str; 8] =
    ["canning", "earring", "exceed", "herring", "inning", "outing", "proceed", "succeed"];

/// Beginnings after which `R1` begins.
const LONG_BEGINNINGS: [&str; 3] = ["arsen", "commun", "gener"];

/// Endings that are replaced in `R1`, those that end in another after it.
const STEP_2: [(&str, &str); 24] = [
    ("ational", "ate"),
    ("tional", "tion"),
    ("ization", "ize"),
    ("ation", "ate"),
    ("iveness", "ive"),
    ("fulness", "ful"),
    ("ousness", "ous"),
    ("biliti", "ble"),
    ("aliti", "al"),
    ("iviti", "ive"),
    ("fulli", "ful"),
    ("lessli", "less"),
    ("ousli", "ous"),
    ("entli", "ent"),
    ("abli", "able"),
    ("alli", "al"),
    ("bli", "ble"),
    ("li", ""),
    ("anci", "ance"),
    ("enci", "ence"),
    ("ogi", "og"),
    ("alism", "al"),
    ("izer", "ize"),
    ("ator", "ate"),
];

/// Endings that are replaced in `R1`, `ative` in `R2`; those that end in another before it.
const STEP_3: [(&str, &str); 9] = [
    ("ational", "ate"),
    ("tional", "tion"),
    ("alize", "al"),
    ("icate", "ic"),
    ("iciti", "ic"),
    ("ical", "ic"),
    ("ful", ""),
    ("ness", ""),
    ("ative", ""),
];

/// Endings that are taken off in `R2`, those that end in another before it.
const STEP_4: [&str; 18] = [
    "ement", "ment", "ent", "ant", "ance", "ence", "able", "ible", "ate", "ive", "ize", "iti",
    "al", "ism", "ion", "ic", "er", "ous",
];

/// A word on its way to its stem. A `y` that is a consonant is a `Y`.
struct Word {
    bytes: Vec<u8>,
    /// Where `R1` and `R2` begin.
    r1: usize,
    r2: usize,
}

/// The stem of `folded`, a word of ASCII in lower case.
pub(super) fn stem(folded: &str) -> String {
    if let Some((_, stem)) = IRREGULAR.iter().find(|(word, _)| *word == folded) {
        return (*stem).to_owned();
    }
    if folded.len() <= 2 {
        return folded.to_owned();
    }
    let mut word = Word::new(folded);
    word.take_off_genitive();
    word.take_off_plural();
    if !STEMS.iter().any(|stem| stem.as_bytes() == word.bytes) {
        word.take_off_participle();
        word.turn_y();
        word.shorten();
    }
    word.bytes.make_ascii_lowercase();
    String::from_utf8(word.bytes).unwrap_or_default()
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// One past the first consonant behind a vowel from `begin` on; the end if there is none.
fn behind_syllable(bytes: &[u8], begin: usize) -> usize {
    let pair = bytes[begin..].windows(2).position(|pair| is_vowel(pair[0]) && !is_vowel(pair[1]));
    pair.map_or(bytes.len(), |at| begin + at + 2)
}

impl Word {
    fn new(folded: &str) -> Self {
        let folded = folded.strip_prefix('\'').unwrap_or(folded);
        let mut bytes = folded.as_bytes().to_vec();
        let mut after_vowel = true;
        for letter in &mut bytes {
            if *letter == b'y' && after_vowel {
                *letter = b'Y';
            }
            after_vowel = is_vowel(*letter);
        }
        let long = LONG_BEGINNINGS.iter().find(|begin| folded.starts_with(**begin));
        let r1 = long.map_or_else(|| behind_syllable(&bytes, 0), |begin| begin.len());
        let r2 = behind_syllable(&bytes, r1);
        Self { bytes, r1, r2 }
    }

    fn ends_with(&self, ending: &str) -> bool {
        // The last letter tells most endings apart, without a call.
        self.bytes.last() == ending.as_bytes().last() && self.bytes.ends_with(ending.as_bytes())
    }

    /// The letters before an ending.
    fn before(&self, ending: &str) -> &[u8] {
        &self.bytes[..self.bytes.len() - ending.len()]
    }

    fn replace(&mut self, ending: &str, by: &str) {
        self.bytes.truncate(self.bytes.len() - ending.len());
        self.bytes.extend_from_slice(by.as_bytes());
    }

    /// Step 0.
    fn take_off_genitive(&mut self) {
        if let Some(ending) = ["'s'", "'s", "'"].into_iter().find(|it| self.ends_with(it)) {
            self.replace(ending, "");
        }
    }

    /// Step 1a.
    fn take_off_plural(&mut self) {
        if self.ends_with("sses") {
            self.replace("es", "");
        } else if self.ends_with("ied") || self.ends_with("ies") {
            let short = self.bytes.len() <= 4;
            self.replace("ies", if short { "ie" } else { "i" });
        } else if self.ends_with("s") && !self.ends_with("us") && !self.ends_with("ss") {
            let before = self.before("s");
            let but_last = before.split_last().map_or(&[][..], |(_, rest)| rest);
            if but_last.iter().any(|&letter| is_vowel(letter)) {
                self.replace("s", "");
            }
        }
    }

    /// Step 1b.
    fn take_off_participle(&mut self) {
        if let Some(ending) = ["eedly", "eed"].into_iter().find(|it| self.ends_with(it)) {
            if self.before(ending).len() >= self.r1 {
                self.replace(ending, "ee");
            }
            return;
        }
        let endings = ["ingly", "edly", "ing", "ed"];
        let Some(ending) = endings.into_iter().find(|it| self.ends_with(it)) else { return };
        if !self.before(ending).iter().any(|&letter| is_vowel(letter)) {
            return;
        }
        self.replace(ending, "");
        if ["at", "bl", "iz"].into_iter().any(|it| self.ends_with(it)) {
            self.bytes.push(b'e');
        } else if let [.., a, b] = self.bytes[..]
            && a == b
            && matches!(b, b'b' | b'd' | b'f' | b'g' | b'm' | b'n' | b'p' | b'r' | b't')
        {
            self.bytes.pop();
        } else if self.bytes.len() == self.r1 && ends_in_short_syllable(&self.bytes) {
            self.bytes.push(b'e');
        }
    }

    /// Step 1c.
    fn turn_y(&mut self) {
        if let [_, .., before, last @ (b'y' | b'Y')] = &mut self.bytes[..]
            && !is_vowel(*before)
        {
            *last = b'i';
        }
    }

    /// Steps 2 to 5.
    fn shorten(&mut self) {
        if let Some(&(ending, by)) = STEP_2.iter().find(|it| self.ends_with(it.0)) {
            let before = self.before(ending);
            let allowed = match ending {
                "ogi" => before.ends_with(b"l"),
                "li" => before.last().is_some_and(|it| b"cdeghkmnrt".contains(it)),
                _ => true,
            };
            if before.len() >= self.r1 && allowed {
                self.replace(ending, by);
            }
        }
        if let Some(&(ending, by)) = STEP_3.iter().find(|it| self.ends_with(it.0)) {
            let region = if ending == "ative" { self.r2.max(self.r1) } else { self.r1 };
            if self.before(ending).len() >= region {
                self.replace(ending, by);
            }
        }
        if let Some(&ending) = STEP_4.iter().find(|it| self.ends_with(it)) {
            let before = self.before(ending);
            let allowed = ending != "ion" || before.ends_with(b"s") || before.ends_with(b"t");
            if before.len() >= self.r2 && allowed {
                self.replace(ending, "");
            }
        }
        match self.bytes[..] {
            [ref before @ .., b'e'] => {
                let (r1, r2) = (before.len() >= self.r1, before.len() >= self.r2);
                if r2 || r1 && !ends_in_short_syllable(before) {
                    self.bytes.pop();
                }
            }
            [ref before @ .., b'l'] if before.len() >= self.r2 && before.ends_with(b"l") => {
                self.bytes.pop();
            }
            _ => {}
        }
    }
}

/// Whether the last syllable is a vowel between consonants, the last of them none of `w`, `x` and `Y`, or a
/// vowel at the beginning and a consonant.
fn ends_in_short_syllable(bytes: &[u8]) -> bool {
    match *bytes {
        [.., before, vowel, last] => {
            !is_vowel(before)
                && is_vowel(vowel)
                && !is_vowel(last)
                && !matches!(last, b'w' | b'x' | b'Y')
        }
        [vowel, last] => is_vowel(vowel) && !is_vowel(last),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::select;
    use rust_stemmers::{Algorithm, Stemmer};

    use super::*;

    fn piece() -> impl Strategy<Value = &'static str> {
        let endings = STEP_2.iter().chain(&STEP_3).map(|&(ending, _)| ending).chain(STEP_4);
        let inflections =
            ["s", "es", "ied", "ies", "us", "ss", "'s", "'", "ed", "ing", "eed", "ly"];
        let letters =
            ["a", "e", "i", "o", "u", "y", "b", "d", "l", "m", "n", "p", "r", "t", "w", "x"];
        let words = IRREGULAR.iter().map(|&(word, _)| word).chain(STEMS).chain(LONG_BEGINNINGS);
        let all = endings.chain(inflections).chain(letters).chain(letters).chain(words);
        select(all.collect::<Vec<_>>())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(50_000))]

        #[test]
        fn stems_are_those_of_the_generated_stemmer(
            pieces in prop::collection::vec(piece(), 1..7),
            any in "[a-z0-9_']{1,12}"
        ) {
            let snowball = Stemmer::create(Algorithm::English);
            for word in [pieces.concat(), any] {
                prop_assert_eq!(snowball.stem(&word), stem(&word));
            }
        }
    }
}
