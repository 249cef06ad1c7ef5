//! The texts of a sample to sequences of words that nothing but space or a hyphen stands between.

use super::word_lists::links;
use crate::cluster::ClusterSample;
use crate::text::{TermId, TermTable, Token};

/// Most words of a sequence, stop words included.
pub(super) const LONGEST: usize = 4;
/// Fills up a sequence of fewer words.
const NOTHING: TermId = TermId::MAX;

/// Two to four terms in a row, of stop words only those that link, numbered by the table of one [`Texts`].
pub(super) type Sequence = [TermId; LONGEST];

/// A word of a sequence: its term, and its column where it is in the vocabulary and no stop word.
pub(super) type Word = (String, Option<usize>);

/// Reads the texts of a sample one after the other.
pub(super) struct Texts<'a> {
    sample: &'a ClusterSample<'a>,
    table: TermTable<'a>,
    /// The column of every term of the table, where it has one.
    columns: Vec<Option<usize>>,
    /// The text that was read last, and its words.
    text: usize,
    tokens: Vec<Token>,
}

impl<'a> Texts<'a> {
    /// Nothing read yet; `table` may know words from elsewhere.
    pub(super) fn new(sample: &'a ClusterSample<'a>, table: TermTable<'a>) -> Self {
        Self { sample, table, columns: Vec::new(), text: 0, tokens: Vec::new() }
    }

    /// Reads a text of the sample.
    pub(super) fn read(&mut self, text: usize) {
        let Self { sample, table, columns, tokens, .. } = self;
        self.text = text;
        table.read_document(sample.texts[text].iter().map(String::as_str), tokens);
        for term in columns.len()..table.len() {
            let column = sample.vocabulary.column(table.term(term as TermId));
            columns.push(column.map(|column| column as usize));
        }
    }

    /// The terms of the text, stop words included.
    pub(super) fn terms(&self) -> impl Iterator<Item = TermId> + '_ {
        self.tokens.iter().map(|token| token.term)
    }

    /// Hands over every sequence of the text that begins and ends with a word of the vocabulary, with
    /// the columns of its words (`None` for stop words) and how it is written.
    pub(super) fn each_sequence(&self, mut take: impl FnMut(Sequence, &[Option<usize>], &str)) {
        for begin in 0..self.tokens.len() {
            let first = &self.tokens[begin];
            let Some(column) = self.column(first) else { continue };
            let field = self.sample.texts[self.text][usize::from(first.field)].as_str();
            let mut sequence = [NOTHING; LONGEST];
            let mut columns = [None; LONGEST];
            (sequence[0], columns[0]) = (first.term, Some(column));
            let mut before = first;
            for (length, token) in self.tokens[begin + 1..].iter().take(LONGEST - 1).enumerate() {
                let at = length + 1;
                if token.field != first.field || !joined(field, before, token) {
                    break;
                }
                (sequence[at], columns[at]) = (token.term, self.column(token));
                if columns[at].is_some() {
                    let written = &field[first.start as usize..token.end as usize];
                    take(sequence, &columns[..=at], written);
                } else if token.counts || !links(token.written(field)) {
                    break;
                }
                before = token;
            }
        }
    }

    /// Hands over every term of the text that is in the vocabulary, as its column and as it is written.
    pub(super) fn each_term(&self, mut take: impl FnMut(usize, &str)) {
        let fields = &self.sample.texts[self.text];
        for token in &self.tokens {
            if let Some(column) = self.column(token) {
                take(column, token.written(&fields[usize::from(token.field)]));
            }
        }
    }

    /// The words of a sequence.
    pub(super) fn words(&self, sequence: Sequence) -> Vec<Word> {
        let terms = sequence.into_iter().filter(|&term| term != NOTHING);
        let word = |term: TermId| (self.table.term(term).to_owned(), self.columns[term as usize]);
        terms.map(word).collect()
    }

    fn column(&self, token: &Token) -> Option<usize> {
        if token.counts { self.columns[token.term as usize] } else { None }
    }
}

/// Whether nothing but space, a hyphen or an elided article stands between two words.
fn joined(field: &str, before: &Token, after: &Token) -> bool {
    let between = &field[before.end as usize..after.start as usize];
    let trimmed = between.trim();
    trimmed.is_empty()
        || trimmed == "-"
        || (between.starts_with(char::is_whitespace)
            && trimmed.ends_with(['\'', '’'])
            && trimmed.trim_end_matches(['\'', '’']).chars().all(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_parts_words_and_an_article_joins_them() {
        let token = |start, end| Token { term: 0, start, end, field: 0, counts: true };
        let field = "marché de l'emploi, jeunes";
        assert!(joined(field, &token(0, 7), &token(8, 10)));
        assert!(joined(field, &token(8, 10), &token(13, 19)));
        assert!(!joined(field, &token(13, 19), &token(21, 27)));
    }
}
