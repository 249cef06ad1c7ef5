//! The values of a row in one piece of memory.

/// The values of a row, one per column; some may be absent.
///
/// They lie one after the other in one string, so that a row takes two allocations however many columns
/// it has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values {
    text: String,
    /// First byte and one past the last of each value; [`ABSENT`] where there is none.
    bounds: Vec<(usize, usize)>,
}

/// The bounds of no value.
const ABSENT: (usize, usize) = (usize::MAX, usize::MAX);

impl Values {
    /// No values yet, with room for so many, and for so many bytes.
    pub fn with_capacity(values: usize, bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), bounds: Vec::with_capacity(values) }
    }

    /// Values that stand one after the other in `text`, each up to one of `ends`; `None` where one would
    /// end within a character.
    pub(super) fn divided(text: &str, ends: impl ExactSizeIterator<Item = usize>) -> Option<Self> {
        let mut bounds = Vec::with_capacity(ends.len());
        let mut begin = 0;
        for end in ends {
            if !text.is_char_boundary(end) {
                return None;
            }
            bounds.push((begin, end));
            begin = end;
        }
        Some(Self { text: text.to_owned(), bounds })
    }

    /// Appends the value of the next column.
    pub fn push(&mut self, value: Option<&str>) {
        let begin = self.text.len();
        self.bounds.push(match value {
            Some(value) => {
                self.text.push_str(value);
                (begin, self.text.len())
            }
            None => ABSENT,
        });
    }

    /// The value of a column, if there is one.
    ///
    /// # Panics
    /// If `column` is not below [`Values::len`].
    pub fn get(&self, column: usize) -> Option<&str> {
        match self.bounds[column] {
            ABSENT => None,
            (begin, end) => Some(&self.text[begin..end]),
        }
    }

    /// Bytes of all values together.
    pub fn bytes(&self) -> usize {
        self.text.len()
    }

    /// Number of columns.
    pub fn len(&self) -> usize {
        self.bounds.len()
    }

    /// Whether there is no column.
    pub fn is_empty(&self) -> bool {
        self.bounds.is_empty()
    }

    /// The values in the order of the columns.
    pub fn iter(&self) -> impl Iterator<Item = Option<&str>> {
        (0..self.len()).map(|column| self.get(column))
    }
}

impl<S: AsRef<str>> FromIterator<Option<S>> for Values {
    fn from_iter<I: IntoIterator<Item = Option<S>>>(values: I) -> Self {
        let mut all = Self::default();
        for value in values {
            all.push(value.as_ref().map(AsRef::as_ref));
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_back_the_absent_and_the_empty_told_apart() {
        let given = [Some("a"), None, Some(""), Some("é")];
        let values: Values = given.into_iter().collect();
        assert_eq!(values.iter().collect::<Vec<_>>(), given);
    }

    #[test]
    fn no_value_ends_within_a_character() {
        let values = Values::divided("aéb", [1, 3, 4].into_iter()).unwrap();
        assert_eq!(values.iter().collect::<Vec<_>>(), [Some("a"), Some("é"), Some("b")]);
        assert_eq!(Values::divided("aéb", [2, 4].into_iter()), None);
    }
}
