//! Columns and frames of polars, with our own errors.

use polars::prelude::{Column, DataFrame, PolarsError};

use crate::error::{Error, Result};

/// A frame of the given columns, which are of one length.
pub(super) fn frame(columns: Vec<Column>) -> Result<DataFrame> {
    DataFrame::new_infer_height(columns).map_err(|error| table_error("table", error))
}

/// A text column.
pub(super) fn texts<S: AsRef<str>>(name: &str, values: impl IntoIterator<Item = S>) -> Column {
    let values: Vec<S> = values.into_iter().collect();
    let values: Vec<&str> = values.iter().map(AsRef::as_ref).collect();
    Column::new(name.into(), values)
}

/// A column of counts.
pub(super) fn counts(name: &str, values: impl IntoIterator<Item = u64>) -> Column {
    Column::new(name.into(), values.into_iter().collect::<Vec<u64>>())
}

/// A column of numbers rounded to six decimals, so that a table holds what can be read off it.
pub(super) fn numbers(
    name: &str,
    values: impl IntoIterator<Item = impl Into<Option<f64>>>,
) -> Column {
    let values: Vec<Option<f64>> =
        values.into_iter().map(|value| value.into().map(rounded)).collect();
    Column::new(name.into(), values)
}

/// A number to six decimals.
pub(super) fn rounded(value: f64) -> f64 {
    // The sum turns a negative zero into a plain one.
    (value * 1e6).round() / 1e6 + 0.0
}

/// What polars complains of, with the place it happened at.
pub(super) fn table_error(place: impl std::fmt::Display, error: PolarsError) -> Error {
    Error::failed(
        place,
        "the table cannot be written",
        "see that the disk has room and the folder may be written to",
    )
    .caused_by(error)
}
