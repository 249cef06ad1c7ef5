//! A bound on memory changes no byte, or refuses before it begins, or says what it cost.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use std::fs;
use std::path::Path;

use common::{assert_same_run, caselens, project};

/// Runs the program and gives its exit code and what it said.
fn outcome(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = caselens(folder).args(arguments).output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

fn many(rows: usize) -> String {
    let row = |row: usize| {
        let (street, word) = (row * 7919 % 9973, row * 31 % 4001);
        format!(
            "{row},The town of place{row} asked its people about street{street} and topic{word}\n"
        )
    };
    "id,text\n".to_owned() + &(0..rows).map(row).collect::<String>()
}

#[test]
fn results_are_the_same_to_the_byte_within_any_bound_that_holds_them() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("cases.csv"), many(20_000)).unwrap();
    for verb in [&["vectorize"][..], &["run", "-k", "3"]] {
        let into = |output: &str, memory: &[&str]| {
            let arguments = [verb, &["cases.csv", "--force", "-o", output], memory].concat();
            let (code, said) = outcome(folder.path(), &arguments);
            assert!(code == Some(0) && !said.contains("--memory"), "{said}");
        };
        into("free", &[]);
        into("bound", &["--memory", "1GB"]);
        assert_same_run(&folder.path().join("free"), &folder.path().join("bound"));
    }
}

#[test]
fn what_does_not_fit_is_refused_before_it_begins() {
    let folder = tempfile::tempdir().unwrap();
    let objects: Vec<String> = (0..40_000)
        .map(|row| format!("{{\"id\": {row}, \"text\": \"{}\"}}", "word ".repeat(60)))
        .collect();
    fs::write(folder.path().join("cases.json"), format!("[{}]", objects.join(","))).unwrap();
    let tag = |memory| {
        outcome(folder.path(), &["tag", "cases.json", "-o", "out.csv", "--memory", memory])
    };
    for (memory, told) in [("1MB", "the program itself"), ("151MB", "cases.json")] {
        let (code, said) = tag(memory);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains(told) && said.contains("\n  try: allow more"), "{said}");
        assert!(!folder.path().join("out.csv").exists());
    }
    assert_eq!(tag("1GB").0, Some(0));
}

#[test]
fn clusters_of_fewer_terms_are_told_and_recorded_and_can_be_made_again() {
    let folder = tempfile::tempdir().unwrap();
    let cases = project("data/example/cases.csv");
    let run = ["run", cases.to_str().unwrap(), "--force", "-k", "4"];
    let little = [&run[..], &["--memory", "151800000", "-o", "little"]].concat();
    let (code, said) = outcome(folder.path(), &little);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("since `--memory` leaves no room for"), "{said}");
    let manifest = fs::read(folder.path().join("little/run.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).unwrap();
    let kept = manifest["chosen"]["vectorize.max-features"].as_u64().unwrap();
    assert!(kept >= 1_000);
    let settings = format!("[vectorize]\nmax-features = {kept}\n");
    fs::write(folder.path().join("caselens.toml"), settings).unwrap();
    let (code, said) = outcome(folder.path(), &[&run[..], &["-o", "much"]].concat());
    assert!(code == Some(0) && !said.contains("--memory"), "{said}");
    for table in ["clusters.csv", "cluster_terms.csv", "map.csv"] {
        let read = |run: &str| fs::read(folder.path().join(run).join(table)).unwrap();
        assert!(read("little") == read("much"), "{table}");
    }
}
