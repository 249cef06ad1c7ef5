//! Training, classifying and model files, as they are used from the command line.

mod common;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use common::{assert_evidence_slices_back, caselens, project, rows};

/// Invented cases with one label each: gardens, health, traffic; eight of each.
const CASES: &str = "tests/fixtures/models/cases.csv";

/// What a command says when it ends with `code`: standard output, then standard error.
fn outcome(command: &mut Command, code: i32) -> String {
    let output = command.output().expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    let said = format!("{}\n{}", text(output.stdout), text(output.stderr));
    assert_eq!(output.status.code(), Some(code), "{said}");
    said
}

fn train(folder: &Path, input: &Path, flags: &[&str], code: i32) -> String {
    let mut command = caselens(folder);
    command.arg("train").arg(input).args(["--text", "text", "--id", "id", "--labels", "labels"]);
    outcome(command.args(["--output", "model.caselens", "--force"]).args(flags), code)
}

fn classify(folder: &Path, input: &Path, output: &str, code: i32) -> String {
    let mut command = caselens(folder);
    command.arg("classify").arg(input).args(["--text", "text", "--id", "id"]);
    outcome(command.args(["--model", "model.caselens", "--output", output, "--force"]), code)
}

fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("a file can be written");
    path
}

/// The cases with other labels, made of those they have.
fn relabelled(folder: &Path, labels: impl Fn(usize, &str) -> String) -> PathBuf {
    let mut text = "id,text,labels\n".to_owned();
    for (at, row) in rows(&project(CASES)).iter().enumerate() {
        let label = labels(at, &row["labels"]);
        text += &format!("{},\"{}\",{label}\n", row["id"], row["text"]);
    }
    write(folder, "relabelled.csv", &text)
}

#[test]
fn what_was_learnt_is_found_in_new_cases_with_the_words_that_say_so() {
    let here = tempfile::tempdir().expect("a folder");
    let said = train(here.path(), &project(CASES), &[], 0);
    assert!(said.contains("3 labels, one for each"), "{said}");
    let new = write(
        here.path(),
        "new.csv",
        "id,text,year\n\
         a,The gardeners plant beans and roses in new beds — and bees come.,2020\n\
         b,The hospital sends a nurse and a doctor to patients at home.,2021\n\
         c,Qwertz zuiop asdfgh.,2022\n\
         d,,2023\n",
    );
    classify(here.path(), &new, "out", 0);
    let run = here.path().join("out");
    let documents = rows(&run.join("documents.csv"));
    let column = |name: &str| documents.iter().map(|row| row[name].as_str()).collect::<Vec<_>>();
    assert_eq!(column("themes"), ["gardens", "health", "", ""]);
    assert_eq!(column("year"), ["2020", "2021", "2022", "2023"]);
    assert_eq!(column("status"), ["ok", "ok", "no known term", "no text"]);
    assert!(assert_evidence_slices_back(&run) > 3);
    let evidence = rows(&run.join("evidence.csv"));
    let words: BTreeSet<String> = evidence
        .iter()
        .filter(|row| row["id"] == "a" && row["weight"].parse::<f64>().expect("a number") > 0.0)
        .map(|row| row["text"].to_lowercase())
        .collect();
    assert!(words.contains("beans") || words.contains("beds"), "{words:?}");
    let tags = rows(&run.join("tags.csv"));
    assert!(tags.iter().all(|row| row["source"] == "model"));
    assert!(tags.iter().all(|row| (0.0..=1.0).contains(&row["score"].parse().expect("a number"))));
    classify(here.path(), &new, "out.csv", 0);
    let table = rows(&here.path().join("out.csv"));
    assert!(table[0]["evidence"].contains("beans") || table[0]["evidence"].contains("beds"));
}

#[test]
fn long_has_a_row_for_every_label_of_a_case() {
    let here = tempfile::tempdir().expect("a folder");
    train(here.path(), &project(CASES), &[], 0);
    let new =
        "id,text\na,The gardeners plant beans and roses in new beds.\nb,Qwertz zuiop asdfgh.\n";
    let new = write(here.path(), "new.csv", new);
    let mut command = caselens(here.path());
    command.arg("classify").arg(&new).args(["--text", "text", "--model", "model.caselens"]);
    let said = outcome(command.args(["--long", "--output", "long.csv"]), 0);
    assert!(said.contains("1 case has no theme and so no row"), "{said}");
    let found = rows(&here.path().join("long.csv"));
    let [row] = &found[..] else { panic!("{found:?}") };
    assert_eq!([&row["id"], &row["theme"], &row["source"]], ["a", "gardens", "model"]);
    assert!(row["evidence"].contains("beds"), "{row:?}");
    assert!(row["score"].parse::<f64>().is_ok_and(|score| score > 1.0 / 3.0), "{row:?}");
}

