//! An input to what the stages work on: documents in memory, their distinct words.

use std::collections::{HashMap, HashSet};

use caselens::Result;
use caselens::corpus::{Corpus, Document};
use caselens::pipeline::{CountedCorpus, Execution, each_batch};
use caselens::settings::Settings;
use caselens::text::{Analyzer, Language, TermTable};
use caselens::vectorize::NgramRange;

use super::super::known::Known;
use super::super::terminal::Terminal;

/// An input, and the rules by which it is vectorised.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a> {
    pub(super) corpus: &'a Corpus,
    pub(super) analyzer: &'a Analyzer,
    pub(super) settings: &'a Settings,
    pub(super) model: Option<&'a Known>,
    pub(super) execution: Execution,
}

impl<'a> Reading<'a> {
    /// How documents are counted.
    pub(super) fn rules(&self) -> (&'a Analyzer, NgramRange) {
        let ngrams = self.model.map(|known| known.vocabulary.ngrams());
        (self.analyzer, ngrams.unwrap_or_else(|| self.settings.vectorize.ngrams()))
    }
}

/// A word as it is written in documents of one language.
pub(super) struct DistinctWord {
    pub(super) written: String,
    pub(super) normalised: String,
    pub(super) language: Option<Language>,
}

/// All that is made before the clock starts.
pub(super) struct Workload<'a> {
    pub(super) reading: Reading<'a>,
    pub(super) documents: Vec<Document>,
    /// Rows or lines of the input that are no documents.
    pub(super) rejects: u64,
    /// In order of first appearance, as they are met in a run.
    pub(super) words: Vec<DistinctWord>,
}

impl<'a> Workload<'a> {
    /// Reads the input into memory.
    ///
    /// # Errors
    /// If it cannot be read.
    pub(super) fn read(reading: Reading<'a>, terminal: &Terminal) -> Result<Self> {
        let (mut documents, mut rejected) = (Vec::new(), 0);
        each_batch(reading.corpus, reading.execution, |batch| {
            batch.rejects.iter().for_each(|reject| terminal.reject(reject));
            rejected += batch.rejects.len() as u64;
            documents.append(&mut batch.documents);
            Ok(())
        })?;
        let words = distinct_words(reading, &documents);
        Ok(Self { reading, documents, rejects: rejected, words })
    }

    /// The counts of the documents in memory.
    pub(super) fn count(&self) -> Result<CountedCorpus> {
        let Reading { corpus, execution, .. } = self.reading;
        let rules = self.reading.rules();
        CountedCorpus::of_documents(&self.documents, corpus.schema(), rules, execution)
    }

    /// Bytes of the text fields of all documents.
    pub(super) fn text_bytes(&self) -> u64 {
        let schema = self.reading.corpus.schema();
        self.documents.iter().flat_map(|it| it.fields(schema)).map(|it| it.len() as u64).sum()
    }

    /// Bytes of the distinct words as they are written.
    pub(super) fn word_bytes(&self) -> u64 {
        self.words.iter().map(|word| word.written.len() as u64).sum()
    }
}

fn distinct_words(reading: Reading<'_>, documents: &[Document]) -> Vec<DistinctWord> {
    let Reading { corpus, analyzer, .. } = reading;
    let mut known: HashMap<Option<Language>, HashSet<String>> = HashMap::new();
    let mut words = Vec::new();
    let (mut table, mut tokens) = (TermTable::new(analyzer), Vec::new());
    for document in documents {
        if table.words() >= TermTable::MANY_WORDS {
            table = TermTable::new(analyzer);
        }
        let language = table.read_document(document.fields(corpus.schema()), &mut tokens);
        let known = known.entry(language).or_default();
        for field in document.fields(corpus.schema()) {
            analyzer.segment(field, |text, begin, end| {
                let written = &text[begin..end];
                if !known.contains(written) {
                    known.insert(written.to_owned());
                    let normalised = analyzer.normalise(written, language).into_owned();
                    words.push(DistinctWord { written: written.to_owned(), normalised, language });
                }
            });
        }
    }
    words
}
