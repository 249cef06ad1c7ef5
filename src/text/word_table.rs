//! Written words to numbers: the one lookup that every token takes.

use std::hash::{BuildHasher, RandomState};
use std::hint::select_unpredictable;

use super::early_slot::EarlySlot;
use super::word_key::{Key, NO_KEY, SHORT};

/// Place of what is known of a word, from 0, in order of first appearance.
pub(super) type WordId = u32;

/// All written words met so far, each with a value. They are found by two arrays and compared as numbers.
///
/// A text is mostly made of words that are met early. These stand in the first array, which is small
/// enough for the processor's nearer caches, as long as there is room at their place; all others in the
/// second, which has open addressing.
#[derive(Debug, Clone)]
pub(super) struct WordTable<T> {
    early: Vec<EarlySlot>,
    /// A power of two; at most half are filled.
    slots: Vec<Slot>,
    entries: Vec<Entry<T>>,
    /// Number of words, and how many of them are in `slots`.
    words: usize,
    filled: usize,
    /// The long words as they are written, one after the other, and where each ends.
    long: String,
    long_ends: Vec<(WordId, usize)>,
    /// Differs from table to table, so that no input can be made to collide on purpose. Nothing that
    /// is given out depends on it.
    seed: u64,
    /// Scratch of [`WordTable::look_up`]: the words, and which of them are not in the first array.
    glances: Vec<Glance>,
    late: Vec<u32>,
}

/// A place of the second array: the number of a word plus one; 0 is empty.
type Slot = u32;

/// A word that is looked up, and the number that is likely its own.
#[derive(Debug, Clone, Copy)]
struct Glance {
    key: Key,
    hash: u64,
    number: WordId,
}

/// The number of no word.
const NO_WORD: WordId = WordId::MAX;

/// Where a word stands in a text, until its number takes that place.
pub(super) trait AsWord {
    /// First byte and one past the last.
    fn place(&self) -> (usize, usize);
    /// Takes the number.
    fn set(&mut self, word: WordId);
}

/// Two lie in one line of the processor's caches, if the value takes 16 bytes.
#[derive(Debug, Clone)]
#[repr(align(32))]
struct Entry<T> {
    /// The word, if this is its first value.
    key: Key,
    value: T,
}

impl<T> WordTable<T> {
    pub(super) fn new() -> Self {
        Self {
            early: vec![EarlySlot::EMPTY; EarlySlot::COUNT],
            slots: vec![0; 1 << 12],
            entries: Vec::new(),
            words: 0,
            filled: 0,
            long: String::new(),
            long_ends: Vec::new(),
            seed: RandomState::new().hash_one(0),
            glances: Vec::new(),
            late: Vec::new(),
        }
    }

    /// Number of distinct words.
    pub(super) fn len(&self) -> usize {
        self.words
    }

    /// Puts the numbers of words in the place of `words`; each is where one stands in `text` and is not
    /// empty. A new one gets the value that `make` makes of it.
    ///
    /// What has to wait for memory waits together: a processor looks ahead over a few dozen steps, so
    /// that what it waits for is asked for by short loops, without a branch that is hard to predict.
    #[inline]
    pub(super) fn look_up<W: AsWord>(
        &mut self,
        text: &str,
        words: &mut [W],
        mut make: impl FnMut(&str) -> T,
    ) {
        self.look_early(text, words);
        self.look_late();
        let glances = std::mem::take(&mut self.glances);
        for (word, &glance) in words.iter_mut().zip(&glances) {
            let entry = self.entries.get(glance.number as usize);
            word.set(if entry.is_some_and(|it| it.key == glance.key) {
                glance.number
            } else {
                self.find_or_add(text, word.place(), glance, &mut make)
            });
        }
        self.glances = glances;
    }

    /// The number of one word; a new one gets the value.
    pub(super) fn number_of(&mut self, word: &str, value: T) -> WordId
    where
        T: Clone,
    {
        let key = Key::new(word.as_bytes(), 0, word.len(), self.seed);
        let glance = Glance { key, hash: key.hash(self.seed), number: NO_WORD };
        self.find_or_add(word, (0, word.len()), glance, &mut |_| value.clone())
    }

