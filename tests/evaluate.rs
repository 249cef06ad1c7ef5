//! Labels against themes, coding sheets and agreement, through the command line.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use common::{Row, assert_same_run, caselens, project, rows};
use serde_json::Value;
use tempfile::tempdir;

const EXAMPLE: &str = "data/example/cases.csv";
const COLUMNS: [&str; 6] = ["--text", "title", "--text", "summary", "--id", "id"];

/// Runs the program and gives what it printed, results and messages.
fn run(folder: &Path, arguments: &[&str]) -> (String, String) {
    let output = caselens(folder).args(arguments).assert().success().get_output().clone();
    (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

/// Runs the program, which fails with this exit code, and gives what it said.
fn fails(folder: &Path, arguments: &[&str], code: i32) -> String {
    let output = caselens(folder).args(arguments).assert().code(code).get_output().clone();
    String::from_utf8(output.stderr).unwrap()
}

fn evaluate(folder: &Path, input: &Path, more: &[&str]) -> (String, String) {
    let input = input.to_str().unwrap();
    run(folder, &[&["evaluate", input], &COLUMNS[..], more].concat())
}

fn json(folder: &Path, input: &Path, more: &[&str]) -> Value {
    let more = [more, &["--format", "json"]].concat();
    serde_json::from_str(&evaluate(folder, input, &more).0).unwrap()
}

fn set(joined: &str) -> BTreeSet<String> {
    joined.split('|').filter(|label| !label.is_empty()).map(str::to_owned).collect()
}

/// The labels given and found in every case, counted apart from the program: from what `tag` writes.
fn counted_apart(input: &str) -> BTreeMap<String, [u64; 3]> {
    let folder = tempdir().unwrap();
    let input = project(input);
    let tag = ["tag", "-q", "-o", "out.csv", input.to_str().unwrap()];
    run(folder.path(), &[&tag[..], &COLUMNS].concat());
    let mut counts: BTreeMap<String, [u64; 3]> = BTreeMap::new();
    for case in rows(&folder.path().join("out.csv")) {
        let (given, found) = (set(&case["input_themes"]), set(&case["themes"]));
        for label in given.union(&found) {
            let counts = counts.entry(label.clone()).or_default();
            counts[0] += u64::from(given.contains(label));
            counts[1] += u64::from(found.contains(label));
            counts[2] += u64::from(given.contains(label) && found.contains(label));
        }
    }
    counts
}

#[test]
fn the_counts_are_those_of_the_tags_and_the_figures_follow_from_them() {
    for input in [EXAMPLE, "tests/fixtures/held_out_cases.csv"] {
        let folder = tempdir().unwrap();
        let arguments = ["--labels", "themes", "--bootstrap", "50", "-o", "out"];
        evaluate(folder.path(), &project(input), &arguments);
        let table = rows(&folder.path().join("out/evaluation.csv"));
        let apart = counted_apart(input);
        let number = |row: &Row, name: &str| row[name].parse::<u64>().unwrap();
        let met: Vec<&Row> =
            table.iter().filter(|row| number(row, "given") + number(row, "found") > 0).collect();
        assert_eq!(met.len(), apart.len());
        let mut sums = [0; 3];
        for row in met {
            let counts = ["given", "found", "true_positives"].map(|name| number(row, name));
            assert_eq!(counts, apart[&row["label"]], "{}", row["label"]);
            sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
            let f1 = 2.0 * counts[2] as f64 / (counts[0] + counts[1]) as f64;
            assert!((row["f1"].parse::<f64>().unwrap() - f1).abs() < 1e-6);
            let bound = |name: &str| row[name].parse::<f64>().unwrap();
            assert!(bound("f1_low") <= f1 + 1e-6 && f1 - 1e-6 <= bound("f1_high"));
        }
        let overall = rows(&folder.path().join("out/overall.csv"));
        let micro = overall.iter().find(|row| row["measure"] == "F1, micro").unwrap();
        let f1 = 2.0 * sums[2] as f64 / (sums[0] + sums[1]) as f64;
        assert!((micro["value"].parse::<f64>().unwrap() - f1).abs() < 1e-6);
    }
}

#[test]
fn threads_batches_and_the_order_of_the_rows_change_nothing() {
    let folder = tempdir().unwrap();
    let here = folder.path();
    let mut records: Vec<csv::StringRecord> =
        csv::Reader::from_path(project(EXAMPLE)).unwrap().records().map(Result::unwrap).collect();
    records.reverse();
    fs::create_dir(here.join("turned")).unwrap();
    let mut turned = csv::Writer::from_path(here.join("turned/cases.csv")).unwrap();
    turned.write_record(["id", "title", "summary", "country", "year", "themes"]).unwrap();
    records.iter().for_each(|record| turned.write_record(record).unwrap());
    turned.flush().unwrap();
    let asked = ["--labels", "themes", "--bootstrap", "100"];
    let one = [&asked[..], &["-o", "one", "--threads", "1"]].concat();
    let three = [&asked[..], &["-o", "three", "--threads", "3", "--batch-size", "7"]].concat();
    evaluate(here, &project(EXAMPLE), &one);
    evaluate(here, &here.join("turned/cases.csv"), &three);
    assert_same_run(&here.join("one"), &here.join("three"));
    let page = fs::read_to_string(here.join("one/evaluation.html")).unwrap();
    assert!(
        page.matches("<script").count() == 2
            && !page.contains("http://")
            && !page.contains("https://")
    );
    assert!(page.contains("role=\"img\"") && page.contains("default-src 'none'"));
    // A folder of ours is replaced with --force, and not without.
    let input = project(EXAMPLE);
    let again = ["evaluate", input.to_str().unwrap(), "--labels", "themes", "-o", "one"];
    assert!(fails(here, &again, 1).contains("--force"));
    run(here, &[&again[..], &["--force", "--bootstrap", "0"]].concat());
}

/// Invented cases: what was given, what another program guessed, columns of 0 and 1, what was looked for.
const JUDGED: &str = "\
id,text,given,guess,health,transport,looked
a,The clinic treats patients at the hospital,Health;Transprt,health,1,0,health
b,A new tram line and bus lanes,transport,health;transport,0,1,health;transport
c,The hospital bus brings patients to the clinic,health,transport,1,yes,
d,Nothing of note happened here today,space,,0,0,transport
e,A tram stop for the tram line,,transport,0,,health
";

fn judged(folder: &Path) -> [&'static str; 8] {
    fs::write(folder.join("judged.csv"), JUDGED).unwrap();
    ["evaluate", "judged.csv", "--text", "text", "--id", "id", "--labels-separator", ";"]
}

fn of_label<'v>(told: &'v Value, label: &str) -> &'v Value {
    told["labels"].as_array().unwrap().iter().find(|it| it["id"] == label).unwrap()
}

