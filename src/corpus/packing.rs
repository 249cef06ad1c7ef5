//! Packed bytes to plain ones, as a stream, with a bound on what may come out.

use std::fmt;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;

/// How the bytes of a file are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// gzip, also several members one after the other.
    Gzip,
    /// Zstandard.
    Zstd,
}

impl Packing {
    /// The packing's name as people write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
        }
    }

    /// How a file that begins so is packed; `None` where it is not.
    pub(super) fn of_head(head: &[u8]) -> Option<Self> {
        if head.starts_with(b"\x1f\x8b") {
            Some(Self::Gzip)
        } else {
            head.starts_with(b"\x28\xb5\x2f\xfd").then_some(Self::Zstd)
        }
    }

    /// The name of the file inside: without `.gz` and the like.
    pub(super) fn unpacked_name(path: &Path) -> Option<PathBuf> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        matches!(extension.as_str(), "gz" | "gzip" | "zst" | "zstd")
            .then(|| path.with_extension(""))
    }

    /// Unpacks a stream.
    ///
    /// # Errors
    /// If the unpacker cannot be made.
    pub(super) fn unpack<R: Read + Send + 'static>(
        self,
        packed: R,
    ) -> io::Result<Box<dyn Read + Send>> {
        Ok(match self {
            Self::Gzip => Box::new(MultiGzDecoder::new(packed)),
            Self::Zstd => Box::new(zstd::stream::read::Decoder::new(packed)?),
        })
    }
}

/// Bytes that always may come out of a packed file.
const ALWAYS_ALLOWED: u64 = 64 << 20;

/// How many times as long as the packed file what comes out may be, beyond [`ALWAYS_ALLOWED`]. Prose
/// packs to a third or a tenth; a file that packs better by far is made to fill a disk.
const MOST_TIMES: u64 = 250;

/// How much may come out of `packed` bytes: what was asked for, or else what text can be packed to.
pub(super) fn limit(packed: u64, asked: Option<u64>) -> u64 {
    asked.unwrap_or_else(|| packed.saturating_mul(MOST_TIMES).max(ALWAYS_ALLOWED))
}

/// More came out of a packed file than may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooMuch {
    /// How many bytes may come out.
    pub(super) limit: u64,
}

impl fmt::Display for TooMuch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "more than {} bytes come out of it when it is unpacked", self.limit)
    }
}

impl std::error::Error for TooMuch {}

/// A stream that fails with [`TooMuch`] beyond a limit.
#[derive(Debug)]
pub(super) struct Limited<R> {
    inner: R,
    limit: u64,
    left: u64,
}

impl<R> Limited<R> {
    pub(super) fn new(inner: R, limit: u64) -> Self {
        Self { inner, limit, left: limit }
    }
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        match self.left.checked_sub(read as u64) {
            Some(left) => self.left = left,
            None => return Err(io::Error::other(TooMuch { limit: self.limit })),
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn gzip(content: &[u8]) -> Vec<u8> {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(content).unwrap();
        packer.finish().unwrap()
    }

    fn unpacked(packed: Vec<u8>) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let packing = Packing::of_head(&packed).unwrap();
        packing.unpack(io::Cursor::new(packed))?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    #[test]
    fn what_was_packed_comes_out_again_also_in_several_members() {
        assert_eq!(unpacked(zstd::encode_all(&b"a garden"[..], 3).unwrap()).unwrap(), b"a garden");
        assert_eq!(unpacked([gzip(b"a "), gzip(b"garden")].concat()).unwrap(), b"a garden");
        assert_eq!(Packing::of_head(b"a garden"), None);
    }

    #[test]
    fn a_file_that_is_cut_off_is_an_error() {
        let mut packed = gzip(&[b'x'; 1000]);
        packed.truncate(packed.len() - 6);
        assert_eq!(unpacked(packed).unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
    }

    #[test]
    fn no_more_comes_out_than_may() {
        let read = |limit| Limited::new(&[0_u8; 100][..], limit).read_to_end(&mut Vec::new());
        assert_eq!(read(100).unwrap(), 100);
        let error = read(99).unwrap_err();
        assert!(error.get_ref().is_some_and(|error| error.is::<TooMuch>()));
        assert_eq!(limit(1, None), ALWAYS_ALLOWED);
        assert_eq!(limit(1 << 30, None), MOST_TIMES << 30);
        assert_eq!(limit(1 << 30, Some(5)), 5);
    }

    #[test]
    fn the_name_inside_is_that_without_the_packing() {
        let inside = |name: &str| Packing::unpacked_name(Path::new(name));
        assert_eq!(inside("a/cases.csv.gz"), Some("a/cases.csv".into()));
        assert_eq!(inside("cases.jsonl.ZST"), Some("cases.jsonl".into()));
        assert_eq!(inside("cases.csv"), None);
    }
}
