//! What several test files need: the program, its tables, and the shared inputs.

#![allow(dead_code, unreachable_pub, reason = "each test file uses a part")]
#![allow(clippy::print_stdout, reason = "tests tell what they skip")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use caselens::tables::restored;

/// A row of a table by the names of its columns.
pub type Row = BTreeMap<String, String>;

/// The program, in a folder of its own so that no settings file is met by chance.
pub fn caselens(folder: &Path) -> Command {
    let mut command = Command::cargo_bin("caselens").expect("the program is built");
    command.current_dir(folder);
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CASELENS_")) {
        command.env_remove(name);
    }
    command
}

/// A file of the project.
pub fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A file of the evaluation data beside the project; says so where it is absent.
pub fn shared(path: &str) -> Option<PathBuf> {
    let found = project("../shared").join(path);
    if found.exists() {
        return Some(found);
    }
    println!("skipped: {} is not here", found.display());
    None
}

/// All rows of a CSV file.
pub fn rows(path: &Path) -> Vec<Row> {
    let mut reader =
        csv::Reader::from_path(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    reader.deserialize().map(|row| row.expect("a row of text")).collect()
}

/// Every file of a run by its name; of `run.json` what is no part of the result is left out.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    entries
        .map(|entry| {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            let mut bytes = std::fs::read(&path).expect("a file");
            if name == "run.json" {
                let mut manifest: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
                manifest.as_object_mut().expect("an object").remove("made");
                bytes = serde_json::to_vec(&manifest).expect("JSON");
            }
            (name, bytes)
        })
        .collect()
}

/// Asserts that two runs hold the same files with the same bytes, and names the first difference.
pub fn assert_same_run(a: &Path, b: &Path) {
    let (a, b) = (files(a), files(b));
    assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>());
    for (name, bytes) in &a {
        assert!(bytes == &b[name], "{name} differs");
    }
}

/// Asserts that every row of `evidence.csv` slices back to the text of its document, both as they were
/// before they were made safe for spreadsheet programs.
pub fn assert_evidence_slices_back(run: &Path) -> usize {
    let documents: BTreeMap<String, Row> =
        rows(&run.join("documents.csv")).into_iter().map(|row| (row["id"].clone(), row)).collect();
    let evidence = rows(&run.join("evidence.csv"));
    for row in &evidence {
        let text = restored(&documents[&row["id"]][&row["field"]]);
        let offset = |column: &str| row[column].parse::<usize>().expect("a number");
        let slice: String =
            text.chars().skip(offset("start")).take(offset("end") - offset("start")).collect();
        assert_eq!(slice, restored(&row["text"]), "in {row:?}");
    }
    evidence.len()
}
