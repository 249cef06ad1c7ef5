//! How much memory a run may take, and what each part of it gets.
//!
//! Most parts change only when they write to the disk or how much they look at together, so that results
//! stay the same to the byte. What cannot be had without memory is refused before it begins, or, of the
//! concept space, made of fewer terms, which is told and recorded.

use crate::error::{Error, Result};

/// A bound on memory, or none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Memory {
    limit: Option<u64>,
}

impl Memory {
    /// The least that can be asked for: program, word lists and the codebooks compiled.
    pub const LEAST: u64 = 150_000_000;

    /// No bound.
    pub const UNLIMITED: Self = Self { limit: None };

    /// At most so many bytes of resident memory.
    ///
    /// # Errors
    /// If that is less than the program itself needs.
    pub fn of(bytes: u64) -> Result<Self> {
        if bytes < Self::LEAST {
            return Err(Error::usage(
                format!("--memory {bytes}"),
                format!("the program itself needs up to {} MB", Self::LEAST / 1_000_000),
                "allow more, or leave it out",
            ));
        }
        Ok(Self { limit: Some(bytes) })
    }

    /// Whether there is a bound.
    pub fn is_limited(self) -> bool {
        self.limit.is_some()
    }

    /// The bytes of text that are worked on together, and those of spools, dictionaries and the like: a
    /// share of what there is, at most `usual`.
    pub fn share(self, of: u64, usual: usize) -> usize {
        self.limit.map_or(usual, |limit| usual.min((limit / of) as usize))
    }

    /// How many words the table of one thread may know before it begins anew: at most `usual`.
    pub fn words(self, usual: usize) -> usize {
        /// Bytes of a word with what is counted of it.
        const WORD: u64 = 200;
        /// The share of all threads together.
        const SHARE: u64 = 4;
        let threads = rayon::current_num_threads() as u64;
        self.share(SHARE * WORD * threads, usual).max(1 << 14)
    }

    /// Refuses what takes more memory than there is. `place` names what does; `bytes` is an estimate.
    ///
    /// # Errors
    /// If it does.
    pub fn must_hold(self, place: impl std::fmt::Display, bytes: u64) -> Result<()> {
        let Some(limit) = self.limit.filter(|&limit| bytes.saturating_add(Self::LEAST) > limit)
        else {
            return Ok(());
        };
        let needed = bytes.saturating_add(Self::LEAST).div_ceil(1_000_000);
        Err(Error::usage(
            place,
            format!("it takes about {needed} MB, and --memory allows {} MB", limit / 1_000_000),
            format!("allow more, such as --memory {}MB, or divide the input", needed * 5 / 4),
        ))
    }

    /// How many terms a concept space of so many concepts may have beside `other` bytes; none if any number.
    pub fn terms(self, concepts: usize, other: u64) -> Option<usize> {
        /// Bytes of a term and concept while the space is learnt: the matrix in double precision, and half
        /// of it once more.
        const BYTES: u64 = 12;
        /// Bytes of a term by itself: how it is written, its numbers, its place in the matrices.
        const TERM: u64 = 300;
        let limit = self.limit?;
        let left = limit.saturating_sub(Self::LEAST).saturating_sub(other);
        Some((left / (BYTES * concepts as u64 + TERM)) as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_never_more_than_is_usual_and_without_a_bound_all_of_it() {
        let (much, little) =
            (Memory::of(64_000_000_000).unwrap(), Memory::of(1_000_000_000).unwrap());
        assert_eq!(Memory::UNLIMITED.share(16, 1 << 27), 1 << 27);
        assert_eq!(much.share(16, 1 << 27), 1 << 27);
        assert_eq!(little.share(16, 1 << 27), 62_500_000);
    }

    #[test]
    fn what_does_not_fit_is_refused_with_what_would_do() {
        assert!(Memory::of(1_000_000).is_err());
        let memory = Memory::of(1_000_000_000).unwrap();
        assert!(memory.must_hold("cases.json", 800_000_000).is_ok());
        let error = memory.must_hold("cases.json", 2_000_000_000).unwrap_err();
        assert!(error.cause().contains("2150 MB") && error.remedy().contains("--memory 2687MB"));
        assert!(Memory::UNLIMITED.must_hold("cases.json", u64::MAX).is_ok());
    }
}
