//! Each verb and each exit code, standard output and standard error apart.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may fail and tell")]

mod common;

use std::fs;
use std::path::Path;

use common::{assert_evidence_slices_back, caselens, project, rows};
use tempfile::{TempDir, tempdir};

const CASES: &str = "\
id,title,text,country
a,Rooftop gardens,\"Residents of the harbour district voted in a participatory budgeting round on rooftop gardens, and the city council paid for the twelve that came out first.\",Chile
b,Night buses,\"A machine learning model predicts how full the night buses will be, so that the transport authority can send a longer bus before people are left at the stop.\",Norway
c,Quiet rooms,\"Pupils with anxiety or depression can see a counsellor for their mental health in a quiet room at school, without waiting for a referral.\",Kenya
d,Welding school,\"Unemployed steel workers learn to weld wind turbine towers, and nine in ten found a job within half a year of the training.\",Poland
";

fn folder_with(name: &str, content: impl AsRef<[u8]>) -> TempDir {
    let folder = tempdir().unwrap();
    fs::write(folder.path().join(name), content).unwrap();
    folder
}

/// Runs the program, expects that exit code and gives standard output and standard error.
fn outcome(folder: &Path, arguments: &[&str], code: i32) -> (String, String) {
    let output = caselens(folder).args(arguments).output().unwrap();
    let stdout = String::from_utf8(output.stdout).unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}\n{stdout}\n{stderr}");
    (stdout, stderr)
}

/// Expects a failure with that code whose message holds all of `parts` and a remedy, and that
/// nothing new stands in the folder.
fn fails(folder: &Path, arguments: &[&str], code: i32, parts: &[&str]) {
    let before = names(folder);
    let (stdout, stderr) = outcome(folder, arguments, code);
    assert_eq!(stdout, "", "a failure gives no result");
    assert!(stderr.contains("\n  try: "), "no remedy in {stderr}");
    for part in parts {
        assert!(stderr.contains(part), "`{part}` is not in {stderr}");
    }
    assert_eq!(names(folder), before, "something was left behind");
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn run_writes_every_table_and_prints_where() {
    let folder = folder_with("cases.csv", CASES);
    let (stdout, stderr) = outcome(folder.path(), &["run", "cases.csv", "-o", "out"], 0);
    assert_eq!(stdout, "out\n");
    assert!(stderr.contains("text columns `title` and `text` (guessed), id column `id` (guessed)"));
    assert!(stderr.contains("only 4 distinct texts"), "{stderr}");
    let mut written = names(&folder.path().join("out"));
    written.retain(|name| !name.starts_with("report."));
    let expected = [
        "cluster_choice.csv",
        "cluster_terms.csv",
        "cluster_tree.csv",
        "clusters.csv",
        "codebook.toml",
        "cooccurrence.csv",
        "documents.csv",
        "documents.parquet",
        "duplicates.csv",
        "entries.csv",
        "evidence.csv",
        "gaps.csv",
        "ledger.csv",
        "map.csv",
        "model.caselens",
        "rejects.csv",
        "run.json",
        "tags.csv",
        "theme_by_cluster.csv",
        "themes.csv",
        "vocabulary.parquet",
    ];
    assert_eq!(written, expected);
    assert_eq!(names(folder.path()), ["cases.csv", "out"]);
    assert!(assert_evidence_slices_back(&folder.path().join("out")) >= 4);
}

#[test]
fn the_default_folder_is_named_after_the_input_and_the_run() {
    let folder = folder_with("cases.csv", CASES);
    let (stdout, _) = outcome(folder.path(), &["run", "cases.csv"], 0);
    let place = stdout.trim_end();
    let digits = place.strip_prefix("reports/cases-").expect(place);
    assert!(digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()), "{place}");
    assert!(folder.path().join(place).join("report.html").is_file());
}

