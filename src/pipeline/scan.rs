//! Documents to statistics of the corpus.

use std::collections::BTreeMap;

use hashbrown::HashMap;

use super::Sample;
use super::batches::{Execution, Workspaces, each_batch};
use super::identity::{TextHash, text_hash};
use crate::corpus::{Corpus, Document, Reason};
use crate::error::Result;
use crate::progress::{Progress, Step};
use crate::settings::Settings;
use crate::text::{Analyzer, Language, TermTable};
use crate::vectorize::{TermCounter, TermStatistics};

/// What a scan learns of a corpus. Parts are merged by addition.
#[derive(Debug)]
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

/// A corpus that was read once.
pub struct Scan<'a> {
    /// What was learnt of it.
    pub statistics: CorpusStatistics,
    /// Tables that know its words, so that who reads texts of it again need not analyse them anew. Large
    /// ones are not kept.
    pub tables: Vec<TermTable<'a>>,
}

/// Tables of more words are not kept: they need much memory, and save little in so large a corpus.
const KEPT: usize = TermTable::MANY_WORDS / 4;

/// Reads the whole corpus once.
///
/// # Errors
/// If the input cannot be read.
pub fn scan<'a>(
    corpus: &Corpus,
    analyzer: &'a Analyzer,
    settings: &Settings,
    execution: Execution,
    progress: &dyn Progress,
) -> Result<Scan<'a>> {
    progress.begin(Step::Scan, None);
    let schema = corpus.schema();
    let ngrams = settings.vectorize.ngrams();
    let counters = Workspaces::new(|| TermCounter::new(analyzer, ngrams, execution.memory));
    let mut statistics = CorpusStatistics::new(settings.sample_size);
    each_batch(corpus, execution, |batch| {
        let scanned = counters.map_chunks(&batch.documents, |counter, _, documents| {
            counter.make_room()?;
            let scan = |document: &Document| {
                (counter.read(document.fields(schema)), text_hash(document, schema))
            };
            Ok(documents.iter().map(scan).collect::<Vec<_>>())
        });
        let scanned = scanned.into_iter().collect::<Result<Vec<_>>>()?.into_iter().flatten();
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
        Ok(())
    })?;
    let mut tables = Vec::new();
    for part in counters.finish(TermCounter::into_parts) {
        let (terms, table) = part?;
        statistics.terms.merge(terms);
        tables.extend(Some(table).filter(|table| table.words() <= KEPT));
    }
    progress.end();
    Ok(Scan { statistics, tables })
}
