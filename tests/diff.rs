//! Two runs compared: every planted change is told with its cause, and nothing else.

mod common;

use std::fs;
use std::path::Path;

use common::caselens;
use serde_json::Value;

const CODEBOOK: &str = r#"
name = "town"
[[theme]]
id = "trees"
label = "Trees"
definition = "Trees and their care."
[theme.terms]
en = ["tree", "orchard", { match = "river", weight = 0.4 }, { match = "shade", weight = 0.4 }]
[[theme]]
id = "night"
label = "Night"
definition = "What happens at night."
[theme.terms]
en = ["night bus", { match = "lamp", weight = 0.5 }]
[[theme]]
id = "repair"
label = "Repair"
definition = "Mending things."
[theme.terms]
en = ["repair", "mend"]
[[theme]]
id = "food"
label = "Food"
definition = "Food and cooking."
[theme.terms]
en = ["canteen", "bake"]
"#;

/// Ids and texts; each is for one kind of change.
const CASES: [(&str, &str); 10] = [
    ("stays", "The town plants a tree at every school and people water them."),
    ("edited", "The orchard of the school gives apples to all who come by."),
    ("added-entry", "Children fly kites on the meadow behind the old mill."),
    ("removed-entry", "People mend coats in the old mill on Saturdays."),
    ("weight", "A lamp stands before the old mill and people like it."),
    ("unless", "They bake bricks from clay near the old mill again."),
    ("two-entries", "In the shade of the old mill the river is cool."),
    ("both", "The mill gives shade to all who sit there."),
    ("threshold", "People like the river behind the mill a lot."),
    ("gone", "The repair café opens on Saturdays for all who come."),
];

fn said(folder: &Path, args: &[&str], code: i32) -> String {
    let output = caselens(folder).args(args).output().expect("the program runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{said}{errors}");
    if code == 0 { said } else { said + &errors }
}

fn run(folder: &Path, name: &str, cases: &[(&str, &str)], codebook: &str, more: &[&str]) {
    let table: String = cases.iter().map(|(id, text)| format!("{id},\"{text}\"\n")).collect();
    fs::write(folder.join(format!("{name}.csv")), format!("id,text\n{table}")).expect("a file");
    fs::write(folder.join("town.toml"), codebook).expect("a file");
    let file = format!("{name}.csv");
    let tag =
        ["tag", &file, "--text", "text", "--codebook", "town.toml", "-o", name, "--language", "en"];
    said(folder, &[&tag[..], more].concat(), 0);
}

fn diff(folder: &Path) -> Value {
    serde_json::from_str(&said(folder, &["diff", "a", "b", "--format", "json"], 0)).expect("JSON")
}

/// Each tag that came or went: case, theme, whether it came, and the causes.
fn changes(diff: &Value) -> Vec<(String, String, bool, String)> {
    let rows = diff["tags"].as_array().expect("rows");
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let change = |row: &Value| {
        let gained = row["gained"].as_bool().expect("a truth");
        (text(&row["id"]), text(&row["theme"]), gained, row["causes"].to_string())
    };
    let mut changes: Vec<_> = rows.iter().map(change).collect();
    changes.sort();
    changes
}

#[test]
fn every_planted_change_has_its_cause_alone_and_all_together() {
    let here = tempfile::tempdir().expect("a folder");
    let folder = here.path();
    run(folder, "a", &CASES, CODEBOOK, &[]);
    let edit = |codebook: &str, what: &str| match what {
        "added-entry" => codebook.replace("\"orchard\"", "\"orchard\", \"kite\""),
        "removed-entry" => codebook.replace("\"repair\", \"mend\"", "\"repair\""),
        "weight" => {
            codebook.replace("match = \"lamp\", weight = 0.5", "match = \"lamp\", weight = 0.2")
        }
        "unless" => {
            codebook.replace("\"bake\"", "{ match = \"bake\", unless = [\"bake bricks\"] }")
        }
        "threshold" => codebook.replace(
            "definition = \"Trees and their care.\"",
            "definition = \"Trees and their care.\"\nmin_score = 0.35",
        ),
        _ => codebook.to_owned(),
    };
    let expected = |what: &str| match what {
        "added-entry" => vec![("added-entry", "trees", true, "entry `kite` (en) added")],
        "removed-entry" => vec![("removed-entry", "repair", false, "entry `mend` (en) removed")],
        "weight" => {
            vec![("weight", "night", false, "entry `lamp` (en): weight 0.2 instead of 0.5")]
        }
        "unless" => vec![("unless", "food", false, "entry `bake` (en): another `unless`")],
        "threshold" => vec![
            ("both", "trees", true, "min_score 0.35 instead of 0.5"),
            ("threshold", "trees", true, "min_score 0.35 instead of 0.5"),
        ],
        "edited" => vec![("edited", "trees", false, "\"cause\":\"text\"")],
        _ => Vec::new(),
    };
    let kinds = ["added-entry", "removed-entry", "weight", "unless", "threshold", "edited"];
    let edited: Vec<(&str, &str)> = CASES
        .iter()
        .map(|&(id, text)| {
            if id == "edited" {
                (id, "The meadow of the school is open to all.")
            } else {
                (id, text)
            }
        })
        .collect();
    let alone = kinds.iter().map(|&kind| vec![kind]);
    for together in alone.chain([kinds.to_vec()]) {
        let codebook =
            together.iter().fold(CODEBOOK.to_owned(), |codebook, what| edit(&codebook, what));
        let cases = if together.contains(&"edited") { &edited[..] } else { &CASES[..] };
        run(folder, "b", cases, &codebook, &["--force"]);
        let found = changes(&diff(folder));
        let mut wanted: Vec<_> = together.iter().flat_map(|what| expected(what)).collect();
        wanted.sort_unstable();
        let names: Vec<_> = found.iter().map(|it| (it.0.as_str(), it.1.as_str(), it.2)).collect();
        let wanted_names: Vec<_> = wanted.iter().map(|it| (it.0, it.1, it.2)).collect();
        assert_eq!(names, wanted_names, "{together:?}");
        for (found, wanted) in found.iter().zip(&wanted) {
            assert!(found.3.contains(wanted.3), "{found:?} {wanted:?}");
            // Nothing is blamed that did nothing.
            assert_eq!(
                found.3.matches(" added").count() + found.3.matches(" removed").count(),
                usize::from(wanted.3.ends_with("ed")),
                "{found:?}"
            );
        }
    }
}

