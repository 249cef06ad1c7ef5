//! Whether a file is still the one that was looked at first.

use std::fs::{self, Metadata};
use std::io;
use std::path::Path;
use std::time::SystemTime;

use crate::error::{Error, Result};

/// Length, time of change and, where files have one, number of a file. A case is read twice, by a survey and
/// by what learns from it: if the file changes in between, or grows while it is read, what was counted is
/// not what was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    length: u64,
    changed: Option<SystemTime>,
    number: Option<(u64, u64)>,
}

impl Stamp {
    /// That of a file now.
    ///
    /// # Errors
    /// If it cannot be looked at.
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        let metadata = fs::metadata(path)?;
        let (changed, number) = (metadata.modified().ok(), number(&metadata));
        Ok(Self { length: metadata.len(), changed, number })
    }

    /// Length in bytes.
    pub(super) fn length(self) -> u64 {
        self.length
    }

    /// Refuses a file that is another one now. `name` is that of errors.
    ///
    /// # Errors
    /// If it is, or is gone.
    pub(super) fn check(self, name: &str, path: &Path) -> Result<()> {
        let cause = match Self::of(path) {
            Ok(now) if now == self => return Ok(()),
            Ok(now) if now.length < self.length => {
                format!("it was cut from {} to {} bytes while it was read", self.length, now.length)
            }
            Ok(now) if now.length > self.length => {
                format!("it grew from {} to {} bytes while it was read", self.length, now.length)
            }
            Ok(_) => "it was changed or replaced while it was read".to_owned(),
            Err(error) => format!("it is gone while it is being read ({error})"),
        };
        let remedy = "run again when nothing writes to it any more, or name a copy of it";
        Err(Error::input(name, cause, remedy))
    }
}

#[cfg(unix)]
fn number(metadata: &Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    Some((metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn number(_: &Metadata) -> Option<(u64, u64)> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_grew_shrank_changed_or_went_is_another_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        let stamp = || {
            fs::write(&path, "id,text\n").unwrap();
            Stamp::of(&path).unwrap()
        };
        let told = |stamp: Stamp| stamp.check("a.csv", &path).unwrap_err().to_string();
        assert!(stamp().check("a.csv", &path).is_ok());
        let first = stamp();
        fs::write(&path, "id,text\na,b\n").unwrap();
        assert!(told(first).contains("grew from 8 to 12 bytes"), "{}", told(first));
        fs::write(&path, "id").unwrap();
        assert!(told(first).contains("cut from 8 to 2 bytes"));
        let first = stamp();
        let file = fs::File::options().write(true).open(&path).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
        assert!(told(first).contains("changed or replaced"));
        fs::remove_file(&path).unwrap();
        assert!(told(first).contains("gone"));
    }
}
