//! What may be personal data in a corpus: how much of each kind, and where it is first met.

use std::collections::BTreeMap;

use super::places::Places;
use crate::corpus::{Document, Place};
use crate::personal::{Kind, Patterns};

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hit {
    kind: Kind,
    /// What was found, all but its beginning made unreadable.
    masked: String,
}

/// What is found in the values of a document.
pub(super) fn find(patterns: &Patterns, document: &Document) -> Vec<Hit> {
    let of_value = |value: &str| {
        let found = patterns.find(value).into_iter();
        let hit =
            |it: crate::personal::Found| Hit { kind: it.kind, masked: masked(&value[it.range]) };
        found.map(hit).collect::<Vec<Hit>>()
    };
    document.values.iter().flatten().flat_map(of_value).collect()
}

/// The first sign and the shape of the rest.
fn masked(text: &str) -> String {
    let mask =
        |(at, sign): (usize, char)| if at > 0 && sign.is_alphanumeric() { '*' } else { sign };
    text.chars().enumerate().take(40).map(mask).collect()
}

/// What was found in the whole corpus.
#[derive(Debug, Default)]
pub(super) struct PersonalData {
    /// How often each kind, and the first places.
    pub(super) kinds: BTreeMap<Kind, (u64, Places)>,
}

impl PersonalData {
    pub(super) fn add(&mut self, hit: Hit, place: &Place) {
        let (count, places) = self.kinds.entry(hit.kind).or_default();
        *count += 1;
        places.add_with(place, &hit.masked);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_is_masked() {
        assert_eq!(masked("jane.doe@example.org"), "j***.***@*******.***");
        assert_eq!(masked("+44 20 7946"), "+** ** ****");
    }
}
