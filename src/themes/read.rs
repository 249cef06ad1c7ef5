//! TOML to the contents of a codebook.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use super::check::{check_id, check_ids, check_parents, check_repeats};
use super::fields::{Fields, Value, query, unknown, wrong_type};
use super::query::Query;
use super::source::Source;
use super::theme::{EntryText, Examples, Located, Theme};
use crate::error::Result;
use crate::text::Language;

/// The least score that makes a tag, where the theme does not say.
pub(super) const DEFAULT_MIN_SCORE: f64 = 0.5;

/// The weight of an entry that does not say: one hit is enough for the default `min_score`.
pub(super) const DEFAULT_WEIGHT: f64 = 0.6;

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

#[cfg(test)]
mod tests {
    use super::super::Codebook;
    use crate::error::{Error, ErrorKind};

    /// The error of a codebook that begins with a name and one good theme on lines 1 to 6.
    fn error(more: &str) -> Error {
        let good = "name = 'n'\n[[theme]]\nid = 'good'\nlabel = 'G'\ndefinition = 'D'\n\
                    terms.en = ['word']\n";
        parse_error(&format!("{good}{more}"))
    }

    /// The error of a codebook whose second theme, from line 7 on, has the entries on line 11.
    fn entries_error(entries: &str) -> Error {
        error(&format!(
            "[[theme]]\nid = 'bad'\nlabel = 'B'\ndefinition = 'D'\nterms.en = {entries}\n"
        ))
    }

    fn parse_error(text: &str) -> Error {
        let error = Codebook::parse(text, "themes.toml").expect_err("it parses");
        assert_eq!(error.kind(), ErrorKind::Settings);
        assert!(!error.remedy().is_empty());
        error
    }

    fn assert_error(error: &Error, place: &str, cause: &str) {
        assert_eq!(error.place(), format!("themes.toml, {place}"), "of: {error}");
        assert!(error.cause().contains(cause), "{error}");
    }

    #[test]
    fn a_text_that_is_not_toml_is_refused_with_its_place() {
        assert_error(&error("[[theme]\n"), "line 7, column 9", "not TOML");
    }

    #[test]
    fn an_unknown_key_is_refused_and_the_nearest_known_one_named() {
        let misspelt = error("[[theme]]\nid = 'b'\nlable = 'B'\n");
        assert_error(&misspelt, "line 9, column 1", "unknown key `lable`");
        assert!(misspelt.remedy().contains("`label`"));
        let in_entry = entries_error("[{ match = 'w', wieght = 0.5 }]");
        assert_error(&in_entry, "line 11, column 28", "unknown key `wieght`");
        assert!(in_entry.remedy().contains("`weight`"));
        let on_top = parse_error("name = 'n'\nthemes = []\n");
        assert_error(&on_top, "line 2, column 1", "unknown key `themes`");
    }

    #[test]
    fn two_themes_of_one_id_are_refused() {
        let twice =
            error("[[theme]]\nid = 'good'\nlabel = 'B'\ndefinition = 'D'\nterms.en = ['x']\n");
        assert_error(&twice, "line 8, column 6", "the theme on line 3 also has the id `good`");
    }

    #[test]
    fn an_id_is_in_kebab_case() {
        for id in ["Open-Data", "open_data", "open data", "-open", "open--data", "é"] {
            let error = error(&format!("[[theme]]\nid = '{id}'\n"));
            assert_error(&error, "line 8, column 6", "cannot be the id of a theme");
        }
    }

    #[test]
    fn a_theme_needs_label_and_definition() {
        let empty = error("[[theme]]\nid = 'b'\nlabel = ' '\n");
        assert_error(&empty, "line 9, column 9", "`label` is empty");
        let missing = error("[[theme]]\nid = 'b'\nlabel = 'B'\n");
        assert_error(&missing, "line 7, column 1", "`definition` is missing");
    }

    #[test]
    fn a_codebook_needs_a_theme_and_a_theme_an_entry() {
        assert_error(&parse_error("name = 'n'\n"), "line 1, column 1", "no theme");
        assert_error(&entries_error("[]"), "line 7, column 1", "no entry");
        let without = error("[[theme]]\nid = 'b'\nlabel = 'B'\ndefinition = 'D'\n");
        assert_error(&without, "line 7, column 1", "no entry");
    }

    #[test]
    fn an_unknown_language_is_refused_and_the_known_ones_listed() {
        let error = entries_error("['w']\nterms.xx = ['w']");
        assert_error(&error, "line 12, column 7", "unknown language `xx`");
        assert!(error.remedy().contains("ar, da, de"));
    }

    #[test]
    fn weights_and_least_scores_are_above_zero_and_at_most_one() {
        for number in ["0", "1.01", "-0.5", "nan", "inf", "2"] {
            let error = entries_error(&format!("[{{ match = 'w', weight = {number} }}]"));
            assert_error(&error, "line 11, column 37", "out of range");
        }
        let error = error("[[theme]]\nid = 'b'\nlabel = 'B'\ndefinition = 'D'\nmin_score = 0.0\n");
        assert_error(&error, "line 11, column 13", "`min_score = 0.0` is out of range");
    }

