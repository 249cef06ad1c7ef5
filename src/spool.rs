//! Bytes that are kept until they are read again: in memory while they are few, else on the disk.

use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use tempfile::SpooledTempFile;

use crate::error::{Error, Result};

/// Bytes that are appended and read back, from several places at once. Those beyond a limit go to a
/// temporary file without a name, which is gone when the program ends, however it ends.
#[derive(Debug)]
pub(crate) struct Spool {
    file: Mutex<SpooledTempFile>,
    length: u64,
}

impl Spool {
    /// An empty spool that holds at most `limit` bytes in memory.
    pub(crate) fn new(limit: usize) -> Self {
        Self { file: Mutex::new(SpooledTempFile::new(limit)), length: 0 }
    }

    /// Appends bytes and says where they are.
    ///
    /// # Errors
    /// If the disk has no room.
    pub(crate) fn append(&mut self, bytes: &[u8]) -> Result<Range<u64>> {
        let begin = self.length;
        let file = self.file.get_mut().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(begin)).and_then(|_| file.write_all(bytes)).map_err(failed)?;
        self.length += bytes.len() as u64;
        Ok(begin..self.length)
    }

    /// All that was appended.
    pub(crate) fn whole(&self) -> Range<u64> {
        0..self.length
    }

    /// Reads a stretch from its beginning. Any number of readers can be at work.
    pub(crate) fn reader(&self, stretch: Range<u64>) -> SpoolReader<'_> {
        SpoolReader { spool: self, stretch }
    }

    /// The bytes of a stretch.
    ///
    /// # Errors
    /// If they cannot be read.
    pub(crate) fn bytes(&self, stretch: Range<u64>) -> Result<Vec<u8>> {
        let mut bytes = vec![0; (stretch.end - stretch.start) as usize];
        self.reader(stretch).read_exact(&mut bytes).map_err(failed)?;
        Ok(bytes)
    }
}

/// Reads a stretch of a [`Spool`]; wants a buffer before it.
#[derive(Debug)]
pub(crate) struct SpoolReader<'s> {
    spool: &'s Spool,
    stretch: Range<u64>,
}

impl Read for SpoolReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let rest = (self.stretch.end - self.stretch.start).min(buffer.len() as u64) as usize;
        let mut file = self.spool.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(self.stretch.start))?;
        let count = file.read(&mut buffer[..rest])?;
        self.stretch.start += count as u64;
        Ok(count)
    }
}

/// What a temporary file that cannot be written or read is told as.
pub(crate) fn failed(error: io::Error) -> Error {
    Error::failed(
        std::env::temp_dir().display(),
        "a temporary file cannot be written or read",
        "make room there, or name another folder in the environment variable TMPDIR",
    )
    .caused_by(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_appended_is_read_back_in_memory_and_on_the_disk() {
        for limit in [1, 1 << 20] {
            let mut spool = Spool::new(limit);
            let first = spool.append(b"one ").unwrap();
            let second = spool.append(b"two").unwrap();
            assert_eq!(spool.bytes(first.clone()).unwrap(), b"one ");
            let mut both = [spool.reader(first), spool.reader(second)];
            let mut read = [[0; 2]; 2];
            both[0].read_exact(&mut read[0]).unwrap();
            both[1].read_exact(&mut read[1]).unwrap();
            assert_eq!(read, [*b"on", *b"tw"], "readers do not disturb each other");
            spool.append(b"!").unwrap();
            assert_eq!(spool.bytes(spool.whole()).unwrap(), b"one two!");
        }
    }
}
