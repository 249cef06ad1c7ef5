//! Text to words, by the word boundaries of Unicode (UAX #29).
//!
//! The rules come down to a class per character for what most text is made of: ASCII, the other
//! alphabets below U+0800, and the quotation marks and dashes of U+2000 to U+203F. Only what stands
//! around other characters is handed to the library, up to the next place that no rule looks across:
//! before a space that follows an ASCII character other than a space. The words are the same as
//! those of `unicode_words`; a test with millions of generated strings holds this.

use std::ops::Range;
use std::sync::LazyLock;

use unicode_segmentation::UnicodeSegmentation;

/// What a character does to the word around it: bits, of which part of a word has one of the first
/// three.
type Class = u8;

/// Part of no word.
const OTHER: Class = 0;
/// A letter.
const LETTER: Class = 1;
/// A digit.
const DIGIT: Class = 2;
/// The underscore: joins, but makes no word by itself.
const JOINER: Class = 4;
/// What parts of words have.
const WORD: Class = LETTER | DIGIT | JOINER;
/// Joins two letters between which it stands (rules WB6 and WB7).
const BETWEEN_LETTERS: Class = LETTER << 3;
/// Joins two digits between which it stands (WB11 and WB12).
const BETWEEN_DIGITS: Class = DIGIT << 3;
/// The rules for it need the library.
const LIBRARY: Class = 128;

/// The class of every byte below 128.
const ASCII: [Class; 256] = ascii();

const fn ascii() -> [Class; 256] {
    let mut classes = [OTHER; 256];
    let mut byte = 0;
    while byte < 128 {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => LETTER,
            b'0'..=b'9' => DIGIT,
            b'_' => JOINER,
            b'.' | b'\'' => BETWEEN_LETTERS | BETWEEN_DIGITS,
            b':' => BETWEEN_LETTERS,
            b',' | b';' => BETWEEN_DIGITS,
            _ => OTHER,
        };
        byte += 1;
    }
    classes
}

/// First character that takes three bytes; those below have their classes in a table.
const THREE_BYTES: u32 = 0x800;
/// The general punctuation that has its classes in a table.
const PUNCTUATION: Range<u32> = 0x2000..0x2040;

/// The classes of the characters below [`THREE_BYTES`], then of [`PUNCTUATION`].
static BEYOND_ASCII: LazyLock<Vec<Class>> = LazyLock::new(|| {
    let characters = (0..THREE_BYTES).chain(PUNCTUATION).filter_map(char::from_u32);
    characters.map(class_by_trial).collect()
});

/// The class of a character by what the library makes of it between others.
fn class_by_trial(c: char) -> Class {
    let words = |text: String| text.unicode_words().count();
    let within = |a: char| words(format!("{a}{c}{a}"));
    let around = |a: char| words(format!("{c}{a}{c}"));
    if words(c.to_string()) == 1 && [within('a'), within('1'), within('_')] == [1; 3] {
        return match [around('.'), around(':'), around(','), around('"')] {
            [1, 1, 2, 2] => LETTER,
            [1, 2, 1, 2] => DIGIT,
            _ => LIBRARY,
        };
    }
    // What is not seen by the rules at all, such as an accent, joins twice as well as once.
    let twice = words(format!("a{c}{c}a"));
    match [words(format!("{c}{c}")), twice, within('a'), within('1')] {
        [0, 2, 2, 2] => OTHER,
        [0, 2, 1, 1] => BETWEEN_LETTERS | BETWEEN_DIGITS,
        _ => LIBRARY,
    }
}

/// The class of the character that begins at `at`, and its bytes.
#[inline]
fn class_at(bytes: &[u8], at: usize) -> (Class, usize) {
    let byte = bytes[at];
    if byte < 128 { (ASCII[usize::from(byte)], 1) } else { class_beyond_ascii(&bytes[at..]) }
}

#[inline]
fn class_beyond_ascii(bytes: &[u8]) -> (Class, usize) {
    let low_bits = |byte: u8| u32::from(byte & 0x3F);
    match *bytes {
        [first @ 0xC0..0xE0, second, ..] => {
            let code = u32::from(first & 0x1F) << 6 | low_bits(second);
            (BEYOND_ASCII[code as usize], 2)
        }
        [0xE2, 0x80, third, ..] => (BEYOND_ASCII[(THREE_BYTES + low_bits(third)) as usize], 3),
        _ => (LIBRARY, 1),
    }
}

