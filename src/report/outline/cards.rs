//! The cases themselves: text with its evidence, themes, cluster, other columns.

use std::cmp::Reverse;

use super::super::cards::{Mark, letter, pieces};
use super::super::documents::Case;
use super::block::{Block, Card, Cases, Chip, Field, Prose};
use super::glance::unknown;
use super::{Refer, Section};
use crate::report::rows::TagRow;
use crate::report::run::MODEL;
use crate::report::words::fill;

/// The section with the cards.
pub(crate) fn section(refer: &Refer) -> Section {
    let cards = |positions: &std::collections::BTreeSet<usize>| -> Vec<Card> {
        positions.iter().map(|position| card(refer, *position)).collect()
    };
    let (shown, more) = (cards(&refer.shown), cards(&refer.more));
    let intro = intro(refer, shown.len() as u64);
    let blocks = if shown.is_empty() {
        vec![Block::Prose(intro)]
    } else {
        let carried = carried(refer, shown.len() as u64, more.len() as u64);
        vec![Block::Cards(Cases { intro, carried, shown, more })]
    };
    Section { id: "cases", title: refer.words.cards.title, blocks }
}

fn how(refer: &Refer) -> &'static str {
    let words = &refer.words.cards;
    if refer.run.texts_withheld { words.withheld } else { words.marks }
}

/// What stands in the report.
fn intro(refer: &Refer, shown: u64) -> Prose {
    let words = refer.words;
    let all = refer.run.documents.rows;
    let told = if shown >= all {
        words.plural(&words.cards.all, all, &[])
    } else {
        let [shown, all, left] = [shown, all, all - shown].map(|number| words.count(number));
        fill(words.cards.some, &[("shown", &shown), ("all", &all), ("left", &left)])
    };
    Prose::ours(told).and(" ").and(how(refer))
}

/// What stands in the report and what it carries besides.
fn carried(refer: &Refer, shown: u64, more: u64) -> Prose {
    let words = refer.words;
    let (all, here) = (refer.run.documents.rows, shown + more);
    if more == 0 {
        return intro(refer, shown);
    }
    let [shown, every, found, left] =
        [shown, all, here, all.saturating_sub(here)].map(|number| words.count(number));
    let which = if here >= all {
        fill(words.cards.all_found, &[("all", &every)])
    } else {
        let values = [("shown", found.as_str()), ("all", &every), ("left", &left)];
        fill(words.cards.some_found, &values)
    };
    let script = fill(words.cards.script, &[("shown", &shown)]);
    Prose::ours(format!("{which} {script} {}", how(refer)))
}

fn card(refer: &Refer, position: usize) -> Card {
    let case = &refer.run.documents.cases[position];
    let heading = refer.heading_column();
    let texts = refer.run.text_columns();
    let named = texts.iter().filter(|one| Some(**one) != heading).count() > 1;
    let field = |column: usize| Field {
        name: if named { refer.run.documents.columns[column].clone() } else { String::new() },
        pieces: pieces(&case.values[column], &marks(refer, case, column)),
    };
    let body = texts.into_iter().filter(|one| Some(*one) != heading).map(field);
    Card {
        number: position + 1,
        anchor: format!("case-{}", position + 1),
        id: case.id.clone(),
        language: if unknown(&case.language) { String::new() } else { case.language.clone() },
        heading: heading.map_or_else(Vec::new, |column| field(column).pieces),
        fields: body.filter(|field| !field.pieces.is_empty()).collect(),
        no_text: if refer.run.texts_withheld {
            refer.words.cards.text_left_out
        } else {
            refer.words.cards.no_text
        },
        facts: facts(refer, case),
        chips: refer.run.themed.then(|| chips(refer, case)),
        cluster: case.cluster.and_then(|one| refer.run.cluster(one)).map(|row| refer.mention(row)),
        similarity: case.similarity,
        remarks: remarks(refer, case),
    }
}

/// The themes; labels of a classifier that stand beside those of a codebook come last, and have no
/// letter, as no word is marked for them.
fn chips(refer: &Refer, case: &Case) -> Vec<Chip> {
    let words = refer.words;
    let chip = |(place, tag): (usize, &TagRow)| {
        let is_theme = refer.run.counts_as_theme(tag);
        let by = if tag.source == MODEL { words.cards.by_model } else { "" };
        Chip {
            letter: if is_theme { letter(place) } else { String::new() },
            label: refer.run.theme_label(&tag.theme).to_owned(),
            anchor: refer.theme_anchor(&tag.theme),
            score: format!("{} {by}", words.two_digits(tag.score)).trim().to_owned(),
        }
    };
    case.tags.iter().enumerate().map(chip).collect()
}

/// The evidence in one column. Words of a theme that did not become a tag are not marked, nor are
/// words inside a longer piece of evidence for the same theme.
fn marks(refer: &Refer, case: &Case, column: usize) -> Vec<Mark> {
    let name = &refer.run.documents.columns[column];
    let mark = |row: &super::super::rows::EvidenceRow| {
        let proved = |tag: &TagRow| tag.theme == row.theme && refer.run.counts_as_theme(tag);
        let theme = case.tags.iter().position(proved)?;
        Some(Mark { start: row.start, end: row.end, theme })
    };
    let of_column = case.evidence.iter().filter(|row| row.field == *name);
    let mut marks: Vec<Mark> = of_column.filter_map(mark).collect();
    // Of a theme the marks before one begin no later and, where they begin there too, end no earlier.
    marks.sort_unstable_by_key(|mark| (mark.theme, mark.start, Reverse(mark.end)));
    let mut furthest = None;
    marks.retain(|mark| {
        let is_within = furthest.is_some_and(|(theme, end)| theme == mark.theme && mark.end <= end);
        if !is_within {
            furthest = Some((mark.theme, mark.end));
        }
        !is_within
    });
    marks
}

fn facts(refer: &Refer, case: &Case) -> Vec<(String, String)> {
    let texts = refer.run.text_columns();
    let other = |column: &usize| {
        let value = &case.values[*column];
        !texts.contains(column)
            && refer.heading_column() != Some(*column)
            && !value.trim().is_empty()
            && *value != case.id
    };
    let columns = &refer.run.documents.columns;
    let fact = |column: usize| (columns[column].clone(), case.values[column].clone());
    (0..columns.len()).filter(other).map(fact).collect()
}

fn remarks(refer: &Refer, case: &Case) -> Vec<String> {
    let words = refer.words;
    let mut remarks = Vec::new();
    if !unknown(&case.language) {
        remarks.push(words.language(&case.language));
    }
    if let Some(similarity) = case.similarity {
        let similarity = words.two_digits(similarity);
        remarks.push(fill(words.cards.similarity, &[("similarity", &similarity)]));
    }
    match (case.fit.as_str(), case.second_cluster) {
        ("borderline", Some(second)) => {
            let second = second.to_string();
            remarks.push(fill(words.cards.borderline, &[("cluster", &second)]));
        }
        ("none", _) => remarks.push(words.cards.misfit.to_owned()),
        _ => {}
    }
    if case.status != "ok" {
        remarks.push(refer.status(&case.status));
    }
    remarks
}
