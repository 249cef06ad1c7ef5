//! The writing of one case: sentences of words, with what stands between and inside them.

use std::fmt::Write;

use super::draw::{Draw, SCATTER};
use super::script::Script;

/// Topics a case is drawn from; each has words of its own.
const TOPICS: u64 = 12;
/// A topic has 2 to this words of its own.
const TOPIC_OCTAVES: u64 = 9;
/// Endings a word takes.
const FORMS: u64 = 3;
/// Function words are ranks below 2 to this.
const FUNCTION_OCTAVES: u64 = 5;
/// Bits of the numbers of words that come only once: cases below 2^32, words of a case below 2^8.
const NEW_WORD_BITS: u32 = 40;

/// Writes one case.
#[derive(Debug)]
pub(super) struct CaseWriter {
    draw: Draw,
    script: &'static Script,
    /// Seed and number of the case where no word may come twice.
    every_word_new: Option<(u64, u64)>,
    topic: u64,
    /// Whether quotes, apostrophes and dashes are a typesetter's.
    typographic: bool,
    text: String,
}

impl CaseWriter {
    pub(super) fn new(
        mut draw: Draw,
        script: &'static Script,
        every_word_new: Option<(u64, u64)>,
    ) -> Self {
        let topic = draw.below(TOPICS);
        let typographic = draw.chance(100);
        Self {
            draw,
            script,
            every_word_new,
            topic,
            typographic,
            text: String::with_capacity(1_280),
        }
    }

    /// The case: 50 to 200 words, 100 on average.
    pub(super) fn write(mut self) -> String {
        let words = 50 + 151 * self.draw.below(1 << 16).pow(2) / (1 << 32);
        let mut left_of_sentence = 0;
        for at in 0..words {
            if left_of_sentence == 0 {
                if at > 0 {
                    self.end_sentence();
                    self.text.push(' ');
                }
                left_of_sentence = 5 + self.draw.below(20);
                self.capitalised(|writer| writer.word(at));
            } else {
                self.separate();
                self.word(at);
            }
            left_of_sentence -= 1;
        }
        self.end_sentence();
        self.text
    }

    fn end_sentence(&mut self) {
        let mark = match self.draw.below(100) {
            0..4 => "?",
            4..6 => "!",
            _ => ".",
        };
        self.text.push_str(mark);
    }

    fn separate(&mut self) {
        let between = match self.draw.below(1_000) {
            0..70 => ", ",
            70..75 => "; ",
            75..82 => ": ",
            82..88 if self.typographic => " – ",
            _ => " ",
        };
        self.text.push_str(between);
    }

    /// The word at that place of the case.
    fn word(&mut self, at: u64) {
        if let Some((seed, number)) = self.every_word_new {
            return self.script.spell(new_word(seed, number, at), &mut self.text);
        }
        match self.draw.below(1_000) {
            0..420 => self.function_word(),
            420..940 => self.content_word(),
            940..960 => self.name(),
            960..978 => self.number(),
            978..985 => self.compound(),
            985..992 => self.contraction(),
            992..996 => self.quoted(),
            996..999 => self.acronym(),
            _ => self.misspelt(),
        }
    }

    fn function_word(&mut self) {
        let rank = self.draw.common_rank(FUNCTION_OCTAVES) as usize;
        self.text.push_str(self.script.function_words[rank - 1]);
    }

    /// A word of the topic, or one that all topics share, mostly with an ending.
    fn content_word(&mut self) {
        let number = if self.draw.chance(350) {
            self.draw.common_rank(TOPIC_OCTAVES) * (TOPICS + 1) + 1 + self.topic
        } else {
            self.draw.rank() * (TOPICS + 1)
        };
        self.script.spell(number, &mut self.text);
        if !(self.script.bare && self.draw.chance(600)) {
            // Scattered: numbers of common words are all multiples of the same.
            let first = number.wrapping_mul(SCATTER) >> 32;
            let ending = (first + self.draw.below(FORMS)) as usize % self.script.endings.len();
            self.text.push_str(self.script.endings[ending]);
        }
    }

