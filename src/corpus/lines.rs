//! A text file to its lines, numbered from 1, without the whole file in memory.

use std::io::{self, BufRead, BufReader};
use std::path::Path;

use crate::error::{Error, Result};

use super::packing::TooMuch;
use super::stream::{Coding, Stream};

/// The lines of one file, without their ends and without a byte order mark.
#[derive(Debug)]
pub(super) struct Lines {
    reader: BufReader<Stream>,
    buffer: Vec<u8>,
    number: u64,
    name: String,
}

impl Lines {
    /// Opens a file.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub(super) fn open(name: &str, path: &Path, coding: Coding) -> Result<Self> {
        let text = Stream::open(path, coding).map_err(|error| unreadable(name, error))?;
        let (buffer, name) = (Vec::new(), name.to_owned());
        Ok(Self { reader: BufReader::new(text), buffer, number: 0, name })
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

/// `name` cannot be read: what is packed in it is broken or too much, or the file system refused.
pub(super) fn unreadable(name: &str, error: io::Error) -> Error {
    if let Some(too_much) = error.get_ref().and_then(|error| error.downcast_ref::<TooMuch>()) {
        let remedy =
            "if the file is sound, allow more with --max-unpacked, such as --max-unpacked 8GB";
        return Error::input(name, too_much, remedy);
    }
    if !is_of_the_system(&error) {
        let cause = format!("what is packed in it cannot be unpacked: {error}");
        return Error::input(name, cause, "fetch or pack the file anew; it is cut off or damaged")
            .caused_by(error);
    }
    Error::failed(name, format!("cannot be read: {error}"), "check the file and its permissions")
        .caused_by(error)
}

/// Whether the operating system gave the error, not an unpacker.
fn is_of_the_system(error: &io::Error) -> bool {
    error.raw_os_error().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_and_the_byte_order_mark_are_no_part_of_a_line() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "\u{feff}one\r\n\ntwo").unwrap();
        let mut lines = Lines::open("a.txt", file.path(), Coding::PLAIN).unwrap();
        assert_eq!(lines.read().unwrap(), Some((1, b"one".as_slice())));
        assert_eq!(lines.read().unwrap(), Some((2, b"".as_slice())));
        assert_eq!(lines.read().unwrap(), Some((3, b"two".as_slice())));
        assert_eq!(lines.read().unwrap(), None);
    }
}
