//! Text to words that are two or more letters, digits or underscores in a row.

use std::sync::LazyLock;

use regex::Regex;

use super::block::{BLOCK, Block};

/// The expression whose matches are these words: `\w\w+` as Python means it, whose word characters are
/// letters and numbers of all kinds.
pub(super) const PATTERN: &str = r"[\p{L}\p{N}_]{2,}";

/// Whether each character that takes two bytes is part of a word.
static TWO_BYTES: LazyLock<Vec<bool>> = LazyLock::new(|| by_expression(0..0x800));
/// As [`TWO_BYTES`], of the characters that take three.
static THREE_BYTES: LazyLock<Vec<bool>> = LazyLock::new(|| by_expression(0..0x1_0000));

/// One character of a word.
static CHARACTER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^[\p{L}\p{N}_]$").ok());

fn by_expression(characters: std::ops::Range<u32>) -> Vec<bool> {
    characters.map(|code| char::from_u32(code).is_some_and(is_part_by_expression)).collect()
}

fn is_part_by_expression(character: char) -> bool {
    let expression = CHARACTER.as_ref();
    expression.is_some_and(|it| it.is_match(character.encode_utf8(&mut [0; 4])))
}

/// Hands the words of `text` to `take` as their first bytes and the bytes one past their last.
#[inline]
pub(super) fn each_run(text: &str, mut take: impl FnMut(usize, usize)) {
    let bytes = text.as_bytes();
    let mut take = |begin: usize, end: usize| {
        if end - begin > width(bytes[begin]) {
            take(begin, end);
        }
    };
    // Where the last run of what is, or is not, part of a word began.
    let (mut at, mut begin, mut within) = (0, 0, false);
    while at < bytes.len() {
        if let Some(block) = Block::of(bytes, at) {
            let mut edges = block.word ^ (block.word << 1 | u64::from(within));
            while edges != 0 {
                let edge = at + edges.trailing_zeros() as usize;
                edges &= edges - 1;
                if within {
                    take(begin, edge);
                }
                (begin, within) = (edge, !within);
            }
            at += BLOCK;
            continue;
        }
        let until = bytes.len().min(at + BLOCK);
        while at < until {
            if is_part(text, at) != within {
                if within {
                    take(begin, at);
                }
                (begin, within) = (at, !within);
            }
            at += width(bytes[at]);
        }
    }
    if within {
        take(begin, bytes.len());
    }
}

/// Bytes of the character that begins with `first`.
#[inline]
fn width(first: u8) -> usize {
    match first {
        ..0x80 => 1,
        0x80..0xE0 => 2,
        0xE0..0xF0 => 3,
        0xF0.. => 4,
    }
}

/// Whether the character that begins at `at` is part of a word.
#[inline]
fn is_part(text: &str, at: usize) -> bool {
    let low_bits = |byte: u8| usize::from(byte & 0x3F);
    match text.as_bytes()[at..] {
        [byte @ ..0x80, ..] => byte.is_ascii_alphanumeric() || byte == b'_',
        [first @ ..0xE0, second, ..] => {
            TWO_BYTES[usize::from(first & 0x1F) << 6 | low_bits(second)]
        }
        [first @ ..0xF0, second, third, ..] => {
            let code = usize::from(first & 0xF) << 12 | low_bits(second) << 6 | low_bits(third);
            THREE_BYTES[code]
        }
        _ => text[at..].chars().next().is_some_and(is_part_by_expression),
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_xoshiro::Xoshiro256Plus;
    use rayon::prelude::*;

    use super::super::pieces::random_text;
    use super::*;

    fn same_as_expression(expression: &Regex, text: &str) {
        let mut ours = Vec::new();
        each_run(text, |begin, end| ours.push(begin..end));
        let matches: Vec<_> = expression.find_iter(text).map(|found| found.range()).collect();
        assert_eq!(ours, matches, "of {text:?}");
    }

    #[test]
    fn generated_strings_have_the_words_of_the_expression() {
        const STRINGS_PER_SEED: u32 = 10_000;
        (0..100_u64).into_par_iter().for_each(|seed| {
            let expression = Regex::new(PATTERN).unwrap();
            let mut rng = Xoshiro256Plus::seed_from_u64(seed);
            let mut text = String::new();
            for _ in 0..STRINGS_PER_SEED {
                random_text(&mut rng, &mut text);
                same_as_expression(&expression, &text);
            }
        });
    }

    #[test]
    fn every_character_is_part_of_a_word_where_the_expression_says_so() {
        let expression = Regex::new(PATTERN).unwrap();
        for character in (0..=0x10_FFFF).filter_map(char::from_u32) {
            same_as_expression(&expression, &format!("{character} a{character}b {character}1"));
        }
    }
}