    #[test]
    fn an_entry_stands_once_in_a_list() {
        for (one, two) in [("open data", "Open  Data"), ("=AI", "= AI")] {
            let error = entries_error(&format!("['x', '{one}',\n'{two}']"));
            assert_error(&error, "line 12, column 1", "already stands on line 11");
        }
        let text = "name = 'n'\n[[theme]]\nid = 'a'\nlabel = 'A'\ndefinition = 'D'\n\
                    terms = { en = ['=AI', '=Ai', 'ai'], fr = ['ai'] }";
        assert!(Codebook::parse(text, "t").is_ok());
    }

    #[test]
    fn an_entry_has_a_word_and_no_sign_that_cannot_be_found() {
        assert_error(&entries_error("['x', '= ']"), "line 11, column 19", "no word");
        assert_error(&entries_error("['']"), "line 11, column 14", "no word");
        for (entry, column) in [("=C++", 16), ("a - b", 16), ("#tag", 14), ("t:word", 15)] {
            let error = entries_error(&format!("['{entry}']"));
            assert_error(&error, &format!("line 11, column {column}"), "is no part of a word");
        }
        let unless = entries_error("[{ match = 'w', unless = ['w x', ' !'] }]");
        assert_error(&unless, "line 11, column 47", "is no part of a word");
    }

    #[test]
    fn a_theme_has_parents_above_it_and_is_not_its_own() {
        let theme = |id: &str, parent: &str| {
            format!(
                "[[theme]]\nid = '{id}'\nlabel = 'L'\ndefinition = 'D'\nterms.en = ['x']\n\
                 parent = '{parent}'\n"
            )
        };
        let circle = [theme("a", "b"), theme("b", "c"), theme("c", "b")].concat();
        assert_error(&error(&circle), "line 18, column 10", "`b` is above itself");
        assert_error(&error(&theme("a", "goood")), "line 12, column 10", "unknown parent `goood`");
        let line = [theme("a", "b"), theme("b", "good")].concat();
        let good = "name = 'n'\n[[theme]]\nid = 'good'\nlabel = 'G'\ndefinition = 'D'\n\
                    terms.en = ['word']\n";
        assert!(Codebook::parse(&format!("{good}{line}"), "t").is_ok());
    }

    #[test]
    fn what_is_said_of_themes_and_entries_is_kept() {
        let text = "name = 'n'\n[[theme]]\nid = 'a'\nlabel = 'A'\ndefinition = 'D'\n\
                    unless = 'x y'\nmin_distinct = 2\n[theme.examples]\nmatch = ['yes']\n\
                    not = ['no', 'never']\n[theme.terms]\n\
                    en = ['w', { match = 'v & u', id = 'V', note = 'why' }]\n";
        let codebook = Codebook::parse(text, "t").unwrap();
        let theme = &codebook.themes[0];
        assert_eq!((theme.min_distinct, &*theme.unless[0].written), (2, "x y"));
        let written =
            |texts: &[super::Located]| texts.iter().map(|it| it.written.clone()).collect();
        let examples: [Vec<String>; 2] =
            [written(&theme.examples.matching), written(&theme.examples.not)];
        assert_eq!(examples, [vec!["yes"], vec!["no", "never"]]);
        assert_eq!(codebook.place_of_text(&theme.examples.not[1]), (10, 14));
        let entries: Vec<_> = codebook.entries().map(|it| it.entry).collect();
        assert_eq!((&*entries[0].id, &*entries[1].id, &*entries[1].note), ("w", "V", "why"));
        assert!(entries[1].has_own_id() && !entries[0].has_own_id());
    }

    #[test]
    fn more_regular_expressions_than_can_be_held_are_refused() {
        let entries: Vec<_> = (0..1_001).map(|at| format!("'re:/a{at}/'")).collect();
        let error = entries_error(&format!("[{}]", entries.join(", ")));
        assert!(error.cause().contains("1000 regular expressions"), "{error}");
    }

    #[test]
    fn a_value_of_the_wrong_type_is_refused() {
        let number = parse_error("name = 'n'\nversion = 1.0\n");
        assert_error(&number, "line 2, column 11", "`version` is a number");
        assert_error(&entries_error("'word'"), "line 11, column 12", "`en` is a text");
        assert_error(&entries_error("[1]"), "line 11, column 13", "`entry` is a number");
        let table = parse_error("name = 'n'\n[theme]\nid = 'a'\n");
        assert_error(&table, "line 2, column 1", "`[[theme]]` above each theme");
        let list = error("[[theme]]\nid = 'b'\nlabel = 'B'\ndefinition = 'D'\nterms = ['w']\n");
        assert_error(&list, "line 11, column 9", "`terms` is a list");
    }
}
