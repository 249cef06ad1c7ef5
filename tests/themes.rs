//! What `tag`, `kwic` and `explain` do, seen through the command line.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use std::fs;
use std::path::Path;

use common::{caselens, rows};
use serde_json::Value;
use tempfile::{TempDir, tempdir};

/// Four cases in two text columns, and a codebook that uses the match language.
fn here() -> TempDir {
    let folder = tempdir().unwrap();
    let cases = "id,title,summary,score\n\
        1,Trees for the valley,\"Residents plant trees where the river was, and count bats at night.\",7\n\
        2,Night bus,\"The bus runs at night; trees are out of its way. It has 40 seats.\",8\n\
        3,A tree survey,\"Trees were counted by a private company, which sells its tree survey.\",9\n\
        4,Silence,,1\n";
    fs::write(folder.path().join("cases.csv"), cases).unwrap();
    let codebook = "name = 'green'\n\
        [[theme]]\nid = 'trees'\nlabel = 'Trees'\ndefinition = 'Trees. Trees on paper are out.'\n\
        unless = ['=private NEAR/2 company']\n\
        [theme.terms]\nen = [\n\
        { match = 'tree', id = 'T1', weight = 0.7, unless = ['trees are out'], note = 'any tree' },\n\
        'plant trees', 'tree & river']\n\
        [[theme]]\nid = 'night'\nlabel = 'Night'\ndefinition = 'What happens at night. Sleep is out.'\n\
        parent = 'trees'\nmin_distinct = 2\n\
        [theme.terms]\nen = ['title:\"night bus\" | night', 'bat* | bus*', 're:/\\b\\d+ seats\\b/']\n";
    fs::write(folder.path().join("green.toml"), codebook).unwrap();
    folder
}

/// What the program says on standard output and standard error.
fn outcome(here: &Path, arguments: &[&str], code: i32) -> (String, String) {
    let output = caselens(here).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let (stdout, stderr) = (text(output.stdout), text(output.stderr));
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {stderr}");
    (stdout, stderr)
}

const TAG: [&str; 6] = ["tag", "cases.csv", "--codebook", "green.toml", "--text", "title"];

#[test]
fn one_table_shows_themes_scores_and_what_proves_them() {
    let folder = here();
    let arguments = [&TAG[..], &["--text", "summary", "-o", "out.csv"]].concat();
    outcome(folder.path(), &arguments, 0);
    let rows = rows(&folder.path().join("out.csv"));
    let of = |at: usize, column: &str| rows[at][column].clone();
    assert_eq!((of(0, "themes"), of(0, "scores")), ("trees|night".into(), "0.952|0.84".into()));
    // `plant trees` hides the `trees` within it, also from `tree & river`, of which `river` is left.
    assert_eq!(of(0, "evidence"), "Trees; plant trees; river|bats; night");
    assert_eq!([of(1, "themes"), of(2, "themes"), of(3, "themes")], ["night", "", ""]);
    assert_eq!([of(1, "evidence"), of(0, "input_score")], ["Night bus; bus; night; 40 seats", "7"]);
}

#[test]
fn long_has_a_row_for_every_theme_of_a_document() {
    let folder = here();
    let arguments = [&TAG[..], &["--text", "summary", "--long", "--format", "jsonl"]].concat();
    let (stdout, stderr) = outcome(folder.path(), &arguments, 0);
    let lines: Vec<Value> =
        stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |column: &str| lines.iter().map(|row| row[column].clone()).collect::<Vec<Value>>();
    assert_eq!(of("id"), ["1", "1", "2"]);
    assert_eq!(of("theme"), ["trees", "night", "night"]);
    assert_eq!(of("hits"), [3, 2, 4]);
    assert_eq!(of("evidence")[0], "Trees; plant trees; river");
    assert!(stderr.contains("2 cases have no theme and so no row"), "{stderr}");
    let folder_wanted = [&TAG[..], &["--long", "-o", "folder"]].concat();
    outcome(folder.path(), &folder_wanted, 2);
}

#[test]
fn a_column_that_is_no_text_is_warned_of() {
    let folder = here();
    let codebook = fs::read_to_string(folder.path().join("green.toml")).unwrap();
    let codebook = codebook.replace("title:", "body:");
    fs::write(folder.path().join("green.toml"), codebook).unwrap();
    let (_, stderr) = outcome(folder.path(), &TAG, 0);
    assert!(stderr.contains("looks in `body`"), "{stderr}");
}

