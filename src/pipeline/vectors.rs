//! A corpus to its matrix of counts or weights, read once.

use super::batches::{Batch, Execution, Workspaces, each_batch};
use crate::corpus::{Corpus, Document, Reject, Schema};
use crate::error::Result;
use crate::memory::Memory;
use crate::progress::{Progress, Step};
use crate::text::Analyzer;
use crate::vectorize::{
    ChunkRows, CountedChunk, CountedRows, NgramRange, RowsRead, SparseRows, SparseRowsBuilder,
    TermCounter, TermStatistics, TfIdf, Vocabulary,
};

/// The counts of all documents of a corpus, waiting for a vocabulary.
#[derive(Debug)]
pub struct CountedCorpus {
    statistics: TermStatistics,
    rows: CountedRows,
}

impl CountedCorpus {
    /// Reads a corpus. `take` gets the documents, batch by batch in the order of the input, and what
    /// was rejected between them.
    ///
    /// # Errors
    /// If the input cannot be read, the disk has no room for the counts, or `take` fails.
    pub fn read(
        corpus: &Corpus,
        (analyzer, ngrams): (&Analyzer, NgramRange),
        execution: Execution,
        progress: &dyn Progress,
        mut take: impl FnMut(&[Document], &[Reject]) -> Result<()>,
    ) -> Result<Self> {
        progress.begin(Step::Scan, None);
        let mut counting = Counting::new(corpus.schema(), (analyzer, ngrams), execution.memory);
        each_batch(corpus, execution, |Batch { documents, rejects }| {
            counting.add(documents)?;
            progress.advance(documents.len() as u64);
            take(documents, rejects)
        })?;
        let counted = counting.finish()?;
        progress.end();
        Ok(counted)
    }

    /// As [`CountedCorpus::read`], of documents that are in memory already.
    ///
    /// # Errors
    /// If the disk has no room for the counts.
    pub fn of_documents(
        documents: &[Document],
        schema: &Schema,
        (analyzer, ngrams): (&Analyzer, NgramRange),
        execution: Execution,
    ) -> Result<Self> {
        let mut counting = Counting::new(schema, (analyzer, ngrams), execution.memory);
        documents.chunks(execution.batch.max(1)).try_for_each(|batch| counting.add(batch))?;
        counting.finish()
    }

    /// What is known of the terms.
    pub fn statistics(&self) -> &TermStatistics {
        &self.statistics
    }

    /// Number of documents, N.
    pub fn documents(&self) -> usize {
        self.rows.documents()
    }

    /// Number of values that the rows over `vocabulary` hold.
    ///
    /// # Errors
    /// If what is known of the terms cannot be read back.
    pub fn values(&self, vocabulary: &Vocabulary) -> Result<u64> {
        self.statistics.values_over(vocabulary)
    }

    /// Hands the rows over `vocabulary` to `take`, some at a time in the order of the documents, by their
    /// `weights`, as what `make` makes of them: that is done by all threads, and by the others while one
    /// takes. Terms beyond the vocabulary are left out.
    ///
    /// # Errors
    /// If the counts cannot be read back, or `take` fails.
    pub fn each_rows<R: Send>(
        &self,
        (vocabulary, weights): (&Vocabulary, &TfIdf),
        progress: &dyn Progress,
        make: impl Fn(SparseRows) -> R + Sync,
        mut take: impl FnMut(R) -> Result<()> + Send,
    ) -> Result<()> {
        progress.begin(Step::Apply, Some(self.documents() as u64));
        let mut reader = self.rows.over(vocabulary, &self.statistics);
        let make = |chunk: ChunkRows<'_>| make(rows_of(chunk, vocabulary.len(), weights));
        let mut made = reader.read(make)?;
        while let Some(RowsRead { rows, documents }) = made {
            let take_all = || rows.into_iter().try_for_each(&mut take);
            let (taken, next) = rayon::join(take_all, || reader.read(make));
            taken?;
            progress.advance(documents as u64);
            made = next?;
        }
        progress.end();
        Ok(())
    }

    /// All rows over `vocabulary`, as [`CountedCorpus::each_rows`] hands them over.
    ///
    /// # Errors
    /// If the counts cannot be read back.
    pub fn matrix(
        &self,
        vocabulary: &Vocabulary,
        weights: &TfIdf,
        progress: &dyn Progress,
    ) -> Result<SparseRows> {
        let mut builder = SparseRowsBuilder::new(vocabulary.len());
        let append = |rows: SparseRows| {
            builder.append(&rows);
            Ok(())
        };
        self.each_rows((vocabulary, weights), progress, |rows| rows, append)?;
        Ok(builder.build())
    }
}

/// A corpus that is being counted.
struct Counting<'a> {
    schema: &'a Schema,
    counters: Workspaces<TermCounter<'a>>,
    rows: CountedRows,
}

impl<'a> Counting<'a> {
    fn new(
        schema: &'a Schema,
        (analyzer, ngrams): (&'a Analyzer, NgramRange),
        memory: Memory,
    ) -> Self {
        let counters = Workspaces::new(|| TermCounter::new(analyzer, ngrams, memory));
        Self { schema, counters, rows: CountedRows::new(memory) }
    }

    fn add(&mut self, documents: &[Document]) -> Result<()> {
        let chunks = self.counters.map_chunks(documents, |counter, thread, documents| {
            counter.make_room()?;
            let mut chunk = CountedChunk::new(thread, counter);
            for document in documents {
                counter.read(document.fields(self.schema));
                chunk.push(counter);
            }
            Ok(chunk)
        });
        chunks.into_iter().try_for_each(|chunk| self.rows.push(&chunk?))
    }

    fn finish(self) -> Result<CountedCorpus> {
        let mut statistics = TermStatistics::default();
        for part in self.counters.finish(TermCounter::into_statistics) {
            statistics.merge(part?);
        }
        Ok(CountedCorpus { statistics, rows: self.rows })
    }
}

/// The rows of a chunk, V columns.
fn rows_of(mut chunk: ChunkRows<'_>, columns: usize, weights: &TfIdf) -> SparseRows {
    let mut builder = SparseRowsBuilder::new(columns);
    builder.reserve(chunk.most_counts());
    while let Some(counts) = chunk.next_row() {
        builder.push_weighted(counts, weights);
    }
    builder.build()
}
