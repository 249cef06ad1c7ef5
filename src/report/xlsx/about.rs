//! The first sheet, which says what the others hold and what did not fit, and the last one, with how the
//! run was made.

use rust_xlsxwriter::XlsxError;

use super::super::words::filled;
use super::Book;
use super::column::{Column, Kind};
use super::sheet::Sheet;
use super::table::Written;

/// The row of the table of sheets.
const TABLE: u32 = 6;

impl Book<'_> {
    /// Makes the first sheet; it is filled last.
    pub(super) fn begin_about(&mut self) -> Result<(), XlsxError> {
        self.workbook.add_worksheet().set_name(self.words.about)?;
        Ok(())
    }

    /// Fills the first sheet.
    pub(super) fn finish_about(
        &mut self,
        title: &str,
        written: &[Written],
    ) -> Result<(), XlsxError> {
        let (words, looks, made) = (self.words, &self.looks, &self.run.manifest);
        let counts =
            [made.counts.analysed, made.counts.rows_read].map(|number| self.language.count(number));
        let by = [made.program.as_str(), &made.version, &made.hash];
        let notes: Vec<String> = written.iter().map(|sheet| self.note(sheet)).collect();
        let sheet = self.workbook.worksheet_from_name(words.about)?;
        sheet.write_string_with_format(0, 0, title, &looks.title)?;
        sheet.write_string(1, 0, filled(words.counts, &[&counts[0], &counts[1]]))?;
        sheet.write_string(2, 0, filled(words.made_by, &by))?;
        if self.settings.no_text {
            sheet.write_string(3, 0, words.no_text)?;
        }
        for (column, (head, width)) in (0..).zip([
            (words.sheet, 22.0),
            (words.rows, 12.0),
            (words.holds, 84.0),
            (words.note, 60.0),
        ]) {
            let look = if column == 1 { &looks.head_number } else { &looks.head };
            sheet.write_string_with_format(TABLE - 1, column, head, look)?;
            sheet.set_column_width(column, width)?;
        }
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        let mut sheet = Sheet::new(sheet, looks, words.cut);
        for (row, (one, note)) in (TABLE..).zip(written.iter().zip(&notes)) {
            sheet.link((row, 0), one.sheet(), (one.sheet(), 0))?;
            sheet.value((row, 1), Kind::Count, &one.rows.to_string())?;
            sheet.value((row, 2), Kind::Text, one.holds)?;
            sheet.value((row, 3), Kind::Text, note)?;
        }
        let last = TABLE + written.len() as u32;
        sheet.link((last, 0), words.settings, (words.settings, 0))
    }

    /// What a sheet leaves out of its table, in words.
    fn note(&self, sheet: &Written) -> String {
        let words = self.words;
        let mut notes = Vec::new();
        if sheet.all_rows > u64::from(sheet.rows) {
            let rows = self.language.count(sheet.all_rows);
            notes.push(filled(words.rows_cut, &[&rows, sheet.file]));
        }
        if sheet.columns_cut > 0 {
            let columns = self.language.count(sheet.columns_cut as u64);
            notes.push(filled(words.columns_cut, &[&columns, sheet.file]));
        }
        if sheet.cells_cut > 0 {
            notes.push(filled(
                words.cells_cut,
                &[&self.language.count(sheet.cells_cut), sheet.file],
            ));
        }
        if sheet.links_cut {
            let links = self.language.count(u64::from(super::sheet::MOST_LINKS));
            notes.push(filled(words.links_cut, &[&links]));
        }
        notes.join("; ")
    }

    /// The settings in force.
    pub(super) fn settings_sheet(&mut self) -> Result<(), XlsxError> {
        let words = self.words;
        let rows = self.run.manifest.flat_settings(self.language);
        let sheet = self.workbook.add_worksheet().set_name(words.settings)?;
        let mut sheet = Sheet::new(sheet, &self.looks, words.cut);
        let column =
            |name: &str| Column { name: name.to_owned(), kind: Kind::Text, place: 0, less: None };
        sheet.head(&[column(words.setting), column(words.value)])?;
        for (row, (key, value)) in (1..).zip(&rows) {
            sheet.value((row, 0), Kind::Text, key)?;
            sheet.value((row, 1), Kind::Plain, value)?;
        }
        sheet.finish(rows.len() as u32)
    }
}
