//! The example gives the example report; the real inputs give what a reader finds in them.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may fail and tell")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use common::{
    assert_evidence_slices_back, assert_same_run, caselens, files, project, rows, shared,
};
use tempfile::tempdir;

#[test]
fn the_example_gives_the_report_in_the_project() {
    let folder = tempdir().unwrap();
    // From the project's folder, so that the input has the name it has in README.
    let run = |name: &str, threads: &str| {
        caselens(&project("."))
            .args(["run", "data/example/cases.csv", "-q", "--threads", threads, "-o"])
            .arg(folder.path().join(name))
            .assert()
            .success();
    };
    run("one", "1");
    run("four", "4");
    assert_same_run(&folder.path().join("one"), &folder.path().join("four"));
    let kept = files(&project("reports/example"));
    let made = files(&folder.path().join("one"));
    for (name, bytes) in &kept {
        assert!(
            made.get(name) == Some(bytes),
            "{name} differs from reports/example: if that is meant, make it again with \
             `caselens run data/example/cases.csv -o reports/example --force`"
        );
    }
    assert!(kept.contains_key("report.html") && kept.contains_key("report.md"));
}

/// The themes a text has, by the beginning of the text.
fn tagged(run: &Path) -> Vec<(String, BTreeSet<String>)> {
    let split = |themes: &str| {
        themes.split('|').filter(|theme| !theme.is_empty()).map(str::to_owned).collect()
    };
    let documents = rows(&run.join("documents.csv"));
    documents.into_iter().map(|row| (row["text"].clone(), split(&row["themes"]))).collect()
}

#[test]
fn a_saved_page_of_a_case_library_is_tagged_as_a_reader_would() {
    let (Some(page), Some(gold)) =
        (shared("seed/000_d2f19fdc44ec6e31.txt"), shared("seed/gold.csv"))
    else {
        return;
    };
    let folder = tempdir().unwrap();
    caselens(folder.path()).args(["run", "-q", "-o", "out"]).arg(page).assert().success();
    let out = folder.path().join("out");
    let tagged = tagged(&out);
    assert_eq!(tagged.len(), 10);
    let rejects = rows(&out.join("rejects.csv"));
    assert_eq!(rejects.len(), 6);
    assert!(rejects.iter().all(|row| row["reason"] == "short line"));
    let mut false_alarms = Vec::new();
    for case in rows(&gold) {
        let found = &tagged.iter().find(|(text, _)| text.starts_with(&case["opening"])).unwrap().1;
        let required: BTreeSet<&str> = case["themes_required"].split('|').collect();
        let allowed: BTreeSet<&str> = case["themes_allowed"].split('|').collect();
        for theme in &required {
            assert!(found.contains(*theme), "case {} lacks {theme}", case["case"]);
        }
        let extra = found.iter().filter(|theme| {
            !required.contains(theme.as_str()) && !allowed.contains(theme.as_str())
        });
        false_alarms.extend(extra.map(|theme| format!("{}: {theme}", case["case"])));
    }
    assert!(false_alarms.len() <= 2, "{false_alarms:?}");
    assert_evidence_slices_back(&out);
}

/// Tags a corpus of the evaluation data; the rows of the tagged documents.
fn tag(name: &str, folder: &Path) -> Option<Vec<common::Row>> {
    let path = shared(&format!("corpora/{name}.csv"))?;
    let arguments = ["tag", "-q", "--text", "text", "--id", "id", "-o", "out.csv"];
    caselens(folder).args(arguments).arg(path).assert().success();
    Some(rows(&folder.join("out.csv")))
}

fn has(row: &common::Row, theme: &str) -> bool {
    row["themes"].split('|').any(|own| own == theme)
}

fn share(rows: &[common::Row], theme: &str) -> f64 {
    rows.iter().filter(|row| has(row, theme)).count() as f64 / rows.len() as f64
}

