//! The tokens of one document to its tags, in one pass.

use super::lexicon::{Ending, Lexicon};
use super::overlap::{Occurrence, cancel, keep_longest};
use super::score::score;
use super::tag::{Evidence, Tag, TagSource};
use super::trie::{Trie, WordId};
use crate::text::{Language, TermTable, Token};

/// Finds the entries of a lexicon in documents. The workspace of one thread.
///
/// It remembers which terms of the thread's [`TermTable`] are words of the lexicon, so it serves
/// one table for as long as it lives.
pub struct Matcher<'a> {
    lexicon: &'a Lexicon,
    /// The lexicon's word for each term of the table, as far as its terms were seen.
    words: Vec<Option<WordId>>,
    found: Vec<Occurrence>,
    cancelling: Vec<Occurrence>,
}

impl<'a> Matcher<'a> {
    /// A matcher of the entries of `lexicon`.
    pub fn new(lexicon: &'a Lexicon) -> Self {
        Self { lexicon, words: Vec::new(), found: Vec::new(), cancelling: Vec::new() }
    }

    /// The themes of the document that `table` read into `tokens`, in codebook order.
    ///
    /// `fields` are its text fields, by the number that the tokens have; `language` is the one it
    /// was read in. An occurrence of an entry that overlaps one of its `unless` does not count.
    /// Where occurrences of one theme overlap, the one with the most words counts, then the
    /// leftmost, then the one of the earlier entry; across themes all count. The score is
    /// 1 − Π (1 − w)^(1 + ln n) over the entries that hit, of weight w and with n hits; a theme is
    /// a tag where it reaches the theme's `min_score`.
    ///
    /// # Panics
    /// If `table` is not the one of earlier calls, or `tokens` are not of `table` and `fields`.
    pub fn tag(
        &mut self,
        table: &TermTable,
        tokens: &[Token],
        fields: &[&str],
        language: Option<Language>,
    ) -> Vec<Tag> {
        let lexicon = self.lexicon;
        let Some(trie) = lexicon.trie(language) else { return Vec::new() };
        self.learn_terms(table);
        self.find(trie, tokens, fields);
        cancel(&mut self.found, &mut self.cancelling);
        keep_longest(&mut self.found, tokens.len());
        self.found
            .chunk_by(|a, b| a.theme == b.theme)
            .filter_map(|theme| self.tag_of(theme, tokens))
            .collect()
    }

    /// Looks up the terms that are new in the table since the last call.
    fn learn_terms(&mut self, table: &TermTable) {
        for id in self.words.len()..table.len() {
            self.words.push(self.lexicon.word(table.term(id as u32)));
        }
    }

    /// Fills `found` and `cancelling` with all occurrences, overlapping or not.
    fn find(&mut self, trie: &Trie<Ending>, tokens: &[Token], fields: &[&str]) {
        self.found.clear();
        self.cancelling.clear();
        for start in 0..tokens.len() {
            let mut node = self.word(&tokens[start]).and_then(|word| trie.first(word));
            let mut end = start + 1;
            while let Some(here) = node {
                for ending in trie.ends(here) {
                    if ending.pattern.fits(&tokens[start..end], fields) {
                        self.note(ending, start..end);
                    }
                }
                let word = tokens.get(end).and_then(|token| self.word(token));
                node = word.and_then(|word| trie.next(here, word));
                end += 1;
            }
        }
    }

    fn word(&self, token: &Token) -> Option<WordId> {
        self.words[token.term as usize]
    }

    fn note(&mut self, ending: &Ending, tokens: std::ops::Range<usize>) {
        let theme = self.lexicon.details(ending.entry).theme;
        let occurrence = Occurrence { entry: ending.entry, theme, tokens };
        if ending.cancels {
            self.cancelling.push(occurrence);
        } else {
            self.found.push(occurrence);
        }
    }

    /// The tag that the occurrences of one theme, in order of their entries, make; `None` if they
    /// do not make one.
    fn tag_of(&self, occurrences: &[Occurrence], tokens: &[Token]) -> Option<Tag> {
        let theme = occurrences[0].theme;
        let score = score(occurrences.chunk_by(|a, b| a.entry == b.entry).map(|hits| {
            let weight = self.lexicon.details(hits[0].entry).weight;
            (weight, hits.len() as u32)
        }));
        if score < self.lexicon.min_scores[theme] {
            return None;
        }
        let mut evidence: Vec<_> = occurrences.iter().map(|o| evidence_of(o, tokens)).collect();
        evidence.sort_unstable_by_key(|evidence| (evidence.field, evidence.start));
        let hits = evidence.len() as u32;
        Some(Tag { theme, score, hits, source: TagSource::Lexicon, evidence })
    }
}

fn evidence_of(occurrence: &Occurrence, tokens: &[Token]) -> Evidence {
    let first = &tokens[occurrence.tokens.start];
    let last = &tokens[occurrence.tokens.end - 1];
    Evidence {
        entry: occurrence.entry,
        field: first.field,
        start: first.start as usize,
        end: last.end as usize,
    }
}
