//! A corpus with labels to what a classifier is learnt from.

use super::batches::Execution;
use super::identity::{TextHash, digest, id_hash, text_hash};
use super::one_language::of_one_language;
use super::vectors::CountedCorpus;
use crate::classify::{ClassifySettings, Examples, Help, LabelColumns, Labelling, Trained, train};
use crate::corpus::Corpus;
use crate::error::{Error, Result};
use crate::progress::Progress;
use crate::reduce::{ReduceSettings, are_english};
use crate::settings::Settings;
use crate::text::{Analyzer, TextSettings};
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
    /// How their words were told, and those of more such cases are to be.
    pub text: TextSettings,
    /// The share of the words that are known terms, 0 to 1.
    pub known_words: f64,
    /// The SHA-256 of ids, texts and labels, as 64 hex digits.
    pub sha256: String,
    /// Rows that were rejected.
    pub rejected: u64,
}

/// A document as it was read.
struct Read {
    /// Comes first in the order in which documents are learnt from.
    id_hash: u64,
    id: String,
    text: TextHash,
    labels: Vec<String>,
    beginning: String,
    /// Its row in the order of the input.
    row: usize,
}

/// Characters of a text that are kept, to be shown where its label is doubted.
const BEGINNING: usize = 300;

/// Reads a corpus: which language it is in, its labels, and the counts of its words and pairs of words.
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
    let text = of_one_language(corpus, &settings.text, execution)?;
    let analyzer = Analyzer::new(&text)?;
    let mut vectorize = settings.vectorize.clone();
    vectorize.ngram_range = (1, if classify.pairs == Help::Never { 1 } else { 2 });
    let ngrams: NgramRange = vectorize.ngrams();
    let mut read: Vec<Read> = Vec::new();
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
                let id = document.id.clone();
                read.push(Read {
                    id_hash: id_hash(&id),
                    id,
                    text: text_hash(document, schema),
                    labels,
                    beginning: text.chars().take(BEGINNING).collect(),
                    row: read.len(),
                });
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
    read.sort_by(|a, b| (a.id_hash, &a.id).cmp(&(b.id_hash, &b.id)));
    let counts = in_order(&unsorted, &read);
    let sha256 = digest(read.iter().map(|it| (it.id.as_str(), it.text, it.labels.as_slice())));
    let texts = read.iter().map(|it| it.text).collect();
    let labels: Vec<_> = read.iter_mut().map(|it| std::mem::take(&mut it.labels)).collect();
    let labelling = Labelling::of_names(&labels);
    let labelling = if columns.are_several() { labelling.with_any_number() } else { labelling };
    let (ids, beginnings): (_, Vec<String>) =
        read.into_iter().map(|it| (it.id, it.beginning)).unzip();
    let english = is_vocabulary_of_english(&vocabulary);
    let known_words = counted.statistics().known_words(&vocabulary)?;
    let examples = Examples { ids, texts, labelling, vocabulary, tfidf, counts };
    Ok(LabelledCorpus { examples, beginnings, english, text, known_words, sha256, rejected })
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

fn in_order(rows: &SparseRows, read: &[Read]) -> SparseRows {
    let mut builder = SparseRowsBuilder::new(rows.ncols());
    builder.reserve(rows.nnz());
    for it in read {
        builder.push(rows.row(it.row).map(|(column, value)| (column as u32, value)));
    }
    builder.build()
}

/// Whether two thirds of the commonest words stand in the table of English ones.
fn is_vocabulary_of_english(vocabulary: &Vocabulary) -> bool {
    /// So many words tell.
    const WORDS: usize = 1_000;
    let single = vocabulary.terms().iter().filter(|term| !term.term.contains(' '));
    let mut words: Vec<_> = single.collect();
    words.sort_by_key(|term| (std::cmp::Reverse(term.document_frequency), &term.term));
    are_english(words.iter().take(WORDS).map(|term| term.surface.as_str()))
}