#[test]
fn neither_threads_nor_the_order_of_rows_change_a_byte_of_the_model() {
    let here = tempfile::tempdir().expect("a folder");
    let model = || std::fs::read(here.path().join("model.caselens")).expect("a model");
    // Under one name, which stands in the card.
    let text = std::fs::read_to_string(project(CASES)).expect("the cases");
    let input = write(here.path(), "cases.csv", &text);
    train(here.path(), &input, &["--threads", "1"], 0);
    let first = model();
    train(here.path(), &input, &["--threads", "4", "--batch-size", "5"], 0);
    assert!(first == model(), "the number of threads changes the model");
    let (head, body) = text.split_once('\n').expect("a header");
    let turned: Vec<&str> = body.lines().rev().collect();
    let input = write(here.path(), "cases.csv", &format!("{head}\n{}\n", turned.join("\n")));
    train(here.path(), &input, &[], 0);
    assert!(first == model(), "the order of the rows changes the model");
}

#[test]
fn the_card_says_what_was_learnt_from_what() {
    let here = tempfile::tempdir().expect("a folder");
    train(here.path(), &project(CASES), &["--made", "2024-05-06"], 0);
    let show = |format: &str| {
        let mut command = caselens(here.path());
        outcome(command.args(["model", "show", "model.caselens", "--format", format]), 0)
    };
    let text = show("text");
    assert!(text.contains("24 cases of the 24 in cases") && text.contains("gardens"), "{text}");
    let card: serde_json::Value = serde_json::from_str(&show("json")).expect("JSON");
    let card = &card["classifier"];
    assert_eq!(card["made"], "2024-05-06");
    assert_eq!(card["labels"].as_array().map(Vec::len), Some(3));
    assert_eq!(card["labels"][0]["examples"], 8);
    assert!(card["micro_f1"].as_f64().is_some_and(|f1| f1 > 0.5), "{card}");
    assert_eq!(card["data_sha256"].as_str().map(str::len), Some(64));
}

#[test]
fn an_evaluation_says_of_held_out_cases_what_the_card_says_and_judges_models() {
    let here = tempfile::tempdir().expect("a folder");
    let cases = project("data/example/cases.csv");
    let learn = ["train", "--labels", "themes", "--folds", "4", "--output", "model.caselens"];
    outcome(caselens(here.path()).args(learn).arg(&cases), 0);
    let json = |args: &[&str]| -> serde_json::Value {
        let output = caselens(here.path()).args(args).output().expect("the program runs");
        serde_json::from_slice(&output.stdout).expect("JSON")
    };
    let card = json(&["model", "show", "model.caselens", "--format", "json"]);
    let path = cases.display().to_string();
    let evaluate = ["evaluate", &path, "--labels", "themes", "--format", "json", "-q"];
    let held_out = json(&[&evaluate[..], &["--cv", "4"]].concat());
    let f1 = |of: &serde_json::Value| of["overall"]["averages"]["micro"]["f1"]["value"].as_f64();
    let expected = card["classifier"]["micro_f1"].as_f64().expect("a number");
    let found = f1(&held_out).expect("a number");
    assert!((found - expected).abs() < 1e-12, "{found} {expected}");
    let learnt = json(&[&evaluate[..], &["--model", "model.caselens"]].concat());
    assert!(f1(&learnt) > Some(expected + 0.2), "a model knows the cases it was learnt from");
    assert!(learnt["notes"].to_string().contains("the very cases"), "{}", learnt["notes"]);
    assert!(!held_out["notes"].to_string().contains("the very cases"), "{}", held_out["notes"]);
    let strange = ["--map", "participation=elsewhere", "--model", "model.caselens"];
    let strange = json(&[&evaluate[..], &strange].concat());
    assert_eq!(strange["unknown_labels"]["elsewhere"], 20);
}

