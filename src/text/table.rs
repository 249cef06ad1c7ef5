//! Texts to tokens, with a memory: each distinct written word is analysed once.

use super::reading::{LanguageNumber, NONE, Reading};
use super::terms::Terms;
use super::token_pattern::LowerCase;
use super::word_table::{AsWord, WordId, WordTable};
use super::{Analyzer, Language, TermId, Token};

/// Reads texts into tokens and numbers the terms it meets, from 0, in order of first appearance.
///
/// Numbers are the table's own: tables of two threads number differently, so nothing that reaches
/// a file may depend on them.
pub struct TermTable<'a> {
    analyzer: &'a Analyzer,
    /// What each word stands for, in the language that it was first met in.
    words: WordTable<Reading>,
    terms: Terms,
    /// The fields of the document being read, where words are looked for in lower case.
    lower_case: Vec<LowerCase>,
}

impl<'a> TermTable<'a> {
    /// From this many distinct words on a table should make room for a new one, lest memory grow with
    /// the input.
    pub const MANY_WORDS: usize = 1 << 20;

    /// An empty table.
    pub fn new(analyzer: &'a Analyzer) -> Self {
        Self { analyzer, words: WordTable::new(), terms: Terms::new(), lower_case: Vec::new() }
    }

    /// The rules the table works by.
    pub fn analyzer(&self) -> &'a Analyzer {
        self.analyzer
    }

    /// Number of distinct written words met so far.
    pub fn words(&self) -> usize {
        self.words.len()
    }

    /// Replaces `tokens` with the words of a document of the given text fields, stop words
    /// included, and gives the language they were read in.
    pub fn read_document<'t>(
        &mut self,
        fields: impl Iterator<Item = &'t str> + Clone,
        tokens: &mut Vec<Token>,
    ) -> Option<Language> {
        self.find_words(fields.clone(), tokens);
        let language = self.language(fields.clone(), tokens);
        self.give_terms(language, fields, tokens);
        language
    }

    /// As [`TermTable::read_document`], in a language that is known.
    pub fn read_in<'t>(
        &mut self,
        language: Option<Language>,
        fields: impl Iterator<Item = &'t str> + Clone,
        tokens: &mut Vec<Token>,
    ) {
        self.find_words(fields.clone(), tokens);
        self.give_terms(language, fields, tokens);
    }

    /// Replaces `tokens` with the words, for the time being with their own numbers in place of terms.
    fn find_words<'t>(&mut self, fields: impl Iterator<Item = &'t str>, tokens: &mut Vec<Token>) {
        tokens.clear();
        let Self { analyzer, words, lower_case, .. } = self;
        for (field, text) in fields.enumerate() {
            let text = match analyzer.lower_case(text) {
                Some(lower) => {
                    lower_case.push(lower);
                    lower_case[field].text.as_str()
                }
                None => text,
            };
            let before = tokens.len();
            analyzer.each_word(text, |begin, end| {
                let (start, end, field) = (begin as u32, end as u32, field as u16);
                tokens.push(Token { term: 0, start, end, field, counts: false });
            });
            // Words are looked up after all were found: where one ends is hard to predict for a
            // processor, and lookups that wait for memory can only overlap where nothing is.
            words.look_up(text, &mut tokens[before..], |written| {
                Reading::unread(analyzer.stop_word_in(written))
            });
        }
    }

    /// The language of a document whose words are in `tokens`.
    fn language<'t>(
        &self,
        fields: impl Iterator<Item = &'t str> + Clone,
        tokens: &[Token],
    ) -> Option<Language> {
        let begin_of = |field: u16| -> usize {
            fields.clone().take(field.into()).map(|text| text.len() + 1).sum()
        };
        let words = |bytes| {
            let within = |token: &Token| begin_of(token.field) + token.end as usize <= bytes;
            let beginning = &tokens[..tokens.partition_point(within)];
            beginning.iter().map(|token| self.words[token.term].stop_word_in())
        };
        self.analyzer.language(words, fields.clone())
    }

    /// Puts the terms of a language in place of the words' own numbers.
    fn give_terms<'t>(
        &mut self,
        language: Option<Language>,
        fields: impl Iterator<Item = &'t str> + Clone,
        tokens: &mut [Token],
    ) {
        let number = LanguageNumber::of(language);
        let lower_case = std::mem::take(&mut self.lower_case);
        for token in tokens.iter_mut() {
            let mut word = token.term;
            if !self.words[word].is_in(number) {
                let at = usize::from(token.field);
                let text = lower_case.get(at).map(|lower| lower.text.as_str());
                let text = text.or_else(|| fields.clone().nth(at)).unwrap_or_default();
                word = self.other_reading(word, token.written(text), language);
            }
            let reading = &mut self.words[word];
            reading.occurrences = reading.occurrences.saturating_add(1);
            token.term = reading.term;
            token.counts = reading.counts();
            token.start += reading.elision();
        }
        for (field, lower) in lower_case.iter().enumerate() {
            let begin = tokens.partition_point(|token| usize::from(token.field) < field);
            let end = tokens.partition_point(|token| usize::from(token.field) <= field);
            lower.move_back(&mut tokens[begin..end]);
        }
    }

    /// The reading of a word in a language that its first reading is not in.
    #[cold]
    fn other_reading(
        &mut self,
        first: WordId,
        written: &str,
        language: Option<Language>,
    ) -> WordId {
        let number = LanguageNumber::of(language);
        let mut word = first;
        while !self.words[word].is_in(number) {
            let reading = self.words[word];
            if reading.is_unread() {
                let analyzed = self.analyzer.analyze(written, language);
                let term = self.terms.id(&analyzed.term);
                self.words[word] = reading.read_as(term, &analyzed, number);
            } else if reading.next != NONE {
                word = reading.next;
            } else {
                let added = self.words.add(Reading::unread(reading.stop_word_in()));
                self.words[word].next = added;
                word = added;
            }
        }
        word
    }

    /// The folded stem that `id` stands for.
    ///
    /// # Panics
    /// If `id` is not of this table.
    pub fn term(&self, id: TermId) -> &str {
        self.terms.name(id)
    }

    /// Number of distinct terms met so far.
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Whether no term was met so far.
    pub fn is_empty(&self) -> bool {
        self.terms.len() == 0
    }

    /// Hands over how the terms that count were written (without elided articles) and how often, in no
    /// particular order; a term may be handed over several times with one surface form.
    pub fn each_surface_form(&self, mut take: impl FnMut(TermId, &str, u64)) {
        self.words.each(|written, word| {
            let mut next = word;
            while next != NONE {
                let reading = &self.words[next];
                if reading.counts() {
                    let surface = &written[reading.elision() as usize..];
                    take(reading.term, surface, reading.occurrences.into());
                }
                next = reading.next;
            }
        });
    }
}

