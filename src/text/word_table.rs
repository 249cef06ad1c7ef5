//! Written words to numbers: the one lookup that every token takes.

use std::hash::{BuildHasher, RandomState};

use xxhash_rust::xxh3::xxh3_128_with_seed;

/// Place of what is known of a word, from 0, in order of first appearance.
pub(super) type WordId = u32;

/// The longest short word, in bytes.
const SHORT: usize = 16;

/// A word as a number of 128 bits; 0 is no word.
///
/// One of 1 to 16 bytes is these, and zero beyond its end: no word has a zero byte (U+0000 is part of
/// none), so that the number tells it from every other. A longer one is its XXH3 under the table's seed,
/// below a byte that no UTF-8 has: of a million long words two are taken for one with a chance of 10⁻²⁴.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Key {
    low: u64,
    high: u64,
}

/// No word.
const NO_KEY: Key = Key { low: 0, high: 0 };

/// A place of the table: the number of a word plus one; 0 is empty.
type Slot = u32;

/// All written words met so far, each with a value. They are found by one array with open addressing,
/// which is small so that it stays in the processor's caches, and compared as numbers.
#[derive(Debug, Clone)]
pub(super) struct WordTable<T> {
    /// A power of two; at most half are filled.
    slots: Vec<Slot>,
    entries: Vec<Entry<T>>,
    filled: usize,
    /// The long words as they are written.
    long: Vec<(WordId, Box<str>)>,
    /// Differs from table to table, so that no input can be made to collide on purpose. Nothing that
    /// is given out depends on it.
    seed: u64,
    /// Scratch of [`WordTable::look_up`].
    glances: Vec<Glance>,
}

/// A word that is looked up, and what stands in the first slot it can be in.
#[derive(Debug, Clone, Copy)]
struct Glance {
    key: Key,
    hash: u64,
    slot: Slot,
}

/// Where a word stands in a text, until its number takes that place.
pub(super) trait AsWord {
    /// First byte and one past the last.
    fn place(&self) -> (usize, usize);
    /// Takes the number.
    fn set(&mut self, word: WordId);
}

#[derive(Debug, Clone)]
struct Entry<T> {
    /// The word, if this is its first value.
    key: Key,
    value: T,
}

impl<T> WordTable<T> {
    pub(super) fn new() -> Self {
        Self {
            slots: vec![0; 1 << 12],
            entries: Vec::new(),
            filled: 0,
            long: Vec::new(),
            seed: RandomState::new().hash_one(0),
            glances: Vec::new(),
        }
    }

    /// Number of distinct words.
    pub(super) fn len(&self) -> usize {
        self.filled
    }

    /// Puts the numbers of words in the place of `words`; each is where one stands in `text` and is not
    /// empty. A new one gets the value that `make` makes of it.
    ///
    /// Looks at all slots before any of what they point to, and branches on nothing meanwhile: what has
    /// to wait for memory then waits together.
    #[inline]
    pub(super) fn look_up<W: AsWord>(
        &mut self,
        text: &str,
        words: &mut [W],
        mut make: impl FnMut(&str) -> T,
    ) {
        let mut glances = std::mem::take(&mut self.glances);
        glances.clear();
        let mask = self.slots.len() - 1;
        glances.extend(words.iter().map(|word| {
            let (begin, end) = word.place();
            let key = Key::new(text.as_bytes(), begin, end, self.seed);
            let hash = key.hash(self.seed);
            Glance { key, hash, slot: self.slots[hash as usize & mask] }
        }));
        for (word, &Glance { key, hash, slot }) in words.iter_mut().zip(&glances) {
            let number = slot.wrapping_sub(1);
            let known = self.entries.get(number as usize).is_some_and(|it| it.key == key);
            word.set(if known {
                number
            } else {
                self.find_or_add(text, word.place(), (key, hash), &mut make)
            });
        }
        self.glances = glances;
    }

    /// The number of a word that is not in the first slot that was looked at.
    #[inline(never)]
    fn find_or_add(
        &mut self,
        text: &str,
        (begin, end): (usize, usize),
        (key, hash): (Key, u64),
        make: &mut impl FnMut(&str) -> T,
    ) -> WordId {
        let mut place = self.place_of(key, hash);
        if self.slots[place] == 0 {
            if self.filled * 2 >= self.slots.len() {
                self.grow();
                place = self.place_of(key, hash);
            }
            let written = &text[begin..end];
            self.filled += 1;
            self.entries.push(Entry { key, value: make(written) });
            self.slots[place] = self.entries.len() as Slot;
            if written.len() > SHORT {
                self.long.push((self.slots[place] - 1, written.into()));
            }
        }
        self.slots[place] - 1
    }

    /// A further value, which is found by its number only.
    pub(super) fn add(&mut self, value: T) -> WordId {
        self.entries.push(Entry { key: NO_KEY, value });
        (self.entries.len() - 1) as WordId
    }

    /// Hands every word with its number to `take`, in no particular order.
    pub(super) fn each(&self, mut take: impl FnMut(&str, WordId)) {
        for (entry, word) in self.entries.iter().zip(0..) {
            let bytes = entry.key.bytes();
            if let Some(written) = bytes.as_ref().and_then(|(bytes, length)| bytes.get(..*length)) {
                take(std::str::from_utf8(written).unwrap_or_default(), word);
            }
        }
        self.long.iter().for_each(|(word, written)| take(written, *word));
    }

