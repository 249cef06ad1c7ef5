//! Codebooks as spreadsheets.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::draft::Draft;
use super::losses::Losses;
use super::{sheet, sheet_reader};
use crate::error::{Error, Result};
use crate::text::Language;

/// Widths of the columns, in characters.
const WIDTHS: [f64; sheet::COLUMNS.len()] = [
    20.0, 9.0, 34.0, 8.0, 28.0, 14.0, 28.0, 24.0, 48.0, 16.0, 10.0, 12.0, 24.0, 40.0, 40.0, 16.0,
    9.0, 32.0,
];

/// Writes a draft; the same draft gives the same bytes.
pub(super) fn write(draft: &Draft) -> Result<(Vec<u8>, Losses)> {
    let (rows, losses) = sheet::rows(draft);
    let bytes = workbook(&rows).map_err(|error| {
        Error::settings(
            "spreadsheet",
            "the codebook does not fit into a spreadsheet",
            "cells hold 32,767 characters and sheets 1,048,576 rows; write CSV instead",
        )
        .caused_by(error)
    })?;
    Ok((bytes, losses))
}

fn workbook(rows: &[sheet::Row]) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The file would else hold the time at which it was made.
    let date = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&date));
    let sheet = workbook.add_worksheet().set_name("codebook")?;
    let heading = Format::new().set_bold();
    for (column, (name, width)) in (0..).zip(sheet::COLUMNS.into_iter().zip(WIDTHS)) {
        sheet.write_string_with_format(0, column, name, &heading)?;
        sheet.set_column_width(column, width)?;
    }
    for (number, row) in (1..).zip(rows) {
        write_row(sheet, number, row)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, rows.len() as u32, sheet::COLUMNS.len() as u16 - 1)?;
    workbook.save_to_buffer()
}

fn write_row(
    sheet: &mut Worksheet,
    number: u32,
    row: &sheet::Row,
) -> std::result::Result<(), XlsxError> {
    for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
        let at = column as u16;
        match cell.parse::<f64>() {
            Ok(value) if sheet::NUMBERS.contains(&column) => {
                sheet.write_number(number, at, value)?
            }
            _ => sheet.write_string(number, at, cell)?,
        };
    }
    Ok(())
}

/// Reads the first sheet that has anything in it.
pub(super) fn read(bytes: &[u8], place: &str, language: Language) -> Result<(Draft, Losses)> {
    let unreadable = |error: calamine::XlsxError| {
        Error::settings(place, "this cannot be read as a spreadsheet", "save it as .xlsx or .csv")
            .caused_by(error)
    };
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    for name in workbook.sheet_names() {
        let range = workbook.worksheet_range(&name).map_err(unreadable)?;
        let first = range.start().map_or(0, |(row, _)| row as usize);
        let mut rows = range.rows().map(|row| row.iter().map(text).collect::<Vec<_>>());
        if let Some(header) = rows.next() {
            let numbered = (first + 2..).zip(rows);
            return sheet_reader::draft(&header, numbered, place, language);
        }
    }
    Err(Error::settings(place, "the spreadsheet is empty", "fill its first sheet"))
}

fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::Float(number) => number.to_string(),
        cell => cell.to_string(),
    }
}
