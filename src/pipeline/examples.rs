//! A corpus with labels to what a classifier is learnt from.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::batches::Execution;
use super::identity::{id_hash, text_hash};
use super::vectors::CountedCorpus;
use crate::classify::{ClassifySettings, Examples, Help, LabelColumns, Labelling, Trained, train};
use crate::corpus::Corpus;
use crate::error::{Error, Result};
use crate::progress::Progress;
use crate::reduce::{ReduceSettings, are_english};
use crate::settings::Settings;
use crate::text::Analyzer;
use crate::vectorize::{NgramRange, SparseRows, SparseRowsBuilder, TfIdf, Vocabulary};

/// Labelled cases, ready to be learnt from.
#[derive(Debug)]
pub struct LabelledCorpus {
    /// Every document by its words and labels, sorted by the hashes of their ids.
    pub examples: Examples,
    /// How each of them begins.
    pub beginnings: Vec<String>,
    /// Whether they are in English, as far as their words tell.
    pub english: bool,
    /// The share of the words that are known terms, 0 to 1.
    pub known_words: f64,
    /// The SHA-256 of ids, texts and labels, as 64 hex digits.
    pub sha256: String,
    /// Rows that were rejected.
    pub rejected: u64,
}

/// Characters of a text that are kept, to be shown where its label is doubted.
const BEGINNING: usize = 300;

/// Reads a corpus once: its labels, and the counts of its words and pairs of words.
///
/// # Errors
/// If it cannot be read, or a column of 0 and 1 holds something else.
pub fn labelled_corpus(
    corpus: &Corpus,
    columns: &LabelColumns,
    (settings, classify): (&Settings, &ClassifySettings),
    execution: Execution,
    progress: &dyn Progress,
) -> Result<LabelledCorpus> {
    let analyzer = Analyzer::new(&settings.text)?;
    let mut vectorize = settings.vectorize.clone();
    vectorize.ngram_range = (1, if classify.pairs == Help::Never { 1 } else { 2 });
    let ngrams: NgramRange = vectorize.ngrams();
    let mut read: Vec<(u64, String, u128, Vec<String>, String)> = Vec::new();
    let mut rejected = 0;
    let schema = corpus.schema();
    let counted = CountedCorpus::read(
        corpus,
        (&analyzer, ngrams),
        execution,
        progress,
        |documents, rejects| {
            rejected += rejects.len() as u64;
            for document in documents {
                let labels = columns.of(document)?;
                let text = document.fields(schema).collect::<Vec<_>>().join(" ");
                let begins = text.chars().take(BEGINNING).collect();
                let id = document.id.clone();
                read.push((id_hash(&id), id, text_hash(document, schema), labels, begins));
            }
            Ok(())
        },
    )?;
    if read.is_empty() {
        return Err(Error::input(
            corpus.name(),
            format!("not one case was found in {rejected} rows or lines"),
            "see with `--verbose` why, or name the column of the text with `--text`",
        ));
    }
    let vocabulary = Vocabulary::learn(counted.statistics(), &vectorize)?;
    let only_counts = TfIdf::learn(&vocabulary, &vectorize.without_idf());
    let tfidf = TfIdf::learn(&vocabulary, &vectorize);
    let unsorted = counted.matrix(&vocabulary, &only_counts, progress)?;
    let mut order: Vec<usize> = (0..read.len()).collect();
    order.sort_by(|&a, &b| (read[a].0, &read[a].1).cmp(&(read[b].0, &read[b].1)));
    let counts = in_order(&unsorted, &order);
    let sha256 = digest(&order.iter().map(|&at| &read[at]).collect::<Vec<_>>());
    let mut taken: BTreeMap<usize, _> = read.into_iter().enumerate().collect();
    let (mut ids, mut texts, mut names, mut beginnings) = (vec![], vec![], vec![], vec![]);
    for at in order {
        if let Some((_, id, text, labels, begins)) = taken.remove(&at) {
            ids.push(id);
            texts.push(text);
            names.push(labels);
            beginnings.push(begins);
        }
    }
    let labelling = Labelling::of_names(&names);
    let labelling = if columns.are_several() { labelling.with_any_number() } else { labelling };
    let english = is_english(&vocabulary);
    let known_words = counted.statistics().known_words(&vocabulary)?;
    let examples = Examples { ids, texts, labelling, vocabulary, tfidf, counts };
    Ok(LabelledCorpus { examples, beginnings, english, known_words, sha256, rejected })
}

/// How a classifier is learnt from a corpus.
#[derive(Debug, Clone, Copy)]
pub struct Learning<'l> {
    /// The settings of the classifier.
    pub settings: &'l ClassifySettings,
    /// Those of the concept space.
    pub reduce: &'l ReduceSettings,
}

impl Learning<'_> {
    /// Learns a classifier, with what models that had not seen a case say of it: `held_out` has scores,
    /// decisions and folds for every labelled case.
    ///
    /// # Errors
    /// If there is nothing to learn: see [`train`].
    pub fn train(self, corpus: &LabelledCorpus) -> Result<Trained> {
        train(&corpus.examples, self.settings, self.reduce, corpus.english)
    }
}

fn in_order(rows: &SparseRows, order: &[usize]) -> SparseRows {
    let mut builder = SparseRowsBuilder::new(rows.ncols());
    builder.reserve(rows.nnz());
    for &row in order {
        builder.push(rows.row(row).map(|(column, value)| (column as u32, value)));
    }
    builder.build()
}

/// Whether two thirds of the commonest words stand in the table of English ones.
fn is_english(vocabulary: &Vocabulary) -> bool {
    /// So many words tell.
    const WORDS: usize = 1_000;
    let single = vocabulary.terms().iter().filter(|term| !term.term.contains(' '));
    let mut words: Vec<_> = single.collect();
    words.sort_by_key(|term| (std::cmp::Reverse(term.document_frequency), &term.term));
    are_english(words.iter().take(WORDS).map(|term| term.surface.as_str()))
}

fn digest(read: &[&(u64, String, u128, Vec<String>, String)]) -> String {
    let mut hasher = Sha256::new();
    for (_, id, text, labels, _) in read {
        hasher.update(id.as_bytes());
        hasher.update([0]);
        hasher.update(text.to_le_bytes());
        let mut labels: Vec<&String> = labels.iter().collect();
        labels.sort_unstable();
        for label in labels {
            hasher.update(label.as_bytes());
            hasher.update([0]);
        }
        hasher.update([1]);
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
