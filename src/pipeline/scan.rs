//! Documents to statistics of the corpus.

use std::collections::BTreeMap;

use hashbrown::HashMap;

use super::Sample;
use super::batches::{Execution, Workspaces, batches};
use super::identity::{TextHash, text_hash};
use crate::corpus::{Corpus, Document, Reason, Schema};
use crate::error::Result;
use crate::progress::{Progress, Step};
use crate::settings::Settings;
use crate::text::{Analyzer, Language, TermTable, Token};
use crate::vectorize::{StatisticsCounter, TermStatistics};

/// What a scan learns of a corpus. Parts are merged by addition.
#[derive(Debug, Clone)]
pub struct CorpusStatistics {
    /// Document frequencies and surface forms.
    pub terms: TermStatistics,
    /// Number of documents per language.
    pub languages: BTreeMap<Option<Language>, u64>,
    /// How many documents have each text.
    pub texts: HashMap<TextHash, u32>,
    /// Number of rejected rows or lines per reason.
    pub rejected: BTreeMap<Reason, u64>,
    /// The documents clusters are learnt from.
    pub sample: Sample,
}

impl CorpusStatistics {
    /// Nothing scanned yet.
    pub fn new(sample_size: usize) -> Self {
        Self {
            terms: TermStatistics::default(),
            languages: BTreeMap::new(),
            texts: HashMap::new(),
            rejected: BTreeMap::new(),
            sample: Sample::new(sample_size),
        }
    }

    /// Adds what another part learnt.
    pub fn merge(&mut self, other: Self) {
        self.terms.merge(other.terms);
        for (language, documents) in other.languages {
            *self.languages.entry(language).or_default() += documents;
        }
        for (text, documents) in other.texts {
            *self.texts.entry(text).or_default() += documents;
        }
        for (reason, rows) in other.rejected {
            *self.rejected.entry(reason).or_default() += rows;
        }
        self.sample.merge(other.sample);
    }
}

/// What one thread needs to scan.
struct Scanner<'a> {
    table: TermTable<'a>,
    tokens: Vec<Token>,
    counter: StatisticsCounter,
}

impl Scanner<'_> {
    fn scan(&mut self, document: &Document, schema: &Schema) -> (Option<Language>, TextHash) {
        let language = self.table.read_document(document.fields(schema), &mut self.tokens);
        self.counter.count(&self.table, &self.tokens);
        (language, text_hash(document, schema))
    }
}

/// Reads the whole corpus once.
///
/// # Errors
/// If the input cannot be read.
pub fn scan(
    corpus: &Corpus,
    analyzer: &Analyzer,
    settings: &Settings,
    execution: Execution,
    progress: &dyn Progress,
) -> Result<CorpusStatistics> {
    progress.begin(Step::Scan, None);
    let schema = corpus.schema();
    let scanners = Workspaces::new(|| Scanner {
        table: TermTable::new(analyzer),
        tokens: Vec::new(),
        counter: StatisticsCounter::new(),
    });
    let mut statistics = CorpusStatistics::new(settings.sample_size);
    for batch in batches(corpus.entries()?, execution.batch) {
        let batch = batch?;
        let scanned =
            scanners.map(&batch.documents, |scanner, document| scanner.scan(document, schema));
        for (document, (language, text)) in batch.documents.iter().zip(scanned) {
            *statistics.languages.entry(language).or_default() += 1;
            *statistics.texts.entry(text).or_default() += 1;
            let fields = || document.fields(schema).map(str::to_owned).collect();
            statistics.sample.offer(&document.id, text, fields);
        }
        for reject in &batch.rejects {
            *statistics.rejected.entry(reject.reason).or_default() += 1;
        }
        progress.advance(batch.documents.len() as u64);
    }
    for scanner in scanners.into_inner() {
        statistics.terms.merge(scanner.counter.into_statistics(&scanner.table));
    }
    progress.end();
    Ok(statistics)
}
