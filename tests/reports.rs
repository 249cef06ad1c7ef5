//! Reports of runs as people ask for them: by attribute, in their language, of every kind of run.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use common::{caselens, project, rows};
use tempfile::{TempDir, tempdir};

/// A folder with the example's cases.
fn here() -> TempDir {
    let folder = tempdir().unwrap();
    fs::copy(project("data/example/cases.csv"), folder.path().join("cases.csv")).unwrap();
    folder
}

/// What the program says on standard error.
fn outcome(folder: &Path, arguments: &[&str], code: i32) -> String {
    let output = caselens(folder).args(arguments).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {told}");
    told
}

fn page(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

#[test]
fn themes_by_attribute_are_counts_of_the_documents_and_made_again_from_them() {
    let folder = here();
    let here = folder.path();
    let run = ["run", "cases.csv", "-q", "-o", "made", "-k", "4", "--by", "country,year"];
    outcome(here, &[&run[..], &["--by-limit", "3", "--lang", "fr"]].concat(), 0);
    let documents = rows(&here.join("made/documents.csv"));
    let table = rows(&here.join("made/themes_by.csv"));
    let attributes: BTreeSet<&str> = table.iter().map(|row| row["attribute"].as_str()).collect();
    assert_eq!(attributes, BTreeSet::from(["country", "year"]));
    let mut bases: BTreeMap<&str, u64> = BTreeMap::new();
    for row in table.iter().filter(|row| row["attribute"] == "country" && row["kind"] == "value") {
        let of: Vec<_> = documents.iter().filter(|it| it["country"] == row["value"]).collect();
        assert_eq!(row["base"], of.len().to_string());
        bases.insert(&row["value"], of.len() as u64);
        let with = of.iter().filter(|it| it["themes"].split('|').any(|one| one == row["theme"]));
        let with = with.count();
        let hidden = of.len() < 3 || (1..3).contains(&with);
        let told = if hidden { String::new() } else { with.to_string() };
        assert_eq!(row["documents"], told, "{row:?}");
        assert_eq!(row["share"].is_empty(), hidden);
    }
    let common = bases.values().all(|&base| base >= 3) && (1..=12).contains(&bases.len());
    assert!(common, "the commonest values stand for themselves: {bases:?}");

    let verified = caselens(here).args(["verify", "made", "cases.csv", "-q"]).output().unwrap();
    assert_eq!(verified.status.code(), Some(0), "{verified:?}");
    // From the tables alone, with the columns named again or not: the same bytes.
    outcome(here, &["report", "made", "-o", "again", "-q"], 0);
    let by = ["--by", "country,year"];
    outcome(here, &[&["report", "made", "-o", "by", "-q"], &by[..]].concat(), 0);
    for name in ["report.html", "report.md"] {
        assert_eq!(page(here, &format!("made/{name}")), page(here, &format!("again/{name}")));
        assert_eq!(page(here, &format!("made/{name}")), page(here, &format!("by/{name}")));
    }
    assert!(page(here, "made/report.html").contains("<html lang=\"fr\">"));
    assert!(page(here, "made/report.md").contains("## Thèmes selon les attributs"));
}

#[test]
fn a_column_that_is_not_there_is_refused_before_any_work() {
    let folder = here();
    for verb in ["run", "tag"] {
        let told = outcome(folder.path(), &[verb, "cases.csv", "-o", "made", "--by", "contry"], 2);
        assert!(told.contains("`country`"), "{told}");
        assert!(!folder.path().join("made").exists());
    }
    let told = outcome(folder.path(), &["tag", "cases.csv", "--by", "country"], 2);
    assert!(told.contains("name a folder"), "{told}");
}

#[test]
fn many_different_numbers_are_left_out_of_a_run_with_a_word() {
    let folder = here();
    let cases = page(folder.path(), "cases.csv");
    let mut reader = csv::Reader::from_reader(cases.as_bytes());
    let header = reader.headers().unwrap().clone();
    let mut writer = csv::Writer::from_path(folder.path().join("costs.csv")).unwrap();
    writer.write_record(header.iter().chain(["cost"])).unwrap();
    for (place, row) in reader.records().enumerate() {
        let cost = (10 + 137 * place).to_string();
        writer.write_record(row.unwrap().iter().chain([cost.as_str()])).unwrap();
    }
    writer.flush().unwrap();
    let run = ["run", "costs.csv", "-o", "made", "-k", "3", "--by", "cost,country"];
    let told = outcome(folder.path(), &run, 0);
    assert!(told.contains("themes are not counted by `cost`"), "{told}");
    let table = rows(&folder.path().join("made/themes_by.csv"));
    assert!(!table.is_empty() && table.iter().all(|row| row["attribute"] == "country"));
    let told = outcome(folder.path(), &["report", "made", "--by", "cost"], 2);
    assert!(told.contains("column of categories"), "{told}");
}

#[test]
fn the_shares_of_words_rest_on_the_texts_of_each_cluster() {
    let folder = here();
    outcome(folder.path(), &["run", "cases.csv", "-q", "-o", "made", "-k", "5"], 0);
    let number = |cell: &str| cell.parse::<u64>().unwrap();
    let clusters = rows(&folder.path().join("made/clusters.csv"));
    let all: u64 = clusters.iter().map(|row| number(&row["size"])).sum();
    for term in rows(&folder.path().join("made/cluster_terms.csv")) {
        let (inside, outside) = (number(&term["texts_inside"]), number(&term["texts_outside"]));
        assert!(number(&term["inside"]) <= inside && number(&term["outside"]) <= outside);
        let cluster = clusters.iter().find(|row| row["cluster"] == term["cluster"]).unwrap();
        assert!(inside <= number(&cluster["size"]) && inside + outside <= all);
    }
}

#[test]
fn entries_are_counted_where_they_prove_a_theme() {
    let folder = here();
    outcome(folder.path(), &["tag", "cases.csv", "-q", "-o", "made"], 0);
    let mut proving: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    for row in rows(&folder.path().join("made/evidence.csv")) {
        let entry = (row["theme"].clone(), row["entry"].clone());
        proving.entry(entry).or_default().insert(row["id"].clone());
    }
    let mut counted: BTreeMap<(String, String), u64> = BTreeMap::new();
    for row in rows(&folder.path().join("made/entries.csv")) {
        let entry = (row["theme"].clone(), row["entry"].clone());
        *counted.entry(entry).or_default() += row["documents"].parse::<u64>().unwrap();
    }
    counted.retain(|_, documents| *documents > 0);
    let proving: BTreeMap<_, u64> =
        proving.into_iter().map(|(entry, ids)| (entry, ids.len() as u64)).collect();
    assert_eq!(counted, proving);
}

#[test]
fn labels_of_a_model_have_a_report_alone_and_beside_a_codebook() {
    let folder = here();
    let here = folder.path();
    let train = ["train", "cases.csv", "--labels", "themes", "-q", "-o", "labels.caselens"];
    outcome(here, &train, 0);
    let classify = ["classify", "cases.csv", "--model", "labels.caselens", "-q", "-o", "labelled"];
    outcome(here, &classify, 0);
    outcome(here, &["report", "labelled", "--by", "country", "-q"], 0);
    let alone = page(here, "labelled/report.md");
    assert!(alone.contains("labels of a classifier") && alone.contains("## Themes by attribute"));
    assert!(!alone.contains("## Labels of the model") && !alone.contains("codebook public"));
    let html = page(here, "labelled/report.html");
    assert!(html.contains("<mark>"), "the words that speak for a label are marked");

    let run = ["run", "cases.csv", "--model", "labels.caselens", "-q", "-o", "made", "-k", "4"];
    outcome(here, &run, 0);
    let both = page(here, "made/report.md");
    assert!(both.contains("## Labels of the model"));
    let differing = rows(&here.join("made/disagreements.csv"));
    let by = |finder: &str| differing.iter().filter(|row| row["found_by"] == finder).count();
    let told = format!(
        "differ in {} decisions (one theme in one case): in {} only the codebook found the theme, \
         in {} only the model",
        differing.len(),
        by("lexicon"),
        by("model")
    );
    assert!(both.contains(&told), "{told}");
}
