//! Turns a CSV table of a run folder into typed rows.

use std::fs::File;
use std::path::Path;

use serde::de::DeserializeOwned;

use crate::error::{Error, Result};

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
    let mut reader = open(&path)?;
    for row in reader.deserialize() {
        take(row.map_err(|error| broken(&path, error))?)?;
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
    let rows = open(&path)?.into_deserialize().take(limit).collect::<csv::Result<_>>();
    rows.map_err(|error| broken(&path, error))
}

/// Opens a table of the run.
///
/// # Errors
/// When the file is missing.
pub(crate) fn open(path: &Path) -> Result<csv::Reader<File>> {
    let file = File::open(path).map_err(|error| missing(path, error))?;
    Ok(csv::Reader::from_reader(file))
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
