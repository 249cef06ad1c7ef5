//! One table, a row for each entry, to a draft.

use super::draft::{Draft, DraftEntry};
use super::losses::Losses;
use super::sheet::{
    CODEBOOK, COLUMNS, COUNTER_EXAMPLE, DEFINITION, DESCRIPTION, ENTRY, EXAMPLE, ID, LABEL,
    LANGUAGE, MIN_DISTINCT, MIN_SCORE, NOTE, PARENT, Row, THEME, THEME_UNLESS, UNLESS, VERSION,
    WEIGHT,
};
use super::slug::slug;
use crate::error::{Error, Result};
use crate::suggest::nearest;
use crate::text::Language;

/// What a spreadsheet program leaves of an entry that it took for a formula.
const BROKEN_FORMULA: [&str; 4] = ["#NAME?", "#VALUE!", "#REF!", "#N/A"];

/// The rows of a table, each with its number in the file, to a draft. `language` is that of entries
/// that do not say theirs. Only the columns `theme` and `entry` must be there.
pub(super) fn draft(
    header: &[String],
    rows: impl Iterator<Item = (usize, Vec<String>)>,
    place: &str,
    language: Language,
) -> Result<(Draft, Losses)> {
    let mut losses = Losses::default();
    let columns = columns(header, place, &mut losses)?;
    let mut reader = SheetReader { place, language, draft: Draft::default(), names: Vec::new() };
    for (number, cells) in rows {
        let mut row = Row::default();
        for (cell, &column) in cells.iter().zip(&columns) {
            if let Some(column) = column {
                cell.trim().clone_into(&mut row[column]);
            }
        }
        if row.iter().any(|cell| !cell.is_empty()) {
            reader.take(number, &row)?;
        }
    }
    Ok((reader.draft, losses))
}

/// Which of our columns each column of the file is.
fn columns(header: &[String], place: &str, losses: &mut Losses) -> Result<Vec<Option<usize>>> {
    let mut known = Vec::new();
    for name in header {
        let plain =
            name.trim().trim_start_matches('\u{FEFF}').to_lowercase().replace([' ', '-'], "_");
        let plain = if plain == "term" { "entry" } else { &plain };
        let column = COLUMNS.iter().position(|&column| column == plain);
        if column.is_none() && !plain.is_empty() {
            losses.add(format!("columns that no codebook has (`{}`)", name.trim()), 1);
        }
        known.push(column);
    }
    for needed in [THEME, ENTRY] {
        if !known.contains(&Some(needed)) {
            let near = nearest(COLUMNS[needed], header.iter().map(String::as_str));
            let near = near.map_or_else(String::new, |name| format!("; `{name}` may be meant"));
            return Err(Error::settings(
                format!("{place}, first row"),
                format!("there is no column `{}`{near}", COLUMNS[needed]),
                "give the table a first row with the names `theme` and `entry`, and as many of \
                 language, weight, unless, id, note, label, definition as there are",
            ));
        }
    }
    Ok(known)
}

struct SheetReader<'p> {
    place: &'p str,
    language: Language,
    draft: Draft,
    /// How each theme is named in the file, in the order of the draft.
    names: Vec<String>,
}

impl SheetReader<'_> {
    fn take(&mut self, number: usize, row: &Row) -> Result<()> {
        if row[THEME].is_empty() {
            return Err(self.error(number, THEME, "is empty", "name the theme in every row"));
        }
        for (text, column) in [
            (&mut self.draft.name, CODEBOOK),
            (&mut self.draft.version, VERSION),
            (&mut self.draft.description, DESCRIPTION),
        ] {
            if text.is_empty() {
                text.clone_from(&row[column]);
            }
        }
        let at = self.theme(&row[THEME]);
        self.take_theme(number, row, at)?;
        if row[ENTRY].is_empty() {
            return Ok(());
        }
        let entry = self.entry(number, row)?;
        let language = match row[LANGUAGE].as_str() {
            "" => self.language,
            code => code.to_lowercase().parse().map_err(|_| {
                let cause = format!("has the unknown language `{code}`");
                self.error(number, LANGUAGE, cause, "use a code such as en, fr, es or de")
            })?,
        };
        self.draft.themes[at].terms.entry(language).or_default().push(entry);
        Ok(())
    }

    /// The theme that the file calls so; its id is made of a name that cannot be one.
    fn theme(&mut self, name: &str) -> usize {
        if let Some(at) = self.names.iter().position(|known| known == name) {
            return at;
        }
        let id = slug(name, |id| self.draft.themes.iter().any(|theme| theme.id == id));
        let theme = self.draft.theme(&id);
        if id != name {
            name.clone_into(&mut theme.label);
        }
        self.names.push(name.to_owned());
        self.names.len() - 1
    }

    fn take_theme(&mut self, number: usize, row: &Row, at: usize) -> Result<()> {
        let min_score = self.number(number, row, MIN_SCORE)?;
        let min_distinct = self.number(number, row, MIN_DISTINCT)?;
        let theme = &mut self.draft.themes[at];
        if !row[LABEL].is_empty() {
            theme.label.clone_from(&row[LABEL]);
        }
        if !row[DEFINITION].is_empty() {
            theme.definition.clone_from(&row[DEFINITION]);
        }
        if !row[PARENT].is_empty() {
            theme.parent = Some(row[PARENT].clone());
        }
        theme.min_score = min_score.or(theme.min_score);
        theme.min_distinct = min_distinct.or(theme.min_distinct);
        for (list, column) in [
            (&mut theme.unless, THEME_UNLESS),
            (&mut theme.examples, EXAMPLE),
            (&mut theme.counter_examples, COUNTER_EXAMPLE),
        ] {
            if !row[column].is_empty() {
                list.push(row[column].clone());
            }
        }
        Ok(())
    }

    fn entry(&self, number: usize, row: &Row) -> Result<DraftEntry> {
        if BROKEN_FORMULA.contains(&row[ENTRY].as_str()) {
            let cause =
                format!("is `{}`: a spreadsheet program took the entry for a formula", row[ENTRY]);
            return Err(self.error(
                number,
                ENTRY,
                cause,
                "write it anew with a space before the `=`",
            ));
        }
        let text = |column: usize| Some(row[column].clone()).filter(|text| !text.is_empty());
        Ok(DraftEntry {
            expression: row[ENTRY].clone(),
            id: text(ID),
            weight: self.number(number, row, WEIGHT)?,
            unless: row[UNLESS]
                .lines()
                .map(|line| line.trim().to_owned())
                .filter(|line| !line.is_empty())
                .collect(),
            note: text(NOTE),
        })
    }

    /// The number in a cell, with a comma or a point; `None` where it is empty.
    fn number<T: std::str::FromStr>(
        &self,
        number: usize,
        row: &Row,
        column: usize,
    ) -> Result<Option<T>> {
        let cell = &row[column];
        if cell.is_empty() {
            return Ok(None);
        }
        cell.replace(',', ".").parse().map(Some).map_err(|_| {
            let cause = format!("is `{cell}`, which is no such number");
            self.error(number, column, cause, "write a number such as 0.5")
        })
    }

    fn error(
        &self,
        number: usize,
        column: usize,
        cause: impl std::fmt::Display,
        remedy: &str,
    ) -> Error {
        let place = format!("{}, row {number}", self.place);
        Error::settings(place, format!("`{}` {cause}", COLUMNS[column]), remedy)
    }
}
