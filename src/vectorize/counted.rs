//! Counts of documents, kept under the numbers of the threads that counted.

use std::ops::Range;

use super::TermCounter;
use super::number::push_number;
use super::rows::RowReader;
use super::{TermStatistics, Vocabulary};
use crate::error::Result;
use crate::memory::Memory;
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
pub(super) struct Stored {
    pub(super) thread: u32,
    pub(super) segment: u32,
    pub(super) documents: u32,
    bytes: Range<u64>,
}

impl CountedRows {
    /// Bytes kept in memory, and which share of the memory they may be.
    const IN_MEMORY: (u64, usize) = (8, 128 << 20);

    /// No documents. Their counts go to the disk when they are many for the memory.
    pub fn new(memory: Memory) -> Self {
        let (share, usual) = Self::IN_MEMORY;
        Self { spool: Spool::new(memory.share(share, usual)), chunks: Vec::new(), documents: 0 }
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

    /// Where the chunks are, in the order of the documents.
    pub(super) fn chunks(&self) -> &[Stored] {
        &self.chunks
    }

    /// The bytes of a chunk.
    pub(super) fn bytes(&self, chunk: &Stored) -> Result<Vec<u8>> {
        self.spool.bytes(chunk.bytes.clone())
    }

    /// Makes ready to read the rows over `vocabulary`; `statistics` are those of the same documents, the
    /// parts of the threads merged in the order of their numbers.
    pub fn over<'r>(
        &'r self,
        vocabulary: &'r Vocabulary,
        statistics: &'r TermStatistics,
    ) -> RowReader<'r> {
        RowReader::new(self, vocabulary, statistics)
    }
}
