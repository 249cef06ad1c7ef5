//! The labels of a classifier beside the themes of a codebook, and where the two differ.

use super::super::rows::ThemeRow;
use super::super::run::{LISTED, MODEL};
use super::super::words::{axis_end, fill};
use super::block::{Bar, Bars, Block, Head, Prose, Table};
use super::themes::theme_bar;
use super::{Refer, Section};

/// The section; none where no classifier gave labels beside a codebook.
pub(crate) fn section(refer: &Refer) -> Section {
    let (id, title) = ("model", refer.words.model.title);
    if refer.run.labels.is_empty() {
        return Section { id, title, blocks: Vec::new() };
    }
    let intro = Prose::ours(refer.words.model.intro);
    let mut blocks = vec![Block::Prose(intro), Block::Bars(bars(refer))];
    blocks.extend(disagreements(refer));
    Section { id, title, blocks }
}

fn bars(refer: &Refer) -> Bars {
    let (words, base) = (refer.words, refer.run.base());
    let rows = &refer.run.labels;
    let largest = rows.iter().map(|row| row.ci_high).fold(0.0, f64::max);
    let bar =
        |row: &ThemeRow| Bar { label: Prose::given(row.label.clone()), ..theme_bar(refer, row) };
    Bars {
        caption: words.plural(&words.model.caption, base, &[]),
        heads: [words.model.label, words.frame.case_count, words.themes.share_head],
        scale: axis_end(largest),
        rows: rows.iter().map(bar).collect(),
    }
}

fn disagreements(refer: &Refer) -> Vec<Block> {
    let words = refer.words;
    let differing = &refer.run.disagreements;
    if differing.by_theme.is_empty() {
        return vec![Block::Prose(Prose::ours(words.model.agree))];
    }
    let (codebook, model) = differing
        .by_theme
        .values()
        .fold((0, 0), |(a, b), alone| (a + alone.codebook, b + alone.model));
    let told = words.plural(
        &words.model.disagree,
        codebook + model,
        &[("codebook", &words.count(codebook)), ("model", &words.count(model))],
    );
    let mut blocks = vec![Block::Prose(Prose::ours(told)), Block::Table(table(refer))];
    blocks.push(Block::Details {
        anchor: None,
        summary: Prose::ours(if codebook + model > LISTED as u64 {
            fill(words.model.listed_part, &[("listed", &words.count(LISTED as u64))])
        } else {
            words.model.listed.to_owned()
        }),
        blocks: vec![Block::Table(list(refer))],
    });
    blocks
}

fn table(refer: &Refer) -> Table {
    let words = refer.words;
    let row = |(theme, alone): (&String, &super::super::run::Alone)| {
        let place = refer.run.theme_position(theme);
        let found = place.map_or(0, |place| refer.run.themes[place].documents);
        let numbers = [found.saturating_sub(alone.codebook), alone.codebook, alone.model];
        let numbers = numbers.map(|number| Prose::ours(words.count(number)));
        [refer.theme(theme)].into_iter().chain(numbers).collect()
    };
    Table {
        caption: words.model.table_caption.to_owned(),
        heads: vec![
            Head::words(words.frame.theme),
            Head::numbers(words.model.both),
            Head::numbers(words.model.only_codebook),
            Head::numbers(words.model.only_model),
        ],
        rows: refer.run.disagreements.by_theme.iter().map(row).collect(),
    }
}

fn list(refer: &Refer) -> Table {
    let words = refer.words;
    let row = |row: &super::super::rows::DisagreementRow| {
        let case = match refer.run.documents.position(&row.id) {
            Some(position) => refer.case(position),
            None => Prose::given(row.id.clone()),
        };
        let by_model = row.found_by == MODEL;
        let by = if by_model { words.model.model } else { words.model.codebook };
        vec![
            case,
            refer.theme(&row.theme),
            Prose::ours(by),
            Prose::ours(words.two_digits(row.score)),
        ]
    };
    Table {
        caption: words.model.listed.to_owned(),
        heads: vec![
            Head::words(words.model.case),
            Head::words(words.frame.theme),
            Head::words(words.model.found_by),
            Head::numbers(words.model.score),
        ],
        rows: refer.run.disagreements.first.iter().map(row).collect(),
    }
}
