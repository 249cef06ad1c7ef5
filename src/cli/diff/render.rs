//! The differences between two runs as text.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use caselens::error::counted;
use caselens::report::{Cause, ClusterChange, ClusterFate, RunDiff, TagChange};

use super::super::aligned::aligned;
use super::super::markdown::{cell, row};

/// A part of what is told: a heading, sentences, and rows with a header.
struct Part {
    heading: String,
    sentences: Vec<String>,
    rows: Vec<Vec<String>>,
    /// The columns of text.
    names: Vec<usize>,
}

/// Ids that are named.
const NAMED: usize = 10;

fn parts(diff: &RunDiff) -> Vec<Part> {
    let mut parts = vec![cases(diff)];
    parts.extend([tags(diff), themes(diff), clusters(diff), settings(diff)].into_iter().flatten());
    parts
}

fn cases(diff: &RunDiff) -> Part {
    let named = |what: &str, ids: &[String]| {
        let shown = ids.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
        let more = if ids.len() > NAMED { ", ..." } else { "" };
        let ids = if ids.is_empty() { String::new() } else { format!(": {shown}{more}") };
        (what.to_owned(), ids)
    };
    let kinds = [("added", &diff.added), ("removed", &diff.removed), ("edited", &diff.edited)];
    let sentences = kinds.map(|(what, ids)| {
        let (what, ids_named) = named(what, ids);
        format!("{} {what}{ids_named}", counted(ids.len() as u64, "case", "cases"))
    });
    let shared = format!("{} in both runs", counted(diff.shared, "case", "cases"));
    let sentences = [vec![shared], sentences.to_vec()].concat();
    Part { heading: "Cases".to_owned(), sentences, rows: Vec::new(), names: Vec::new() }
}

/// Changes of tags by theme, direction and cause.
fn tags(diff: &RunDiff) -> Option<Part> {
    if diff.tags_before == 0 && diff.tags.is_empty() {
        return None;
    }
    let mut groups: BTreeMap<(&str, bool, String), Vec<&TagChange>> = BTreeMap::new();
    for change in &diff.tags {
        let causes = change.causes.iter().map(described).collect::<Vec<_>>().join("; or ");
        groups.entry((&change.theme, !change.gained, causes)).or_default().push(change);
    }
    let mut rows = vec![["theme", "change", "cases", "cause", "ids"].map(str::to_owned).to_vec()];
    rows.extend(groups.iter().map(|((theme, lost, causes), changes)| {
        let ids: Vec<&str> = changes.iter().take(NAMED).map(|it| it.id.as_str()).collect();
        let more = if changes.len() > NAMED { ", ..." } else { "" };
        vec![
            (*theme).to_owned(),
            if *lost { "lost" } else { "gained" }.to_owned(),
            changes.len().to_string(),
            causes.clone(),
            format!("{}{more}", ids.join(", ")),
        ]
    }));
    let came = diff.tags.iter().filter(|change| change.gained).count();
    let sentence = format!(
        "in the cases of both runs {came} came and {} went of {}",
        diff.tags.len() - came,
        counted(diff.tags_before, "tag", "tags")
    );
    let rows = if rows.len() > 1 { rows } else { Vec::new() };
    let names = vec![0, 1, 3, 4];
    Some(Part { heading: "Tags".to_owned(), sentences: vec![sentence], rows, names })
}

fn described(cause: &Cause) -> String {
    match cause {
        Cause::Text => "the text was edited".to_owned(),
        Cause::Codebook { changes } if changes.is_empty() => "the codebook".to_owned(),
        Cause::Codebook { changes } => format!("codebook: {}", changes.join(", ")),
        Cause::Model => "another model, or another way to find themes".to_owned(),
        Cause::Settings { keys } => format!("settings: {}", keys.join(", ")),
        Cause::Together { causes } => {
            let causes: Vec<String> = causes.iter().map(described).collect();
            format!("together: {}", causes.join(" and "))
        }
        Cause::Program { from, to } if from != to => {
            format!("another version of the program ({to} instead of {from})")
        }
        Cause::Program { .. } => "this version does not find what the tables say".to_owned(),
    }
}