#[test]
fn labels_that_mean_nothing_are_counted_and_named_with_the_nearest() {
    let folder = tempdir().unwrap();
    let start = judged(folder.path());
    let plain =
        [&start[..], &["--labels", "given", "--format", "json", "--bootstrap", "0"]].concat();
    let (out, said) = run(folder.path(), &plain);
    let told: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(told["unknown_labels"], serde_json::json!({ "Transprt": 1, "space": 1 }));
    assert!(said.contains("`Transprt` (1; did you mean `transport`?)"), "{said}");
    assert!(said.contains("2 cases have no label that counts"), "{said}");
    let mapped = [&plain[..], &["--map", "Transprt=transport", "--given-only"]].concat();
    let told: Value = serde_json::from_str(&run(folder.path(), &mapped).0).unwrap();
    assert_eq!(of_label(&told, "transport")["given"], 2);
    assert_eq!(told["labels"].as_array().unwrap().len(), 2);
    let labelled = [&plain[..], &["--skip-unlabelled"]].concat();
    let told: Value = serde_json::from_str(&run(folder.path(), &labelled).0).unwrap();
    assert_eq!(told["base"]["documents"], 3);
}

#[test]
fn columns_of_zeros_and_ones_another_program_and_what_was_looked_for() {
    let folder = tempdir().unwrap();
    let start = judged(folder.path());
    let told = |more: &[&str]| -> Value {
        let arguments = [&start[..], more, &["--format", "json", "--bootstrap", "20"]].concat();
        serde_json::from_str(&run(folder.path(), &arguments).0).unwrap()
    };
    let columns = told(&["--labels", "health,transport"]);
    assert_eq!(columns["labels"].as_array().unwrap().len(), 2, "no other theme was looked for");
    assert_eq!(of_label(&columns, "transport")["given"], 2);
    let other = told(&["--labels", "given", "--predicted", "guess"]);
    let transport = of_label(&other, "transport");
    assert_eq!(
        (&transport["true_positives"], &transport["false_positives"]),
        (&1.into(), &2.into())
    );
    assert!(other["overall"]["ranking"].is_null(), "a column has no scores");
    let looked = told(&["--labels", "given", "--judged", "looked"]);
    // Health: looked for in a, b and e, and given in c; transport: in b and d.
    assert_eq!(of_label(&looked, "health")["documents"], 4);
    assert_eq!(of_label(&looked, "transport")["documents"], 2);
}

