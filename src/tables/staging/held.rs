//! A name beside a place, held by a lock for as long as the program lives that writes there.
//!
//! The lock is the system's, on the file or folder itself: it goes with the process that holds it, however
//! that ends, so that what nobody holds is what a killed program left behind. Numbers of processes would
//! not tell: another machine, or another container, may give the same ones.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// What is written at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tables) enum Kind {
    /// A file.
    File,
    /// A file that nobody but its owner may read, where the system knows owners.
    PrivateFile,
    /// A folder.
    Folder,
}

/// A file or folder under a name of its own.
#[derive(Debug)]
pub(in crate::tables) struct Held {
    pub(in crate::tables) path: PathBuf,
    /// Holds the lock; none where the system has no locks.
    handle: Option<File>,
}

/// How the name of what is being written ends.
const WRITTEN: &str = ".part";
/// How the name of an earlier result ends that is out of its place for the moment in which it is replaced.
const RETIRED: &str = ".old";

impl Held {
    /// Begins something that will stand at `place`, whose folder is there. Removes what killed programs
    /// left of the same place, and puts an earlier result back that one of them had just taken away.
    ///
    /// # Errors
    /// If it cannot be made.
    pub(in crate::tables) fn begin(place: &Path, kind: Kind) -> io::Result<Self> {
        /// Names that are tried: one may be taken by another container, or be just cleaned away.
        const NAMES: usize = 100;
        let name = place.file_name().unwrap_or_default().to_string_lossy().into_owned();
        clean(place, &name);
        let process = std::process::id();
        let mut taken = io::Error::from(io::ErrorKind::AlreadyExists);
        for attempt in 0..NAMES {
            let path = place.with_file_name(format!(".{name}.{process}-{attempt}{WRITTEN}"));
            // Made new, so that a link of that name, put there by somebody else, is not followed.
            let made = match kind {
                Kind::File => File::create_new(&path).map(Some),
                Kind::PrivateFile => create_private(&path).map(Some),
                Kind::Folder => std::fs::create_dir(&path).map(|()| File::open(&path).ok()),
            };
            match made {
                Ok(handle) if is_still_ours(&path, handle.as_ref()) => {
                    return Ok(Self { path, handle });
                }
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => taken = error,
                Err(error) => return Err(error),
            }
        }
        Err(taken)
    }

    /// Where an earlier result waits while it is replaced.
    pub(in crate::tables) fn retired(&self) -> PathBuf {
        self.path.with_extension(&RETIRED[1..])
    }

    /// The file to write to; none of a folder.
    pub(in crate::tables) fn file(&self) -> io::Result<File> {
        self.handle.as_ref().map_or_else(|| Err(io::ErrorKind::NotFound.into()), File::try_clone)
    }
}

fn create_private(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Takes the lock. False if another program that cleans up was quicker.
fn is_still_ours(path: &Path, handle: Option<&File>) -> bool {
    let Some(handle) = handle else { return true };
    match handle.try_lock() {
        // Who cleans up takes the lock before it removes anything.
        Ok(()) => std::fs::symlink_metadata(path).is_ok(),
        Err(std::fs::TryLockError::WouldBlock) => false,
        // A file system without locks: nothing is cleaned up there.
        Err(std::fs::TryLockError::Error(_)) => true,
    }
}

/// Whether a file name is one under which a result called `name` is written.
pub(in crate::tables) fn is_staged_name(file_name: &str, name: &str) -> bool {
    ending(file_name, name).is_some()
}

/// [`WRITTEN`] or [`RETIRED`] if the name is `.NAME.123-4` before it.
fn ending(file_name: &str, name: &str) -> Option<&'static str> {
    let rest = file_name.strip_prefix('.')?.strip_prefix(name)?.strip_prefix('.')?;
    let ending = [WRITTEN, RETIRED].into_iter().find(|ending| rest.ends_with(ending))?;
    let number = rest.strip_suffix(ending)?;
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    number.split('-').all(digits).then_some(ending)
}

/// Removes what nobody holds any more of what was written for `place`.
fn clean(place: &Path, name: &str) {
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty());
    let Ok(entries) = std::fs::read_dir(folder.unwrap_or(Path::new("."))) else { return };
    for entry in entries.flatten() {
        let found = entry.file_name();
        let Some(ending) = found.to_str().and_then(|found| ending(found, name)) else { continue };
        let path = entry.path();
        let Ok(kind) = entry.file_type() else { continue };
        // A pipe would never open; a link is not followed. What cannot be removed is in nobody's way.
        if kind.is_symlink() {
            let _ = std::fs::remove_file(&path);
        } else if kind.is_dir() || kind.is_file() {
            let Ok(handle) = File::open(&path) else { continue };
            if handle.try_lock().is_err() {
                continue;
            }
            if ending == RETIRED && std::fs::symlink_metadata(place).is_err() {
                let _ = std::fs::rename(&path, place);
            } else {
                let _ = std::fs::remove_dir_all(&path).or_else(|_| std::fs::remove_file(&path));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder).unwrap();
        let name = |entry: io::Result<std::fs::DirEntry>| entry.unwrap().file_name();
        let mut names: Vec<String> =
            entries.map(|entry| name(entry).to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn what_is_held_stays_and_what_nobody_holds_is_removed() {
        for kind in [Kind::File, Kind::Folder] {
            let here = tempfile::tempdir().unwrap();
            let place = here.path().join("run");
            let held = Held::begin(&place, kind).unwrap();
            let other = Held::begin(&place, kind).unwrap();
            assert!(held.path != other.path && held.path.exists() && other.path.exists());
            let left = held.path.clone();
            drop(held);
            let next = Held::begin(&place, kind).unwrap();
            assert!(left == next.path || !left.exists(), "left behind by nobody who lives");
            assert_eq!(names(here.path()).len(), 2);
        }
    }

    #[test]
    fn an_earlier_result_that_was_just_taken_away_is_put_back() {
        let here = tempfile::tempdir().unwrap();
        let place = here.path().join("run");
        std::fs::create_dir(here.path().join(".run.17-0.old")).unwrap();
        std::fs::write(here.path().join(".run.17-0.old/run.json"), "earlier").unwrap();
        std::fs::create_dir(here.path().join(".run.17-0.part")).unwrap();
        let held = Held::begin(&place, Kind::Folder).unwrap();
        assert_eq!(std::fs::read_to_string(place.join("run.json")).unwrap(), "earlier");
        let own = held.path.file_name().unwrap().to_string_lossy().into_owned();
        assert_eq!(names(here.path()), [own, "run".to_owned()]);
    }

    #[test]
    fn only_names_of_ours_for_this_place_are_touched() {
        for (name, ours) in [
            (".run.17-0.part", true),
            (".run.17.old", true),
            (".run.17-0.partial", false),
            (".run.b.17-0.part", false),
            (".other.17-0.part", false),
            (".run..part", false),
            (".run.17-.part", false),
            ("run.17-0.part", false),
        ] {
            assert_eq!(is_staged_name(name, "run"), ours, "{name}");
        }
    }
}
