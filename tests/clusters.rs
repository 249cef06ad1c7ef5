//! Clusters through the command line: what each is, known clusters for new cases, and clusters against
//! labels.

#![allow(clippy::unwrap_used, reason = "a test may fail and tell")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use common::{Row, assert_same_run, caselens, project, rows};
use tempfile::{TempDir, tempdir};

fn example() -> PathBuf {
    project("data/example/cases.csv")
}

/// Runs the program and gives what it says on standard output and standard error.
fn says(folder: &Path, arguments: &[&str]) -> (String, String) {
    let output = caselens(folder).args(arguments).output().unwrap();
    let (out, err) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{arguments:?}: {err}");
    (out.into_owned(), err.into_owned())
}

/// A folder with the example in clusters: `out`.
fn clustered(more: &[&str]) -> TempDir {
    let folder = tempdir().unwrap();
    let input = example();
    let arguments = ["cluster", input.to_str().unwrap(), "-q", "-o", "out"];
    says(folder.path(), &[&arguments, more].concat());
    folder
}

fn by_id(rows: Vec<Row>) -> BTreeMap<String, Row> {
    rows.into_iter().map(|row| (row["id"].clone(), row)).collect()
}

/// The example with only the rows that are wanted.
fn part_of_example(place: &Path, wanted: impl Fn(usize) -> bool) {
    let mut reader = csv::Reader::from_path(example()).unwrap();
    let mut writer = csv::Writer::from_path(place).unwrap();
    writer.write_record(reader.headers().unwrap()).unwrap();
    for (at, row) in reader.records().enumerate().filter(|(at, _)| wanted(*at)) {
        writer.write_record(&row.unwrap()).unwrap_or_else(|error| panic!("row {at}: {error}"));
    }
    writer.flush().unwrap();
}

#[test]
fn labels_are_what_people_wrote_and_no_two_clusters_share_a_term() {
    let folder = clustered(&["-k", "8"]);
    let out = folder.path().join("out");
    let texts: String = rows(&example())
        .iter()
        .map(|row| format!("{} {} ", row["title"], row["summary"]))
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let mut met = BTreeSet::new();
    let clusters = rows(&out.join("clusters.csv"));
    assert_eq!(clusters.len(), 8);
    for cluster in &clusters {
        let terms: Vec<&str> = cluster["label"].split(", ").collect();
        assert!((3..=5).contains(&terms.len()), "{}", cluster["label"]);
        for term in terms {
            assert!(texts.contains(term), "nobody wrote `{term}`");
            assert!(met.insert(term.to_owned()), "`{term}` stands in two labels");
        }
    }
    for term in rows(&out.join("cluster_terms.csv")) {
        assert!(texts.contains(&term["surface"]), "nobody wrote `{}`", term["surface"]);
        let q: f64 = term["q"].parse().unwrap();
        assert!((0.0..=1.0).contains(&q) && term["inside"] != "0");
    }
}

#[test]
fn the_tree_joins_all_clusters_from_the_most_similar_on() {
    let folder = clustered(&["-k", "7"]);
    let tree = rows(&folder.path().join("out/cluster_tree.csv"));
    assert_eq!(tree.len(), 6);
    let similarities: Vec<f64> =
        tree.iter().map(|row| row["similarity"].parse().unwrap()).collect();
    assert!(similarities.is_sorted_by(|a, b| a >= b), "{similarities:?}");
    let last = tree.last().unwrap();
    assert_eq!((last["clusters"].as_str(), last["size"].as_str()), ("1|2|3|4|5|6|7", "168"));
    let clusters = rows(&folder.path().join("out/clusters.csv"));
    let first = &clusters[tree[0]["a"].parse::<usize>().unwrap() - 1];
    assert_eq!(
        (&first["nearest"], &first["nearest_similarity"]),
        (&tree[0]["b"], &tree[0]["similarity"])
    );
}

#[test]
fn cases_on_the_border_are_marked_and_counted_and_none_is_left_over() {
    let folder = clustered(&["-k", "6"]);
    let documents = rows(&folder.path().join("out/documents.csv"));
    let mut borderline: BTreeMap<String, usize> = BTreeMap::new();
    for row in &documents {
        let (similarity, margin): (f64, f64) =
            (row["similarity"].parse().unwrap(), row["margin"].parse().unwrap());
        assert!(margin >= 0.0 && row["second_cluster"] != row["cluster"]);
        // Silhouette: with a and b the distances to the own and to the next, (b - a) / b.
        let silhouette = margin / (1.0 - similarity + margin);
        match row["fit"].as_str() {
            "borderline" => assert!(silhouette < 0.0501, "{row:?}"),
            "clear" => assert!(silhouette > 0.0499, "{row:?}"),
            other => assert_eq!(other, "none"),
        }
        *borderline.entry(row["cluster"].clone()).or_default() +=
            usize::from(row["fit"] == "borderline");
    }
    for cluster in rows(&folder.path().join("out/clusters.csv")) {
        let marked = borderline[&cluster["cluster"]].to_string();
        assert_eq!(cluster["borderline"], marked);
    }
}

