//! A file to the bytes of its text: unpacked, decoded to UTF-8, from the beginning.

use std::fs::File;
use std::io::{self, Read, Seek as _, SeekFrom};
use std::path::Path;

use super::encoding::Encoding;
use super::packing::{self, Limited, Packing};

/// What must be known to read the text of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Coding {
    pub(super) packing: Option<Packing>,
    pub(super) encoding: Encoding,
    /// How many bytes may be unpacked.
    pub(super) limit: u64,
    /// Bytes of text before the first line that counts.
    pub(super) skip: u64,
}

impl Coding {
    /// Text in UTF-8 that is not packed.
    #[cfg(test)]
    pub(super) const PLAIN: Self =
        Self { packing: None, encoding: Encoding::UTF8, limit: 0, skip: 0 };
}

/// The text of a file from its beginning.
pub(super) struct Stream {
    source: Source,
    /// Whether the end was met.
    ended: bool,
    /// How many more bytes may be read; none if any number.
    allowed: Option<u64>,
    /// Whether more was asked for than is allowed.
    cut: bool,
}

enum Source {
    /// As it stands in the file; the common case, and the fast one.
    Plain(File),
    /// Unpacked or decoded.
    Changed(Box<dyn Read + Send>),
}

impl Stream {
    /// Opens a file.
    ///
    /// # Errors
    /// If it cannot be read.
    pub(super) fn open(path: &Path, coding: Coding) -> io::Result<Self> {
        let raw = unpacked(path, coding.packing, coding.limit)?;
        let source = match (raw, coding.encoding.is_utf8()) {
            (source, true) => source,
            (Source::Plain(file), false) => Source::Changed(Box::new(coding.encoding.decode(file))),
            (Source::Changed(bytes), false) => {
                Source::Changed(Box::new(coding.encoding.decode(bytes)))
            }
        };
        let mut stream = Self { source, ended: false, allowed: None, cut: false };
        stream.skip(coding.skip)?;
        Ok(stream)
    }

    /// Passes over bytes.
    ///
    /// # Errors
    /// If they cannot be read.
    pub(super) fn skip(&mut self, bytes: u64) -> io::Result<()> {
        match (&mut self.source, i64::try_from(bytes)) {
            (Source::Plain(file), Ok(bytes)) => file.seek(SeekFrom::Current(bytes)).map(drop),
            _ => io::copy(&mut self.by_ref().take(bytes), &mut io::sink()).map(drop),
        }
    }

    /// Allows so many more bytes to be read; then it is as if the text ended there.
    pub(super) fn allow(&mut self, bytes: u64) {
        self.allowed = Some(bytes);
    }

    /// Whether more was asked for than is allowed.
    pub(super) fn is_cut(&self) -> bool {
        self.cut
    }

    /// The bytes of a file unpacked, but not decoded.
    ///
    /// # Errors
    /// If it cannot be read.
    pub(super) fn raw(path: &Path, packing: Option<Packing>, limit: u64) -> io::Result<Self> {
        let source = unpacked(path, packing, limit)?;
        Ok(Self { source, ended: false, allowed: None, cut: false })
    }

    /// Whether the end of the text was met.
    pub(super) fn ended(&self) -> bool {
        self.ended
    }

    /// All that is left.
    ///
    /// # Errors
    /// If it cannot be read.
    pub(super) fn whole(path: &Path, coding: Coding) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        Self::open(path, coding)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

fn unpacked(path: &Path, packing: Option<Packing>, limit: u64) -> io::Result<Source> {
    let file = File::open(path)?;
    Ok(match packing {
        None => Source::Plain(file),
        Some(packing) => Source::Changed(Box::new(Limited::new(packing.unpack(file)?, limit))),
    })
}

/// How much may come out of the file.
pub(super) fn limit(bytes: u64, asked: Option<u64>) -> u64 {
    packing::limit(bytes, asked)
}

impl std::fmt::Debug for Stream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stream").field("ended", &self.ended).finish_non_exhaustive()
    }
}

impl Read for Stream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.allowed == Some(0) {
            self.cut = true;
            return Ok(0);
        }
        let most = self.allowed.map_or(buffer.len(), |allowed| buffer.len().min(allowed as usize));
        let buffer = &mut buffer[..most];
        let read = match &mut self.source {
            Source::Plain(file) => file.read(buffer),
            Source::Changed(bytes) => bytes.read(buffer),
        }?;
        self.ended |= read == 0 && !buffer.is_empty();
        self.allowed = self.allowed.map(|allowed| allowed - read as u64);
        Ok(read)
    }
}
