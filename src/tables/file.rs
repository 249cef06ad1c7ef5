//! A table to a file or a stream, part by part.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::str::FromStr;

use polars::io::parquet::write::BatchedWriter;
use polars::prelude::{AnyValue, CsvWriter, DataFrame, ParquetWriter, SerWriter as _};

use super::frame::table_error;
use super::spreadsheet::guarded_frame;
use crate::error::{Error, Result};

/// In which form a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFormat {
    /// Comma-separated values with a header.
    Csv,
    /// One JSON object a line.
    Jsonl,
    /// Apache Parquet.
    Parquet,
}

impl TableFormat {
    /// The format that a file's extension stands for.
    pub fn of(path: &Path) -> Option<Self> {
        path.extension()?.to_str()?.to_ascii_lowercase().parse().ok()
    }
}

impl FromStr for TableFormat {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "csv" => Ok(Self::Csv),
            "jsonl" | "ndjson" => Ok(Self::Jsonl),
            "parquet" => Ok(Self::Parquet),
            _ => Err(Error::usage(
                format!("format `{name}`"),
                "no such table format is known",
                "use csv, jsonl or parquet",
            )),
        }
    }
}

type Stream = Box<dyn Write + Send>;

/// Takes a table part by part; all parts have the same columns.
pub struct TableFile {
    place: String,
    form: Form,
    raw_csv: bool,
}

enum Form {
    Csv {
        stream: Stream,
        header_due: bool,
    },
    Jsonl {
        stream: Stream,
    },
    /// The writer is made when the first part shows the columns.
    Parquet {
        stream: Option<Stream>,
        writer: Option<Box<BatchedWriter<Stream>>>,
    },
}

impl TableFile {
    /// Writes to a file, which has that name in errors.
    pub(super) fn to(file: File, place: &str, format: TableFormat) -> Self {
        Self::over(Box::new(BufWriter::new(file)), place, format)
    }

    /// Writes to a stream that `place` names in errors.
    pub fn over(stream: Stream, place: &str, format: TableFormat) -> Self {
        let form = match format {
            TableFormat::Csv => Form::Csv { stream, header_due: true },
            TableFormat::Jsonl => Form::Jsonl { stream },
            TableFormat::Parquet => Form::Parquet { stream: Some(stream), writer: None },
        };
        Self { place: place.to_owned(), form, raw_csv: false }
    }

    /// Whether the texts of a CSV file stay as they are. If not, which is the default, those that a
    /// spreadsheet program would take for a formula get an apostrophe (see [`guarded`](super::guarded)).
    #[must_use]
    pub fn with_raw_csv(self, raw_csv: bool) -> Self {
        Self { raw_csv, ..self }
    }

    /// Appends rows. In Parquet every call makes one row group.
    ///
    /// # Errors
    /// If they cannot be written.
    pub fn append(&mut self, frame: &mut DataFrame) -> Result<()> {
        let failed = |error| table_error(&self.place, error);
        match &mut self.form {
            Form::Csv { stream, header_due } => {
                let header = std::mem::take(header_due);
                let mut safe = if self.raw_csv { None } else { guarded_frame(frame)? };
                let frame = safe.as_mut().unwrap_or(frame);
                CsvWriter::new(stream).include_header(header).finish(frame).map_err(failed)
            }
            Form::Jsonl { stream } => write_json_lines(stream, frame)
                .map_err(|error| unwritable(&self.place).caused_by(error)),
            Form::Parquet { stream, writer } => {
                if let Some(stream) = stream.take() {
                    let parquet = ParquetWriter::new(stream).set_parallel(false);
                    *writer = Some(Box::new(parquet.batched(frame.schema()).map_err(failed)?));
                }
                let failed = |error| table_error(&self.place, error);
                writer.as_mut().map_or(Ok(()), |writer| writer.write_batch(frame).map_err(failed))
            }
        }
    }

    /// Writes what is still held back.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn finish(self) -> Result<()> {
        let place = self.place;
        match self.form {
            Form::Csv { mut stream, .. } | Form::Jsonl { mut stream } => {
                stream.flush().map_err(|error| unwritable(&place).caused_by(error))
            }
            Form::Parquet { writer: Some(writer), .. } => {
                writer.finish().map(drop).map_err(|error| table_error(&place, error))
            }
            Form::Parquet { writer: None, .. } => Ok(()),
        }
    }
}

fn unwritable(place: &str) -> Error {
    Error::failed(
        place,
        "the file cannot be written",
        "see that its folder is there and may be written to, and that the disk has room",
    )
}

fn write_json_lines(stream: &mut Stream, frame: &DataFrame) -> std::io::Result<()> {
    for object in row_objects(frame) {
        serde_json::to_writer(&mut *stream, &object)?;
        stream.write_all(b"\n")?;
    }
    Ok(())
}

/// A frame as the text of a CSV file.
///
/// # Errors
/// If it cannot be written as text, which is a fault of the program.
pub fn frame_to_csv(frame: &mut DataFrame) -> Result<String> {
    let mut bytes = Vec::new();
    CsvWriter::new(&mut bytes).finish(frame).map_err(|error| table_error("table", error))?;
    String::from_utf8(bytes).map_err(|error| unwritable("table").caused_by(error))
}

/// Each row of a frame as a JSON object, keys in the order of the columns.
pub fn row_objects(frame: &DataFrame) -> Vec<serde_json::Value> {
    let object = |row: usize| {
        let cells = frame.columns().iter().map(|column| {
            let value = column.get(row).unwrap_or(AnyValue::Null);
            (column.name().to_string(), json_value(&value))
        });
        serde_json::Value::Object(cells.collect())
    };
    (0..frame.height()).map(object).collect()
}

fn json_value(value: &AnyValue<'_>) -> serde_json::Value {
    match value {
        AnyValue::Null => serde_json::Value::Null,
        AnyValue::String(text) => (*text).into(),
        AnyValue::StringOwned(text) => text.as_str().into(),
        AnyValue::UInt32(number) => (*number).into(),
        AnyValue::UInt64(number) => (*number).into(),
        AnyValue::Float64(number) => (*number).into(),
        AnyValue::Boolean(truth) => (*truth).into(),
        other => other.to_string().into(),
    }
}
