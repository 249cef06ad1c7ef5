//! Entries that are written in another language than the list they stand in.

use std::collections::BTreeSet;

use super::{Defect, DefectKind, Place};
use crate::text::{Analyzer, Language, TermTable};
use crate::themes::codebook::{Codebook, CodebookEntry};
use crate::themes::expression::{Expression, Phrase};

/// Words of a list that are needed to tell its language, and stop words among them.
const FEWEST_WORDS: usize = 20;
const FEWEST_STOP_WORDS: usize = 3;

/// Checks lists as a whole, and entries by the stop words in them.
pub(super) fn lint_languages(codebook: &Codebook, analyzer: &Analyzer) -> Vec<Defect> {
    let entries: Vec<CodebookEntry<'_>> = codebook.entries().collect();
    let lists = entries.chunk_by(|a, b| (a.theme_index, a.language) == (b.theme_index, b.language));
    let languages: BTreeSet<Language> = entries.iter().map(|entry| entry.language).collect();
    let mut defects = Vec::new();
    for list in lists {
        match whole_list(codebook, analyzer, list) {
            Some(defect) => defects.push(defect),
            None => {
                let one = |entry: &CodebookEntry<'_>| {
                    by_stop_words(codebook, analyzer, &languages, *entry)
                };
                defects.extend(list.iter().filter_map(one));
            }
        }
    }
    defects
}

/// A list whose words together are another language's.
fn whole_list(
    codebook: &Codebook,
    analyzer: &Analyzer,
    list: &[CodebookEntry<'_>],
) -> Option<Defect> {
    let first = *list.first()?;
    let phrases: Vec<String> = list.iter().filter_map(|entry| words_of(*entry)).collect();
    let text = phrases.join(". ");
    if text.split_whitespace().count() < FEWEST_WORDS {
        return None;
    }
    let found =
        TermTable::new(analyzer).read_document([text.as_str()].into_iter(), &mut Vec::new());
    let other = found.filter(|&found| found != first.language)?;
    // Names and nouns alone look like many languages: what counts is that the other's small words are there.
    let (own, others) =
        (stop_words(analyzer, &text, first.language), stop_words(analyzer, &text, other));
    (others >= FEWEST_STOP_WORDS && others > 2 * own).then(|| {
        let code = first.language;
        Place::of_entry(codebook, first).defect(
            DefectKind::Language,
            format!("the list `{code}` of this theme reads as {other}"),
            format!("name the list `{other}`, or write its entries in {code}"),
        )
    })
}

/// An entry that has several stop words of another language of the codebook, and none of its own.
fn by_stop_words(
    codebook: &Codebook,
    analyzer: &Analyzer,
    languages: &BTreeSet<Language>,
    entry: CodebookEntry<'_>,
) -> Option<Defect> {
    let text = words_of(entry)?;
    if stop_words(analyzer, &text, entry.language) > 0 {
        return None;
    }
    let others = languages.iter().copied().filter(|&language| language != entry.language);
    let (most, other) = others
        .map(|language| (stop_words(analyzer, &text, language), language))
        .max_by_key(|&(count, language)| (count, std::cmp::Reverse(language)))?;
    (most > 1).then(|| {
        let code = entry.language;
        Place::of_entry(codebook, entry).defect(
            DefectKind::Language,
            format!("`{text}` stands in the list `{code}` and reads as {other}"),
            format!("move it to `{other}`, where it is looked for in texts of that language"),
        )
    })
}

/// How many words of a text are stop words of a language.
fn stop_words(analyzer: &Analyzer, text: &str, language: Language) -> usize {
    text.split_whitespace().filter(|word| is_stop_word(analyzer, word, language)).count()
}

/// Whether `word` is a stop word, and not merely short.
fn is_stop_word(analyzer: &Analyzer, word: &str, language: Language) -> bool {
    let long = word.chars().count() > 1 && word.chars().any(char::is_alphabetic);
    long && !analyzer.stop_and_stem(analyzer.normalise(word, Some(language)), Some(language)).1
}

/// The words of an entry that is looked for by stems.
fn words_of(entry: CodebookEntry<'_>) -> Option<String> {
    match &entry.entry.query.expression {
        Expression::Phrase(Phrase { exact: true, .. }) | Expression::Regex(_) => None,
        expression => {
            let texts: Vec<String> = expression.phrases().into_iter().map(Phrase::text).collect();
            Some(texts.join(" "))
        }
    }
}