#[test]
fn changes_that_only_matter_together_are_told_together() {
    let here = tempfile::tempdir().expect("a folder");
    let folder = here.path();
    run(folder, "a", &CASES, CODEBOOK, &[]);
    // The text alone and the codebook alone leave the case without the theme.
    let codebook =
        CODEBOOK.replace("\"orchard\"", "\"orchard\", { match = \"hedge\", weight = 0.4 }");
    let cases: Vec<(&str, &str)> = CASES
        .iter()
        .map(|&(id, text)| match id {
            "both" => (id, "The mill gives shade to all, and so does the hedge."),
            _ => (id, text),
        })
        .collect();
    run(folder, "b", &cases, &codebook, &["--force"]);
    let found = changes(&diff(folder));
    let [(id, theme, true, causes)] = &found[..] else { panic!("{found:?}") };
    assert_eq!((id.as_str(), theme.as_str()), ("both", "trees"));
    assert!(causes.contains("together") && causes.contains("\"cause\":\"text\""), "{causes}");
    assert!(causes.contains("entry `hedge` (en) added"), "{causes}");
}

#[test]
fn cases_settings_and_tables_that_were_changed_are_told() {
    let here = tempfile::tempdir().expect("a folder");
    let folder = here.path();
    run(folder, "a", &CASES, CODEBOOK, &[]);
    let mut cases = CASES[..9].to_vec();
    cases.push(("new", "A night bus now runs on Sundays as well."));
    run(folder, "b", &cases, CODEBOOK, &["--force"]);
    let found = diff(folder);
    assert_eq!(found["added"], serde_json::json!(["new"]));
    assert_eq!(found["removed"], serde_json::json!(["gone"]));
    assert_eq!(found["tags"], serde_json::json!([]));
    // What a table says and the program does not find is not blamed on anything else.
    let documents = folder.join("b/documents.csv");
    let text = fs::read_to_string(&documents).expect("a table");
    let line = text.lines().find(|line| line.starts_with("stays,")).expect("a case");
    let altered = line.replace(",trees,", ",trees|night,");
    assert_ne!(line, altered);
    fs::write(&documents, text.replace(line, &altered)).expect("a table");
    let found = changes(&diff(folder));
    let [(.., causes)] = &found[..] else { panic!("{found:?}") };
    assert!(causes.contains("\"cause\":\"program\""), "{causes}");
}

#[test]
fn a_bound_that_is_not_kept_ends_with_code_5() {
    let here = tempfile::tempdir().expect("a folder");
    let folder = here.path();
    run(folder, "a", &CASES, CODEBOOK, &[]);
    run(folder, "b", &CASES[..9], &CODEBOOK.replace("\"orchard\"", "\"orchard\", \"kite\""), &[]);
    let kept = said(folder, &["diff", "a", "b", "--fail-on", "tags>50%,cases>1"], 0);
    assert!(
        kept.contains("entry `kite` (en) added") && kept.contains("1 case removed: gone"),
        "{kept}"
    );
    let broken = said(folder, &["diff", "a", "b", "--fail-on", "tags>0"], 5);
    assert!(broken.contains("tags ≤ 0 was asked for, and it is 1"), "{broken}");
    said(folder, &["diff", "a", "b", "--fail-on", "words>0"], 2);
    said(folder, &["diff", "a", "nowhere"], 3);
    let markdown = said(folder, &["diff", "a", "b", "--format", "md"], 0);
    assert!(
        markdown.contains("| trees | gained | 1 | codebook: entry \\`kite\\` (en) added |"),
        "{markdown}"
    );
}

#[test]
fn a_run_beside_itself_is_no_different_and_clusters_are_kept() {
    let here = tempfile::tempdir().expect("a folder");
    let folder = here.path();
    let cases = common::project("data/example/cases.csv").display().to_string();
    for name in ["a", "b"] {
        said(folder, &["run", &cases, "-o", name, "-k", "6", "--report", "md"], 0);
    }
    let found = diff(folder);
    assert_eq!(found["tags"], serde_json::json!([]));
    assert_eq!(found["settings"], serde_json::json!([]));
    let clusters = found["clusters"].as_array().expect("clusters");
    assert_eq!(clusters.len(), 6);
    assert!(clusters.iter().all(|it| it["fate"] == "kept" && it["overlap"] == 1.0), "{clusters:?}");
}
