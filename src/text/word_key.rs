//! A written word to a number of 128 bits, by which it is compared and hashed.

use xxhash_rust::xxh3::xxh3_128_with_seed;

/// The longest short word, in bytes.
pub(super) const SHORT: usize = 16;

/// A word as a number of 128 bits; 0 is no word.
///
/// One of 1 to 16 bytes is these, and zero beyond its end: no word has a zero byte (U+0000 is part of
/// none), so that the number tells it from every other. A longer one is its XXH3 under the table's seed,
/// below a byte that no UTF-8 has: of a million long words two are taken for one with a chance of 10⁻²⁴.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Key {
    low: u64,
    high: u64,
}

/// No word.
pub(super) const NO_KEY: Key = Key { low: 0, high: 0 };

/// For every length of a short word the bits that are its own, of the low and the high half.
const OWN_BITS: [[u64; 2]; SHORT + 1] = own_bits();

const fn own_bits() -> [[u64; 2]; SHORT + 1] {
    let mut bits = [[0; 2]; SHORT + 1];
    let mut length = 1;
    while length <= SHORT {
        let all = u128::MAX >> (8 * (SHORT - length));
        bits[length] = [all as u64, (all >> 64) as u64];
        length += 1;
    }
    bits
}

impl Key {
    /// The last byte of a long word's key: no UTF-8 has it.
    const LONG: u64 = 0xFF << 56;

    /// The key of `text[begin..end]`. Where sixteen bytes can be read at once they are, and those beyond
    /// the word cut off: of short words no branch depends on the length.
    #[inline]
    pub(super) fn new(text: &[u8], begin: usize, end: usize, seed: u64) -> Self {
        let length = end - begin;
        let Some(&[low, high]) = OWN_BITS.get(length) else {
            return Self::of_long(&text[begin..end], seed);
        };
        let bytes = match text[begin..].first_chunk::<SHORT>() {
            Some(bytes) => *bytes,
            None => Self::last_bytes(&text[begin..]),
        };
        let number = u128::from_le_bytes(bytes);
        Self { low: number as u64 & low, high: (number >> 64) as u64 & high }
    }

    #[inline(never)]
    fn of_long(word: &[u8], seed: u64) -> Self {
        let hash = xxh3_128_with_seed(word, seed);
        Self { low: hash as u64, high: (hash >> 64) as u64 | Self::LONG }
    }

    /// The end of a text, filled up with zeros.
    #[cold]
    fn last_bytes(rest: &[u8]) -> [u8; SHORT] {
        let mut bytes = [0; SHORT];
        bytes[..rest.len()].copy_from_slice(rest);
        bytes
    }

    /// Folded multiplication of the two halves, as in wyhash.
    #[inline]
    pub(super) fn hash(self, seed: u64) -> u64 {
        let a = u128::from(self.low ^ seed ^ 0x9E37_79B9_7F4A_7C15);
        let b = u128::from(self.high ^ seed.rotate_left(32) ^ 0x9FB2_1C65_1E98_DF25);
        let product = a * b;
        product as u64 ^ (product >> 64) as u64
    }

    /// The bytes of a short word and their number.
    pub(super) fn bytes(self) -> Option<([u8; SHORT], usize)> {
        if self == NO_KEY || self.high & Self::LONG == Self::LONG {
            return None;
        }
        let number = u128::from(self.high) << 64 | u128::from(self.low);
        Some((number.to_le_bytes(), SHORT - number.leading_zeros() as usize / 8))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_word_comes_back_from_its_key_wherever_it_stands() {
        let text = "aé word_of_16_bytes, and_one_of_17_byt x";
        for word in text.split(' ').filter(|word| word.len() <= SHORT) {
            let begin = text.find(word).unwrap();
            let key = Key::new(text.as_bytes(), begin, begin + word.len(), 7);
            let (bytes, length) = key.bytes().unwrap();
            assert_eq!(&bytes[..length], word.as_bytes());
            assert_eq!(key, Key::new(word.as_bytes(), 0, word.len(), 8), "no seed, no neighbours");
        }
    }

    #[test]
    fn a_long_word_has_no_bytes_but_a_key_of_its_own() {
        let (one, other) = ("a_word_of_17_byte", "b_word_of_17_byte");
        let key = |word: &str| Key::new(word.as_bytes(), 0, word.len(), 7);
        assert_eq!(key(one).bytes(), None);
        assert_eq!(key(one), key(one));
        assert_ne!(key(one), key(other));
    }
}