#[test]
fn tag_gives_one_table_on_standard_output_with_all_input_columns() {
    let folder = folder_with("cases.csv", CASES);
    let (stdout, _) = outcome(folder.path(), &["tag", "cases.csv"], 0);
    let mut lines = stdout.lines();
    assert_eq!(
        lines.next(),
        Some("id,title,text,country,language,tokens,themes,scores,evidence,status")
    );
    assert_eq!(lines.count(), 4);
    assert!(stdout.contains("mental-health"));
    let (json, _) =
        outcome(folder.path(), &["tag", "cases.csv", "-o", "-", "--format", "jsonl"], 0);
    let first: serde_json::Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    assert_eq!(first["country"], "Chile");
    assert!(first["themes"].as_str().unwrap().split('|').any(|theme| theme == "participation"));
}

#[test]
fn tag_reads_standard_input_and_writes_a_file() {
    let folder = tempdir().unwrap();
    let output = caselens(folder.path())
        .args(["tag", "-", "-o", "tagged.csv"])
        .write_stdin(CASES)
        .output()
        .unwrap();
    assert!(output.status.success());
    assert_eq!(output.stdout, b"");
    assert_eq!(rows(&folder.path().join("tagged.csv")).len(), 4);
    assert_eq!(names(folder.path()), ["tagged.csv"]);
}

#[test]
fn cluster_has_no_themes_and_takes_the_number_asked_for() {
    let folder = folder_with("cases.csv", CASES);
    let (stdout, _) = outcome(folder.path(), &["cluster", "cases.csv", "-k", "2"], 0);
    let header = "id,title,text,country,language,tokens,cluster,cluster_label,similarity,status,\
         second_cluster,margin,fit,known";
    assert_eq!(stdout.lines().next(), Some(header));
    outcome(folder.path(), &["cluster", "cases.csv", "-k", "2", "-o", "out"], 0);
    let clusters = rows(&folder.path().join("out/clusters.csv"));
    let sizes: u32 = clusters.iter().map(|row| row["size"].parse::<u32>().unwrap()).sum();
    assert_eq!((clusters.len(), sizes), (2, 4));
    assert!(!folder.path().join("out/themes.csv").exists());
}

#[test]
fn vectorize_writes_the_matrix_its_vocabulary_and_its_ids() {
    let folder = folder_with("cases.csv", CASES);
    outcome(folder.path(), &["vectorize", "cases.csv", "-o", "out"], 0);
    let expected = ["ids.csv", "matrix.npz", "rejects.csv", "vocabulary.csv"];
    assert_eq!(names(&folder.path().join("out")), expected);
    assert_eq!(rows(&folder.path().join("out/ids.csv")).len(), 4);
    let terms: Vec<String> = rows(&folder.path().join("out/vocabulary.csv"))
        .iter()
        .map(|row| row["term"].clone())
        .collect();
    assert!(terms.is_sorted(), "the vocabulary is in sorted order");
}

/// The rows of a matrix as written in Parquet, which polars reads for us: `row`, `column`, `value`.
fn triples(path: &std::path::Path) -> Vec<(u64, u32, f64)> {
    use polars::prelude::{ParquetReader, SerReader as _};
    let frame = ParquetReader::new(fs::File::open(path).unwrap()).finish().unwrap();
    let rows = frame.column("row").unwrap().u64().unwrap();
    let columns = frame.column("column").unwrap().u32().unwrap();
    let values = frame.column("value").unwrap().f64().unwrap();
    let each = rows.into_no_null_iter().zip(columns.into_no_null_iter());
    each.zip(values.into_no_null_iter())
        .map(|((row, column), value)| (row, column, value))
        .collect()
}

#[test]
fn a_matrix_of_counts_holds_what_stands_in_the_texts() {
    let folder = folder_with("cases.csv", "id,text\na,new bus and bus\nb,\nc,new tram\n");
    let arguments = ["vectorize", "cases.csv", "--text", "text", "-o", "out", "--counts"];
    outcome(folder.path(), &[&arguments[..], &["--format", "parquet"]].concat(), 0);
    let terms: Vec<String> = rows(&folder.path().join("out/vocabulary.csv"))
        .iter()
        .map(|row| row["term"].clone())
        .collect();
    assert_eq!(terms, ["bus", "new", "tram"]);
    assert_eq!(
        triples(&folder.path().join("out/matrix.parquet")),
        [(0, 0, 2.0), (0, 1, 1.0), (2, 1, 1.0), (2, 2, 1.0)]
    );
    assert_eq!(
        rows(&folder.path().join("out/ids.csv")).len(),
        3,
        "a text without a word has a row"
    );
}

