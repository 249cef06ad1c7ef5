//! Sorted segments of many threads to one sorted whole.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;

use super::dictionary::{Dictionary, FeatureRecord, Records, SurfaceForms};
use crate::error::Result;

/// A feature, with all that is known of it in several parts of a corpus.
#[derive(Debug, Default)]
pub(super) struct Feature {
    /// Its terms with spaces between them.
    pub(super) name: String,
    /// Whether it is long enough to be asked for.
    pub(super) wanted: bool,
    pub(super) document_frequency: u64,
    pub(super) occurrences: u64,
    surfaces: Vec<u8>,
}

impl Feature {
    /// The commonest way the term was written, ties to the first in sorted order.
    ///
    /// # Errors
    /// If it cannot be read.
    pub(super) fn commonest_surface(&self) -> Result<Option<&str>> {
        SurfaceForms(&self.surfaces).commonest()
    }

    /// Becomes what a part says.
    fn replace(&mut self, record: FeatureRecord<'_>, surfaces: SurfaceForms<'_>) {
        self.name.clear();
        self.name.push_str(record.name);
        self.surfaces.clear();
        self.surfaces.extend_from_slice(surfaces.0);
        self.wanted = record.wanted;
        self.document_frequency = record.document_frequency;
        self.occurrences = record.occurrences;
    }

    /// Adds what another part says of the same feature.
    fn add(&mut self, other: &Self) {
        self.document_frequency += other.document_frequency;
        self.occurrences += other.occurrences;
        self.surfaces.extend_from_slice(&other.surfaces);
    }
}

/// All features of several dictionaries in sorted order, the records of one name added up. No feature
/// takes an allocation of its own.
pub(super) struct Merged<'d> {
    waiting: BinaryHeap<Reverse<Waiting>>,
    sources: Vec<Records<'d>>,
    /// The feature that is being looked at.
    feature: Feature,
}

/// The next feature of a source; orders by name.
#[derive(Debug)]
struct Waiting {
    feature: Feature,
    source: usize,
}

impl PartialEq for Waiting {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Waiting {}

impl PartialOrd for Waiting {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Waiting {
    fn cmp(&self, other: &Self) -> Ordering {
        self.feature.name.cmp(&other.feature.name).then_with(|| self.source.cmp(&other.source))
    }
}

impl<'d> Merged<'d> {
    /// # Errors
    /// If what was written to the disk cannot be read.
    pub(super) fn new(dictionaries: &'d [Dictionary]) -> Result<Self> {
        let segments = dictionaries.iter().flat_map(|dictionary| {
            (0..dictionary.segments()).map(|segment| dictionary.segment(segment))
        });
        let mut sources: Vec<Records<'_>> = segments.collect();
        let mut waiting = BinaryHeap::new();
        for (source, records) in sources.iter_mut().enumerate() {
            if let Some((record, surfaces)) = records.next()? {
                let mut feature = Feature::default();
                feature.replace(record, surfaces);
                waiting.push(Reverse(Waiting { feature, source }));
            }
        }
        Ok(Self { waiting, sources, feature: Feature::default() })
    }

    /// The next feature, as long as it is looked at.
    ///
    /// # Errors
    /// If what was written to the disk cannot be read.
    pub(super) fn next(&mut self) -> Result<Option<&Feature>> {
        let Self { waiting, sources, feature } = self;
        let Some(mut first) = waiting.peek_mut() else { return Ok(None) };
        std::mem::swap(feature, &mut first.0.feature);
        refill(first, sources)?;
        while let Some(next) = waiting.peek_mut() {
            if next.0.feature.name != feature.name {
                break;
            }
            feature.add(&next.0.feature);
            refill(next, sources)?;
        }
        Ok(Some(feature))
    }
}

/// Lets the source of a feature that was taken bring its next one.
fn refill(mut taken: PeekMut<'_, Reverse<Waiting>>, sources: &mut [Records<'_>]) -> Result<()> {
    let Waiting { feature, source } = &mut taken.0;
    match sources[*source].next()? {
        Some((record, surfaces)) => feature.replace(record, surfaces),
        None => drop(PeekMut::pop(taken)),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::dictionary::tests::segment_of;
    use super::*;

    #[test]
    fn records_of_one_name_are_added_up_over_threads_and_segments() {
        let (mut one, mut other) = (Dictionary::new(), Dictionary::new());
        one.write(segment_of(&[("b", 1, &[("B", 2)]), ("a", 2, &[])])).unwrap();
        one.write(segment_of(&[("b", 3, &[("b", 3)])])).unwrap();
        other.write(segment_of(&[("b", 5, &[("B", 2)]), ("c", 1, &[])])).unwrap();
        let dictionaries = [one, other];
        let mut merged = Merged::new(&dictionaries).unwrap();
        let mut found = Vec::new();
        while let Some(feature) = merged.next().unwrap() {
            let surface = feature.commonest_surface().unwrap().map(str::to_owned);
            let Feature { document_frequency, occurrences, .. } = *feature;
            found.push((feature.name.clone(), document_frequency, occurrences, surface));
        }
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
}
