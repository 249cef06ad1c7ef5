//! What one thread learnt of its features, written down in segments that are each sorted by name.

use std::io::{BufReader, Read};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::features::FeatureId;
use super::unsorted::UnsortedRecords;
use crate::error::{Error, Result};
use crate::spool::{Spool, SpoolReader, failed};

/// What a part of a corpus says of a feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FeatureRecord<'r> {
    /// Its terms with spaces between them.
    pub(super) name: &'r str,
    /// Its number in the part.
    pub(super) feature: FeatureId,
    /// Whether it is long enough to be asked for.
    pub(super) wanted: bool,
    pub(super) document_frequency: u64,
    pub(super) occurrences: u64,
}

/// How single terms were written and how often, one after the other in bytes, as they stand behind the
/// [`FeatureRecord`] of their term.
#[derive(Debug, Clone, Copy)]
pub(super) struct SurfaceForms<'r>(pub(super) &'r [u8]);

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

    /// Writes a segment of records, which are sorted by name now.
    ///
    /// # Errors
    /// If the disk has no room.
    pub(super) fn write(&mut self, records: UnsortedRecords) -> Result<()> {
        /// Bytes that are written together.
        const TOGETHER: usize = 1 << 16;
        let begin = self.spool.whole().end;
        let (mut bytes, mut count) = (Vec::new(), 0);
        for record in records.sorted().iter() {
            bytes.extend_from_slice(&(record.len() as u32).to_le_bytes());
            bytes.extend_from_slice(record);
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
    /// The record that is being looked at.
    bytes: Vec<u8>,
}

impl Records<'_> {
    /// The next record, as long as it is looked at.
    ///
    /// # Errors
    /// If what was written to the disk cannot be read.
    pub(super) fn next(&mut self) -> Result<Option<(FeatureRecord<'_>, SurfaceForms<'_>)>> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        let mut length = [0; 4];
        self.reader.read_exact(&mut length).map_err(failed)?;
        self.bytes.resize(u32::from_le_bytes(length) as usize, 0);
        self.reader.read_exact(&mut self.bytes).map_err(failed)?;
        let (record, rest) = postcard::take_from_bytes(&self.bytes).map_err(unreadable)?;
        Ok(Some((record, SurfaceForms(rest))))
    }
}

impl<'r> SurfaceForms<'r> {
    /// The commonest one, ties to the first in sorted order; forms that come several times are added up.
    ///
    /// # Errors
    /// If these are no surface forms.
    pub(super) fn commonest(self) -> Result<Option<&'r str>> {
        let mut forms: Vec<(&str, u64)> = Vec::new();
        let mut rest = self.0;
        while !rest.is_empty() {
            let form;
            (form, rest) = postcard::take_from_bytes(rest).map_err(unreadable)?;
            forms.push(form);
        }
        forms.sort_unstable();
        forms.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
        let commonest = forms.into_iter().rev().max_by_key(|&(_, occurrences)| occurrences);
        Ok(commonest.map(|(form, _)| form))
    }
}

pub(super) fn unreadable(error: postcard::Error) -> Error {
    failed(std::io::Error::other(error))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A name, its document frequency, and how it was written.
    pub(in super::super) type Example<'n> = (&'n str, u64, &'n [(&'n str, u64)]);

    /// A segment of records for a dictionary; each stands twice in every document.
    pub(in super::super) fn segment_of(examples: &[Example<'_>]) -> UnsortedRecords {
        let mut records = UnsortedRecords::default();
        for &(name, document_frequency, surfaces) in examples {
            let occurrences = 2 * document_frequency;
            let record =
                FeatureRecord { name, feature: 0, wanted: true, document_frequency, occurrences };
            records.push(&record, surfaces.iter().copied()).unwrap();
        }
        records
    }

    #[test]
    fn a_record_may_be_of_any_length() {
        let long = "x".repeat(100_000);
        let mut dictionary = Dictionary::new();
        dictionary.write(segment_of(&[(&long, 1, &[(&long, 1), ("X", 2)])])).unwrap();
        let mut records = dictionary.segment(0);
        let (read, surfaces) = records.next().unwrap().unwrap();
        assert_eq!((read.name, surfaces.commonest().unwrap()), (&long[..], Some("X")));
        assert!(records.next().unwrap().is_none());
    }

    #[test]
    fn of_surfaces_that_are_equally_common_the_first_is_taken() {
        let mut dictionary = Dictionary::new();
        dictionary.write(segment_of(&[("a", 1, &[("b", 1), ("A", 2), ("a", 2)])])).unwrap();
        let mut records = dictionary.segment(0);
        let (_, surfaces) = records.next().unwrap().unwrap();
        assert_eq!(surfaces.commonest().unwrap(), Some("A"));
    }
}
