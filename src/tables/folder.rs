//! The folder of a run: made beside its place, moved there whole.

use std::fs::File;
use std::path::{Path, PathBuf};

use super::file::{TableFile, TableFormat};
use super::staging::{self, Held, Kind};
use crate::error::{Error, Result};

/// The files by which a folder is known to be of our making: all of a run's, or all of a matrix', which
/// stand there in whatever format it is, or those of an evaluation or of an agreement.
const MARKS: [&[&str]; 4] = [
    &["run.json"],
    &["ids.csv", "rejects.csv", "vocabulary.csv"],
    &["evaluation.json"],
    &["agreement.json"],
];

/// All files the program writes into a folder. One that holds anything else is never replaced.
pub(super) const OWN_FILES: [&str; 42] = [
    "adjudicate.csv",
    "agreement.csv",
    "agreement.json",
    "cluster_choice.csv",
    "cluster_terms.csv",
    "cluster_tree.csv",
    "clusters.csv",
    "codebook.toml",
    "confusion.csv",
    "cooccurrence.csv",
    "corrected_themes.csv",
    "disagreements.csv",
    "documents.csv",
    "documents.parquet",
    "duplicates.csv",
    "entries.csv",
    "evaluation.csv",
    "evaluation.html",
    "evaluation.json",
    "evaluation.md",
    "evidence.csv",
    "gaps.csv",
    "ids.csv",
    "ledger.csv",
    "map.csv",
    "matrix.npz",
    "matrix.parquet",
    "model.caselens",
    "model_themes.csv",
    "overall.csv",
    "rejects.csv",
    "reliability.csv",
    "report.html",
    "report.md",
    "report.xlsx",
    "run.json",
    "tags.csv",
    "theme_by_cluster.csv",
    "themes.csv",
    "themes_by.csv",
    "vocabulary.csv",
    "vocabulary.parquet",
];

/// A folder that is being written. Under its final name it appears whole or not at all: until
/// [`RunFolder::publish`] it has a name of its own beside it, and is removed when it is dropped.
#[derive(Debug)]
pub struct RunFolder {
    staged: Held,
    place: PathBuf,
    /// Folders above it that were made for it, the nearest first.
    made_above: Vec<PathBuf>,
    force: bool,
    published: bool,
}

impl RunFolder {
    /// Begins a folder that will stand at `place`. With `force` it may take the place of an earlier
    /// run, never of anything else. What a killed program left behind of the same place is removed.
    ///
    /// # Errors
    /// If something stands there that must not be replaced, or the folder cannot be made.
    pub fn begin(place: &Path, force: bool) -> Result<Self> {
        check_place(place, force)?;
        if place.file_name().is_none() {
            let remedy = "name a folder to be made";
            return Err(Error::usage(place.display(), "this names no folder", remedy));
        }
        let parent = place.parent().unwrap_or_else(|| Path::new(""));
        let made_above: Vec<PathBuf> = parent
            .ancestors()
            .take_while(|above| !above.as_os_str().is_empty() && !above.exists())
            .map(Path::to_owned)
            .collect();
        let above = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
        let made = std::fs::create_dir_all(above).and_then(|()| Held::begin(place, Kind::Folder));
        let staged = made.map_err(|error| {
            remove_empty(&made_above);
            Error::failed(
                place.display(),
                "the folder cannot be made",
                "name a place that may be written to with `--output`",
            )
            .caused_by(error)
        })?;
        staging::add(&staged.path, &made_above);
        let folder = Self { staged, place: place.to_owned(), made_above, force, published: false };
        // A killed program may have left an earlier run out of its place, where it stands again now.
        check_place(place, force)?;
        Ok(folder)
    }

    /// Where to write for now.
    pub fn path(&self) -> &Path {
        &self.staged.path
    }

