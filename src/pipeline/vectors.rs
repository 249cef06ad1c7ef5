//! A corpus to its tf-idf matrix.

use super::batches::{Execution, Workspaces, batches};
use super::scan::scan;
use crate::corpus::{Corpus, Reject};
use crate::error::Result;
use crate::progress::{Progress, Step};
use crate::settings::Settings;
use crate::text::{Analyzer, TermTable, Token};
use crate::vectorize::{RowCounter, SparseRows, SparseRowsBuilder, TfIdf, Vocabulary};

/// The tf-idf rows of a corpus.
#[derive(Debug, Clone)]
pub struct Vectors {
    /// N × V, rows of length 1 or without a value.
    pub rows: SparseRows,
    /// The id of each row.
    pub ids: Vec<String>,
    /// What of the input was no case.
    pub rejects: Vec<Reject>,
}

/// What is needed to turn documents into tf-idf rows.
pub struct Vectorizer {
    analyzer: Analyzer,
    /// The known terms, V.
    pub vocabulary: Vocabulary,
    /// Their weights.
    pub tfidf: TfIdf,
}

impl Vectorizer {
    /// Learns the vocabulary of a corpus and its weights.
    ///
    /// # Errors
    /// If the input cannot be read.
    pub fn learn(
        corpus: &Corpus,
        settings: &Settings,
        execution: Execution,
        progress: &dyn Progress,
    ) -> Result<Self> {
        let analyzer = Analyzer::new(&settings.text)?;
        let statistics = scan(corpus, &analyzer, settings, execution, progress)?;
        let vocabulary = Vocabulary::learn(&statistics.terms, &settings.vectorize);
        let tfidf = TfIdf::learn(&vocabulary, &settings.vectorize);
        Ok(Self { analyzer, vocabulary, tfidf })
    }

    /// The tf-idf rows of all documents, in the order of the input, and what was rejected.
    ///
    /// # Errors
    /// If the input cannot be read.
    pub fn transform(
        &self,
        corpus: &Corpus,
        execution: Execution,
        progress: &dyn Progress,
    ) -> Result<Vectors> {
        progress.begin(Step::Apply, Some(self.vocabulary.documents()));
        let schema = corpus.schema();
        let workspaces = Workspaces::new(|| {
            (TermTable::new(&self.analyzer), RowCounter::new(&self.vocabulary), Vec::<Token>::new())
        });
        let mut builder = SparseRowsBuilder::new(self.vocabulary.len());
        let (mut ids, mut rejects) = (Vec::new(), Vec::new());
        for batch in batches(corpus.entries()?, execution.batch) {
            let batch = batch?;
            let rows = workspaces.map(&batch.documents, |(table, counter, tokens), document| {
                table.read_document(document.fields(schema), tokens);
                self.tfidf.row(&counter.count(table, tokens))
            });
            rows.into_iter().for_each(|row| builder.push(row));
            progress.advance(batch.documents.len() as u64);
            ids.extend(batch.documents.into_iter().map(|document| document.id));
            rejects.extend(batch.rejects);
        }
        progress.end();
        Ok(Vectors { rows: builder.build(), ids, rejects })
    }
}
