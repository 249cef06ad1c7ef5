//! Themes: how often each occurs, how sure that is, which cases carry it.

use super::super::rows::ThemeRow;
use super::super::words::{axis_end, fill};
use super::block::{Bar, Bars, Block, Head, Prose, Table, Tone};
use super::{Refer, Section};

/// How many cases are linked below a theme.
const LINKED: usize = 200;

/// The section with the bars and, for each theme, its meaning and its cases.
pub(crate) fn section(refer: &Refer) -> Section {
    let (id, title) = ("themes", refer.words.themes.title);
    let words = &refer.words.themes;
    if !refer.run.themed {
        return Section { id, title, blocks: Vec::new() };
    }
    if refer.run.themes.is_empty() {
        let none = Prose::ours(words.no_themes);
        return Section { id, title, blocks: vec![Block::Prose(none)] };
    }
    let mut blocks = vec![
        Block::Prose(base(refer)),
        Block::Bars(bars(refer)),
        Block::Note(Prose::ours(words.how_to_read)),
    ];
    blocks.extend(corrected(refer));
    blocks.push(Block::Heading(words.meaning.to_owned()));
    blocks.extend(refer.run.themes.iter().map(|row| cases_of(refer, row)));
    Section { id, title, blocks }
}

fn base(refer: &Refer) -> Prose {
    let words = refer.words;
    let told = words.plural(&words.themes.base, refer.run.base(), &[]);
    let source = match &refer.run.manifest.codebook {
        None => words.themes.classifier.to_owned(),
        Some(codebook) => {
            fill(words.themes.codebook, &[("name", &codebook.name), ("version", &codebook.version)])
        }
    };
    Prose::ours(told).and(source)
}

fn bars(refer: &Refer) -> Bars {
    let words = refer.words;
    let largest = refer.run.themes.iter().map(|row| row.ci_high).fold(0.0, f64::max);
    Bars {
        caption: words.plural(&words.themes.caption, refer.run.base(), &[]),
        heads: [words.frame.theme, words.frame.case_count, words.themes.share_head],
        scale: axis_end(largest),
        rows: refer.run.themes.iter().map(|row| theme_bar(refer, row)).collect(),
    }
}

/// A theme as a dot with whiskers.
pub(crate) fn theme_bar(refer: &Refer, row: &ThemeRow) -> Bar {
    let (words, base) = (refer.words, refer.run.base());
    Bar {
        label: refer.theme(&row.theme),
        start: 0.0,
        value: row.share,
        interval: Some((row.ci_low, row.ci_high)),
        count: words.count(row.documents),
        share: words.share(row.share, base),
        range: words.range(row.ci_low, row.ci_high, base),
        tone: Tone::Main,
    }
}

/// The shares that `agree --update` put beside the raw ones.
fn corrected(refer: &Refer) -> Vec<Block> {
    let (words, base) = (refer.words, refer.run.base());
    let known = |row: &&ThemeRow| row.corrected_share.is_some();
    let share = |row: &ThemeRow| {
        let share = words.share(row.corrected_share.unwrap_or_default(), base);
        match row.corrected_low.zip(row.corrected_high) {
            Some((low, high)) => format!("{share} ({})", words.range(low, high, base)),
            None => share,
        }
    };
    let cells = |row: &ThemeRow| {
        let raw = format!(
            "{} ({})",
            words.share(row.share, base),
            words.range(row.ci_low, row.ci_high, base)
        );
        vec![refer.theme(&row.theme), Prose::ours(raw), Prose::ours(share(row))]
    };
    let rows: Vec<_> = refer.run.themes.iter().filter(known).map(cells).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let words = &words.themes;
    let heads = vec![
        Head::words(refer.words.frame.theme),
        Head::numbers(words.raw_head),
        Head::numbers(words.corrected_head),
    ];
    vec![
        Block::Heading(words.corrected_heading.to_owned()),
        Block::Prose(Prose::ours(words.corrected)),
        Block::Table(Table { caption: words.corrected_caption.to_owned(), heads, rows }),
    ]
}

fn cases_of(refer: &Refer, row: &ThemeRow) -> Block {
    let (run, words) = (refer.run, refer.words);
    let carries = |position: &usize| {
        let tags = &run.documents.cases[*position].tags;
        tags.iter().any(|tag| tag.theme == row.theme && run.counts_as_theme(tag))
    };
    let linked: Vec<Prose> = (0..run.documents.cases.len())
        .filter(carries)
        .take(LINKED)
        .map(|position| refer.case(position))
        .collect();
    let left = row.documents.saturating_sub(linked.len() as u64);
    let mut written = run.manifest.codebook.iter().flat_map(|codebook| &codebook.themes);
    let definition = written.find(|theme| theme.id == row.theme);
    let mut blocks = Vec::new();
    if let Some(theme) = definition.filter(|theme| !theme.definition.is_empty()) {
        blocks.push(Block::Prose(Prose::given(theme.definition.clone())));
    }
    if !linked.is_empty() {
        blocks.push(Block::List(linked));
    }
    if left > 0 {
        blocks.push(Block::Note(Prose::ours(words.plural(&words.themes.more, left, &[]))));
    }
    let summary = Prose::given(row.label.clone()).and(format!(" · {}", words.cases(row.documents)));
    Block::Details { anchor: refer.theme_anchor(&row.theme), summary, blocks }
}
