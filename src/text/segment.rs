//! Text to words, by the word boundaries of Unicode (UAX #29).
//!
//! The rules come down to a class per character for what most text is made of: ASCII, the other
//! alphabets below U+0800, and the quotation marks and dashes of U+2000 to U+203F. Only what stands
//! around other characters is handed to the library, up to the next place that no rule looks across:
//! before a space that follows an ASCII character other than a space. The words are the same as
//! those of `unicode_words`; a test with millions of generated strings holds this.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::block::{BLOCK, Block};
use super::character_class::{Class, JOINER, LIBRARY, OTHER, WORD, class_at};

/// Hands the words of `text` to `take` as their first bytes and the bytes one past their last: what
/// lies between two word boundaries and holds a letter or a digit.
#[inline]
pub(super) fn each_word(text: &str, mut take: impl FnMut(usize, usize)) {
    let bytes = text.as_bytes();
    // The last word ended at `done`; where one reaches up to `at`, it begins at `begin`, and may have
    // underscores if there were `joiners` in its blocks.
    let (mut at, mut done, mut begin, mut within, mut joiners) = (0, 0, 0, false, false);
    while at < bytes.len() {
        let next = bytes.get(at + BLOCK).copied().unwrap_or(b' ');
        let Some(block) = Block::of(bytes, at).filter(|it| it.is_settled_before(next)) else {
            let from = if within { begin } else { at };
            at = one_by_one(text, done, from..at + BLOCK, &mut take);
            (done, within) = (at, false);
            continue;
        };
        joiners = block.has_joiners || within && joiners;
        let parts = block.parts_of_words(bytes, at, within, next);
        let after_parts = parts << 1 | u64::from(within);
        let (mut begins, mut ends) = (parts & !after_parts, !parts & after_parts);
        let mut next_begin = || {
            let begin = at + begins.trailing_zeros() as usize;
            begins &= begins.wrapping_sub(1);
            begin
        };
        if !within {
            begin = next_begin();
        }
        while ends != 0 {
            let end = at + ends.trailing_zeros() as usize;
            ends &= ends - 1;
            if !joiners || has_more_than_joiners(bytes, begin, end) {
                take(begin, end);
            }
            done = end;
            begin = next_begin();
        }
        within = parts >> (BLOCK - 1) != 0;
        at += BLOCK;
    }
    if within && has_more_than_joiners(bytes, begin, bytes.len()) {
        take(begin, bytes.len());
    }
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
    use rand::SeedableRng;
    use rand_xoshiro::Xoshiro256Plus;
    use rayon::prelude::*;

    use super::super::pieces::random_text;
    use super::*;

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
                random_text(&mut rng, &mut text);
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
