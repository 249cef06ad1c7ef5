//! Themes by a column of the input: how often each occurs among the cases of each value.

use super::super::words::{FEW, fill, prose};
use super::block::{Block, Ground, Heat, HeatCell, HeatHead, Prose, Span};
use super::{Refer, Section};
use crate::pipeline::GroupKind;
use crate::tables::ThemeByRow;

/// From this adjusted standardised residual on a cell bears an arrow; chance gives one in twenty.
const REMARKABLE: f64 = 2.0;

/// From this one on it bears two.
const STRONG: f64 = 3.0;

/// How large a part of all cells would bear arrows by chance: those beyond 2 of a normal distribution.
const BY_CHANCE: f64 = 0.0455;

/// How many of the strongest contrasts are told in words.
const TOLD: usize = 3;

/// The section with a grid for each column that was asked for.
pub(crate) fn section(refer: &Refer) -> Section {
    let (id, title) = ("by", refer.words.by.title);
    let rows = &refer.run.by;
    if rows.is_empty() {
        return Section { id, title, blocks: Vec::new() };
    }
    let mut blocks = vec![Block::Prose(Prose::ours(refer.words.by.intro))];
    let mut attributes: Vec<&str> = Vec::new();
    for row in rows {
        if !attributes.contains(&row.attribute.as_str()) {
            attributes.push(&row.attribute);
        }
    }
    for attribute in attributes {
        let of: Vec<&ThemeByRow> = rows.iter().filter(|row| row.attribute == attribute).collect();
        blocks.extend(grid(refer, attribute, &of));
    }
    Section { id, title, blocks }
}

fn grid(refer: &Refer, attribute: &str, rows: &[&ThemeByRow]) -> Vec<Block> {
    let words = refer.words;
    let column = [("column", Span::Given(attribute.to_owned()))];
    let mut blocks = vec![Block::Heading(fill(words.by.heading, &[("column", attribute)]))];
    let base = rows.iter().find(|row| row.kind == GroupKind::All).map_or(0, |row| row.base);
    if base == 0 {
        blocks.push(Block::Prose(prose(words.by.no_value, &column)));
        return blocks;
    }
    blocks.push(Block::Prose(base_of(refer, attribute, base)));
    if !rows.iter().any(|row| row.kind == GroupKind::Value) {
        let limit = words.count(refer.run.by_limit);
        let none = fill(words.by.none_common, &[("column", attribute), ("limit", &limit)]);
        blocks.push(Block::Prose(Prose::ours(none)));
        return blocks;
    }
    blocks.extend(strongest(refer, rows));
    blocks.push(Block::Heat(heat(refer, attribute, rows)));
    blocks.push(Block::Note(note(refer, rows)));
    let told = |row: &&ThemeByRow| matches!(row.kind, GroupKind::Value | GroupKind::Other);
    if rows.iter().copied().filter(told).any(|row| row.base < FEW) {
        let few = words.count(FEW);
        blocks.push(Block::Note(Prose::ours(fill(words.frame.few_column, &[("few", &few)]))));
    }
    blocks
}

fn base_of(refer: &Refer, attribute: &str, base: u64) -> Prose {
    let (words, all) = (refer.words, refer.run.base());
    let missing = all.saturating_sub(base);
    let template = if missing == 0 { &words.by.base_all } else { &words.by.base_some };
    prose(
        words.pick(template, base),
        &[
            ("n", Span::Ours(words.count(base))),
            ("all", Span::Ours(words.count(all))),
            ("missing", Span::Ours(words.count(missing))),
            ("column", Span::Given(attribute.to_owned())),
        ],
    )
}

/// The contrasts that are most beyond chance, in words.
fn strongest(refer: &Refer, rows: &[&ThemeByRow]) -> Option<Block> {
    let words = refer.words;
    let mut found: Vec<(&ThemeByRow, f64)> = rows
        .iter()
        .filter(|row| row.kind == GroupKind::Value)
        .filter_map(|row| Some((*row, row.residual.filter(|residual| *residual >= STRONG)?)))
        .collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.theme.cmp(&b.0.theme)));
    let told = |(row, _): &(&ThemeByRow, f64)| {
        let overall =
            rows.iter().find(|all| all.kind == GroupKind::All && all.theme == row.theme)?;
        Some(prose(
            words.by.strongest,
            &[
                ("theme", Span::Strong(refer.run.theme_label(&row.theme).to_owned())),
                ("value", Span::Strong(row.value.clone())),
                ("share", Span::Ours(words.share(row.share?, row.base))),
                ("overall", Span::Ours(words.share(overall.share?, overall.base))),
            ],
        ))
    };
    let told: Vec<Prose> = found.iter().take(TOLD).filter_map(told).collect();
    (!told.is_empty()).then_some(Block::Lead(told))
}

