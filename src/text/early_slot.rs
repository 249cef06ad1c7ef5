//! The number of a word and some bits of its hash in four bytes.

use super::word_table::WordId;

/// A place of the first array of a [`WordTable`](super::word_table::WordTable): the number of a word below some bits of its hash. What is empty has the
/// largest number, which no word in there has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct EarlySlot(u32);

impl EarlySlot {
    /// Bits of a number.
    const NUMBER: u32 = 20;
    pub(super) const EMPTY: Self = Self((1 << Self::NUMBER) - 1);
    /// How many there are.
    pub(super) const COUNT: usize = 1 << 15;

    /// Where a hash belongs: by its highest bits. The second array is addressed by the lowest.
    #[inline]
    pub(super) fn place(hash: u64) -> usize {
        (hash >> (u64::BITS - Self::COUNT.ilog2())) as usize
    }

    /// The bits of a hash below those of its place, as they stand above a number.
    #[inline]
    fn bits_of(hash: u64) -> u32 {
        (hash << Self::COUNT.ilog2() >> u32::BITS) as u32 & !Self::EMPTY.0
    }

    #[inline]
    pub(super) fn new(word: WordId, hash: u64) -> Self {
        Self(Self::bits_of(hash) | word)
    }

    #[inline]
    pub(super) fn number(self) -> WordId {
        self.0 & Self::EMPTY.0
    }

    /// Whether the word here can be one with that hash.
    #[inline]
    pub(super) fn may_have(self, hash: u64) -> bool {
        self.0 & !Self::EMPTY.0 == Self::bits_of(hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_told_from_most_others_by_bits_that_its_place_does_not_depend_on() {
        let hash = 0x0123_4567_89AB_CDEF;
        let slot = EarlySlot::new(77, hash);
        assert_eq!(slot.number(), 77);
        assert!(slot.may_have(hash));
        let others = (0..64).map(|bit| hash ^ 1 << bit);
        let told: Vec<_> = others.filter(|&other| !slot.may_have(other)).collect();
        assert_eq!(told.len(), 12);
        assert!(told.iter().all(|&it| EarlySlot::place(it) == EarlySlot::place(hash)));
    }
}
