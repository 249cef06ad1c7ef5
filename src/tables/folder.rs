//! The folder of a run: made beside its place, moved there whole.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::staging;
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
    staged: PathBuf,
    place: PathBuf,
    /// Folders above it that were made for it, the nearest first.
    made_above: Vec<PathBuf>,
    force: bool,
    published: bool,
}

impl RunFolder {
    /// Begins a folder that will stand at `place`. With `force` it may take the place of an earlier
    /// run, never of anything else.
    ///
    /// # Errors
    /// If something stands there that must not be replaced, or the folder cannot be made.
    pub fn begin(place: &Path, force: bool) -> Result<Self> {
        check_place(place, force)?;
        let name = place.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = name.ok_or_else(|| {
            Error::usage(place.display(), "this names no folder", "name a folder to be made")
        })?;
        let parent = place.parent().unwrap_or_else(|| Path::new(""));
        let made_above: Vec<PathBuf> = parent
            .ancestors()
            .take_while(|above| !above.as_os_str().is_empty() && !above.exists())
            .map(Path::to_owned)
            .collect();
        let staged = parent.join(format!(".{name}.{}.part", std::process::id()));
        remove_left_over(parent, &name);
        staging::add(&staged);
        // Made new, so that a link of that name, put there by somebody else, is not followed.
        let above = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
        let made = std::fs::create_dir_all(above).and_then(|()| std::fs::create_dir(&staged));
        made.map_err(|error| {
            staging::remove(&staged);
            Error::failed(
                place.display(),
                "the folder cannot be made",
                "name a place that may be written to with `--output`",
            )
            .caused_by(error)
        })?;
        Ok(Self { staged, place: place.to_owned(), made_above, force, published: false })
    }

    /// Where to write for now.
    pub fn path(&self) -> &Path {
        &self.staged
    }

    /// Writes a whole file into the folder.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> Result<()> {
        std::fs::write(self.staged.join(name), content).map_err(|error| {
            Error::failed(
                self.place.join(name).display(),
                "the file cannot be written",
                "see that the disk has room and the folder may be written to",
            )
            .caused_by(error)
        })
    }

    /// Moves the folder to its place.
    ///
    /// # Errors
    /// If it cannot be moved, or something was put there meanwhile that must not be replaced, such as the
    /// result of another run to the same place; what stood there stays.
    pub fn publish(mut self) -> Result<PathBuf> {
        check_place(&self.place, self.force)?;
        let retired = self.staged.with_extension("old");
        let replaces = self.force && std::fs::symlink_metadata(&self.place).is_ok();
        staging::publish(&self.staged, || {
            if replaces {
                std::fs::rename(&self.place, &retired)?;
            }
            std::fs::rename(&self.staged, &self.place).inspect_err(|_| {
                if replaces {
                    // Best effort: what stood there goes back.
                    let _ = std::fs::rename(&retired, &self.place);
                }
            })
        })
        .map_err(|error| {
            Error::failed(
                self.place.display(),
                "the finished folder cannot be moved to its place",
                "see that nothing was put there meanwhile and that the place may be written to",
            )
            .caused_by(error)
        })?;
        self.published = true;
        if replaces {
            // The new run stands; what cannot be removed of the old one harms nobody.
            let _ = std::fs::remove_dir_all(&retired);
        }
        Ok(self.place.clone())
    }
}

impl Drop for RunFolder {
    fn drop(&mut self) {
        if !self.published {
            // Nothing can be done about a folder that does not let itself be removed; one that
            // something else was put into meanwhile is meant to stay.
            let _ = std::fs::remove_dir_all(&self.staged);
            staging::remove(&self.staged);
            for above in &self.made_above {
                let _ = std::fs::remove_dir(above);
            }
        }
    }
}

/// A file that is being written. Under its final name it appears whole or not at all.
#[derive(Debug)]
pub struct StagedFile {
    staged: PathBuf,
    place: PathBuf,
}

impl StagedFile {
    /// Begins a file that will stand at `place`; with `force` it may replace one.
    ///
    /// # Errors
    /// If something stands there that must not be replaced.
    pub fn begin(place: &Path, force: bool) -> Result<Self> {
        if place.exists() && !(force && place.is_file()) {
            return Err(Error::failed(
                place.display(),
                "something of that name exists",
                "add `--force` to replace a file, or name another one with `--output`",
            ));
        }
        let name = place.file_name().unwrap_or_default().to_string_lossy();
        let staged = place.with_file_name(format!(".{name}.{}.part", std::process::id()));
        // Whatever has that name is of a process that is no more, or a link that must not be followed.
        let _ = std::fs::remove_file(&staged);
        staging::add(&staged);
        Ok(Self { staged, place: place.to_owned() })
    }

    /// Where to write for now.
    pub fn path(&self) -> &Path {
        &self.staged
    }

