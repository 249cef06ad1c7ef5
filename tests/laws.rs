//! Properties that hold for any corpus.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may fail and tell")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use caselens::corpus::{Corpus, Document, Place, Schema, Unit};
use caselens::pipeline::{Applier, Execution, Findings, apply, learn};
use caselens::progress::Silent;
use caselens::settings::Settings;
use caselens::themes::Codebook;
use common::{assert_evidence_slices_back, assert_same_run, caselens, files, project, rows};
use proptest::prelude::*;
use tempfile::tempdir;

/// Words of which corpora are made up: themes, stop words, several languages and scripts.
const WORDS: [&str; 24] = [
    "citizens",
    "assembly",
    "the",
    "of",
    "AI",
    "machine",
    "learning",
    "l\u{2019}emploi",
    "j'ai",
    "mental",
    "health",
    "and",
    "bus",
    "stop",
    "Beteiligung",
    "größe",
    "empleo",
    "für",
    "données",
    "открытые",
    "データ",
    "2021",
    "—",
    "🚲",
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => prop::collection::vec(prop::sample::select(WORDS.to_vec()), 0..30)
            .prop_map(|words| words.join(" ")),
        1 => "\\PC{0,40}",
    ]
}

fn corpus(texts: &[String]) -> Corpus {
    let schema = Schema { columns: vec!["text".to_owned()], text: vec![0], id: None };
    let documents = texts
        .iter()
        .enumerate()
        .map(|(at, text)| Document {
            id: format!("case-{at}"),
            values: [Some(text)].into_iter().collect(),
            place: Place { source: "test".into(), position: at as u64 + 1, unit: Unit::Row },
        })
        .collect();
    Corpus::from_documents(schema, documents)
}