#[test]
fn a_column_that_bears_the_name_of_no_theme_is_said() {
    let folder = tempdir().unwrap();
    let text = "id,text,health,helth\na,The clinic treats patients,1,0\nb,A field of trees,0,0\n";
    fs::write(folder.path().join("zeros.csv"), text).unwrap();
    let columns = ["--labels", "health,helth", "--bootstrap", "0"];
    let start = ["evaluate", "zeros.csv", "--text", "text", "--id", "id"];
    let (_, said) = run(folder.path(), &[&start[..], &columns].concat());
    assert!(
        said.contains("columns that bear the name of no theme do not count: `helth`"),
        "{said}"
    );
}

#[test]
fn what_cannot_be_evaluated_is_said() {
    let folder = tempdir().unwrap();
    let here = folder.path();
    let start = judged(here);
    let said = |more: &[&str], code| fails(here, &[&start[..], more].concat(), code);
    assert!(said(&["--labels", "gven"], 4).contains("did you mean `given`?"));
    assert!(said(&["--labels", "id"], 4).contains("no label stands for a theme"));
    assert!(said(&["--labels", "given", "--map", "x=helth"], 4).contains("did you mean `health`?"));
    assert!(said(&["--labels", "given", "--map", "x"], 2).contains("--map"));
    assert!(said(&["--labels", "given", "-o", "x", "--format", "md"], 2).contains("folder"));
    assert!(said(&["--labels", "given", "--clusters", "given"], 2).contains("--clusters"));
    assert!(said(&[], 2).contains("--labels"));
    fs::write(here.join("judged.csv"), JUDGED.replace("1,yes,", "1,maybe,")).unwrap();
    let error = said(&["--labels", "health,transport"], 3);
    assert!(error.contains("row 3, column `transport`") && error.contains("`maybe`"), "{error}");
}

/// A run of the example cases in `run`, and the labels that were given to them.
fn run_of_example(here: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let input = project(EXAMPLE);
    let tag = ["tag", "-q", "-o", "run", input.to_str().unwrap()];
    run(here, &[&tag[..], &COLUMNS].concat());
    rows(&input).into_iter().map(|row| (row["id"].clone(), set(&row["themes"]))).collect()
}

/// Fills a sheet: `says` what the coder says of a case and a theme.
fn fill(from: &Path, to: &Path, coder: &str, says: impl Fn(&str, &str) -> String) {
    let fixed = ["id", "text", "note", "stratum", "stratum_cases", "inclusion_probability"];
    let mut reader = csv::Reader::from_path(from).unwrap();
    let heads = reader.headers().unwrap().clone();
    let mut writer = csv::Writer::from_path(to).unwrap();
    writer.write_record(&heads).unwrap();
    for row in reader.records() {
        let row = row.unwrap();
        let cells = heads.iter().zip(&row).map(|(head, cell)| match head {
            "coder" => coder.to_owned(),
            head if fixed.contains(&head) => cell.to_owned(),
            theme => says(&row[0], theme),
        });
        writer.write_record(cells).unwrap();
    }
    writer.flush().unwrap();
}

