//! A sparse matrix to the files of a folder, rows as they come.

use polars::prelude::Column;

use super::file::{TableFile, TableFormat};
use super::folder::RunFolder;
use super::frame::{counts, frame, texts};
use super::npz::{NpzFile, NpzRows};
use super::run_tables::rejects_frame;
use super::summary::vocabulary_frame;
use crate::corpus::{Document, Reject};
use crate::error::{Error, Result};
use crate::memory::Memory;
use crate::vectorize::{SparseRows, SparseRowsBuilder, TfIdf, Vocabulary};

/// In which form a matrix is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MatrixFormat {
    /// `matrix.npz`: compressed sparse rows, as `scipy.sparse.load_npz` reads them.
    #[default]
    Npz,
    /// `matrix.parquet`: `row`, `column`, `value`, one row for every stored value.
    Parquet,
    /// No file: the rows are made and counted, for timing.
    None,
}

impl std::str::FromStr for MatrixFormat {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "npz" => Ok(Self::Npz),
            "parquet" => Ok(Self::Parquet),
            "none" => Ok(Self::None),
            _ => Err(Error::usage(
                format!("format `{name}`"),
                "no such format of a matrix is known",
                "use npz or parquet, or none to write no matrix",
            )),
        }
    }
}

/// The files of a matrix in a folder: `matrix.npz` or `matrix.parquet`, `vocabulary.csv` (one row per
/// column of the matrix), `ids.csv` (one row per row of it) and `rejects.csv`.
pub struct MatrixFiles<'f> {
    folder: &'f RunFolder,
    ids: TableFile,
    rejects: TableFile,
    rows: Rows,
    shape: MatrixShape,
    raw_csv: bool,
    memory: Memory,
}

/// The size of a matrix.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MatrixShape {
    /// Number of rows, N.
    pub rows: u64,
    /// Number of columns, V.
    pub columns: u64,
    /// Number of stored values.
    pub values: u64,
    /// Rows or lines of the input that are no rows of the matrix.
    pub rejects: u64,
}

/// Rows as a file holds them; made by the threads that make the rows.
#[derive(Debug)]
pub struct MatrixRows {
    /// Number of stored values.
    values: u64,
    form: RowsForm,
}

#[derive(Debug)]
enum RowsForm {
    Npz(NpzRows),
    Rows(SparseRows),
    None,
}

impl MatrixRows {
    /// The form in which a matrix of that format takes rows.
    pub fn of(rows: SparseRows, format: MatrixFormat) -> Self {
        let values = rows.nnz() as u64;
        let form = match format {
            MatrixFormat::Npz => RowsForm::Npz(NpzRows::of(&rows)),
            MatrixFormat::Parquet => RowsForm::Rows(rows),
            MatrixFormat::None => RowsForm::None,
        };
        Self { values, form }
    }
}

enum Rows {
    /// The file is begun when the number of its values is known.
    Npz(Option<Box<NpzFile>>),
    Parquet {
        file: TableFile,
        first_row: u64,
        waiting: SparseRowsBuilder,
    },
    None,
}

impl<'f> MatrixFiles<'f> {
    /// Values of a row group in Parquet.
    const ROW_GROUP: usize = 1 << 20;

    /// Begins the files in `folder`.
    ///
    /// # Errors
    /// If they cannot be written.
    pub fn create(folder: &'f RunFolder, format: MatrixFormat, memory: Memory) -> Result<Self> {
        let table = |name: &str, format| folder.table(name, format);
        let rows = match format {
            MatrixFormat::Npz => Rows::Npz(None),
            MatrixFormat::Parquet => Rows::Parquet {
                file: table("matrix.parquet", TableFormat::Parquet)?,
                first_row: 0,
                waiting: SparseRowsBuilder::new(0),
            },
            MatrixFormat::None => Rows::None,
        };
        let (ids, mut rejects) =
            (table("ids.csv", TableFormat::Csv)?, table("rejects.csv", TableFormat::Csv)?);
        // Its header, which stands there also where nothing was rejected.
        rejects.append(&mut rejects_frame(&[])?)?;
        Ok(Self {
            folder,
            ids,
            rejects,
            rows,
            shape: MatrixShape::default(),
            raw_csv: false,
            memory,
        })
    }

