//! What the values of a column of the input are like: how long, and whether all are numbers.

/// A number of more digits would not come back from a spreadsheet as it was.
const DIGITS: usize = 15;

/// What was seen of a column.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct ColumnMeasure {
    /// Characters of the longest value.
    pub(crate) longest: usize,
    /// Values that are numbers.
    numbers: u64,
    /// Values that are neither numbers nor empty.
    words: u64,
}

impl ColumnMeasure {
    /// Looks at one value.
    pub(crate) fn take(&mut self, value: &str) {
        self.longest = self.longest.max(value.chars().count());
        if value.is_empty() {
            return;
        }
        match number(value) {
            Some(_) => self.numbers += 1,
            None => self.words += 1,
        }
    }

    /// Whether every value that stands there is a number.
    pub(crate) fn is_numeric(self) -> bool {
        self.numbers > 0 && self.words == 0
    }
}

/// The number that a text is, if the number written again is that text: `007` and `1e3` are words.
pub(crate) fn number(text: &str) -> Option<f64> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-' || byte == b'.');
    if !plain || digits == 0 || digits > DIGITS {
        return None;
    }
    let value: f64 = text.parse().ok()?;
    (format!("{value}") == text || format!("{value:?}") == text).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_comes_back_as_it_was_is_a_number() {
        for text in ["0", "-3", "2024", "0.25", "3.0", "123456789012345"] {
            assert!(number(text).is_some(), "{text}");
        }
        for text in
            ["", "-", "007", "1e3", "1,5", "+4", ".5", "1.50", "1234567890123456", "NaN", "=1"]
        {
            assert!(number(text).is_none(), "{text}");
        }
    }

    #[test]
    fn one_word_makes_a_column_words() {
        let mut column = ColumnMeasure::default();
        ["2019", "", "2020"].iter().for_each(|value| column.take(value));
        assert!(column.is_numeric());
        column.take("n/a\u{e9}");
        assert!(!column.is_numeric());
        assert_eq!(column.longest, 4);
    }
}
