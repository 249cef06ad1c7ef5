//! What is being written and not yet at its place, so that an interrupted program can take it away.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

static STAGED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

pub(super) fn add(path: &Path) {
    STAGED.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
}

pub(super) fn remove(path: &Path) {
    STAGED.lock().unwrap_or_else(PoisonError::into_inner).retain(|staged| staged != path);
}

/// Removes everything that this process is writing and has not moved to its place. For a program
/// that is about to end because it was interrupted.
pub fn remove_staged() {
    for path in STAGED.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
        // Nothing can be done about what does not let itself be removed.
        let _ = std::fs::remove_dir_all(&path).or_else(|_| std::fs::remove_file(&path));
    }
}