    /// Writes the whole file.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(&self, content: impl AsRef<[u8]>) -> Result<()> {
        let written = std::fs::File::create_new(&self.staged)
            .and_then(|mut file| file.write_all(content.as_ref()));
        written.map_err(|error| self.unwritable(error))
    }

    /// Writes the whole file so that nobody but its owner may read it, where the system knows owners.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write_private(&self, content: impl AsRef<[u8]>) -> Result<()> {
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let written =
            options.open(&self.staged).and_then(|mut file| file.write_all(content.as_ref()));
        written.map_err(|error| self.unwritable(error))
    }

    /// Moves the file to its place.
    ///
    /// # Errors
    /// If it cannot be moved.
    pub fn publish(self) -> Result<()> {
        staging::publish(&self.staged, || std::fs::rename(&self.staged, &self.place))
            .map_err(|error| self.unwritable(error))
    }

    fn unwritable(&self, error: std::io::Error) -> Error {
        Error::failed(
            self.place.display(),
            "the file cannot be written",
            "see that the disk has room and the folder may be written to",
        )
        .caused_by(error)
    }
}

impl Drop for StagedFile {
    fn drop(&mut self) {
        // Gone already where it was published; else nothing can be done if it stays.
        let _ = std::fs::remove_file(&self.staged);
        staging::remove(&self.staged);
    }
}

/// Removes what runs to the same place left behind when they were killed: staged folders whose
/// process is no more, where the system tells.
fn remove_left_over(parent: &Path, name: &str) {
    let here = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
    let Ok(entries) = std::fs::read_dir(here) else { return };
    for entry in entries.flatten() {
        let file_name = entry.file_name();
        let process = file_name
            .to_str()
            .and_then(|own| own.strip_prefix('.')?.strip_prefix(name)?.strip_prefix('.'))
            .and_then(|own| own.strip_suffix(".part")?.parse::<u32>().ok());
        let gone = |process| {
            Path::new("/proc/self").exists() && !Path::new(&format!("/proc/{process}")).exists()
        };
        if process.is_some_and(gone) {
            // What cannot be removed stays; it is in nobody's way.
            let _ = std::fs::remove_dir_all(entry.path());
        }
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
    if let Some(foreign) = names.iter().find(|name| !OWN_FILES.contains(&name.as_str())) {
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

    impl RunFolder {
        fn begin_like(other: &Self) -> Self {
            Self {
                staged: PathBuf::new(),
                place: other.place.clone(),
                made_above: Vec::new(),
                force: other.force,
                published: false,
            }
        }
    }

    #[test]
    fn of_two_runs_to_one_place_the_second_never_replaces_the_first_unasked() {
        let here = tempfile::tempdir().unwrap();
        let place = here.path().join("run");
        let first = RunFolder::begin(&place, false).unwrap();
        // Of another process, which has a number of its own.
        let mut second = RunFolder::begin_like(&first);
        second.staged = here.path().join(".run.other.part");
        std::fs::create_dir(&second.staged).unwrap();
        first.write("run.json", "first").unwrap();
        second.write("run.json", "second").unwrap();
        first.publish().unwrap();
        let error = second.publish().unwrap_err();
        assert!(error.cause().contains("a run stands there already"), "{error}");
        assert_eq!(std::fs::read_to_string(place.join("run.json")).unwrap(), "first");
        assert_eq!(std::fs::read_dir(here.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_where_the_result_is_prepared_is_not_followed() {
        let here = tempfile::tempdir().unwrap();
        let outside = tempfile::tempdir().unwrap();
        let process = std::process::id();
        let link = |name: &str| {
            let name = here.path().join(format!(".{name}.{process}.part"));
            std::os::unix::fs::symlink(outside.path(), name).unwrap();
        };
        link("run");
        assert!(RunFolder::begin(&here.path().join("run"), false).is_err());
        link("a.csv");
        let file = StagedFile::begin(&here.path().join("a.csv"), false).unwrap();
        file.write("a").unwrap();
        file.publish().unwrap();
        assert_eq!(std::fs::read_to_string(here.path().join("a.csv")).unwrap(), "a");
        assert_eq!(std::fs::read_dir(outside.path()).unwrap().count(), 0);
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
    fn what_a_killed_run_left_is_removed_by_the_next() {
        let here = tempfile::tempdir().unwrap();
        // No process has this number: it is above the largest that systems give.
        let left = here.path().join(".run.4194999.part");
        std::fs::create_dir(&left).unwrap();
        let other = here.path().join(".other.4194999.part");
        std::fs::create_dir(&other).unwrap();
        let folder = RunFolder::begin(&here.path().join("run"), false).unwrap();
        assert!(!left.exists() || !Path::new("/proc/self").exists());
        assert!(other.exists());
        drop(folder);
    }
}
