//! Findings to tables: polars frames, and the files and the folder they are written to.

mod clusters;
mod documents;
mod evidence;
mod file;
mod folder;
mod frame;
mod manifest;
mod matrix;
mod run_tables;
mod staging;
mod summary;

pub use documents::{Columns, documents_frame};
pub use file::{TableFile, TableFormat};
pub use folder::{RunFolder, StagedFile};
pub use manifest::{Manifest, RunIdentity};
pub use matrix::{MatrixFiles, MatrixFormat, MatrixRows, MatrixShape};
pub use run_tables::{RunTables, RunTotals};
pub use staging::remove_staged;
