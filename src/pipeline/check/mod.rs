//! A corpus to what should be known of it before anything is made of it.
//!
//! It is read twice, and nothing is written. What it takes in memory: 16 bytes for each distinct text
//! and id, the marks of at most [`SKETCHES`](near::SKETCHES) texts, and counters of a fixed size.

mod boilerplate;
mod columns;
mod finding;
mod near;
mod parts;
mod personal;
mod places;
mod report;

use std::collections::BTreeMap;

use hashbrown::HashMap;

use super::batches::{Batch, Execution, Workspaces, each_batch};
use super::identity::text_hash;
use crate::corpus::{Corpus, Document, Reason};
use crate::error::Result;
use crate::personal::Patterns;
use crate::progress::{Progress, Step};
use crate::text::{Analyzer, Language, TermTable, Token};

use boilerplate::{Phrases, RepeatedPhrases};
use columns::ColumnTypes;
use near::{NearDuplicates, Sketches};
use personal::PersonalData;
use places::Places;

pub use columns::{ColumnReport, ColumnType};
pub use finding::{Finding, Severity};
pub use parts::{InputReport, Plan, Totals};
pub use report::CheckReport;

/// A text with fewer words says too little to be tagged or compared.
const SHORT: usize = 5;

/// What is counted while the corpus is read for the first time.
struct Survey {
    totals: Totals,
    languages: BTreeMap<Option<Language>, u64>,
    rejected: BTreeMap<Reason, (u64, Places)>,
    columns: ColumnTypes,
    /// How many documents have each text.
    texts: HashMap<u128, u32>,
    sketches: Sketches,
    phrases: Phrases,
    personal: PersonalData,
    empty: Places,
    short: Places,
    garbled: Places,
}

/// What one look at a document gives.
struct Look {
    language: Option<Language>,
    words: usize,
    text: u128,
    sketch: Option<near::Sketch>,
    phrases: Vec<u64>,
    personal: Vec<personal::Hit>,
    garbled: bool,
}

/// What one thread needs.
struct Eye<'a> {
    table: TermTable<'a>,
    tokens: Vec<Token>,
    patterns: Patterns,
}

impl Eye<'_> {
    fn look(&mut self, document: &Document, corpus: &Corpus) -> Look {
        let schema = corpus.schema();
        let fields: Vec<&str> = document.fields(schema).collect();
        let language = self.table.read_document(fields.iter().copied(), &mut self.tokens);
        let mut phrases = Vec::new();
        fields
            .iter()
            .for_each(|field| boilerplate::phrases(field, |phrase, _| phrases.push(phrase)));
        // A phrase that stands twice in a document counts once.
        phrases.sort_unstable();
        phrases.dedup();
        Look {
            language,
            words: self.tokens.len(),
            text: text_hash(document, schema),
            sketch: near::sketch(&fields),
            phrases,
            personal: personal::find(&self.patterns, document),
            garbled: fields.iter().any(|field| finding::is_garbled(field)),
        }
    }
}

/// Reads the corpus and tells what was found. What a run would do is left to the caller, who knows the
/// codebook.
///
/// # Errors
/// If the input cannot be read.
pub fn check(
    corpus: &Corpus,
    analyzer: &Analyzer,
    execution: Execution,
    progress: &dyn Progress,
) -> Result<CheckReport> {
    let survey = Survey::read(corpus, analyzer, execution, progress)?;
    let near = survey.sketches.near_duplicates();
    let repeated = Repeats::read(corpus, &survey, &near, execution, progress)?;
    Ok(report::report(corpus, survey, near, repeated))
}

