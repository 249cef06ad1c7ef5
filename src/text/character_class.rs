//! A character to what it does to the word around it, by the word boundaries of Unicode (UAX #29).

use std::ops::Range;
use std::sync::LazyLock;

use unicode_segmentation::UnicodeSegmentation;

/// What a character does to the word around it: bits, of which part of a word has one of the first
/// three.
pub(super) type Class = u8;

/// Part of no word.
pub(super) const OTHER: Class = 0;
/// A letter.
pub(super) const LETTER: Class = 1;
/// A digit.
pub(super) const DIGIT: Class = 2;
/// The underscore: joins, but makes no word by itself.
pub(super) const JOINER: Class = 4;
/// What parts of words have.
pub(super) const WORD: Class = LETTER | DIGIT | JOINER;
/// Joins two letters between which it stands (rules WB6 and WB7).
const BETWEEN_LETTERS: Class = LETTER << 3;
/// Joins two digits between which it stands (WB11 and WB12).
const BETWEEN_DIGITS: Class = DIGIT << 3;
/// The rules for it need the library.
pub(super) const LIBRARY: Class = 128;

/// The class of every byte below 128.
pub(super) const ASCII: [Class; 256] = ascii();

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
pub(super) fn class_at(bytes: &[u8], at: usize) -> (Class, usize) {
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