/// Hands the words of `text` to `take` as their first bytes and the bytes one past their last: what
/// lies between two word boundaries and holds a letter or a digit.
#[inline]
pub(super) fn each_word(text: &str, mut take: impl FnMut(usize, usize)) {
    let bytes = text.as_bytes();
    // `begin` is where the word begins that reaches up to `at`, or where the last one ended.
    let (mut at, mut begin, mut within) = (0, 0, false);
    while at < bytes.len() {
        let next = bytes.get(at + BLOCK).copied().unwrap_or(b' ');
        let Some(block) = Block::of(bytes, at).filter(|it| it.is_settled_before(next)) else {
            let from = if within { begin } else { at };
            at = one_by_one(text, begin, from..at + BLOCK, &mut take);
            (begin, within) = (at, false);
            continue;
        };
        // Bits at which a word begins or one has ended, in turn.
        let parts = block.parts_of_words(bytes, at, within, next);
        let mut edges = parts ^ (parts << 1 | u64::from(within));
        while edges != 0 {
            let edge = at + edges.trailing_zeros() as usize;
            edges &= edges - 1;
            if within && has_more_than_joiners(bytes, begin, edge) {
                take(begin, edge);
            }
            within = !within;
            begin = edge;
        }
        at += BLOCK;
    }
    if within && has_more_than_joiners(bytes, begin, bytes.len()) {
        take(begin, bytes.len());
    }
}

/// Bytes looked at together: one for every bit of a number.
const BLOCK: usize = 64;

/// What [`BLOCK`] bytes of ASCII are, one bit for each.
#[derive(Debug, Clone, Copy)]
struct Block {
    /// Letters, digits and underscores.
    word: u64,
    /// What joins some of them.
    between: u64,
}

impl Block {
    /// The block that begins at `at`, with spaces beyond the end of the text; `None` where not all of it
    /// is ASCII.
    #[inline]
    fn of(bytes: &[u8], at: usize) -> Option<Self> {
        let mut block = [b' '; BLOCK];
        match bytes[at..].first_chunk() {
            Some(whole) => block = *whole,
            None => block[..bytes.len() - at].copy_from_slice(&bytes[at..]),
        }
        let (mut word, mut between) = ([0; BLOCK], [0; BLOCK]);
        for ((&byte, word), between) in block.iter().zip(&mut word).zip(&mut between) {
            let letter = (byte | 0x20).wrapping_sub(b'a') < 26;
            let digit = byte.wrapping_sub(b'0') < 10;
            *word = u8::from(letter | digit | (byte == b'_'));
            let points = (byte == b'.') | (byte == b',') | (byte == b':') | (byte == b';');
            *between = u8::from(points | (byte == b'\''));
        }
        block.is_ascii().then(|| Self { word: bits(&word), between: bits(&between) })
    }

    /// Whether all there is to know of the block is known when `next` is the byte after it.
    #[inline]
    fn is_settled_before(&self, next: u8) -> bool {
        next.is_ascii() || self.between >> (BLOCK - 1) == 0
    }

    /// The bits of what is part of a word, or joins two: `within` says whether a word reaches into the
    /// block that begins at `at`.
    #[inline]
    fn parts_of_words(self, bytes: &[u8], at: usize, within: bool, next: u8) -> u64 {
        let after = u64::from(ASCII[usize::from(next)] & WORD != 0) << (BLOCK - 1);
        let neighbours = (self.word << 1 | u64::from(within)) & (self.word >> 1 | after);
        let mut candidates = self.between & neighbours;
        let mut parts = self.word;
        while candidates != 0 {
            let bit = candidates.trailing_zeros();
            let here = at + bit as usize;
            let [left, between, right] =
                [here - 1, here, here + 1].map(|at| ASCII[usize::from(bytes[at])]);
            parts |= u64::from(between >> 3 & left & right != 0) << bit;
            candidates &= candidates - 1;
        }
        parts
    }
}

/// Bytes that are 0 or 1 as the bits of a number, the first as the lowest.
#[inline]
fn bits(flags: &[u8; BLOCK]) -> u64 {
    let (eights, _) = flags.as_chunks::<8>();
    eights.iter().rev().fold(0, |bits, eight| {
        // The product brings the lowest bit of each byte into the highest byte, side by side.
        bits << 8 | u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56
    })
}

/// Whether a word of ASCII is more than underscores.
#[inline]
fn has_more_than_joiners(bytes: &[u8], begin: usize, end: usize) -> bool {
    bytes[begin] != b'_' || bytes[begin..end].iter().any(u8::is_ascii_alphanumeric)
}

/// Hands over the words that begin within `stretch`, character by character. The last word before it
/// ended at `done`. Gives where it stopped: at the end of the stretch or of the last word.
#[cold]
fn one_by_one(
    text: &str,
    mut done: usize,
    stretch: Range<usize>,
    take: &mut impl FnMut(usize, usize),
) -> usize {
    let bytes = text.as_bytes();
    let until = stretch.end.min(bytes.len());
    let mut at = stretch.start;
    while at < until {
        let (class, width) = class_at(bytes, at);
        if class & WORD != 0 {
            at = match word_end(bytes, at) {
                Some((end, met)) => {
                    if met != JOINER {
                        take(at, end);
                    }
                    end
                }
                None => by_library(text, at, take),
            };
            done = at;
        } else if class == LIBRARY {
            // It may belong to the character before it.
            let begin = (done + 1..=at).rev().find(|&at| is_cut(bytes, at)).unwrap_or(done);
            at = by_library(text, begin, take);
            done = at;
        } else {
            at += width;
        }
    }
    at
}

