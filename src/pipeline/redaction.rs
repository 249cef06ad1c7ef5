//! A corpus to the same with pseudonyms in the place of personal data.

use std::collections::{BTreeMap, BTreeSet};

use super::batches::{Batch, Execution, Workspaces, each_batch};
use crate::corpus::{Corpus, Document, Values};
use crate::error::{Error, Result};
use crate::personal::{Found, Kind, NameList, Patterns, PseudonymKey, find};
use crate::progress::{Progress, Step};

/// What is looked for, and where.
#[derive(Debug, Clone)]
pub struct Redaction {
    /// Names to find.
    pub names: NameList,
    /// The kinds that are replaced.
    pub kinds: BTreeSet<Kind>,
    /// Whether each column of the corpus is looked at.
    pub columns: Vec<bool>,
}

/// What was done to the documents of a corpus.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Redacted {
    /// Documents.
    pub documents: u64,
    /// Rows that were rejected.
    pub rejected: u64,
    /// How much of each kind was replaced in each column, by the number of the column.
    pub replaced: BTreeMap<(usize, Kind), u64>,
    /// How many pseudonyms were restored.
    pub restored: u64,
    /// Pseudonyms that the key does not know, and how often they stand in the corpus.
    pub unknown: BTreeMap<String, u64>,
}

impl Redaction {
    /// Gives a pseudonym to all that is found in the corpus and has none.
    ///
    /// # Errors
    /// If the corpus cannot be read, or holds something that looks like a pseudonym.
    pub fn name(
        &self,
        corpus: &Corpus,
        key: &mut PseudonymKey,
        execution: Execution,
        progress: &dyn Progress,
    ) -> Result<()> {
        let patterns = Patterns::new()?;
        let workspaces = Workspaces::new(|| patterns.clone());
        let mut originals: BTreeSet<(Kind, String)> = BTreeSet::new();
        progress.begin(Step::Scan, None);
        each_batch(corpus, execution, |Batch { documents, .. }| {
            let found = workspaces.map(documents, |patterns, document| {
                self.originals(patterns, key, document, corpus)
            });
            for of_document in found {
                originals.extend(of_document?);
            }
            progress.advance(documents.len() as u64);
            Ok(())
        })?;
        progress.end();
        key.add(originals);
        Ok(())
    }

    /// Hands the documents with pseudonyms to `take`, batch by batch in the order of the input.
    ///
    /// # Errors
    /// If the corpus cannot be read, or `take` fails.
    pub fn redact(
        &self,
        corpus: &Corpus,
        key: &PseudonymKey,
        execution: Execution,
        progress: &dyn Progress,
        take: impl FnMut(Vec<Document>) -> Result<()>,
    ) -> Result<Redacted> {
        let patterns = Patterns::new()?;
        let new = || patterns.clone();
        let change = |patterns: &Patterns, column: usize, value: &str, done: &mut Redacted| {
            let replaced = key.replace(value, &self.found(patterns, value));
            for kind in replaced.kinds {
                *done.replaced.entry((column, kind)).or_default() += 1;
            }
            replaced.text.into_owned()
        };
        self.change(corpus, (execution, progress), (new, change), take)
    }

    /// Hands the documents with what pseudonyms stand for to `take`, batch by batch in the order of the
    /// input.
    ///
    /// # Errors
    /// If the corpus cannot be read, or `take` fails.
    pub fn restore(
        &self,
        corpus: &Corpus,
        key: &PseudonymKey,
        execution: Execution,
        progress: &dyn Progress,
        take: impl FnMut(Vec<Document>) -> Result<()>,
    ) -> Result<Redacted> {
        // A pattern of its own for every thread, so that none waits for another.
        let new = || key.clone();
        let change = |key: &PseudonymKey, _: usize, value: &str, done: &mut Redacted| {
            let restored = key.restore(value);
            done.restored += restored.replaced;
            for pseudonym in restored.unknown {
                *done.unknown.entry(pseudonym).or_default() += 1;
            }
            restored.text.into_owned()
        };
        self.change(corpus, (execution, progress), (new, change), take)
    }

    fn found(&self, patterns: &Patterns, value: &str) -> Vec<Found> {
        let mut found = find(patterns, &self.names, value);
        found.retain(|it| self.kinds.contains(&it.kind));
        found
    }

    fn originals(
        &self,
        patterns: &Patterns,
        key: &PseudonymKey,
        document: &Document,
        corpus: &Corpus,
    ) -> Result<Vec<(Kind, String)>> {
        let mut originals = Vec::new();
        for (column, value) in document.values.iter().enumerate() {
            let Some(value) = value.filter(|_| self.columns[column]) else { continue };
            if let Some(pseudonym) = key.pseudonym_in(value) {
                let name = &corpus.schema().columns[column];
                return Err(Error::input(
                    format!("{}, column `{name}`", document.place),
                    format!("`{pseudonym}` stands there already, as if it were a pseudonym"),
                    "restore the cases first where they were redacted before, or write it otherwise",
                ));
            }
            let found = self.found(patterns, value).into_iter();
            originals.extend(found.map(|it| (it.kind, value[it.range].to_owned())));
        }
        Ok(originals)
    }

    /// Hands the documents to `take` with every value that is looked at as `change` gives it, which gets the
    /// number of the column and has something of its own that `new` makes for every thread.
    fn change<W: Send>(
        &self,
        corpus: &Corpus,
        (execution, progress): (Execution, &dyn Progress),
        (new, change): (impl Fn() -> W, impl Fn(&W, usize, &str, &mut Redacted) -> String + Sync),
        mut take: impl FnMut(Vec<Document>) -> Result<()>,
    ) -> Result<Redacted> {
        let id = corpus.schema().id;
        let workspaces = Workspaces::new(new);
        let mut done = Redacted::default();
        progress.begin(Step::Apply, None);
        each_batch(corpus, execution, |batch| {
            let changed = workspaces.map(&batch.documents, |own, document| {
                let mut of_it = Redacted::default();
                let value = |(column, value): (usize, Option<&str>)| {
                    let looked_at = self.columns[column];
                    value.map(|value| match looked_at {
                        true => change(own, column, value, &mut of_it),
                        false => value.to_owned(),
                    })
                };
                let values: Values = document.values.iter().enumerate().map(value).collect();
                (values, of_it)
            });
            let Batch { mut documents, rejects } = std::mem::take(batch);
            done.documents += documents.len() as u64;
            done.rejected += rejects.len() as u64;
            for (document, (values, of_it)) in documents.iter_mut().zip(changed) {
                document.values = values;
                if let Some(id) = id.and_then(|column| document.values.get(column)) {
                    document.id = id.to_owned();
                }
                done.add(of_it);
            }
            progress.advance(documents.len() as u64);
            take(documents)
        })?;
        progress.end();
        Ok(done)
    }
}

impl Redacted {
    fn add(&mut self, other: Self) {
        self.restored += other.restored;
        for (what, count) in other.replaced {
            *self.replaced.entry(what).or_default() += count;
        }
        for (pseudonym, count) in other.unknown {
            *self.unknown.entry(pseudonym).or_default() += count;
        }
    }
}
