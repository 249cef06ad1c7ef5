//! A sheet that people filled, as rows of text.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use calamine::{Data, Reader, Xlsx};

use crate::error::{Error, Result};

/// A table of text cells.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RawSheet {
    /// The names of the columns.
    pub heads: Vec<String>,
    /// Rows that hold anything, with their numbers in the file: the first row below the heads is 2.
    pub rows: Vec<(usize, Vec<String>)>,
}

/// Reads a CSV (with `,` or `;` between cells) or the first sheet of a spreadsheet.
///
/// # Errors
/// If the file is not there, or is neither.
pub fn read_sheet(path: &Path) -> Result<RawSheet> {
    let unreadable = |error: std::io::Error| {
        Error::input(
            path.display(),
            "the sheet cannot be opened",
            "name a filled .csv or .xlsx that `caselens sample` made",
        )
        .caused_by(error)
    };
    let spreadsheet = path.extension().is_some_and(|it| it.eq_ignore_ascii_case("xlsx"));
    let mut file = File::open(path).map_err(unreadable)?;
    let mut sheet = if spreadsheet {
        of_xlsx(BufReader::new(file), path)?
    } else {
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(unreadable)?;
        of_csv(&bytes, path)?
    };
    let width = sheet.heads.len();
    for (_, cells) in &mut sheet.rows {
        cells.resize(width.max(cells.len()), String::new());
        cells.iter_mut().for_each(|cell| *cell = unquoted(cell.trim()).to_owned());
    }
    sheet.rows.retain(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()));
    Ok(sheet)
}

/// The text behind the `'` that keeps it from being a formula.
fn unquoted(cell: &str) -> &str {
    let text = cell.strip_prefix('\'').unwrap_or(cell);
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { text } else { cell }
}

fn of_csv(bytes: &[u8], path: &Path) -> Result<RawSheet> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        Error::input(
            path.display(),
            "the sheet is not in UTF-8",
            "save it as CSV UTF-8 or as .xlsx",
        )
        .caused_by(error)
    })?;
    let text = text.trim_start_matches('\u{FEFF}');
    let first = text.lines().next().unwrap_or_default();
    let count = |sign: char| first.matches(sign).count();
    let delimiter = if count(';') > count(',') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut sheet = RawSheet::default();
    for (number, row) in (1..).zip(reader.records()) {
        let row = row.map_err(|error| {
            let place = format!("{}, row {number}", path.display());
            Error::input(place, "the row cannot be read", "save the sheet as .xlsx instead")
                .caused_by(error)
        })?;
        let cells: Vec<String> = row.iter().map(str::to_owned).collect();
        if number == 1 {
            sheet.heads = cells.iter().map(|cell| cell.trim().to_owned()).collect();
        } else {
            sheet.rows.push((number, cells));
        }
    }
    Ok(sheet)
}

fn of_xlsx(file: BufReader<File>, path: &Path) -> Result<RawSheet> {
    let unreadable = |error: calamine::XlsxError| {
        Error::input(
            path.display(),
            "this cannot be read as a spreadsheet",
            "save it as .xlsx or .csv",
        )
        .caused_by(error)
    };
    let mut workbook = Xlsx::new(file).map_err(unreadable)?;
    let name = workbook.sheet_names().first().cloned().unwrap_or_default();
    let range = workbook.worksheet_range(&name).map_err(unreadable)?;
    let first = range.start().map_or(0, |(row, _)| row as usize);
    let mut rows = range.rows().map(|row| row.iter().map(text).collect::<Vec<String>>());
    let heads = rows.next().unwrap_or_default();
    Ok(RawSheet {
        heads: heads.iter().map(|head| head.trim().to_owned()).collect(),
        rows: (first + 2..).zip(rows).collect(),
    })
}

fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::Float(number) => number.to_string(),
        cell => cell.to_string(),
    }
}