/// Where the word that begins at `begin` ends, and the classes met in it; `None` where the library
/// must say.
#[inline]
fn word_end(bytes: &[u8], begin: usize) -> Option<(usize, Class)> {
    let (mut at, mut met, mut last) = (begin, OTHER, OTHER);
    while at < bytes.len() {
        let (class, width) = class_at(bytes, at);
        if class & WORD != 0 {
            met |= class;
            last = class;
        } else if class == OTHER {
            break;
        } else if class == LIBRARY {
            return None;
        } else {
            let next = bytes.get(at + width).map_or(OTHER, |_| class_at(bytes, at + width).0);
            if next == LIBRARY {
                return None;
            }
            if class >> 3 & last & next == 0 {
                break;
            }
        }
        at += width;
    }
    Some((at, met))
}

/// Hands over the words that the library finds from `begin` on. Gives where it stopped: at a cut.
#[cold]
fn by_library(text: &str, begin: usize, take: &mut impl FnMut(usize, usize)) -> usize {
    let bytes = text.as_bytes();
    let needed = (begin..bytes.len())
        .find(|&at| text.is_char_boundary(at) && class_at(bytes, at).0 == LIBRARY);
    let after = needed.unwrap_or(begin) + 1;
    let end = (after..bytes.len()).find(|&at| is_cut(bytes, at)).unwrap_or(bytes.len());
    for (at, word) in text[begin..end].unicode_word_indices() {
        take(begin + at, begin + at + word.len());
    }
    end
}

/// Whether no rule looks across the place before `at`: a space after an ASCII character other than
/// a space.
fn is_cut(bytes: &[u8], at: usize) -> bool {
    bytes[at] == b' ' && bytes[at - 1].is_ascii() && bytes[at - 1] != b' '
}

#[cfg(test)]
mod tests {
    use rand::{Rng, SeedableRng};
    use rand_xoshiro::Xoshiro256Plus;
    use rayon::prelude::*;

    use super::*;

    /// Everything that the rules treat in a way of its own, and what people paste.
    const PIECES: [&str; 72] = [
        "a",
        "Z",
        "word",
        "x1",
        "7",
        "42",
        "_",
        "__",
        " ",
        " ",
        " ",
        "  ",
        "\t",
        "\n",
        "\r\n",
        ".",
        ",",
        ";",
        ":",
        "'",
        "\"",
        "-",
        "/",
        "(",
        ")",
        "@",
        "#",
        "&",
        "!",
        "?",
        "é",
        "ß",
        "ñ",
        "İ",
        "o\u{308}",
        "\u{301}",
        "\u{200D}",
        "\u{200B}",
        "\u{200C}",
        "\u{2060}",
        "\u{FEFF}",
        "\u{AD}",
        "\u{A0}",
        "\u{202F}",
        "\u{3000}",
        "\u{2003}",
        "\u{2018}",
        "\u{2019}",
        "\u{201C}",
        "\u{201D}",
        "\u{2013}",
        "\u{2014}",
        "\u{2026}",
        "\u{B7}",
        "·",
        "ж",
        "Слово",
        "λ",
        "δοκιμή",
        "ع",
        "كلمة",
        "שׁ",
        "\"ש\"",
        "தமிழ்",
        "ไทย",
        "水",
        "データ",
        "ひらがな",
        "한국",
        "👩‍👩‍👧",
        "🇫🇷",
        "🚲",
    ];

    fn words(text: &str) -> Vec<(usize, &str)> {
        let mut words = Vec::new();
        each_word(text, |begin, end| words.push((begin, &text[begin..end])));
        words
    }

    fn same_as_library(text: &str) {
        let ours = words(text);
        let library: Vec<(usize, &str)> = text.unicode_word_indices().collect();
        assert_eq!(ours, library, "of {text:?}");
    }

    #[test]
    fn three_million_generated_strings_have_the_words_of_the_library() {
        const STRINGS_PER_SEED: u32 = 30_000;
        (0..100_u64).into_par_iter().for_each(|seed| {
            let mut rng = Xoshiro256Plus::seed_from_u64(seed);
            let mut text = String::new();
            for _ in 0..STRINGS_PER_SEED {
                text.clear();
                // Half of the strings are nearly all ASCII, so that both ways and their seams are met.
                let kinds = if rng.gen_bool(0.5) { 31 } else { PIECES.len() };
                // Some reach over several blocks.
                let most = if rng.gen_bool(0.2) { 120 } else { 14 };
                for _ in 0..rng.gen_range(0..most) {
                    text.push_str(PIECES[rng.gen_range(0..kinds)]);
                }
                same_as_library(&text);
            }
        });
    }

    #[test]
    fn every_character_beside_letters_and_marks_is_divided_as_by_the_library() {
        for character in (0..=0x10_FFFF).filter_map(char::from_u32) {
            same_as_library(&format!("a {character}b'{character} c.{character}d {character}"));
        }
    }

    #[test]
    fn words_keep_their_places() {
        let found = words("It's l\u{2019}été: 3,5 % of e-mail_x");
        let expected =
            [(0, "It's"), (5, "l\u{2019}été"), (16, "3,5"), (22, "of"), (25, "e"), (27, "mail_x")];
        assert_eq!(found, expected);
    }
}
