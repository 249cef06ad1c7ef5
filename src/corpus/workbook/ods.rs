//! Sheets of an ODS file to cells.

use std::io::BufReader;
use std::path::{Path, PathBuf};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::error::{Error, Result};

use super::grid::{Cell, Grid};
use super::{archive, broken};

/// Rows and columns of a sheet, at most.
const MOST_ROWS: u32 = 1 << 20;
const MOST_COLUMNS: u32 = 1 << 14;

/// Times that a row with something in it may be repeated; a few bytes could else fill the disk. Empty rows
/// are repeated to the end of a sheet.
const MOST_REPEATS: u32 = 1000;

/// An ODS file.
pub(super) struct Ods {
    name: String,
    path: PathBuf,
    sheets: Vec<String>,
}

impl Ods {
    /// Opens a file and looks for its sheets.
    ///
    /// # Errors
    /// If it is broken.
    pub(super) fn open(name: &str, path: &Path) -> Result<Self> {
        let mut sheets = Vec::new();
        each_event(name, path, |event| {
            if let Event::Start(tag) | Event::Empty(tag) = event
                && tag.local_name().as_ref() == "table"
            {
                sheets.push(attribute(tag, "name").unwrap_or_default());
            }
            Ok(true)
        })?;
        Ok(Self { name: name.to_owned(), path: path.to_owned(), sheets })
    }

    /// The names of the sheets in their order.
    pub(super) fn sheets(&self) -> Vec<String> {
        self.sheets.clone()
    }

    /// Reads the cells of a sheet.
    ///
    /// # Errors
    /// If the sheet is broken or the disk has no room.
    pub(super) fn read(&self, sheet: &str, grid: &mut Grid) -> Result<()> {
        let mut table = Table::new(sheet, grid);
        each_event(&self.name, &self.path, |event| table.event(event))
    }
}

