//! A written English word to what it means, by the table of word vectors that ships with the program.
//!
//! `models/README.md` says where the table comes from, what it is good for and how it is made.

use std::sync::LazyLock;

/// The first bytes of a table.
const MAGIC: &[u8] = b"caselens words\n";
/// The format that is read.
const VERSION: u32 = 1;
/// Magic, version, number of names, of dimensions, and of the bytes of all names.
const HEADER: usize = MAGIC.len() + 4 * 4;
/// Begins the name of a piece of a word that is not the first.
const PIECE: &str = "##";
/// A word of more bytes has no vector; none in the table has so many.
const LONGEST: usize = 48;
/// A level of 0 as it is stored.
const ZERO_LEVEL: u8 = 8;
/// Scales are stored in steps of 2^−16.
const SCALE_STEP: f64 = 1.0 / 65_536.0;

static ENGLISH: LazyLock<WordTable> = LazyLock::new(|| {
    WordTable::parse(include_bytes!("../../models/words-en.bin"))
        .expect("the table in the program is whole")
});

/// Vectors of words and of pieces of words; the longer a vector is, the rarer its word.
///
/// As bytes: the magic line `caselens words`; then, as little-endian 32-bit numbers, the version 1, the
/// number of names, that of dimensions (even) and that of the bytes of all names; the names, sorted by
/// bytes, each with a line end; for every name a 16-bit scale, in steps of 2^−16; for every name a
/// row of levels of 4 bits, the first of two in the low half of a byte. A vector's value is its
/// scale × (level − 8), so that it is the same on every machine.
pub struct WordTable {
    names: Vec<&'static str>,
    dimensions: usize,
    scales: &'static [u8],
    levels: &'static [u8],
}

