//! A text file to its lines, numbered from 1, without the whole file in memory.

use std::io::{self, BufRead, BufReader, Read as _};
use std::path::Path;

use crate::error::{Error, Result};

use super::packing::TooMuch;
use super::stream::{Coding, Stream};

/// Bytes of a line, at most.
const LONGEST: u64 = super::delimited::LONGEST_ROW as u64;

/// A line of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line<'l> {
    /// From 1.
    pub(super) number: u64,
    /// What stands in it; of a line that is too long the beginning.
    pub(super) bytes: &'l [u8],
    /// Why it cannot be taken, if so.
    pub(super) fault: Option<String>,
}

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
    pub(super) fn read(&mut self) -> Result<Option<Line<'_>>> {
        self.buffer.clear();
        let mut most = self.reader.by_ref().take(LONGEST);
        let read = most.read_until(b'\n', &mut self.buffer);
        let cut = most.limit() == 0 && !self.buffer.ends_with(b"\n");
        if cut {
            self.reader.skip_until(b'\n').map_err(|error| unreadable(&self.name, error))?;
        }
        if read.map_err(|error| unreadable(&self.name, error))? == 0 {
            return Ok(None);
        }
        self.number += 1;
        let line = self.buffer.strip_suffix(b"\n").unwrap_or(&self.buffer);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let bom = if self.number == 1 { b"\xef\xbb\xbf".as_slice() } else { b"" };
        let bytes = line.strip_prefix(bom).unwrap_or(line);
        let fault = cut.then(|| format!("the line is longer than {LONGEST} bytes"));
        Ok(Some(Line { number: self.number, bytes, fault }))
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
        for (number, bytes) in [(1, b"one".as_slice()), (2, b""), (3, b"two")] {
            assert_eq!(lines.read().unwrap(), Some(Line { number, bytes, fault: None }));
        }
        assert_eq!(lines.read().unwrap(), None);
    }

    #[test]
    fn of_a_line_that_is_too_long_the_beginning_is_kept_and_reading_goes_on() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let long = "x".repeat(LONGEST as usize + 5);
        std::fs::write(file.path(), format!("{long}\ntwo\n{}", &long[5..])).unwrap();
        let mut lines = Lines::open("a.txt", file.path(), Coding::PLAIN).unwrap();
        let first = lines.read().unwrap().unwrap();
        assert!(first.bytes.len() == LONGEST as usize && first.fault.is_some());
        assert_eq!(lines.read().unwrap().unwrap().bytes, b"two");
        let last = lines.read().unwrap().unwrap();
        assert!(last.bytes.len() == LONGEST as usize && last.number == 3);
        assert_eq!(lines.read().unwrap(), None);
    }
}
