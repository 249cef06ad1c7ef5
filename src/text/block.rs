//! Sixty-four bytes to what each of them is, one bit for each.

use super::character_class::{ASCII, WORD};

/// Bytes looked at together: one for every bit of a number.
pub(super) const BLOCK: usize = 64;

/// What [`BLOCK`] bytes of ASCII are, one bit for each.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block {
    /// Letters, digits and underscores.
    pub(super) word: u64,
    /// What joins some of them.
    between: u64,
    /// Whether there is an underscore.
    pub(super) has_joiners: bool,
}

impl Block {
    /// The block that begins at `at`, with spaces beyond the end of the text; `None` where not all of it
    /// is ASCII.
    #[inline]
    pub(super) fn of(bytes: &[u8], at: usize) -> Option<Self> {
        let mut block = [b' '; BLOCK];
        match bytes[at..].first_chunk() {
            Some(whole) => block = *whole,
            None => block[..bytes.len() - at].copy_from_slice(&bytes[at..]),
        }
        let (mut word, mut between) = ([0; BLOCK], [0; BLOCK]);
        let mut joiners = 0;
        for ((&byte, word), between) in block.iter().zip(&mut word).zip(&mut between) {
            let letter = (byte | 0x20).wrapping_sub(b'a') < 26;
            let digit = byte.wrapping_sub(b'0') < 10;
            let joiner = byte == b'_';
            joiners |= u8::from(joiner);
            *word = u8::from(letter | digit | joiner);
            let points = (byte == b'.') | (byte == b',') | (byte == b':') | (byte == b';');
            *between = u8::from(points | (byte == b'\''));
        }
        let (word, between, has_joiners) = (bits(&word), bits(&between), joiners != 0);
        block.is_ascii().then_some(Self { word, between, has_joiners })
    }

    /// Whether all there is to know of the block is known when `next` is the byte after it.
    #[inline]
    pub(super) fn is_settled_before(&self, next: u8) -> bool {
        next.is_ascii() || self.between >> (BLOCK - 1) == 0
    }

    /// The bits of what is part of a word, or joins two: `within` says whether a word reaches into the
    /// block that begins at `at`.
    #[inline]
    pub(super) fn parts_of_words(self, bytes: &[u8], at: usize, within: bool, next: u8) -> u64 {
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