#[test]
fn cases_of_participation_are_found() {
    let folder = tempdir().unwrap();
    let Some(mut cases) = tag("participedia_cases_180w", folder.path()) else { return };
    cases.retain(|row| row["language"] == "en");
    let found = share(&cases, "participation");
    println!("participation in {:.1} % of {} English cases", 100.0 * found, cases.len());
    assert!(found >= 0.85);
}

#[test]
fn texts_that_mention_ai_are_found() {
    let folder = tempdir().unwrap();
    let Some(mut cases) = tag("us_federal_ai_2024", folder.path()) else { return };
    cases.retain(|row| {
        let words: Vec<&str> =
            row["text"].split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        let lower = words.join(" ").to_lowercase();
        words.contains(&"AI")
            || lower.contains("artificial intelligence")
            || lower.contains("machine learning")
    });
    let found = share(&cases, "ai");
    println!("ai in {:.1} % of {} texts that mention it", 100.0 * found, cases.len());
    assert!(cases.len() > 500 && found >= 0.90);
}

#[test]
fn texts_about_none_of_it_are_left_alone() {
    let folder = tempdir().unwrap();
    let Some(posts) = tag("newsgroups20_bydate_stripped", folder.path()) else { return };
    let limits =
        [("participation", 0.05), ("ai", 0.05), ("mental-health", 0.03), ("employment", 0.06)];
    for (theme, limit) in limits {
        let found = share(&posts, theme);
        println!("{theme} in {:.2} % of {} posts", 100.0 * found, posts.len());
        assert!(found <= limit, "{theme}");
    }
}

/// The commands of README: every line of its shell blocks.
fn readme_commands() -> Vec<String> {
    let readme = fs::read_to_string(project("README.md")).unwrap();
    let mut commands = Vec::new();
    let mut within = false;
    for line in readme.lines() {
        if line.starts_with("```") {
            within = line == "```sh";
        } else if within && !line.trim().is_empty() {
            commands.push(line.trim().to_owned());
        }
    }
    commands
}

/// Every command of README does what it says; those of cargo build what the test has built already,
/// so their arguments to the program are run instead, and the test command is this test.
#[test]
fn every_command_of_the_readme_runs() {
    let folder = tempdir().unwrap();
    let here = folder.path();
    let copy = |from: &str| {
        fs::create_dir_all(here.join(from).parent().unwrap()).unwrap();
        fs::copy(project(from), here.join(from)).unwrap();
    };
    copy("data/example/cases.csv");
    copy("data/example/caselens.toml");
    copy("data/codebooks/public-sector.toml");
    let program = assert_cmd::cargo::cargo_bin("caselens");
    let path = format!(
        "{}:{}",
        program.parent().unwrap().display(),
        std::env::var("PATH").unwrap_or_default()
    );
    let commands = readme_commands();
    let mut seen = BTreeMap::new();
    for command in &commands {
        let verb = match command.as_str() {
            "cargo test --release" => continue,
            cargo if cargo.starts_with("cargo run --release -- ") => {
                cargo.replace("cargo run --release -- ", "caselens ")
            }
            "cargo install --path ." => continue,
            other => other.to_owned(),
        };
        let output = std::process::Command::new("bash")
            .args(["-e", "-o", "pipefail", "-c", &verb])
            .env("PATH", &path)
            .current_dir(here)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "`{command}`: {said}");
        *seen.entry(verb.split_whitespace().nth(1).unwrap_or_default().to_owned()).or_insert(0) +=
            1;
    }
    assert_eq!(
        commands.first().map(String::as_str),
        Some("cargo run --release -- run data/example/cases.csv")
    );
    assert_eq!(commands.get(1).map(String::as_str), Some("cargo test --release"));
    for verb in [
        "run",
        "tag",
        "kwic",
        "explain",
        "cluster",
        "evaluate",
        "vectorize",
        "codebook",
        "bench",
        "report",
        "completions",
        "man",
    ] {
        assert!(seen.contains_key(verb), "README shows no `caselens {verb}`");
    }
}
