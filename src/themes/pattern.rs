//! A phrase of a codebook to a row of words that can be compared with the words of a text.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::codebook::Phrase;
use super::gap::joins;
use crate::text::{Language, TermTable, Token};

/// A phrase as its words are read in one language.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    exact: bool,
    words: Vec<Word>,
}

#[derive(Debug, Clone)]
struct Word {
    /// The word's folded stem.
    term: Box<str>,
    /// The word as written, as [`plain`] makes it.
    form: Box<str>,
    /// Whether it follows the word before it without anything that ends a phrase. Where the
    /// codebook itself has such a sign (`U.S. government`), any sign will do in the text.
    joined: bool,
}

impl Pattern {
    /// Reads `phrase` as words of `language`.
    pub(super) fn new(phrase: &Phrase, language: Option<Language>, table: &mut TermTable) -> Self {
        let text = phrase.words();
        let mut tokens = Vec::new();
        table.read_in(language, [text].into_iter(), &mut tokens);
        let mut end = None;
        let words = tokens.iter().map(|token| {
            let joined = end.is_none_or(|end| joins(&text[end..token.start as usize]));
            end = Some(token.end as usize);
            let form = plain(token.written(text)).into();
            Word { term: table.term(token.term).into(), form, joined }
        });
        Self { exact: phrase.is_exact(), words: words.collect() }
    }

    /// The folded stems of its words, in order.
    pub(super) fn terms(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|word| &*word.term)
    }

    /// Whether `tokens`, which have its terms, are an occurrence of it: in one field, as one
    /// phrase, and as written if it is exact.
    pub(super) fn fits(&self, tokens: &[Token], fields: &[&str]) -> bool {
        let field = fields[usize::from(tokens[0].field)];
        let in_a_row = tokens.windows(2).zip(&self.words[1..]).all(|(pair, word)| {
            let gap = pair[0].end as usize..pair[1].start as usize;
            pair[0].field == pair[1].field && (!word.joined || joins(&field[gap]))
        });
        in_a_row
            && (!self.exact
                || tokens
                    .iter()
                    .zip(&self.words)
                    .all(|(token, word)| is_form(&plain(token.written(field)), &word.form)))
    }

    /// Whether there can be a text in which an occurrence of `self` shares a word with one of
    /// `other`: they can be laid over each other so that the words that meet are alike.
    pub(super) fn can_overlap(&self, other: &Self) -> bool {
        let alike = |(a, b): (&Word, &Word)| {
            a.term == b.term
                && (!self.exact
                    || !other.exact
                    || is_form(&a.form, &b.form)
                    || is_form(&b.form, &a.form))
        };
        let laid_over =
            |a: &[Word], b: &[Word]| (0..a.len()).any(|shift| a[shift..].iter().zip(b).all(alike));
        laid_over(&self.words, &other.words) || laid_over(&other.words, &self.words)
    }
}

/// Whether the plain word `written` is `form` or its English genitive.
fn is_form(written: &str, form: &str) -> bool {
    written == form || written.strip_suffix("'s") == Some(form)
}

/// A word as written, with composed accents and with every apostrophe as `'`: two ways of writing
/// that look the same are the same.
fn plain(written: &str) -> Cow<'_, str> {
    if written.is_ascii() {
        return Cow::Borrowed(written);
    }
    let plain = written.nfc().map(|c| match c {
        '\u{2019}' | '\u{2BC}' | '\u{FF07}' => '\'',
        _ => c,
    });
    Cow::Owned(plain.collect())
}
