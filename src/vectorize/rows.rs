//! Kept counts of documents to rows over a vocabulary.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::counted::{CountedRows, Stored};
use super::features::FeatureId;
use super::number::take_number;
use super::{TermCount, TermStatistics, Vocabulary};
use crate::error::Result;

/// Some rows of counts.
#[derive(Debug, Default)]
pub struct RowsRead<R> {
    /// What was made of the rows, in their order.
    pub rows: Vec<R>,
    /// Number of documents.
    pub documents: usize,
}

/// Reads counted rows in their order, as columns of a vocabulary.
pub struct RowReader<'r> {
    rows: &'r CountedRows,
    vocabulary: &'r Vocabulary,
    statistics: &'r TermStatistics,
    /// The columns of the features of the segments that are being read.
    columns: BTreeMap<SegmentOfThread, Columns>,
    next: usize,
}

/// The number of a thread and that of its segment.
type SegmentOfThread = (u32, u32);

/// The column of every feature of a segment, [`UNKNOWN`] where it has none.
type Columns = Vec<u32>;

/// The feature is not in the vocabulary.
const UNKNOWN: u32 = u32::MAX;

impl<'r> RowReader<'r> {
    /// Chunks that are in memory at once, for every thread.
    const CHUNKS: usize = 32;

    pub(super) fn new(
        rows: &'r CountedRows,
        vocabulary: &'r Vocabulary,
        statistics: &'r TermStatistics,
    ) -> Self {
        Self { rows, vocabulary, statistics, columns: BTreeMap::new(), next: 0 }
    }

    /// Reads on: `make` turns the counts of a chunk, its documents one after the other, into one value.
    /// Chunks are made in parallel. Nothing at the end.
    ///
    /// # Errors
    /// If what was kept on the disk cannot be read.
    pub fn read<R: Send>(
        &mut self,
        make: impl Fn(ChunkRows<'_>) -> R + Sync,
    ) -> Result<Option<RowsRead<R>>> {
        let rows = self.rows;
        let left = &rows.chunks()[self.next..];
        let chunks = &left[..left.len().min(Self::CHUNKS * rayon::current_num_threads())];
        self.next += chunks.len();
        self.learn_columns_for(chunks)?;
        let read: Result<Vec<R>> = chunks
            .par_iter()
            .map(|chunk| {
                let (bytes, columns) = (rows.bytes(chunk)?, &self.columns[&segment_of(chunk)]);
                Ok(make(ChunkRows { bytes: &bytes, columns, counts: Vec::new() }))
            })
            .collect();
        let documents = chunks.iter().map(|chunk| chunk.documents as usize).sum();
        Ok((!chunks.is_empty()).then_some(RowsRead { rows: read?, documents }))
    }

    /// Learns the columns of segments that are met for the first time. As the rows of a thread stand in
    /// the order in which it read them, those of its earlier segments are needed no more, and few of them
    /// a second time.
    fn learn_columns_for(&mut self, chunks: &[Stored]) -> Result<()> {
        let met: BTreeSet<SegmentOfThread> = chunks.iter().map(segment_of).collect();
        let new: Vec<_> = met.into_iter().filter(|it| !self.columns.contains_key(it)).collect();
        let Some(&(_, first)) = new.iter().min_by_key(|&&(_, segment)| segment) else {
            return Ok(());
        };
        let learn = |segment| Ok((segment, self.learn_columns(segment)?));
        let learnt: Vec<_> = new.into_par_iter().map(learn).collect::<Result<_>>()?;
        self.columns.retain(|&(_, segment), _| segment + 1 >= first);
        self.columns.extend(learnt);
        Ok(())
    }

    /// Goes through the segment and the vocabulary side by side: both are sorted.
    fn learn_columns(&self, (thread, segment): SegmentOfThread) -> Result<Columns> {
        let mut columns = Columns::new();
        let mut terms = self.vocabulary.terms().iter().zip(0..).peekable();
        let dictionary = self.statistics.dictionary(thread as usize);
        let mut records = dictionary.segment(segment as usize);
        while let Some((record, _)) = records.next()? {
            while terms.next_if(|(term, _)| term.term.as_str() < record.name).is_some() {}
            let same = terms.peek().filter(|(term, _)| term.term == record.name);
            let feature = record.feature as usize;
            if columns.len() <= feature {
                columns.resize(feature + 1, UNKNOWN);
            }
            columns[feature] = same.map_or(UNKNOWN, |&(_, column)| column);
        }
        Ok(columns)
    }
}

fn segment_of(chunk: &Stored) -> SegmentOfThread {
    (chunk.thread, chunk.segment)
}

/// The rows of a chunk, one after the other.
#[derive(Debug)]
pub struct ChunkRows<'c> {
    bytes: &'c [u8],
    columns: &'c [u32],
    counts: Vec<TermCount>,
}