fn heat(refer: &Refer, attribute: &str, rows: &[&ThemeByRow]) -> Heat {
    let words = refer.words;
    let mut columns: Vec<(&ThemeByRow, HeatHead)> = Vec::new();
    for row in rows.iter().filter(|row| matches!(row.kind, GroupKind::Value | GroupKind::Other)) {
        if !columns.iter().any(|(one, _)| one.value == row.value && one.kind == row.kind) {
            columns.push((row, head(refer, row)));
        }
    }
    let cells = |theme: &str| -> Vec<HeatCell> {
        let cell_of = |(column, _): &(&ThemeByRow, HeatHead)| {
            let of = rows.iter().find(|row| {
                row.theme == theme && row.value == column.value && row.kind == column.kind
            });
            of.map_or_else(HeatCell::default, |row| cell(refer, row))
        };
        columns.iter().map(cell_of).collect()
    };
    let themes = refer.run.themes.iter().filter(|row| row.documents > 0);
    Heat {
        caption: fill(words.by.caption, &[("column", attribute)]),
        corner: words.frame.theme,
        narrow: false,
        rows: themes.map(|row| (refer.theme(&row.theme), cells(&row.theme))).collect(),
        columns: columns.into_iter().map(|(_, head)| head).collect(),
        key: if rows.iter().any(|row| row.residual.is_some()) { key(refer) } else { Vec::new() },
    }
}

fn key(refer: &Refer) -> Vec<(Ground, &'static str)> {
    let words = &refer.words.by;
    vec![
        (Ground::Above(1), words.key_above),
        (Ground::Below(1), words.key_below),
        (Ground::Bare, words.key_even),
    ]
}

fn head(refer: &Refer, row: &ThemeByRow) -> HeatHead {
    let words = refer.words;
    let label = match row.kind {
        GroupKind::Other => words.plural(&words.by.other, row.values, &[]),
        _ => row.value.clone(),
    };
    let few = if row.base < FEW { " †" } else { "" };
    HeatHead { label, size: format!("{}{few}", words.cases(row.base)), ..HeatHead::default() }
}

fn cell(refer: &Refer, row: &ThemeByRow) -> HeatCell {
    let words = refer.words;
    let limit = words.count(refer.run.by_limit);
    let Some((documents, share)) = row.documents.zip(row.share) else {
        let spoken = fill(words.by.too_few, &[("limit", &limit)]);
        return HeatCell {
            text: format!("<{limit}"),
            small: String::new(),
            spoken,
            ground: Ground::Bare,
        };
    };
    let (ground, spoken) = match row.residual {
        Some(residual) if residual >= STRONG => (Ground::Above(2), words.by.far_above),
        Some(residual) if residual >= REMARKABLE => (Ground::Above(1), words.by.above),
        Some(residual) if residual <= -STRONG => (Ground::Below(2), words.by.far_below),
        Some(residual) if residual <= -REMARKABLE => (Ground::Below(1), words.by.below),
        _ => (Ground::Bare, ""),
    };
    HeatCell {
        text: words.share(share, row.base),
        small: words.count(documents),
        spoken: spoken.to_owned(),
        ground,
    }
}

/// What is hidden, how wide spans of years are, and how many arrows chance alone would give.
fn note(refer: &Refer, rows: &[&ThemeByRow]) -> Prose {
    let words = refer.words;
    let limit = words.count(refer.run.by_limit);
    let residuals = || rows.iter().filter_map(|row| row.residual);
    let tested = residuals().count() as u64;
    let marked = residuals().filter(|residual| residual.abs() >= REMARKABLE).count() as u64;
    let expected = (tested as f64 * BY_CHANCE).round() as u64;
    let mut note = Prose::default();
    if tested > 0 {
        let values = [
            ("marked", words.count(marked)),
            ("tested", words.count(tested)),
            ("expected", words.count(expected)),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(n, v)| (*n, v.as_str())).collect();
        note = note.and(fill(words.by.chance, &values)).and(" ");
    }
    if refer.run.by_limit > 1 {
        note = note.and(fill(words.by.hidden, &[("limit", &limit)])).and(" ");
    }
    match rows.iter().map(|row| row.span).max() {
        Some(span) if span > 1 => note.and(fill(words.by.years, &[("n", &span.to_string())])),
        _ => note,
    }
}
