//! Text to words, by the word boundaries of Unicode (UAX #29).

use unicode_segmentation::UnicodeSegmentation;

/// The words of `text` with their first bytes: what lies between two word boundaries and holds a
/// letter or a digit.
pub(super) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.unicode_word_indices()
}