impl ChunkRows<'_> {
    /// At most so many counts are left.
    pub fn most_counts(&self) -> usize {
        // A feature and its count take a byte each at least, and mostly two or three.
        self.bytes.len() / 2
    }

    /// The counts of the next document, sorted by column.
    pub fn next_row(&mut self) -> Option<&[TermCount]> {
        if self.bytes.is_empty() {
            return None;
        }
        self.counts.clear();
        for _ in 0..take_number(&mut self.bytes) {
            let feature: FeatureId = take_number(&mut self.bytes);
            let count = take_number(&mut self.bytes);
            let column = self.columns[feature as usize];
            if column != UNKNOWN {
                self.counts.push(TermCount { column, count });
            }
        }
        self.counts.sort_unstable_by_key(|count| count.column);
        Some(&self.counts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::Memory;
    use crate::text::{Analyzer, TextSettings};
    use crate::vectorize::{CountedChunk, NgramRange, TermCounter, VectorizeSettings};

    const TEXTS: [&str; 6] = [
        "The ferry crosses the river, and the river carries the ferry.",
        "Bread, bread and bread fill the market square.",
        "",
        "The school garden grows beans; children count the beans of the garden.",
        "Neighbours repair the bridge over the river and paint the school.",
        "The market square floods when the river rises.",
    ];

    /// The vocabulary of the texts, and the rows as columns and counts, when they are read by so many
    /// threads in turn, each with room for so many words.
    fn read(threads: usize, room: usize, range: NgramRange) -> (Vocabulary, Vec<Vec<(u32, u32)>>) {
        let analyzer = Analyzer::new(&TextSettings::default()).unwrap();
        let counter = |_| TermCounter::new(&analyzer, range, Memory::UNLIMITED).with_room_for(room);
        let mut counters: Vec<TermCounter> = (0..threads).map(counter).collect();
        let mut counted = CountedRows::new(Memory::UNLIMITED);
        for (at, text) in TEXTS.into_iter().enumerate() {
            let thread = at % threads;
            counters[thread].make_room().unwrap();
            let mut chunk = CountedChunk::new(thread, &counters[thread]);
            counters[thread].read([text].into_iter());
            chunk.push(&counters[thread]);
            counted.push(&chunk).unwrap();
        }
        let mut statistics = TermStatistics::default();
        for counter in counters {
            statistics.merge(counter.into_statistics().unwrap());
        }
        let settings = VectorizeSettings {
            ngram_range: (range.min, range.max),
            max_features: 12,
            ..VectorizeSettings::default()
        };
        let vocabulary = Vocabulary::learn(&statistics, &settings).unwrap();
        let mut rows = Vec::new();
        let mut reader = counted.over(&vocabulary, &statistics);
        let pairs = |counts: &[TermCount]| counts.iter().map(|it| (it.column, it.count)).collect();
        while let Some(read) =
            reader.read(|mut chunk| chunk.next_row().map(pairs).unwrap_or_default()).unwrap()
        {
            rows.extend(read.rows);
        }
        (vocabulary, rows)
    }

    #[test]
    fn neither_threads_nor_room_change_a_vocabulary_or_a_row() {
        for (min, max) in [(1, 1), (1, 2), (2, 3)] {
            let range = NgramRange { min, max, broken_by_stop_words: false };
            let alone = read(1, usize::MAX, range);
            assert_eq!(alone.0.len(), 12, "those with most occurrences are kept");
            assert!(alone.0.left_out() > 0);
            assert_eq!(alone.1.len(), TEXTS.len());
            for (threads, room) in [(1, 1), (1, 7), (2, usize::MAX), (2, 1), (3, 5)] {
                let found = read(threads, room, range);
                assert_eq!(found, alone, "{threads} threads with room for {room} words");
            }
        }
    }
}