    /// Writes a whole file into the folder.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> Result<()> {
        std::fs::write(self.path().join(name), content)
            .map_err(|error| self.unwritable(name, error))
    }

    /// Writes a file into the folder, part by part.
    ///
    /// # Errors
    /// If it cannot be made, or `write` fails.
    pub fn write_with<T>(&self, name: &str, write: impl FnOnce(&File) -> Result<T>) -> Result<T> {
        write(&self.file(name)?.0)
    }

    /// Begins a file in the folder; also gives the place where it will stand, for errors.
    ///
    /// # Errors
    /// If it cannot be made, or there is one of that name.
    pub fn file(&self, name: &str) -> Result<(File, PathBuf)> {
        let file = File::create_new(self.path().join(name));
        let file = file.map_err(|error| self.unwritable(name, error))?;
        Ok((file, self.place.join(name)))
    }

    /// Begins a table in the folder.
    ///
    /// # Errors
    /// If it cannot be made, or there is one of that name.
    pub fn table(&self, name: &str, format: TableFormat) -> Result<TableFile> {
        let (file, place) = self.file(name)?;
        Ok(TableFile::to(file, &place.display().to_string(), format))
    }

    fn unwritable(&self, name: &str, error: std::io::Error) -> Error {
        Error::failed(
            self.place.join(name).display(),
            "the file cannot be written",
            "see that the disk has room and the folder may be written to",
        )
        .caused_by(error)
    }

    /// Moves the folder to its place.
    ///
    /// # Errors
    /// If it cannot be moved, or something was put there meanwhile that must not be replaced, such as the
    /// result of another run to the same place; what stood there stays.
    pub fn publish(mut self) -> Result<PathBuf> {
        check_place(&self.place, self.force)?;
        let replaces = self.force && std::fs::symlink_metadata(&self.place).is_ok();
        let (staged, place, waiting) = (&self.staged.path, &self.place, self.staged.retired());
        let mut refused = None;
        let moved = staging::publish(staged, || {
            if !replaces {
                // Over an empty folder, but over nothing else.
                return std::fs::rename(staged, place);
            }
            staging::exchange(staged, place, &waiting)?;
            // What was there is seen once more, now that nobody can put anything to it any more.
            if let Err(error) = check_place(staged, true) {
                staging::exchange(staged, place, &waiting)?;
                refused = Some(error);
                return Err(std::io::ErrorKind::AlreadyExists.into());
            }
            Ok(())
        });
        if let Some(error) = refused {
            return Err(error);
        }
        moved.map_err(|error| {
            Error::failed(
                self.place.display(),
                "the finished folder cannot be moved to its place",
                "see that nothing was put there meanwhile and that the place may be written to",
            )
            .caused_by(error)
        })?;
        self.published = true;
        if replaces {
            // The new run stands; what cannot be removed of the old one the next run removes.
            let _ = std::fs::remove_dir_all(&self.staged.path);
        }
        Ok(self.place.clone())
    }
}

impl Drop for RunFolder {
    fn drop(&mut self) {
        if !self.published {
            // Nothing can be done about a folder that does not let itself be removed; one that
            // something else was put into meanwhile is meant to stay.
            let _ = std::fs::remove_dir_all(&self.staged.path);
            staging::remove(&self.staged.path);
            remove_empty(&self.made_above);
        }
    }
}

/// Removes folders that were made for what did not come, unless something else was put into them.
fn remove_empty(made: &[PathBuf]) {
    for folder in made {
        let _ = std::fs::remove_dir(folder);
    }
}

/// A folder for what is needed while the program runs, in that for temporary files. It goes when it is
/// dropped, when the program is interrupted, and if it was killed when the next one is made.
#[derive(Debug)]
pub struct TemporaryFolder {
    held: Held,
}

impl TemporaryFolder {
    /// Makes an empty folder.
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn new() -> Result<Self> {
        let place = std::env::temp_dir().join("caselens");
        let held = Held::begin(&place, Kind::Folder).map_err(|error| {
            let remedy = "name another place by the environment variable TMPDIR";
            Error::failed("temporary folder", "it cannot be made", remedy).caused_by(error)
        })?;
        staging::add(&held.path, &[]);
        Ok(Self { held })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.held.path
    }
}

impl Drop for TemporaryFolder {
    fn drop(&mut self) {
        // What cannot be removed now the next one removes.
        let _ = std::fs::remove_dir_all(&self.held.path);
        staging::remove(&self.held.path);
    }
}

