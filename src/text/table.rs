//! Texts to tokens, with a memory: each distinct written word is analysed once.

use hashbrown::HashMap;

use super::segment::words;
use super::{Analyzer, Language, TermId, Token};

/// Number of a distinct written word within one table.
type WordId = u32;

/// What is known of a written word.
#[derive(Debug, Clone)]
struct Word {
    term: TermId,
    counts: bool,
    elision: u8,
    occurrences: u64,
}

/// How often a term was written in a certain way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SurfaceForm<'t> {
    /// The term.
    pub term: TermId,
    /// The word as written, without an elided article.
    pub surface: &'t str,
    /// How often.
    pub occurrences: u64,
}

/// Reads texts into tokens and numbers the terms it meets, from 0, in order of first appearance.
///
/// Numbers are the table's own: tables of two threads number differently, so nothing that reaches
/// a file may depend on them.
pub struct TermTable<'a> {
    analyzer: &'a Analyzer,
    /// One map per language and one for unknown, from the written word to its entry.
    ids: Vec<HashMap<Box<str>, WordId>>,
    words: Vec<Word>,
    term_ids: HashMap<Box<str>, TermId>,
    terms: Vec<Box<str>>,
}

impl<'a> TermTable<'a> {
    /// An empty table.
    pub fn new(analyzer: &'a Analyzer) -> Self {
        Self {
            analyzer,
            ids: vec![HashMap::new(); Language::ALL.len() + 1],
            words: Vec::new(),
            term_ids: HashMap::new(),
            terms: Vec::new(),
        }
    }

    /// The rules the table works by.
    pub fn analyzer(&self) -> &'a Analyzer {
        self.analyzer
    }

    /// Replaces `tokens` with the words of a document of the given text fields, stop words
    /// included, and gives the language they were read in.
    pub fn read_document<'t>(
        &mut self,
        fields: impl Iterator<Item = &'t str> + Clone,
        tokens: &mut Vec<Token>,
    ) -> Option<Language> {
        let language = self.analyzer.detect(fields.clone());
        tokens.clear();
        for (field, text) in fields.enumerate() {
            self.read(language, field as u16, text, tokens);
        }
        language
    }

    /// Appends the words of `text`, stop words included, to `tokens`.
    pub fn read(
        &mut self,
        language: Option<Language>,
        field: u16,
        text: &str,
        tokens: &mut Vec<Token>,
    ) {
        for (at, written) in words(text) {
            let id = self.word(language, written);
            let word = &mut self.words[id as usize];
            word.occurrences += 1;
            tokens.push(Token {
                term: word.term,
                start: (at + usize::from(word.elision)) as u32,
                end: (at + written.len()) as u32,
                field,
                counts: word.counts,
            });
        }
    }

    /// The folded stem that `id` stands for.
    ///
    /// # Panics
    /// If `id` is not of this table.
    pub fn term(&self, id: TermId) -> &str {
        &self.terms[id as usize]
    }

    /// Number of distinct terms met so far.
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Whether no term was met so far.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// How the terms that count were written, and how often.
    pub fn surface_forms(&self) -> impl Iterator<Item = SurfaceForm<'_>> {
        self.ids.iter().flatten().filter_map(|(written, &id)| {
            let word = &self.words[id as usize];
            let surface = &written[usize::from(word.elision)..];
            word.counts.then_some(SurfaceForm {
                term: word.term,
                surface,
                occurrences: word.occurrences,
            })
        })
    }

    fn word(&mut self, language: Option<Language>, written: &str) -> WordId {
        let slot = language.map_or(Language::ALL.len(), |known| known as usize);
        if let Some(&id) = self.ids[slot].get(written) {
            return id;
        }
        let analyzed = self.analyzer.analyze(written, language);
        let term = self.term_id(&analyzed.term);
        let id = self.words.len() as WordId;
        self.words.push(Word {
            term,
            counts: analyzed.counts,
            elision: analyzed.elision as u8,
            occurrences: 0,
        });
        self.ids[slot].insert(written.into(), id);
        id
    }

    fn term_id(&mut self, term: &str) -> TermId {
        if let Some(&id) = self.term_ids.get(term) {
            return id;
        }
        let id = self.terms.len() as TermId;
        self.terms.push(term.into());
        self.term_ids.insert(term.into(), id);
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::TextSettings;

    #[test]
    fn a_token_slices_back_to_what_was_written() {
        let analyzer = Analyzer::new(&TextSettings::default()).unwrap();
        let mut table = TermTable::new(&analyzer);
        let text = "L\u{2019}emploi des jeunes, c\u{2019}est l\u{2019}avenir";
        let mut tokens = Vec::new();
        table.read(Some(Language::French), 0, text, &mut tokens);
        let written: Vec<_> = tokens.iter().map(|token| token.written(text)).collect();
        assert_eq!(written, ["emploi", "des", "jeunes", "est", "avenir"]);
    }

    #[test]
    fn surface_forms_are_counted_as_written() {
        let analyzer = Analyzer::new(&TextSettings::default()).unwrap();
        let mut table = TermTable::new(&analyzer);
        table.read(Some(Language::English), 0, "AI helps. AI learns; ai", &mut Vec::new());
        let mut forms: Vec<_> = table
            .surface_forms()
            .filter(|form| table.term(form.term) == "ai")
            .map(|form| (form.surface, form.occurrences))
            .collect();
        forms.sort_unstable();
        assert_eq!(forms, [("AI", 2), ("ai", 1)]);
    }
}
