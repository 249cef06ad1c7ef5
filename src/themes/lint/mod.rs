//! A codebook to what is wrong with it though it can be read.

mod examples;
mod language;
mod operators;
mod rules;
#[cfg(test)]
mod tests;
mod usage;
mod words;

use super::codebook::{Codebook, CodebookEntry, without_entries};
use super::matching::Lexicon;
use super::study::Probe;
use crate::error::Result;
use crate::text::{Analyzer, Language};

pub use usage::lint_usage;

/// Something that is probably not meant so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defect {
    /// What sort of defect it is.
    pub kind: DefectKind,
    /// The id of the theme.
    pub theme: String,
    /// The id of the entry, where it is one of an entry.
    pub entry: Option<String>,
    /// The language of the entry and its place in the list.
    pub list: Option<(Language, usize)>,
    /// The line of the codebook, from 1.
    pub line: usize,
    /// The character of the line, from 1.
    pub column: usize,
    /// What is wrong.
    pub cause: String,
    /// What to do about it.
    pub remedy: String,
}

/// A sort of defect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DefectKind {
    /// The entry can never count.
    Dead,
    /// The entry adds nothing to another one.
    Covered,
    /// The entry is a short word that other words share.
    Ambiguous,
    /// The entry is in another language than its list.
    Language,
    /// A text that must match does not, or one that must not does.
    Example,
    /// The entry was never met in a corpus.
    Unused,
    /// The entry counts in a fifth of a corpus or more.
    Common,
    /// The entry counts where another does and nowhere else.
    Together,
    /// The entry looks in a column that a corpus does not have.
    Field,
    /// The theme asks for more entries than it has.
    Unreachable,
    /// The entry has a word that other programs take for an operator.
    Operator,
}

impl DefectKind {
    /// The sort in one word, as it is printed.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dead => "dead",
            Self::Covered => "covered",
            Self::Ambiguous => "ambiguous",
            Self::Language => "language",
            Self::Example => "example",
            Self::Unused => "unused",
            Self::Common => "common",
            Self::Together => "together",
            Self::Field => "field",
            Self::Unreachable => "unreachable",
            Self::Operator => "operator",
        }
    }
}

/// All defects that can be seen without a corpus, in the order of the file.
///
/// # Errors
/// If the codebook cannot be compiled, which is more than a defect.
pub fn lint(codebook: &Codebook, analyzer: &Analyzer) -> Result<Vec<Defect>> {
    let lexicon = Lexicon::compile(codebook, analyzer)?;
    let mut probe = Probe::new(&lexicon, analyzer);
    let mut defects = words::lint_words(codebook, &mut probe);
    defects.extend(language::lint_languages(codebook, analyzer));
    defects.extend(operators::lint_operators(codebook));
    defects.extend(rules::lint_rules(codebook));
    defects.extend(examples::lint_examples(codebook, &mut probe));
    sort(&mut defects);
    Ok(defects)
}

/// The text of a codebook without the entries that are dead or covered; also gives how many they were.
/// Without the dead nothing changes. Without the covered a theme is given by the shorter entry; only in texts
/// of more than [`USUAL_LENGTH`](crate::themes::USUAL_LENGTH) words can one be missed that needed both.
///
/// # Errors
/// As [`lint`], and if the text has a form that cannot be changed.
pub fn mend(codebook: &Codebook, analyzer: &Analyzer) -> Result<(String, usize)> {
    let (mut text, mut left_out) = (codebook.source().to_owned(), 0);
    loop {
        // What hid an entry may be hidden itself.
        let current = Codebook::parse(&text, codebook.located().place)?;
        let index = |id: &str| current.themes.iter().position(|theme| theme.id == id);
        let idle: Vec<(usize, Language, usize)> = lint(&current, analyzer)?
            .iter()
            .filter(|defect| matches!(defect.kind, DefectKind::Dead | DefectKind::Covered))
            .filter_map(|defect| Some((index(&defect.theme)?, defect.list?.0, defect.list?.1)))
            .collect();
        if idle.is_empty() {
            return Ok((text, left_out));
        }
        left_out += idle.len();
        text = without_entries(&text, &idle)?;
    }
}

fn sort(defects: &mut [Defect]) {
    defects.sort_by_key(|defect| (defect.line, defect.column, defect.kind));
}

/// Makes defects of what stands in a codebook.
#[derive(Clone, Copy)]
struct Place<'c> {
    codebook: &'c Codebook,
    theme: &'c str,
    entry: Option<CodebookEntry<'c>>,
    at: usize,
}

impl<'c> Place<'c> {
    fn of_entry(codebook: &'c Codebook, entry: CodebookEntry<'c>) -> Self {
        Self { codebook, theme: &entry.theme.id, entry: Some(entry), at: entry.entry.query.at }
    }

    fn defect(
        self,
        kind: DefectKind,
        cause: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Defect {
        let (line, column) = self.codebook.located().line_and_column(self.at);
        Defect {
            kind,
            theme: self.theme.to_owned(),
            entry: self.entry.map(|entry| entry.entry.id.clone()),
            list: self.entry.and_then(place_in_list),
            line,
            column,
            cause: cause.into(),
            remedy: remedy.into(),
        }
    }
}

/// The language of an entry and its place in the list.
fn place_in_list(entry: CodebookEntry<'_>) -> Option<(Language, usize)> {
    let list = &entry.theme.terms[&entry.language];
    let place = list.iter().position(|other| std::ptr::eq(other, entry.entry));
    place.map(|place| (entry.language, place))
}