fn check_place(place: &Path, force: bool) -> Result<()> {
    if std::fs::symlink_metadata(place).is_err() {
        return Ok(());
    }
    let refused = |cause: String, remedy| Err(Error::failed(place.display(), cause, remedy));
    const ANOTHER: &str = "name another folder with `--output`";
    let Ok(entries) = std::fs::read_dir(place) else {
        return refused("something of that name exists and is no folder".to_owned(), ANOTHER);
    };
    let names: Vec<String> = entries
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .collect();
    if names.is_empty() {
        return Ok(());
    }
    let holds = |mark: &&str| names.iter().any(|name| name == mark);
    if !MARKS.iter().any(|marks| marks.iter().all(holds)) {
        let cause = "the folder exists and is not a run, so it is not overwritten";
        return refused(cause.to_owned(), ANOTHER);
    }
    // A report that was being written into a run when the program was killed is ours as well.
    let is_own = |name: &str| {
        OWN_FILES.contains(&name) || OWN_FILES.iter().any(|own| staging::is_staged_name(name, own))
    };
    if let Some(foreign) = names.iter().find(|name| !is_own(name)) {
        let cause = format!("the run there also holds `{foreign}`, which no run wrote");
        return refused(cause, "move it elsewhere, or name another folder with `--output`");
    }
    if force {
        return Ok(());
    }
    refused(
        "a run stands there already".to_owned(),
        "add `--force` to replace it, or name another folder with `--output`",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_is_not_published_leaves_nothing_behind() {
        let here = tempfile::tempdir().unwrap();
        let folder = RunFolder::begin(&here.path().join("reports/deep/run"), false).unwrap();
        folder.write("a.csv", "a").unwrap();
        drop(folder);
        assert_eq!(std::fs::read_dir(here.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_no_run_wrote_is_never_removed_and_a_run_only_with_force() {
        let here = tempfile::tempdir().unwrap();
        let place = here.path().join("run");
        std::fs::create_dir(&place).unwrap();
        std::fs::write(place.join("thesis.txt"), "years of work").unwrap();
        assert!(RunFolder::begin(&place, true).is_err());
        std::fs::write(place.join("run.json"), "{}").unwrap();
        assert!(RunFolder::begin(&place, true).is_err(), "the thesis would be lost");
        std::fs::remove_file(place.join("thesis.txt")).unwrap();
        std::fs::write(place.join("tags.csv"), "old").unwrap();
        assert!(RunFolder::begin(&place, false).is_err());
        let folder = RunFolder::begin(&place, true).unwrap();
        folder.write("themes.csv", "a").unwrap();
        folder.publish().unwrap();
        assert!(place.join("themes.csv").is_file());
        assert!(!place.join("tags.csv").exists());
        assert_eq!(std::fs::read_dir(here.path()).unwrap().count(), 1);
    }

    #[test]
    fn of_two_runs_to_one_place_the_second_never_replaces_the_first_unasked() {
        let here = tempfile::tempdir().unwrap();
        let place = here.path().join("run");
        let first = RunFolder::begin(&place, false).unwrap();
        let second = RunFolder::begin(&place, false).unwrap();
        first.write("run.json", "first").unwrap();
        second.write("run.json", "second").unwrap();
        first.publish().unwrap();
        let error = second.publish().unwrap_err();
        assert!(error.cause().contains("a run stands there already"), "{error}");
        assert_eq!(std::fs::read_to_string(place.join("run.json")).unwrap(), "first");
        assert_eq!(std::fs::read_dir(here.path()).unwrap().count(), 1);
    }

    #[test]
    fn of_two_runs_that_may_replace_each_other_the_last_one_stands_whole() {
        let here = tempfile::tempdir().unwrap();
        let place = here.path().join("run");
        std::fs::create_dir(&place).unwrap();
        std::fs::write(place.join("run.json"), "earlier").unwrap();
        let both = [(); 2].map(|()| RunFolder::begin(&place, true).unwrap());
        for (number, folder) in both.into_iter().enumerate() {
            folder.write("run.json", number.to_string()).unwrap();
            folder.write(["tags.csv", "gaps.csv"][number], "").unwrap();
            folder.publish().unwrap();
        }
        assert_eq!(std::fs::read_to_string(place.join("run.json")).unwrap(), "1");
        assert!(!place.join("tags.csv").exists());
        assert_eq!(std::fs::read_dir(here.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_somebody_put_into_a_run_while_another_was_made_is_not_removed() {
        let here = tempfile::tempdir().unwrap();
        let place = here.path().join("run");
        std::fs::create_dir(&place).unwrap();
        std::fs::write(place.join("run.json"), "earlier").unwrap();
        let folder = RunFolder::begin(&place, true).unwrap();
        std::fs::write(place.join("notes.txt"), "read case b again").unwrap();
        assert!(folder.publish().unwrap_err().cause().contains("notes.txt"));
        assert_eq!(std::fs::read_to_string(place.join("run.json")).unwrap(), "earlier");
        assert_eq!(std::fs::read_dir(here.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_matrix_is_known_by_its_tables_and_not_by_one_of_them() {
        let here = tempfile::tempdir().unwrap();
        let place = here.path().join("matrix");
        std::fs::create_dir(&place).unwrap();
        for name in ["vocabulary.csv", "ids.csv", "rejects.csv"] {
            assert!(RunFolder::begin(&place, true).is_err() || name == "vocabulary.csv", "{name}");
            std::fs::write(place.join(name), "").unwrap();
        }
        assert!(RunFolder::begin(&place, true).is_ok());
    }

    #[test]
    fn what_a_killed_report_left_in_a_run_does_not_keep_it_from_being_replaced() {
        let here = tempfile::tempdir().unwrap();
        let place = here.path().join("run");
        std::fs::create_dir(&place).unwrap();
        std::fs::write(place.join("run.json"), "earlier").unwrap();
        std::fs::write(place.join(".report.html.17-0.part"), "half").unwrap();
        assert!(RunFolder::begin(&place, true).is_ok());
        std::fs::write(place.join(".thesis.txt.17-0.part"), "half").unwrap();
        assert!(RunFolder::begin(&place, true).is_err());
    }
}
