//! Cases to a sheet in which they can be coded by hand.

use rust_xlsxwriter::{
    DataValidation, DataValidationRule, DocProperties, ExcelDateTime, Format, FormatAlign,
    Workbook, Worksheet, XlsxError,
};

use super::head_of;
use crate::classify::metrics::LabelName;
use crate::error::{Error, Result};

/// Most characters of a text, so that it fits into a cell, which holds 32,767 units of 16 bits.
const LONGEST: usize = 16_000;
/// Stands at the end of a text that was cut.
const CUT: &str = " […] (cut here; documents.csv has the whole)";

/// A case to be coded.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetCase {
    /// Its id.
    pub id: String,
    /// What is read.
    pub text: String,
    /// Themes that the machine found, joined by `|`; shown only where the coder may see them.
    pub machine: Option<String>,
    /// Number of its stratum.
    pub stratum: usize,
    /// Cases of the stratum in the run.
    pub stratum_cases: u64,
    /// How likely it was to be drawn, above 0, at most 1.
    pub inclusion_probability: f64,
}

/// Cases and what is looked for in them.
#[derive(Debug, Clone, PartialEq)]
pub struct CodingSheet {
    /// The themes, in the order of their columns.
    pub themes: Vec<LabelName>,
    /// What each theme means.
    pub definitions: Vec<String>,
    /// The cases, in the order of the rows.
    pub cases: Vec<SheetCase>,
}

impl CodingSheet {
    fn shows_machine(&self) -> bool {
        self.cases.iter().any(|case| case.machine.is_some())
    }

    fn heads(&self) -> Vec<String> {
        let mut heads: Vec<String> = ["id", "text", "coder"].map(str::to_owned).to_vec();
        heads.extend(self.themes.iter().map(|theme| head_of(&theme.id)));
        heads.push("note".to_owned());
        if self.shows_machine() {
            heads.push("machine".to_owned());
        }
        heads.extend(["stratum", "stratum_cases", "inclusion_probability"].map(str::to_owned));
        heads
    }

    /// As CSV. What a spreadsheet program would take for a formula has a `'` before it.
    ///
    /// # Errors
    /// If it cannot be written, which is a fault of the program.
    pub fn to_csv(&self) -> Result<Vec<u8>> {
        let failed = |error: csv::Error| unwritable().caused_by(error);
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(self.heads()).map_err(failed)?;
        for case in &self.cases {
            let mut row = vec![harmless(&case.id), harmless(&cut(&case.text)), String::new()];
            row.extend(self.themes.iter().map(|_| String::new()));
            row.push(String::new());
            if self.shows_machine() {
                row.push(harmless(case.machine.as_deref().unwrap_or("")));
            }
            row.push((case.stratum + 1).to_string());
            row.push(case.stratum_cases.to_string());
            row.push(case.inclusion_probability.to_string());
            writer.write_record(row).map_err(failed)?;
        }
        writer.into_inner().map_err(|error| unwritable().caused_by(error.into_error()))
    }

    /// As a spreadsheet: the cases, and on a second sheet what each theme means. The same cases give the same
    /// bytes.
    ///
    /// # Errors
    /// If it does not fit into a spreadsheet.
    pub fn to_xlsx(&self) -> Result<Vec<u8>> {
        self.workbook().map_err(|error| {
            Error::failed(
                "coding sheet",
                "the cases do not fit into a spreadsheet",
                "ask for fewer cases with `--n`, or name a .csv with `--output`",
            )
            .caused_by(error)
        })
    }