    /// Takes documents, and what was rejected between them.
    ///
    /// # Errors
    /// If the files cannot be written.
    pub fn take_documents(&mut self, documents: &[Document], rejects: &[Reject]) -> Result<()> {
        self.shape.rows += documents.len() as u64;
        self.shape.rejects += rejects.len() as u64;
        let ids = texts("id", documents.iter().map(|document| &document.id));
        self.ids.append(&mut frame(vec![ids])?)?;
        match rejects.is_empty() {
            true => Ok(()),
            false => self.rejects.append(&mut rejects_frame(rejects)?),
        }
    }

    /// Begins the matrix itself, which will have so many values.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn begin_rows(&mut self, values: u64) -> Result<()> {
        if let Rows::Npz(file) = &mut self.rows {
            let (archive, place) = self.folder.file("matrix.npz")?;
            *file = Some(Box::new(NpzFile::begin(archive, &place, values, self.memory)?));
        }
        Ok(())
    }

    /// Takes rows of the matrix, which were made for its format, once it is begun.
    ///
    /// # Errors
    /// If the disk has no room.
    ///
    /// # Panics
    /// If it was not begun.
    pub fn take_rows(&mut self, rows: MatrixRows) -> Result<()> {
        assert!(!matches!(self.rows, Rows::Npz(None)), "the matrix is begun before its rows come");
        self.shape.values += rows.values;
        match (&mut self.rows, rows.form) {
            (Rows::Npz(Some(file)), RowsForm::Npz(rows)) => file.take(rows),
            (Rows::Parquet { file, first_row, waiting }, RowsForm::Rows(rows)) => {
                waiting.append(&rows);
                match waiting.nnz() >= Self::ROW_GROUP {
                    true => append_triples(file, first_row, waiting),
                    false => Ok(()),
                }
            }
            _ => Ok(()),
        }
    }

    /// Whether texts stay as they are in CSV, as [`TableFile::with_raw_csv`].
    #[must_use]
    pub fn with_raw_csv(self, raw_csv: bool) -> Self {
        let (ids, rejects) = (self.ids.with_raw_csv(raw_csv), self.rejects.with_raw_csv(raw_csv));
        Self { ids, rejects, raw_csv, ..self }
    }

    /// Writes the vocabulary and what is still held back. Gives the size of the matrix.
    ///
    /// # Errors
    /// If the files cannot be written.
    pub fn finish(mut self, vocabulary: &Vocabulary, tfidf: &TfIdf) -> Result<MatrixShape> {
        self.shape.columns = vocabulary.len() as u64;
        let table = self.folder.table("vocabulary.csv", TableFormat::Csv)?;
        let mut file = table.with_raw_csv(self.raw_csv);
        file.append(&mut vocabulary_frame(vocabulary, tfidf)?)?;
        file.finish()?;
        self.ids.finish()?;
        self.rejects.finish()?;
        match self.rows {
            Rows::Npz(Some(file)) => file.finish(self.shape.columns)?,
            Rows::Parquet { mut file, mut first_row, mut waiting } => {
                append_triples(&mut file, &mut first_row, &mut waiting)?;
                file.finish()?;
            }
            Rows::Npz(None) | Rows::None => {}
        }
        Ok(self.shape)
    }
}

/// Appends the rows that wait as `row`, `column`, `value`.
fn append_triples(
    file: &mut TableFile,
    first_row: &mut u64,
    waiting: &mut SparseRowsBuilder,
) -> Result<()> {
    let rows = std::mem::replace(waiting, SparseRowsBuilder::new(0)).build();
    let each = (0..rows.nrows()).flat_map(|row| rows.row(row).map(move |_| row as u64));
    let columns = rows.indices().to_vec();
    let mut table = frame(vec![
        counts("row", each.map(|row| *first_row + row)),
        Column::new("column".into(), columns),
        Column::new("value".into(), rows.values().to_vec()),
    ])?;
    *first_row += rows.nrows() as u64;
    file.append(&mut table)
}
