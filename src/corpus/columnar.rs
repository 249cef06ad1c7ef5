//! Parquet and Arrow IPC files to records, every value as text.
//!
//! Parquet is read one row group at a time, Arrow IPC whole (polars has no way to read a part of
//! it short of its lazy engine).

use std::fs::File;
use std::path::{Path, PathBuf};

use polars::prelude::{
    AnyValue, ArrowDataType, ArrowField, ArrowSchema, Column, DataFrame, IpcReader,
    ParallelStrategy, ParquetReader, PolarsError, SerReader,
};

use crate::error::{Error, Result};

use super::cell;
use super::columns;
use super::format::Format;
use super::lines::unreadable;
use super::record::Record;
use super::stamp::Stamp;
use super::values::Values;

/// The rows of one file.
#[derive(Debug)]
pub(super) struct Columnar {
    name: String,
    path: PathBuf,
    /// As the file was when it was opened. Polars maps it into memory, and what is cut from a file that is
    /// mapped ends the program.
    stamp: Stamp,
    format: Format,
    columns: Vec<String>,
    /// Columns of types that have no text, each with its type. They are not read.
    left_out: Vec<(String, String)>,
    /// First row and number of rows of the parts that are still to be read, the last one first.
    parts: Vec<(usize, usize)>,
    frame: DataFrame,
    /// The next row in `frame`, and the number of rows before it in the file.
    row: usize,
    position: u64,
}

impl Columnar {
    /// Opens a file and reads its schema.
    ///
    /// # Errors
    /// If the file cannot be read or is broken.
    pub(super) fn open(name: &str, path: &Path, format: Format) -> Result<Self> {
        let stamp = Stamp::of(path).map_err(|error| unreadable(name, error))?;
        let file = File::open(path).map_err(|error| unreadable(name, error))?;
        let (schema, parts) = match format {
            Format::Parquet => survey_parquet(file),
            _ => IpcReader::new(file).schema().map(|schema| (schema, vec![(0, usize::MAX)])),
        }
        .map_err(|error| broken(name, format, error))?;
        // Polars panics where it meets a type that it was built without.
        let (read, left_out): (Vec<_>, Vec<_>) =
            schema.iter_values().partition(|field| is_readable(&field.dtype));
        let columns: Vec<String> = read.iter().map(|field| field.name.to_string()).collect();
        columns::refuse_too_many(name, columns.len())?;
        let described = |field: &&ArrowField| (field.name.to_string(), kind(&field.dtype));
        Ok(Self {
            name: name.to_owned(),
            path: path.to_owned(),
            stamp,
            format,
            columns,
            left_out: left_out.iter().map(described).collect(),
            parts: parts.into_iter().rev().collect(),
            frame: DataFrame::empty(),
            row: 0,
            position: 0,
        })
    }

    /// The names of the columns.
    pub(super) fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Columns that are not read, each with the name of its type.
    pub(super) fn left_out(&self) -> &[(String, String)] {
        &self.left_out
    }

    /// The columns to read; none where that is all of them.
    fn wanted(&self) -> Option<Vec<String>> {
        (!self.left_out.is_empty()).then(|| self.columns.clone())
    }

    fn read_part(&self, part: (usize, usize)) -> Result<DataFrame> {
        self.stamp.check(&self.name, &self.path)?;
        let file = File::open(&self.path).map_err(|error| unreadable(&self.name, error))?;
        match self.format {
            Format::Parquet => ParquetReader::new(file)
                .with_columns(self.wanted())
                .with_slice(Some(part))
                // The other strategies decode the row groups outside the slice as well.
                .read_parallel(ParallelStrategy::RowGroups)
                .set_rechunk(true)
                .finish(),
            _ => IpcReader::new(file).with_columns(self.wanted()).finish(),
        }
        .map_err(|error| broken(&self.name, self.format, error))
    }

    fn record(&mut self) -> Result<Record> {
        let value = |column: &Column| value(column, self.row);
        let values: Result<Values, _> = self.frame.columns().iter().map(value).collect();
        let values = values.map_err(|error| broken(&self.name, self.format, error))?;
        self.row += 1;
        self.position += 1;
        Ok(Record::Row { position: self.position, values })
    }
}

