//! Texts to tokens, with a memory: each distinct written word is analysed once.

use hashbrown::HashMap;

use super::segment::words;
use super::word_table::{Word, WordTable};
use super::{Analyzer, Language, TermId, Token};

/// How often a term was written in a certain way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurfaceForm {
    /// The term.
    pub term: TermId,
    /// The word as written, without an elided article.
    pub surface: String,
    /// How often.
    pub occurrences: u64,
}

/// Reads texts into tokens and numbers the terms it meets, from 0, in order of first appearance.
///
/// Numbers are the table's own: tables of two threads number differently, so nothing that reaches
/// a file may depend on them.
pub struct TermTable<'a> {
    analyzer: &'a Analyzer,
    words: WordTable,
    terms: Terms,
}

/// The distinct terms, numbered from 0.
#[derive(Debug, Default)]
struct Terms {
    ids: HashMap<Box<str>, TermId>,
    names: Vec<Box<str>>,
}

impl<'a> TermTable<'a> {
    /// An empty table.
    pub fn new(analyzer: &'a Analyzer) -> Self {
        Self { analyzer, words: WordTable::new(), terms: Terms::default() }
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
        let Self { analyzer, words: known, terms } = self;
        let language_number = language.map_or(Language::ALL.len(), |it| it as usize) as u8;
        for (at, written) in words(text) {
            let word = known.entry(language_number, written, || {
                let analyzed = analyzer.analyze(written, language);
                Word {
                    occurrences: 0,
                    term: terms.id(&analyzed.term),
                    counts: analyzed.counts,
                    elision: analyzed.elision as u8,
                }
            });
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
        &self.terms.names[id as usize]
    }

    /// Number of distinct terms met so far.
    pub fn len(&self) -> usize {
        self.terms.names.len()
    }

    /// Whether no term was met so far.
    pub fn is_empty(&self) -> bool {
        self.terms.names.is_empty()
    }

    /// How the terms that count were written, and how often.
    pub fn surface_forms(&self) -> impl Iterator<Item = SurfaceForm> {
        let counted = self.words.iter().filter(|(_, word)| word.counts);
        counted.map(|(mut surface, word)| {
            surface.drain(..usize::from(word.elision));
            SurfaceForm { term: word.term, surface, occurrences: word.occurrences }
        })
    }
}

impl Terms {
    fn id(&mut self, term: &str) -> TermId {
        if let Some(&id) = self.ids.get(term) {
            return id;
        }
        let id = self.names.len() as TermId;
        self.names.push(term.into());
        self.ids.insert(term.into(), id);
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
        assert_eq!(forms, [("AI".to_owned(), 2), ("ai".to_owned(), 1)]);
    }
}
