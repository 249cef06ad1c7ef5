//! A codebook in its compiled form: what its entries look for, numbered and laid into trees.

use std::collections::{BTreeMap, HashMap};

use super::codebook::Codebook;
use super::compile::Compiler;
use super::pattern::Pattern;
use super::prefixes::Prefixes;
use super::query::Query;
use super::regular::RegexTable;
use super::rule::Rule;
use super::theme::Theme;
use super::trie::{Trie, WordId};
use crate::error::Result;
use crate::text::{Analyzer, Language};

/// Number of an entry of a [`Lexicon`]: by theme, then language, then place in the list, as
/// [`Codebook::entries`] has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub(super) u32);

impl EntryId {
    /// Its place in [`Codebook::entries`] and [`Lexicon::entries`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a lexicon knows of an entry besides what it looks for.
#[derive(Debug, Clone, PartialEq)]
pub struct EntryDetails {
    /// What the entry is called.
    pub id: Box<str>,
    /// Index of its theme in the codebook.
    pub theme: usize,
    /// The language in whose documents it is looked for.
    pub language: Language,
    /// How far one hit speaks for the theme. Above 0, at most 1.
    pub weight: f64,
    /// Whether it counts once per document, however often it occurs (`&`).
    pub once: bool,
}

/// What decides about a theme besides its entries.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// The least score that makes a tag.
    pub min_score: f64,
    /// The least number of distinct entries that must hit.
    pub min_distinct: u32,
}

/// A part of an expression that can be found by itself: a phrase or a regular expression.
#[derive(Debug, Clone, Copy)]
pub(super) struct Leaf {
    pub(super) rule: u32,
    /// Number of the leaf in the rule.
    pub(super) number: u32,
    /// Which of [`Lexicon::fields`] it is looked for in, if only there.
    pub(super) field: Option<u16>,
}

/// What stands at the end of a row of words.
#[derive(Debug, Clone)]
pub(super) struct Ending {
    pub(super) pattern: Pattern,
    pub(super) leaf: Leaf,
}

/// All entries of a codebook, ready to be matched by a [`Matcher`](super::Matcher).
///
/// Immutable; one serves all threads. The entries of a language are matched in the documents of
/// that language. In documents whose language is not known only entries without a stem are (`=AI`,
/// regular expressions), those of all languages: without the language there is no stem to compare, but
/// `AI` is `AI`. An `unless` of such an entry is compared there word by word, without stems.
pub struct Lexicon {
    pub(super) entries: Vec<EntryDetails>,
    pub(super) themes: Vec<Bounds>,
    pub(super) words: HashMap<Box<str>, WordId>,
    pub(super) prefixes: Prefixes,
    pub(super) rules: Vec<Rule>,
    pub(super) tries: BTreeMap<Option<Language>, Trie<Ending>>,
    pub(super) regexes: BTreeMap<Option<Language>, RegexTable>,
    pub(super) fields: Vec<String>,
    languages: Vec<Language>,
}

impl Lexicon {
    /// Compiles `codebook`. Its words become terms by the rules of `analyzer`, which must be the
    /// one that reads the documents.
    ///
    /// # Errors
    /// Of kind `Settings`, with line and column: an `unless` could never overlap an occurrence of
    /// its entry, so it would never cancel anything; or its regular expressions together would take
    /// too much memory.
    pub fn compile(codebook: &Codebook, analyzer: &Analyzer) -> Result<Self> {
        let mut compiler = Compiler::new(analyzer);
        for theme in &codebook.themes {
            let Theme { min_score, min_distinct, .. } = *theme;
            compiler.lexicon.themes.push(Bounds { min_score, min_distinct });
        }
        for entry in codebook.entries() {
            compiler.add_entry(codebook, entry)?;
        }
        for (index, theme) in codebook.themes.iter().enumerate() {
            compiler.add_theme(index, theme);
        }
        compiler.finish()
    }

    /// A lexicon of one expression, which is looked for in documents of every language and of none
    /// that is known. It is the only theme, and its entries have the weight 1.
    ///
    /// # Errors
    /// As [`Lexicon::compile`].
    pub fn of_query(query: &Query, analyzer: &Analyzer) -> Result<Self> {
        let mut compiler = Compiler::new(analyzer);
        compiler.lexicon.themes.push(Bounds { min_score: f64::MIN_POSITIVE, min_distinct: 1 });
        compiler.add_query(query);
        compiler.finish()
    }

    /// Whether there are entries for documents in `language`.
    pub fn has_entries(&self, language: Language) -> bool {
        self.languages.contains(&language)
    }

    /// What the entry is called in the codebook: its id, which by default is how it is written.
    ///
    /// # Panics
    /// If `id` is not of this lexicon.
    pub fn entry(&self, id: EntryId) -> &str {
        &self.details(id).id
    }

    /// What is known of an entry.
    ///
    /// # Panics
    /// If `id` is not of this lexicon.
    pub fn details(&self, id: EntryId) -> &EntryDetails {
        &self.entries[id.index()]
    }

    /// All entries, by theme, then language, then place in the list.
    pub fn entries(&self) -> impl Iterator<Item = (EntryId, &EntryDetails)> {
        (0..).map(EntryId).zip(&self.entries)
    }

    /// What decides about the theme of that index in the codebook.
    ///
    /// # Panics
    /// If there is none.
    pub fn bounds(&self, theme: usize) -> Bounds {
        self.themes[theme]
    }

    /// The columns that expressions name (`title:"..."`), each once.
    pub fn fields(&self) -> &[String] {
        &self.fields
    }

    pub(super) fn empty() -> Self {
        Self {
            entries: Vec::new(),
            themes: Vec::new(),
            words: HashMap::new(),
            prefixes: Prefixes::default(),
            rules: Vec::new(),
            tries: BTreeMap::new(),
            regexes: BTreeMap::new(),
            fields: Vec::new(),
            languages: Vec::new(),
        }
    }

    pub(super) fn add_details(&mut self, details: EntryDetails) -> EntryId {
        if !self.languages.contains(&details.language) {
            self.languages.push(details.language);
        }
        self.entries.push(details);
        EntryId(self.entries.len() as u32 - 1)
    }

    /// The number of `key`: a folded stem, or a beginning with its `*`.
    pub(super) fn number_of(&mut self, key: &str) -> WordId {
        let new = self.words.len() as WordId;
        *self.words.entry(key.into()).or_insert(new)
    }

    /// The number of the word whose folded stem is `term`; `None` if no entry has it.
    pub(super) fn word(&self, term: &str) -> Option<WordId> {
        self.words.get(term).copied()
    }
}
