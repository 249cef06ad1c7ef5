//! What one thread learnt of its features, written down in sorted segments; many to one sorted whole.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::{BufReader, Read};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::features::FeatureId;
use crate::error::{Error, Result};
use crate::spool::{Spool, SpoolReader, failed};

/// What a part of a corpus says of a feature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FeatureRecord<S> {
    /// Its terms with spaces between them.
    pub(super) name: S,
    /// Its number in the part.
    pub(super) feature: FeatureId,
    /// Whether it is long enough to be asked for.
    pub(super) wanted: bool,
    pub(super) document_frequency: u64,
    pub(super) occurrences: u64,
    /// How a single term was written, and how often.
    pub(super) surfaces: Vec<(S, u64)>,
}

/// The records of one thread, in segments that are each sorted by name. A segment is written whenever
/// the thread knows so many words that it has to begin anew.
#[derive(Debug)]
pub(super) struct Dictionary {
    spool: Spool,
    segments: Vec<Segment>,
}

#[derive(Debug, Clone)]
struct Segment {
    bytes: Range<u64>,
    records: usize,
}

impl Dictionary {
    /// Bytes kept in memory.
    const IN_MEMORY: usize = 32 << 20;

    pub(super) fn new() -> Self {
        Self { spool: Spool::new(Self::IN_MEMORY), segments: Vec::new() }
    }

    /// Number of segments written.
    pub(super) fn segments(&self) -> usize {
        self.segments.len()
    }

    /// Number of records; features in several segments count several times.
    pub(super) fn records(&self) -> usize {
        self.segments.iter().map(|segment| segment.records).sum()
    }

    /// Writes a segment of records that come sorted by name.
    ///
    /// # Errors
    /// If the disk has no room.
    pub(super) fn write<'n>(
        &mut self,
        records: impl Iterator<Item = FeatureRecord<&'n str>>,
    ) -> Result<()> {
        /// Bytes that are written together.
        const TOGETHER: usize = 1 << 16;
        let begin = self.spool.whole().end;
        let (mut bytes, mut count) = (Vec::new(), 0);
        for record in records {
            let place = bytes.len();
            bytes.extend_from_slice(&[0; 4]);
            bytes = postcard::to_extend(&record, bytes).map_err(unreadable)?;
            let length = (bytes.len() - place - 4) as u32;
            bytes[place..place + 4].copy_from_slice(&length.to_le_bytes());
            count += 1;
            if bytes.len() >= TOGETHER {
                self.spool.append(&bytes)?;
                bytes.clear();
            }
        }
        let end = self.spool.append(&bytes)?.end;
        self.segments.push(Segment { bytes: begin..end, records: count });
        Ok(())
    }

    /// The records of a segment, sorted by name.
    pub(super) fn segment(&self, segment: usize) -> Records<'_> {
        let Segment { bytes, records } = self.segments[segment].clone();
        let reader = BufReader::with_capacity(1 << 16, self.spool.reader(bytes));
        Records { reader, left: records, bytes: Vec::new() }
    }
}

/// The records of a segment, sorted by name.
pub(super) struct Records<'d> {
    reader: BufReader<SpoolReader<'d>>,
    left: usize,
    /// Scratch: a record.
    bytes: Vec<u8>,
}

impl Records<'_> {
    fn read(&mut self) -> Result<FeatureRecord<String>> {
        let mut length = [0; 4];
        self.reader.read_exact(&mut length).map_err(failed)?;
        self.bytes.resize(u32::from_le_bytes(length) as usize, 0);
        self.reader.read_exact(&mut self.bytes).map_err(failed)?;
        postcard::from_bytes(&self.bytes).map_err(unreadable)
    }
}

impl Iterator for Records<'_> {
    type Item = Result<FeatureRecord<String>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        Some(self.read())
    }
}

fn unreadable(error: postcard::Error) -> Error {
    failed(std::io::Error::other(error))
}

/// All features of several dictionaries in sorted order, the records of one name added up.
pub(super) struct Merged<'d> {
    waiting: BinaryHeap<Reverse<Waiting>>,
    sources: Vec<Records<'d>>,
}

/// The next record of a source; orders by name.
struct Waiting {
    record: FeatureRecord<String>,
    source: usize,
}

