//! How well the bundled codebook tags cases whose themes a reader gave: a table per theme, and bounds.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may fail and tell")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{Row, caselens, project, rows};
use tempfile::tempdir;

/// Tags against gold: right ones, false alarms, misses.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    right: u32,
    false_alarms: u32,
    misses: u32,
}

impl Counts {
    fn precision(self) -> f64 {
        share(self.right, self.right + self.false_alarms)
    }

    fn recall(self) -> f64 {
        share(self.right, self.right + self.misses)
    }

    /// 2 × right / (2 × right + false alarms + misses).
    fn f1(self) -> f64 {
        share(2 * self.right, 2 * self.right + self.false_alarms + self.misses)
    }
}

fn share(part: u32, whole: u32) -> f64 {
    if whole == 0 { 0.0 } else { f64::from(part) / f64::from(whole) }
}

fn themes(joined: &str) -> BTreeSet<String> {
    joined.split('|').filter(|theme| !theme.is_empty()).map(str::to_owned).collect()
}

/// Tags the cases of a file of the project and counts, per theme, what came of it.
fn counts_of(cases: &str) -> BTreeMap<String, Counts> {
    let folder = tempdir().unwrap();
    caselens(folder.path())
        .args(["tag", "-q", "--text", "title", "--text", "summary", "--id", "id", "-o", "out.csv"])
        .arg(project(cases))
        .assert()
        .success();
    let mut counts: BTreeMap<String, Counts> = BTreeMap::new();
    for case in rows(&folder.path().join("out.csv")) {
        count(&case, &mut counts);
    }
    counts
}

fn count(case: &Row, counts: &mut BTreeMap<String, Counts>) {
    // The column of the input gives way to the program's own of that name.
    let (gold, tags) = (themes(&case["input_themes"]), themes(&case["themes"]));
    for theme in gold.union(&tags) {
        let of_theme = counts.entry(theme.clone()).or_default();
        match (gold.contains(theme), tags.contains(theme)) {
            (true, true) => of_theme.right += 1,
            (false, _) => of_theme.false_alarms += 1,
            (_, false) => of_theme.misses += 1,
        }
    }
}

/// Prints the table and gives the counts over all themes.
fn told(cases: &str, counts: &BTreeMap<String, Counts>) -> Counts {
    println!(
        "{cases}\n{:20} {:>9} {:>6} {:>5} {:>5}",
        "theme", "precision", "recall", "F1", "gold"
    );
    let mut all = Counts::default();
    for (theme, of) in counts {
        all.right += of.right;
        all.false_alarms += of.false_alarms;
        all.misses += of.misses;
        tell(theme, *of);
    }
    tell("all", all);
    all
}

fn tell(theme: &str, of: Counts) {
    let gold = of.right + of.misses;
    println!("{theme:20} {:>9.2} {:>6.2} {:>5.2} {gold:>5}", of.precision(), of.recall(), of.f1());
}

#[test]
fn the_example_cases_are_tagged_as_their_reader_did() {
    let cases = "data/example/cases.csv";
    let all = told(cases, &counts_of(cases));
    assert!(all.f1() >= 0.85, "F1 is {:.3}", all.f1());
}

#[test]
fn cases_that_no_codebook_author_has_read_are_tagged_nearly_as_well() {
    let cases = "tests/fixtures/held_out_cases.csv";
    let counts = counts_of(cases);
    let all = told(cases, &counts);
    assert!(counts.len() == 21 && all.f1() >= 0.80, "F1 is {:.3}", all.f1());
}
