//! What the owner of a codebook does with it, through the command line.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use common::{caselens, project, rows};
use tempfile::{TempDir, tempdir};

/// Two themes; `ride` misleads, `ferry` is too weak.
const CODEBOOK: &str = "\
# How people move. Kept by hand.
name = \"moving\"
version = \"3\"

[[theme]]
id = \"water\"
label = \"On the water\"
definition = \"Getting about by boat. Fishing is out.\"
min_score = 0.5 # agreed in May

[theme.examples]
match = [\"A ferry and a canal boat.\"]
not = [\"A meadow.\"]

[theme.terms]
en = [
  \"canal boat\",
  { match = \"ferry\", weight = 0.3, note = \"also a name\" }, # weak
  \"ride\",
]
fr = [\"bateau\"]

[[theme]]
id = \"rail\"
label = \"On rails\"
definition = \"Trams and trains.\"
parent = \"water\"

[theme.terms]
en = [\"tram\", \"=TGV\", { match = \"train & station\", weight = 0.4 }]
";

fn folder() -> TempDir {
    let folder = tempdir().unwrap();
    fs::write(folder.path().join("moving.toml"), CODEBOOK).unwrap();
    fs::write(folder.path().join("cases.csv"), cases()).unwrap();
    folder
}

/// Ninety invented cases in three kinds, with what a reader would say of them: on the water (every one
/// names the ferry, half of them a boat and half of those a landing stage), on horses (which are a ride), and
/// in gardens.
fn cases() -> String {
    let towns = ["Arlow", "Bremmel", "Corvin", "Dunmere", "Elstad", "Farrow"];
    let mut csv = "id,text,labels,sector\n".to_owned();
    for number in 0..90_usize {
        let town = towns[number % towns.len()];
        let season = ["spring", "summer", "autumn", "winter", "June"][number % 5];
        let (text, label) = match number % 3 {
            0 => {
                let more = match number % 4 {
                    0 => "A canal boat waits at the landing stage for those who are late.",
                    1 => "It calls at the landing stage every hour.",
                    2 => "The captain sells tickets on board.",
                    _ => "Pupils paint the cabins with the captain.",
                };
                (
                    format!("In {season} the ferry of {town} crosses the lake before dawn. {more}"),
                    "water",
                )
            }
            1 => (
                format!(
                    "The stable near {town} offers a ride over the hills in {season} to everyone \
                         who helps with the horses."
                ),
                "",
            ),
            _ => (
                format!(
                    "Neighbours in {town} share a community garden, plant beans in {season} and \
                         keep seeds in a seed library."
                ),
                "",
            ),
        };
        // Writing to a string cannot fail.
        let _ = writeln!(csv, "case-{number:02},{},{label},{}", quoted(&text), number % 7);
    }
    csv
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

/// Runs `caselens codebook`, expects that exit code and gives standard output and standard error.
fn codebook(folder: &Path, arguments: &[&str], code: i32) -> (String, String) {
    let output = caselens(folder).arg("codebook").args(arguments).output().unwrap();
    let stdout = String::from_utf8(output.stdout).unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}\n{stdout}\n{stderr}");
    (stdout, stderr)
}

fn json(text: &str) -> Vec<serde_json::Value> {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error} in {text}"))
}

#[test]
fn show_prints_a_codebook_to_be_read_or_as_it_is() {
    let folder = folder();
    let (text, _) = codebook(folder.path(), &["show", "moving.toml"], 0);
    for part in [
        "moving 3\n",
        "2 themes; entries: en 6, fr 1",
        "water: On the water (from 0.5)",
        "  en 0.6   canal boat, ride\n     0.3   ferry (also a name)\n  fr 0.6   bateau\n",
        "  part of water\n",
        "train & station",
        "  yes: A ferry and a canal boat.",
    ] {
        assert!(text.contains(part), "`{part}` is not in {text}");
    }
    let (source, _) = codebook(folder.path(), &["show", "moving.toml", "--format", "toml"], 0);
    assert_eq!(source, CODEBOOK);
    for name in ["public-sector", "sdg"] {
        let (source, _) = codebook(folder.path(), &["show", name, "--format", "toml"], 0);
        let file = project(&format!("data/codebooks/{name}.toml"));
        assert!(source == fs::read_to_string(file).unwrap(), "{name} is another file");
    }
}

#[test]
fn show_counts_what_entries_do_in_a_corpus() {
    let folder = folder();
    let arguments = ["show", "moving.toml", "--stats", "cases.csv", "--text", "text"];
    let (text, _) = codebook(folder.path(), &arguments, 0);
    assert!(text.contains("How far themes overlap"), "{text}");
    let with_format = [&arguments[..], &["--format", "json"]].concat();
    let entries = json(&codebook(folder.path(), &with_format, 0).0);
    let of = |name: &str| entries.iter().find(|entry| entry["entry"] == name).unwrap();
    assert_eq!((&of("ferry")["documents"], &of("ferry")["alone"]), (&30.into(), &22.into()));
    assert_eq!(
        (&of("canal boat")["documents"], &of("canal boat")["alone"]),
        (&8.into(), &0.into())
    );
    assert_eq!(of("ride")["share"], 0.333333);
    assert_eq!(of("bateau")["documents"], 0);
    let (_, error) = codebook(folder.path(), &["show", "moving.toml", "--format", "csv"], 2);
    assert!(error.contains("--stats INPUT"), "{error}");
}

#[test]
fn lint_names_place_and_remedy_and_fails_when_asked_to() {
    let folder = folder();
    let (clean, told) = codebook(folder.path(), &["lint", "moving.toml", "--strict"], 0);
    assert_eq!(clean, "");
    assert!(told.contains("nothing found"), "{told}");
    let spoilt = CODEBOOK.replace("\"tram\",", "\"tram\", \"trams\", \"ai\",");
    fs::write(folder.path().join("spoilt.toml"), spoilt).unwrap();
    let (text, _) = codebook(folder.path(), &["lint", "spoilt.toml"], 0);
    assert!(text.contains("spoilt.toml:30:15: dead: rail: `trams` never counts"), "{text}");
    assert!(text.contains("spoilt.toml:30:24: ambiguous: rail: `ai`"), "{text}");
    assert_eq!(text.matches("\n  try: ").count(), 2, "{text}");
    let (text, error) =
        codebook(folder.path(), &["lint", "spoilt.toml", "--strict", "--format", "json"], 5);
    let defects = json(&text);
    assert_eq!((&defects[0]["line"], &defects[0]["kind"]), (&30.into(), &"dead".into()));
    assert!(error.contains("2 defects found"), "{error}");
    fs::write(folder.path().join("broken.toml"), CODEBOOK.replace("\"tram\"", "\"(tram\""))
        .unwrap();
    let (_, error) = codebook(folder.path(), &["lint", "broken.toml"], 4);
    assert!(error.contains("broken.toml, line 30, column"), "{error}");
}

#[test]
fn lint_asks_a_corpus_too() {
    let folder = folder();
    let arguments = ["lint", "moving.toml", "--input", "cases.csv", "--format", "json"];
    let defects = json(&codebook(folder.path(), &arguments, 0).0);
    let kinds: Vec<_> = defects
        .iter()
        .map(|defect| (defect["entry"].as_str().unwrap(), defect["kind"].as_str().unwrap()))
        .collect();
    let expected = [
        ("ferry", "common"),
        ("ride", "common"),
        ("bateau", "unused"),
        ("tram", "unused"),
        ("=TGV", "unused"),
        ("train & station", "unused"),
    ];
    assert_eq!(kinds, expected);
}

#[test]
fn the_bundled_codebooks_have_no_defect() {
    let folder = tempdir().unwrap();
    for name in ["public-sector", "sdg"] {
        assert_eq!(codebook(folder.path(), &["lint", name, "--strict"], 0).0, "");
    }
}

#[test]
fn suggest_finds_what_labelled_cases_have_in_common_and_no_entry_covers() {
    let folder = folder();
    let theme = ["suggest", "cases.csv", "--codebook", "moving.toml", "--theme", "water"];
    let labelled = [&theme[..], &["--text", "text", "--labels", "labels"]].concat();
    let found =
        json(&codebook(folder.path(), &[&labelled[..], &["--format", "json"]].concat(), 0).0);
    let entry = |name: &str| found.iter().find(|it| it["entry"] == name);
    let stage = entry("landing stage").expect("a phrase of half of the cases");
    assert_eq!((&stage["inside"], &stage["outside"]), (&15.into(), &0.into()));
    assert_eq!((&stage["held_out"], &stage["precision"]), (&15.into(), &1.0.into()));
    // Wilson: 15 of 15.
    assert!((stage["precision_low"].as_f64().unwrap() - 0.796).abs() < 0.001, "{stage}");
    assert!(stage["line_1"].as_str().unwrap().contains("[landing stage]"), "{stage}");
    assert!(!stage["line_3"].as_str().unwrap().is_empty());
    for covered in ["ferry", "canal boat", "ride", "landing", "stable"] {
        assert!(entry(covered).is_none(), "{covered} in {found:?}");
    }
    let (text, told) = codebook(folder.path(), &labelled, 0);
    assert!(text.contains("landing stage"), "{text}");
    assert!(told.contains("water: 30 cases beside 60 others"), "{told}");
    let (toml, _) = codebook(folder.path(), &[&labelled[..], &["--toml"]].concat(), 0);
    assert!(toml.starts_with("en = [\n"), "{toml}");
    let pasted = CODEBOOK.replace("fr = [\"bateau\"]", &toml.replace("en =", "de ="));
    fs::write(folder.path().join("pasted.toml"), pasted).unwrap();
    codebook(folder.path(), &["show", "pasted.toml"], 0);
    let (_, error) = codebook(folder.path(), &[&theme[..5], &["wather"]].concat(), 2);
    assert!(error.contains("use one of water, rail"), "{error}");
    let no_themes = [&theme[..], &["--text", "text", "--labels", "text"]].concat();
    let (_, error) = codebook(folder.path(), &no_themes, 4);
    assert!(error.contains("no case has a label that stands for a theme"), "{error}");
}

#[test]
fn suggest_takes_tagged_cases_where_there_are_no_labels() {
    let folder = folder();
    let book = CODEBOOK
        .replace("{ match = \"ferry\", weight = 0.3, note = \"also a name\" }", "\"ferry\"");
    fs::write(folder.path().join("moving.toml"), book.replace("  \"ride\",\n", "")).unwrap();
    let arguments = [
        "suggest",
        "cases.csv",
        "--codebook",
        "moving.toml",
        "--theme",
        "water",
        "--format",
        "csv",
    ];
    let (csv, told) = codebook(folder.path(), &arguments, 0);
    assert!(told.contains("water: 30 cases beside 60 others"), "{told}");
    assert!(csv.lines().any(|line| line.starts_with("landing stage,en,15,0,")), "{csv}");
}

#[test]
fn suggest_names_groups_of_cases_that_no_theme_covers() {
    let folder = folder();
    let arguments =
        ["suggest", "cases.csv", "--codebook", "moving.toml", "--text", "text", "--gaps"];
    let (text, told) = codebook(folder.path(), &arguments, 0);
    // The weak ferry leaves most cases on the water without a theme.
    assert!(told.contains("52 cases have no theme"), "{told}");
    let garden =
        text.lines().find(|line| line.contains("30 cases")).unwrap_or_else(|| panic!("{text}"));
    assert!(garden.contains("garden") || garden.contains("seed"), "{garden}");
    let (toml, _) = codebook(folder.path(), &[&arguments[..], &["--toml"]].concat(), 0);
    fs::write(folder.path().join("more.toml"), format!("{CODEBOOK}\n{toml}")).unwrap();
    let (shown, _) = codebook(folder.path(), &["show", "more.toml"], 0);
    assert!(shown.contains("seed library") || shown.contains("community garden"), "{shown}");
}

#[test]
fn a_codebook_goes_through_a_table_and_back_and_tags_the_same() {
    let folder = folder();
    for table in ["table.csv", "table.xlsx"] {
        let (_, told) = codebook(folder.path(), &["convert", "moving.toml", table], 0);
        assert!(told.starts_with("not taken over: comments (1)"), "{told}");
        codebook(folder.path(), &["convert", table, "back.toml", "--force"], 0);
        let tagged = |book: &str| {
            let mut command = caselens(folder.path());
            command.args(["tag", "cases.csv", "--codebook", book]);
            command.output().unwrap().stdout
        };
        assert!(tagged("back.toml") == tagged("moving.toml"), "{table}");
        let shown = |book: &str| codebook(folder.path(), &["show", book], 0).0;
        assert_eq!(shown("back.toml"), shown("moving.toml"));
    }
    let (_, error) = codebook(folder.path(), &["convert", "moving.toml", "table.csv"], 1);
    assert!(error.contains("--force") && !error.contains("--output"), "{error}");
    let onto_itself = ["convert", "moving.toml", "./moving.toml", "--force"];
    let (_, error) = codebook(folder.path(), &onto_itself, 2);
    assert!(error.contains("name another file as OUT"), "{error}");
    assert_eq!(fs::read_to_string(folder.path().join("moving.toml")).unwrap(), CODEBOOK);
    let (_, error) = codebook(folder.path(), &["lint", "table.csv"], 4);
    assert!(error.contains("`caselens codebook convert table.csv table.toml`"), "{error}");
}

#[test]
fn convert_says_what_a_format_cannot_hold() {
    let folder = folder();
    for (file, begins, lost) in [
        ("d.yml", "---\nwater:\n  en:\n    - canal boat\n", "weights (2)"),
        (
            "d.dic",
            "%\n1\twater (On the water)\n2\trail (On rails)\n%\ncanal boat\t1\n",
            "parents of themes (1)",
        ),
        ("d.qdc", "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<CodeBook ", "entries (7)"),
    ] {
        let (_, told) = codebook(folder.path(), &["convert", "moving.toml", file], 0);
        assert!(told.contains(lost), "{told}");
        let written = fs::read_to_string(folder.path().join(file)).unwrap();
        assert!(written.starts_with(begins), "{written}");
        codebook(folder.path(), &["convert", file, "back.toml", "--force"], 0);
        codebook(folder.path(), &["show", "back.toml"], 0);
    }
    let (stdout, _) = codebook(folder.path(), &["convert", "sdg", "-", "--to", "quanteda"], 0);
    assert!(stdout.starts_with("---\nsdg-01:\n"), "{}", &stdout[..80]);
    let (_, error) = codebook(folder.path(), &["convert", "moving.toml", "x.odt"], 2);
    assert!(error.contains("`--to`"), "{error}");
}

#[test]
fn fit_mends_numbers_that_mislead_and_leaves_everything_else() {
    let folder = folder();
    let fit = |input: &str, output: &str, more: &[&str]| {
        let arguments = [
            &["fit", input, "--codebook", "moving.toml", "--text", "text", "--labels", "labels"][..],
            &["-o", output, "--format", "json"],
            more,
        ];
        codebook(folder.path(), &arguments.concat(), 0).0
    };
    let figures = json(&fit("cases.csv", "fitted.toml", &["--threads", "1"]));
    let water = &figures[0];
    assert_eq!((&water["cases"], &water["positives"]), (&90.into(), &30.into()));
    assert!(water["f1_before"].as_f64().unwrap() < 0.4, "{water}");
    assert_eq!(water["f1_after"], 1.0, "held out: {water}");
    assert_eq!(figures[2]["theme"], "mean");
    let fitted = fs::read_to_string(folder.path().join("fitted.toml")).unwrap();
    for kept in [
        "# How people move. Kept by hand.\n",
        "# agreed in May",
        "note = \"also a name\" }, # weak",
    ] {
        assert!(fitted.contains(kept), "`{kept}` is not in {fitted}");
    }
    let weighed = regex::Regex::new(r#"\{ match = ("[^"]*"), weight = [0-9.]+ \}"#).unwrap();
    let number = regex::Regex::new("[0-9.]+").unwrap();
    let without_numbers =
        |text: &str| number.replace_all(&weighed.replace_all(text, "$1"), "").into_owned();
    assert_eq!(without_numbers(&fitted), without_numbers(CODEBOOK));
    // Whatever the order of the rows and the number of threads.
    let all = cases();
    let (header, body) = all.split_once('\n').unwrap();
    let mut lines: Vec<&str> = body.lines().collect();
    lines.reverse();
    fs::write(folder.path().join("turned.csv"), format!("{header}\n{}\n", lines.join("\n")))
        .unwrap();
    fit("turned.csv", "turned.toml", &["--threads", "2", "--batch-size", "7"]);
    assert!(fs::read_to_string(folder.path().join("turned.toml")).unwrap() == fitted);
}

#[test]
fn fit_knows_which_themes_were_judged_and_what_labels_mean() {
    let folder = folder();
    // Only every second case was judged, for the water alone.
    let judged: String = cases()
        .lines()
        .enumerate()
        .map(|(number, line)| match number {
            0 => "id,text,labels,sector,judged\n".to_owned(),
            _ if number % 2 == 0 => format!("{line},7\n"),
            _ => format!("{},\n", line.replace(",water,", ",,")),
        })
        .collect();
    fs::write(folder.path().join("judged.csv"), judged.replace(",water,", ",Boats,")).unwrap();
    fs::write(folder.path().join("map.csv"), "label,theme\nBoats,water\n7,water\n").unwrap();
    let arguments = [
        "fit",
        "judged.csv",
        "--codebook",
        "moving.toml",
        "--text",
        "text",
        "--labels",
        "labels",
        "--judged",
        "judged",
        "--map",
        "map.csv",
        "--metric",
        "accuracy",
        "-o",
        "-",
    ];
    let (written, told) = codebook(folder.path(), &arguments, 0);
    assert!(written.starts_with("# How people move."), "{written}");
    let water = told.lines().find(|line| line.starts_with("water")).unwrap();
    assert_eq!(water.split_whitespace().nth(1), Some("45"), "{told}");
    let (_, error) = codebook(
        folder.path(),
        &["fit", "cases.csv", "--codebook", "moving.toml", "--labels", "label", "-o", "x.toml"],
        4,
    );
    assert!(error.contains("did you mean `labels`?"), "{error}");
}

#[test]
fn fit_leaves_a_codebook_alone_that_cannot_be_made_better() {
    let folder = folder();
    let book = "name = \"n\"\n[[theme]]\nid = \"water\"\nlabel = \"W\"\ndefinition = \"D\"\n\
                [theme.terms]\nen = [\"ferry\", \"lake\"]\n";
    fs::write(folder.path().join("good.toml"), book).unwrap();
    let arguments = [
        "fit",
        "cases.csv",
        "--codebook",
        "good.toml",
        "--text",
        "text",
        "--labels",
        "labels",
        "-o",
        "-",
    ];
    let (written, told) = codebook(folder.path(), &arguments, 0);
    assert_eq!(written, book);
    assert!(told.contains("as before for themes whose numbers did not change"), "{told}");
    assert_eq!(rows(&folder.path().join("cases.csv")).len(), 90);
}

#[test]
fn what_held_out_cases_refute_is_not_suggested() {
    let folder = tempdir().unwrap();
    let cases = project("data/example/cases.csv").display().to_string();
    for theme in ["health", "education"] {
        let arguments = ["suggest", &cases, "--labels", "themes", "--theme", theme];
        let arguments = [&arguments[..], &["--format", "json"]].concat();
        let found = json(&codebook(folder.path(), &arguments, 0).0);
        assert!(!found.is_empty(), "{theme}");
        for suggestion in found {
            assert_ne!(suggestion["precision"], 0.0, "{theme}: {suggestion}");
        }
    }
}

#[test]
fn fit_tells_no_other_figures_of_a_theme_whose_numbers_stay() {
    let folder = tempdir().unwrap();
    let cases = project("data/example/cases.csv").display().to_string();
    let arguments = ["fit", &cases, "--labels", "themes", "-o", "fitted.toml", "--format", "json"];
    let (figures, told) = codebook(folder.path(), &arguments, 0);
    assert!(told.contains("learnt numbers in held-out cases"), "{told}");
    let themes = json(&figures);
    let stays = |theme: &&serde_json::Value| {
        theme["weights_changed"] == 0 && theme["min_score_before"] == theme["min_score_after"]
    };
    let staying: Vec<_> = themes.iter().filter(|it| it["theme"] != "mean").filter(stays).collect();
    assert!(staying.len() > 5 && staying.len() < themes.len() - 1, "{}", staying.len());
    for theme in staying {
        for figure in ["precision", "recall", "f1", "accuracy"] {
            let of = |when: &str| &theme[format!("{figure}_{when}")];
            assert_eq!(of("before"), of("after"), "{theme}");
        }
    }
}