    fn workbook(&self) -> std::result::Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        // The file would else hold the time at which it was made.
        let date = ExcelDateTime::from_ymd(2000, 1, 1)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&date));
        self.write_cases(workbook.add_worksheet().set_name("cases")?)?;
        self.write_themes(workbook.add_worksheet().set_name("themes")?)?;
        workbook.save_to_buffer()
    }

    fn write_cases(&self, sheet: &mut Worksheet) -> std::result::Result<(), XlsxError> {
        let heading = Format::new().set_bold().set_align(FormatAlign::Top).set_text_wrap();
        let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let plain = Format::new().set_align(FormatAlign::Top);
        for (column, head) in (0..).zip(self.heads()) {
            sheet.write_string_with_format(0, column, &head, &heading)?;
            let width = match head.as_str() {
                "text" => 80.0,
                "id" | "coder" | "note" | "machine" => 18.0,
                _ => 12.0,
            };
            sheet.set_column_width(column, width)?;
        }
        let last = self.heads().len() as u16 - 1;
        for (row, case) in (1..).zip(&self.cases) {
            sheet.write_string_with_format(row, 0, &case.id, &plain)?;
            sheet.write_string_with_format(row, 1, cut(&case.text), &wrapped)?;
            if let Some(machine) = &case.machine {
                sheet.write_string_with_format(row, last - 3, machine, &plain)?;
            }
            sheet.write_number_with_format(row, last - 2, (case.stratum + 1) as f64, &plain)?;
            sheet.write_number_with_format(row, last - 1, case.stratum_cases as f64, &plain)?;
            sheet.write_number_with_format(row, last, case.inclusion_probability, &plain)?;
        }
        let (rows, themes) = (self.cases.len() as u32, self.themes.len() as u16);
        if rows > 0 && themes > 0 {
            let zero_or_one = DataValidation::new()
                .allow_whole_number(DataValidationRule::Between(0, 1))
                .set_error_title("1 or 0")?
                .set_error_message(
                    "1 if the case is about the theme, 0 if not, nothing if not looked at",
                )?;
            sheet.add_data_validation(1, 3, rows, 2 + themes, &zero_or_one)?;
        }
        sheet.set_freeze_panes(1, 1)?;
        Ok(())
    }

    fn write_themes(&self, sheet: &mut Worksheet) -> std::result::Result<(), XlsxError> {
        let heading = Format::new().set_bold();
        let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        for (column, (head, width)) in
            (0..).zip([("theme", 24.0), ("label", 32.0), ("definition", 100.0)])
        {
            sheet.write_string_with_format(0, column, head, &heading)?;
            sheet.set_column_width(column, width)?;
        }
        for (row, (theme, definition)) in (1..).zip(self.themes.iter().zip(&self.definitions)) {
            for (column, text) in (0..).zip([&theme.id, &theme.name, definition]) {
                sheet.write_string_with_format(row, column, text, &wrapped)?;
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        Ok(())
    }
}

/// A text that fits into a cell.
fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST - CUT.len()) {
        Some((at, _)) => format!("{}{CUT}", &text[..at]),
        None => text.to_owned(),
    }
}

/// Text that no spreadsheet program takes for a formula.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

fn unwritable() -> Error {
    Error::failed("coding sheet", "it cannot be written", "report this as a fault")
}

#[cfg(test)]
mod tests {
    use super::super::read_sheet;
    use super::*;

    fn sheet() -> CodingSheet {
        let case = |id: &str, text: &str| SheetCase {
            id: id.to_owned(),
            text: text.to_owned(),
            machine: None,
            stratum: 1,
            stratum_cases: 30,
            inclusion_probability: 0.1,
        };
        let name = |id: &str| LabelName { id: id.to_owned(), name: id.to_uppercase() };
        CodingSheet {
            themes: vec![name("water"), name("note")],
            definitions: vec!["Of water".to_owned(), "Of notes".to_owned()],
            cases: vec![case("=1+1", "A river, a \"bank\""), case("b", &"long ".repeat(9_000))],
        }
    }

    #[test]
    fn a_sheet_comes_back_as_it_was_written_in_both_forms() {
        let folder = tempfile::tempdir().unwrap();
        let forms = [("s.csv", sheet().to_csv().unwrap()), ("s.xlsx", sheet().to_xlsx().unwrap())];
        for (name, bytes) in forms {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            let read = read_sheet(&path).unwrap();
            assert_eq!(read.heads[..5], ["id", "text", "coder", "water", "theme:note"], "{name}");
            assert_eq!(read.rows[0].0, 2);
            assert_eq!(read.rows[0].1[..4], ["=1+1", "A river, a \"bank\"", "", ""], "{name}");
            assert!(read.rows[1].1[1].ends_with(CUT), "{name}");
            assert_eq!(read.rows[1].1[6..], ["2", "30", "0.1"], "{name}");
        }
        assert_eq!(sheet().to_xlsx().unwrap(), sheet().to_xlsx().unwrap());
    }

    #[test]
    fn nothing_in_a_csv_is_a_formula() {
        let csv = String::from_utf8(sheet().to_csv().unwrap()).unwrap();
        assert!(csv.contains("\n'=1+1,"), "{csv}");
    }
}
