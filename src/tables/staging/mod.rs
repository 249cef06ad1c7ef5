//! What is being written and not yet at its place: under a name of its own beside it, so that it can be
//! taken away when the program is interrupted, and is told from what a killed program left behind.

mod held;
mod moves;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

pub(super) use held::{Held, Kind, is_staged_name};
pub(super) use moves::{exchange, move_to_free_place};

/// Something that is being written.
#[derive(Debug)]
struct Entry {
    path: PathBuf,
    /// Folders above it that were made for it, the nearest first.
    made_above: Vec<PathBuf>,
}

static STAGED: Mutex<Vec<Entry>> = Mutex::new(Vec::new());

fn staged() -> MutexGuard<'static, Vec<Entry>> {
    STAGED.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(super) fn add(path: &Path, made_above: &[PathBuf]) {
    staged().push(Entry { path: path.to_owned(), made_above: made_above.to_vec() });
}

pub(super) fn remove(path: &Path) {
    staged().retain(|staged| staged.path != path);
}

/// Moves `path` to its place by `move_it`. An interrupt waits until that is done or has failed, so
/// that it never meets a place from which the old was taken and the new not yet put.
pub(super) fn publish(path: &Path, move_it: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
    let mut staged = staged();
    move_it()?;
    staged.retain(|staged| staged.path != path);
    Ok(())
}

/// Removes everything that this process is writing and has not moved to its place, and ends the program by
/// `end` before anything else can be moved there. For a program that was interrupted.
pub fn remove_staged(end: impl FnOnce()) {
    /// How often it is tried: what is being written may get files while it is removed.
    const TRIES: usize = 20;
    let mut staged = staged();
    for Entry { path, made_above } in staged.drain(..) {
        // Nothing can be done about what does not let itself be removed.
        for _ in 0..TRIES {
            let _ = std::fs::remove_dir_all(&path).or_else(|_| std::fs::remove_file(&path));
            if std::fs::symlink_metadata(&path).is_err() {
                break;
            }
        }
        for above in made_above {
            let _ = std::fs::remove_dir(above);
        }
    }
    end();
}
