//! Every malformed or malicious input gets a clear answer, and nothing is lost of what is read.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use common::{caselens, project, rows};
use rayon::prelude::*;

/// Longest that any answer may take. It is a limit against hanging, not a measure of speed.
const LIMIT: Duration = Duration::from_secs(10);

/// Folders that are one input.
const WHOLE: [&str; 2] = ["folder", "no_text"];

/// The inputs: every file, and the folders that are one.
fn inputs() -> Vec<PathBuf> {
    let root = project("tests/fixtures/hostile/files");
    let mut found = Vec::new();
    for kind in fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()) {
        if WHOLE.iter().any(|whole| kind.ends_with(whole)) {
            found.push(kind);
        } else {
            found.extend(fs::read_dir(kind).unwrap().map(|entry| entry.unwrap().path()));
        }
    }
    found.sort();
    found
}

/// The exit code and what stands on standard output and standard error.
fn answer(folder: &Path, arguments: &[&str], input: &Path) -> (i32, String, String) {
    let what = format!("{arguments:?} {}", input.display());
    let mut command = caselens(folder);
    command.args(arguments).arg(input).args(["--threads", "1"]).timeout(LIMIT);
    let output = command.output().unwrap_or_else(|error| panic!("{what}: {error}"));
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let (out, err) = (text(output.stdout), text(output.stderr));
    let code = output.status.code().unwrap_or_else(|| panic!("{what}: ended by a signal: {err}"));
    assert!(code == 0 || code == 3, "{what}: exit code {code}: {err}");
    assert!(!err.contains("panicked"), "{what}: {err}");
    if code == 3 {
        let (_, message) = err.split_once("error: ").unwrap_or_else(|| panic!("{what}: {err}"));
        // Pages are told apart by no name where there are several.
        let name = input.file_name().unwrap().to_str().unwrap();
        assert!(message.contains(name), "{what}: no place in {err}");
        assert!(message.contains("\n  try: "), "{what}: no remedy in {err}");
    }
    (code, out, err)
}

fn is_balanced(run: &Path, input: &Path) -> usize {
    let ledger = rows(&run.join("ledger.csv"));
    let number = |name: &str| {
        let row = ledger.iter().find(|row| row["outcome"] == name).unwrap();
        row["documents"].parse::<usize>().unwrap()
    };
    let (documents, rejects) =
        (rows(&run.join("documents.csv")).len(), rows(&run.join("rejects.csv")).len());
    assert_eq!(number("analysed"), documents, "{}", input.display());
    assert_eq!(number("rows read"), documents + rejects, "{}", input.display());
    documents + rejects
}

#[test]
fn every_hostile_input_gets_a_clear_answer_and_the_ledger_balances() {
    let inputs = inputs();
    assert!(inputs.len() >= 100, "{} inputs", inputs.len());
    inputs.par_iter().for_each(|input| {
        let folder = tempfile::tempdir().unwrap();
        let (code, out, _) = answer(folder.path(), &["check", "--format", "json"], input);
        let (tagged, ..) = answer(folder.path(), &["tag", "-o", "tags"], input);
        let (run, ..) = answer(folder.path(), &["run", "-o", "run"], input);
        assert_eq!((code, code), (tagged, run), "{}: check, tag and run differ", input.display());
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().flatten().collect();
        if code == 3 {
            assert!(left.is_empty(), "{}: {left:?}", input.display());
            return;
        }
        assert_eq!(left.len(), 2, "{}: {left:?}", input.display());
        let report: serde_json::Value = serde_json::from_str(&out).unwrap();
        let read = report["totals"]["rows_read"].as_u64().unwrap() as usize;
        for place in ["tags", "run"] {
            assert_eq!(is_balanced(&folder.path().join(place), input), read, "{}", input.display());
        }
    });
}

#[test]
fn what_is_packed_well_is_read_where_more_is_allowed() {
    let folder = tempfile::tempdir().unwrap();
    let bomb = project("tests/fixtures/hostile/files/packed/bomb.csv.zst");
    let (code, _, err) = answer(folder.path(), &["check"], &bomb);
    assert!(code == 3 && err.contains("--max-unpacked"), "{err}");
    let more = ["check", "--max-unpacked", "80MB", "--text", "text"];
    // It comes out whole; its only row is longer than rows may be.
    let (code, _, err) = answer(folder.path(), &more, &bomb);
    assert!(code == 3 && err.contains("70740002 bytes; rows of up to 16777216 are read"), "{err}");
}
