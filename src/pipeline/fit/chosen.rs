//! Which texts and which terms a concept space is learnt from.

use std::collections::HashMap;

use super::super::batches::Workspaces;
use super::super::{SampledDocument, TextHash};
use crate::error::{Error, Result};
use crate::memory::Memory;
use crate::reduce::{Method, are_english, is_english};
use crate::settings::Settings;
use crate::text::{Analyzer, Language, TermTable, Token};
use crate::vectorize::{Limit, TermStatistics, Vocabulary};

/// How many terms the concept space may have for the memory; none if any number.
///
/// # Errors
/// If they are too few to say anything.
pub(super) fn most_terms(
    memory: Memory,
    settings: &Settings,
    documents: u64,
    texts: &[DistinctText],
) -> Result<Option<usize>> {
    /// What a byte of text takes: itself twice, its row of weights several times.
    const BYTE_OF_TEXT: u64 = 5;
    /// What a text takes: its point, and what k-means and the layout need of it.
    const TEXT: u64 = 2_500;
    /// What any document takes: by what its text is known.
    const DOCUMENT: u64 = 80;
    /// Fewer are no vocabulary.
    const LEAST: usize = 1_000;
    let bytes = texts.iter().flat_map(|text| &text.fields).map(String::len).sum::<usize>() as u64;
    let other = BYTE_OF_TEXT * bytes + TEXT * texts.len() as u64 + DOCUMENT * documents;
    let concepts = settings.reduce.concepts_for(texts.len());
    let concepts = if settings.reduce.method == Method::Both { 2 * concepts } else { concepts };
    match memory.terms(concepts, other) {
        Some(most) if most < LEAST => Err(Error::usage(
            "--memory",
            "it leaves no room for the terms of the concept space",
            "allow more, or learn clusters from a smaller sample (`sample-size` in caselens.toml)",
        )),
        most => Ok(most),
    }
}

/// The terms, the weight of the table of word vectors where it helps, and the settings with what they
/// left to the program in this: where the table says as much as the corpus or more, a term of a single
/// document says something, too.
pub(super) fn choose_terms(
    counted: &TermStatistics,
    settings: &Settings,
    is_english: impl FnOnce() -> bool,
) -> Result<(Settings, Vocabulary, Option<f64>)> {
    let mut settings = settings.clone();
    let mut vocabulary = Vocabulary::learn(counted, &settings.vectorize)?;
    let words = settings.reduce.words.weight(&vocabulary).filter(|_| is_english());
    if settings.vectorize.min_df.is_none() && words.is_some_and(|weight| weight >= 1.0) {
        settings.vectorize.min_df = Some(Limit::Count(1));
        vocabulary = Vocabulary::learn(counted, &settings.vectorize)?;
    }
    Ok((settings, vocabulary, words))
}

/// Whether texts are in English, each by the language that was found or, as a text without small words
/// can be taken for any language, by its other words.
pub(super) fn reads_as_english(texts: &[DistinctText], analyzer: &Analyzer) -> bool {
    let workspaces = Workspaces::new(|| (TermTable::new(analyzer), Vec::<Token>::new()));
    let english = workspaces.map(texts, |(table, tokens), text| {
        let fields = text.fields.iter().map(String::as_str);
        let counting = |token: &&Token| token.counts;
        let written = |token: &Token| token.written(&text.fields[usize::from(token.field)]);
        table.read_document(fields, tokens) == Some(Language::English)
            || are_english(tokens.iter().filter(counting).map(written))
    });
    let copies = texts.iter().zip(english).filter(|(_, english)| *english);
    let english = copies.map(|(text, _)| text.copies).sum();
    is_english(english, texts.iter().map(|text| text.copies).sum())
}

/// A text of the sample and the documents that have it.
pub(super) struct DistinctText {
    pub(super) id: String,
    pub(super) hash: TextHash,
    pub(super) copies: u64,
    pub(super) fields: Vec<String>,
}

/// Each text once, in the order of the first of its documents, under the smallest of their ids.
pub(super) fn distinct_texts(sample: Vec<SampledDocument>) -> Vec<DistinctText> {
    let mut places: HashMap<TextHash, usize> = HashMap::new();
    let mut distinct: Vec<DistinctText> = Vec::new();
    for document in sample {
        let place = *places.entry(document.text).or_insert(distinct.len());
        match distinct.get_mut(place) {
            Some(text) => {
                text.copies += 1;
                if document.id < text.id {
                    text.id = document.id;
                }
            }
            None => {
                let SampledDocument { id, text: hash, fields, .. } = document;
                distinct.push(DistinctText { id, hash, copies: 1, fields });
            }
        }
    }
    distinct
}