#[test]
fn kwic_shows_every_match_with_its_place() {
    let folder = here();
    let kwic = |query: &str, more: &[&str]| {
        let columns = ["--text", "title", "--text", "summary", "--id", "id"];
        let arguments = [&["kwic", "cases.csv", query], &columns[..], more].concat();
        outcome(folder.path(), &arguments, 0)
    };
    let (stdout, stderr) = kwic("summary:(tree*) NEAR/3 river", &["--context", "2"]);
    assert_eq!(stdout, "1  summary:16  Residents plant [trees where the river] was, and\n");
    assert!(stderr.contains("1 match in 1 of 4 cases"), "{stderr}");
    let (stdout, _) = kwic("tree", &["--format", "csv", "--context", "5c"]);
    let mut table = csv::Reader::from_reader(stdout.as_bytes());
    let lines: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    assert_eq!(lines.len(), 6);
    let first: Vec<&str> = lines[0].iter().collect();
    assert_eq!(first, ["1", "title", "0", "5", "", "Trees", " for "]);
    let (stdout, _) = kwic("nothing", &["--format", "csv"]);
    assert_eq!(stdout, "id,field,start,end,left,match,right\n");
    let (_, stderr) = kwic("nope:\"tree\"", &[]);
    assert!(stderr.contains("the expression looks in `nope`"), "{stderr}");
    assert!(!stderr.contains("codebook"), "{stderr}");
    let (_, stderr) = outcome(folder.path(), &["kwic", "cases.csv", "re:/foo/x"], 4);
    assert!(stderr.contains("only `i`"), "{stderr}");
    let (_, stderr) = outcome(folder.path(), &["kwic", "cases.csv", "tree & (bat"], 4);
    assert!(stderr.contains("column 8: this bracket is never closed\n"), "{stderr}");
    assert!(stderr.contains("\n  1 | tree & (bat\n    |        ^\n"), "{stderr}");
}

#[test]
fn explain_tells_what_counts_and_what_cancels() {
    let folder = here();
    let arguments = [&TAG[..], &["--text", "summary", "-o", "run"]].concat();
    outcome(folder.path(), &arguments, 0);
    let explain = |id: &str, form: &str| {
        outcome(folder.path(), &["explain", "run", id, "--format", form], 0).0
    };
    let text = explain("1", "text");
    assert!(text.contains("trees (Trees): given\n  score 0.952, needed 0.5: enough\n"), "{text}");
    assert!(text.contains("summary 16-21 \"trees\" - within the longer `plant trees`"), "{text}");
    let text = explain("2", "text");
    assert!(text.contains("- cancelled by unless `trees are out`: summary 23-36"), "{text}");
    let text = explain("3", "text");
    assert!(text.contains("trees (Trees): not given\n  score 0."), "{text}");
    assert!(
        text.contains("  cancelled by unless `=private NEAR/2 company`: summary 24-39"),
        "{text}"
    );
    assert!(text.contains("nothing was found of 1 theme: night"), "{text}");
    let json: Value = serde_json::from_str(&explain("2", "json")).unwrap();
    assert_eq!(json["as_in_run"], true);
    let night = &json["themes"][0];
    assert_eq!(
        (&night["theme"], &night["distinct"], &night["tag"]),
        (&"night".into(), &3.into(), &true.into())
    );
    let trees = &json["themes"][1]["entries"][0];
    assert_eq!((&trees["entry"], &trees["hits"]), (&"T1".into(), &0.into()));
    assert_eq!(trees["occurrences"][0]["cancelled_by"]["unless"], "trees are out");
    let (_, stderr) = outcome(folder.path(), &["explain", "run", "99"], 3);
    assert!(stderr.contains("no case with the id `99`"), "{stderr}");
    outcome(folder.path(), &["explain", "cases.csv", "1"], 3);
}

#[test]
fn a_codebook_that_cannot_be_used_is_refused_with_line_column_and_caret() {
    let folder = here();
    let refused = |terms: &str, more: &str, expected: &[&str]| {
        let codebook = format!(
            "name = 'x'\n[[theme]]\nid = 'a'\nlabel = 'A'\ndefinition = 'D'\n{more}\n\
             terms.en = [{terms}]\n"
        );
        fs::write(folder.path().join("green.toml"), codebook).unwrap();
        let (_, stderr) = outcome(folder.path(), &TAG, 4);
        for text in expected {
            assert!(stderr.contains(text), "{stderr}");
        }
    };
    let explodes = r"'re:/(\w{1,400}){1,400}/'";
    refused(explodes, "", &["green.toml, line 7, column 14", "too much memory", "^"]);
    refused("'*'", "", &["line 7, column 14", "matches everything"]);
    refused("\"\\\"a b\\\" & *\"", "", &["line 7, column 24", "matches everything"]);
    refused("'a'", "parent = 'a'", &["line 6, column 10", "above itself"]);
    refused("'a'", "parent = 'b'", &["unknown parent `b`"]);
    refused("'a'", "terms.xx = ['a']", &["line 6, column 7", "unknown language `xx`"]);
    refused("'a'", "min_distinct = 0", &["out of range"]);
    refused("'a', { match = 'b', id = 'a' }", "", &["also has the id `a`"]);
    refused(&"'re:/a+b/', ".repeat(2), "", &["already stands on line 7"]);
}

#[test]
fn a_text_of_a_million_words_and_an_empty_one_are_tagged() {
    let folder = here();
    let text = "plant trees at night by the bus ".repeat(150_000);
    let cases = format!("id,title,summary\n1,t,{text}\n2,,\n");
    fs::write(folder.path().join("cases.csv"), cases).unwrap();
    let arguments = [&TAG[..], &["--text", "summary", "-o", "out.csv"]].concat();
    outcome(folder.path(), &arguments, 0);
    let rows = rows(&folder.path().join("out.csv"));
    assert_eq!((&*rows[0]["themes"], &*rows[1]["themes"]), ("trees|night", ""));
}
