//! Frames to standard output, as a table to be read, CSV or JSON.

use std::str::FromStr;

use caselens::tables::{DataFrame, TableFile, TableFormat, row_objects};
use caselens::{Error, Result};

use super::super::terminal::{Results, print};

/// In which form a frame is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FrameFormat {
    /// Columns under each other.
    Text,
    /// Comma-separated values with a header.
    Csv,
    /// One JSON array of objects.
    Json,
}

impl FromStr for FrameFormat {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "text" => Ok(Self::Text),
            "csv" => Ok(Self::Csv),
            "json" => Ok(Self::Json),
            _ => Err(Error::usage(
                format!("format `{name}`"),
                "no such format is known",
                "use text, csv or json",
            )),
        }
    }
}

/// Prints a frame as CSV or JSON; what is to be read is made from `text`.
pub(super) fn print_frame(
    mut frame: DataFrame,
    format: FrameFormat,
    text: impl FnOnce(&DataFrame) -> String,
) -> Result<()> {
    match format {
        FrameFormat::Text => print(text(&frame)),
        FrameFormat::Csv => {
            let mut table = TableFile::over(Box::new(Results), "standard output", TableFormat::Csv);
            table.append(&mut frame)?;
            table.finish()
        }
        FrameFormat::Json => {
            let rows = serde_json::Value::from(row_objects(&frame));
            print(format_args!("{rows:#}\n"))
        }
    }
}

/// The columns of a frame under each other, numbers to the right.
pub(super) fn columns(frame: &DataFrame) -> String {
    let rows = row_objects(frame);
    let names: Vec<String> =
        frame.columns().iter().map(|column| column.name().to_string()).collect();
    let cell = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Null => "\u{2013}".to_owned(),
        other => other.to_string(),
    };
    let mut lines = vec![names.clone()];
    for row in &rows {
        lines.push(names.iter().map(|name| cell(&row[name])).collect());
    }
    let is_number = |name: &String| rows.first().is_some_and(|row| row[name].is_number());
    let right: Vec<bool> = names.iter().map(is_number).collect();
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max();
    let widths: Vec<usize> = (0..names.len()).map(|column| width(column).unwrap_or(0)).collect();
    let mut text = String::new();
    for line in &lines {
        let cells = line.iter().zip(&widths).zip(&right).map(|((cell, &width), right)| {
            if *right { format!("{cell:>width$}") } else { format!("{cell:<width$}") }
        });
        text += cells.collect::<Vec<_>>().join("  ").trim_end();
        text.push('\n');
    }
    text
}
