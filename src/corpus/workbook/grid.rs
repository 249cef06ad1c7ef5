//! The cells of a sheet to a table: its header found, its rows kept in a temporary file.

use std::fs::File;
use std::io::BufWriter;

use csv::StringRecord;

use crate::error::{Error, Result};

use super::super::columns::MOST_COLUMNS;
use super::super::record::Record;
use super::super::spooled::Spooled;
use super::values;

/// Rows with something in them among which the header is looked for.
const LOOKED_AT: usize = 20;

/// Columns beyond the last of the header that still belong to the table.
const BEYOND: usize = 50;

/// The text of a cell and whether it was written as text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) is_text: bool,
}

impl Cell {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_text: true }
    }

    pub(super) fn other(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_text: false }
    }
}

/// A row: its number from 1, and its cells with their columns from 0.
type Row = (u64, Vec<(usize, Cell)>);

/// The table of one sheet while its cells come in.
pub(super) struct Grid {
    name: String,
    row: Row,
    /// The first rows, until the header is known.
    first: Vec<Row>,
    header: Option<(u64, Vec<String>)>,
    /// One past the last column that has anything in it.
    width: usize,
    rows: u64,
    spool: Spooled,
    out: csv::Writer<BufWriter<File>>,
}

/// The row of the header, the names of the columns, and the rows.
pub(super) type Filled = (u64, Vec<String>, Spooled);

impl Grid {
    pub(super) fn new(file: &str, sheet: &str) -> Result<Self> {
        let name = format!("{file}, sheet {sheet}");
        let (out, spool) = Spooled::create().map_err(|error| no_room(&name).caused_by(error))?;
        let out = csv::WriterBuilder::new().flexible(true).from_writer(BufWriter::new(out));
        let (row, first, header) = ((0, Vec::new()), Vec::new(), None);
        Ok(Self { name, row, first, header, width: 0, rows: 0, spool, out })
    }

    /// Where the sheet is, for errors.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Takes the next cell: row and column from 0. Blank ones count as none.
    ///
    /// # Errors
    /// If the rows are not in order or the disk has no room.
    pub(super) fn take(&mut self, (row, column): (u32, u32), cell: Cell) -> Result<()> {
        if cell.text.trim().is_empty() {
            return Ok(());
        }
        let number = u64::from(row) + 1;
        if number < self.row.0 {
            let place = format!("{}, row {number}", self.name);
            let remedy = "open the file in a spreadsheet program and save it anew";
            return Err(Error::input(place, "the rows are not in order", remedy));
        }
        if number > self.row.0 {
            self.close_row()?;
            self.row.0 = number;
        }
        self.row.1.push((column as usize, cell));
        Ok(())
    }

    fn close_row(&mut self) -> Result<()> {
        if self.row.1.is_empty() {
            return Ok(());
        }
        let row = (self.row.0, std::mem::take(&mut self.row.1));
        if self.header.is_some() {
            return self.keep(row);
        }
        self.first.push(row);
        if self.first.len() == LOOKED_AT { self.find_header() } else { Ok(()) }
    }

    /// The header is the first row that is text throughout and at least half as wide as the widest of
    /// the first rows, and has two cells if any has; titles and notes above a table are narrower. If there is none, it is the first.
    fn find_header(&mut self) -> Result<()> {
        let widest = self.first.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
        let is_header = |(_, cells): &Row| {
            cells.len() >= widest.div_ceil(2).max(widest.min(2))
                && cells.iter().all(|(_, cell)| cell.is_text)
        };
        let at = self.first.iter().position(is_header).unwrap_or(0);
        let mut rows = std::mem::take(&mut self.first).into_iter().skip(at);
        let Some((number, cells)) = rows.next() else { return Ok(()) };
        let width = cells.iter().map(|&(column, _)| column + 1).max().unwrap_or(0);
        if width > MOST_COLUMNS {
            let place = format!("{}, row {number}", self.name);
            let cause = format!("there are {width} columns, and at most {MOST_COLUMNS} are read");
            return Err(Error::input(place, cause, "leave the columns out that are not needed"));
        }
        let mut names = vec![String::new(); width];
        for (column, cell) in cells {
            names[column] = cell.text.trim().to_owned();
        }
        self.width = width;
        self.header = Some((number, names));
        rows.try_for_each(|row| self.keep(row))
    }

    fn keep(&mut self, (number, cells): Row) -> Result<()> {
        let widest = self.header.as_ref().map_or(0, |(_, names)| names.len()) + BEYOND;
        let far = cells.iter().find(|(column, _)| *column >= widest);
        let complaint = far.map_or_else(String::new, |(column, _)| {
            format!("a cell stands in column {}, far beside the table", letters(*column))
        });
        let width = cells.iter().map(|&(column, _)| column + 1).max().unwrap_or(0);
        let mut texts: Vec<String> = Vec::new();
        if complaint.is_empty() {
            texts.resize(width, String::new());
            self.width = self.width.max(width);
        }
        for (column, cell) in cells {
            match texts.get_mut(column) {
                Some(text) => *text = cell.text,
                None => texts.push(cell.text),
            }
        }
        self.rows += 1;
        let record = [number.to_string(), complaint].into_iter().chain(texts);
        let record: Vec<String> = record.collect();
        self.out.write_record(&record).map_err(|error| no_room(&self.name).caused_by(error))
    }

    /// The table, or none if there are no rows below the header.
    ///
    /// # Errors
    /// If the disk has no room.
    pub(super) fn finish(mut self) -> Result<Option<Filled>> {
        self.close_row()?;
        if self.header.is_none() {
            self.find_header()?;
        }
        self.out.flush().map_err(|error| no_room(&self.name).caused_by(error))?;
        let Some((number, mut names)) = self.header.filter(|_| self.rows > 0) else {
            return Ok(None);
        };
        names.resize(self.width, String::new());
        Ok(Some((number, names, self.spool)))
    }
}

/// A row of the temporary file as a record.
pub(super) fn record(row: &StringRecord, columns: usize) -> Record {
    let position = row.get(0).and_then(|number| number.parse().ok()).unwrap_or(0);
    let cells = || row.iter().skip(2);
    match row.get(1) {
        Some("") | None => Record::Row { position, values: values(cells(), columns) },
        Some(complaint) => {
            Record::malformed(position, complaint, cells().collect::<Vec<_>>().join(" "))
        }
    }
}

/// The letters of a column as a spreadsheet program shows them: `A`, `Z`, `AA`.
fn letters(mut column: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(b'A' + (column % 26) as u8);
        match column / 26 {
            0 => break,
            next => column = next - 1,
        }
    }
    letters.reverse();
    String::from_utf8_lossy(&letters).into_owned()
}

fn no_room(name: &str) -> Error {
    Error::failed(name, "the sheet cannot be kept as text", "make room in TMPDIR")
}
