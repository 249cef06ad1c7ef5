//! The cases themselves: text with its evidence, themes, cluster, other columns.

use std::cmp::Reverse;

use super::super::cards::{Mark, letter, pieces};
use super::super::documents::Case;
use super::block::{Block, Card, Cases, Chip, Field, Prose};
use super::glance::unknown;
use super::numbers;
use super::{Refer, Section};

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
    Section { id: "cases", title: "The cases", blocks }
}

fn how(refer: &Refer) -> &'static str {
    if refer.run.texts_withheld {
        "Their texts, names and other long values are left out of this report, and so are the words that \
         prove a theme."
    } else {
        "Marked words are the evidence; the letter after them names the theme."
    }
}

/// What stands in the report.
fn intro(refer: &Refer, shown: u64) -> Prose {
    let (all, how) = (refer.run.documents.rows, how(refer));
    if shown >= all {
        return Prose::ours(format!("All {} analysed. {how}", numbers::cases(all)));
    }
    Prose::ours(format!(
        "{} of {} are shown, {} are left out: those quoted above, then others drawn at random; \
         documents.csv has all. {how}",
        numbers::count(shown),
        numbers::cases(all),
        numbers::count(all - shown)
    ))
}

/// What stands in the report and what it carries besides.
fn carried(refer: &Refer, shown: u64, more: u64) -> Prose {
    let (all, here) = (refer.run.documents.rows, shown + more);
    if more == 0 {
        return intro(refer, shown);
    }
    let which = if here >= all {
        format!("All {} analysed can be found here.", numbers::cases(all))
    } else {
        format!(
            "{} of {} can be found here, those quoted above and others drawn at random; {} are left out: \
             documents.csv has all.",
            numbers::count(here),
            numbers::cases(all),
            numbers::count(all - here)
        )
    };
    Prose::ours(format!(
        "{which} {} stand on the page as it is; the others come up by search and filters, which need \
         scripts to be allowed. {}",
        numbers::count(shown),
        how(refer)
    ))
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
        no_text: if refer.run.texts_withheld { "Text left out." } else { "No text." },
        facts: facts(refer, case),
        chips: refer.run.themed.then(|| chips(refer, case)),
        cluster: case.cluster.and_then(|one| refer.run.cluster(one)).map(|row| refer.mention(row)),
        similarity: case.similarity,
        remarks: remarks(case),
    }
}

fn chips(refer: &Refer, case: &Case) -> Vec<Chip> {
    let chip = |(place, tag): (usize, &super::super::rows::TagRow)| {
        let source = if tag.source == "lexicon" { "" } else { tag.source.as_str() };
        Chip {
            letter: letter(place),
            label: refer.run.theme_label(&tag.theme).to_owned(),
            anchor: refer.theme_anchor(&tag.theme),
            score: format!("{} {source}", numbers::two_digits(tag.score)).trim().to_owned(),
        }
    };
    case.tags.iter().enumerate().map(chip).collect()
}

/// The evidence in one column. Words of a theme that did not become a tag are not marked, nor are
/// words inside a longer piece of evidence for the same theme.
fn marks(refer: &Refer, case: &Case, column: usize) -> Vec<Mark> {
    let name = &refer.run.documents.columns[column];
    let mark = |row: &super::super::rows::EvidenceRow| {
        let theme = case.tags.iter().position(|tag| tag.theme == row.theme)?;
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

fn remarks(case: &Case) -> Vec<String> {
    let mut remarks = Vec::new();
    if !unknown(&case.language) {
        remarks.push(numbers::language(&case.language));
    }
    if let Some(similarity) = case.similarity {
        remarks.push(format!("similarity to its cluster {}", numbers::two_digits(similarity)));
    }
    match (case.fit.as_str(), case.second_cluster) {
        ("borderline", Some(second)) => {
            remarks.push(format!("as near to cluster {second}"));
        }
        ("none", _) => remarks.push("fits no cluster well".to_owned()),
        _ => {}
    }
    if case.status != "ok" {
        remarks.push(case.status.clone());
    }
    remarks
}
