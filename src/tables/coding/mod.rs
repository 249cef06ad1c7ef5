//! Sheets in which people code cases by hand: out and in.
//!
//! Columns: `id`, `text`, `coder`, one for each theme, `note`, `stratum`, `stratum_cases`,
//! `inclusion_probability`. A theme whose id is the name of another column stands as `theme:ID`.

mod frames;
mod read;
mod write;

pub use frames::{CorrectedTheme, adjudicate_frame, agreement_frame, corrected_frame};
pub use read::{RawSheet, read_sheet};
pub use write::{CodingSheet, SheetCase};

/// Columns that are no theme.
pub const FIXED_COLUMNS: [&str; 8] =
    ["id", "text", "coder", "note", "machine", "stratum", "stratum_cases", "inclusion_probability"];

/// What stands before the id of a theme that has the name of another column.
const PREFIX: &str = "theme:";

/// The head of a theme's column.
fn head_of(theme: &str) -> String {
    if FIXED_COLUMNS.contains(&theme) { format!("{PREFIX}{theme}") } else { theme.to_owned() }
}

/// The id of the theme of a column.
pub fn theme_of(head: &str) -> &str {
    head.strip_prefix(PREFIX).unwrap_or(head)
}
