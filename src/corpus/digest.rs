//! Bytes to fingerprints: of whole files, of texts, of ids.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::hex::hex;

/// Bytes read at a time.
const CHUNK: usize = 1 << 16;

/// The SHA-256 of a file in 64 hex digits; `read` hears of the bytes of every chunk.
pub(super) fn file(path: &Path, mut read: impl FnMut(u64)) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; CHUNK];
    loop {
        let count = match file.read(&mut buffer) {
            Ok(0) => return Ok(hex(&hasher.finalize())),
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        hasher.update(&buffer[..count]);
        read(count as u64);
    }
}

/// The first 128 bits of the SHA-256 of `text`: stands for it where the text itself is too large.
pub(super) fn key(text: &str) -> u128 {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(16).fold(0, |key, &byte| (key << 8) | u128::from(byte))
}

/// The first 12 hex digits of the SHA-256 of the fields joined by U+001F, the unit separator.
pub(super) fn of_fields<'a>(fields: impl Iterator<Item = &'a str>) -> String {
    let mut hasher = Sha256::new();
    for (index, field) in fields.enumerate() {
        if index > 0 {
            hasher.update(b"\x1f");
        }
        hasher.update(field.as_bytes());
    }
    hex(&hasher.finalize()[..6])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_hashed_as_sha256_does_and_counted() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("abc");
        std::fs::write(&path, "abc").unwrap();
        let mut heard = 0;
        let sha256 = file(&path, |count| heard += count).unwrap();
        assert_eq!(heard, 3);
        assert_eq!(sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn where_a_field_ends_matters() {
        assert_ne!(of_fields(["ab", "c"].into_iter()), of_fields(["a", "bc"].into_iter()));
        assert_eq!(of_fields(["abc"].into_iter()), "ba7816bf8f01");
    }
}