#[test]
fn a_wrong_label_stands_on_the_work_list() {
    let here = tempfile::tempdir().expect("a folder");
    // Case g1, on beans and roses, is called traffic.
    let wrong =
        relabelled(here.path(), |at, label| if at == 0 { "traffic".into() } else { label.into() });
    assert_eq!(rows(&wrong)[0]["id"], "g1");
    train(here.path(), &wrong, &["--errors", "errors.csv"], 0);
    let errors = rows(&here.path().join("errors.csv"));
    let found = errors.iter().find(|row| row["id"] == "g1").expect("the wrong label");
    assert_eq!((found["given"].as_str(), found["suggested"].as_str()), ("traffic", "gardens"));
    assert!(found["text"].starts_with("Neighbours dig"));
}

#[test]
fn the_work_list_never_takes_the_place_of_the_cases_or_the_model() {
    let here = tempfile::tempdir().expect("a folder");
    let cases = relabelled(here.path(), |_, label| label.to_owned());
    let before = std::fs::read(&cases).expect("cases");
    train(here.path(), &cases, &["--errors", "relabelled.csv"], 2);
    assert_eq!(std::fs::read(&cases).expect("cases"), before);
    train(here.path(), &cases, &["--errors", "./model.caselens"], 2);
    assert!(!here.path().join("model.caselens").exists());
}

#[test]
fn labels_in_columns_of_their_own_are_learnt_each_for_itself() {
    let here = tempfile::tempdir().expect("a folder");
    let mut text = "id,text,green,moving\n".to_owned();
    for row in rows(&project(CASES)) {
        let is = |label: &str| u8::from(row["labels"] == label);
        text += &format!("{},\"{}\",{},{}\n", row["id"], row["text"], is("gardens"), is("traffic"));
    }
    let input = write(here.path(), "columns.csv", &text);
    let mut command = caselens(here.path());
    command.arg("train").arg(&input).args(["--text", "text", "--id", "id"]);
    outcome(command.args(["--labels", "green,moving", "--output", "model.caselens"]), 0);
    classify(here.path(), &project(CASES), "out.csv", 0);
    let found = rows(&here.path().join("out.csv"));
    let right = found.iter().filter(|row| match row["labels"].as_str() {
        "gardens" => row["themes"] == "green",
        "traffic" => row["themes"] == "moving",
        _ => row["themes"].is_empty(),
    });
    assert!(right.count() >= 20);
}

#[test]
fn what_cannot_be_learnt_is_said_in_words() {
    let here = tempfile::tempdir().expect("a folder");
    let refuse = |labels: &dyn Fn(usize, &str) -> String, says: &str| {
        let input = relabelled(here.path(), labels);
        let said = train(here.path(), &input, &[], 3);
        assert!(said.contains(says), "{said}");
    };
    refuse(&|_, _| String::new(), "no case has a label");
    refuse(&|_, _| "all".into(), "every case has the label `all`");
    refuse(&|at, _| format!("label-{at}"), "none of the 24 labels has 2 examples");
    refuse(
        &|at, _| if at == 0 { "all".into() } else { "all|more".into() },
        "every case has the label `all`",
    );
    let input =
        relabelled(here.path(), |at, label| if at == 3 { "rare".into() } else { label.into() });
    let said = train(here.path(), &input, &[], 0);
    assert!(said.contains("left out: `rare` (1)"), "{said}");
    let input = project(CASES);
    let mut command = caselens(here.path());
    let said = outcome(command.arg("train").arg(&input).args(["--labels", "lables"]), 4);
    assert!(said.contains("did you mean `labels`?"), "{said}");
}

#[test]
fn a_few_labels_of_many_cases_are_enough_to_begin_with() {
    let here = tempfile::tempdir().expect("a folder");
    // Three examples of each label; the others are unlabelled.
    let input =
        relabelled(here.path(), |at, label| if at < 9 { label.into() } else { String::new() });
    let said = train(here.path(), &input, &[], 0);
    assert!(said.contains("9 cases of the 24"), "{said}");
    classify(here.path(), &project(CASES), "out.csv", 0);
    let found = rows(&here.path().join("out.csv"));
    assert!(found.iter().filter(|row| row["themes"] == row["labels"]).count() >= 15);
}

#[test]
fn cases_in_another_language_are_told_of() {
    let here = tempfile::tempdir().expect("a folder");
    train(here.path(), &project(CASES), &[], 0);
    let french = write(
        here.path(),
        "french.csv",
        "id,text\na,Les habitants plantent des haricots et des roses derrière la mairie.\n\
         b,Les infirmières rendent visite aux malades chez eux après leur séjour.\n",
    );
    let said = classify(here.path(), &french, "out.csv", 0);
    assert!(said.contains("in another language"), "{said}");
}

