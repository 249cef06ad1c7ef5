//! A phrase of a codebook to a row of steps that can be compared with the words of a text.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::gap::joins;
use crate::text::{Language, TermTable, Token};
use crate::themes::expression::{Phrase, PhrasePart};

/// A phrase as its words are read in one language.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    exact: bool,
    steps: Vec<Step>,
}

#[derive(Debug, Clone)]
struct Step {
    kind: Kind,
    /// Whether it follows the word before it without anything that ends a phrase. Where the
    /// codebook itself has such a sign (`U.S. government`), any sign will do in the text.
    joined: bool,
}

#[derive(Debug, Clone)]
enum Kind {
    Word {
        /// The word's folded stem.
        term: Box<str>,
        /// The word as written, as [`plain`] makes it.
        form: Box<str>,
    },
    /// The beginning of a word: folded, or as [`plain`] makes it where the phrase is exact.
    Prefix(Box<str>),
    Gap,
}

/// What a step looks for in a word of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted<'p> {
    /// A word of this folded stem.
    Term(&'p str),
    /// A word that begins so; `exact` says whether in this letter case.
    Prefix { beginning: &'p str, exact: bool },
    /// Any word.
    Any,
}

impl Pattern {
    /// Reads `phrase` as words of `language`.
    pub(super) fn new(phrase: &Phrase, language: Option<Language>, table: &mut TermTable) -> Self {
        let mut steps = Vec::new();
        for part in &phrase.parts {
            match part {
                PhrasePart::Words(words) => steps.extend(words_of(words, language, table)),
                PhrasePart::Prefix(words) => {
                    steps.extend(words_of(words, language, table));
                    let Some(Step { kind: last, .. }) = steps.last_mut() else { continue };
                    if let Kind::Word { form, .. } = last {
                        let folded = table.analyzer().normalise(form, language);
                        let beginning = if phrase.exact { &**form } else { &*folded };
                        *last = Kind::Prefix(beginning.into());
                    }
                }
                PhrasePart::Gap => steps.push(Step { kind: Kind::Gap, joined: true }),
            }
        }
        Self { exact: phrase.exact, steps }
    }

    /// What it looks for in one word after the other; empty where the analysis leaves no word.
    pub(super) fn wanted(&self) -> impl Iterator<Item = Wanted<'_>> {
        self.steps.iter().map(|step| match &step.kind {
            Kind::Word { term, .. } => Wanted::Term(term),
            Kind::Prefix(beginning) => Wanted::Prefix { beginning, exact: self.exact },
            Kind::Gap => Wanted::Any,
        })
    }

    /// Whether `tokens`, which are what it wants one by one, are an occurrence of it: in one field, as
    /// one phrase, and as written if it is exact.
    #[inline]
    pub(super) fn fits(&self, tokens: &[Token], fields: &[&str]) -> bool {
        if !self.exact && tokens.len() == 1 {
            return true;
        }
        let field = fields[usize::from(tokens[0].field)];
        let in_a_row = tokens.windows(2).zip(&self.steps[1..]).all(|(pair, step)| {
            let gap = pair[0].end as usize..pair[1].start as usize;
            pair[0].field == pair[1].field && (!step.joined || joins(&field[gap]))
        });
        in_a_row && (!self.exact || self.is_written(tokens, field))
    }

    fn is_written(&self, tokens: &[Token], field: &str) -> bool {
        tokens.iter().zip(&self.steps).all(|(token, step)| match &step.kind {
            Kind::Word { form, .. } => is_form(&plain(token.written(field)), form),
            Kind::Prefix(_) | Kind::Gap => true,
        })
    }

    /// Whether there can be a text in which an occurrence of `self` shares a word with one of
    /// `other`: they can be laid over each other so that the words that meet are alike.
    pub(super) fn can_overlap(&self, other: &Self) -> bool {
        let alike = |(a, b): (&Step, &Step)| match (&a.kind, &b.kind) {
            (Kind::Word { term: a, form }, Kind::Word { term: b, form: other_form }) => {
                let written = is_form(form, other_form) || is_form(other_form, form);
                a == b && (!self.exact || !other.exact || written)
            }
            // Which words a beginning begins is known only of the words of a text.
            (Kind::Prefix(_) | Kind::Gap, _) | (_, Kind::Prefix(_) | Kind::Gap) => true,
        };
        let laid_over =
            |a: &[Step], b: &[Step]| (0..a.len()).any(|shift| a[shift..].iter().zip(b).all(alike));
        laid_over(&self.steps, &other.steps) || laid_over(&other.steps, &self.steps)
    }
}

fn words_of(text: &str, language: Option<Language>, table: &mut TermTable) -> Vec<Step> {
    let mut tokens = Vec::new();
    table.read_in(language, [text].into_iter(), &mut tokens);
    let mut end = None;
    let steps = tokens.iter().map(|token| {
        let joined = end.is_none_or(|end| joins(&text[end..token.start as usize]));
        end = Some(token.end as usize);
        let form = plain(token.written(text)).into();
        Step { kind: Kind::Word { term: table.term(token.term).into(), form }, joined }
    });
    steps.collect()
}

/// Whether the plain word `written` is `form` or its English genitive.
fn is_form(written: &str, form: &str) -> bool {
    written == form || written.strip_suffix("'s") == Some(form)
}

/// A word as written, with composed accents and with every apostrophe as `'`: two ways of writing
/// that look the same are the same.
pub(super) fn plain(written: &str) -> Cow<'_, str> {
    if written.is_ascii() {
        return Cow::Borrowed(written);
    }
    let plain = written.nfc().map(|c| match c {
        '\u{2019}' | '\u{2BC}' | '\u{FF07}' => '\'',
        _ => c,
    });
    Cow::Owned(plain.collect())
}
