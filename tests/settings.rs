//! Settings: the first file, what is in force, and where it comes from.

mod common;

use std::fs;
use std::path::Path;

use common::caselens;

const CASES: &str = "id,heading,body,country\n\
    a1,Tool library,The library of the quarter lends drills and saws to its neighbours for a week.,AT\n\
    a2,Night bus,The night bus now waits for the last train and takes students home to the villages.,FR\n\
    a3,Repair café,Volunteers repair lamps and bicycles with those who bring them on every Saturday.,AT\n\
    a4,Orchard,The school planted an orchard whose apples the canteen bakes into cakes for all.,DE\n";

fn said(folder: &Path, args: &[&str], environment: &[(&str, &str)], code: i32) -> String {
    let mut command = caselens(folder);
    let output = command.args(args).envs(environment.iter().copied()).output().expect("it runs");
    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert_eq!(output.status.code(), Some(code), "{said}");
    said
}

fn here() -> tempfile::TempDir {
    let here = tempfile::tempdir().expect("a folder");
    fs::write(here.path().join("cases.csv"), CASES).expect("a file");
    here
}

#[test]
fn init_writes_what_was_guessed_and_every_verb_goes_by_it() {
    let here = here();
    let printed = said(here.path(), &["init", "cases.csv", "--dry-run", "-q"], &[], 0);
    assert!(!here.path().join("caselens.toml").exists());
    said(here.path(), &["init", "cases.csv"], &[], 0);
    let written = fs::read_to_string(here.path().join("caselens.toml")).expect("a file");
    assert_eq!(written, printed);
    assert!(written.contains("id = \"id\"") && written.contains("# Kept and not read: "));
    let tagged = said(here.path(), &["tag", "cases.csv"], &[], 0);
    assert!(tagged.contains("(as named), id column `id` (as named)"), "{tagged}");
    said(here.path(), &["init", "cases.csv"], &[], 1);
    said(here.path(), &["init", "cases.csv", "--force"], &[], 0);
}

#[test]
fn config_show_says_where_each_setting_comes_from() {
    let here = here();
    fs::write(here.path().join("caselens.toml"), "seed = 4\n\n[cluster]\nk-max = 9\n")
        .expect("a file");
    let show = ["config", "show", "--origin", "-k", "5", "--text", "body"];
    let said_of = said(here.path(), &show, &[("CASELENS_REDUCE", "lsa")], 0);
    let origin = |key: &str| {
        let line = said_of.lines().find(|line| line.trim_start_matches("# ").starts_with(key));
        line.and_then(|line| line.rsplit_once("# ")).unwrap_or_else(|| panic!("{said_of}")).1
    };
    assert_eq!(origin("seed = 4"), "caselens.toml, line 1");
    assert_eq!(origin("cluster.k-max = 9"), "caselens.toml, line 4");
    assert_eq!(origin("cluster.k = 5"), "-k");
    assert_eq!(origin("corpus.text = [\"body\"]"), "--text");
    assert_eq!(origin("reduce.method = \"lsa\""), "environment, CASELENS_REDUCE");
    assert_eq!(origin("sample-size = 50000"), "default");
    assert_eq!(origin("corpus.id is not set"), "default");
    assert_eq!(origin("report.lang = \"en\""), "default");
}

#[test]
fn what_config_shows_is_a_settings_file_that_says_the_same() {
    let here = here();
    let first = said(here.path(), &["config", "show", "-k", "3", "--language", "en"], &[], 0);
    fs::write(here.path().join("all.toml"), &first).expect("a file");
    let second = said(here.path(), &["config", "show", "-c", "all.toml"], &[], 0);
    assert_eq!(first, second);
    let json = said(here.path(), &["config", "show", "-c", "all.toml", "--format", "json"], &[], 0);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let rows = json.as_array().expect("rows");
    let k = rows.iter().find(|row| row["key"] == "cluster.k").expect("a setting");
    assert_eq!(k["value"], 3);
    assert!(k["origin"].as_str().is_some_and(|origin| origin.starts_with("all.toml, line ")));
}

#[test]
fn a_misspelt_key_is_told_with_its_line_and_the_one_that_was_meant() {
    let here = here();
    fs::write(here.path().join("caselens.toml"), "[cluster]\nkmax = 9\n").expect("a file");
    let refused = said(here.path(), &["tag", "cases.csv"], &[], 4);
    assert!(refused.contains("caselens.toml, line 2"), "{refused}");
    assert!(refused.contains("did you mean `k-max`?"), "{refused}");
}
