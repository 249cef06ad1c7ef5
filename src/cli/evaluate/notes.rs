//! What a reader of an evaluation must know besides the figures.

use std::collections::BTreeMap;

use caselens::error::counted;
use caselens::pipeline::EvaluatedCases;
use caselens::{Error, Result};

/// Without a label that can be found there is nothing to compare.
pub(super) fn must_have_labels(
    cases: &EvaluatedCases,
    column: &str,
    near: &BTreeMap<String, Option<String>>,
) -> Result<()> {
    if cases.given().iter().any(|&given| given > 0) {
        return Ok(());
    }
    let met = match cases.unknown.len() {
        0 => "no case has a label".to_owned(),
        _ => {
            format!("no label stands for a theme of the codebook: {}", listed(&cases.unknown, near))
        }
    };
    Err(Error::settings(
        format!("--labels {column}"),
        met,
        "name the column that holds ids or labels of themes, say with `--map GIVEN=THEME` what others mean, \
         or name the codebook with `--codebook`",
    ))
}

/// The ids of the labels that were found and never given, each with the number of cases. With `left_out` they
/// count for nothing.
pub(super) fn never_given(
    cases: &mut EvaluatedCases,
    left_out: bool,
) -> (Vec<(String, u64)>, bool) {
    let given = cases.given();
    let mut found = vec![0_u64; given.len()];
    let all = cases.answers.iter().flat_map(|answer| &answer.found);
    all.for_each(|&label| found[label as usize] += 1);
    let never = (0..given.len()).filter(|&label| given[label] == 0 && found[label] > 0);
    let never: Vec<(String, u64)> =
        never.map(|label| (cases.names[label].id.clone(), found[label])).collect();
    if left_out {
        cases.keep(&given.iter().map(|&given| given > 0).collect::<Vec<_>>());
    }
    (never, left_out)
}

/// What a reader must know besides the figures.
pub(super) fn notes(
    cases: &EvaluatedCases,
    near: &BTreeMap<String, Option<String>>,
    (never_given, left_out): &(Vec<(String, u64)>, bool),
) -> Vec<String> {
    let mut notes = Vec::new();
    if !cases.unknown.is_empty() {
        let times: u64 = cases.unknown.values().sum();
        notes.push(format!(
            "labels that stand for nothing that can be found were given {} and do not count: {}; \
             `--map GIVEN=THEME` says what a label means",
            counted(times, "time", "times"),
            listed(&cases.unknown, near)
        ));
    }
    if !never_given.is_empty() {
        let named: Vec<String> =
            never_given.iter().map(|(id, found)| format!("`{id}` ({found})")).collect();
        let what = if *left_out {
            "they were left out"
        } else {
            "each such case counts as a false alarm; `--given-only` leaves them out"
        };
        notes.push(format!("found in some cases and given to none: {}; {what}", shortened(&named)));
    }
    if cases.without_label > 0 {
        let what = if cases.unlabelled_left_out {
            "left out"
        } else {
            "taken as cases to which none applies; `--skip-unlabelled` leaves them out"
        };
        let cases = counted(cases.without_label, "case has", "cases have");
        notes.push(format!("{cases} no label that counts: {what}"));
    }
    notes
}

/// Labels, how often each was met, and what each may have meant.
fn listed(unknown: &BTreeMap<String, u64>, near: &BTreeMap<String, Option<String>>) -> String {
    let mut all: Vec<(&String, &u64)> = unknown.iter().collect();
    all.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
    let named = all.iter().map(|(label, times)| match near.get(*label) {
        Some(Some(near)) => format!("`{label}` ({times}; did you mean `{near}`?)"),
        _ => format!("`{label}` ({times})"),
    });
    shortened(&named.collect::<Vec<_>>())
}

/// The first ten.
pub(super) fn shortened(names: &[String]) -> String {
    const SHOWN: usize = 10;
    let shown = names[..names.len().min(SHOWN)].join(", ");
    match names.len().checked_sub(SHOWN) {
        Some(more @ 1..) => format!("{shown} and {more} others"),
        _ => shown,
    }
}
