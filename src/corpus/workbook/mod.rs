//! Spreadsheets (XLSX, ODS) to records.
//!
//! The sheet is read once, row by row, and kept as text in a temporary file, so that a sheet takes
//! little memory and is not parsed again by every reading. A row's position is the number that the
//! spreadsheet program shows at its left.

mod grid;
mod ods;
#[cfg(test)]
mod tests;
mod xlsx;

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use crate::error::{Error, Result};
use crate::suggest::nearest;

use super::columns;
use super::format::Format;
use super::lines::unreadable;
use super::packing::{self, Limited};
use super::record::Record;
use super::settings::CorpusSettings;
use super::spooled::Spooled;
use super::values::Values;

use grid::Grid;

type Archive = zip::ZipArchive<BufReader<File>>;

/// The sheet that is read, as text in a temporary file.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) name: String,
    /// The other sheets of the file, which are not read.
    pub(super) others: Vec<String>,
    /// The row that holds the names of the columns, as the spreadsheet program numbers it.
    pub(super) header: u64,
    pub(super) columns: Vec<String>,
    spool: Spooled,
}

/// What a zip archive is: a spreadsheet, or none.
pub(super) fn kind(path: &Path) -> Option<Format> {
    let mut archive = archive(path).ok()?;
    let has = |name: &str| archive.index_for_name(name).is_some();
    if has("xl/workbook.xml") {
        return Some(Format::Xlsx);
    }
    if !has("content.xml") {
        return None;
    }
    let mut kind = String::new();
    let entry = archive.by_name("mimetype").ok()?;
    entry.take(100).read_to_string(&mut kind).ok()?;
    kind.contains("opendocument.spreadsheet").then_some(Format::Ods)
}

fn archive(path: &Path) -> zip::result::ZipResult<Archive> {
    zip::ZipArchive::new(BufReader::new(File::open(path)?))
}

/// Reads a sheet: the one named, or else the first with more than a header.
///
/// # Errors
/// If the file is broken, has no such sheet or none with rows, or holds more than may be unpacked.
pub(super) fn read(
    name: &str,
    path: &Path,
    format: Format,
    settings: &CorpusSettings,
) -> Result<Sheet> {
    refuse_too_much(name, path, settings)?;
    let mut book = match format {
        Format::Ods => Book::Ods(ods::Ods::open(name, path)?),
        _ => Book::Xlsx(Box::new(xlsx::Xlsx::open(name, path)?)),
    };
    let names = book.sheets();
    let wanted: Vec<&String> = match &settings.sheet {
        Some(wanted) => vec![found(name, &names, wanted)?],
        None => names.iter().collect(),
    };
    let mut last = None;
    for sheet in wanted {
        let mut grid = Grid::new(name, sheet)?;
        book.read(sheet, &mut grid)?;
        if let Some(filled) = grid.finish()? {
            let others = names.iter().filter(|other| *other != sheet).cloned().collect();
            let (header, columns, spool) = filled;
            let columns = columns::from_header(&format!("{name}, sheet {sheet}"), columns)?;
            return Ok(Sheet { name: sheet.clone(), others, header, columns, spool });
        }
        last = Some(sheet);
    }
    let place = last.map_or(name.to_owned(), |sheet| format!("{name}, sheet {sheet}"));
    let remedy = "name the sheet that holds the cases with --sheet, or fill one";
    Err(Error::input(place, "there are no rows in it", remedy))
}

enum Book {
    Xlsx(Box<xlsx::Xlsx>),
    Ods(ods::Ods),
}

impl Book {
    fn sheets(&self) -> Vec<String> {
        match self {
            Self::Xlsx(book) => book.sheets(),
            Self::Ods(book) => book.sheets(),
        }
    }

    fn read(&mut self, sheet: &str, grid: &mut Grid) -> Result<()> {
        match self {
            Self::Xlsx(book) => book.read(sheet, grid),
            Self::Ods(book) => book.read(sheet, grid),
        }
    }
}

fn found<'n>(name: &str, names: &'n [String], wanted: &str) -> Result<&'n String> {
    names.iter().find(|sheet| *sheet == wanted).ok_or_else(|| {
        let all = columns::quoted(names);
        let remedy = match nearest(wanted, names.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`? The sheets are {all}"),
            None => format!("name one of the sheets: {all}"),
        };
        let cause = format!("{name} has no sheet `{wanted}`");
        Error::usage(format!("--sheet {wanted}"), cause, remedy)
    })
}

/// Unpacks every part once without keeping it: what a part says of its length need not be true.
fn refuse_too_much(name: &str, path: &Path, settings: &CorpusSettings) -> Result<()> {
    let failed = |error: io::Error| unreadable(name, error);
    let bytes = std::fs::metadata(path).map_err(failed)?.len();
    let mut left = packing::limit(bytes, settings.max_unpacked);
    let mut archive = archive(path).map_err(|error| broken(name, error))?;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| broken(name, error))?;
        if !part.name().is_ok_and(|name| name.ends_with(".xml")) {
            continue;
        }
        left -= io::copy(&mut Limited::new(part, left), &mut io::sink()).map_err(failed)?;
    }
    Ok(())
}

fn broken(name: &str, error: impl std::error::Error + Send + Sync + 'static) -> Error {
    let cause = format!("cannot be read as a spreadsheet: {error}");
    Error::input(name, cause, "open it in a spreadsheet program and save it anew, or as CSV")
}

impl Sheet {
    /// What the user should know of it.
    pub(super) fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        if !self.others.is_empty() {
            let others = columns::quoted(&self.others);
            remarks.push(format!(
                "sheet `{}` is read, not {others}; another can be named with --sheet",
                self.name
            ));
        }
        if self.header > 1 {
            remarks.push(format!(
                "the names of the columns are in row {} of sheet `{}`; what stands above is no case",
                self.header, self.name
            ));
        }
        remarks
    }

    /// The rows of the sheet.
    ///
    /// # Errors
    /// If the temporary file cannot be read.
    pub(super) fn rows(&self, name: &str) -> Result<SheetRows> {
        let file = File::open(self.spool.path()).map_err(|error| unreadable(name, error))?;
        let rows = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(file);
        let name = format!("{name}, sheet {}", self.name);
        Ok(SheetRows { rows, columns: self.columns.len(), name })
    }
}

/// The rows of a sheet.
pub(super) struct SheetRows {
    rows: csv::Reader<File>,
    columns: usize,
    name: String,
}

impl Iterator for SheetRows {
    type Item = Result<Record>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut row = csv::StringRecord::new();
        match self.rows.read_record(&mut row) {
            Ok(false) => None,
            Ok(true) => Some(Ok(grid::record(&row, self.columns))),
            Err(error) => Some(Err(unreadable(&self.name, error.into()))),
        }
    }
}

/// A row in the columns of the sheet.
fn values<'c>(cells: impl Iterator<Item = &'c str>, columns: usize) -> Values {
    let mut values = Values::with_capacity(columns, 256);
    cells.take(columns).for_each(|cell| values.push((!cell.is_empty()).then_some(cell)));
    while values.len() < columns {
        values.push(None);
    }
    values
}
