//! TOML to the contents of a codebook.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use super::check::{check_id, check_ids, check_parents, check_repeats};
use super::fields::{Fields, Value, query, unknown, wrong_type};
use super::theme::{EntryText, Examples, Located, Theme};
use crate::error::Result;
use crate::text::Language;
use crate::themes::expression::{Query, Source};

/// The least score that makes a tag, where the theme does not say.
pub(in crate::themes) const DEFAULT_MIN_SCORE: f64 = 0.5;

/// The weight of an entry that does not say: one hit is enough for the default `min_score`.
pub(in crate::themes) const DEFAULT_WEIGHT: f64 = 0.6;

const THEME_KEYS: [&str; 9] = [
    "id",
    "label",
    "definition",
    "parent",
    "min_score",
    "min_distinct",
    "unless",
    "examples",
    "terms",
];

const ENTRY_KEYS: [&str; 5] = ["match", "id", "weight", "unless", "note"];

/// What a codebook says.
pub(super) struct Contents {
    pub(super) name: String,
    pub(super) version: String,
    pub(super) description: String,
    pub(super) themes: Vec<Theme>,
}

/// The most regular expressions that a codebook may have: each is compiled by itself.
const REGEXES: usize = 1_000;

/// Reads what a codebook says, checking all that can be checked without analysing words.
pub(super) fn read(source: Source<'_>) -> Result<Contents> {
    let document = DeTable::parse(source.text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        let cause = format!("this is not TOML: {}", error.message());
        source.error(at, cause, "correct the line; quotes and brackets come in pairs")
    })?;
    if let Some((at, _)) = source.text.match_indices("re:/").nth(REGEXES) {
        return Err(source.error(
            at,
            format!("a codebook may have {REGEXES} regular expressions, and this is one more"),
            "write words and phrases in place of most of them",
        ));
    }
    let known = ["name", "version", "description", "theme"];
    let fields = Fields::new(source, document.get_ref(), 0, &known)?;
    Ok(Contents {
        name: fields.needed_text("name")?.written,
        version: fields.text("version")?.unwrap_or_default().written,
        description: fields.text("description")?.unwrap_or_default().written,
        themes: themes(source, &fields)?,
    })
}

fn themes(source: Source<'_>, codebook: &Fields<'_, '_>) -> Result<Vec<Theme>> {
    let tables = match codebook.get("theme") {
        None => return Err(no_theme(codebook)),
        Some(value) => match value.get_ref() {
            DeValue::Array(tables) if tables.is_empty() => return Err(no_theme(codebook)),
            DeValue::Array(tables) => tables,
            _ => return Err(wrong_type(source, "theme", value, "`[[theme]]` above each theme")),
        },
    };
    let (mut ids, mut parents, mut themes) = (Vec::new(), Vec::new(), Vec::new());
    for table in tables {
        let ReadTheme { id, parent, theme } = theme(source, table)?;
        ids.push(id);
        parents.push(parent);
        themes.push(theme);
    }
    check_ids(source, &ids)?;
    check_parents(source, &themes, &parents)?;
    Ok(themes)
}

fn no_theme(codebook: &Fields<'_, '_>) -> crate::error::Error {
    codebook.error("the codebook has no theme", "add one: `[[theme]]` with id, label and terms")
}

/// A theme, and where those names stand that can only be checked among all themes.
struct ReadTheme {
    id: Located,
    parent: Option<Located>,
    theme: Theme,
}

fn theme(source: Source<'_>, value: &Value<'_>) -> Result<ReadTheme> {
    let DeValue::Table(table) = value.get_ref() else {
        return Err(wrong_type(source, "theme", value, "`[[theme]]` above each theme"));
    };
    let fields = Fields::new(source, table, value.span().start, &THEME_KEYS)?;
    let id = fields.needed_text("id")?;
    check_id(source, &id)?;
    let parent = fields.text("parent")?;
    let theme = Theme {
        id: id.written.clone(),
        label: fields.needed_text("label")?.written,
        definition: fields.needed_text("definition")?.written,
        parent: parent.as_ref().map(|parent| parent.written.clone()),
        min_score: fields.share_or("min_score", DEFAULT_MIN_SCORE)?,
        min_distinct: fields.count_or_one("min_distinct")?,
        unless: fields.queries("unless")?,
        examples: examples(source, &fields)?,
        terms: terms(source, &fields)?,
    };
    Ok(ReadTheme { id, parent, theme })
}

fn examples(source: Source<'_>, theme: &Fields<'_, '_>) -> Result<Examples> {
    let Some(value) = theme.get("examples") else { return Ok(Examples::default()) };
    let DeValue::Table(table) = value.get_ref() else {
        let needed = "`match = [\"…\"]` and `not = [\"…\"]` under `[theme.examples]`";
        return Err(wrong_type(source, "examples", value, needed));
    };
    let fields = Fields::new(source, table, value.span().start, &["match", "not"])?;
    Ok(Examples { matching: fields.texts("match")?, not: fields.texts("not")? })
}

fn terms(source: Source<'_>, theme: &Fields<'_, '_>) -> Result<BTreeMap<Language, Vec<EntryText>>> {
    let mut terms = BTreeMap::new();
    if let Some(value) = theme.get("terms") {
        let DeValue::Table(languages) = value.get_ref() else {
            return Err(wrong_type(source, "terms", value, "`en = [\"…\"]` under `[theme.terms]`"));
        };
        for (code, list) in languages {
            let language = language(source, code.span().start, code.get_ref())?;
            terms.insert(language, entries(source, code.get_ref(), list)?);
        }
    }
    if terms.values().all(Vec::is_empty) {
        return Err(theme.error(
            "the theme has no entry in any language, so it can never be found",
            "add entries under `[theme.terms]`, such as `en = [\"bicycle\"]`",
        ));
    }
    Ok(terms)
}

fn language(source: Source<'_>, at: usize, code: &str) -> Result<Language> {
    code.parse().map_err(|_| {
        let known = Language::ALL.map(Language::code);
        unknown("language", source, at, (code, &known))
    })
}

fn entries(source: Source<'_>, code: &str, value: &Value<'_>) -> Result<Vec<EntryText>> {
    let DeValue::Array(list) = value.get_ref() else {
        return Err(wrong_type(source, code, value, "a list of entries in square brackets"));
    };
    let entries: Vec<_> = list.iter().map(|value| entry(source, value)).collect::<Result<_>>()?;
    check_repeats(source, &entries)?;
    Ok(entries)
}

fn entry(source: Source<'_>, value: &Value<'_>) -> Result<EntryText> {
    let DeValue::Table(table) = value.get_ref() else {
        let query = query(source, "entry", value)?;
        return Ok(plain(query));
    };
    let fields = Fields::new(source, table, value.span().start, &ENTRY_KEYS)?;
    let matched = fields.needed_text("match")?;
    let value = fields.get("match").unwrap_or(value);
    let entry = plain(query(source, "match", value)?);
    let id = fields.text("id")?.map_or(matched, |id| id);
    if id.written.is_empty() {
        return Err(source.error(id.at, "`id` is empty", "write a name, or leave the key out"));
    }
    Ok(EntryText {
        id: id.written,
        weight: fields.share_or("weight", DEFAULT_WEIGHT)?,
        unless: fields.queries("unless")?,
        note: fields.text("note")?.unwrap_or_default().written,
        ..entry
    })
}

/// An entry of which nothing but the expression is said.
fn plain(query: Query) -> EntryText {
    let (id, weight) = (query.written.clone(), DEFAULT_WEIGHT);
    EntryText { id, query, weight, unless: Vec::new(), note: String::new() }
}
