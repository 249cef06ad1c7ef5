//! Sheets of an XLSX file to cells.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use calamine::{DataRef, Dimensions, ExcelDateTime, Reader, XlsxError};

use crate::error::Result;

use super::broken;
use super::grid::{Cell, Grid};

/// An XLSX file.
pub(super) struct Xlsx {
    book: calamine::Xlsx<BufReader<File>>,
    name: String,
}

impl Xlsx {
    /// Opens a file and reads its texts.
    ///
    /// # Errors
    /// If it is broken.
    pub(super) fn open(name: &str, path: &Path) -> Result<Self> {
        let book = calamine::open_workbook(path);
        let book = book.map_err(|error: XlsxError| broken(name, error))?;
        Ok(Self { book, name: name.to_owned() })
    }

    /// The names of the sheets in their order.
    pub(super) fn sheets(&self) -> Vec<String> {
        self.book.sheet_names()
    }

    /// Reads the cells of a sheet.
    ///
    /// # Errors
    /// If the sheet is broken or the disk has no room.
    pub(super) fn read(&mut self, sheet: &str, grid: &mut Grid) -> Result<()> {
        let name = &self.name;
        let failed = |error: XlsxError| broken(name, error);
        let merged = match self.book.merge_cells_by_sheet_name(sheet) {
            Err(XlsxError::NotAWorksheet(_)) => return Ok(()),
            merged => merged.map_err(failed)?,
        };
        let mut merged = Merged::new(merged);
        let mut cells = match self.book.worksheet_cells_reader(sheet) {
            // A sheet of charts has no cells.
            Err(XlsxError::NotAWorksheet(_)) => return Ok(()),
            cells => cells.map_err(failed)?,
        };
        let mut row = None;
        while let Some(cell) = cells.next_cell().map_err(failed)? {
            let place = cell.get_position();
            let Some(value) = text(cell.get_value()) else { continue };
            if row != Some(place.0) {
                row = Some(place.0);
                for (column, cell) in merged.values_of(place.0) {
                    grid.take((place.0, column), cell)?;
                }
            }
            merged.learn(place, &value);
            grid.take(place, value)?;
        }
        Ok(())
    }
}

/// The text of a cell; none where it is empty.
fn text(value: &DataRef<'_>) -> Option<Cell> {
    Some(match value {
        DataRef::Empty => return None,
        DataRef::String(text) => Cell::text(text.as_str()),
        DataRef::SharedString(text) => Cell::text(*text),
        DataRef::Int(number) => Cell::other(number.to_string()),
        DataRef::Float(number) => Cell::other(number.to_string()),
        DataRef::Bool(value) => Cell::other(value.to_string()),
        DataRef::DateTime(instant) => Cell::other(date(*instant)),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Cell::other(text.as_str()),
        DataRef::Error(error) => Cell::other(error.to_string()),
    })
}

/// A date as `2024-05-01`, with the time as `2024-05-01 09:30:00` where it has one, a span of time as
/// `27:30:00`.
fn date(instant: ExcelDateTime) -> String {
    let days = instant.as_f64();
    if instant.is_duration() || (0.0..1.0).contains(&days) {
        let seconds = (days.abs() * 86_400.0).round() as u64;
        let sign = if days < 0.0 { "-" } else { "" };
        return format!("{sign}{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
    // Beyond the year 9999 there are no dates.
    if !(0.0..2_958_466.0).contains(&days) {
        return days.to_string();
    }
    let (year, month, day, hour, minute, second, _) = instant.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) {
        date
    } else {
        format!("{date} {hour:02}:{minute:02}:{second:02}")
    }
}

/// Cells that reach over several rows: each of the rows gets the value, in the first column of the cell.
struct Merged {
    /// Those still to come, the last first; then those that reach into the current row.
    waiting: Vec<Dimensions>,
    open: Vec<(Dimensions, Option<Cell>)>,
}

impl Merged {
    fn new(mut cells: Vec<Dimensions>) -> Self {
        cells.retain(|cell| cell.start.0 < cell.end.0);
        cells.sort_by_key(|cell| std::cmp::Reverse(cell.start));
        Self { waiting: cells, open: Vec::new() }
    }

    /// What reaches into a row from above.
    fn values_of(&mut self, row: u32) -> Vec<(u32, Cell)> {
        self.open.retain(|(cell, _)| cell.end.0 >= row);
        while self.waiting.last().is_some_and(|cell| cell.start.0 <= row) {
            self.open.extend(self.waiting.pop().map(|cell| (cell, None)));
        }
        let reaching = self.open.iter().filter(|(cell, _)| cell.start.0 < row);
        reaching.filter_map(|(cell, value)| Some((cell.start.1, value.clone()?))).collect()
    }

    fn learn(&mut self, place: (u32, u32), value: &Cell) {
        for (_, known) in self.open.iter_mut().filter(|(cell, _)| cell.start == place) {
            *known = Some(value.clone());
        }
    }
}
