//! A codebook in its compiled form: what its entries look for, numbered and laid into trees.

use std::collections::{BTreeMap, HashMap};

use super::entry::{Bounds, EntryDetails, EntryId};
use super::pattern::Pattern;
use super::prefixes::Prefixes;
use super::regex_table::RegexTable;
use super::rule::{Leaf, Rule};
use super::trie::{Trie, WordId};
use crate::text::Language;

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
