//! A corpus to its matrix of counts or weights, read once.

use super::batches::{Batch, Execution, Workspaces, each_batch};
use crate::corpus::{Corpus, Document, Reject};
use crate::error::Result;
use crate::progress::{Progress, Step};
use crate::text::Analyzer;
use crate::vectorize::{
    ChunkRows, CountedChunk, CountedRows, NgramRange, SparseRows, SparseRowsBuilder, TermCounter,
    TermStatistics, TfIdf, Vocabulary,
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
        let schema = corpus.schema();
        let counters = Workspaces::new(|| TermCounter::new(analyzer, ngrams));
        let mut rows = CountedRows::new();
        each_batch(corpus, execution, |Batch { documents, rejects }| {
            let chunks = counters.map_chunks(&documents, |counter, thread, documents| {
                counter.make_room()?;
                let mut chunk = CountedChunk::new(thread, counter);
                for document in documents {
                    counter.read(document.fields(schema));
                    chunk.push(counter);
                }
                Ok(chunk)
            });
            chunks.into_iter().try_for_each(|chunk| rows.push(&chunk?))?;
            progress.advance(documents.len() as u64);
            take(&documents, &rejects)
        })?;
        let mut statistics = TermStatistics::default();
        for counter in counters.into_inner() {
            statistics.merge(counter.into_statistics()?);
        }
        progress.end();
        Ok(Self { statistics, rows })
    }

    /// What is known of the terms.
    pub fn statistics(&self) -> &TermStatistics {
        &self.statistics
    }

    /// Number of documents, N.
    pub fn documents(&self) -> usize {
        self.rows.documents()
    }

    /// Hands the rows over `vocabulary` to `take`, some at a time in the order of the documents, by their
    /// `weights`. Terms beyond the vocabulary are left out.
    ///
    /// # Errors
    /// If the counts cannot be read back, or `take` fails.
    pub fn each_rows(
        &self,
        vocabulary: &Vocabulary,
        weights: &TfIdf,
        progress: &dyn Progress,
        mut take: impl FnMut(SparseRows) -> Result<()>,
    ) -> Result<()> {
        progress.begin(Step::Apply, Some(self.documents() as u64));
        let mut reader = self.rows.over(vocabulary, &self.statistics);
        while let Some(read) = reader.read(|chunk| rows_of(chunk, vocabulary.len(), weights))? {
            read.rows.into_iter().try_for_each(&mut take)?;
            progress.advance(read.documents as u64);
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
        self.each_rows(vocabulary, weights, progress, |rows| {
            builder.append(&rows);
            Ok(())
        })?;
        Ok(builder.build())
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