impl Survey {
    fn read(
        corpus: &Corpus,
        analyzer: &Analyzer,
        execution: Execution,
        progress: &dyn Progress,
    ) -> Result<Self> {
        let mut survey = Self {
            totals: Totals::default(),
            languages: BTreeMap::new(),
            rejected: BTreeMap::new(),
            columns: ColumnTypes::new(corpus.schema().columns.len()),
            texts: HashMap::new(),
            sketches: Sketches::default(),
            phrases: Phrases::default(),
            personal: PersonalData::default(),
            empty: Places::default(),
            short: Places::default(),
            garbled: Places::default(),
        };
        let patterns = Patterns::new()?;
        let eyes = Workspaces::new(|| Eye {
            table: TermTable::new(analyzer),
            tokens: Vec::new(),
            patterns: patterns.clone(),
        });
        progress.begin(Step::Scan, None);
        each_batch(corpus, execution, |batch| {
            let looks = eyes.map(&batch.documents, |eye, document| {
                if eye.table.words() >= TermTable::MANY_WORDS {
                    eye.table = TermTable::new(analyzer);
                }
                eye.look(document, corpus)
            });
            survey.take(batch, looks);
            progress.advance(batch.documents.len() as u64);
            Ok(())
        })?;
        progress.end();
        Ok(survey)
    }

    fn take(&mut self, batch: &Batch, looks: Vec<Look>) {
        for (document, look) in batch.documents.iter().zip(looks) {
            self.totals.cases += 1;
            *self.languages.entry(look.language).or_default() += 1;
            self.columns.add(document);
            if look.words == 0 {
                self.totals.empty += 1;
                self.empty.add(&document.place);
                continue;
            }
            if look.words < SHORT {
                self.totals.short += 1;
                self.short.add(&document.place);
            }
            if look.garbled {
                self.totals.garbled += 1;
                self.garbled.add(&document.place);
            }
            *self.texts.entry(look.text).or_default() += 1;
            if let Some(sketch) = look.sketch {
                self.sketches.offer(look.text, sketch);
            }
            look.phrases.into_iter().for_each(|phrase| self.phrases.count(phrase));
            look.personal.into_iter().for_each(|hit| self.personal.add(hit, &document.place));
        }
        for reject in &batch.rejects {
            self.totals.rejected += 1;
            let (count, places) = self.rejected.entry(reject.reason).or_default();
            *count += 1;
            places.add(&reject.place);
        }
    }
}

/// What only a second reading can tell: who the duplicates are, and what the repeated phrases say.
struct Repeats {
    /// The first ids of each near-duplicate group, in the order of the groups.
    near: Vec<Vec<String>>,
    /// The first ids of the texts that several documents have.
    exact: Vec<Vec<String>>,
    phrases: RepeatedPhrases,
}

impl Repeats {
    fn read(
        corpus: &Corpus,
        survey: &Survey,
        near: &NearDuplicates,
        execution: Execution,
        progress: &dyn Progress,
    ) -> Result<Self> {
        let mut groups: HashMap<u128, usize> = HashMap::new();
        for (number, group) in near.groups.iter().take(finding::SHOWN).enumerate() {
            groups.extend(group.iter().map(|&text| (text, number)));
        }
        let mut commonest: Vec<(u32, u128)> = survey
            .texts
            .iter()
            .filter(|&(_, &documents)| documents > 1)
            .map(|(&text, &documents)| (documents, text))
            .collect();
        commonest.sort_unstable_by(|a, b| b.cmp(a));
        commonest.truncate(finding::SHOWN);
        let exact: HashMap<u128, usize> =
            commonest.iter().enumerate().map(|(number, &(_, text))| (text, number)).collect();
        let mut found = Self {
            near: vec![Vec::new(); near.groups.len().min(finding::SHOWN)],
            exact: vec![Vec::new(); exact.len()],
            phrases: survey.phrases.repeated(survey.totals.cases),
        };
        progress.begin(Step::Apply, None);
        each_batch(corpus, execution, |batch| {
            for document in &batch.documents {
                let schema = corpus.schema();
                let text = text_hash(document, schema);
                let named = |groups: &mut Vec<Vec<String>>, number: Option<&usize>| {
                    if let Some(ids) = number.and_then(|&number| groups.get_mut(number))
                        && ids.len() < finding::SHOWN
                    {
                        ids.push(document.id.clone());
                    }
                };
                named(&mut found.near, groups.get(&text));
                named(&mut found.exact, exact.get(&text));
                found.phrases.look(document.fields(schema), &document.id);
            }
            progress.advance(batch.documents.len() as u64);
            Ok(())
        })?;
        progress.end();
        found.phrases.finish();
        Ok(found)
    }
}
