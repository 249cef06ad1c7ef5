//! A codebook in its compiled form: the words of its entries, numbered and laid into trees.

use std::collections::{BTreeMap, HashMap};

use super::codebook::{Codebook, EntryText, Phrase};
use super::pattern::Pattern;
use super::trie::{Trie, WordId};
use crate::error::{Error, Result};
use crate::text::{Analyzer, Language, TermTable};

/// Number of an entry of a [`Lexicon`]: by theme, then language, then place in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(u32);

/// What is known of an entry besides its words.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    written: Box<str>,
    /// Index of its theme in the codebook.
    pub(super) theme: usize,
    pub(super) weight: f64,
}

/// What stands at the end of a row of words.
#[derive(Debug, Clone)]
pub(super) struct Ending {
    pub(super) pattern: Pattern,
    pub(super) entry: EntryId,
    /// Whether an occurrence speaks against the entry (`unless`) instead of for it.
    pub(super) cancels: bool,
}

/// All entries of a codebook, ready to be matched by a [`Matcher`](super::Matcher).
///
/// Immutable; one serves all threads. The entries of a language are matched in the documents of
/// that language. In documents whose language is not known only `=` entries are, those of all
/// languages: without the language there is no stem to compare, but `AI` is `AI`. An `unless` of
/// such an entry is compared there word by word, without stems.
pub struct Lexicon {
    entries: Vec<Entry>,
    /// The least score of each theme, in codebook order.
    pub(super) min_scores: Vec<f64>,
    words: HashMap<Box<str>, WordId>,
    tries: BTreeMap<Option<Language>, Trie<Ending>>,
    languages: Vec<Language>,
}

impl Lexicon {
    /// Compiles `codebook`. Its words become terms by the rules of `analyzer`, which must be the
    /// one that reads the documents.
    ///
    /// # Errors
    /// Of kind `Settings`, with line and column: an `unless` could never overlap an occurrence of
    /// its entry, so it would never cancel anything.
    pub fn compile(codebook: &Codebook, analyzer: &Analyzer) -> Result<Self> {
        let mut compiler =
            Compiler { codebook, table: TermTable::new(analyzer), lexicon: Self::empty() };
        for (index, theme) in codebook.themes.iter().enumerate() {
            compiler.lexicon.min_scores.push(theme.min_score);
            for (&language, entries) in &theme.terms {
                for entry in entries {
                    compiler.add(index, language, entry)?;
                }
            }
        }
        Ok(compiler.lexicon)
    }

    /// Whether there are entries for documents in `language`.
    pub fn has_entries(&self, language: Language) -> bool {
        self.languages.contains(&language)
    }

    /// The entry as the codebook has it, the `=` included.
    ///
    /// # Panics
    /// If `id` is not of this lexicon.
    pub fn entry(&self, id: EntryId) -> &str {
        &self.details(id).written
    }

    pub(super) fn details(&self, id: EntryId) -> &Entry {
        &self.entries[id.0 as usize]
    }

    /// The number of the word whose folded stem is `term`; `None` if no entry has it.
    pub(super) fn word(&self, term: &str) -> Option<WordId> {
        self.words.get(term).copied()
    }

    /// What to look for in documents of `language`; `None` if nothing.
    pub(super) fn trie(&self, language: Option<Language>) -> Option<&Trie<Ending>> {
        self.tries.get(&language)
    }

    fn empty() -> Self {
        Self {
            entries: Vec::new(),
            min_scores: Vec::new(),
            words: HashMap::new(),
            tries: BTreeMap::new(),
            languages: Vec::new(),
        }
    }
}

/// A lexicon in the making.
struct Compiler<'c> {
    codebook: &'c Codebook,
    table: TermTable<'c>,
    lexicon: Lexicon,
}

impl Compiler<'_> {
    fn add(&mut self, theme: usize, language: Language, entry: &EntryText) -> Result<()> {
        let id = EntryId(self.lexicon.entries.len() as u32);
        let written = entry.phrase.written.as_str().into();
        self.lexicon.entries.push(Entry { written, theme, weight: entry.weight });
        if !self.lexicon.languages.contains(&language) {
            self.lexicon.languages.push(language);
        }
        self.add_as(Some(language), id, entry)?;
        if entry.phrase.is_exact() {
            self.add_as(None, id, entry)?;
        }
        Ok(())
    }

    /// Adds what `entry` and its `unless` are in documents of `language`.
    fn add_as(&mut self, language: Option<Language>, id: EntryId, entry: &EntryText) -> Result<()> {
        let wanted = Pattern::new(&entry.phrase, language, &mut self.table);
        for phrase in &entry.unless {
            let unwanted = Pattern::new(phrase, language, &mut self.table);
            if language.is_some() && !unwanted.can_overlap(&wanted) {
                return Err(self.powerless(entry, phrase));
            }
            self.insert(language, Ending { pattern: unwanted, entry: id, cancels: true });
        }
        self.insert(language, Ending { pattern: wanted, entry: id, cancels: false });
        Ok(())
    }

    fn insert(&mut self, language: Option<Language>, ending: Ending) {
        let known = &mut self.lexicon.words;
        let mut word = |term: &str| {
            let new = known.len() as WordId;
            *known.entry(term.into()).or_insert(new)
        };
        let words: Vec<_> = ending.pattern.terms().map(&mut word).collect();
        self.lexicon.tries.entry(language).or_insert_with(Trie::new).insert(&words, ending);
    }

    fn powerless(&self, entry: &EntryText, unless: &Phrase) -> Error {
        self.codebook.located().error(
            unless.at,
            format!(
                "`unless` `{}` can never overlap `{}`, so it would never cancel anything",
                unless.written, entry.phrase.written
            ),
            "write the phrase with the entry's own words in it, such as `medical consultation` \
             for `consultation`",
        )
    }
}
