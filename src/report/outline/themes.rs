//! Themes: how often each occurs, how sure that is, which cases carry it, which occur together.

use super::super::rows::{PairRow, ThemeRow};
use super::block::{Bar, Bars, Block, Head, Prose, Table, Tone};
use super::numbers::{self, FEW};
use super::{Refer, Section};

/// How many cases are linked below a theme.
const LINKED: usize = 200;

/// How many pairs are shown.
const PAIRS: usize = 15;

/// Below this many cases a pair is left out: its lift would be noise.
const PAIR_CASES: u64 = 3;

/// The section with the bars and, for each theme, its meaning and its cases.
pub(crate) fn section(refer: &Refer) -> Section {
    let title = "Themes";
    if !refer.run.themed {
        return Section { id: "themes", title, blocks: Vec::new() };
    }
    if refer.run.themes.is_empty() {
        let none = Prose::ours("The codebook has no themes.");
        return Section { id: "themes", title, blocks: vec![Block::Prose(none)] };
    }
    let mut blocks = vec![Block::Prose(base(refer)), Block::Bars(bars(refer)), Block::Note(note())];
    blocks.push(Block::Heading("What each theme means, and where it was found".to_owned()));
    blocks.extend(refer.run.themes.iter().map(|row| cases_of(refer, row)));
    Section { id: "themes", title, blocks }
}

fn base(refer: &Refer) -> Prose {
    let prose = Prose::ours(format!(
        "Shares are of the {} analysed. A case may carry several themes, so they can add up to more \
         than 100%.",
        numbers::cases(refer.run.base())
    ));
    match &refer.run.manifest.codebook {
        None => prose,
        Some(codebook) => prose
            .and(" The themes are those of the codebook ")
            .and_given(codebook.name.clone())
            .and(", version ")
            .and_given(codebook.version.clone())
            .and("."),
    }
}

fn note() -> Prose {
    Prose::ours(
        "How to read it: with each share stands its 95% interval (Wilson), the range in which the \
         share would plausibly lie in a large collection of which these cases were a random sample. \
         It does not cover wrong or missed tags.",
    )
}

fn bars(refer: &Refer) -> Bars {
    let largest = refer.run.themes.iter().map(|row| row.ci_high).fold(0.0, f64::max);
    Bars {
        caption: format!("Share of the {} that carry each theme", numbers::cases(refer.run.base())),
        heads: ["Theme", "Cases", "Share and interval"],
        scale: numbers::axis_end(largest),
        rows: refer.run.themes.iter().map(|row| theme_bar(refer, row)).collect(),
    }
}

/// A theme as a dot with whiskers.
pub(crate) fn theme_bar(refer: &Refer, row: &ThemeRow) -> Bar {
    let base = refer.run.base();
    Bar {
        label: refer.theme(&row.theme),
        value: row.share,
        interval: Some((row.ci_low, row.ci_high)),
        count: numbers::count(row.documents),
        share: numbers::share(row.share, base),
        range: numbers::range(row.ci_low, row.ci_high, base),
        tone: Tone::Main,
    }
}

fn cases_of(refer: &Refer, row: &ThemeRow) -> Block {
    let run = refer.run;
    let carries = |position: &usize| {
        run.documents.cases[*position].tags.iter().any(|tag| tag.theme == row.theme)
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
        let left = numbers::cases(left);
        blocks.push(Block::Note(Prose::ours(format!("{left} more: see tags.csv."))));
    }
    let summary =
        Prose::given(row.label.clone()).and(format!(" · {}", numbers::cases(row.documents)));
    Block::Details { anchor: refer.theme_anchor(&row.theme), summary, blocks }
}

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

/// The section with the pairs.
pub(crate) fn together(refer: &Refer) -> Section {
    let (id, title) = ("together", "Themes that go together");
    let pairs = telling_pairs(refer);
    if !refer.run.themed {
        return Section { id, title, blocks: Vec::new() };
    }
    if pairs.is_empty() {
        let none = format!("No two themes share {PAIR_CASES} cases or more.");
        return Section { id, title, blocks: vec![Block::Prose(Prose::ours(none))] };
    }
    let intro = Prose::ours(format!(
        "Lift is how many times as often two themes meet in one case as they would if they had \
         nothing to do with each other: 1.0× is chance. Listed by falling lift, at most {PAIRS} \
         pairs, among those that share at least {PAIR_CASES} cases; cooccurrence.csv has all."
    ));
    let small = pairs.iter().take(PAIRS).any(|row| row.documents < FEW);
    let mut blocks = vec![Block::Prose(intro), Block::Table(pair_table(refer, &pairs))];
    if small {
        blocks.push(Block::Note(few_note("a lift")));
    }
    Section { id, title, blocks }
}

fn pair_table(refer: &Refer, pairs: &[&PairRow]) -> Table {
    let row = |row: &&PairRow| {
        let few = if row.documents < FEW { " †" } else { "" };
        vec![
            refer.theme(&row.theme_a),
            refer.theme(&row.theme_b),
            Prose::ours(numbers::count(row.documents)),
            Prose::ours(format!("{}{few}", numbers::times(row.lift.unwrap_or(0.0)))),
        ]
    };
    Table {
        caption: "Pairs of themes by lift".to_owned(),
        heads: vec![
            Head::words("Theme"),
            Head::words("with"),
            Head::numbers("Cases with both"),
            Head::numbers("Lift"),
        ],
        rows: pairs.iter().take(PAIRS).map(row).collect(),
    }
}

/// What the dagger means.
pub(crate) fn few_note(what: &str) -> Prose {
    Prose::ours(format!("† {what} that rests on fewer than {FEW} cases: a hint, not a finding."))
}
