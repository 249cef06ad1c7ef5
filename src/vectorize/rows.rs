//! Counts of documents, kept under the numbers of the threads that counted, to rows over a vocabulary.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::features::FeatureId;
use super::{TermCount, TermCounter, TermStatistics, Vocabulary};
use crate::error::Result;
use crate::spool::Spool;

/// The counts of some documents in their order, as one thread made them.
#[derive(Debug, Default)]
pub struct CountedChunk {
    thread: usize,
    segment: usize,
    documents: usize,
    bytes: Vec<u8>,
}

impl CountedChunk {
    /// No documents yet; they will be counted by `counter`, which is that of thread number `thread`.
    pub fn new(thread: usize, counter: &TermCounter<'_>) -> Self {
        Self {
            thread,
            segment: counter.segment(),
            documents: 0,
            bytes: Vec::with_capacity(1 << 13),
        }
    }

    /// Adds the document that `counter` read last.
    pub fn push(&mut self, counter: &TermCounter<'_>) {
        debug_assert_eq!(self.segment, counter.segment(), "a chunk is of one segment");
        self.documents += 1;
        push_number(&mut self.bytes, counter.counts().count() as u32);
        for (feature, count) in counter.counts() {
            push_number(&mut self.bytes, feature);
            push_number(&mut self.bytes, count);
        }
    }
}

/// The counts of all documents in their order.
#[derive(Debug)]
pub struct CountedRows {
    spool: Spool,
    chunks: Vec<Stored>,
    documents: usize,
}

/// Where a chunk is.
#[derive(Debug, Clone)]
struct Stored {
    thread: u32,
    segment: u32,
    documents: u32,
    bytes: Range<u64>,
}

impl CountedRows {
    /// Bytes kept in memory.
    const IN_MEMORY: usize = 128 << 20;

    /// No documents.
    pub fn new() -> Self {
        Self { spool: Spool::new(Self::IN_MEMORY), chunks: Vec::new(), documents: 0 }
    }

    /// Appends documents.
    ///
    /// # Errors
    /// If the disk has no room.
    pub fn push(&mut self, chunk: &CountedChunk) -> Result<()> {
        self.documents += chunk.documents;
        self.chunks.push(Stored {
            thread: chunk.thread as u32,
            segment: chunk.segment as u32,
            documents: chunk.documents as u32,
            bytes: self.spool.append(&chunk.bytes)?,
        });
        Ok(())
    }

    /// Number of documents.
    pub fn documents(&self) -> usize {
        self.documents
    }

    /// Makes ready to read the rows over `vocabulary`; `statistics` are those of the same documents, the
    /// parts of the threads merged in the order of their numbers.
    pub fn over<'r>(
        &'r self,
        vocabulary: &'r Vocabulary,
        statistics: &'r TermStatistics,
    ) -> RowReader<'r> {
        RowReader { rows: self, vocabulary, statistics, columns: Vec::new(), next: 0 }
    }
}

impl Default for CountedRows {
    fn default() -> Self {
        Self::new()
    }
}

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
    /// For every thread the columns of the features of the segment that was last asked for.
    columns: Vec<Option<(u32, Arc<Columns>)>>,
    next: usize,
}

/// The column of every feature of a segment, [`UNKNOWN`] where it has none.
type Columns = Vec<u32>;

/// The feature is not in the vocabulary.
const UNKNOWN: u32 = u32::MAX;

impl RowReader<'_> {
    /// Chunks that are in memory at once, for every thread.
    const CHUNKS: usize = 64;

    /// Reads on: `make` turns the counts of a chunk, its documents one after the other, into one value.
    /// Chunks are made in parallel. Nothing at the end.
    ///
    /// # Errors
    /// If what was kept on the disk cannot be read.
    pub fn read<R: Send>(
        &mut self,
        make: impl Fn(ChunkRows<'_>) -> R + Sync,
    ) -> Result<Option<RowsRead<R>>> {
        let end = self.rows.chunks.len();
        let end = end.min(self.next + Self::CHUNKS * rayon::current_num_threads());
        let mut read = Vec::new();
        let mut documents = 0;
        for at in self.next..end {
            let stored = self.rows.chunks[at].clone();
            documents += stored.documents as usize;
            let bytes = self.rows.spool.bytes(stored.bytes)?;
            read.push((bytes, self.columns(stored.thread, stored.segment)?));
        }
        self.next = end;
        let rows: Vec<R> = read
            .par_iter()
            .map(|(bytes, columns)| make(ChunkRows { bytes, columns, counts: Vec::new() }))
            .collect();
        Ok((!rows.is_empty()).then_some(RowsRead { rows, documents }))
    }

    /// The columns of the features of a segment. As the rows of a thread stand in the order in which it
    /// read them, every segment is asked for once or twice.
    fn columns(&mut self, thread: u32, segment: u32) -> Result<Arc<Columns>> {
        let at = thread as usize;
        if self.columns.len() <= at {
            self.columns.resize(at + 1, None);
        }
        if let Some((known, columns)) = &self.columns[at]
            && *known == segment
        {
            return Ok(Arc::clone(columns));
        }
        let columns = Arc::new(self.learn_columns(at, segment as usize)?);
        self.columns[at] = Some((segment, Arc::clone(&columns)));
        Ok(columns)
    }

    /// Goes through the segment and the vocabulary side by side: both are sorted.
    fn learn_columns(&self, thread: usize, segment: usize) -> Result<Columns> {
        let mut columns = Columns::new();
        let mut terms = self.vocabulary.terms().iter().zip(0..).peekable();
        for record in self.statistics.dictionary(thread).segment(segment) {
            let record = record?;
            while terms.next_if(|(term, _)| term.term < record.name).is_some() {}
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

/// Seven bits a byte, the lowest first; the highest bit says that more follow.
#[inline]
fn push_number(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Takes what [`push_number`] wrote from the beginning of `bytes`.
#[inline]
fn take_number(bytes: &mut &[u8]) -> u32 {
    let mut number = 0;
    let mut shift = 0;
    while let Some((&byte, rest)) = bytes.split_first() {
        *bytes = rest;
        number |= u32::from(byte & 0x7F) << shift;
        if byte < 0x80 {
            break;
        }
        shift += 7;
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Analyzer, TextSettings};
    use crate::vectorize::{NgramRange, VectorizeSettings};

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
        let counter = |_| TermCounter::new(&analyzer, range).with_room_for(room);
        let mut counters: Vec<TermCounter> = (0..threads).map(counter).collect();
        let mut counted = CountedRows::new();
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

    #[test]
    fn numbers_come_back() {
        let numbers = [0, 1, 127, 128, 16_383, 16_384, 2_097_152, u32::MAX];
        let mut bytes = Vec::new();
        numbers.iter().for_each(|&number| push_number(&mut bytes, number));
        let mut rest = bytes.as_slice();
        assert_eq!(numbers.map(|_| take_number(&mut rest)), numbers);
        assert!(rest.is_empty());
    }
}
