//! Draws of a case: numbers, chances and the ranks of words.

use rand::{RngCore, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;

/// Ranks up to 2 to this are drawn by Zipf's law with exponent 1, as the commoner words of a language.
const HEAD_OCTAVES: u64 = 13;
/// Out of 1,000: how likely an octave of rarer ranks is, against the octave before it.
///
/// A chance that falls as rank^-s makes an octave 2^(1-s) times as likely as the one before, and a
/// vocabulary that grows as n^(1/s): 0.58 is s = 1.786, thus Heaps' exponent 0.56.
const TAIL_RATIO: u64 = 580;
/// No rank is 2 to this or more: far beyond what any run can meet.
const MOST_OCTAVES: u64 = 40;

/// 2^64 divided by the golden ratio, odd: multiples of it lie scattered.
pub(super) const SCATTER: u64 = 0x9e37_79b9_7f4a_7c15;

/// What a case is drawn from.
#[derive(Debug)]
pub(super) struct Draw(Xoshiro256Plus);

impl Draw {
    /// Every case has a generator of its own.
    pub(super) fn of_case(seed: u64, number: u64) -> Self {
        // The odd factor keeps seeds apart: seed 1, case 2 must not be seed 2, case 1.
        let seed = seed.wrapping_mul(SCATTER).wrapping_add(number);
        Self(Xoshiro256Plus::seed_from_u64(seed))
    }

    /// A number from 0, below `bound`, each as likely; `bound` at most 2^32.
    pub(super) fn below(&mut self, bound: u64) -> u64 {
        ((self.0.next_u64() >> 32) * bound) >> 32
    }

    /// True in `per_mille` of 1,000 draws.
    pub(super) fn chance(&mut self, per_mille: u64) -> bool {
        self.below(1_000) < per_mille
    }

    /// One of them, each as likely.
    pub(super) fn one_of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len() as u64) as usize]
    }

    /// A rank from 1, below 2^`octaves`, by Zipf's law in steps: each octave is as likely.
    pub(super) fn common_rank(&mut self, octaves: u64) -> u64 {
        let octave = self.below(octaves);
        self.rank_in(octave)
    }

    /// A rank from 1, without end: Zipf's law for the commoner, a steeper one for the rare.
    pub(super) fn rank(&mut self) -> u64 {
        let tail = 1_000 * TAIL_RATIO / (1_000 - TAIL_RATIO);
        let at = self.below(HEAD_OCTAVES * 1_000 + tail);
        let mut octave = (at / 1_000).min(HEAD_OCTAVES);
        if octave == HEAD_OCTAVES {
            while octave + 1 < MOST_OCTAVES && self.chance(TAIL_RATIO) {
                octave += 1;
            }
        }
        self.rank_in(octave)
    }

    /// A rank in [2^octave, 2^(octave + 1)), each as likely.
    fn rank_in(&mut self, octave: u64) -> u64 {
        let first = 1 << octave;
        first + ((self.0.next_u64() >> 24) & (first - 1))
    }
}