#[test]
fn a_model_gives_the_cases_it_was_learnt_from_the_same_bytes() {
    let folder = clustered(&["-k", "5"]);
    let (here, input) = (folder.path(), example());
    let model = ["cluster", input.to_str().unwrap(), "-q", "--model", "out/model.caselens", "-o"];
    says(here, &[&model[..], &["again.csv"]].concat());
    let table = fs::read(here.join("again.csv")).unwrap();
    assert!(table == fs::read(here.join("out/documents.csv")).unwrap());
    says(here, &[&model[..], &["again"]].concat());
    let terms = |run: &str| {
        let mut terms = rows(&here.join(run).join("cluster_terms.csv"));
        // Of how many texts the clusters were learnt is not told where they come from a model.
        terms.iter_mut().for_each(|row| row.retain(|column, _| !column.starts_with("texts_")));
        terms
    };
    assert_eq!(terms("out"), terms("again"));
    for file in ["run.json", "cluster_terms.csv"] {
        fs::remove_file(here.join("out").join(file)).unwrap();
        fs::remove_file(here.join("again").join(file)).unwrap();
    }
    assert_same_run(&here.join("out"), &here.join("again"));
}

#[test]
fn with_a_model_the_cluster_of_a_case_does_not_depend_on_the_others() {
    let folder = clustered(&["-k", "5"]);
    let here = folder.path();
    part_of_example(&here.join("part.csv"), |at| at % 7 == 0);
    let arguments = ["cluster", "part.csv", "--model", "out/model.caselens", "-o", "part-out.csv"];
    let (_, stderr) = says(here, &arguments);
    assert!(!stderr.contains("fit no cluster"), "{stderr}");
    let whole = by_id(rows(&here.join("out/documents.csv")));
    let part = rows(&here.join("part-out.csv"));
    assert_eq!(part.len(), 24);
    part.iter().for_each(|row| assert_eq!(*row, whole[&row["id"]]));
}

#[test]
fn cases_of_another_kind_fit_no_cluster_and_a_warning_says_so() {
    let folder = clustered(&["-k", "5"]);
    let here = folder.path();
    let mut recipes = "id,summary\n".to_owned();
    for (at, (what, with)) in [
        ("onions", "butter"),
        ("leeks", "cream"),
        ("carrots", "ginger"),
        ("beans", "thyme"),
        ("lentils", "cumin"),
        ("barley", "parsley"),
        ("peas", "mint"),
        ("beets", "dill"),
        ("turnips", "pepper"),
        ("fennel", "saffron"),
    ]
    .iter()
    .enumerate()
    {
        recipes.push_str(&format!(
            "r{at},\"Peel and chop the {what}, fry them gently in {with}, pour in hot stock, simmer \
             until tender, season, whisk, and serve the soup in deep bowls.\"\n"
        ));
    }
    fs::write(here.join("soups.csv"), recipes).unwrap();
    let arguments = ["cluster", "soups.csv", "--model", "out/model.caselens", "--text", "summary"];
    let (stdout, stderr) =
        says(here, &[&arguments[..], &["--id", "id", "-o", "soups-out.csv"]].concat());
    assert!(stdout.is_empty());
    assert!(stderr.contains("of 10 fit no cluster of the model"), "{stderr}");
    assert!(stderr.contains("of the words of these cases"), "{stderr}");
    let unfit = rows(&here.join("soups-out.csv"));
    assert!(unfit.iter().filter(|row| row["fit"] != "clear").count() >= 8, "{unfit:?}");
}

#[test]
fn a_model_without_clusters_or_with_settings_beside_it_is_refused() {
    let folder = tempdir().unwrap();
    let here = folder.path();
    let input = example();
    let input = input.to_str().unwrap();
    says(here, &["tag", input, "-q", "-o", "tags"]);
    let code =
        |arguments: &[&str]| caselens(here).args(arguments).assert().get_output().status.code();
    assert_eq!(code(&["cluster", input, "--model", "tags/model.caselens"]), Some(4));
    assert_eq!(code(&["cluster", input, "--model", "none.caselens"]), Some(4));
    assert_eq!(code(&["cluster", input, "--model", "tags/model.caselens", "-k", "3"]), Some(2));
}

