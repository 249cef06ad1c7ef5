//! Turns a CSV table of a run folder into typed rows.

use std::fs::File;
use std::path::{Path, PathBuf};

use csv::StringRecord;
use serde::de::DeserializeOwned;

use crate::error::{Error, Result};
use crate::tables::restored;

/// What to do about a table that cannot be read.
pub(crate) const REMEDY: &str =
    "make the run again with `caselens run`, and change nothing in its folder";

/// Calls `take` with every row of `folder/name`, so that no table need fit into memory.
///
/// # Errors
/// When the table is missing, or a row is not of type `T`.
pub(crate) fn each<T: DeserializeOwned>(
    folder: &Path,
    name: &str,
    mut take: impl FnMut(T) -> Result<()>,
) -> Result<()> {
    let path = folder.join(name);
    let mut table = open(&path)?;
    let header = table.header()?;
    while let Some(row) = table.next_row()? {
        take(row.deserialize(Some(&header)).map_err(|error| broken(&path, error))?)?;
    }
    Ok(())
}

/// All rows of a table whose size does not grow with the number of cases.
///
/// # Errors
/// As [`each`].
pub(crate) fn all<T: DeserializeOwned>(folder: &Path, name: &str) -> Result<Vec<T>> {
    first(folder, name, usize::MAX)
}

/// The first `limit` rows of a table.
///
/// # Errors
/// As [`each`].
pub(crate) fn first<T: DeserializeOwned>(
    folder: &Path,
    name: &str,
    limit: usize,
) -> Result<Vec<T>> {
    let path = folder.join(name);
    let mut table = open(&path)?;
    let header = table.header()?;
    let mut rows = Vec::new();
    while rows.len() < limit {
        let Some(row) = table.next_row()? else { break };
        rows.push(row.deserialize(Some(&header)).map_err(|error| broken(&path, error))?);
    }
    Ok(rows)
}

/// A table of a run, read row by row. Texts are as they were before they were made safe for spreadsheet
/// programs.
pub(crate) struct Table {
    reader: csv::Reader<File>,
    path: PathBuf,
    /// Whether texts were left as they are.
    raw: bool,
}

impl Table {
    /// The names of the columns.
    ///
    /// # Errors
    /// When the first row cannot be read.
    pub(crate) fn header(&mut self) -> Result<StringRecord> {
        let header = self.reader.headers().map_err(|error| broken(&self.path, error))?.clone();
        Ok(self.restored(header))
    }

    /// The next row; none at the end.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(crate) fn next_row(&mut self) -> Result<Option<StringRecord>> {
        let mut row = StringRecord::new();
        let more = self.reader.read_record(&mut row).map_err(|error| broken(&self.path, error))?;
        Ok(more.then(|| self.restored(row)))
    }

    fn restored(&self, row: StringRecord) -> StringRecord {
        if self.raw || !row.iter().any(|cell| cell.starts_with('\'')) {
            return row;
        }
        let mut texts: StringRecord = row.iter().map(restored).collect();
        texts.set_position(row.position().cloned());
        texts
    }
}

/// Whether the texts of a run were left as they are; `run.json` says so.
fn is_raw(folder: &Path) -> bool {
    let manifest = std::fs::read(folder.join("run.json")).ok();
    let manifest =
        manifest.and_then(|json| serde_json::from_slice::<serde_json::Value>(&json).ok());
    manifest.is_some_and(|manifest| manifest["made"]["raw_csv"] == true)
}

/// Opens a table of the run.
///
/// # Errors
/// When the file is missing.
pub(crate) fn open(path: &Path) -> Result<Table> {
    let file = File::open(path).map_err(|error| missing(path, error))?;
    let raw = path.parent().is_some_and(is_raw);
    Ok(Table { reader: csv::Reader::from_reader(file), path: path.to_owned(), raw })
}

/// The error for a table that cannot be opened.
pub(crate) fn missing(path: &Path, error: std::io::Error) -> Error {
    let cause = "this file of a run cannot be opened";
    let remedy = "name a folder that `caselens run` has made; if this is one, make the run again";
    Error::input(path.display(), cause, remedy).caused_by(error)
}

/// The error for a row that is not what a run writes.
pub(crate) fn broken(path: &Path, error: csv::Error) -> Error {
    let place = match error.position() {
        Some(position) => format!("{}, line {}", path.display(), position.line()),
        None => path.display().to_string(),
    };
    Error::input(place, "this row is not what a run writes", REMEDY).caused_by(error)
}
