//! Single texts to what a codebook finds in them.

use crate::text::{Analyzer, Language, TermTable, Token};
use crate::themes::matching::{Evidence, Examination, Lexicon, Matcher, ReadText};

/// Reads texts one at a time with a codebook in hand; for phrases and examples, not for documents.
pub struct Probe<'a> {
    analyzer: &'a Analyzer,
    table: TermTable<'a>,
    matcher: Matcher<'a>,
    tokens: Vec<Token>,
}

impl<'a> Probe<'a> {
    /// A probe of the entries of `lexicon`, which was compiled by the rules of `analyzer`.
    pub fn new(lexicon: &'a Lexicon, analyzer: &'a Analyzer) -> Self {
        Self {
            analyzer,
            table: TermTable::new(analyzer),
            matcher: Matcher::new(lexicon),
            tokens: Vec::new(),
        }
    }

    /// The rules by which texts are read.
    pub fn analyzer(&self) -> &'a Analyzer {
        self.analyzer
    }

    /// What the codebook finds in a text of a language.
    pub fn examine_in(&mut self, text: &str, language: Option<Language>) -> Examination {
        self.table.read_in(language, [text].into_iter(), &mut self.tokens);
        self.examine(text, language)
    }

    /// What the codebook finds in a text whose language is found out, and the language.
    pub fn examine_any(&mut self, text: &str) -> (Examination, Option<Language>) {
        let language = self.table.read_document([text].into_iter(), &mut self.tokens);
        (self.examine(text, language), language)
    }

    fn examine(&mut self, text: &str, language: Option<Language>) -> Examination {
        let (table, tokens, fields) = (&self.table, &self.tokens[..], &[text][..]);
        self.matcher.examine(ReadText { table, tokens, fields, language })
    }

    /// Whether the entries of a theme find a phrase already: they give it the theme by themselves, or one of
    /// them takes all of it.
    pub fn covers(&mut self, theme: usize, phrase: &str, language: Language) -> bool {
        let examination = self.examine_in(phrase, Some(language));
        let finding = examination.findings.iter().find(|finding| finding.theme == theme);
        finding.is_some_and(|finding| {
            let whole = |place: &Evidence| place.start == 0 && place.end == phrase.len();
            finding.is_tag || finding.occurrences.iter().any(|it| whole(&it.evidence))
        })
    }

    /// The words of a text of a language: the stem of each, and whether it takes part in counts.
    pub fn words(&mut self, text: &str, language: Language) -> Vec<(String, bool)> {
        self.table.read_in(Some(language), [text].into_iter(), &mut self.tokens);
        let word = |token: &Token| (self.table.term(token.term).to_owned(), token.counts);
        self.tokens.iter().map(word).collect()
    }
}
