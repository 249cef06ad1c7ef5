//! New numbers in the text of a codebook, everything else as it was written.

use std::collections::{BTreeMap, BTreeSet};

use toml_edit::{Array, DocumentMut, InlineTable, Item, TableLike, Value};

use crate::error::{Error, Result};
use crate::text::Language;

/// Characters a line of entries has at most, unless one entry is longer.
const LINE: usize = 100;

/// New numbers of one theme.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Revision {
    /// The new least score, where it is another.
    pub min_score: Option<f64>,
    /// The new weights, where they are others, by language and place in the list.
    pub weights: BTreeMap<(Language, usize), f64>,
}

/// Writes new numbers into the text of a codebook. Wording, order, notes and comments stay; an entry
/// that was a bare text and gets a weight becomes a table. `revisions` are of the themes in the order
/// of the text.
///
/// # Errors
/// If the text is no TOML, or has another form than a codebook that was read.
pub fn revise(source: &str, revisions: &[Revision]) -> Result<String> {
    let mut document = parse(source)?;
    let themes = themes(&mut document).ok_or_else(unknown_form)?;
    for (theme, revision) in themes.into_iter().zip(revisions) {
        revise_theme(theme, revision)?;
    }
    Ok(document.to_string())
}

/// The text of a codebook without some entries, each by the index of its theme, its language and its place
/// in the list. A comment behind an entry goes with it; one above it stays.
///
/// # Errors
/// As [`revise`].
pub fn without_entries(source: &str, entries: &[(usize, Language, usize)]) -> Result<String> {
    let mut document = parse(source)?;
    let mut themes = themes(&mut document).ok_or_else(unknown_form)?;
    let mut entries = entries.to_vec();
    entries.sort_unstable();
    entries.dedup();
    // From the last on, so that the places of those before do not change.
    for (theme, language, place) in entries.into_iter().rev() {
        let theme = themes.get_mut(theme).ok_or_else(unknown_form)?;
        remove(list(*theme, language)?, place)?;
    }
    Ok(document.to_string())
}

/// Takes an entry out of a list and closes the gap.
fn remove(entries: &mut Array, place: usize) -> Result<()> {
    let removed = entries.get(place).ok_or_else(unknown_form)?;
    let before = prefix(removed).to_owned();
    entries.remove(place);
    let after = match entries.get(place) {
        Some(next) => prefix(next).to_owned(),
        None => entries.trailing().as_str().unwrap_or_default().to_owned(),
    };
    // What stands before a line break is a comment on the entry that goes.
    let gap = match after.find('\n') {
        None => before,
        Some(line_break) => {
            let above = before.rfind('\n').map_or("", |last| &before[..last]);
            format!("{above}{}", &after[line_break..])
        }
    };
    match entries.get_mut(place) {
        Some(next) => next.decor_mut().set_prefix(gap),
        None => entries.set_trailing(gap),
    }
    Ok(())
}

fn prefix(entry: &Value) -> &str {
    entry.decor().prefix().and_then(|raw| raw.as_str()).unwrap_or_default()
}

/// The entries of a language.
fn list(theme: &mut dyn TableLike, language: Language) -> Result<&mut Array> {
    theme
        .get_mut("terms")
        .and_then(Item::as_table_like_mut)
        .and_then(|terms| terms.get_mut(language.code()))
        .and_then(Item::as_array_mut)
        .ok_or_else(unknown_form)
}

fn parse(source: &str) -> Result<DocumentMut> {
    source.parse().map_err(|error: toml_edit::TomlError| {
        Error::settings("codebook", "this is not TOML", "correct the file").caused_by(error)
    })
}

fn unknown_form() -> Error {
    let remedy = "write themes as `[[theme]]` with a table `[theme.terms]` of lists";
    Error::settings("codebook", "its form is not known", remedy)
}

/// The tables of the themes, however they are written.
fn themes(document: &mut DocumentMut) -> Option<Vec<&mut dyn TableLike>> {
    match document.get_mut("theme")? {
        Item::ArrayOfTables(tables) => {
            Some(tables.iter_mut().map(|table| table as &mut dyn TableLike).collect())
        }
        Item::Value(Value::Array(array)) => array
            .iter_mut()
            .map(|value| value.as_inline_table_mut().map(|table| table as &mut dyn TableLike))
            .collect(),
        _ => None,
    }
}

fn revise_theme(theme: &mut dyn TableLike, revision: &Revision) -> Result<()> {
    if let Some(least) = revision.min_score {
        set_number(theme, "min_score", least);
    }
    for (&(language, place), &weight) in &revision.weights {
        let entries = list(theme, language)?;
        weigh(entries.get_mut(place).ok_or_else(unknown_form)?, weight);
    }
    let languages: BTreeSet<Language> = revision.weights.keys().map(|(code, _)| *code).collect();
    for language in languages {
        break_long_lines(list(theme, language)?);
    }
    Ok(())
}

/// Sets a number, keeping the comment behind an earlier one.
fn set_number(table: &mut dyn TableLike, key: &str, number: f64) {
    let mut value = Value::from(number);
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(earlier) => {
            *value.decor_mut() = earlier.decor().clone();
            *earlier = value;
        }
        None => drop(table.insert(key, Item::Value(value))),
    }
}

