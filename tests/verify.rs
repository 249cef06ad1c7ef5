//! A run can be made again: `verify` says so, or where it cannot.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use std::fs;
use std::path::Path;

use common::{caselens, project};
use tempfile::{TempDir, tempdir};

/// A folder with an input and a run of it by `verb`.
fn made_by(verb: &[&str]) -> TempDir {
    let folder = tempdir().unwrap();
    fs::copy(project("data/example/cases.csv"), folder.path().join("cases.csv")).unwrap();
    caselens(folder.path()).args(verb).args(["cases.csv", "-q", "-o", "made"]).assert().success();
    folder
}

/// The exit code of `verify`, what it prints, and what it complains of.
fn verify(folder: &Path, more: &[&str]) -> (i32, String, String) {
    let output =
        caselens(folder).args(["verify", "made", "cases.csv", "-q"]).args(more).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn every_kind_of_run_is_made_again_to_the_byte() {
    let titled = ["run", "--title", "Cases of a year", "--seed", "7", "-k", "4"];
    for verb in [&titled[..], &["tag"], &["cluster", "-k", "3"]] {
        let folder = made_by(verb);
        let (code, told, complaint) =
            verify(folder.path(), &["--threads", "3", "--batch-size", "11"]);
        assert_eq!(code, 0, "{verb:?}: {told}{complaint}");
        assert!(told.contains("every byte the same"), "{told}");
    }
}

#[test]
fn runs_with_learnt_labels_are_made_again_too() {
    let folder = tempdir().unwrap();
    fs::copy(project("data/example/cases.csv"), folder.path().join("cases.csv")).unwrap();
    let learn = ["train", "cases.csv", "--labels", "themes", "-q", "-o", "labels.caselens"];
    caselens(folder.path()).args(learn).assert().success();
    for verb in ["run", "classify"] {
        let made = [verb, "cases.csv", "--model", "labels.caselens", "-q", "-o", "made"];
        caselens(folder.path()).args(made).assert().success();
        let (code, told, complaint) = verify(folder.path(), &[]);
        assert_eq!(code, 0, "{verb}: {told}{complaint}");
        fs::remove_dir_all(folder.path().join("made")).unwrap();
    }
}

#[test]
fn what_was_changed_in_a_run_is_named_by_file_row_and_column() {
    let folder = made_by(&["tag"]);
    let tags = folder.path().join("made/tags.csv");
    let changed = fs::read_to_string(&tags).unwrap().replacen("participation", "sport", 1);
    fs::write(&tags, &changed).unwrap();
    fs::remove_file(folder.path().join("made/gaps.csv")).unwrap();
    let row = changed.lines().position(|line| line.contains("sport")).unwrap();
    let (code, told, _) = verify(folder.path(), &[]);
    assert_eq!(code, 5);
    let expected = format!(
        "gaps.csv: it is missing in the run\n\
         tags.csv: row {row}, column `theme`: `sport`, again `participation`\n"
    );
    assert_eq!(told, expected);
    assert_eq!(fs::read_to_string(&tags).unwrap(), changed, "nothing in the run is changed");
}

#[test]
fn another_input_is_refused_with_its_name() {
    let folder = made_by(&["tag"]);
    let input = folder.path().join("cases.csv");
    let longer = fs::read_to_string(&input).unwrap() + "x,y,z\n";
    fs::write(&input, longer).unwrap();
    let (code, _, complaint) = verify(folder.path(), &[]);
    assert_eq!(code, 3);
    assert!(complaint.contains("cases.csv: it has changed since"), "{complaint}");
    fs::rename(&input, folder.path().join("other.csv")).unwrap();
    let asked =
        caselens(folder.path()).args(["verify", "made", "other.csv", "-q"]).output().unwrap();
    assert_eq!(asked.status.code(), Some(3));
    let complaint = String::from_utf8(asked.stderr).unwrap();
    assert!(complaint.contains("the run has `cases.csv` in its place"), "{complaint}");
}
