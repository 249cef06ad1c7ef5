//! What is being written and not yet at its place, so that an interrupted program can take it away.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

static STAGED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn staged() -> MutexGuard<'static, Vec<PathBuf>> {
    STAGED.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(super) fn add(path: &Path) {
    staged().push(path.to_owned());
}

pub(super) fn remove(path: &Path) {
    staged().retain(|staged| staged != path);
}

/// Moves `path` to its place by `move_it`. An interrupt waits until that is done or has failed, so
/// that it never meets a place from which the old was taken and the new not yet put.
pub(super) fn publish(path: &Path, move_it: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
    let mut staged = staged();
    move_it()?;
    staged.retain(|staged| staged != path);
    Ok(())
}

/// Removes everything that this process is writing and has not moved to its place. For a program
/// that is about to end because it was interrupted.
pub fn remove_staged() {
    for path in staged().drain(..) {
        // Nothing can be done about what does not let itself be removed.
        let _ = std::fs::remove_dir_all(&path).or_else(|_| std::fs::remove_file(&path));
    }
}
