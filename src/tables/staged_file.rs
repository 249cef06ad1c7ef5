//! A single file: made beside its place, moved there whole.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::file::{TableFile, TableFormat};
use super::staging::{self, Held, Kind};
use crate::error::{Error, Result};

/// A file that is being written. Under its final name it appears whole or not at all.
#[derive(Debug)]
pub struct StagedFile {
    staged: Held,
    place: PathBuf,
    force: bool,
    published: bool,
}

impl StagedFile {
    /// Begins a file that will stand at `place`; with `force` it may replace one. What a killed program
    /// left behind of the same place is removed.
    ///
    /// # Errors
    /// If something stands there that must not be replaced, or the file cannot be made.
    pub fn begin(place: &Path, force: bool) -> Result<Self> {
        Self::of_kind(place, force, Kind::File)
    }

    /// As [`StagedFile::begin`], of a file that nobody but its owner may read, where the system knows
    /// owners.
    ///
    /// # Errors
    /// As there.
    pub fn begin_private(place: &Path, force: bool) -> Result<Self> {
        Self::of_kind(place, force, Kind::PrivateFile)
    }

    fn of_kind(place: &Path, force: bool, kind: Kind) -> Result<Self> {
        if place.exists() && !(force && place.is_file()) {
            return Err(is_there(place));
        }
        let staged = Held::begin(place, kind).map_err(|error| unwritable(place, error))?;
        staging::add(&staged.path, &[]);
        Ok(Self { staged, place: place.to_owned(), force, published: false })
    }

    /// Writes the whole file.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(&self, content: impl AsRef<[u8]>) -> Result<()> {
        let written = self.staged.file().and_then(|mut file| file.write_all(content.as_ref()));
        written.map_err(|error| unwritable(&self.place, error))
    }

    /// A handle to write the file with.
    ///
    /// # Errors
    /// If there can be no more handles.
    pub fn file(&self) -> Result<File> {
        self.staged.file().map_err(|error| unwritable(&self.place, error))
    }

    /// Writes the file as a table.
    ///
    /// # Errors
    /// If it cannot be opened.
    pub fn table(&self, format: TableFormat) -> Result<TableFile> {
        let file = self.file()?;
        Ok(TableFile::to(file, &self.place.display().to_string(), format))
    }

    /// Moves the file to its place.
    ///
    /// # Errors
    /// If it cannot be moved, or something was put there meanwhile that must not be replaced.
    pub fn publish(mut self) -> Result<()> {
        let (staged, place) = (&self.staged.path, &self.place);
        let moved = staging::publish(staged, || match self.force {
            true => std::fs::rename(staged, place),
            false => staging::move_to_free_place(staged, place),
        });
        moved.map_err(|error| match error.kind() {
            std::io::ErrorKind::AlreadyExists => is_there(place),
            _ => unwritable(place, error),
        })?;
        self.published = true;
        Ok(())
    }
}

impl Drop for StagedFile {
    fn drop(&mut self) {
        if !self.published {
            // Nothing can be done if it stays; the next one to the same place removes it.
            let _ = std::fs::remove_file(&self.staged.path);
            staging::remove(&self.staged.path);
        }
    }
}

fn is_there(place: &Path) -> Error {
    Error::failed(
        place.display(),
        "something of that name exists",
        "add `--force` to replace a file, or name another one with `--output`",
    )
}

fn unwritable(place: &Path, error: std::io::Error) -> Error {
    Error::failed(
        place.display(),
        "the file cannot be written",
        "see that its folder is there and may be written to, and that the disk has room",
    )
    .caused_by(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_put_there_meanwhile_stays_and_nothing_is_left_behind() {
        let here = tempfile::tempdir().unwrap();
        let place = here.path().join("a.csv");
        let file = StagedFile::begin(&place, false).unwrap();
        file.write("ours").unwrap();
        std::fs::write(&place, "theirs").unwrap();
        assert!(file.publish().unwrap_err().remedy().contains("--force"));
        assert_eq!(std::fs::read(&place).unwrap(), b"theirs");
        let file = StagedFile::begin(&place, true).unwrap();
        file.write("ours").unwrap();
        file.publish().unwrap();
        assert_eq!(std::fs::read(&place).unwrap(), b"ours");
        assert_eq!(std::fs::read_dir(here.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_where_a_result_is_prepared_is_not_followed() {
        let here = tempfile::tempdir().unwrap();
        let outside = tempfile::tempdir().unwrap();
        let process = std::process::id();
        for name in ["run", "a.csv"] {
            let name = here.path().join(format!(".{name}.{process}-0.part"));
            std::os::unix::fs::symlink(outside.path(), name).unwrap();
        }
        let folder = super::super::RunFolder::begin(&here.path().join("run"), false).unwrap();
        folder.write("run.json", "{}").unwrap();
        folder.publish().unwrap();
        let file = StagedFile::begin(&here.path().join("a.csv"), false).unwrap();
        file.write("a").unwrap();
        file.publish().unwrap();
        assert_eq!(std::fs::read_to_string(here.path().join("a.csv")).unwrap(), "a");
        assert_eq!(std::fs::read_dir(outside.path()).unwrap().count(), 0);
    }
}