#[test]
fn a_sample_is_the_same_again_and_its_probabilities_add_up_to_the_run() {
    let folder = tempdir().unwrap();
    let here = folder.path();
    run_of_example(here);
    run(here, &["sample", "run", "--n", "60", "-o", "one"]);
    run(here, &["sample", "run", "--n", "60", "-o", "two"]);
    run(here, &["sample", "run", "--n", "60", "--seed", "3", "-o", "three.csv"]);
    for form in ["csv", "xlsx"] {
        let bytes = |name: &str| fs::read(here.join(name).with_extension(form)).unwrap();
        assert_eq!(bytes("one"), bytes("two"));
    }
    assert_ne!(fs::read(here.join("one.csv")).unwrap(), fs::read(here.join("three.csv")).unwrap());
    let sheet = rows(&here.join("one.csv"));
    assert_eq!(sheet.len(), 60);
    let number = |row: &Row, name: &str| row[name].parse::<f64>().unwrap();
    let cases: f64 = sheet.iter().map(|row| 1.0 / number(row, "inclusion_probability")).sum();
    assert!((cases - 168.0).abs() < 1e-9, "{cases}");
    // Every theme that was found stands in the sample at least twice.
    let tags = rows(&here.join("run/tags.csv"));
    let drawn: BTreeSet<&str> = sheet.iter().map(|row| row["id"].as_str()).collect();
    let mut of_theme: BTreeMap<&str, u32> = BTreeMap::new();
    for tag in &tags {
        *of_theme.entry(tag["theme"].as_str()).or_default() +=
            u32::from(drawn.contains(tag["id"].as_str()));
    }
    assert!(of_theme.values().all(|&cases| cases >= 2), "{of_theme:?}");
    // Blind: empty cells, no column of the machine; the other way with one.
    assert!(sheet.iter().all(|row| row["ai"].is_empty() && !row.contains_key("machine")));
    run(
        here,
        &["sample", "run", "--n", "30", "--design", "simple", "--blind", "false", "-o", "s.csv"],
    );
    let seeing = rows(&here.join("s.csv"));
    assert!(seeing.iter().any(|row| !row["machine"].is_empty()));
    assert!(
        seeing
            .iter()
            .all(|row| (number(row, "inclusion_probability") - 30.0 / 168.0).abs() < 1e-12)
    );
    assert!(fails(here, &["sample", "run", "--n", "5"], 2).contains("--design simple"));
    assert!(fails(here, &["sample", "run", "-o", "one"], 1).contains("--force"));
    assert!(fails(here, &["sample", ".", "-o", "x"], 3).contains("run"));
}

#[test]
fn a_census_gives_the_true_shares_and_themes_csv_takes_them() {
    let folder = tempdir().unwrap();
    let here = folder.path();
    let gold = run_of_example(here);
    run(here, &["sample", "run", "--n", "168", "-o", "all.csv"]);
    fill(&here.join("all.csv"), &here.join("ada.csv"), "Ada", |id, theme| {
        u8::from(gold[id].contains(theme)).to_string()
    });
    let before = fs::read_to_string(here.join("run/themes.csv")).unwrap();
    run(
        here,
        &["agree", "ada.csv", "--run", "run", "--update", "-o", "agreed", "--bootstrap", "50"],
    );
    let share = |theme: &str| {
        gold.values().filter(|given| given.contains(theme)).count() as f64 / gold.len() as f64
    };
    for table in ["agreed/corrected_themes.csv", "run/themes.csv"] {
        for row in rows(&here.join(table)) {
            for column in ["corrected_share", "corrected_low", "corrected_high"] {
                let found: f64 = row[column].parse().unwrap();
                assert!((found - share(&row["theme"])).abs() < 1e-6, "{table}, {row:?}");
            }
        }
    }
    // The raw columns are untouched, a second update changes nothing, and reports can still be made.
    let updated = fs::read_to_string(here.join("run/themes.csv")).unwrap();
    for (old, new) in before.lines().zip(updated.lines()) {
        assert!(new.starts_with(old), "{new}");
    }
    run(here, &["agree", "ada.csv", "--run", "run", "--update", "--bootstrap", "0"]);
    assert_eq!(fs::read_to_string(here.join("run/themes.csv")).unwrap(), updated);
    run(here, &["report", "run", "-o", "report"]);
    // What Ada and the machine see differently is what the evaluation counts as wrong.
    let wrong: u64 = counted_apart(EXAMPLE).values().map(|it| it[0] + it[1] - 2 * it[2]).sum();
    assert_eq!(rows(&here.join("agreed/adjudicate.csv")).len() as u64, wrong);
    let told = json(here, &project(EXAMPLE), &["--labels", "themes", "--bootstrap", "0"]);
    let agreed = rows(&here.join("agreed/agreement.csv"));
    let kappa: f64 = agreed[0]["kappa"].parse().unwrap();
    assert!((kappa - told["overall"]["kappa"]["value"].as_f64().unwrap()).abs() < 1e-6);
}

