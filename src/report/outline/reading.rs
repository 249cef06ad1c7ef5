//! What was read and what was not: the ledger from rows read to cases analysed.

use super::super::run::LISTED;
use super::block::{Bar, Bars, Block, Head, Prose, Table, Tone};
use super::glance::{known_languages, unknown};
use super::numbers;
use super::{Refer, Section};

/// The section with the ledger, the rejects and the texts that repeat.
pub(crate) fn section(refer: &Refer) -> Section {
    let mut blocks = vec![Block::Prose(intro(refer)), Block::Bars(funnel(refer))];
    blocks.extend(rejects(refer));
    blocks.extend(duplicates(refer));
    blocks.extend(languages(refer));
    Section { id: "reading", title: "What was read, and what was not", blocks }
}

fn intro(refer: &Refer) -> Prose {
    let counts = &refer.run.manifest.counts;
    Prose::ours(format!(
        "Every row of the input is accounted for: {} read = {} analysed + {} rejected.",
        numbers::count(counts.rows_read),
        numbers::count(counts.analysed),
        numbers::count(counts.rejected)
    ))
}

fn funnel(refer: &Refer) -> Bars {
    let all = refer.run.manifest.counts.rows_read.max(1);
    let bar = |outcome: &str, documents: u64| {
        let (label, tone) = wording(outcome);
        Bar {
            label: Prose::given(label),
            value: documents as f64 / all as f64,
            interval: None,
            count: numbers::count(documents),
            share: numbers::share_of(documents, all),
            range: String::new(),
            tone,
        }
    };
    let mut ledger: Vec<_> = refer.run.ledger.iter().collect();
    ledger.sort_by_key(|row| step(&row.outcome));
    Bars {
        caption: "From rows read to cases analysed, as shares of the rows read".to_owned(),
        heads: ["Outcome", "Rows", "Of rows read"],
        scale: 1.0,
        rows: ledger.into_iter().map(|row| bar(&row.outcome, row.documents)).collect(),
    }
}

/// Where an outcome stands on the way from rows read to cases analysed.
fn step(outcome: &str) -> u8 {
    match outcome {
        "rows read" => 0,
        other if other.starts_with("rejected: ") => 1,
        "analysed" => 2,
        _ => 3,
    }
}

/// The ledger's outcome as a label, and what its bar stands for.
fn wording(outcome: &str) -> (String, Tone) {
    if let Some(reason) = outcome.strip_prefix("rejected: ") {
        (format!("Rejected: {reason}"), Tone::Lost)
    } else if let Some(part) = outcome.strip_prefix("of the analysed: ") {
        (format!("of these, {part}"), Tone::Part)
    } else {
        let mut letters = outcome.chars();
        let first: String = letters.next().iter().flat_map(|c| c.to_uppercase()).collect();
        (format!("{first}{}", letters.as_str()), Tone::Main)
    }
}

fn rejects(refer: &Refer) -> Option<Block> {
    let rows = &refer.run.rejects;
    let rejected = refer.run.manifest.counts.rejected.max(rows.len() as u64);
    let part =
        if rejected > LISTED as u64 { format!("the first {LISTED} of ") } else { String::new() };
    let reason = |reason: &str, detail: &str| match detail {
        "" => Prose::given(reason),
        _ => Prose::given(reason).and(": ").and_given(detail),
    };
    let table = Table {
        caption: "Rows of rejects.csv".to_owned(),
        heads: ["Source", "Place", "Why", "Begins with"].map(Head::words).to_vec(),
        rows: rows
            .iter()
            .map(|row| {
                vec![
                    Prose::given(row.source.clone()),
                    Prose::given(format!("{} {}", row.unit, row.position)),
                    reason(&row.reason, &row.detail),
                    Prose::given(row.excerpt.clone()),
                ]
            })
            .collect(),
    };
    (!rows.is_empty()).then(|| Block::Details {
        anchor: None,
        summary: Prose::ours(format!(
            "What was rejected and why ({part}{}; all are in rejects.csv)",
            numbers::count(rejected)
        )),
        blocks: vec![Block::Table(table)],
    })
}

fn duplicates(refer: &Refer) -> Option<Block> {
    let rows = &refer.run.duplicates;
    let table = Table {
        caption: "Rows of duplicates.csv".to_owned(),
        heads: vec![Head::words("First case"), Head::numbers("Times"), Head::words("All ids")],
        rows: rows
            .iter()
            .map(|row| {
                let first = match refer.run.documents.position(&row.id) {
                    Some(position) => refer.case(position),
                    None => Prose::given(row.id.clone()),
                };
                let ids = row.ids.split('|').collect::<Vec<_>>().join(", ");
                vec![first, Prose::ours(numbers::count(row.documents)), Prose::given(ids)]
            })
            .collect(),
    };
    let more = if rows.len() == LISTED { format!("the first {LISTED}; ") } else { String::new() };
    (!rows.is_empty()).then(|| Block::Details {
        anchor: None,
        summary: Prose::ours(format!(
            "Texts that occur more than once ({more}counted like all others)"
        )),
        blocks: vec![Block::Table(table)],
    })
}

/// Only where there is more than one: a single language is said on the first screen.
fn languages(refer: &Refer) -> Option<Block> {
    let mut known = known_languages(refer);
    let base = refer.run.base();
    let largest = known.first().map_or(0.0, |(_, cases)| *cases as f64 / base.max(1) as f64);
    let bar = |(code, cases): &(String, u64)| Bar {
        label: Prose::given(numbers::language(code)),
        value: *cases as f64 / base.max(1) as f64,
        interval: None,
        count: numbers::count(*cases),
        share: numbers::share_of(*cases, base),
        range: String::new(),
        tone: Tone::Main,
    };
    let all = refer.run.documents.languages.iter();
    let unknown = all.filter(|(code, _)| unknown(code)).map(|(_, cases)| cases).sum();
    if known.len() > 1 && unknown > 0 {
        known.push(("not known".to_owned(), unknown));
    }
    (known.len() > 1).then(|| {
        Block::Bars(Bars {
            caption: "Languages of the cases analysed".to_owned(),
            heads: ["Language", "Cases", "Share"],
            scale: numbers::axis_end(largest),
            rows: known.iter().map(bar).collect(),
        })
    })
}
