//! A sparse matrix to the file that `scipy.sparse.load_npz` reads, rows as they come.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::error::{Error, Result};
use crate::memory::Memory;
use crate::spool::Spool;
use crate::vectorize::SparseRows;

/// What `scipy.sparse.save_npz` writes for compressed rows: a zip of five npy arrays. They can only be
/// written one after the other; so the values, which are most of it, are written as they come, and what
/// else is to be said of the rows is kept until all are there.
pub(super) struct NpzFile {
    /// Where it will stand, for errors.
    place: PathBuf,
    archive: ZipWriter<BufWriter<File>>,
    indptr: Vec<i64>,
    indices: Spool,
    /// Number of values that were promised.
    promised: u64,
}

/// Rows as the file holds them.
#[derive(Debug)]
pub(super) struct NpzRows {
    ends: Vec<i64>,
    columns: Vec<u8>,
    values: Vec<u8>,
}

impl NpzRows {
    pub(super) fn of(rows: &SparseRows) -> Self {
        Self {
            ends: rows.indptr().iter().skip(1).map(|&end| end as i64).collect(),
            columns: bytes_of(rows.indices().iter().map(|it| it.to_le_bytes())),
            values: bytes_of(rows.values().iter().map(|it| it.to_le_bytes())),
        }
    }
}

impl NpzFile {
    /// Bytes of indices kept in memory before they are written, and which share of the memory they may be.
    const IN_MEMORY: (u64, usize) = (8, 128 << 20);

    /// Begins a file that will hold so many values.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(super) fn begin(file: File, place: &Path, values: u64, memory: Memory) -> Result<Self> {
        let place = place.to_owned();
        let mut archive = ZipWriter::new(BufWriter::new(file));
        begin(&mut archive, "data", values, "<f8").map_err(|error| unwritable(&place, error))?;
        let (share, usual) = Self::IN_MEMORY;
        let indices = Spool::new(memory.share(share, usual));
        Ok(Self { place, archive, indptr: vec![0], indices, promised: values })
    }

    /// Takes the next rows.
    ///
    /// # Errors
    /// If the disk has no room.
    pub(super) fn take(&mut self, rows: NpzRows) -> Result<()> {
        let before = self.indptr.last().copied().unwrap_or(0);
        self.indptr.extend(rows.ends.into_iter().map(|end| before + end));
        self.indices.append(&rows.columns)?;
        self.archive.write_all(&rows.values).map_err(|error| unwritable(&self.place, error))
    }

    /// Writes what was kept, for a matrix of so many columns.
    ///
    /// # Errors
    /// If the disk has no room.
    ///
    /// # Panics
    /// If there were not as many values as promised.
    pub(super) fn finish(self, columns: u64) -> Result<()> {
        let values = self.indptr.last().copied().unwrap_or(0);
        assert_eq!(values as u64, self.promised, "as many values as were promised");
        let place = self.place.clone();
        self.write_rest(columns).map_err(|error| unwritable(&place, error))
    }

    fn write_rest(self, columns: u64) -> io::Result<()> {
        let Self { mut archive, indptr, indices, promised, .. } = self;
        begin(&mut archive, "indices", promised, "<i4")?;
        let reader = indices.reader(indices.whole());
        io::copy(&mut BufReader::with_capacity(1 << 20, reader), &mut archive)?;
        begin(&mut archive, "indptr", indptr.len() as u64, "<i8")?;
        for part in indptr.chunks(1 << 13) {
            archive.write_all(&bytes_of(part.iter().map(|end| end.to_le_bytes())))?;
        }
        begin(&mut archive, "shape", 2, "<i8")?;
        let shape = [indptr.len() as i64 - 1, columns as i64];
        archive.write_all(&shape.map(i64::to_le_bytes).concat())?;
        archive.start_file("format.npy", options(false))?;
        archive.write_all(&npy_header("|S3", None))?;
        archive.write_all(b"csr")?;
        archive.finish()?.flush()
    }
}

/// Begins an array of so many values of eight bytes at most.
fn begin(
    archive: &mut ZipWriter<BufWriter<File>>,
    name: &str,
    values: u64,
    kind: &str,
) -> io::Result<()> {
    archive.start_file(format!("{name}.npy"), options(8 * values > 1 << 31))?;
    archive.write_all(&npy_header(kind, Some(values)))
}

fn options(large: bool) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(zip::DateTime::default())
        .large_file(large)
}

/// Values one after the other.
fn bytes_of<const N: usize>(values: impl ExactSizeIterator<Item = [u8; N]>) -> Vec<u8> {
    let mut bytes = vec![0; values.len() * N];
    bytes.as_chunks_mut().0.iter_mut().zip(values).for_each(|(place, value)| *place = value);
    bytes
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

fn unwritable(place: &Path, error: io::Error) -> Error {
    Error::failed(
        place.display(),
        "the matrix cannot be written",
        "see that the disk has room and the folder may be written to",
    )
    .caused_by(error)
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