    fn name(&mut self) {
        let rank = self.draw.rank();
        self.capitalised(|writer| writer.script.spell(rank, &mut writer.text));
        self.text.push_str(self.draw.one_of(self.script.name_endings));
        if !self.script.contractions.is_empty() && self.draw.chance(150) {
            self.push_with_apostrophe("'s");
        }
    }

    /// Years, small numbers, shares, amounts; now and then a file number, of which there is no end.
    fn number(&mut self) {
        let draw = &mut self.draw;
        let written = match draw.below(100) {
            0..30 => write!(self.text, "{}", 1_950 + draw.below(90)),
            30..65 => write!(self.text, "{}", draw.common_rank(10)),
            65..75 => write!(self.text, "{}.{}", draw.below(100), draw.below(10)),
            75..85 => write!(self.text, "{}%", draw.below(101)),
            85..93 => write!(self.text, "{},{:03}", 1 + draw.below(999), draw.below(100) * 10),
            _ => write!(self.text, "{:05}/{:02}", draw.rank(), draw.below(40)),
        };
        written.expect("a string takes all that is written to it");
    }

    fn compound(&mut self) {
        self.content_word();
        self.text.push('-');
        self.content_word();
    }

    fn contraction(&mut self) {
        if self.script.contractions.is_empty() {
            return self.content_word();
        }
        let word = self.draw.one_of(self.script.contractions);
        self.push_with_apostrophe(word);
    }

    fn quoted(&mut self) {
        let script = self.script;
        let (open, close) =
            if self.typographic { script.typographic_quotes } else { script.quotes };
        self.text.push_str(open);
        self.content_word();
        self.text.push_str(close);
    }

    /// One or two short syllables in capitals.
    fn acronym(&mut self) {
        let start = self.text.len();
        let rank = self.draw.common_rank(9);
        self.script.spell(rank, &mut self.text);
        let capitals = self.text[start..].to_uppercase();
        self.text.replace_range(start.., &capitals);
    }

    /// A content word with one letter left out, doubled or put after the next.
    fn misspelt(&mut self) {
        let start = self.text.len();
        self.content_word();
        let mut letters: Vec<char> = self.text[start..].chars().collect();
        let at = self.draw.below(letters.len() as u64 - 1) as usize;
        match self.draw.below(3) {
            0 => drop(letters.remove(at)),
            1 => letters.insert(at, letters[at]),
            _ => letters.swap(at, at + 1),
        }
        self.text.truncate(start);
        self.text.extend(letters);
    }

    fn push_with_apostrophe(&mut self, word: &str) {
        if self.typographic {
            self.text.push_str(&word.replace('\'', "’"));
        } else {
            self.text.push_str(word);
        }
    }

    /// Makes the first letter of what `append` appends a capital.
    fn capitalised(&mut self, append: impl FnOnce(&mut Self)) {
        let start = self.text.len();
        append(self);
        let Some(first) = self.text[start..].chars().next() else { return };
        if first.is_lowercase() {
            let capital: String = first.to_uppercase().collect();
            self.text.replace_range(start..start + first.len_utf8(), &capital);
        }
    }
}

/// A number that no other place of any case of that seed has, and that looks drawn: each step is a
/// bijection of the numbers below 2^[`NEW_WORD_BITS`].
fn new_word(seed: u64, number: u64, at: u64) -> u64 {
    const MASK: u64 = (1 << NEW_WORD_BITS) - 1;
    let mut word = ((number << 8 | at) ^ seed.wrapping_mul(SCATTER)) & MASK;
    for factor in [0x9e_3779_b97f, 0xbf_5847_6d1d] {
        word = word.wrapping_mul(factor) & MASK;
        word ^= word >> (NEW_WORD_BITS / 2);
    }
    word
}
