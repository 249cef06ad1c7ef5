//! Text to words, by the word boundaries of Unicode (UAX #29).
//!
//! Most text is ASCII, where the rules come down to a table of 256 classes. Only what stands around
//! other characters is handed to the library, cut where no rule looks across: before a space that
//! follows an ASCII character other than a space. The words are the same as those of
//! `unicode_words`; a test with millions of generated strings holds this.

use unicode_segmentation::{UnicodeSegmentation, UnicodeWordIndices};

/// Class of an ASCII byte that is part of no word.
const OTHER: u8 = 0;
/// A letter.
const LETTER: u8 = 1;
/// A digit.
const DIGIT: u8 = 2;
/// The underscore: joins, but makes no word by itself.
const JOINER: u8 = 4;

/// The class of every byte; those beyond ASCII are not asked for.
const CLASSES: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut classes = [OTHER; 256];
    let mut byte = 0;
    while byte < 128 {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => LETTER,
            b'0'..=b'9' => DIGIT,
            b'_' => JOINER,
            _ => OTHER,
        };
        byte += 1;
    }
    classes
}

/// The words of `text` with their first bytes: what lies between two word boundaries and holds a
/// letter or a digit.
pub(super) fn words(text: &str) -> Words<'_> {
    Words { text, at: 0, ascii_end: ascii_end(text.as_bytes(), 0), library: None }
}

/// Iterator over the words of a text.
pub(super) struct Words<'t> {
    text: &'t str,
    /// Everything before is done.
    at: usize,
    /// Up to here the text may be divided by the table.
    ascii_end: usize,
    /// The words of a stretch that the library divides, and where it begins.
    library: Option<(usize, UnicodeWordIndices<'t>)>,
}

impl<'t> Iterator for Words<'t> {
    type Item = (usize, &'t str);

    #[inline]
    fn next(&mut self) -> Option<(usize, &'t str)> {
        loop {
            if let Some((begin, words)) = &mut self.library {
                if let Some((at, word)) = words.next() {
                    return Some((*begin + at, word));
                }
                self.library = None;
            }
            if let Some(word) = self.next_ascii() {
                return Some(word);
            }
            if self.at == self.text.len() {
                return None;
            }
            self.open_library();
        }
    }
}

impl<'t> Words<'t> {
    /// The next word before `ascii_end`.
    #[inline]
    fn next_ascii(&mut self) -> Option<(usize, &'t str)> {
        let bytes = &self.text.as_bytes()[..self.ascii_end];
        let mut at = self.at;
        while at < bytes.len() {
            let begin = at;
            let mut met = CLASSES[usize::from(bytes[at])];
            at += 1;
            if met == OTHER {
                continue;
            }
            while at < bytes.len() {
                let class = CLASSES[usize::from(bytes[at])];
                if class == OTHER && !joins(bytes, at) {
                    break;
                }
                met |= class;
                at += 1;
            }
            if met != JOINER {
                self.at = at;
                return Some((begin, &self.text[begin..at]));
            }
        }
        self.at = at;
        None
    }

    /// Hands the stretch around the next character beyond ASCII to the library.
    fn open_library(&mut self) {
        let bytes = self.text.as_bytes();
        let begin = self.at;
        let beyond = begin + bytes[begin..].iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
        let end = (beyond + 1..bytes.len()).find(|&at| is_cut(bytes, at)).unwrap_or(bytes.len());
        self.library = Some((begin, self.text[begin..end].unicode_word_indices()));
        self.at = end;
        self.ascii_end = ascii_end(bytes, end);
    }
}

/// Whether the byte at `at`, which is part of no word by itself, joins its neighbours: a full stop
/// or an apostrophe between two letters or two digits, a colon between letters, a comma or a
/// semicolon between digits (rules WB6, WB7, WB11 and WB12).
#[inline]
fn joins(bytes: &[u8], at: usize) -> bool {
    let Some(&next) = bytes.get(at + 1) else { return false };
    let both = CLASSES[usize::from(bytes[at - 1])] & CLASSES[usize::from(next)];
    match bytes[at] {
        b'.' | b'\'' => both & (LETTER | DIGIT) != 0,
        b':' => both & LETTER != 0,
        b',' | b';' => both & DIGIT != 0,
        _ => false,
    }
}

/// Whether no rule looks across the place before `at`: a space after an ASCII character other than
/// a space.
fn is_cut(bytes: &[u8], at: usize) -> bool {
    bytes[at] == b' ' && bytes[at - 1].is_ascii() && bytes[at - 1] != b' '
}

/// How far the text from `begin` on may be divided by the table: to its end, or to the last cut
/// before a character beyond ASCII.
fn ascii_end(bytes: &[u8], begin: usize) -> usize {
    let ascii = ascii_prefix(&bytes[begin..]);
    if begin + ascii == bytes.len() {
        return bytes.len();
    }
    (begin + 1..begin + ascii).rev().find(|&at| is_cut(bytes, at)).unwrap_or(begin)
}

/// Number of ASCII bytes at the beginning.
fn ascii_prefix(bytes: &[u8]) -> usize {
    /// Bytes looked at together.
    const BLOCK: usize = 32;
    let blocks = bytes.chunks_exact(BLOCK).take_while(|block| block.is_ascii()).count();
    let rest = &bytes[blocks * BLOCK..];
    blocks * BLOCK + rest.iter().take_while(|byte| byte.is_ascii()).count()
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

    fn same_as_library(text: &str) {
        let ours: Vec<(usize, &str)> = words(text).collect();
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
                for _ in 0..rng.gen_range(0..14) {
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
        let found: Vec<_> = words("It's l\u{2019}été: 3,5 % of e-mail_x").collect();
        let expected =
            [(0, "It's"), (5, "l\u{2019}été"), (16, "3,5"), (22, "of"), (25, "e"), (27, "mail_x")];
        assert_eq!(found, expected);
    }
}