#[test]
fn a_list_of_names_is_in_the_language_of_the_cases_and_a_foreign_sentence_is_not() {
    let here = tempfile::tempdir().expect("a folder");
    train(here.path(), &project(CASES), &[], 0);
    let new = "id,text\na,\"Comune Torino 12,4 mln; Bergamo 3,1 mln; Ravenna 2,2 mln; quota 17,7 mln\"\n\
               b,La ville demande aux habitants ce qu'ils veulent dans les nouveaux jardins.\n";
    let new = write(here.path(), "new.csv", new);
    classify(here.path(), &new, "out.csv", 0);
    let found = rows(&here.path().join("out.csv"));
    assert_eq!([&found[0]["language"], &found[1]["language"]], ["en", "fr"]);
}

#[test]
fn a_run_with_a_model_lists_where_it_and_the_codebook_disagree() {
    let here = tempfile::tempdir().expect("a folder");
    let input = relabelled(here.path(), |_, label| {
        if label == "health" { "health" } else { "other" }.into()
    });
    train(here.path(), &input, &[], 0);
    let codebook = "name = 'n'\n[[theme]]\nid = 'health'\nlabel = 'Health'\ndefinition = 'D'\n\
                    terms.en = ['nurse', 'library']\nmin_score = 0.1\n";
    write(here.path(), "codebook.toml", codebook);
    let mut command = caselens(here.path());
    command.arg("run").arg(project(CASES)).args(["--text", "text", "--id", "id", "-k", "3"]);
    command.args(["--codebook", "codebook.toml", "--model", "model.caselens", "--output", "out"]);
    outcome(&mut command, 0);
    let run = here.path().join("out");
    let tags = rows(&run.join("tags.csv"));
    let sources: BTreeSet<&str> = tags.iter().map(|row| row["source"].as_str()).collect();
    assert_eq!(sources, BTreeSet::from(["lexicon", "model"]));
    let disagreements = rows(&run.join("disagreements.csv"));
    assert!(!disagreements.is_empty());
    for row in &disagreements {
        let found = |source: &str| {
            tags.iter().any(|tag| {
                tag["id"] == row["id"] && tag["theme"] == "health" && tag["source"] == source
            })
        };
        assert_ne!(found("lexicon"), found("model"), "{row:?}");
        assert!(found(&row["found_by"]));
    }
    assert!(assert_evidence_slices_back(&run) > 10);
}

#[test]
fn model_files_of_every_version_are_read() {
    let here = tempfile::tempdir().expect("a folder");
    let show = |version: &str| {
        let mut command = caselens(here.path());
        let file = project("tests/fixtures/models").join(format!("version-{version}.caselens"));
        outcome(command.args(["model", "show"]).arg(file), 0)
    };
    assert!(show("1").contains("3 clusters"));
    assert!(show("2").contains("3 labels"));
    let model = project("tests/fixtures/models/version-2.caselens");
    let mut command = caselens(here.path());
    command.arg("classify").arg(project(CASES)).args(["--text", "text", "--id", "id", "--model"]);
    outcome(command.arg(model).args(["--output", "out.csv"]), 0);
    let found = rows(&here.path().join("out.csv"));
    // One case has no word that others have, too.
    assert!(found.iter().filter(|row| row["themes"] == row["labels"]).count() >= 23);
}

#[test]
fn a_model_that_is_cut_altered_or_foreign_is_refused() {
    let here = tempfile::tempdir().expect("a folder");
    let bytes =
        std::fs::read(project("tests/fixtures/models/version-2.caselens")).expect("a model");
    let refuse = |bytes: &[u8], says: &str| {
        std::fs::write(here.path().join("model.caselens"), bytes).expect("a file");
        let said = classify(here.path(), &project(CASES), "out.csv", 4);
        assert!(said.contains(says), "{said}");
    };
    refuse(&bytes[..bytes.len() / 2], "cut short or was altered");
    refuse(&bytes[..20], "not a caselens model");
    let mut altered = bytes.clone();
    let last = altered.len() - 40;
    altered[last] ^= 1;
    refuse(&altered, "cut short or was altered");
    refuse(
        b"PK\x03\x04 a zip archive, as a pickle may be, and not a model at all ..........",
        "not a caselens model",
    );
    let old = std::fs::read(project("tests/fixtures/models/version-1.caselens")).expect("a model");
    refuse(&old, "has learnt no labels");
}