const JUDGED: &str = "\
id,text,kind,group,tags
a,One,school,1,kind:school|land:x
b,Two,school,1,kind:school|land:y
c,Three,school,2,kind:school
d,Four,river,2,kind:river|land:x
e,Five,river,2,land:x
f,Six,,2,
g,Seven,school|river,2,kind:school|kind:river
";

fn evaluate(folder: &Path, more: &[&str]) -> (String, String) {
    let arguments = ["evaluate", "judged.csv", "--text", "text", "--id", "id"];
    says(folder, &[&arguments, more].concat())
}

#[test]
fn evaluate_compares_a_column_of_clusters_with_a_column_of_labels() {
    let folder = tempdir().unwrap();
    let here = folder.path();
    fs::write(here.join("judged.csv"), JUDGED).unwrap();
    let asked = ["--clusters", "kind", "--predicted", "group"];
    let (table, _) = evaluate(here, &asked);
    assert!(table.contains("5 cases with one label, 2 labels, 2 clusters"), "{table}");
    assert!(table.contains("left out: 1 without a label, 1 with several labels"), "{table}");
    let (json, _) = evaluate(here, &[&asked[..], &["--format", "json"]].concat());
    let result: serde_json::Value = serde_json::from_str(&json).unwrap();
    // school 2 + 1, river 0 + 2: four of five are right.
    assert_eq!(result["counts"], serde_json::json!([[2, 1], [0, 2]]));
    assert_eq!((result["accuracy"].as_f64(), result["purity"].as_f64()), (Some(0.8), Some(0.8)));
    // By scikit-learn.
    assert!((result["nmi"].as_f64().unwrap() - 0.432_538_067_766_310_9).abs() < 1e-9);
    assert!((result["ari"].as_f64().unwrap() - 0.166_666_666_666_666_66).abs() < 1e-9);
    let of_kind = ["--clusters", "tags", "--label-prefix", "kind:", "--predicted", "group"];
    let (csv, _) = evaluate(here, &[&of_kind[..], &["--format", "csv"]].concat());
    assert!(csv.contains("documents,,,4\nwithout label,,,2\nseveral labels,,,1\n"), "{csv}");
    assert!(csv.contains("documents,school,1,2\n"), "{csv}");
    evaluate(here, &[&asked[..], &["-o", "evaluation.md"]].concat());
    assert!(fs::read_to_string(here.join("evaluation.md")).unwrap().contains("| river | 2 |"));
}

#[test]
fn evaluate_finds_clusters_or_takes_those_of_a_model() {
    let folder = clustered(&["-k", "6"]);
    let (here, input) = (folder.path(), example());
    let asked = ["evaluate", input.to_str().unwrap(), "--clusters", "country", "--format", "json"];
    let (fresh, _) = says(here, &[&asked[..], &["-k", "6"]].concat());
    let (known, _) = says(here, &[&asked[..], &["--model", "out/model.caselens"]].concat());
    assert_eq!(fresh, known);
    let table = ["evaluate", "out/documents.csv", "--clusters", "country", "--format", "json"];
    let (column, _) = says(here, &[&table[..], &["--predicted", "cluster"]].concat());
    let measures = |json: &str| -> Vec<serde_json::Value> {
        let value: serde_json::Value = serde_json::from_str(json).unwrap();
        ["nmi", "ari", "accuracy", "counts"].map(|name| value[name].clone()).to_vec()
    };
    assert_eq!(measures(&fresh), measures(&column));
}

#[test]
fn an_evaluation_that_cannot_be_made_says_why() {
    let folder = tempdir().unwrap();
    let here = folder.path();
    fs::write(here.join("judged.csv"), JUDGED).unwrap();
    let fails = |arguments: &[&str], code: i32, part: &str| {
        let start = ["evaluate", "judged.csv", "--text", "text"];
        let output = caselens(here).args(start).args(arguments).output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{stderr}");
        assert!(stderr.contains(part), "{stderr}");
    };
    fails(&[], 2, "--clusters");
    fails(&["--clusters", "sort"], 3, "there is no column `sort`");
    fails(&["--clusters", "kind", "--predicted", "sort"], 3, "id, text, kind, group, tags");
    fails(&["--clusters", "tags", "--label-prefix", "size:"], 3, "no case has one label");
    fails(&["--clusters", "kind", "--format", "xml"], 2, "table, json, csv, md or html");
}
