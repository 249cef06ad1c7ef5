//! What a codebook says, apart from the format it is written in.

use std::collections::{BTreeMap, HashSet};

use super::losses::Losses;
use crate::text::Language;
use crate::themes::codebook::{
    Codebook, DEFAULT_MIN_SCORE, DEFAULT_WEIGHT, EntryText, Located, Theme,
};
use crate::themes::expression::Query;

/// The contents of a codebook in any format: what the formats have in common. Nothing is checked;
/// [`Codebook::parse`] does that with what [`write`](super::write) makes of it in TOML.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Draft {
    /// What it is called; may be empty.
    pub name: String,
    /// Its version; may be empty.
    pub version: String,
    /// What it is for; may be empty.
    pub description: String,
    /// The themes in their order.
    pub themes: Vec<DraftTheme>,
}

/// A theme of a [`Draft`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DraftTheme {
    /// Unique in the codebook.
    pub id: String,
    /// What it is called; may be empty.
    pub label: String,
    /// What is in and what is out; may be empty.
    pub definition: String,
    /// The id of the theme above it.
    pub parent: Option<String>,
    /// The least score of a tag, where it is not the default.
    pub min_score: Option<f64>,
    /// The least number of distinct entries of a tag, where it is not the default.
    pub min_distinct: Option<u32>,
    /// Expressions that cancel what they overlap, of all entries.
    pub unless: Vec<String>,
    /// Texts that must have the theme.
    pub examples: Vec<String>,
    /// Texts that must not have it.
    pub counter_examples: Vec<String>,
    /// The entries by language, in their order.
    pub terms: BTreeMap<Language, Vec<DraftEntry>>,
}

/// An entry of a [`DraftTheme`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DraftEntry {
    /// The expression.
    pub expression: String,
    /// Its id, where it is not the expression.
    pub id: Option<String>,
    /// Its weight, where it is not the default.
    pub weight: Option<f64>,
    /// Expressions that cancel it.
    pub unless: Vec<String>,
    /// What people should know of it.
    pub note: Option<String>,
}

impl DraftEntry {
    /// An entry that has nothing but its expression.
    pub fn new(expression: impl Into<String>) -> Self {
        Self { expression: expression.into(), ..Self::default() }
    }
}

impl Draft {
    /// The theme of that id, made at the end if there is none.
    pub(super) fn theme(&mut self, id: &str) -> &mut DraftTheme {
        let at = self.themes.iter().position(|theme| theme.id == id).unwrap_or_else(|| {
            self.themes.push(DraftTheme { id: id.to_owned(), ..DraftTheme::default() });
            self.themes.len() - 1
        });
        &mut self.themes[at]
    }
}

impl Draft {
    /// Leaves out of each list the entries that say the same as an earlier one, which no codebook may have,
    /// and counts them.
    pub(super) fn leave_out_repeats(&mut self, losses: &mut Losses) {
        for entries in self.themes.iter_mut().flat_map(|theme| theme.terms.values_mut()) {
            let (mut known, before) = (HashSet::new(), entries.len());
            entries.retain(|entry| known.insert(meaning(&entry.expression)));
            let repeats = before - entries.len();
            losses.add("entries that a theme has already, of which the first stays", repeats);
        }
    }
}

/// An expression as a codebook compares it to others.
pub(super) fn meaning(expression: &str) -> String {
    let query = Query::parse(expression);
    query.map_or_else(|_| expression.to_owned(), |it| it.expression.folded().to_string())
}

impl From<&Codebook> for Draft {
    fn from(codebook: &Codebook) -> Self {
        Self {
            name: codebook.name.clone(),
            version: codebook.version.clone(),
            description: codebook.description.clone(),
            themes: codebook.themes.iter().map(DraftTheme::from).collect(),
        }
    }
}

impl From<&Theme> for DraftTheme {
    fn from(theme: &Theme) -> Self {
        let entries = |entries: &Vec<EntryText>| entries.iter().map(DraftEntry::from).collect();
        Self {
            id: theme.id.clone(),
            label: theme.label.clone(),
            definition: theme.definition.clone(),
            parent: theme.parent.clone(),
            min_score: Some(theme.min_score).filter(|&least| least != DEFAULT_MIN_SCORE),
            min_distinct: Some(theme.min_distinct).filter(|&least| least != 1),
            unless: written(&theme.unless),
            examples: texts(&theme.examples.matching),
            counter_examples: texts(&theme.examples.not),
            terms: theme.terms.iter().map(|(&code, list)| (code, entries(list))).collect(),
        }
    }
}

impl From<&EntryText> for DraftEntry {
    fn from(entry: &EntryText) -> Self {
        Self {
            expression: entry.query.written.clone(),
            id: entry.has_own_id().then(|| entry.id.clone()),
            weight: Some(entry.weight).filter(|&weight| weight != DEFAULT_WEIGHT),
            unless: written(&entry.unless),
            note: Some(entry.note.clone()).filter(|note| !note.is_empty()),
        }
    }
}

fn written(queries: &[Query]) -> Vec<String> {
    queries.iter().map(|query| query.written.clone()).collect()
}

fn texts(located: &[Located]) -> Vec<String> {
    located.iter().map(|text| text.written.clone()).collect()
}
