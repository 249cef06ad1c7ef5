//! Texts to the sentences and beginnings that many of them share.

use std::collections::HashMap;

use xxhash_rust::xxh3::xxh3_64_with_seed;

/// Counters of the first reading; phrases that share one are told apart by the second.
const COUNTERS: usize = 1 << 22;

/// Words of a sentence, at least: shorter ones repeat by chance.
const LEAST_WORDS: usize = 4;

/// Words of a beginning.
const BEGINNING: usize = 6;

/// Documents that share a phrase, at least, and their share of all.
const LEAST_DOCUMENTS: u64 = 5;
const LEAST_SHARE: f64 = 0.02;

/// Phrases that are told.
const TOLD: usize = 20;

/// Characters of a phrase that are shown.
const SHOWN: usize = 100;

const SENTENCE: u64 = 1;
const OPENING: u64 = 2;

/// Hands over each sentence of a text and its beginning, each with its hash.
pub(super) fn phrases(text: &str, mut take: impl FnMut(u64, &str)) {
    for sentence in sentences(text) {
        if sentence.split_whitespace().nth(LEAST_WORDS - 1).is_some() {
            take(xxh3_64_with_seed(sentence.as_bytes(), SENTENCE), sentence);
        }
    }
    let text = text.trim();
    if let Some(opening) = opening(text) {
        take(xxh3_64_with_seed(opening.as_bytes(), OPENING), opening);
    }
}

/// The pieces of a text that end with `.`, `!`, `?` and white space, or with the line.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut before = ' ';
        let ends = rest.char_indices().find(|&(_, character)| {
            let ends = character == '\n'
                || (character.is_whitespace() && matches!(before, '.' | '!' | '?' | '…' | '。'));
            before = character;
            ends
        });
        let (sentence, after) = rest.split_at(ends.map_or(rest.len(), |(at, _)| at));
        rest = after.trim_start();
        Some(sentence.trim())
    })
}

/// The first words of a text that has more.
fn opening(text: &str) -> Option<&str> {
    let mut words = text.split_whitespace();
    let last = words.nth(BEGINNING - 1)?;
    words.next()?;
    let end = last.as_ptr() as usize - text.as_ptr() as usize + last.len();
    Some(&text[..end])
}

/// How many documents have a phrase, roughly: never too few.
#[derive(Debug)]
pub(super) struct Phrases(Vec<u32>);

impl Default for Phrases {
    fn default() -> Self {
        Self(vec![0; COUNTERS])
    }
}

impl Phrases {
    pub(super) fn count(&mut self, phrase: u64) {
        let counter = &mut self.0[phrase as usize % COUNTERS];
        *counter = counter.saturating_add(1);
    }

    /// What of it may repeat in enough of so many documents.
    pub(super) fn repeated(&self, documents: u64) -> RepeatedPhrases {
        let least = LEAST_DOCUMENTS.max((documents as f64 * LEAST_SHARE).ceil() as u64);
        let enough = self.0.iter().map(|&count| u64::from(count) >= least).collect();
        RepeatedPhrases { enough, least, counts: HashMap::new(), found: Vec::new() }
    }
}

/// A phrase that many documents share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RepeatedPhrase {
    /// How it begins.
    pub(super) text: String,
    pub(super) documents: u64,
    /// The first document that has it.
    pub(super) first: String,
}

/// The phrases that are counted exactly by a second reading.
#[derive(Debug)]
pub(super) struct RepeatedPhrases {
    enough: Vec<bool>,
    least: u64,
    counts: HashMap<u64, RepeatedPhrase>,
    /// The phrases, those of most documents first.
    pub(super) found: Vec<RepeatedPhrase>,
}

impl RepeatedPhrases {
    pub(super) fn look<'t>(&mut self, fields: impl Iterator<Item = &'t str>, id: &str) {
        let Self { enough, counts, .. } = self;
        let mut seen: Vec<u64> = Vec::new();
        for field in fields {
            phrases(field, |phrase, text| {
                if !enough[phrase as usize % COUNTERS] || seen.contains(&phrase) {
                    return;
                }
                seen.push(phrase);
                let counted = counts.entry(phrase).or_insert_with(|| RepeatedPhrase {
                    text: text.chars().take(SHOWN).collect(),
                    documents: 0,
                    first: id.to_owned(),
                });
                counted.documents += 1;
            });
        }
    }

    /// Leaves what is shared by enough documents; of two phrases of which one begins with the other, and
    /// that as many documents have, the longer.
    pub(super) fn finish(&mut self) {
        let mut found: Vec<RepeatedPhrase> =
            std::mem::take(&mut self.counts).into_values().collect();
        found.retain(|phrase| phrase.documents >= self.least);
        found.sort_by(|a, b| b.documents.cmp(&a.documents).then_with(|| a.text.cmp(&b.text)));
        let contained = |phrase: &RepeatedPhrase| {
            found.iter().any(|other| {
                other.text.len() > phrase.text.len()
                    && other.documents == phrase.documents
                    && other.text.starts_with(&phrase.text)
            })
        };
        let mut longest: Vec<RepeatedPhrase> =
            found.iter().filter(|phrase| !contained(phrase)).cloned().collect();
        longest.truncate(TOLD);
        self.found = longest;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_divided_at_the_ends_of_its_sentences() {
        let text = "One is here. Two, e.g.this, is here!\nThree stands alone";
        let found: Vec<&str> = sentences(text).collect();
        assert_eq!(found, ["One is here.", "Two, e.g.this, is here!", "Three stands alone"]);
        assert_eq!(opening("a b c d e  f g"), Some("a b c d e  f"));
        assert_eq!(opening("a b c d e f"), None);
    }

    #[test]
    fn what_many_texts_share_is_found_and_counted_once_a_text() {
        let notice = "This page was last updated by the editors.";
        let texts: Vec<String> = (0..10)
            .map(|n| format!("Case number {n} is about the thing {n}. {notice} {notice}"))
            .collect();
        let mut first = Phrases::default();
        for text in &texts {
            let mut found = Vec::new();
            phrases(text, |phrase, _| found.push(phrase));
            found.sort_unstable();
            found.dedup();
            found.into_iter().for_each(|phrase| first.count(phrase));
        }
        let mut second = first.repeated(10);
        for (number, text) in texts.iter().enumerate() {
            second.look([text.as_str()].into_iter(), &number.to_string());
        }
        second.finish();
        let expected =
            RepeatedPhrase { text: notice.to_owned(), documents: 10, first: "0".to_owned() };
        assert_eq!(second.found, [expected]);
    }
}
