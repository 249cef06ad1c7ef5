//! Findings to tables: polars frames, and the files and the folder they are written to.

mod clusters;
mod codebook;
mod comparison;
mod concordance;
mod documents;
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
mod staging;
mod summary;

pub use codebook::{defects_frame, fit_frame, overlap_frame, suggestions_frame, usage_frame};
pub use comparison::{Comparison, Difference};
pub use concordance::{ConcordanceLine, Context, concordance_frame, concordance_lines};
pub use documents::{Columns, documents_frame};
pub use evidence::long_frame;
pub use file::{TableFile, TableFormat, row_objects};
pub use folder::{RunFolder, StagedFile};
pub use labels::doubts_frame;
pub use manifest::{Manifest, RunIdentity};
pub use matrix::{MatrixFiles, MatrixFormat, MatrixRows, MatrixShape};
pub use polars::frame::DataFrame;
pub use run_tables::{RunTables, RunTotals};
pub use spreadsheet::{guarded, restored};
pub use staging::remove_staged;