#[test]
fn a_column_called_text_is_taken_also_where_no_column_has_sentences() {
    let folder = folder_with("cases.csv", "id,kind,text\na,road,new bus\nb,rail,new tram\n");
    let (_, stderr) = outcome(folder.path(), &["vectorize", "cases.csv", "-o", "out"], 0);
    assert!(stderr.contains("text column `text` (guessed)"), "{stderr}");
}

#[test]
fn with_a_model_the_row_of_a_document_does_not_depend_on_the_others() {
    let folder = folder_with("cases.csv", CASES);
    outcome(folder.path(), &["run", "cases.csv", "-q", "-o", "run"], 0);
    let lines: Vec<&str> = CASES.lines().collect();
    fs::write(folder.path().join("last.csv"), format!("{}\n{}\n", lines[0], lines[4])).unwrap();
    let row_of_last = |input: &str| {
        let arguments = ["vectorize", input, "--model", "run/model.caselens", "-o", "out"];
        let more = ["--text", "text", "--format", "parquet", "--force"];
        outcome(folder.path(), &[&arguments[..], &more[..]].concat(), 0);
        let triples = triples(&folder.path().join("out/matrix.parquet"));
        let last = triples.iter().map(|triple| triple.0).max();
        let of_last = triples.into_iter().filter(|triple| Some(triple.0) == last);
        of_last.map(|(_, column, value)| (column, value)).collect::<Vec<_>>()
    };
    let alone = row_of_last("last.csv");
    assert!(!alone.is_empty());
    assert_eq!(row_of_last("cases.csv"), alone);
    let arguments = ["vectorize", "cases.csv", "--model", "run/model.caselens", "--binary"];
    outcome(folder.path(), &arguments, 2);
}

#[test]
fn a_vocabulary_that_is_cut_is_told() {
    let folder = folder_with("cases.csv", CASES);
    let arguments = ["vectorize", "cases.csv", "-o", "out", "--max-features", "3"];
    let (_, stderr) = outcome(folder.path(), &arguments, 0);
    assert!(stderr.contains("keeps the 3 terms that occur most often and leaves out"), "{stderr}");
    assert_eq!(rows(&folder.path().join("out/vocabulary.csv")).len(), 3);
}

#[test]
fn settings_of_the_vectoriser_that_are_out_of_range_are_refused() {
    let folder = folder_with("cases.csv", CASES);
    for (flag, value, exit) in [
        ("--ngram-range", "2,1", 4),
        ("--ngram-range", "2", 2),
        ("--max-df", "1.5", 4),
        ("--norm", "l3", 2),
    ] {
        let (_, stderr) =
            outcome(folder.path(), &["vectorize", "cases.csv", "-o", "out", flag, value], exit);
        assert!(!stderr.is_empty(), "{flag} {value}");
    }
    fs::write(folder.path().join("caselens.toml"), "[text]\ntoken-pattern = '['\n").unwrap();
    let (_, stderr) = outcome(folder.path(), &["vectorize", "cases.csv", "-o", "out"], 4);
    assert!(stderr.contains("text.token-pattern"), "{stderr}");
}

/// Quick: what is measured does not matter to the tests.
const BENCH: [&str; 6] = ["bench", "cases.csv", "--rounds", "1", "--threads", "1"];

fn bench<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&BENCH, more].concat()
}

