//! Findings to tables: polars frames, and the files and the folder they are written to.

mod by;
mod clusters;
mod codebook;
mod coding;
mod comparison;
mod concordance;
mod documents;
mod evaluation;
mod evidence;
mod file;
mod folder;
mod frame;
mod labels;
mod manifest;
mod matrix;
mod npz;
mod run_tables;
mod spreadsheet;
mod staged_file;
mod staging;
mod summary;

pub use by::{ThemeByRow, attribute_columns, column_names, themes_by_rows};
pub use codebook::{defects_frame, fit_frame, overlap_frame, suggestions_frame, usage_frame};
pub use coding::{
    CodingSheet, CorrectedTheme, FIXED_COLUMNS, RawSheet, SheetCase, adjudicate_frame,
    agreement_frame, corrected_frame, read_sheet, theme_of,
};
pub use comparison::{Comparison, Difference};
pub use concordance::{ConcordanceLine, Context, concordance_frame, concordance_lines};
pub use documents::{Columns, cases_frame, documents_frame};
pub use evaluation::{
    confusion_frame, evaluation_frame, overall_figures, overall_frame, reliability_frame,
};
pub use evidence::long_frame;
pub use file::{TableFile, TableFormat, frame_to_csv, row_objects};
pub use folder::{RunFolder, TemporaryFolder};
pub(crate) use labels::SOURCE;
pub use labels::doubts_frame;
pub use manifest::{Manifest, RunIdentity};
pub use matrix::{MatrixFiles, MatrixFormat, MatrixRows, MatrixShape};
pub use polars::frame::DataFrame;
pub use run_tables::{RunTables, RunTotals};
pub use spreadsheet::{guarded, restored};
pub use staged_file::StagedFile;
pub use staging::remove_staged;
