//! Codebooks as CSV.

use super::draft::Draft;
use super::losses::Losses;
use super::{sheet, sheet_reader};
use crate::error::{Error, Result};
use crate::text::Language;

/// Writes a draft. A text that a spreadsheet program would take for a formula (`=AI`) gets a space
/// before it, which reading takes away again.
pub(super) fn write(draft: &Draft) -> Result<(Vec<u8>, Losses)> {
    let (rows, losses) = sheet::rows(draft);
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    let failed = |error: ::csv::Error| {
        Error::failed("CSV", "the table cannot be written", "report this as a fault")
            .caused_by(error)
    };
    writer.write_record(sheet::COLUMNS).map_err(failed)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| protected(cell))).map_err(failed)?;
    }
    let bytes = writer.into_inner().map_err(|error| {
        Error::failed("CSV", "the table cannot be written", "report this as a fault")
            .caused_by(error.into_error())
    })?;
    Ok((bytes, losses))
}

fn protected(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@']) { format!(" {cell}") } else { cell.to_owned() }
}

/// Reads a draft from a table divided by commas, semicolons or tabs, whichever its first row has most.
pub(super) fn read(bytes: &[u8], place: &str, language: Language) -> Result<(Draft, Losses)> {
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(bytes))
        .from_reader(bytes);
    let mut rows = Vec::new();
    for (number, record) in (1..).zip(reader.records()) {
        let record = record.map_err(|error| {
            let remedy = "save the table as CSV in UTF-8";
            Error::settings(format!("{place}, row {number}"), "the row cannot be read", remedy)
                .caused_by(error)
        })?;
        rows.push((number, record.iter().map(str::to_owned).collect::<Vec<_>>()));
    }
    let mut rows = rows.into_iter();
    let header = rows.next().map_or_else(Vec::new, |(_, header)| header);
    sheet_reader::draft(&header, rows, place, language)
}

fn delimiter(bytes: &[u8]) -> u8 {
    let first = bytes.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let count = |delimiter: u8| first.iter().filter(|&&byte| byte == delimiter).count();
    // Of equally many the last would win, so the comma stands there.
    [b'\t', b';', b','].into_iter().max_by_key(|&delimiter| count(delimiter)).unwrap_or(b',')
}
