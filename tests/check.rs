//! What `caselens check` tells of an input.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use std::fs;
use std::path::Path;

use common::caselens;
use serde_json::Value;
use tempfile::tempdir;

fn prose(seed: &str, words: usize) -> String {
    (0..words).map(|n| format!("{seed}{n}")).collect::<Vec<_>>().join(" ")
}

fn report(folder: &Path, arguments: &[&str]) -> Value {
    let arguments = [&["check", "-q", "--format", "json"], arguments].concat();
    let output = caselens(folder).args(&arguments).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The finding of that kind, if there is one.
fn finding<'r>(report: &'r Value, kind: &str) -> Option<&'r Value> {
    report["findings"].as_array().unwrap().iter().find(|finding| finding["kind"] == kind)
}

#[test]
fn a_sound_file_has_no_danger_and_passes_strictly() {
    let folder = tempdir().unwrap();
    let rows: String = (0..9).map(|n| format!("c{n},{}\n", prose(&format!("w{n}x"), 12))).collect();
    fs::write(folder.path().join("a.csv"), format!("id,text\n{rows}")).unwrap();
    let report = report(folder.path(), &["a.csv", "--strict"]);
    assert_eq!(report["findings"], Value::Array(Vec::new()));
    assert_eq!(report["totals"]["cases"], 9);
    assert_eq!(
        report["inputs"][0]["choice"],
        "text column `text` (guessed), id column `id` (guessed)"
    );
    let names: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(names.len(), 1, "nothing is written");
}

#[test]
fn each_trouble_is_found_with_its_place_and_remedy() {
    let folder = tempdir().unwrap();
    let notice = "This page was last changed by the editors of the site.";
    let mut rows: Vec<String> =
        (0..20).map(|n| format!("c{n},{}. {notice}", prose(&format!("w{n}x"), 30))).collect();
    // Two words of thirty differ: most runs of three words are common.
    rows.push(format!("near,{}", prose("w3x", 30).replace("w3x29", "other") + ". " + notice));
    rows.push(format!("same,{}. {notice}", prose("w5x", 30)));
    rows.push("c1,an id that another row has already".to_owned());
    rows.push("empty,".to_owned());
    rows.push("short,two words".to_owned());
    rows.push("garbled,le cafÃ© du quartier est ouvert Ã  tous".to_owned());
    rows.push("mail,please write to jane.doe@example.org and be heard".to_owned());
    rows.push("card,they paid with 4111 1111 1111 1111 at the desk".to_owned());
    rows.push("ragged,one,two".to_owned());
    fs::write(folder.path().join("a.csv"), format!("id,text\n{}\n", rows.join("\n"))).unwrap();
    let report = report(folder.path(), &["a.csv"]);
    for (kind, severity, count, place) in [
        ("id-repeated", "danger", 1, "a.csv, row 23"),
        ("row-malformed", "danger", 1, "a.csv, row 29"),
        ("text-empty", "danger", 1, "a.csv, row 24"),
        ("text-garbled", "danger", 1, "a.csv, row 26"),
        ("personal-data", "danger", 1, "a.csv, row 27: j***.***@*******.***"),
        ("text-short", "note", 1, "a.csv, row 25"),
        ("text-repeated", "note", 2, "c5, same"),
        ("text-near-duplicate", "note", 2, "c3, near"),
        ("boilerplate", "note", 22, "first in c0"),
    ] {
        let found = finding(&report, kind).unwrap_or_else(|| panic!("no {kind} in {report:#}"));
        assert_eq!(found["severity"], severity, "{kind}");
        assert_eq!(found["count"], count, "{kind}");
        assert_eq!(found["places"][0], place, "{kind}");
        assert!(!found["remedy"].as_str().unwrap().is_empty());
    }
    let text = report.to_string();
    assert!(!text.contains("jane.doe") && !text.contains("4111 1111"), "personal data is masked");
    let output = caselens(folder.path()).args(["check", "a.csv", "--strict"]).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("id-repeated") && said.contains("\n  try: "), "{said}");
    let shown = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(shown.contains("Dangers\n") && shown.contains("    at a.csv, row 23\n"), "{shown}");
}

#[test]
fn the_same_is_told_on_any_number_of_threads_and_in_any_batches() {
    let folder = tempdir().unwrap();
    let rows: String = (0..200)
        .map(|n| format!("c{n},{} {}\n", prose(&format!("w{}x", n % 90), 20), n / 180))
        .collect();
    fs::write(folder.path().join("a.csv"), format!("id,text\n{rows}")).unwrap();
    let one = report(folder.path(), &["a.csv", "--threads", "1"]);
    assert_eq!(report(folder.path(), &["a.csv", "--threads", "3", "--batch-size", "7"]), one);
    assert!(finding(&one, "text-near-duplicate").is_some());
}

#[test]
fn every_file_of_a_folder_has_its_own_columns_and_what_is_left_out_is_told() {
    let folder = tempdir().unwrap();
    let put = |name: &str, text: String| fs::write(folder.path().join(name), text).unwrap();
    put("a.csv", format!("case_id,description\n1,{}\n", prose("a", 12)));
    put("b.csv", format!("ref;antwort\n1;{}\n", prose("b", 12)));
    put("c.bin", "x".to_owned());
    put("d.csv", String::new());
    let report = report(folder.path(), &["."]);
    let text = |input: usize| report["inputs"][input]["text"][0].as_str().unwrap().to_owned();
    assert_eq!((text(0), text(1)), ("description".to_owned(), "antwort".to_owned()));
    assert_eq!(report["totals"]["empty"], 0, "the text of both is analysed");
    let skipped = report["findings"].as_array().unwrap().iter();
    assert_eq!(skipped.filter(|finding| finding["kind"] == "file-skipped").count(), 2);
    put("e.csv", "id,year\n1,2020\n".to_owned());
    let output = caselens(folder.path()).args(["check", "."]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(3));
    assert!(said.contains("e.csv: no column reads like text"), "{said}");
}

#[test]
fn an_encoding_that_was_guessed_is_told_and_can_be_named() {
    let folder = tempdir().unwrap();
    let text = b"id,text\n1,the caf\xe9 of the quarter is open to all of the people\n";
    fs::write(folder.path().join("a.csv"), text).unwrap();
    let guessed = report(folder.path(), &["a.csv"]);
    let found = finding(&guessed, "encoding-guessed").unwrap();
    assert!(found["message"].as_str().unwrap().contains("Latin-1"), "{found}");
    let named = report(folder.path(), &["a.csv", "--encoding", "latin1"]);
    assert!(finding(&named, "encoding-guessed").is_none());
    let output =
        caselens(folder.path()).args(["check", "a.csv", "--encoding", "x"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}
