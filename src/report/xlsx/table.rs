//! A table of the run as a sheet.

use rust_xlsxwriter::XlsxError;

use super::super::run::Run;
use super::super::table::open;
use super::Book;
use super::chart::Bars;
use super::column::{ABOVE, BELOW, Column, Kind, with_whiskers};
use super::places::{DOCUMENTS, EVIDENCE};
use super::sheet::{MOST_COLUMNS, MOST_LINKS, MOST_ROWS, Sheet, unwritable};
use crate::error::Result;

/// Tables of which each row is of a case; they are written without being held in memory, and their ids
/// lead to the case.
const OF_CASES: [&str; 5] = [DOCUMENTS, EVIDENCE, "tags.csv", "disagreements.csv", "map.csv"];

/// The table of themes by columns of the input, whose names stand in it first.
const BY: &str = "themes_by.csv";

/// A sheet that was written.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) file: &'static str,
    pub(super) holds: &'static str,
    /// Rows that stand there.
    pub(super) rows: u32,
    /// Rows of the table.
    pub(super) all_rows: u64,
    pub(super) columns_cut: usize,
    pub(super) cells_cut: u64,
    /// Whether there are rows that should lead somewhere and do not.
    pub(super) links_cut: bool,
}

impl Written {
    /// The name of the sheet.
    pub(super) fn sheet(&self) -> &'static str {
        self.file.trim_end_matches(".csv")
    }
}

impl Book<'_> {
    /// Writes the sheet of a table.
    pub(super) fn table(&mut self, file: &'static str, holds: &'static str) -> Result<Written> {
        let mut table = open(&self.folder.join(file))?;
        let header: Vec<String> = table.header()?.iter().map(str::to_owned).collect();
        let mut columns = self.columns(file, &header);
        let columns_cut = columns.len().saturating_sub(MOST_COLUMNS);
        columns.truncate(MOST_COLUMNS);
        let mut written = Written {
            file,
            holds,
            rows: 0,
            all_rows: 0,
            columns_cut,
            cells_cut: 0,
            links_cut: false,
        };
        let name = written.sheet();
        let worksheet = if OF_CASES.contains(&file) {
            self.workbook.add_worksheet_with_constant_memory().map_err(unwritable)?
        } else {
            self.workbook.add_worksheet()
        };
        worksheet.set_name(name).map_err(unwritable)?;
        let (run, hides) = (self.run, self.settings.no_text && file == BY);
        let mut sheet = Sheet::new(worksheet, &self.looks, self.words.cut);
        sheet.head(&columns).map_err(unwritable)?;
        while let Some(record) = table.next_row()? {
            if hides && is_of_withheld(run, record.get(0)) {
                continue;
            }
            written.all_rows += 1;
            if written.rows + 1 == MOST_ROWS {
                continue;
            }
            written.rows += 1;
            let row = written.rows;
            for (at, column) in (0..).zip(&columns) {
                let value = column.value(&record);
                let value = value.as_ref();
                let leads = OF_CASES.contains(&file) && column.place == 0;
                if leads && file == DOCUMENTS {
                    self.places.stands(value, row);
                }
                let target = self.places.target(file, value).filter(|_| leads);
                match target {
                    Some(target) => sheet.link((row, at), value, target),
                    None => sheet.value((row, at), column.kind, value),
                }
                .map_err(unwritable)?;
            }
        }
        written.cells_cut = sheet.cells_cut;
        written.links_cut = sheet.links == MOST_LINKS && written.rows > MOST_LINKS;
        sheet.finish(written.rows).map_err(unwritable)?;
        self.draw(&written, &columns).map_err(unwritable)?;
        Ok(written)
    }

    /// The columns that are shown of a table.
    fn columns(&self, file: &str, header: &[String]) -> Vec<Column> {
        let own = if file == DOCUMENTS { self.run.documents.columns.len() } else { 0 };
        let input = |place: usize| (1..=own).contains(&place).then(|| place - 1);
        let is_kept = |place: usize, name: &str| match (file, input(place)) {
            _ if !self.settings.no_text => true,
            (_, Some(column)) => !self.run.is_withheld(column),
            (EVIDENCE, _) => name != "text",
            ("rejects.csv", _) => name != "excerpt",
            _ => true,
        };
        let column = |(place, name): (usize, &String)| {
            let numeric = |column: usize| self.run.documents.measures[column].is_numeric();
            let kind = match input(place) {
                Some(column) if numeric(column) => Kind::Plain,
                Some(_) => Kind::Text,
                None => Kind::of(name),
            };
            is_kept(place, name).then(|| Column { name: name.clone(), kind, place, less: None })
        };
        with_whiskers(header.iter().enumerate().filter_map(column).collect())
    }

    /// Draws the chart of a table that has one.
    fn draw(
        &mut self,
        written: &Written,
        columns: &[Column],
    ) -> std::result::Result<(), XlsxError> {
        let title = match written.file {
            "themes.csv" => self.words.themes_chart,
            "clusters.csv" => self.words.clusters_chart,
            _ => return Ok(()),
        };
        let place = |name: &str| (0..).zip(columns).find(|(_, it)| it.name == name).map(|it| it.0);
        let (Some(names), Some(shares)) = (place("label"), place("share")) else { return Ok(()) };
        let worksheet = self.workbook.worksheet_from_name(written.sheet())?;
        let bars = Bars {
            sheet: written.sheet(),
            title,
            axis: self.words.share_of_cases,
            rows: written.rows,
            names,
            shares,
            whiskers: place(BELOW).zip(place(ABOVE)),
            beside: columns.len() as u16,
        };
        bars.draw(worksheet)
    }
}

/// Whether the name of a column of the input is one that is left out with the texts.
fn is_of_withheld(run: &Run, name: Option<&str>) -> bool {
    let mut columns = run.documents.columns.iter();
    let place = columns.position(|column| Some(column.as_str()) == name);
    place.is_some_and(|place| run.is_withheld(place))
}
