//! A text file to its lines, numbered from 1, without the whole file in memory.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use crate::error::{Error, Result};

/// The lines of one file, without their ends and without a byte order mark.
#[derive(Debug)]
pub(super) struct Lines {
    reader: BufReader<File>,
    buffer: Vec<u8>,
    number: u64,
    name: String,
}

impl Lines {
    /// Opens a file.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub(super) fn open(name: &str, path: &Path) -> Result<Self> {
        let file = File::open(path).map_err(|error| unreadable(name, error))?;
        let (buffer, name) = (Vec::new(), name.to_owned());
        Ok(Self { reader: BufReader::new(file), buffer, number: 0, name })
    }

    /// The next line and its number; none at the end of the file.
    ///
    /// # Errors
    /// If the file cannot be read on.
    pub(super) fn read(&mut self) -> Result<Option<(u64, &[u8])>> {
        self.buffer.clear();
        let read = self.reader.read_until(b'\n', &mut self.buffer);
        if read.map_err(|error| unreadable(&self.name, error))? == 0 {
            return Ok(None);
        }
        self.number += 1;
        let line = self.buffer.strip_suffix(b"\n").unwrap_or(&self.buffer);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let bom = if self.number == 1 { b"\xef\xbb\xbf".as_slice() } else { b"" };
        Ok(Some((self.number, line.strip_prefix(bom).unwrap_or(line))))
    }
}

/// The file system refused to read `name`.
pub(super) fn unreadable(name: &str, error: io::Error) -> Error {
    Error::failed(name, format!("cannot be read: {error}"), "check the file and its permissions")
        .caused_by(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_and_the_byte_order_mark_are_no_part_of_a_line() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "\u{feff}one\r\n\ntwo").unwrap();
        let mut lines = Lines::open("a.txt", file.path()).unwrap();
        assert_eq!(lines.read().unwrap(), Some((1, b"one".as_slice())));
        assert_eq!(lines.read().unwrap(), Some((2, b"".as_slice())));
        assert_eq!(lines.read().unwrap(), Some((3, b"two".as_slice())));
        assert_eq!(lines.read().unwrap(), None);
    }
}
