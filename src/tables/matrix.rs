//! A sparse matrix to the files that scipy and pandas read.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::file::{TableFile, TableFormat};
use super::folder::RunFolder;
use super::frame::{frame, texts};
use super::run_tables::rejects_frame;
use super::summary::vocabulary_frame;
use crate::error::{Error, Result};
use crate::pipeline::{Vectorizer, Vectors};
use crate::vectorize::SparseRows;

/// Writes `matrix.npz`, `vocabulary.csv` (one row per column of the matrix), `ids.csv` (one row per
/// row of it) and `rejects.csv` into `folder`.
///
/// # Errors
/// If a file cannot be written.
pub fn write_matrix(folder: &RunFolder, vectorizer: &Vectorizer, vectors: &Vectors) -> Result<()> {
    folder.write("matrix.npz", npz(&vectors.rows).map_err(unwritable)?)?;
    let tables = [
        ("vocabulary.csv", vocabulary_frame(&vectorizer.vocabulary, &vectorizer.tfidf)?),
        ("ids.csv", frame(vec![texts("id", &vectors.ids)])?),
        ("rejects.csv", rejects_frame(&vectors.rejects)?),
    ];
    for (name, mut table) in tables {
        let mut file = TableFile::create(&folder.path().join(name), TableFormat::Csv)?;
        file.append(&mut table)?;
        file.finish()?;
    }
    Ok(())
}

fn unwritable(error: zip::result::ZipError) -> Error {
    Error::failed(
        "matrix.npz",
        "the matrix cannot be written",
        "see that the disk has room and the folder may be written to",
    )
    .caused_by(error)
}

/// The matrix as `scipy.sparse.save_npz` writes one in compressed rows: a zip of five npy arrays.
fn npz(rows: &SparseRows) -> zip::result::ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(zip::DateTime::default())
        .large_file(rows.nnz() > 1 << 27);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let shape = [rows.nrows() as i64, rows.ncols() as i64];
    let arrays = [
        (
            "indices.npy",
            npy("<i4", Some(rows.nnz()), rows.indices().iter().map(|c| c.to_le_bytes())),
        ),
        (
            "indptr.npy",
            npy(
                "<i8",
                Some(rows.nrows() + 1),
                rows.indptr().iter().map(|&p| (p as i64).to_le_bytes()),
            ),
        ),
        ("format.npy", npy("|S3", None, [*b"csr"].into_iter())),
        ("shape.npy", npy("<i8", Some(2), shape.iter().map(|n| n.to_le_bytes()))),
        ("data.npy", npy("<f8", Some(rows.nnz()), rows.values().iter().map(|v| v.to_le_bytes()))),
    ];
    for (name, bytes) in arrays {
        archive.start_file(name, options)?;
        archive.write_all(&bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// An array in the npy format, version 1.0; without a length a single value.
fn npy<const BYTES: usize>(
    kind: &str,
    length: Option<usize>,
    values: impl Iterator<Item = [u8; BYTES]>,
) -> Vec<u8> {
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
    values.for_each(|value| bytes.extend_from_slice(&value));
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_of_an_array_begin_at_a_multiple_of_64_bytes() {
        let bytes = npy("<f8", Some(2), [1.0_f64, 2.0].iter().map(|value| value.to_le_bytes()));
        assert_eq!((bytes.len() - 16) % 64, 0);
        assert_eq!(&bytes[bytes.len() - 8..], 2.0_f64.to_le_bytes());
    }
}
