//! A draft to one table, a row for each entry: what CSV and XLSX have in common.

use super::draft::{Draft, DraftEntry, DraftTheme};
use super::losses::Losses;
use crate::text::Language;

/// The columns in their order. Of a theme's rows the first has what belongs to the theme as a whole;
/// of lists (`theme_unless`, `example`, `counter_example`) each row has one item. Of the first row of
/// all are the last three.
pub(super) const COLUMNS: [&str; 18] = [
    "theme",
    "language",
    "entry",
    "weight",
    "unless",
    "id",
    "note",
    "label",
    "definition",
    "parent",
    "min_score",
    "min_distinct",
    "theme_unless",
    "example",
    "counter_example",
    "codebook",
    "version",
    "description",
];

pub(super) const THEME: usize = 0;
pub(super) const LANGUAGE: usize = 1;
pub(super) const ENTRY: usize = 2;
pub(super) const WEIGHT: usize = 3;
pub(super) const UNLESS: usize = 4;
pub(super) const ID: usize = 5;
pub(super) const NOTE: usize = 6;
pub(super) const LABEL: usize = 7;
pub(super) const DEFINITION: usize = 8;
pub(super) const PARENT: usize = 9;
pub(super) const MIN_SCORE: usize = 10;
pub(super) const MIN_DISTINCT: usize = 11;
pub(super) const THEME_UNLESS: usize = 12;
pub(super) const EXAMPLE: usize = 13;
pub(super) const COUNTER_EXAMPLE: usize = 14;
pub(super) const CODEBOOK: usize = 15;
pub(super) const VERSION: usize = 16;
pub(super) const DESCRIPTION: usize = 17;

/// The columns that hold numbers.
pub(super) const NUMBERS: [usize; 3] = [WEIGHT, MIN_SCORE, MIN_DISTINCT];

/// One row, by the places of [`COLUMNS`].
pub(super) type Row = [String; COLUMNS.len()];

/// The rows of a draft. Items of an entry's `unless` stand on lines of their own in one cell.
pub(super) fn rows(draft: &Draft) -> (Vec<Row>, Losses) {
    let mut losses = Losses::default();
    let mut rows: Vec<Row> = Vec::new();
    for theme in &draft.themes {
        rows.extend(theme_rows(theme, &mut losses));
    }
    if let Some(first) = rows.first_mut() {
        first[CODEBOOK].clone_from(&draft.name);
        first[VERSION].clone_from(&draft.version);
        first[DESCRIPTION].clone_from(&draft.description);
    }
    (rows, losses)
}

fn theme_rows(theme: &DraftTheme, losses: &mut Losses) -> Vec<Row> {
    let entries = theme.terms.iter().flat_map(|(&code, list)| list.iter().map(move |e| (code, e)));
    let mut rows: Vec<Row> =
        entries.map(|(language, entry)| entry_row(language, entry, losses)).collect();
    let lists = [
        (THEME_UNLESS, &theme.unless),
        (EXAMPLE, &theme.examples),
        (COUNTER_EXAMPLE, &theme.counter_examples),
    ];
    let needed = lists.iter().map(|(_, items)| items.len()).max().unwrap_or(0).max(1);
    if rows.len() < needed {
        rows.resize(needed, Row::default());
    }
    for (column, items) in lists {
        for (row, item) in rows.iter_mut().zip(items) {
            row[column].clone_from(item);
        }
    }
    rows.iter_mut().for_each(|row| row[THEME].clone_from(&theme.id));
    let first = &mut rows[0];
    first[LABEL].clone_from(&theme.label);
    first[DEFINITION].clone_from(&theme.definition);
    first[PARENT] = theme.parent.clone().unwrap_or_default();
    first[MIN_SCORE] = theme.min_score.map_or_else(String::new, |least| least.to_string());
    first[MIN_DISTINCT] = theme.min_distinct.map_or_else(String::new, |least| least.to_string());
    rows
}

fn entry_row(language: Language, entry: &DraftEntry, losses: &mut Losses) -> Row {
    let on_one_line = |text: &String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    losses.add(
        "line breaks within an `unless`",
        entry.unless.iter().filter(|text| text.contains(['\n', '\r'])).count(),
    );
    let mut row = Row::default();
    row[LANGUAGE] = language.code().to_owned();
    row[ENTRY].clone_from(&entry.expression);
    row[WEIGHT] = entry.weight.map_or_else(String::new, |weight| weight.to_string());
    row[UNLESS] = entry.unless.iter().map(on_one_line).collect::<Vec<_>>().join("\n");
    row[ID] = entry.id.clone().unwrap_or_default();
    row[NOTE] = entry.note.clone().unwrap_or_default();
    row
}
