//! Written words to what is known of them: the one lookup that every token takes.

use std::hash::{BuildHasher, RandomState};

use hashbrown::HashMap;

use super::TermId;

/// What is known of a written word in a language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// How often it was met.
    pub(super) occurrences: u64,
    /// The term it stands for.
    pub(super) term: TermId,
    /// Whether it takes part in counts.
    pub(super) counts: bool,
    /// Bytes of an elided article at its beginning.
    pub(super) elision: u8,
}

/// A word of 1 to 16 bytes in two numbers: its first and its last bytes, which may overlap. With the
/// length they tell it from every other.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct ShortWord {
    first: u64,
    last: u64,
    /// Bytes; 0 where there is no word.
    length: u8,
    language: u8,
}

/// The longest short word, in bytes.
const SHORT: usize = 16;

/// A place of the table; without a word where the length is 0.
#[derive(Debug, Clone, Copy)]
struct Slot {
    key: ShortWord,
    word: Word,
}

const EMPTY: Slot = Slot {
    key: ShortWord { first: 0, last: 0, length: 0, language: 0 },
    word: Word { occurrences: 0, term: 0, counts: false, elision: 0 },
};

/// All written words met so far. Short ones, nearly all, lie in one array with open addressing, so
/// that a lookup touches one or two cache lines; long ones in a map.
#[derive(Debug, Clone)]
pub(super) struct WordTable {
    /// A power of two; at most half are filled.
    slots: Vec<Slot>,
    filled: usize,
    /// One map per language.
    long: Vec<HashMap<Box<str>, Word>>,
    /// Differs from table to table, so that no input can be made to collide on purpose. Nothing that is given
    /// out depends on it save the order of [`WordTable::iter`].
    seed: u64,
}

impl WordTable {
    pub(super) fn new() -> Self {
        Self {
            slots: vec![EMPTY; 1 << 12],
            filled: 0,
            long: Vec::new(),
            seed: RandomState::new().hash_one(0),
        }
    }

    /// What is known of `written`, which is not empty; `learn` says it the first time.
    #[inline]
    pub(super) fn entry(
        &mut self,
        language: u8,
        written: &str,
        learn: impl FnOnce() -> Word,
    ) -> &mut Word {
        let Some(key) = ShortWord::new(written.as_bytes(), language) else {
            return self.long_entry(language, written, learn);
        };
        let mut place = self.place_of(key);
        if self.slots[place].key.length == 0 {
            if self.filled * 2 >= self.slots.len() {
                self.grow();
                place = self.place_of(key);
            }
            self.filled += 1;
            self.slots[place] = Slot { key, word: learn() };
        }
        &mut self.slots[place].word
    }

    #[cold]
    fn long_entry(
        &mut self,
        language: u8,
        written: &str,
        learn: impl FnOnce() -> Word,
    ) -> &mut Word {
        let language = usize::from(language);
        if self.long.len() <= language {
            self.long.resize_with(language + 1, HashMap::new);
        }
        self.long[language].entry_ref(written).or_insert_with(learn)
    }

    /// All words with what is known of them, in no particular order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (String, &Word)> {
        let short = self.slots.iter().filter(|slot| slot.key.length > 0);
        let short = short.map(|slot| (slot.key.written(), &slot.word));
        let long = self.long.iter().flatten();
        short.chain(long.map(|(written, word)| (written.to_string(), word)))
    }

    /// Where `key` is, or where it would be put.
    #[inline]
    fn place_of(&self, key: ShortWord) -> usize {
        let mask = self.slots.len() - 1;
        let mut place = key.hash(self.seed) as usize & mask;
        while self.slots[place].key != key && self.slots[place].key.length != 0 {
            place = (place + 1) & mask;
        }
        place
    }

    #[cold]
    fn grow(&mut self) {
        let twice = vec![EMPTY; self.slots.len() * 2];
        for slot in std::mem::replace(&mut self.slots, twice) {
            if slot.key.length > 0 {
                let place = self.place_of(slot.key);
                self.slots[place] = slot;
            }
        }
    }
}

impl ShortWord {
    /// The key of a word; `None` where it is too long or empty.
    #[inline]
    fn new(written: &[u8], language: u8) -> Option<Self> {
        let length = written.len();
        let (first, last) = match length {
            8..=SHORT => (eight(written.first_chunk()?), eight(written.last_chunk()?)),
            4..8 => (four(written.first_chunk()?), four(written.last_chunk()?)),
            1..4 => {
                let [a, b, c] = [written[0], written[length / 2], written[length - 1]];
                (u64::from(a) | u64::from(b) << 8, u64::from(c))
            }
            _ => return None,
        };
        Some(Self { first, last, length: length as u8, language })
    }

    /// Folded multiplication of the two halves, as in wyhash.
    #[inline]
    fn hash(self, seed: u64) -> u64 {
        let tail = u64::from(self.length) << 8 | u64::from(self.language);
        let a = u128::from(self.first ^ seed ^ 0x9E37_79B9_7F4A_7C15);
        let b = u128::from(self.last.rotate_left(23) ^ tail ^ seed.rotate_left(32));
        let product = a * b;
        (product as u64 ^ (product >> 64) as u64).wrapping_mul(0x9FB2_1C65_1E98_DF25) >> 20
    }

    /// The word again.
    fn written(self) -> String {
        let length = usize::from(self.length);
        let (first, last) = (self.first.to_le_bytes(), self.last.to_le_bytes());
        let mut bytes = vec![0; length];
        match length {
            8..=SHORT => {
                bytes[..8].copy_from_slice(&first);
                bytes[length - 8..].copy_from_slice(&last);
            }
            4..8 => {
                bytes[..4].copy_from_slice(&first[..4]);
                bytes[length - 4..].copy_from_slice(&last[..4]);
            }
            _ => {
                bytes[length / 2] = first[1];
                bytes[0] = first[0];
                bytes[length - 1] = last[0];
            }
        }
        String::from_utf8(bytes).unwrap_or_default()
    }
}

#[inline]
fn eight(bytes: &[u8; 8]) -> u64 {
    u64::from_le_bytes(*bytes)
}

#[inline]
fn four(bytes: &[u8; 4]) -> u64 {
    u64::from(u32::from_le_bytes(*bytes))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn word(term: TermId) -> Word {
        Word { occurrences: 0, term, counts: true, elision: 0 }
    }

    proptest! {
        #[test]
        fn a_table_counts_as_a_sorted_map_would(
            words in prop::collection::vec(("[a-c]{1,3}|\\PC{1,20}", 0_u8..3), 0..400)
        ) {
            let mut table = WordTable::new();
            let mut expected: BTreeMap<(String, u64), u64> = BTreeMap::new();
            let mut terms = BTreeMap::new();
            for (written, language) in &words {
                let next = terms.len() as TermId;
                let term = *terms.entry((*language, written.clone())).or_insert(next);
                table.entry(*language, written, || word(next)).occurrences += 1;
                *expected.entry((written.clone(), u64::from(term))).or_default() += 1;
            }
            let counted: BTreeMap<(String, u64), u64> = table
                .iter()
                .map(|(written, word)| ((written, u64::from(word.term)), word.occurrences))
                .collect();
            prop_assert_eq!(counted, expected);
        }
    }

    #[test]
    fn growing_loses_no_word() {
        let mut table = WordTable::new();
        for number in 0..20_000 {
            table.entry(0, &format!("w{number}"), || word(number));
        }
        for number in 0..20_000 {
            let known = table.entry(0, &format!("w{number}"), || unreachable!("it is known"));
            assert_eq!(known.term, number);
        }
    }
}
