//! Bytes kept in a temporary file that is read again by its path.

use std::fs::File;
use std::io;
use std::path::Path;
#[cfg(target_os = "linux")]
use std::path::PathBuf;

use tempfile::TempPath;

/// A temporary file. It goes with the program, however that ends, where the system lets a file without a
/// name be opened again (Linux); elsewhere when it is dropped.
#[derive(Debug)]
pub(super) struct Spooled {
    place: Place,
}

#[derive(Debug)]
enum Place {
    /// By the number of its handle, which is open as long as this is.
    #[cfg(target_os = "linux")]
    Nameless { path: PathBuf, _file: File },
    /// By its name.
    Named(TempPath),
}

impl Spooled {
    /// Makes an empty file and gives a handle to write to it.
    ///
    /// # Errors
    /// If it cannot be made.
    pub(super) fn create() -> io::Result<(File, Self)> {
        #[cfg(target_os = "linux")]
        {
            use std::os::fd::AsRawFd as _;
            let file = tempfile::tempfile()?;
            let path = PathBuf::from(format!("/proc/self/fd/{}", file.as_raw_fd()));
            if File::open(&path).is_ok() {
                let writer = file.try_clone()?;
                return Ok((writer, Self { place: Place::Nameless { path, _file: file } }));
            }
        }
        let (file, path) = tempfile::NamedTempFile::new()?.into_parts();
        Ok((file, Self { place: Place::Named(path) }))
    }

    /// Where to open it, for as long as this lives.
    pub(super) fn path(&self) -> &Path {
        match &self.place {
            #[cfg(target_os = "linux")]
            Place::Nameless { path, .. } => path,
            Place::Named(path) => path,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn what_is_written_is_read_from_the_beginning_as_often_as_it_is_opened() {
        let (mut file, spooled) = Spooled::create().unwrap();
        file.write_all(b"a garden").unwrap();
        for _ in 0..2 {
            assert_eq!(std::fs::read(spooled.path()).unwrap(), b"a garden");
        }
        assert_eq!(std::fs::metadata(spooled.path()).unwrap().len(), 8);
    }
}
