//! Ids of documents: those read are checked to be new, missing ones are made from the text.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use hashbrown::HashSet;

use super::digest;

/// Every id given so far, as 128-bit fingerprints (17 bytes and the slack of a hash set each).
#[derive(Debug, Default)]
pub(super) struct Ids {
    seen: HashSet<u128, BuildHasherDefault<FirstBits>>,
    /// How often a made id has been asked for, kept only for texts that repeat.
    repeats: HashMap<u128, u64>,
}

/// Takes the first bits of a fingerprint for its hash: they are as good as random already.
#[derive(Debug, Default)]
struct FirstBits(u64);

impl Hasher for FirstBits {
    fn write(&mut self, bytes: &[u8]) {
        // Only fingerprints are hashed; anything else would be spread badly, not wrongly.
        self.0 = bytes.iter().fold(self.0, |hash, &byte| hash << 8 | u64::from(byte));
    }

    fn write_u128(&mut self, fingerprint: u128) {
        self.0 = (fingerprint >> 64) as u64;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl Ids {
    /// Whether `id` is new; from now on it is not.
    pub(super) fn claim(&mut self, id: &str) -> bool {
        self.seen.insert(digest::key(id))
    }

    /// An id made from the text: the same text gets the same id wherever it stands, and `-2`, `-3`
    /// in reading order where it stands again.
    pub(super) fn make<'a>(&mut self, fields: impl Iterator<Item = &'a str>) -> String {
        let base = digest::of_fields(fields);
        if self.claim(&base) {
            return base;
        }
        loop {
            let count = self.repeats.entry(digest::key(&base)).or_insert(1);
            *count += 1;
            let id = format!("{base}-{count}");
            // An id column may hold what looks like a made id.
            if self.claim(&id) {
                return id;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn make(ids: &mut Ids, text: &str) -> String {
        ids.make([text].into_iter())
    }

    #[test]
    fn an_id_can_be_claimed_once() {
        let mut ids = Ids::default();
        assert!(ids.claim("a"));
        assert!(!ids.claim("a"));
        assert!(ids.claim("b"));
    }

    #[test]
    fn a_repeated_text_is_numbered_in_reading_order() {
        let mut ids = Ids::default();
        let first = make(&mut ids, "a garden");
        let other = make(&mut ids, "a bridge");
        assert_eq!(make(&mut ids, "a garden"), format!("{first}-2"));
        assert_eq!(make(&mut ids, "a garden"), format!("{first}-3"));
        assert_eq!(first.len(), 12);
        assert_ne!(first, other);
    }

    #[test]
    fn a_made_id_never_equals_one_that_was_read() {
        let mut ids = Ids::default();
        let first = make(&mut Ids::default(), "a garden");
        assert!(ids.claim(&first));
        assert!(ids.claim(&format!("{first}-2")));
        assert_eq!(make(&mut ids, "a garden"), format!("{first}-3"));
    }

    #[test]
    fn a_made_id_does_not_depend_on_what_was_read_before() {
        let alone = make(&mut Ids::default(), "a garden");
        let mut ids = Ids::default();
        make(&mut ids, "a bridge");
        assert_eq!(make(&mut ids, "a garden"), alone);
    }
}
