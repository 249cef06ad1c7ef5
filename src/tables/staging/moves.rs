//! A finished result to its place, in one step where the system can.

use std::io;
use std::path::Path;

#[cfg(any(target_os = "linux", target_os = "macos"))]
use rustix::fs::{CWD, RenameFlags, renameat_with};

/// Moves `from` to `to` if nothing stands there.
///
/// # Errors
/// If something does, or it cannot be moved.
pub(in crate::tables) fn move_to_free_place(from: &Path, to: &Path) -> io::Result<()> {
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        Err(error) if is_unknown(error) => {}
        moved => return Ok(moved?),
    }
    // The next best, between whose two steps nothing but another result of ours comes.
    match std::fs::symlink_metadata(to) {
        Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
        Err(_) => std::fs::rename(from, to),
    }
}

/// Lets `one` and `other` change places. Where the system cannot do so in one step, `other` goes to
/// `waiting` before `one` goes to its place, and then to where `one` was: a program that is killed in
/// between leaves it there for the next to put back.
///
/// # Errors
/// If they cannot be moved; `other` then stands where it stood.
pub(in crate::tables) fn exchange(one: &Path, other: &Path, waiting: &Path) -> io::Result<()> {
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Err(error) if is_unknown(error) => {}
        exchanged => return Ok(exchanged?),
    }
    exchange_in_steps(one, other, waiting)
}

fn exchange_in_steps(one: &Path, other: &Path, waiting: &Path) -> io::Result<()> {
    std::fs::rename(other, waiting)?;
    std::fs::rename(one, other).inspect_err(|_| {
        // Best effort: what stood there goes back.
        let _ = std::fs::rename(waiting, other);
    })?;
    // Where it waits nobody misses it: what cannot be moved now the next program removes.
    let _ = std::fs::rename(waiting, one);
    Ok(())
}

/// Whether the system or the file system does not know such moves.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn is_unknown(error: rustix::io::Errno) -> bool {
    use rustix::io::Errno;
    [Errno::INVAL, Errno::NOSYS, Errno::NOTSUP, Errno::OPNOTSUPP].contains(&error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_change_places_in_one_step_and_in_several() {
        for exchange in [exchange, exchange_in_steps] {
            let here = tempfile::tempdir().unwrap();
            let path = |name: &str| here.path().join(name);
            std::fs::write(path("new"), "new").unwrap();
            std::fs::create_dir(path("old")).unwrap();
            exchange(&path("new"), &path("old"), &path("waiting")).unwrap();
            assert!(path("new").is_dir() && path("old").is_file() && !path("waiting").exists());
            let failed = exchange(&path("missing"), &path("old"), &path("waiting"));
            assert!(failed.is_err() && path("old").is_file() && !path("waiting").exists());
        }
    }

    #[test]
    fn what_stands_at_a_place_is_not_replaced() {
        let here = tempfile::tempdir().unwrap();
        let path = |name: &str| here.path().join(name);
        std::fs::write(path("new"), "new").unwrap();
        std::fs::write(path("old"), "old").unwrap();
        assert!(move_to_free_place(&path("new"), &path("old")).is_err());
        assert_eq!(std::fs::read(path("old")).unwrap(), b"old");
        move_to_free_place(&path("new"), &path("free")).unwrap();
        assert_eq!(std::fs::read(path("free")).unwrap(), b"new");
    }
}
