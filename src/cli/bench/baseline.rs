//! Saved results: where they are, and how a new one compares with them.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use caselens::tables::StagedFile;
use caselens::{Error, Result};

use super::result::{Against, BenchResult, FORMAT, Figures, Subject};

/// Where a result is saved under the name that the user gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Saved {
    name: String,
    path: PathBuf,
}

impl FromStr for Saved {
    type Err = Error;

    /// A path that ends in `.json` is that file; another name is one under `reports/bench`.
    fn from_str(name: &str) -> Result<Self> {
        let is_path = Path::new(name).extension().is_some_and(|extension| extension == "json");
        if !is_path && (name.is_empty() || name.starts_with('.') || name.contains(['/', '\\'])) {
            let remedy = "give a name such as `before`, or a path that ends in .json";
            return Err(Error::usage(name, "this is no name of a result", remedy));
        }
        let path = match is_path {
            true => PathBuf::from(name),
            false => Path::new("reports/bench").join(format!("{name}.json")),
        };
        Ok(Self { name: name.to_owned(), path })
    }
}

impl Saved {
    /// The file of the result.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The result that was saved.
    ///
    /// # Errors
    /// If there is none, or it is not one that this program can read.
    pub(super) fn read(&self) -> Result<BenchResult> {
        let place = self.path.display();
        let text = std::fs::read_to_string(&self.path).map_err(|error| {
            let remedy = format!("save one with `--save {}`", self.name);
            Error::settings(place.to_string(), "there is no such result", remedy).caused_by(error)
        })?;
        let remedy = "save it again with this version of the program";
        let result: BenchResult = serde_json::from_str(&text).map_err(|error| {
            Error::settings(place.to_string(), "this is no saved result", remedy).caused_by(error)
        })?;
        if result.format != FORMAT {
            let cause = format!("the result is of layout {}, not {FORMAT}", result.format);
            return Err(Error::settings(place, cause, remedy));
        }
        Ok(result)
    }

    /// Whether a result may be written here: an earlier one may be replaced, nothing else.
    ///
    /// # Errors
    /// If something else stands here.
    pub(super) fn must_be_replaceable(&self) -> Result<()> {
        let ours = || {
            let text = std::fs::read_to_string(&self.path).ok()?;
            serde_json::from_str::<BenchResult>(&text).ok()
        };
        if !self.path.exists() || ours().is_some() {
            return Ok(());
        }
        let cause = "something that is no saved result stands here";
        Err(Error::failed(self.path.display(), cause, "give another name with `--save`"))
    }

    /// Saves a result, in the place of an earlier one.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(super) fn write(&self, result: &BenchResult) -> Result<()> {
        self.must_be_replaceable()?;
        if let Some(folder) = self.path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| {
                let remedy = "name a place that may be written to with `--save`";
                Error::failed(folder.display(), "the folder cannot be made", remedy)
                    .caused_by(error)
            })?;
        }
        let staged = StagedFile::begin(&self.path, true)?;
        staged.write(super::json(result)?)?;
        staged.publish()
    }

    /// Whether seconds of `before`, the result under this name, say anything beside those of
    /// `subject` on these numbers of threads.
    ///
    /// # Errors
    /// If other documents were measured, or on other numbers of threads only.
    pub(super) fn must_be_comparable(
        &self,
        before: &BenchResult,
        subject: &Subject,
        threads: &[usize],
    ) -> Result<()> {
        let place = format!("--against {}", self.name);
        let Subject { documents, text_bytes, .. } = before.subject;
        if (documents, text_bytes) != (subject.documents, subject.text_bytes) {
            let cause = format!(
                "it is of another input: {documents} documents of {text_bytes} bytes, and this has {} \
                 of {}",
                subject.documents, subject.text_bytes
            );
            return Err(Error::usage(place, cause, "compare results of the same input"));
        }
        if !before.stages.iter().any(|figures| threads.contains(&figures.threads)) {
            let cause = "it has no number of threads in common with this";
            return Err(Error::usage(place, cause, "give those it has with `--threads`"));
        }
        Ok(())
    }

    /// Puts the ratios to `before`, the result under this name, into `now`.
    pub(super) fn compare(&self, now: &mut BenchResult, before: &BenchResult) {
        for figures in &mut now.stages {
            let same = |it: &&Figures| (it.stage, it.threads) == (figures.stage, figures.threads);
            let before = before.stages.iter().find(same);
            figures.ratio = before.map(|it| figures.seconds.median / it.seconds.median);
        }
        now.against = Some(Against { name: self.name.clone(), version: before.version.clone() });
    }
}

#[cfg(test)]
mod tests {
    use super::super::result::tests::example;
    use super::*;
    use caselens::ErrorKind;

    fn saved() -> Saved {
        "before".parse().unwrap()
    }

    fn compared(before: &BenchResult) -> BenchResult {
        let mut now = example();
        saved().compare(&mut now, before);
        now
    }

    #[test]
    fn a_name_is_a_file_under_reports_and_a_path_is_itself() {
        assert_eq!(saved().path, Path::new("reports/bench/before.json"));
        let path: Saved = "../there/x.json".parse().unwrap();
        assert_eq!(path.path, Path::new("../there/x.json"));
        for name in ["", "a/b", "..", ".hidden"] {
            assert_eq!(name.parse::<Saved>().unwrap_err().kind(), ErrorKind::Usage, "{name}");
        }
    }

    #[test]
    fn a_result_against_itself_is_equal_in_every_stage() {
        let now = compared(&example());
        assert!(now.stages.iter().all(|figures| figures.ratio == Some(1.0)));
    }

    #[test]
    fn what_was_not_measured_before_has_no_ratio() {
        let mut before = example();
        before.stages.retain(|figures| figures.threads == 1);
        let now = compared(&before);
        assert!(now.stages.iter().all(|it| it.ratio.is_some() == (it.threads == 1)));
    }

    #[test]
    fn only_the_same_documents_on_the_same_threads_are_compared() {
        let before = example();
        let comparable = |subject: &Subject, threads: &[usize]| {
            saved().must_be_comparable(&before, subject, threads)
        };
        assert!(comparable(&before.subject, &[2, 4]).is_ok());
        let error = comparable(&before.subject, &[4]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Usage);
        let other = Subject { text_bytes: 1, ..before.subject.clone() };
        let error = comparable(&other, &[1]).unwrap_err();
        assert!(error.cause().contains("another input"), "{error}");
    }

    #[test]
    fn a_result_replaces_a_result_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let place =
            |name: &str| -> Saved { folder.path().join(name).to_str().unwrap().parse().unwrap() };
        let result = place("a/b.json");
        assert_eq!(result.read().unwrap_err().kind(), ErrorKind::Settings);
        result.write(&example()).unwrap();
        result.write(&example()).unwrap();
        assert_eq!(result.read().unwrap(), example());
        std::fs::write(folder.path().join("notes.json"), "{\"mine\": 1}").unwrap();
        assert_eq!(place("notes.json").write(&example()).unwrap_err().kind(), ErrorKind::Failed);
        assert_eq!(place("notes.json").read().unwrap_err().kind(), ErrorKind::Settings);
        let later = BenchResult { format: 3, ..example() };
        place("b.json").write(&later).unwrap();
        assert!(place("b.json").read().unwrap_err().cause().contains("layout 3"));
    }
}
