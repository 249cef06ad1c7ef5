//! The tables of a run as one spreadsheet: a sheet for each, whole, within the limits of the format.
//!
//! Tables whose size grows with the number of cases are written row by row and never held in memory.

mod about;
mod chart;
mod column;
mod places;
mod sheet;
mod table;
#[cfg(test)]
mod tests;

use std::io::Write;
use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use self::places::Places;
use self::sheet::{Looks, unwritable};
use super::ReportSettings;
use super::run::Run;
use super::words::{SheetWords, Words};
use crate::error::Result;

/// A workbook that is being made.
struct Book<'a> {
    run: &'a Run,
    folder: &'a Path,
    settings: &'a ReportSettings,
    /// The words of the report's language, and of these those of its sheets.
    language: &'static Words,
    words: SheetWords,
    looks: Looks,
    places: Places,
    workbook: Workbook,
}

/// Writes the tables of a run as a spreadsheet (XLSX): one sheet for each table with filters and number
/// formats, charts of themes and clusters, and links between a case and its evidence. Texts stand in it as
/// texts; nothing in it is a formula. What does not fit into the format is told on the first sheet. The same
/// run gives the same bytes.
///
/// # Errors
/// When a table cannot be read, or the spreadsheet cannot be written.
pub fn write_workbook(
    run: &Run,
    folder: &Path,
    settings: &ReportSettings,
    to: impl Write + Send,
) -> Result<()> {
    let mut workbook = Workbook::new();
    // The file would else hold the time at which it was made.
    let date = ExcelDateTime::from_ymd(2000, 1, 1).map_err(unwritable)?;
    let language = settings.lang.unwrap_or(run.manifest.lang).words();
    let title = super::outline::title(run, settings, language);
    let about = DocProperties::new().set_creation_datetime(&date).set_title(title.as_str());
    workbook.set_properties(&about);
    let places = Places::read(folder)?;
    let (words, looks) = (language.sheets, Looks::new());
    let mut book = Book { run, folder, settings, language, words, looks, places, workbook };
    book.begin_about().map_err(unwritable)?;
    let mut written = Vec::new();
    for (file, holds) in words.tables {
        if folder.join(file).is_file() {
            written.push(book.table(file, holds)?);
        }
    }
    book.settings_sheet().map_err(unwritable)?;
    book.finish_about(&title, &written).map_err(unwritable)?;
    book.workbook.save_to_writer(to).map_err(unwritable)
}
