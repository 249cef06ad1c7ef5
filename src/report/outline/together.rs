//! Which themes meet in one case: a triangle of lift, and the pairs that stand out.

use std::collections::HashMap;

use super::super::rows::{PairRow, ThemeRow};
use super::super::words::{FEW, fill};
use super::block::{Block, Ground, Head, Heat, HeatCell, HeatHead, Prose, Table};
use super::{Refer, Section};

/// How many pairs are listed.
const PAIRS: usize = 15;

/// How many themes the triangle has.
const THEMES: usize = 20;

/// Below this many cases a pair is left out: its lift would be noise.
const PAIR_CASES: u64 = 3;

/// A lift from which on a cell is darker, and the share of chance below which it is.
const STEPS: [f64; 3] = [1.25, 2.0, 4.0];

/// The pairs of themes that say something, the highest lift first.
pub(crate) fn telling_pairs<'a>(refer: &Refer<'a>) -> Vec<&'a PairRow> {
    let enough = |row: &&PairRow| row.documents >= PAIR_CASES && row.lift.is_some();
    let mut pairs: Vec<&PairRow> = refer.run.pairs.iter().filter(enough).collect();
    pairs.sort_by(|a, b| {
        let lifts = b.lift.unwrap_or(0.0).total_cmp(&a.lift.unwrap_or(0.0));
        lifts.then(b.documents.cmp(&a.documents)).then(a.theme_a.cmp(&b.theme_a))
    });
    pairs
}

/// The section with the triangle and the pairs.
pub(crate) fn section(refer: &Refer) -> Section {
    let words = refer.words;
    let (id, title) = ("together", words.together.title);
    let pairs = telling_pairs(refer);
    if !refer.run.themed || !refer.run.has_pairs {
        return Section { id, title, blocks: Vec::new() };
    }
    let least = words.count(PAIR_CASES);
    if pairs.is_empty() {
        let none = fill(words.together.none, &[("least", &least)]);
        return Section { id, title, blocks: vec![Block::Prose(Prose::ours(none))] };
    }
    let most = words.count(PAIRS as u64);
    let intro = fill(words.together.intro, &[("pairs", &most), ("least", &least)]);
    let mut blocks = vec![Block::Prose(Prose::ours(intro))];
    let themes: Vec<&ThemeRow> =
        refer.run.themes.iter().filter(|row| row.documents > 0).take(THEMES).collect();
    if themes.len() > 2 {
        let n = words.count(themes.len() as u64);
        let how = fill(words.together.triangle, &[("n", &n), ("least", &least)]);
        blocks.push(Block::Heat(triangle(refer, &themes)));
        blocks.push(Block::Note(Prose::ours(how)));
    }
    blocks.push(Block::Table(pair_table(refer, &pairs)));
    if pairs.iter().take(PAIRS).any(|row| row.documents < FEW) {
        let few = words.count(FEW);
        blocks.push(Block::Note(Prose::ours(fill(words.frame.few_lift, &[("few", &few)]))));
    }
    Section { id, title, blocks }
}

/// Every theme has a row, which says its number, and a column; each pair stands once.
fn triangle(refer: &Refer, themes: &[&ThemeRow]) -> Heat {
    let words = refer.words;
    let pairs: HashMap<(&str, &str), &PairRow> = refer
        .run
        .pairs
        .iter()
        .flat_map(|row| {
            let (a, b) = (row.theme_a.as_str(), row.theme_b.as_str());
            [((a, b), row), ((b, a), row)]
        })
        .collect();
    let head = |(place, row): (usize, &&ThemeRow)| HeatHead {
        number: Some(place as u32 + 1),
        anchor: refer.theme_anchor(&row.theme),
        is_cluster: false,
        label: row.label.clone(),
        size: String::new(),
    };
    let last = themes.len() - 1;
    let row = |place: usize| {
        let label = Prose::ours(format!("{} ", place + 1))
            .and_link(refer.theme_anchor(&themes[place].theme), themes[place].label.clone());
        let cells = (0..last).map(|column| {
            let pair = (themes[place].theme.as_str(), themes[column].theme.as_str());
            let told = || cell(refer, pairs.get(&pair).copied());
            if column < place { told() } else { HeatCell::default() }
        });
        (label, cells.collect())
    };
    Heat {
        caption: words.together.triangle_caption.to_owned(),
        corner: words.frame.theme,
        narrow: true,
        columns: themes[..last].iter().enumerate().map(head).collect(),
        rows: (0..themes.len()).map(row).collect(),
        key: Vec::new(),
    }
}

fn cell(refer: &Refer, pair: Option<&PairRow>) -> HeatCell {
    let words = refer.words;
    let told =
        pair.filter(|row| row.documents >= PAIR_CASES).and_then(|row| Some((row, row.lift?)));
    let Some((row, lift)) = told else {
        let spoken = words.together.too_few.to_owned();
        return HeatCell {
            text: "·".to_owned(),
            small: String::new(),
            spoken,
            ground: Ground::Bare,
        };
    };
    let steps = |lift: f64| STEPS.iter().filter(|step| lift >= **step).count() as u8;
    let ground = match (steps(lift), steps(1.0 / lift)) {
        (0, 0) => Ground::Bare,
        (0, below) => Ground::Below(below),
        (above, _) => Ground::Above(above),
    };
    HeatCell {
        text: words.bare_times(lift),
        small: String::new(),
        spoken: words.plural(&words.together.cell, row.documents, &[]),
        ground,
    }
}

fn pair_table(refer: &Refer, pairs: &[&PairRow]) -> Table {
    let words = refer.words;
    let row = |row: &&PairRow| {
        let few = if row.documents < FEW { " †" } else { "" };
        vec![
            refer.theme(&row.theme_a),
            refer.theme(&row.theme_b),
            Prose::ours(words.count(row.documents)),
            Prose::ours(format!("{}{few}", words.times(row.lift.unwrap_or(0.0)))),
        ]
    };
    Table {
        caption: words.together.caption.to_owned(),
        heads: vec![
            Head::words(words.frame.theme),
            Head::words(words.together.with),
            Head::numbers(words.together.both),
            Head::numbers(words.together.lift),
        ],
        rows: pairs.iter().take(PAIRS).map(row).collect(),
    }
}
