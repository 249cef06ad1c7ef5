//! The cases themselves: text with its evidence, themes, cluster, other columns.

use std::cmp::Reverse;

use super::super::cards::{Mark, letter, pieces};
use super::super::documents::Case;
use super::block::{Block, Card, Chip, Field, Prose};
use super::glance::unknown;
use super::numbers;
use super::{Refer, Section};

/// The section with the cards.
pub(crate) fn section(refer: &Refer) -> Section {
    let cards: Vec<Card> = refer.shown.iter().map(|position| card(refer, *position)).collect();
    let mut blocks = vec![Block::Prose(intro(refer, cards.len() as u64))];
    if !cards.is_empty() {
        blocks.push(Block::Cards(cards));
    }
    Section { id: "cases", title: "The cases", blocks }
}

fn intro(refer: &Refer, shown: u64) -> Prose {
    let all = refer.run.documents.rows;
    let how = "Marked words are the evidence; the letter after them names the theme.";
    if shown >= all {
        return Prose::ours(format!("All {} analysed. {how}", numbers::cases(all)));
    }
    Prose::ours(format!(
        "{} of {} are shown, {} are left out: first the cases quoted above, then those at the top \
         of documents.csv, which has all. {how}",
        numbers::count(shown),
        numbers::cases(all),
        numbers::count(all - shown)
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
        anchor: format!("case-{}", position + 1),
        id: case.id.clone(),
        language: if unknown(&case.language) { String::new() } else { case.language.clone() },
        heading: heading.map_or_else(Vec::new, |column| field(column).pieces),
        fields: body.filter(|field| !field.pieces.is_empty()).collect(),
        facts: facts(refer, case),
        chips: refer.run.themed.then(|| chips(refer, case)),
        cluster: case.cluster.and_then(|one| refer.run.cluster(one)).map(|row| refer.mention(row)),
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
