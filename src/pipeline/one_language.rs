//! A corpus to whether it is in one language.

use std::cmp::Reverse;

use super::batches::{Execution, each_batch};
use super::identity::text_hash;
use super::sample::Sample;
use crate::corpus::Corpus;
use crate::error::Result;
use crate::text::{Analyzer, Language, LanguageChoice, TermTable, TextSettings};

/// So many documents, those with the smallest hashes of their ids, tell what language a corpus is in.
const DOCUMENTS: usize = 1_000;
/// Their share in one language: that of the rest is likely to be a mistake, a list of names and figures say.
const NEARLY_ALL: f64 = 0.95;

/// The settings of the analysis where the language is to be found out: if nearly all documents are in one,
/// a document whose stop words leave it open is in that one too, whatever its letters look like.
///
/// # Errors
/// If the corpus cannot be read.
pub(super) fn of_one_language(
    corpus: &Corpus,
    settings: &TextSettings,
    execution: Execution,
) -> Result<TextSettings> {
    if settings.language != LanguageChoice::Auto {
        return Ok(settings.clone());
    }
    let schema = corpus.schema();
    let mut sample = Sample::new(DOCUMENTS);
    each_batch(corpus, execution, |batch| {
        for document in &batch.documents {
            let fields = || document.fields(schema).map(str::to_owned).collect();
            sample.offer(&document.id, text_hash(document, schema), fields);
        }
        Ok(())
    })?;
    let analyzer = Analyzer::new(settings)?;
    let (mut table, mut tokens) = (TermTable::new(&analyzer), Vec::new());
    let mut counts = [0_usize; Language::ALL.len()];
    let documents = sample.into_sorted();
    for document in &documents {
        let fields = document.fields.iter().map(String::as_str);
        if let Some(language) = table.read_document(fields, &mut tokens) {
            counts[language as usize] += 1;
        }
    }
    let most = Language::ALL.into_iter().max_by_key(|&it| (counts[it as usize], Reverse(it)));
    let clear = |&it: &Language| counts[it as usize] as f64 > NEARLY_ALL * documents.len() as f64;
    Ok(match most.filter(clear) {
        Some(likely_language) => {
            TextSettings { likely_language, language_by_letters: false, ..settings.clone() }
        }
        None => settings.clone(),
    })
}