#[test]
fn two_coders_are_compared_and_what_they_differ_in_is_listed() {
    let folder = tempdir().unwrap();
    let here = folder.path();
    let gold = run_of_example(here);
    run(here, &["sample", "run", "--n", "50", "-o", "sheet"]);
    let sheet = here.join("sheet.csv");
    fill(&sheet, &here.join("ada.csv"), "Ada", |id, theme| {
        if gold[id].contains(theme) { "yes".to_owned() } else { "No".to_owned() }
    });
    // Bob never finds health, and has not looked for crises.
    fill(&sheet, &here.join("bob.csv"), "Bob", |id, theme| match theme {
        "health" => "0".to_owned(),
        "crisis" => String::new(),
        theme => u8::from(gold[id].contains(theme)).to_string(),
    });
    let (table, _) =
        run(here, &["agree", "ada.csv", "bob.csv", "-o", "agreed", "--bootstrap", "50"]);
    assert!(table.contains("2 coders, 50 cases: Ada, Bob"), "{table}");
    let agreed = rows(&here.join("agreed/agreement.csv"));
    let of = |theme: &str| agreed.iter().find(|row| row["theme"] == theme);
    let health = of("health").unwrap();
    assert_eq!((health["cases"].as_str(), health["kappa"].as_str()), ("50", "0.0"));
    assert_eq!(of("education").unwrap()["kappa"], "1.0");
    assert!(of("crisis").is_none(), "nobody but Ada looked");
    let disputes = rows(&here.join("agreed/adjudicate.csv"));
    assert_eq!(disputes.len().to_string(), health["found_by_a"]);
    assert!(disputes.iter().all(|row| row["theme"] == "health" && row["coder Bob"] == "0"));
    assert!(!here.join("agreed/corrected_themes.csv").exists(), "no run was named");
}

#[test]
fn what_is_wrong_in_a_sheet_is_said_with_its_place() {
    let folder = tempdir().unwrap();
    let here = folder.path();
    run_of_example(here);
    let sheet = |text: &str| fs::write(here.join("s.csv"), text).unwrap();
    let said = |more: &[&str]| fails(here, &[&["agree", "s.csv"], more].concat(), 3);
    let run = ["--run", "run"];
    sheet("id,coder,ai\ncase-001,A,1\ncase-002,A,perhaps\n");
    assert!(said(&run).contains("s.csv, row 3, column `ai`: `perhaps` is neither 1 nor 0"));
    sheet("id,coder,ai\ncase-001,A,1\ncase-001,A,0\n");
    assert!(said(&run).contains("row 3, column `id`: `A` has coded the case `case-001` already"));
    sheet("id,coder,ai\nelsewhere-7,A,1\n");
    assert!(said(&run).contains("row 2, column `id`: the run has no case `elsewhere-7`"));
    sheet("idd,coder,ai\ncase-001,A,1\n");
    assert!(said(&run).contains("there is no column `id`; `idd` may be meant"));
    sheet("id,coder,space\ncase-001,A,1\n");
    assert!(said(&run).contains("no column bears the id of a theme of the run"));
    sheet("id,coder,ai\ncase-001,A,\n");
    assert!(said(&run).contains("nobody has coded anything"));
    sheet("id,coder,ai\ncase-001,A,1\n");
    assert!(said(&[]).contains("only one person coded, `A`"));
    let update = [&["agree", "s.csv", "--update"], &run[..]].concat();
    assert!(fails(here, &update, 2).contains("stratum"));
    sheet("id,coder,ai,stratum,stratum_cases\ncase-001,A,1,1,9\ncase-002,A,0,1,8\n");
    assert!(said(&run).contains("stratum 1 has 8 cases here and 9 before"));
    assert!(fails(here, &["agree", "absent.csv"], 3).contains("absent.csv"));
    // Spreadsheets in countries with decimal commas write semicolons, and people leave noughts out.
    sheet("id;coder;ai;health\ncase-001;A;1;\ncase-002;A;x;\n");
    let (_, warned) = self::run(here, &["agree", "s.csv", "--run", "run", "--bootstrap", "0"]);
    assert!(warned.contains("`--empty-is-no`") && warned.contains("only one person"), "{warned}");
    let no =
        ["agree", "s.csv", "--run", "run", "--bootstrap", "0", "--empty-is-no", "--format", "csv"];
    assert!(self::run(here, &no).0.contains("health,A,machine,2,0,"));
}
