//! Charts that a spreadsheet program draws from the cells.

use rust_xlsxwriter::{
    Chart, ChartErrorBars, ChartErrorBarsType, ChartFormat, ChartLine, ChartRange, ChartSolidFill,
    Color, Worksheet, XlsxError,
};

/// Most bars; more would not be read.
const BARS: u32 = 60;
/// Colour of the bars: the report's.
const BAR: Color = Color::RGB(0x009F_C3CC);
/// Colour of the whiskers.
const WHISKER: Color = Color::RGB(0x001E_1C19);

/// Shares as bars, drawn beside a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bars<'a> {
    pub(super) sheet: &'a str,
    pub(super) title: &'a str,
    /// What the axis counts.
    pub(super) axis: &'a str,
    /// Rows below the head.
    pub(super) rows: u32,
    /// Columns of the names and the shares.
    pub(super) names: u16,
    pub(super) shares: u16,
    /// Columns of how far an interval goes below and above, where there is one.
    pub(super) whiskers: Option<(u16, u16)>,
    /// The first free column.
    pub(super) beside: u16,
}

impl Bars<'_> {
    /// Draws them beside the table.
    pub(super) fn draw(&self, worksheet: &mut Worksheet) -> Result<(), XlsxError> {
        let rows = self.rows.min(BARS);
        if rows == 0 {
            return Ok(());
        }
        let range = |column: u16| (self.sheet, 1, column, rows, column);
        let mut chart = Chart::new_bar();
        let series = chart.add_series();
        series
            .set_name(self.axis)
            .set_categories(range(self.names))
            .set_values(range(self.shares))
            .set_gap(45)
            .set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(BAR)));
        if let Some((below, above)) = self.whiskers {
            let range = |column| ChartRange::new_from_range(self.sheet, 1, column, rows, column);
            let mut bars = ChartErrorBars::new();
            bars.set_type(ChartErrorBarsType::Custom(range(above), range(below)))
                .set_format(ChartFormat::new().set_line(ChartLine::new().set_color(WHISKER)));
            series.set_x_error_bars(&bars);
        }
        chart.title().set_name(self.title);
        chart.legend().set_hidden();
        // The first row stands on top, as in the table.
        chart.y_axis().set_reverse();
        // With the names from the top down, the numbers stand below them at the axis' far end.
        chart.x_axis().set_name(self.axis).set_num_format("0%").set_min(0);
        chart.set_alt_text(self.title).set_width(760).set_height(110 + 24 * rows);
        worksheet.insert_chart(0, self.beside + 1, &chart)?;
        Ok(())
    }
}