#[test]
fn bench_tells_of_every_stage_on_every_number_of_threads() {
    let folder = folder_with("cases.csv", CASES);
    let arguments = ["bench", "cases.csv", "--rounds", "2", "--threads", "1,2,1"];
    let (stdout, stderr) = outcome(folder.path(), &arguments, 0);
    for stage in ["read", "segment", "normalise *", "stop and stem *", "count", "weight", "whole"] {
        for threads in [1, 2] {
            let begin = format!("      {threads}  {stage} ");
            let found = stdout.lines().filter(|line| line.starts_with(&begin)).count();
            assert_eq!(found, 1, "`{begin}` in {stdout}");
        }
    }
    assert!(stdout.contains("cases: 4 documents"), "{stdout}");
    assert!(stderr.contains("(guessed)"), "{stderr}");
    assert_eq!(names(folder.path()), ["cases.csv"], "nothing is written unasked");
}

#[test]
fn bench_gives_json_with_all_its_fields_in_order() {
    let folder = folder_with("cases.csv", CASES);
    let (stdout, _) = outcome(folder.path(), &bench(&["--format", "json"]), 0);
    let result: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    let keys = |value: &serde_json::Value| -> Vec<String> {
        let keys = value.as_object().unwrap().keys().map(String::clone);
        keys.filter(|key| key != "peak_memory_bytes").collect()
    };
    let expected = "format version cores input input_bytes documents text_bytes tokens \
                    distinct_words distinct_word_bytes terms settings rounds stages";
    assert_eq!(keys(&result).join(" "), expected);
    let expected = "stage threads works_on seconds cpu_seconds mb_per_second \
                    documents_per_second tokens_per_second";
    assert_eq!(keys(&result["stages"][0]).join(" "), expected);
    assert_eq!(result["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!((&result["documents"], &result["input_bytes"]), (&4.into(), &CASES.len().into()));
    let stages = result["stages"].as_array().unwrap();
    let of_words = |stage: &&serde_json::Value| stage["works_on"] == "distinct-words";
    assert_eq!((stages.len(), stages.iter().filter(of_words).count()), (7, 2));
    assert_eq!(stages[3]["stage"], "stop-and-stem");
}

#[test]
fn bench_measures_what_the_flags_of_vectorize_ask_for() {
    let folder = folder_with("cases.csv", CASES);
    let terms = |more: &[&str]| {
        let (stdout, _) =
            outcome(folder.path(), &bench(&[&["--format", "json"], more].concat()), 0);
        let result: serde_json::Value = serde_json::from_str(&stdout).unwrap();
        result["terms"].as_u64().unwrap()
    };
    let single = terms(&[]);
    assert!(terms(&["--ngram-range", "1,2"]) > single);
    assert!(terms(&["--min-df", "2"]) < single);
    assert!(terms(&["--preset", "sklearn"]) > single);
    outcome(folder.path(), &["run", "cases.csv", "-q", "-o", "run"], 0);
    let model = ["--text", "text", "--model", "run/model.caselens"];
    assert!(terms(&model) > 0);
    outcome(folder.path(), &bench(&[&model[..], &["--binary"]].concat()), 2);
}

#[test]
fn bench_compares_with_a_saved_result_and_fails_where_a_stage_got_slower() {
    let folder = folder_with("cases.csv", CASES);
    let here = folder.path();
    let (_, stderr) = outcome(here, &bench(&["--save", "before"]), 0);
    assert!(stderr.contains("saved as reports/bench/before.json"), "{stderr}");
    let saved = here.join("reports/bench/before.json");
    let (stdout, _) = outcome(here, &bench(&["--against", "before", "--save", "now.json"]), 0);
    assert!(stdout.contains("against `before`"), "{stdout}");
    let mut before: serde_json::Value = serde_json::from_slice(&fs::read(&saved).unwrap()).unwrap();
    let now: serde_json::Value =
        serde_json::from_slice(&fs::read(here.join("now.json")).unwrap()).unwrap();
    assert!(now.get("against").is_none(), "a result is saved by itself");

    let mut set_all = |seconds: f64| {
        for stage in before["stages"].as_array_mut().unwrap() {
            stage["seconds"]["median"] = seconds.into();
        }
        before["stages"][4]["seconds"]["median"] = 3600.0.into();
        fs::write(&saved, before.to_string()).unwrap();
    };
    let gate = bench(&["--against", "before", "--fail-if-slower", "10%"]);
    set_all(3600.0);
    let (_, stderr) = outcome(here, &gate, 0);
    assert!(!stderr.contains("error"), "{stderr}");
    set_all(1e-12);
    let (stdout, stderr) = outcome(here, &[&gate[..], &["--format", "json"]].concat(), 5);
    for part in ["--fail-if-slower 10%", "`before`", "whole on 1 thread", "\n  try: "] {
        assert!(stderr.contains(part), "`{part}` is not in {stderr}");
    }
    assert!(!stderr.contains("count on 1 thread"), "{stderr}");
    let result: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(result["against"]["name"], "before");
    assert!(result["stages"][6]["ratio"].as_f64().unwrap() > 1.0);
}

#[test]
fn a_bench_that_cannot_be_done_says_why() {
    let folder = folder_with("cases.csv", CASES);
    let here = folder.path();
    outcome(here, &bench(&["--fail-if-slower", "10%"]), 2);
    outcome(here, &bench(&["--against", "x", "--fail-if-slower", "10"]), 2);
    outcome(here, &bench(&["--rounds", "0"]), 2);
    outcome(here, &["bench", "cases.csv", "--threads", "1,many"], 2);
    outcome(here, &bench(&["--save", "a/b"]), 2);
    fails(here, &bench(&["--against", "never"]), 4, &["never.json", "--save never"]);
    fs::write(here.join("mine.json"), "{}").unwrap();
    fails(here, &bench(&["--against", "mine.json"]), 4, &["mine.json", "no saved result"]);
    fails(here, &bench(&["--save", "mine.json"]), 1, &["mine.json", "--save"]);
    outcome(here, &bench(&["--save", "ours.json"]), 0);
    fails(
        here,
        &["bench", "cases.csv", "--rounds", "1", "--threads", "3", "--against", "ours.json"],
        2,
        &["--against ours.json", "threads"],
    );
    fs::write(here.join("cases.csv"), CASES.replace("Quiet", "Very quiet")).unwrap();
    fails(here, &bench(&["--against", "ours.json"]), 2, &["another input"]);
}

#[test]
fn report_makes_the_same_bytes_again() {
    let folder = folder_with("cases.csv", CASES);
    outcome(folder.path(), &["run", "cases.csv", "-o", "out"], 0);
    let (stdout, _) = outcome(folder.path(), &["report", "out", "-o", "again"], 0);
    assert_eq!(stdout, "again/report.html\nagain/report.md\n");
    for name in ["report.html", "report.md"] {
        let read = |place: &str| fs::read(folder.path().join(place).join(name)).unwrap();
        assert!(read("out") == read("again"), "{name} differs");
    }
}

#[test]
fn completions_and_man_go_to_standard_output() {
    let folder = tempdir().unwrap();
    for shell in ["bash", "zsh", "fish"] {
        assert!(outcome(folder.path(), &["completions", shell], 0).0.contains("caselens"));
    }
    assert!(outcome(folder.path(), &["man"], 0).0.contains(".TH caselens"));
    fs::create_dir(folder.path().join("pages")).unwrap();
    outcome(folder.path(), &["man", "-o", "pages"], 0);
    assert!(names(&folder.path().join("pages")).contains(&"caselens-run.1".to_owned()));
}

#[test]
fn quiet_says_nothing_but_the_result() {
    let folder = folder_with("cases.csv", CASES);
    let (stdout, stderr) = outcome(folder.path(), &["run", "-q", "cases.csv", "-o", "out"], 0);
    assert_eq!((stdout.as_str(), stderr.as_str()), ("out\n", ""));
}

#[test]
fn settings_come_from_flags_then_the_environment_then_the_file() {
    let folder = folder_with("cases.csv", CASES);
    fs::write(folder.path().join("caselens.toml"), "[cluster]\nk = 3\n").unwrap();
    let clusters = |arguments: &[&str], k: Option<&str>| {
        let mut command = caselens(folder.path());
        command.args(["cluster", "cases.csv", "-o", "out", "--force"]).args(arguments);
        k.map(|k| command.env("CASELENS_K", k));
        command.assert().success();
        rows(&folder.path().join("out/clusters.csv")).len()
    };
    assert_eq!(clusters(&[], None), 3);
    assert_eq!(clusters(&[], Some("2")), 2);
    assert_eq!(clusters(&["-k", "1"], Some("2")), 1);
}

#[test]
fn a_bad_row_is_rejected_with_its_place_and_the_rest_goes_on() {
    let mut bytes = CASES.as_bytes().to_vec();
    bytes.extend_from_slice(b"e,Broken,\xff\xfe is not text,Peru\n");
    bytes.extend_from_slice(b"f,Too short\n");
    bytes.extend_from_slice(b"a,Again,Another case under an id that was read before.,Peru\n");
    let folder = folder_with("cases.csv", bytes);
    let (_, stderr) = outcome(folder.path(), &["run", "cases.csv", "-o", "out"], 0);
    assert!(stderr.contains("3 rows or lines were not taken as cases"), "{stderr}");
    let out = folder.path().join("out");
    let rejected: Vec<(String, String)> = rows(&out.join("rejects.csv"))
        .into_iter()
        .map(|row| (row["position"].clone(), row["reason"].clone()))
        .collect();
    let expected = [("5", "invalid UTF-8"), ("6", "malformed row"), ("7", "id was already read")];
    assert_eq!(rejected, expected.map(|(at, why)| (at.to_owned(), why.to_owned())));
    let ledger: Vec<(String, String)> = rows(&out.join("ledger.csv"))
        .into_iter()
        .map(|row| (row["outcome"].clone(), row["documents"].clone()))
        .collect();
    assert_eq!(ledger[0], ("rows read".to_owned(), "7".to_owned()));
    assert_eq!(ledger[1], ("analysed".to_owned(), "4".to_owned()));
}

#[test]
fn input_that_cannot_be_read_exits_with_3() {
    let folder = folder_with("empty.csv", "");
    let here = folder.path();
    fails(here, &["run", "missing.csv"], 3, &["missing.csv"]);
    fails(here, &["run", "empty.csv"], 3, &["empty.csv", "empty"]);
    fs::write(here.join("numbers.csv"), "a,b\n1,2\n3,4\n").unwrap();
    fails(here, &["run", "numbers.csv"], 3, &["numbers.csv", "--text"]);
    fs::write(here.join("chrome.txt"), "Home\n\nAbout us\n\nContact\n").unwrap();
    fails(here, &["run", "chrome.txt"], 3, &["chrome.txt", "--layout"]);
}

#[test]
fn a_call_that_makes_no_sense_exits_with_2() {
    let folder = folder_with("cases.csv", CASES);
    outcome(folder.path(), &["run"], 2);
    outcome(folder.path(), &["divine", "cases.csv"], 2);
    fails(folder.path(), &["run", "cases.csv", "--text", "sumary"], 2, &["`sumary`", "title"]);
}

#[test]
fn settings_codebooks_and_k_that_cannot_be_used_exit_with_4() {
    let folder = folder_with("cases.csv", CASES);
    let here = folder.path();
    fails(here, &["run", "cases.csv", "-k", "9"], 4, &["-k 9", "4 distinct texts"]);
    fails(here, &["run", "cases.csv", "--codebook", "nowhere"], 4, &["nowhere", "public-sector"]);
    fs::write(here.join("bad.toml"), "[cluster]\nkay = 3\n").unwrap();
    fails(here, &["run", "cases.csv", "-c", "bad.toml"], 4, &["bad.toml, line 2", "kay"]);
    let theme = "[[theme]]\nid = \"a\"\nlabel = \"A\"\ndefinition = \"In. Out.\"\n[theme.terms]\nen = [\"word\"]\n";
    fs::write(here.join("twice.toml"), format!("name = \"x\"\n{theme}{theme}")).unwrap();
    fails(here, &["tag", "cases.csv", "--codebook", "twice.toml"], 4, &["twice.toml", "line"]);
    fs::write(
        here.join("key.toml"),
        format!("name = \"x\"\n{theme}{}", theme.replace("label", "lable")),
    )
    .unwrap();
    fails(
        here,
        &["tag", "cases.csv", "--codebook", "key.toml"],
        4,
        &["key.toml", "lable", "label"],
    );
}

#[test]
fn a_place_that_is_taken_or_cannot_be_written_exits_with_1() {
    let folder = folder_with("cases.csv", CASES);
    let here = folder.path();
    fs::create_dir(here.join("thesis")).unwrap();
    fs::write(here.join("thesis/chapter.txt"), "years of work").unwrap();
    fails(here, &["run", "cases.csv", "-o", "thesis", "--force"], 1, &["thesis", "not a run"]);
    outcome(here, &["run", "cases.csv", "-o", "out"], 0);
    fails(here, &["run", "cases.csv", "-o", "out"], 1, &["out", "--force"]);
    outcome(here, &["run", "cases.csv", "-o", "out", "--force"], 0);
    fails(here, &["run", "cases.csv", "-o", "cases.csv/out"], 1, &["cases.csv/out"]);
}

#[test]
fn neither_an_input_nor_a_stranger_s_file_is_overwritten() {
    let folder = folder_with("cases.csv", CASES);
    let here = folder.path();
    fails(here, &["tag", "cases.csv", "-o", "cases.csv", "--force"], 2, &["the input itself"]);
    assert_eq!(fs::read_to_string(here.join("cases.csv")).unwrap(), CASES);
    fails(here, &["run", "cases.csv", "-o", "out.csv"], 2, &["out.csv", "folder"]);
    outcome(here, &["run", "cases.csv", "-o", "out"], 0);
    fs::write(here.join("out/notes.txt"), "read case b again").unwrap();
    fails(here, &["run", "cases.csv", "-o", "out", "--force"], 1, &["notes.txt"]);
    fs::create_dir(here.join("desk")).unwrap();
    fs::write(here.join("desk/report.md"), "mine").unwrap();
    outcome(here, &["report", "out", "-o", "desk", "--format", "md"], 1);
    assert_eq!(fs::read_to_string(here.join("desk/report.md")).unwrap(), "mine");
}

#[test]
fn the_title_of_a_run_is_kept_when_its_report_is_made_again() {
    let folder = folder_with("cases.csv", CASES);
    outcome(folder.path(), &["run", "cases.csv", "-o", "out", "--title", "Four cases"], 0);
    let report = || fs::read(folder.path().join("out/report.html")).unwrap();
    let before = report();
    outcome(folder.path(), &["report", "out"], 0);
    assert!(before == report(), "the report differs");
    assert!(String::from_utf8(before).unwrap().contains("Four cases"));
}

#[test]
fn the_folder_a_program_is_called_from_changes_no_byte() {
    let folder = folder_with("cases.csv", CASES);
    let here = folder.path();
    outcome(here, &["run", "cases.csv", "-o", "a"], 0);
    let above = here.parent().unwrap();
    let input = here.join("cases.csv");
    let place = here.join("b");
    outcome(above, &["run", input.to_str().unwrap(), "-o", place.to_str().unwrap()], 0);
    common::assert_same_run(&here.join("a"), &place);
}

#[test]
fn an_id_that_another_file_of_the_folder_has_is_rejected() {
    let folder = tempdir().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    for name in ["in/a.csv", "in/b.csv"] {
        fs::write(folder.path().join(name), CASES).unwrap();
    }
    outcome(folder.path(), &["run", "in", "-o", "out"], 0);
    let out = folder.path().join("out");
    assert_eq!(rows(&out.join("documents.csv")).len(), 4);
    let rejected = rows(&out.join("rejects.csv"));
    assert!(rejected.len() == 4 && rejected.iter().all(|row| row["source"] == "b.csv"));
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_nothing_and_exits_with_130() {
    let many: String = (0..300_000)
        .map(|i| format!("{i},The town of place {i} asked its people about street {}\n", i % 977))
        .collect();
    let folder = folder_with("cases.csv", format!("id,text\n{many}"));
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("caselens"))
        .args(["run", "-q", "cases.csv", "-o", "out"])
        .current_dir(folder.path())
        .spawn()
        .unwrap();
    let staged = || names(folder.path()).iter().any(|name| name.ends_with(".part"));
    while !staged() && child.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    let interrupt = std::process::Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(interrupt.success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(names(folder.path()), ["cases.csv"]);
}

#[test]
fn a_reader_that_stops_reading_is_no_failure() {
    let many: String =
        (0..20_000).map(|i| format!("{i},A case about bus stop number {i}\n")).collect();
    let folder = folder_with("cases.csv", format!("id,text\n{many}"));
    let program = assert_cmd::cargo::cargo_bin("caselens");
    let script = format!("set -o pipefail; '{}' tag -q cases.csv | head -n 1", program.display());
    let output = std::process::Command::new("bash")
        .args(["-c", &script])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn every_format_gives_the_same_cases() {
    let folder = folder_with("cases.csv", CASES);
    let here = folder.path();
    outcome(here, &["tag", "cases.csv", "-o", "from-csv.csv"], 0);
    let expected: Vec<String> =
        rows(&here.join("from-csv.csv")).iter().map(|row| row["themes"].clone()).collect();
    outcome(here, &["tag", "cases.csv", "-o", "again.parquet"], 0);
    outcome(here, &["tag", "cases.csv", "-o", "again.jsonl"], 0);
    fs::write(here.join("again.tsv"), tab_separated(CASES)).unwrap();
    for input in ["again.parquet", "again.jsonl", "again.tsv"] {
        outcome(
            here,
            &["run", input, "--text", "title", "--text", "text", "-o", "out", "--force"],
            0,
        );
        let themes: Vec<String> =
            rows(&here.join("out/documents.csv")).iter().map(|row| row["themes"].clone()).collect();
        assert_eq!(themes, expected, "from {input}");
        assert!(assert_evidence_slices_back(&here.join("out")) >= 4);
    }
}

fn tab_separated(csv: &str) -> String {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().unwrap().iter().collect::<Vec<_>>().join("\t");
    let lines = reader.records().map(|row| row.unwrap().iter().collect::<Vec<_>>().join("\t"));
    std::iter::once(header).chain(lines).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_page_and_a_folder_of_pages_are_read() {
    let folder = tempdir().unwrap();
    let page = "Home\nAbout the library\n\nThe library of cases\n\n".to_owned()
        + "Residents of the old town were asked in a public consultation which of three squares should be closed to cars first, and the one they chose has been a garden since the spring of the year after.\n"
        + "The coast guard trained a neural network to tell fishing boats from waves on radar pictures, which a night watch of two people had done by eye until then, and never missed fewer than one boat in nine.\n";
    fs::create_dir(folder.path().join("pages")).unwrap();
    fs::write(folder.path().join("pages/one.txt"), &page).unwrap();
    let html = "<html><body><nav><a href='/'>Home</a></nav><main><p>Job seekers over fifty write to each other in a moderated forum before they meet at the employment office, and half of those who did so found work within the year, against a third of all others.</p></main></body></html>";
    fs::write(folder.path().join("pages/two.html"), html).unwrap();
    outcome(folder.path(), &["run", "pages", "-o", "out"], 0);
    let out = folder.path().join("out");
    let documents = rows(&out.join("documents.csv"));
    assert_eq!(documents.len(), 3);
    assert_eq!(rows(&out.join("rejects.csv")).len(), 4);
    assert!(documents.iter().all(|row| row["id"].len() == 12), "ids are made from the text");
    assert!(assert_evidence_slices_back(&out) >= 3);
}

#[test]
fn the_bundled_example_runs_with_its_settings() {
    let folder = tempdir().unwrap();
    let cases = project("data/example/cases.csv");
    let settings = project("data/example/caselens.toml");
    let arguments = ["run", cases.to_str().unwrap(), "-c", settings.to_str().unwrap(), "-o", "out"];
    outcome(folder.path(), &arguments, 0);
    assert!(rows(&folder.path().join("out/documents.csv")).len() >= 150);
}