    /// Where `key` is, or where it would be put.
    #[inline]
    fn place_of(&self, key: Key, hash: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut place = hash as usize & mask;
        loop {
            let slot = self.slots[place];
            if slot == 0 || self.entries[slot as usize - 1].key == key {
                return place;
            }
            place = (place + 1) & mask;
        }
    }

    #[cold]
    fn grow(&mut self) {
        self.slots = vec![0; self.slots.len() * 2];
        for at in 0..self.entries.len() {
            let key = self.entries[at].key;
            if key != NO_KEY {
                let place = self.place_of(key, key.hash(self.seed));
                self.slots[place] = at as Slot + 1;
            }
        }
    }
}

impl<T> std::ops::Index<WordId> for WordTable<T> {
    type Output = T;

    #[inline]
    fn index(&self, word: WordId) -> &T {
        &self.entries[word as usize].value
    }
}

impl<T> std::ops::IndexMut<WordId> for WordTable<T> {
    #[inline]
    fn index_mut(&mut self, word: WordId) -> &mut T {
        &mut self.entries[word as usize].value
    }
}

impl Key {
    /// The last byte of a long word's key: no UTF-8 has it.
    const LONG: u64 = 0xFF << 56;

    /// The key of `text[begin..end]`. Where sixteen bytes can be read at once they are, and those beyond
    /// the word cut off: of short words no branch depends on the length.
    #[inline]
    fn new(text: &[u8], begin: usize, end: usize, seed: u64) -> Self {
        let length = end - begin;
        if length > SHORT {
            let hash = xxh3_128_with_seed(&text[begin..end], seed);
            return Self { low: hash as u64, high: (hash >> 64) as u64 | Self::LONG };
        }
        let bytes = match text[begin..].first_chunk::<SHORT>() {
            Some(bytes) => *bytes,
            None => Self::last_bytes(&text[begin..]),
        };
        let beyond = 8 * (SHORT - length) as u32;
        let number = u128::from_le_bytes(bytes) << beyond >> beyond;
        Self { low: number as u64, high: (number >> 64) as u64 }
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
    fn hash(self, seed: u64) -> u64 {
        let a = u128::from(self.low ^ seed ^ 0x9E37_79B9_7F4A_7C15);
        let b = u128::from(self.high ^ seed.rotate_left(32) ^ 0x9FB2_1C65_1E98_DF25);
        let product = a * b;
        product as u64 ^ (product >> 64) as u64
    }

    /// The bytes of a short word and their number.
    fn bytes(self) -> Option<([u8; SHORT], usize)> {
        if self == NO_KEY || self.high & Self::LONG == Self::LONG {
            return None;
        }
        let number = u128::from(self.high) << 64 | u128::from(self.low);
        Some((number.to_le_bytes(), SHORT - number.leading_zeros() as usize / 8))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    struct Place(std::ops::Range<usize>, WordId);

    impl AsWord for Place {
        fn place(&self) -> (usize, usize) {
            (self.0.start, self.0.end)
        }

        fn set(&mut self, word: WordId) {
            self.1 = word;
        }
    }

    fn look_up(table: &mut WordTable<String>, text: &str, words: &[&str]) -> Vec<WordId> {
        let start = |word: &&str| word.as_ptr() as usize - text.as_ptr() as usize;
        let place = |word: &&str| Place(start(word)..start(word) + word.len(), WordId::MAX);
        let mut places: Vec<Place> = words.iter().map(place).collect();
        table.look_up(text, &mut places, str::to_owned);
        places.iter().map(|place| place.1).collect()
    }

    proptest! {
        #[test]
        fn a_table_numbers_as_a_sorted_map_would(
            words in prop::collection::vec("[a-c]{1,3}|[\\PC&&[^\0 ]]{1,20}", 0..400),
            texts in 1_usize..5
        ) {
            let mut table = WordTable::new();
            let mut expected: BTreeMap<String, WordId> = BTreeMap::new();
            let words_per_text = words.len() / texts + 1;
            for words in words.chunks(words_per_text) {
                let text = words.join(" ");
                let words: Vec<&str> = text.split(' ').collect();
                let numbers = look_up(&mut table, &text, &words);
                for (word, number) in words.into_iter().zip(numbers) {
                    let next = expected.len() as WordId;
                    prop_assert_eq!(*expected.entry(word.to_owned()).or_insert(next), number);
                    prop_assert_eq!(&table[number], word);
                }
            }
            prop_assert_eq!(table.len(), expected.len());
            let mut words = BTreeMap::new();
            table.each(|written, word| {
                words.insert(written.to_owned(), word);
            });
            prop_assert_eq!(words, expected);
        }
    }

    #[test]
    fn growing_loses_no_word() {
        let written: Vec<String> = (0..20_000).map(|number| format!("w{number}")).collect();
        let text = written.join(" ");
        let words: Vec<&str> = text.split(' ').collect();
        let mut table = WordTable::new();
        let expected: Vec<WordId> = (0..20_000).collect();
        assert_eq!(look_up(&mut table, &text, &words), expected);
        assert_eq!(look_up(&mut table, &text, &words), expected, "all are known");
        assert_eq!(table.len(), 20_000);
    }
}
