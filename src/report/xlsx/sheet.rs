//! One sheet that is being written, within the limits of the format.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Url, Worksheet, XlsxError};

use super::column::{Column, Kind};
use crate::error::Error;

/// Rows of a sheet, its head included.
pub(super) const MOST_ROWS: u32 = 1_048_576;
/// Columns of a sheet.
pub(super) const MOST_COLUMNS: usize = 16_384;
/// Links of a sheet.
pub(super) const MOST_LINKS: u32 = 65_530;
/// Units of 16 bits in a cell.
const MOST_UNITS: usize = 32_767;

/// Narrowest and widest column, in characters.
const WIDTHS: (usize, usize) = (8, 60);
/// Room for the arrow of the filter.
const ARROW: usize = 3;

/// How cells look; one set for a whole workbook.
#[derive(Debug, Clone)]
pub(super) struct Looks {
    pub(super) title: Format,
    pub(super) head: Format,
    pub(super) head_number: Format,
    pub(super) text: Format,
    pub(super) link: Format,
    kinds: [(Kind, Format); 4],
}

impl Looks {
    pub(super) fn new() -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        let head = Format::new()
            .set_bold()
            .set_align(FormatAlign::Bottom)
            .set_border_bottom(FormatBorder::Thin)
            .set_background_color(Color::RGB(0x00F4_F1EA));
        let number = |kind: Kind| (kind, top().set_num_format(kind.number_format()));
        Self {
            title: Format::new().set_bold().set_font_size(16),
            head_number: head.clone().set_align(FormatAlign::Right),
            head,
            text: top().set_num_format(Kind::Text.number_format()),
            link: top().set_hyperlink().set_num_format(Kind::Text.number_format()),
            kinds: [Kind::Count, Kind::Plain, Kind::Share, Kind::Measure].map(number),
        }
    }

    fn of(&self, kind: Kind) -> &Format {
        self.kinds.iter().find(|(one, _)| *one == kind).map_or(&self.text, |(_, format)| format)
    }
}

/// A sheet, and what did not fit into it.
pub(super) struct Sheet<'w> {
    inner: &'w mut Worksheet,
    looks: &'w Looks,
    /// Stands at the end of a text that was cut.
    cut: &'w str,
    widths: Vec<usize>,
    pub(super) cells_cut: u64,
    pub(super) links: u32,
}

impl<'w> Sheet<'w> {
    pub(super) fn new(inner: &'w mut Worksheet, looks: &'w Looks, cut: &'w str) -> Self {
        Self { inner, looks, cut, widths: Vec::new(), cells_cut: 0, links: 0 }
    }

    /// Writes the names of the columns.
    pub(super) fn head(&mut self, columns: &[Column]) -> Result<(), XlsxError> {
        for (at, column) in (0..).zip(columns) {
            let is_text = column.kind == Kind::Text;
            let look = if is_text { &self.looks.head } else { &self.looks.head_number };
            let name = shortened(&column.name, self.cut);
            self.inner.write_string_with_format(
                0,
                at,
                name.as_deref().unwrap_or(&column.name),
                look,
            )?;
            self.widths.push(column.name.chars().count() + ARROW);
        }
        Ok(())
    }

    /// Writes a value as its kind says; nothing is ever taken for a formula.
    pub(super) fn value(
        &mut self,
        (row, column): (u32, u16),
        kind: Kind,
        value: &str,
    ) -> Result<(), XlsxError> {
        if value.is_empty() {
            return Ok(());
        }
        match kind.number(value) {
            Some(number) => {
                self.widen(column, value.len().min(10));
                self.inner.write_number_with_format(row, column, number, self.looks.of(kind))?;
            }
            None => {
                self.widen(column, value.chars().take(WIDTHS.1).count());
                let text = self.fitted(value);
                let text = text.as_deref().unwrap_or(value);
                self.inner.write_string_with_format(row, column, text, &self.looks.text)?;
            }
        }
        Ok(())
    }

    /// Writes a text that leads to a cell of another sheet.
    pub(super) fn link(
        &mut self,
        (row, column): (u32, u16),
        text: &str,
        (sheet, target): (&str, u32),
    ) -> Result<(), XlsxError> {
        if self.links == MOST_LINKS || text.is_empty() {
            return self.value((row, column), Kind::Text, text);
        }
        self.links += 1;
        self.widen(column, text.chars().take(WIDTHS.1).count());
        let fitted = self.fitted(text);
        // Rows are counted from 1 in the name of a cell.
        let url = Url::new(format!("internal:'{sheet}'!A{}", target + 1))
            .set_text(fitted.as_deref().unwrap_or(text));
        self.inner.write_url_with_format(row, column, url, &self.looks.link)?;
        Ok(())
    }

    /// Freezes the head, offers filters and sets the widths, for `rows` rows below the head.
    pub(super) fn finish(&mut self, rows: u32) -> Result<(), XlsxError> {
        self.inner.set_freeze_panes(1, 1)?;
        if rows > 0 && !self.widths.is_empty() {
            self.inner.autofilter(0, 0, rows, self.widths.len() as u16 - 1)?;
        }
        for (column, width) in (0..).zip(&self.widths) {
            self.inner.set_column_width(column, (*width).clamp(WIDTHS.0, WIDTHS.1) as f64)?;
        }
        self.inner.set_landscape().set_paper_size(9).set_repeat_rows(0, 0)?;
        self.inner.set_print_fit_to_pages(1, 0);
        Ok(())
    }

    fn widen(&mut self, column: u16, width: usize) {
        if let Some(known) = self.widths.get_mut(usize::from(column)) {
            *known = (*known).max(width + 1);
        }
    }

    fn fitted(&mut self, text: &str) -> Option<String> {
        let cut = shortened(text, self.cut);
        self.cells_cut += u64::from(cut.is_some());
        cut
    }
}

/// A text that does not fit into a cell, cut; none if it fits.
fn shortened(text: &str, mark: &str) -> Option<String> {
    // No text has more units of 16 bits than bytes.
    if text.len() <= MOST_UNITS || text.encode_utf16().count() <= MOST_UNITS {
        return None;
    }
    let room = MOST_UNITS - mark.encode_utf16().count();
    let mut units = 0;
    let kept = text.chars().take_while(|sign| {
        units += sign.len_utf16();
        units <= room
    });
    Some(kept.chain(mark.chars()).collect())
}

/// The error for a workbook that cannot be written.
pub(super) fn unwritable(error: XlsxError) -> Error {
    Error::failed(
        "report.xlsx",
        "the spreadsheet cannot be written",
        "see that the disk and the folder for temporary files (`TMPDIR`) have room",
    )
    .caused_by(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_the_units_that_a_cell_holds_and_never_within_a_sign() {
        assert_eq!(shortened(&"a".repeat(MOST_UNITS), "…"), None);
        assert_eq!(shortened(&"é".repeat(MOST_UNITS), "…"), None);
        let cut = shortened(&"🏫".repeat(20_000), " (cut)").unwrap();
        assert!(cut.ends_with("🏫 (cut)"));
        let units = cut.encode_utf16().count();
        assert!((MOST_UNITS - 1..=MOST_UNITS).contains(&units), "{units}");
    }
}