/// The findings of every document by its id, and the model as bytes.
fn findings(
    texts: &[String],
    threads: usize,
    batch: usize,
) -> (BTreeMap<String, Findings>, Vec<u8>) {
    let corpus = corpus(texts);
    let settings = Settings::default();
    let codebook = Codebook::find("public-sector").unwrap();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| {
        let how = Execution { batch, ..Execution::default() };
        let learnt = learn(&corpus, &settings, Some(codebook), true, how, &Silent).unwrap();
        let applier = Applier::new(&learnt.model).unwrap();
        let mut all = BTreeMap::new();
        apply(&corpus, &applier, how, None, &Silent, |batch| {
            let ids = batch.documents.iter().map(|document| document.id.clone());
            all.extend(ids.zip(batch.findings));
            Ok(())
        })
        .unwrap();
        (all, learnt.model.to_bytes().unwrap())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn threads_and_batches_change_nothing(texts in prop::collection::vec(text(), 1..40)) {
        let once = findings(&texts, 1, 10_000);
        prop_assert!(once == findings(&texts, 2, 7));
        prop_assert!(once == findings(&texts, 4, 1));
    }

    #[test]
    fn no_document_is_lost_and_identical_texts_get_identical_findings(
        texts in prop::collection::vec(text(), 1..30)
    ) {
        let doubled: Vec<String> = texts.iter().chain(&texts).cloned().collect();
        let (found, _) = findings(&doubled, 2, 5);
        prop_assert_eq!(found.len(), doubled.len());
        for at in 0..texts.len() {
            let twin = at + texts.len();
            prop_assert_eq!(&found[&format!("case-{at}")], &found[&format!("case-{twin}")]);
        }
    }

    #[test]
    fn evidence_lies_on_characters_and_within_its_field(text in text()) {
        let (found, _) = findings(std::slice::from_ref(&text), 1, 1);
        for tag in &found["case-0"].tags {
            prop_assert!((0.0..=1.0).contains(&tag.score));
            for evidence in &tag.evidence {
                prop_assert!(text.get(evidence.start..evidence.end).is_some_and(|slice| !slice.is_empty()));
            }
        }
    }
}

/// The example cases with their rows in another order.
fn shuffled_example(folder: &Path) {
    let mut reader = csv::Reader::from_path(project("data/example/cases.csv")).unwrap();
    let mut writer = csv::Writer::from_path(folder.join("cases.csv")).unwrap();
    writer.write_record(reader.headers().unwrap()).unwrap();
    let mut records: Vec<_> = reader.records().map(Result::unwrap).collect();
    let length = records.len();
    records.reverse();
    records.rotate_left(length / 3);
    let (even, odd): (Vec<_>, Vec<_>) =
        records.into_iter().enumerate().partition(|(at, _)| at % 2 == 0);
    for (_, record) in even.into_iter().chain(odd) {
        writer.write_record(&record).unwrap();
    }
    writer.flush().unwrap();
}

#[test]
fn any_number_of_threads_and_any_batch_size_give_the_same_bytes() {
    let folder = tempdir().unwrap();
    let here = folder.path();
    fs::copy(project("data/example/cases.csv"), here.join("cases.csv")).unwrap();
    let run = |name: &str, threads: &str, batch: &str| {
        let arguments =
            ["run", "cases.csv", "-q", "-o", name, "--threads", threads, "--batch-size", batch];
        caselens(here).args(arguments).assert().success();
    };
    run("first", "1", "10000");
    for (threads, batch) in [("1", "1"), ("2", "7"), ("4", "10000"), ("3", "50")] {
        run("other", threads, batch);
        assert_same_run(&here.join("first"), &here.join("other"));
        fs::remove_dir_all(here.join("other")).unwrap();
    }
}

#[test]
fn a_matrix_is_the_same_for_any_number_of_threads_and_any_batch_size() {
    let folder = tempdir().unwrap();
    let here = folder.path();
    fs::copy(project("data/example/cases.csv"), here.join("cases.csv")).unwrap();
    for options in [&[][..], &["--ngram-range", "1,2", "--max-features", "500"]] {
        let vectorize = |threads: &str, batch: &str| {
            let arguments = ["vectorize", "cases.csv", "-q", "-o", "out", "--force"];
            let execution = ["--threads", threads, "--batch-size", batch];
            caselens(here).args(arguments).args(execution).args(options).assert().success();
            files(&here.join("out"))
        };
        let first = vectorize("1", "10000");
        for (threads, batch) in [("1", "1"), ("2", "7"), ("4", "40")] {
            assert!(vectorize(threads, batch) == first, "{threads} threads, batches of {batch}");
        }
    }
}

#[test]
fn the_order_of_the_rows_changes_nothing_but_the_order_of_the_rows() {
    let folder = tempdir().unwrap();
    let here = folder.path();
    fs::create_dir(here.join("shuffled")).unwrap();
    shuffled_example(&here.join("shuffled"));
    let example = project("data/example/cases.csv");
    caselens(here).args(["run", "-q", "-o", "a"]).arg(example).assert().success();
    caselens(here).args(["run", "-q", "-o", "b", "shuffled/cases.csv"]).assert().success();
    let (a, b) = (here.join("a"), here.join("b"));
    let tables = [
        "themes.csv",
        "cooccurrence.csv",
        "entries.csv",
        "clusters.csv",
        "cluster_terms.csv",
        "cluster_choice.csv",
        "cluster_tree.csv",
        "theme_by_cluster.csv",
        "gaps.csv",
        "duplicates.csv",
        "ledger.csv",
        "vocabulary.parquet",
        "model.caselens",
    ];
    for name in tables {
        assert!(
            fs::read(a.join(name)).unwrap() == fs::read(b.join(name)).unwrap(),
            "{name} differs"
        );
    }
    for name in ["documents.csv", "tags.csv", "evidence.csv", "map.csv"] {
        let sorted = |folder: &Path| {
            let mut rows = rows(&folder.join(name));
            rows.sort();
            rows
        };
        assert!(sorted(&a) == sorted(&b), "{name} differs");
    }
}

#[test]
fn evidence_slices_back_in_every_language_of_the_example() {
    let folder = tempdir().unwrap();
    let example = project("data/example/cases.csv");
    caselens(folder.path()).args(["run", "-q", "-o", "out"]).arg(example).assert().success();
    let out = folder.path().join("out");
    assert!(assert_evidence_slices_back(&out) > 300);
    let languages: BTreeMap<String, usize> =
        rows(&out.join("documents.csv")).iter().fold(BTreeMap::new(), |mut counts, row| {
            *counts.entry(row["language"].clone()).or_default() += 1;
            counts
        });
    let expected = [("de", 14), ("en", 126), ("es", 14), ("fr", 14)];
    assert_eq!(languages, expected.map(|(code, n)| (code.to_owned(), n)).into());
}

#[test]
fn corpora_of_one_to_thirty_documents_work() {
    let folder = tempdir().unwrap();
    let here = folder.path();
    let example = rows(&project("data/example/cases.csv"));
    for count in [1, 2, 3, 5, 10, 29] {
        let mut writer = csv::Writer::from_path(here.join("few.csv")).unwrap();
        writer.write_record(["id", "summary"]).unwrap();
        for row in &example[..count] {
            writer.write_record([&row["id"], &row["summary"]]).unwrap();
        }
        writer.flush().unwrap();
        let output =
            caselens(here).args(["run", "few.csv", "-o", "out", "--force"]).output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{count}: {stderr}");
        let says = if count < 4 { "too few to look for clusters" } else { "hints to read by" };
        assert!(stderr.contains(says), "{count}: {stderr}");
        let clusters = rows(&here.join("out/clusters.csv"));
        let sizes: usize = clusters.iter().map(|row| row["size"].parse::<usize>().unwrap()).sum();
        assert_eq!(sizes, count);
        assert!(fs::read_to_string(here.join("out/report.md")).unwrap().contains(says));
    }
}