impl PartialEq for Waiting {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Waiting {}

impl PartialOrd for Waiting {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Waiting {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.record.name.cmp(&other.record.name).then_with(|| self.source.cmp(&other.source))
    }
}

impl<'d> Merged<'d> {
    pub(super) fn new(dictionaries: &'d [Dictionary]) -> Result<Self> {
        let segments = dictionaries.iter().flat_map(|dictionary| {
            (0..dictionary.segments()).map(|segment| dictionary.segment(segment))
        });
        let mut merged = Self { waiting: BinaryHeap::new(), sources: segments.collect() };
        (0..merged.sources.len()).try_for_each(|source| merged.refill(source))?;
        Ok(merged)
    }

    fn refill(&mut self, source: usize) -> Result<()> {
        if let Some(record) = self.sources[source].next().transpose()? {
            self.waiting.push(Reverse(Waiting { record, source }));
        }
        Ok(())
    }

    fn take(&mut self) -> Result<Option<FeatureRecord<String>>> {
        let Some(Reverse(Waiting { record, source })) = self.waiting.pop() else {
            return Ok(None);
        };
        self.refill(source)?;
        Ok(Some(record))
    }

    fn merge_next(&mut self) -> Result<Option<FeatureRecord<String>>> {
        let Some(mut record) = self.take()? else { return Ok(None) };
        while self.waiting.peek().is_some_and(|Reverse(next)| next.record.name == record.name) {
            if let Some(other) = self.take()? {
                record.document_frequency += other.document_frequency;
                record.occurrences += other.occurrences;
                record.surfaces.extend(other.surfaces);
            }
        }
        Ok(Some(record))
    }
}

impl Iterator for Merged<'_> {
    type Item = Result<FeatureRecord<String>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.merge_next().transpose()
    }
}

impl FeatureRecord<String> {
    /// The commonest way the term was written, ties to the first in sorted order.
    pub(super) fn commonest_surface(&mut self) -> Option<String> {
        self.surfaces.sort_unstable();
        self.surfaces.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
        let commonest = self.surfaces.iter().rev().max_by_key(|(_, occurrences)| *occurrences)?;
        Some(commonest.0.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record<'n>(
        name: &'n str,
        document_frequency: u64,
        surfaces: &[(&'n str, u64)],
    ) -> FeatureRecord<&'n str> {
        FeatureRecord {
            name,
            feature: 0,
            wanted: true,
            document_frequency,
            occurrences: 2 * document_frequency,
            surfaces: surfaces.to_vec(),
        }
    }

    #[test]
    fn records_of_one_name_are_added_up_over_threads_and_segments() {
        let (mut one, mut other) = (Dictionary::new(), Dictionary::new());
        one.write([record("a", 2, &[]), record("b", 1, &[("B", 2)])].into_iter()).unwrap();
        one.write([record("b", 3, &[("b", 3)])].into_iter()).unwrap();
        other.write([record("b", 5, &[("B", 2)]), record("c", 1, &[])].into_iter()).unwrap();
        let merged: Vec<_> = Merged::new(&[one, other]).unwrap().map(Result::unwrap).collect();
        let found: Vec<_> = merged
            .into_iter()
            .map(|mut record| {
                let surface = record.commonest_surface();
                (record.name, record.document_frequency, record.occurrences, surface)
            })
            .collect();
        let b = Some("B".to_owned());
        assert_eq!(
            found,
            [
                ("a".to_owned(), 2, 4, None),
                ("b".to_owned(), 9, 18, b),
                ("c".to_owned(), 1, 2, None)
            ]
        );
    }

    #[test]
    fn a_record_may_be_of_any_length() {
        let long = "x".repeat(100_000);
        let mut dictionary = Dictionary::new();
        dictionary.write([record(&long, 1, &[(&long, 1), ("X", 1)])].into_iter()).unwrap();
        let read: Vec<_> = dictionary.segment(0).map(Result::unwrap).collect();
        assert_eq!((read.len(), &read[0].name, &read[0].surfaces[1].0[..]), (1, &long, "X"));
    }

    #[test]
    fn of_surfaces_that_are_equally_common_the_first_is_taken() {
        let mut dictionary = Dictionary::new();
        let written = record("a", 1, &[("b", 1), ("A", 2), ("a", 2)]);
        dictionary.write(std::iter::once(written)).unwrap();
        let mut record = dictionary.segment(0).next().unwrap().unwrap();
        assert_eq!(record.commonest_surface().as_deref(), Some("A"));
    }
}