impl WordTable {
    /// The table of English words.
    pub fn english() -> &'static Self {
        &ENGLISH
    }

    /// Reads a table; `None` where the bytes are none.
    fn parse(bytes: &'static [u8]) -> Option<Self> {
        let numbers = bytes.strip_prefix(MAGIC)?.get(..HEADER - MAGIC.len())?;
        let number =
            |at: usize| numbers[4 * at..].first_chunk().map(|bytes| u32::from_le_bytes(*bytes));
        let (version, names, dimensions) = (number(0)?, number(1)? as usize, number(2)? as usize);
        let (text, vectors) = bytes[HEADER..].split_at_checked(number(3)? as usize)?;
        let text: Vec<&str> = std::str::from_utf8(text).ok()?.lines().collect();
        let (scales, levels) = vectors.split_at_checked(2 * names)?;
        let whole = version == VERSION
            && text.len() == names
            && dimensions % 2 == 0
            && levels.len() == names * dimensions / 2
            && text.is_sorted_by(|a, b| a < b);
        whole.then_some(Self { names: text, dimensions, scales, levels })
    }

    /// Number of values of a vector.
    pub fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// Whether a word in lower case stands in the table as a whole.
    pub fn knows(&self, word: &str) -> bool {
        self.names.binary_search(&word).is_ok()
    }

    /// The vector of a word in lower case. One that is not in the table gets the mean of the pieces it
    /// is made of: from its beginning, the longest that the table has (as WordPiece does: Wu and
    /// others 2016). `None` where some part of it is in none.
    pub fn vector(&self, word: &str) -> Option<Vec<f64>> {
        if word.is_empty() || word.len() > LONGEST {
            return None;
        }
        let mut sum = vec![0.0; self.dimensions];
        let mut pieces = 0;
        let mut rest = word;
        while !rest.is_empty() {
            let (at, bytes) = self.longest_at_the_beginning(rest, pieces > 0)?;
            self.add(at, &mut sum);
            rest = &rest[bytes..];
            pieces += 1;
        }
        sum.iter_mut().for_each(|value| *value /= f64::from(pieces));
        Some(sum)
    }

    /// The place of the longest name that `word` begins with, and how many bytes of it that is.
    fn longest_at_the_beginning(&self, word: &str, is_piece: bool) -> Option<(usize, usize)> {
        let prefix = if is_piece { PIECE } else { "" };
        let name = format!("{prefix}{word}");
        let ends = word.char_indices().map(|(at, c)| at + c.len_utf8()).rev();
        ends.into_iter().find_map(|end| {
            let name = &name[..prefix.len() + end];
            Some((self.names.binary_search(&name).ok()?, end))
        })
    }

    /// Adds the vector of a name to `sums`.
    fn add(&self, at: usize, sums: &mut [f64]) {
        let scale = u16::from_le_bytes([self.scales[2 * at], self.scales[2 * at + 1]]);
        let scale = f64::from(scale) * SCALE_STEP;
        let row = &self.levels[at * self.dimensions / 2..(at + 1) * self.dimensions / 2];
        for (pair, levels) in sums.chunks_exact_mut(2).zip(row) {
            for (sum, level) in pair.iter_mut().zip([levels & 15, levels >> 4]) {
                *sum += scale * (f64::from(level) - f64::from(ZERO_LEVEL));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;

    fn cosine(a: &str, b: &str) -> f64 {
        let vector = |word| WordTable::english().vector(word).unwrap();
        let (a, b) = (vector(a), vector(b));
        let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f64>();
        product(&a, &b) / (product(&a, &a) * product(&b, &b)).sqrt()
    }

    #[test]
    fn a_hand_sized_table_is_read_as_it_is_documented() {
        let mut bytes = MAGIC.to_vec();
        for number in [VERSION, 3, 2, 13] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend(b"##ing\na\nwalk\n");
        // Scales 1/2, 1/4 and 1/8; levels (1, −7), (7, 0) and (0, 2).
        for scale in [32_768_u16, 16_384, 8_192] {
            bytes.extend(scale.to_le_bytes());
        }
        bytes.extend([0x19, 0x8F, 0xA8]);
        let table = WordTable::parse(bytes.clone().leak()).unwrap();
        assert_eq!(table.vector("a"), Some(vec![1.75, 0.0]));
        assert_eq!(table.vector("walking"), Some(vec![0.25, (0.25 - 3.5) / 2.0]));
        assert_eq!(table.vector("walks"), None);
        bytes.pop();
        assert!(WordTable::parse(bytes.leak()).is_none(), "a table that is cut short is refused");
    }

    #[test]
    fn the_table_is_the_one_that_its_card_describes() {
        let bytes = include_bytes!("../../models/words-en.bin");
        let digest = crate::hex::hex(&Sha256::digest(bytes));
        let card = include_str!("../../models/README.md");
        assert!(card.contains(&digest), "models/README.md lacks the SHA-256 {digest}");
        let table = WordTable::english();
        assert_eq!(table.dimensions(), 128);
        assert!(table.names.iter().all(|name| name.len() <= LONGEST));
    }

    #[test]
    fn words_of_one_matter_are_nearer_than_others() {
        for (a, near, far) in [
            ("hospital", "nurse", "timber"),
            ("bicycle", "cycling", "mortgage"),
            ("tax", "revenue", "orchestra"),
            ("pollution", "emissions", "teacher"),
            ("refugees", "asylum", "bandwidth"),
            ("organisation", "organization", "rainfall"),
        ] {
            let (near_by, far_off) = (cosine(a, near), cosine(a, far));
            assert!(
                near_by > 0.3 && far_off < near_by - 0.2,
                "{a}: {near} {near_by}, {far} {far_off}"
            );
        }
    }

    #[test]
    fn a_word_that_is_not_in_the_table_is_put_together_from_its_pieces() {
        let table = WordTable::english();
        assert!(table.names.binary_search(&"codesigning").is_err());
        assert!(table.vector("codesigning").is_some());
        assert_eq!(table.vector("больница"), None);
        assert_eq!(table.vector("hôpital"), None);
        assert_eq!(table.vector(""), None);
    }
}