impl AsWord for Token {
    fn place(&self) -> (usize, usize) {
        (self.start as usize, self.end as usize)
    }

    fn set(&mut self, word: WordId) {
        self.term = word;
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
        table.read_in(Some(Language::French), [text].into_iter(), &mut tokens);
        let written: Vec<_> = tokens.iter().map(|token| token.written(text)).collect();
        assert_eq!(written, ["emploi", "des", "jeunes", "est", "avenir"]);
    }

    #[test]
    fn surface_forms_are_counted_as_written() {
        let analyzer = Analyzer::new(&TextSettings::default()).unwrap();
        let mut table = TermTable::new(&analyzer);
        let text = ["AI helps. AI learns; ai"];
        table.read_in(Some(Language::English), text.into_iter(), &mut Vec::new());
        let mut forms = Vec::new();
        table.each_surface_form(|term, surface, occurrences| {
            if table.term(term) == "ai" {
                forms.push((surface.to_owned(), occurrences));
            }
        });
        forms.sort_unstable();
        assert_eq!(forms, [("AI".to_owned(), 2), ("ai".to_owned(), 1)]);
    }

    #[test]
    fn a_word_has_a_reading_in_each_language_it_is_met_in() {
        let analyzer = Analyzer::new(&TextSettings::default()).unwrap();
        let mut table = TermTable::new(&analyzer);
        let mut counts = |language| {
            let mut tokens = Vec::new();
            table.read_in(language, ["die"].into_iter(), &mut tokens);
            tokens[0].counts
        };
        let (english, german) = (Some(Language::English), Some(Language::German));
        let met = [english, german, None, german, english].map(&mut counts);
        assert_eq!(met, [true, false, true, false, true], "`die` is an article in German only");
        let mut counted = 0;
        table.each_surface_form(|_, _, occurrences| counted += occurrences);
        assert_eq!(counted, 3);
    }

    #[test]
    fn the_language_of_a_document_is_found_out_or_fixed() {
        let detect = |settings: &TextSettings, fields: &[&str]| {
            let analyzer = Analyzer::new(settings).unwrap();
            let mut table = TermTable::new(&analyzer);
            table.read_document(fields.iter().copied(), &mut Vec::new())
        };
        let auto = TextSettings::default();
        let text = ["Nuevas rutas", "Los vecinos de la ciudad las proponen para las bicicletas."];
        assert_eq!(detect(&auto, &text), Some(Language::Spanish));
        assert_eq!(detect(&auto, &["これは日本語の文章です"]), None);
        let language = super::super::LanguageChoice::Fixed(Language::French);
        let fixed = TextSettings { language, ..auto };
        assert_eq!(detect(&fixed, &text), Some(Language::French));
    }
}