impl Iterator for Columnar {
    type Item = Result<Record>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.row == self.frame.height() {
            let part = self.parts.pop()?;
            match self.read_part(part) {
                Ok(frame) => (self.frame, self.row) = (frame, 0),
                Err(error) => {
                    self.parts.clear();
                    return Some(Err(error));
                }
            }
        }
        Some(self.record())
    }
}

type Survey = (std::sync::Arc<ArrowSchema>, Vec<(usize, usize)>);

/// The schema and the row groups, each as first row and number of rows.
fn survey_parquet(file: File) -> Result<Survey, PolarsError> {
    let mut reader = ParquetReader::new(file);
    let schema = reader.schema()?;
    let mut first = 0;
    let groups = reader.get_metadata()?.row_groups.iter().map(|group| {
        let part = (first, group.num_rows());
        first += group.num_rows();
        part
    });
    let groups = groups.filter(|&(_, rows)| rows > 0).collect();
    Ok((schema, groups))
}

fn value(column: &Column, row: usize) -> Result<Option<String>, PolarsError> {
    Ok(match column.get(row)? {
        AnyValue::String(text) => Some(text.to_owned()),
        value => cell::text(&value),
    })
}

/// The name of a type without what it is made of.
fn kind(dtype: &ArrowDataType) -> String {
    let whole = format!("{dtype:?}");
    whole.split(['(', ' ', '{']).next().unwrap_or_default().to_lowercase()
}

/// The types that polars is built with: the `dtype-` features in `Cargo.toml`.
fn is_readable(dtype: &ArrowDataType) -> bool {
    use ArrowDataType as T;
    match dtype {
        T::List(inner) | T::LargeList(inner) => is_readable(&inner.dtype),
        T::Struct(fields) => fields.iter().all(|field| is_readable(&field.dtype)),
        T::Dictionary(_, values, _) => matches!(**values, T::Utf8 | T::LargeUtf8 | T::Utf8View),
        T::Null | T::Boolean | T::Float32 | T::Float64 => true,
        T::Int8 | T::Int16 | T::Int32 | T::Int64 => true,
        T::UInt8 | T::UInt16 | T::UInt32 | T::UInt64 => true,
        T::Date32 | T::Date64 | T::Timestamp(..) | T::Duration(_) => true,
        T::Time32(_) | T::Time64(_) | T::Decimal(..) => true,
        T::Utf8 | T::LargeUtf8 | T::Utf8View => true,
        T::Binary | T::LargeBinary | T::BinaryView | T::FixedSizeBinary(_) => true,
        _ => false,
    }
}