/// Hands the XML of the content to `take` until it says that it has enough.
fn each_event(
    name: &str,
    path: &Path,
    mut take: impl FnMut(&Event<'_>) -> Result<bool>,
) -> Result<()> {
    let mut archive = archive(path).map_err(|error| broken(name, error))?;
    let content = archive.by_name("content.xml").map_err(|error| broken(name, error))?;
    let mut reader = Reader::from_reader(BufReader::new(content));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|error| broken(name, error))? {
            Event::Eof => return Ok(()),
            event => {
                if !take(&event)? {
                    return Ok(());
                }
            }
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes().flatten();
    let found = attributes.find(|found| found.key.local_name().as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
}

fn number(tag: &BytesStart<'_>, name: &str) -> u32 {
    attribute(tag, name).and_then(|number| number.parse().ok()).unwrap_or(1).max(1)
}

/// The cell that is being read.
#[derive(Default)]
struct OpenCell {
    text: String,
    /// What it holds besides its text, and what that is.
    value: Option<Cell>,
    columns: u32,
    rows: u32,
    paragraphs: u32,
}

/// Reads one table.
struct Table<'g> {
    sheet: String,
    grid: &'g mut Grid,
    inside: bool,
    row: u32,
    column: u32,
    /// The cells of the row that is being read.
    cells: Vec<(u32, Cell)>,
    repeats: u32,
    cell: Option<OpenCell>,
    /// Open comments, whose text is none of the cell.
    comments: u32,
    in_paragraph: bool,
    /// Cells that reach into the rows below: column, rows left, value.
    merged: Vec<(u32, u32, Cell)>,
}

impl<'g> Table<'g> {
    fn new(sheet: &str, grid: &'g mut Grid) -> Self {
        Self {
            sheet: sheet.to_owned(),
            grid,
            inside: false,
            row: 0,
            column: 0,
            cells: Vec::new(),
            repeats: 1,
            cell: None,
            comments: 0,
            in_paragraph: false,
            merged: Vec::new(),
        }
    }

    /// Takes an event; whether more are wanted.
    fn event(&mut self, event: &Event<'_>) -> Result<bool> {
        match event {
            Event::Start(tag) => self.open(tag),
            Event::Empty(tag) => {
                self.open(tag);
                return self.close(tag.local_name().as_ref());
            }
            Event::End(tag) => return self.close(tag.local_name().as_ref()),
            Event::Text(text) => self.text(&text.xml10_content()),
            Event::CData(text) => self.text(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let by_number = reference.resolve_char_ref().ok().flatten().map(String::from);
                let named = || {
                    quick_xml::escape::resolve_predefined_entity(&reference.xml10_content())
                        .map(str::to_owned)
                };
                self.text(&by_number.or_else(named).unwrap_or_default());
            }
            _ => {}
        }
        Ok(true)
    }

    fn open(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "table" => self.inside = attribute(tag, "name").as_deref() == Some(&self.sheet),
            _ if !self.inside => {}
            "table-row" => {
                self.column = 0;
                self.cells.clear();
                self.repeats = number(tag, "number-rows-repeated");
            }
            "table-cell" | "covered-table-cell" => {
                self.cell = Some(OpenCell {
                    value: value(tag),
                    columns: number(tag, "number-columns-repeated"),
                    rows: number(tag, "number-rows-spanned"),
                    ..OpenCell::default()
                });
            }
            "annotation" => self.comments += 1,
            "p" | "h" => {
                self.in_paragraph = true;
                if let Some(cell) = self.cell.as_mut().filter(|_| self.comments == 0) {
                    if cell.paragraphs > 0 {
                        cell.text.push('\n');
                    }
                    cell.paragraphs += 1;
                }
            }
            "s" => {
                let spaces = number(tag, "c").min(1000) as usize;
                self.text(&" ".repeat(spaces));
            }
            "tab" => self.text("\t"),
            "line-break" => self.text("\n"),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|_| self.comments == 0 && self.in_paragraph) {
            cell.text.push_str(text);
        }
    }

    fn close(&mut self, name: &str) -> Result<bool> {
        match name {
            "table" if self.inside => return Ok(false),
            _ if !self.inside => {}
            "annotation" => self.comments = self.comments.saturating_sub(1),
            "p" | "h" => self.in_paragraph = false,
            "table-cell" | "covered-table-cell" => self.close_cell(),
            "table-row" => self.close_row()?,
            _ => {}
        }
        Ok(true)
    }

    fn close_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let value = cell.value.unwrap_or_else(|| Cell::text(cell.text));
        if !value.text.trim().is_empty() {
            let last = self.column.saturating_add(cell.columns).min(MOST_COLUMNS);
            self.cells.extend((self.column..last).map(|column| (column, value.clone())));
            if cell.rows > 1 {
                self.merged.push((self.column, cell.rows, value));
            }
        }
        self.column = self.column.saturating_add(cell.columns).min(MOST_COLUMNS);
    }

    fn close_row(&mut self) -> Result<()> {
        let repeats = if self.cells.is_empty() { 0 } else { self.repeats };
        if repeats > MOST_REPEATS {
            let place = format!("{}, row {}", self.grid.name(), self.row + 1);
            let cause = format!("the row is repeated {repeats} times with all that stands in it");
            return Err(Error::input(
                place,
                cause,
                "take out the rows that repeat, or save as CSV",
            ));
        }
        for row in (self.row..MOST_ROWS).take(repeats as usize) {
            for (column, left, cell) in &self.merged {
                // The row in which the cell begins has it already.
                if !self.cells.iter().any(|(taken, _)| taken == column) && *left > 0 {
                    self.grid.take((row, *column), cell.clone())?;
                }
            }
            for (column, cell) in &self.cells {
                self.grid.take((row, *column), cell.clone())?;
            }
        }
        for (_, left, _) in &mut self.merged {
            *left = left.saturating_sub(self.repeats);
        }
        self.merged.retain(|(_, left, _)| *left > 0);
        self.row = self.row.saturating_add(self.repeats).min(MOST_ROWS);
        Ok(())
    }
}

/// What a cell holds that is not text, as its text: the program that wrote it may show it otherwise.
fn value(tag: &BytesStart<'_>) -> Option<Cell> {
    let attribute = |name| attribute(tag, name);
    let value = match attribute("value-type")?.as_str() {
        "float" | "percentage" | "currency" => attribute("value")?,
        "boolean" => attribute("boolean-value")?,
        "date" => attribute("date-value")?.replace('T', " "),
        "time" => span(&attribute("time-value")?),
        _ => return None,
    };
    Some(Cell::other(value))
}

/// `PT09H30M00S` as `09:30:00`.
fn span(iso: &str) -> String {
    let plain = iso.strip_prefix("PT").and_then(|rest| rest.strip_suffix('S'));
    plain.map_or_else(|| iso.to_owned(), |rest| rest.replace(['H', 'M'], ":"))
}