    /// Looks for all words in the first array.
    #[inline]
    fn look_early<W: AsWord>(&mut self, text: &str, words: &[W]) {
        let Self { early, glances, late, seed, .. } = self;
        glances.clear();
        glances.extend(words.iter().map(|word| {
            let (begin, end) = word.place();
            let key = Key::new(text.as_bytes(), begin, end, *seed);
            Glance { key, hash: key.hash(*seed), number: NO_WORD }
        }));
        late.clear();
        late.resize(glances.len(), 0);
        let mut count = 0;
        for (glance, at) in glances.iter_mut().zip(0..) {
            let slot = early[EarlySlot::place(glance.hash)];
            glance.number = slot.number();
            late[count] = at;
            count += usize::from(!slot.may_have(glance.hash));
        }
        late.truncate(count);
    }

    /// Looks for those that cannot be there in the first place where they can be in the second array.
    #[inline]
    fn look_late(&mut self) {
        let Self { slots, entries, glances, late, .. } = self;
        let mask = slots.len() - 1;
        for &at in late.iter() {
            let glance = &mut glances[at as usize];
            glance.number = slots[glance.hash as usize & mask].wrapping_sub(1);
        }
        for &at in late.iter() {
            let glance = &mut glances[at as usize];
            let entry = entries.get(glance.number as usize);
            let same = entry.is_some_and(|it| it.key == glance.key);
            glance.number = select_unpredictable(same, glance.number, NO_WORD);
        }
    }

    /// The number of a word that is not where it was looked for at a glance.
    #[inline(never)]
    fn find_or_add(
        &mut self,
        text: &str,
        (begin, end): (usize, usize),
        Glance { key, hash, .. }: Glance,
        make: &mut impl FnMut(&str) -> T,
    ) -> WordId {
        let early = self.early[EarlySlot::place(hash)];
        if self.entries.get(early.number() as usize).is_some_and(|it| it.key == key) {
            return early.number();
        }
        let slot = self.slots[self.place_of(key, hash)];
        if slot != 0 {
            return slot - 1;
        }
        let written = &text[begin..end];
        let word = self.entries.len() as WordId;
        self.insert(word, key, hash);
        self.entries.push(Entry { key, value: make(written) });
        self.words += 1;
        if written.len() > SHORT {
            self.long.push_str(written);
            self.long_ends.push((word, self.long.len()));
        }
        word
    }

    /// Makes a new word one that is found.
    fn insert(&mut self, word: WordId, key: Key, hash: u64) {
        let early = &mut self.early[EarlySlot::place(hash)];
        if *early == EarlySlot::EMPTY && word < EarlySlot::EMPTY.number() {
            *early = EarlySlot::new(word, hash);
            return;
        }
        if self.filled * 2 >= self.slots.len() {
            self.grow();
        }
        let place = self.place_of(key, hash);
        self.slots[place] = word + 1;
        self.filled += 1;
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
        let mut begin = 0;
        for &(word, end) in &self.long_ends {
            take(&self.long[begin..end], word);
            begin = end;
        }
    }

    /// Where in the second array `key` is, or where it would be put.
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
        let bigger = vec![0; self.slots.len() * 2];
        for slot in std::mem::replace(&mut self.slots, bigger).into_iter().filter(|&slot| slot != 0)
        {
            let key = self.entries[slot as usize - 1].key;
            let place = self.place_of(key, key.hash(self.seed));
            self.slots[place] = slot;
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
        let written: Vec<String> = (0..60_000).map(|number| format!("w{number}")).collect();
        let text = written.join(" ");
        let words: Vec<&str> = text.split(' ').collect();
        let mut table = WordTable::new();
        let expected: Vec<WordId> = (0..60_000).collect();
        assert_eq!(look_up(&mut table, &text, &words), expected);
        assert_eq!(look_up(&mut table, &text, &words), expected, "all are known");
        assert_eq!(table.len(), 60_000);
    }
}
