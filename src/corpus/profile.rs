//! Values of a column to what its kind is guessed by.

use std::collections::HashSet;

use unicode_segmentation::UnicodeSegmentation as _;

use super::digest;

/// What the sampled rows say about one column.
#[derive(Debug, Clone, Default)]
pub(super) struct Profile {
    pub(super) rows: usize,
    pub(super) filled: usize,
    words: usize,
    /// Values with the number of their file: what repeats from file to file is rejected row by row
    /// and says nothing against a column of ids.
    distinct: HashSet<(usize, u128)>,
}

impl Profile {
    /// Takes in the value of one more row of a file.
    pub(super) fn add(&mut self, file: usize, value: Option<&str>) {
        self.rows += 1;
        let Some(value) = value.map(str::trim).filter(|value| !value.is_empty()) else { return };
        self.filled += 1;
        self.words += words(value);
        self.distinct.insert((file, digest::key(value)));
    }

    /// Mean words of the values that are not blank.
    pub(super) fn mean_words(&self) -> f64 {
        self.words as f64 / self.filled.max(1) as f64
    }

    /// Values that stand in the same file once more.
    pub(super) fn repeated(&self) -> usize {
        self.filled - self.distinct.len()
    }

    /// Rows that have no value, or one that another row has too.
    pub(super) fn faulty(&self) -> usize {
        self.rows - self.distinct.len()
    }
}

/// Words of a value; an address is one word, however many parts it has.
fn words(value: &str) -> usize {
    let is_address = value.contains("://") && !value.contains(char::is_whitespace);
    if is_address { 1 } else { value.unicode_words().count() }
}
