//! A sparse matrix to the files that scipy and pandas read, rows as they come.

use std::fs::File;
use std::io::{self, BufWriter, Seek, Write};
use std::ops::Range;

use polars::prelude::Column;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::file::{TableFile, TableFormat};
use super::folder::RunFolder;
use super::frame::{counts, frame, texts};
use super::run_tables::rejects_frame;
use super::summary::vocabulary_frame;
use crate::corpus::{Document, Reject};
use crate::error::{Error, Result};
use crate::spool::Spool;
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
    /// Where the rows end, and the bytes of columns and values.
    Bytes {
        ends: Vec<i64>,
        columns: Vec<u8>,
        weights: Vec<u8>,
    },
    Rows(SparseRows),
    None,
}

impl MatrixRows {
    /// The form in which a matrix of that format takes rows.
    pub fn of(rows: SparseRows, format: MatrixFormat) -> Self {
        let values = rows.nnz() as u64;
        let form = match format {
            MatrixFormat::Npz => RowsForm::Bytes {
                ends: rows.indptr().iter().skip(1).map(|&end| end as i64).collect(),
                columns: bytes_of(rows.indices().iter().map(|it| it.to_le_bytes())),
                weights: bytes_of(rows.values().iter().map(|it| it.to_le_bytes())),
            },
            MatrixFormat::Parquet => RowsForm::Rows(rows),
            MatrixFormat::None => RowsForm::None,
        };
        Self { values, form }
    }
}

enum Rows {
    Npz { indptr: Vec<i64>, indices: Spool, values: Spool },
    Parquet { file: TableFile, first_row: u64, waiting: SparseRowsBuilder },
    None,
}

impl<'f> MatrixFiles<'f> {
    /// Bytes of indices and of values kept in memory before the file is written.
    const IN_MEMORY: usize = 128 << 20;
    /// Values of a row group in Parquet.
    const ROW_GROUP: usize = 1 << 20;

    /// Begins the files in `folder`.
    ///
    /// # Errors
    /// If they cannot be written.
    pub fn create(folder: &'f RunFolder, format: MatrixFormat) -> Result<Self> {
        let table = |name: &str, format| TableFile::create(&folder.path().join(name), format);
        let spool = || Spool::new(Self::IN_MEMORY);
        let rows = match format {
            MatrixFormat::Npz => Rows::Npz { indptr: vec![0], indices: spool(), values: spool() },
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
        Ok(Self { folder, ids, rejects, rows, shape: MatrixShape::default() })
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

    /// Takes rows of the matrix, which were made for its format.
    ///
    /// # Errors
    /// If the disk has no room.
    pub fn take_rows(&mut self, rows: MatrixRows) -> Result<()> {
        self.shape.values += rows.values;
        match (&mut self.rows, rows.form) {
            (Rows::Npz { indptr, indices, values }, RowsForm::Bytes { ends, columns, weights }) => {
                let before = indptr.last().copied().unwrap_or(0);
                indptr.extend(ends.into_iter().map(|end| before + end));
                indices.append(&columns)?;
                values.append(&weights).map(drop)
            }
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

    /// Writes the vocabulary and what is still held back. Gives the size of the matrix.
    ///
    /// # Errors
    /// If the files cannot be written.
    pub fn finish(mut self, vocabulary: &Vocabulary, tfidf: &TfIdf) -> Result<MatrixShape> {
        self.shape.columns = vocabulary.len() as u64;
        let place = self.folder.path().join("vocabulary.csv");
        let mut file = TableFile::create(&place, TableFormat::Csv)?;
        file.append(&mut vocabulary_frame(vocabulary, tfidf)?)?;
        file.finish()?;
        self.ids.finish()?;
        self.rejects.finish()?;
        match self.rows {
            Rows::Npz { indptr, indices, values } => {
                let file =
                    File::create(self.folder.path().join("matrix.npz")).map_err(unwritable)?;
                let shape = [self.shape.rows as i64, self.shape.columns as i64];
                write_npz(BufWriter::new(file), shape, &indptr, [&indices, &values])
                    .map_err(unwritable)?;
            }
            Rows::Parquet { mut file, mut first_row, mut waiting } => {
                append_triples(&mut file, &mut first_row, &mut waiting)?;
                file.finish()?;
            }
            Rows::None => {}
        }
        Ok(self.shape)
    }
}

/// Values one after the other.
fn bytes_of<const N: usize>(values: impl ExactSizeIterator<Item = [u8; N]>) -> Vec<u8> {
    let mut bytes = vec![0; values.len() * N];
    bytes.as_chunks_mut().0.iter_mut().zip(values).for_each(|(place, value)| *place = value);
    bytes
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

fn unwritable(error: io::Error) -> Error {
    Error::failed(
        "matrix.npz",
        "the matrix cannot be written",
        "see that the disk has room and the folder may be written to",
    )
    .caused_by(error)
}

/// Writes what `scipy.sparse.save_npz` writes for compressed rows: a zip of five npy arrays.
fn write_npz(
    file: impl Write + Seek,
    shape: [i64; 2],
    indptr: &[i64],
    [indices, values]: [&Spool; 2],
) -> io::Result<()> {
    let mut archive = ZipWriter::new(file);
    let begin = |archive: &mut ZipWriter<_>, name: &str, bytes: u64| {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(zip::DateTime::default())
            .large_file(bytes > 1 << 31);
        archive.start_file(name, options)
    };
    for (name, kind, size, spool) in [("indices", "<i4", 4, indices), ("data", "<f8", 8, values)] {
        let Range { end: bytes, .. } = spool.whole();
        begin(&mut archive, &format!("{name}.npy"), bytes)?;
        archive.write_all(&npy_header(kind, Some(bytes / size)))?;
        io::copy(
            &mut io::BufReader::with_capacity(1 << 20, spool.reader(spool.whole())),
            &mut archive,
        )?;
    }
    begin(&mut archive, "indptr.npy", 8 * indptr.len() as u64)?;
    archive.write_all(&npy_header("<i8", Some(indptr.len() as u64)))?;
    for part in indptr.chunks(1 << 13) {
        archive.write_all(&bytes_of(part.iter().map(|end| end.to_le_bytes())))?;
    }
    begin(&mut archive, "shape.npy", 16)?;
    archive.write_all(&npy_header("<i8", Some(2)))?;
    archive.write_all(&shape.map(i64::to_le_bytes).concat())?;
    begin(&mut archive, "format.npy", 3)?;
    archive.write_all(&npy_header("|S3", None))?;
    archive.write_all(b"csr")?;
    archive.finish()?.flush()
}

/// What stands before the values of an array in the npy format, version 1.0; without a length a single
/// value.
fn npy_header(kind: &str, length: Option<u64>) -> Vec<u8> {
    /// Magic, version and length of the header before it.
    const PREFIX: usize = 10;
    let shape = length.map_or_else(|| "()".to_owned(), |length| format!("({length},)"));
    let mut header = format!("{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}, }}");
    // The data begin at a multiple of 64 bytes.
    let padding = 63 - (PREFIX + header.len()) % 64;
    header.extend(std::iter::repeat_n(' ', padding));
    header.push('\n');
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend_from_slice(&(header.len() as u16).to_le_bytes());
    bytes.extend_from_slice(header.as_bytes());
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_of_an_array_begin_at_a_multiple_of_64_bytes() {
        for length in [None, Some(2), Some(1_000_000_000)] {
            assert_eq!(npy_header("<f8", length).len() % 64, 0);
        }
    }
}
