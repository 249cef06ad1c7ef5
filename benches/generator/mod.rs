//! Invented cases of any number, from a seed: words by Zipf's law around a few topics.

use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;

/// Topics a case is drawn from; each has words of its own.
const TOPICS: usize = 12;
/// Words every topic has of its own.
const WORDS_PER_TOPIC: u32 = 2_000;
/// Words that all topics share.
const COMMON_WORDS: u32 = 20_000;
/// Syllables that words are put together from.
const SYLLABLES: [&str; 20] = [
    "ba", "cor", "di", "fen", "gul", "ha", "jo", "kel", "lum", "mi", "nor", "pas", "qui", "ros",
    "ta", "ul", "vem", "wi", "xo", "zar",
];
/// What stands between content words.
const FUNCTION_WORDS: [&str; 8] = ["the", "of", "and", "to", "in", "for", "with", "that"];

/// `count` cases of 50 to 200 words; the same seed gives the same cases.
pub(crate) fn cases(count: usize, seed: u64) -> Vec<String> {
    let mut rng = Xoshiro256Plus::seed_from_u64(seed);
    (0..count).map(|_| case(&mut rng)).collect()
}

fn case(rng: &mut Xoshiro256Plus) -> String {
    let topic = rng.gen_range(0..TOPICS) as u32;
    let length = rng.gen_range(50..=200);
    let mut text = String::new();
    for at in 0..length {
        if at > 0 {
            text.push_str(if at % 17 == 0 { ". " } else { " " });
        }
        if rng.gen_bool(0.35) {
            text.push_str(FUNCTION_WORDS[rng.gen_range(0..FUNCTION_WORDS.len())]);
        } else if rng.gen_bool(0.4) {
            push_word(
                &mut text,
                COMMON_WORDS + topic * WORDS_PER_TOPIC + zipf(rng, WORDS_PER_TOPIC),
            );
        } else {
            push_word(&mut text, zipf(rng, COMMON_WORDS));
        }
    }
    text.push('.');
    text
}

/// A rank from 0 with a chance that falls about as 1 over the rank.
fn zipf(rng: &mut Xoshiro256Plus, ranks: u32) -> u32 {
    let uniform: f64 = rng.r#gen();
    (libm::pow(f64::from(ranks), uniform) - 1.0) as u32
}

/// The word of that number: its digits to the base of the syllables.
fn push_word(text: &mut String, number: u32) {
    let base = SYLLABLES.len() as u32;
    let mut rest = number + base;
    while rest > 0 {
        text.push_str(SYLLABLES[(rest % base) as usize]);
        rest /= base;
    }
}
