//! Terms to numbers, once for every distinct word.

use super::TermId;
use super::word_table::WordTable;

/// The distinct terms, numbered from 0, their names one after the other in one string.
#[derive(Debug)]
pub(super) struct Terms {
    ids: WordTable<()>,
    names: String,
    ends: Vec<usize>,
}

impl Terms {
    /// No terms.
    pub(super) fn new() -> Self {
        Self { ids: WordTable::new(), names: String::new(), ends: Vec::new() }
    }

    /// Number of terms.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The number of a term, a new one if it is new.
    pub(super) fn id(&mut self, term: &str) -> TermId {
        let id = self.ids.number_of(term, ());
        if id as usize == self.ends.len() {
            self.names.push_str(term);
            self.ends.push(self.names.len());
        }
        id
    }

    /// The term of a number.
    ///
    /// # Panics
    /// If there is no such number.
    pub(super) fn name(&self, id: TermId) -> &str {
        let begin = id.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
        &self.names[begin..self.ends[id as usize]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_has_one_number_and_its_name_comes_back() {
        let mut terms = Terms::new();
        // A stem can be empty, and longer than a short word.
        let names = ["garden", "", "a", "counterrevolutionari", "b"];
        let ids = names.map(|name| terms.id(name));
        assert_eq!(ids, [0, 1, 2, 3, 4]);
        assert_eq!(names.map(|name| terms.id(name)), ids);
        assert_eq!(ids.map(|id| terms.name(id)), names);
        assert_eq!(terms.len(), names.len());
    }
}