fn broken(name: &str, format: Format, error: PolarsError) -> Error {
    let cause = format!("cannot be read as {format}: {error}");
    Error::input(name, cause, "write the file anew, or save the table as CSV").caused_by(error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use polars::prelude::*;

    fn frame() -> DataFrame {
        let list = Series::new(
            "list".into(),
            [Series::new("".into(), [1i64, 2]), Series::new("".into(), [3i64])],
        );
        let strukt = StructChunked::from_series(
            "struct".into(),
            2,
            [Series::new("a".into(), [1i32, 2]), Series::new("b".into(), [Some("x\""), None])]
                .iter(),
        );
        let days = Series::new("day".into(), [0i32, 19_000]).cast(&DataType::Date).unwrap();
        let zoned = DataType::Datetime(TimeUnit::Milliseconds, Some(TimeZone::UTC));
        let at = Series::new("at".into(), [0i64, 1_500]).cast(&zoned).unwrap();
        let kinds = DataType::from_categories(Categories::global());
        let kind = Series::new("kind".into(), ["bus", "mill"]).cast(&kinds).unwrap();
        let hour = Series::new("hour".into(), [3_600_000_000_000i64, 0]);
        let cost = Series::new("cost".into(), [1.5f64, 2.0]).cast(&DataType::Decimal(9, 2));
        DataFrame::new_infer_height(vec![
            kind.into(),
            hour.cast(&DataType::Time).unwrap().into(),
            cost.unwrap().into(),
            Series::new("small".into(), [-1i8, 2]).into(),
            Series::new("id".into(), [1u8, 2]).into(),
            Series::new("text".into(), [Some("a garden, \"green\""), None]).into(),
            Series::new("share".into(), [0.1f64 + 0.2, 2000.0]).into(),
            Series::new("ok".into(), [true, false]).into(),
            Series::new("big".into(), [i64::MAX, i64::MIN]).into(),
            days.into(),
            at.into(),
            list.into(),
            strukt.unwrap().into_series().into(),
        ])
        .unwrap()
    }

    fn write(format: Format, frame: &mut DataFrame) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        let out = file.reopen().unwrap();
        if format == Format::Parquet {
            ParquetWriter::new(out).with_row_group_size(Some(1)).finish(frame).unwrap();
        } else {
            IpcWriter::new(out).finish(frame).unwrap();
        }
        file
    }

    fn read(format: Format, frame: &mut DataFrame) -> (Vec<String>, Vec<Vec<Option<String>>>) {
        let file = write(format, frame);
        let rows = Columnar::open("a", file.path(), format).unwrap();
        let columns = rows.columns().to_vec();
        let values = rows.enumerate().map(|(index, record)| match record.unwrap() {
            Record::Row { position, values } if position == index as u64 + 1 => {
                values.iter().map(|value| value.map(str::to_owned)).collect()
            }
            other => panic!("{other:?}"),
        });
        (columns, values.collect())
    }

    #[test]
    fn every_type_of_column_becomes_text_and_null_becomes_none() {
        for format in [Format::Parquet, Format::Arrow] {
            let (columns, rows) = read(format, &mut frame());
            let names = [
                "kind", "hour", "cost", "small", "id", "text", "share", "ok", "big", "day", "at",
                "list", "struct",
            ];
            assert_eq!(columns, names);
            let rows: Vec<Vec<_>> =
                rows.iter().map(|row| row.iter().map(Option::as_deref).collect()).collect();
            assert_eq!(
                rows[0],
                [
                    Some("bus"),
                    Some("01:00:00"),
                    Some("1.50"),
                    Some("-1"),
                    Some("1"),
                    Some("a garden, \"green\""),
                    Some("0.30000000000000004"),
                    Some("true"),
                    Some("9223372036854775807"),
                    Some("1970-01-01"),
                    Some("1970-01-01 00:00:00"),
                    Some("[1,2]"),
                    Some(r#"{"a":1,"b":"x\""}"#),
                ]
            );
            assert_eq!(rows[1][5], None);
            assert_eq!(rows[1][6], Some("2000"));
            assert_eq!(rows[1][12], Some(r#"{"a":2,"b":null}"#));
        }
    }

    #[test]
    fn row_groups_are_read_in_order() {
        let numbers: Vec<i64> = (0..1000).collect();
        let mut frame =
            DataFrame::new_infer_height(vec![Series::new("n".into(), &numbers).into()]).unwrap();
        let file = tempfile::NamedTempFile::new().unwrap();
        let out = file.reopen().unwrap();
        ParquetWriter::new(out).with_row_group_size(Some(64)).finish(&mut frame).unwrap();
        let rows = Columnar::open("a", file.path(), Format::Parquet).unwrap();
        assert!(rows.parts.len() > 1, "one row group would prove nothing");
        let read: Vec<_> = rows.map(Result::unwrap).collect();
        let expected = numbers.iter().map(|n| Record::Row {
            position: *n as u64 + 1,
            values: [Some(n.to_string())].into_iter().collect(),
        });
        assert_eq!(read, expected.collect::<Vec<_>>());
    }

    #[test]
    fn a_broken_file_is_an_error_that_names_it() {
        for (format, content) in [(Format::Parquet, "PAR1 and no more"), (Format::Arrow, "ARROW1")]
        {
            let file = tempfile::NamedTempFile::new().unwrap();
            std::fs::write(file.path(), content).unwrap();
            let error = Columnar::open("cases.bin", file.path(), format).unwrap_err();
            assert_eq!(error.place(), "cases.bin");
            assert_eq!(error.kind(), crate::ErrorKind::Input);
        }
    }
}
