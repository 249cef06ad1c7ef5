//! Records of features in any order to the same in the order of their names.

use super::dictionary::{FeatureRecord, unreadable};
use crate::error::Result;

/// Records as they are written to a dictionary, in the order in which they were made: that is the order
/// in which what they are made of lies in memory. Each is moved once when they are sorted.
#[derive(Debug, Default)]
pub(super) struct UnsortedRecords {
    bytes: Vec<u8>,
    records: Vec<Unsorted>,
}

#[derive(Debug, Clone, Copy)]
struct Unsorted {
    /// The first eight bytes of the name, zeros beyond its end: in their order, which mostly settles it.
    beginning: u64,
    begin: usize,
    end: usize,
}

impl UnsortedRecords {
    /// Adds a record and how its term was written.
    ///
    /// # Errors
    /// If they cannot be put into bytes.
    pub(super) fn push<'n>(
        &mut self,
        record: &FeatureRecord<'_>,
        surfaces: impl Iterator<Item = (&'n str, u64)>,
    ) -> Result<()> {
        let begin = self.bytes.len();
        let mut bytes = std::mem::take(&mut self.bytes);
        bytes = postcard::to_extend(record, bytes).map_err(unreadable)?;
        for surface in surfaces {
            bytes = postcard::to_extend(&surface, bytes).map_err(unreadable)?;
        }
        self.bytes = bytes;
        let (beginning, end) = (beginning(record.name), self.bytes.len());
        self.records.push(Unsorted { beginning, begin, end });
        Ok(())
    }

    /// The same, to be read in the order of their names.
    pub(super) fn sorted(mut self) -> SortedRecords {
        let Self { bytes, records } = &mut self;
        // The name stands first in a record.
        let name = |record: &Unsorted| {
            postcard::take_from_bytes::<&str>(&bytes[record.begin..record.end])
                .unwrap_or_default()
                .0
        };
        records.sort_unstable_by(|a, b| {
            a.beginning.cmp(&b.beginning).then_with(|| name(a).cmp(name(b)))
        });
        SortedRecords(self)
    }
}

/// Records in the order of their names.
pub(super) struct SortedRecords(UnsortedRecords);

impl SortedRecords {
    /// The bytes of every record.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[u8]> {
        self.0.records.iter().map(|record| &self.0.bytes[record.begin..record.end])
    }
}

fn beginning(name: &str) -> u64 {
    let mut bytes = [0; 8];
    let length = name.len().min(bytes.len());
    bytes[..length].copy_from_slice(&name.as_bytes()[..length]);
    u64::from_be_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::dictionary::tests::segment_of;

    proptest! {
        #[test]
        fn names_come_in_their_order(mut names in prop::collection::vec("[ab]{0,12}|\\PC{0,9}", 0..40)) {
            let examples: Vec<_> = names.iter().map(|name| (&name[..], 1, &[][..])).collect();
            let records = segment_of(&examples).sorted();
            let name = |bytes| postcard::take_from_bytes::<&str>(bytes).unwrap().0;
            let found: Vec<_> = records.iter().map(name).collect();
            names.sort_unstable();
            prop_assert_eq!(found, names);
        }
    }
}