fn themes(diff: &RunDiff) -> Option<Part> {
    let changed = diff.themes.iter().filter(|it| it.documents[0] != it.documents[1]);
    let points = |share: f64| format!("{:+.1}", share * 100.0);
    let rows: Vec<Vec<String>> = changed
        .map(|it| {
            let (difference, low, high) = it.difference;
            vec![
                it.label.clone(),
                it.documents[0].to_string(),
                it.documents[1].to_string(),
                points(difference),
                format!("{} to {}", points(low), points(high)),
            ]
        })
        .collect();
    let header = ["theme", "cases before", "now", "points", "95 % interval"].map(str::to_owned);
    let heading = "Shares of themes".to_owned();
    let sentences = vec!["differences of shares in percentage points".to_owned()];
    let rows = [vec![header.to_vec()], rows].concat();
    (rows.len() > 1).then_some(Part { heading, sentences, rows, names: vec![0] })
}

fn clusters(diff: &RunDiff) -> Option<Part> {
    let named = |(number, label): &(u32, String)| format!("{number} {label}");
    let row = |change: &ClusterChange| {
        let fate = match change.fate {
            ClusterFate::Kept => "kept",
            ClusterFate::Split => "split",
            ClusterFate::Merged => "merged",
            ClusterFate::Changed => "changed",
            ClusterFate::Died => "died",
            ClusterFate::Born => "born",
        };
        let after: Vec<String> = change.after.iter().map(named).collect();
        let overlap = match change.fate {
            ClusterFate::Born | ClusterFate::Died => String::new(),
            _ => format!("{:.0} %", change.overlap * 100.0),
        };
        let before = change.before.as_ref().map_or_else(String::new, named);
        vec![fate.to_owned(), before, after.join("; "), overlap]
    };
    let header = ["fate", "before", "now", "cases shared"].map(str::to_owned).to_vec();
    let rows: Vec<Vec<String>> =
        std::iter::once(header).chain(diff.clusters.iter().map(row)).collect();
    let (heading, names) = ("Clusters".to_owned(), vec![0, 1, 2]);
    (rows.len() > 1).then_some(Part { heading, sentences: Vec::new(), rows, names })
}

fn settings(diff: &RunDiff) -> Option<Part> {
    let header = ["setting", "before", "now"].map(str::to_owned).to_vec();
    let row =
        |(key, old, new): &(String, String, String)| vec![key.clone(), old.clone(), new.clone()];
    let rows: Vec<Vec<String>> =
        std::iter::once(header).chain(diff.settings.iter().map(row)).collect();
    let (heading, names) = ("Settings".to_owned(), vec![0, 1, 2]);
    (rows.len() > 1).then_some(Part { heading, sentences: Vec::new(), rows, names })
}

/// Which runs these are.
fn title(diff: &RunDiff) -> String {
    let [a, b] = &diff.runs;
    let short = |hash: &str| hash.chars().take(8).collect::<String>();
    format!("{} ({}) → {} ({})", a.name, short(&a.hash), b.name, short(&b.hash))
}

/// For people, at a terminal.
pub(super) fn table(diff: &RunDiff) -> String {
    let mut text = title(diff) + "\n";
    for part in parts(diff) {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "\n{}", part.heading);
        part.sentences.iter().for_each(|sentence| {
            let _ = writeln!(text, "{sentence}");
        });
        if !part.rows.is_empty() {
            text.push_str(&aligned(&part.rows, &part.names));
        }
    }
    text
}

/// As Markdown.
pub(super) fn markdown(diff: &RunDiff) -> String {
    let mut text = format!("# {}\n", cell(&title(diff)));
    for part in parts(diff) {
        let _ = writeln!(text, "\n## {}\n", part.heading);
        part.sentences.iter().for_each(|sentence| {
            let _ = writeln!(text, "- {}", cell(sentence));
        });
        if let Some((header, rows)) = part.rows.split_first() {
            let rule =
                (0..header.len()).map(|at| if part.names.contains(&at) { "---" } else { "---:" });
            let rule = rule.collect::<Vec<_>>().join(" | ");
            let _ = writeln!(text, "\n{}\n| {rule} |", row(header));
            rows.iter().for_each(|cells| {
                let _ = writeln!(text, "{}", row(cells));
            });
        }
    }
    text
}
