//! What was read and what was not: the ledger from rows read to cases analysed.

use super::super::run::LISTED;
use super::super::words::{axis_end, fill};
use super::block::{Bar, Bars, Block, Head, Prose, Table, Tone};
use super::glance::{known_languages, unknown};
use super::{Refer, Section};

/// The section with the ledger, the rejects and the texts that repeat.
pub(crate) fn section(refer: &Refer) -> Section {
    let mut blocks = vec![Block::Prose(intro(refer)), Block::Bars(funnel(refer))];
    blocks.extend(rejects(refer));
    blocks.extend(duplicates(refer));
    blocks.extend(languages(refer));
    Section { id: "reading", title: refer.words.reading.title, blocks }
}

fn intro(refer: &Refer) -> Prose {
    let (words, counts) = (refer.words, &refer.run.manifest.counts);
    let [read, analysed, rejected] =
        [counts.rows_read, counts.analysed, counts.rejected].map(|number| words.count(number));
    let values = [("read", read.as_str()), ("analysed", &analysed), ("rejected", &rejected)];
    Prose::ours(fill(words.reading.intro, &values))
}

/// From all rows on the left to what is left of them: what is lost stands where it is taken off.
fn funnel(refer: &Refer) -> Bars {
    let words = refer.words;
    let counts = &refer.run.manifest.counts;
    let all = counts.rows_read.max(1);
    let mut left = counts.rows_read;
    let mut bar = |outcome: &str, documents: u64| {
        let (label, tone) = wording(refer, outcome);
        let start = match tone {
            Tone::Main => 0,
            Tone::Lost => {
                left = left.saturating_sub(documents);
                left
            }
            Tone::Part => counts.analysed.saturating_sub(documents),
        };
        Bar {
            label: Prose::given(label),
            start: start as f64 / all as f64,
            value: documents as f64 / all as f64,
            interval: None,
            count: words.count(documents),
            share: words.share_of(documents, all),
            range: String::new(),
            tone,
        }
    };
    let mut ledger: Vec<_> = refer.run.ledger.iter().collect();
    ledger.sort_by_key(|row| step(&row.outcome));
    Bars {
        caption: words.reading.caption.to_owned(),
        heads: [words.reading.outcome, words.reading.rows, words.reading.of_rows],
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
fn wording(refer: &Refer, outcome: &str) -> (String, Tone) {
    let words = &refer.words.reading;
    if let Some(name) = outcome.strip_prefix("rejected: ") {
        let text = fill(words.rejected, &[("reason", reason(refer, name))]);
        return (text, Tone::Lost);
    }
    let known = match outcome {
        "rows read" => return (words.rows_read.to_owned(), Tone::Main),
        "analysed" => return (words.analysed.to_owned(), Tone::Main),
        "of the analysed: repeated text" => words.repeated_text,
        "of the analysed: no text" => words.no_text,
        "of the analysed: no known term" => words.no_known_term,
        "of the analysed: no theme" => words.no_theme,
        "of the analysed: no label" => words.no_label,
        other => other,
    };
    (known.to_owned(), Tone::Part)
}

fn reason<'a>(refer: &Refer, name: &'a str) -> &'a str {
    let words = &refer.words.reading;
    match name {
        "short line" => words.short_line,
        "navigation" => words.navigation,
        "paragraph repeats on several pages" => words.repeated_paragraph,
        "malformed row" => words.malformed,
        "invalid UTF-8" => words.invalid_utf8,
        "id was already read" => words.repeated_id,
        other => other,
    }
}

fn unit<'a>(refer: &Refer, name: &'a str) -> &'a str {
    let words = &refer.words.reading;
    match name {
        "line" => words.line,
        "row" => words.row,
        "block" => words.block,
        "sheet row" => words.sheet_row,
        other => other,
    }
}

fn rejects(refer: &Refer) -> Option<Block> {
    let words = refer.words;
    let rows = &refer.run.rejects;
    let rejected = refer.run.manifest.counts.rejected.max(rows.len() as u64);
    let why = |name: &str, detail: &str| match detail {
        "" => Prose::given(reason(refer, name)),
        _ => Prose::given(reason(refer, name)).and(": ").and_given(detail),
    };
    let heads =
        [words.reading.source, words.reading.place, words.reading.why, words.reading.begins];
    let table = Table {
        caption: words.reading.rejects_caption.to_owned(),
        heads: heads.map(Head::words).to_vec(),
        rows: rows
            .iter()
            .map(|row| {
                vec![
                    Prose::given(row.source.clone()),
                    Prose::given(format!("{} {}", unit(refer, &row.unit), row.position)),
                    why(&row.reason, &row.detail),
                    Prose::given(row.excerpt.clone()),
                ]
            })
            .collect(),
    };
    let summary = if rejected > LISTED as u64 {
        let values = [("listed", words.count(LISTED as u64)), ("n", words.count(rejected))];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        fill(words.reading.rejects_part, &values)
    } else {
        words.plural(&words.reading.rejects, rejected, &[])
    };
    (!rows.is_empty()).then(|| Block::Details {
        anchor: None,
        summary: Prose::ours(summary),
        blocks: vec![Block::Table(table)],
    })
}

fn duplicates(refer: &Refer) -> Option<Block> {
    let words = refer.words;
    let rows = &refer.run.duplicates;
    let table = Table {
        caption: words.reading.duplicates_caption.to_owned(),
        heads: vec![
            Head::words(words.reading.first_case),
            Head::numbers(words.reading.times),
            Head::words(words.reading.all_ids),
        ],
        rows: rows
            .iter()
            .map(|row| {
                let first = match refer.run.documents.position(&row.id) {
                    Some(position) => refer.case(position),
                    None => Prose::given(row.id.clone()),
                };
                let ids = row.ids.split('|').collect::<Vec<_>>().join(", ");
                vec![first, Prose::ours(words.count(row.documents)), Prose::given(ids)]
            })
            .collect(),
    };
    let summary = match rows.len() {
        LISTED => fill(words.reading.duplicates_part, &[("listed", &words.count(LISTED as u64))]),
        _ => words.reading.duplicates.to_owned(),
    };
    (!rows.is_empty()).then(|| Block::Details {
        anchor: None,
        summary: Prose::ours(summary),
        blocks: vec![Block::Table(table)],
    })
}

/// Only where there is more than one: a single language is said on the first screen.
fn languages(refer: &Refer) -> Option<Block> {
    let words = refer.words;
    let mut known: Vec<(String, u64)> = known_languages(refer)
        .into_iter()
        .map(|(code, cases)| (words.language(&code), cases))
        .collect();
    let base = refer.run.base();
    let largest = known.first().map_or(0.0, |(_, cases)| *cases as f64 / base.max(1) as f64);
    let bar = |(name, cases): &(String, u64)| Bar {
        label: Prose::given(name.clone()),
        start: 0.0,
        value: *cases as f64 / base.max(1) as f64,
        interval: None,
        count: words.count(*cases),
        share: words.share_of(*cases, base),
        range: String::new(),
        tone: Tone::Main,
    };
    let all = refer.run.documents.languages.iter();
    let unknown = all.filter(|(code, _)| unknown(code)).map(|(_, cases)| cases).sum();
    if known.len() > 1 && unknown > 0 {
        known.push((words.reading.language_unknown.to_owned(), unknown));
    }
    (known.len() > 1).then(|| {
        Block::Bars(Bars {
            caption: words.reading.languages_caption.to_owned(),
            heads: [words.reading.language, words.frame.case_count, words.frame.share],
            scale: axis_end(largest),
            rows: known.iter().map(bar).collect(),
        })
    })
}
