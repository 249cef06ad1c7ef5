//! The kinds of input that can be read, and how they are told by a file's extension.

use std::path::Path;

use super::document::Unit;
use super::packing::Packing;

/// What kind of file an input is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Fields divided by `,`, `;`, `|` or a tab, with a header line.
    Csv,
    /// Fields divided by tabs, with a header line.
    Tsv,
    /// One JSON object per line.
    Jsonl,
    /// An array of JSON objects, or an object that holds one.
    Json,
    /// Apache Parquet.
    Parquet,
    /// An Arrow IPC file (also known as Feather, version 2).
    Arrow,
    /// Plain text, one case per paragraph or line.
    Text,
    /// A saved web page.
    Html,
    /// A spreadsheet of Excel and others.
    Xlsx,
    /// A spreadsheet of LibreOffice and others.
    Ods,
}

impl Format {
    /// The format's name as people write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Tsv => "TSV",
            Self::Jsonl => "JSONL",
            Self::Json => "JSON",
            Self::Parquet => "Parquet",
            Self::Arrow => "Arrow IPC",
            Self::Text => "text",
            Self::Html => "HTML",
            Self::Xlsx => "XLSX",
            Self::Ods => "ODS",
        }
    }

    /// The format that a file's extension promises; `None` for an unknown or missing one.
    /// A packed file has that of the file inside.
    pub(super) fn of_path(path: &Path) -> Option<Self> {
        if let Some(inside) = Packing::unpacked_name(path) {
            return Self::of_path(&inside).filter(|format| format.is_text());
        }
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        Some(match extension.as_str() {
            "csv" => Self::Csv,
            "tsv" | "tab" => Self::Tsv,
            "jsonl" | "ndjson" => Self::Jsonl,
            "json" => Self::Json,
            "parquet" | "pq" => Self::Parquet,
            "arrow" | "ipc" | "feather" => Self::Arrow,
            "txt" | "text" | "md" | "markdown" => Self::Text,
            "html" | "htm" | "xhtml" => Self::Html,
            "xlsx" | "xlsm" => Self::Xlsx,
            "ods" => Self::Ods,
            _ => return None,
        })
    }

    /// What a position in a file of this format counts.
    pub(super) fn unit(self) -> Unit {
        match self {
            Self::Csv | Self::Tsv | Self::Json | Self::Parquet | Self::Arrow => Unit::Row,
            Self::Jsonl | Self::Text => Unit::Line,
            Self::Html => Unit::Block,
            Self::Xlsx | Self::Ods => Unit::SheetRow,
        }
    }

    /// Whether such a file is text, which has an encoding and may be packed.
    pub(super) fn is_text(self) -> bool {
        !matches!(self, Self::Parquet | Self::Arrow | Self::Xlsx | Self::Ods)
    }

    /// Whether cases are paragraphs of prose instead of rows of a table.
    pub(super) fn is_page(self) -> bool {
        matches!(self, Self::Text | Self::Html)
    }
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