/// Gives an entry a weight.
fn weigh(entry: &mut Value, weight: f64) {
    if let Value::InlineTable(table) = entry {
        // A table that ends with a space has it behind its last value.
        let last = table.iter_mut().last().map(|(_, value)| value.decor().clone());
        let is_new = !table.contains_key("weight");
        set_number(table, "weight", weight);
        if let (true, Some(decor)) = (is_new, last) {
            move_end(table, &decor);
        }
        return;
    }
    let decor = entry.decor().clone();
    let mut table = InlineTable::new();
    let mut expression = entry.clone();
    expression.decor_mut().clear();
    table.insert("match", expression);
    table.insert("weight", Value::from(weight));
    let mut value = Value::InlineTable(table);
    *value.decor_mut() = decor;
    *entry = value;
}

/// Hands the space at the end of a table on to the value that was added last.
fn move_end(table: &mut InlineTable, end: &toml_edit::Decor) {
    let count = table.len();
    for (at, (_, value)) in table.iter_mut().enumerate() {
        if at + 2 == count {
            value.decor_mut().set_suffix("");
        } else if at + 1 == count {
            value.decor_mut().set_prefix(" ");
            value.decor_mut().set_suffix(end.suffix().cloned().unwrap_or_default());
        }
    }
}

/// Puts entries that no longer fit beside those before them on a line of their own.
fn break_long_lines(entries: &mut Array) {
    // A list on one line stays on one.
    if !entries.to_string().contains('\n') {
        return;
    }
    let mut column = 0;
    for entry in entries.iter_mut() {
        let written = entry.to_string();
        match written.rfind('\n') {
            Some(newline) => column = written[newline + 1..].chars().count(),
            None if column + written.chars().count() + 1 > LINE => {
                entry.decor_mut().set_prefix("\n  ");
                column = 1 + entry.to_string().trim_start().chars().count();
            }
            None => column += written.chars().count(),
        }
        column += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language::{English, French};

    fn revised(source: &str, min_score: Option<f64>, weights: &[(Language, usize, f64)]) -> String {
        let weights = weights.iter().map(|&(code, at, weight)| ((code, at), weight)).collect();
        revise(source, &[Revision { min_score, weights }]).unwrap()
    }

    const BOOK: &str = "# about\nname = 'n' # said\n\n[[theme]]\nid = 'a'\nmin_score = 0.5 # least\n\n\
        [theme.terms]\nen = [\n  # strong\n  \"bus\", 'tram', # rail\n  { match = \"ride\", weight = 0.3, \
        unless = ['bus ride'] }, # weak\n  { match = \"rail\" },\n]\nfr = ['vélo']\n";

    #[test]
    fn nothing_but_the_numbers_changes() {
        assert_eq!(revised(BOOK, None, &[]), BOOK);
        let new = revised(
            BOOK,
            Some(0.45),
            &[(English, 1, 0.7), (English, 2, 0.25), (English, 3, 0.9), (French, 0, 0.1)],
        );
        let expected = BOOK
            .replace("0.5 # least", "0.45 # least")
            .replace("'tram', # rail", "{ match = 'tram', weight = 0.7 }, # rail")
            .replace("0.3", "0.25")
            .replace("{ match = \"rail\" }", "{ match = \"rail\", weight = 0.9 }")
            .replace("'vélo'", "{ match = 'vélo', weight = 0.1 }");
        assert_eq!(new, expected);
    }

    #[test]
    fn a_theme_without_a_least_score_gets_one() {
        let book = "name = 'n'\n[[theme]]\nid = 'a'\n[theme.terms]\nen = ['x']\n";
        let new = revised(book, Some(0.6), &[]);
        assert_eq!(new, book.replace("id = 'a'\n", "id = 'a'\nmin_score = 0.6\n"));
        let inline = "theme = [{ id = 'a', terms = { en = ['x'] } }]\n";
        let new = revised(inline, None, &[(English, 0, 0.2)]);
        assert_eq!(new, inline.replace("'x'", "{ match = 'x', weight = 0.2 }"));
    }

    #[test]
    fn entries_that_get_long_go_on_lines_of_their_own() {
        let words = ["\"word\""; 10].join(", ");
        let book = format!("[[theme]]\n[theme.terms]\nen = [\n  {words},\n]\n");
        let weights: Vec<_> = (0..10).map(|at| (English, at, 0.1)).collect();
        let new = revised(&book, None, &weights);
        assert!(new.lines().all(|line| line.chars().count() <= LINE), "{new}");
        assert_eq!(new.lines().count(), 4 + 5, "two fit on a line: {new}");
    }

    #[test]
    fn entries_go_with_the_comment_behind_them_and_leave_the_one_above() {
        let all = |places: &[usize]| {
            let entries: Vec<_> = places.iter().map(|&place| (0, English, place)).collect();
            without_entries(BOOK, &entries).unwrap()
        };
        assert_eq!(all(&[]), BOOK);
        assert_eq!(all(&[0]), BOOK.replace("\"bus\", ", ""));
        assert_eq!(all(&[1]), BOOK.replace(" 'tram', # rail", ""));
        assert_eq!(all(&[0, 1]), BOOK.replace("\n  \"bus\", 'tram', # rail", ""));
        assert_eq!(all(&[3]), BOOK.replace("  { match = \"rail\" },\n", ""));
    }

    #[test]
    fn a_text_of_another_form_is_refused() {
        assert!(revise("theme = 1", &[]).is_err());
        assert!(revise("a = ", &[]).is_err());
        let revision =
            Revision { weights: BTreeMap::from([((French, 0), 0.5)]), ..Revision::default() };
        assert!(revise("[[theme]]\nterms = { en = ['x'] }", &[revision]).is_err());
    }
}
