//! What the codebook leaves open: cases without a theme, clusters without themes, entries without effect.

use super::super::rows::{EntryRow, GapRow};
use super::block::{Block, Head, Prose, Table};
use super::{Refer, Section};

/// How many cases are linked.
const LINKED: usize = 200;

/// How many entries are named for a theme.
const NAMED: usize = 60;

/// The section with what is missing, from cases to entries.
pub(crate) fn section(refer: &Refer) -> Section {
    let words = &refer.words.uncovered;
    let by_codebook = refer.run.manifest.codebook.is_some();
    let title = if by_codebook { words.title } else { words.title_labels };
    if !refer.run.themed {
        return Section { id: "uncovered", title, blocks: Vec::new() };
    }
    if !by_codebook {
        return Section { id: "uncovered", title, blocks: cases(refer) };
    }
    let mut blocks = vec![Block::Heading(words.cases_heading.to_owned())];
    blocks.extend(cases(refer));
    blocks.extend(clusters(refer));
    blocks.extend(entries(refer));
    let named = |row: &GapRow| Prose::given(refer.run.theme_label(&row.subject));
    blocks.extend(list(words.themes_heading, gaps(refer, "unused theme").map(named).collect()));
    let tongue = |row: &GapRow| {
        let cases = refer.words.cases(row.documents.unwrap_or(0));
        Prose::ours(refer.words.language(&row.subject)).and(format!(" · {cases}"))
    };
    let tongues = gaps(refer, "language without entries").map(tongue).collect();
    blocks.extend(list(words.languages_heading, tongues));
    Section { id: "uncovered", title, blocks }
}

fn gaps<'a>(refer: &'a Refer, kind: &'a str) -> impl Iterator<Item = &'a GapRow> {
    refer.run.gaps.iter().filter(move |row| row.kind == kind)
}

fn list(heading: &str, items: Vec<Prose>) -> Vec<Block> {
    match items.is_empty() {
        true => Vec::new(),
        false => vec![Block::Heading(heading.to_owned()), Block::List(items)],
    }
}

fn cases(refer: &Refer) -> Vec<Block> {
    let words = refer.words;
    let none = refer.run.without_theme();
    let (every, intro) = match refer.run.manifest.codebook {
        Some(_) => (words.uncovered.every_case, &words.uncovered.intro),
        None => (words.uncovered.every_label, &words.uncovered.intro_labels),
    };
    if none == 0 {
        return vec![Block::Prose(Prose::ours(every))];
    }
    let all = words.count(refer.run.base());
    let share = words.share_of(none, refer.run.base());
    let told = words.plural(intro, none, &[("all", &all), ("share", &share)]);
    let mut blocks = vec![Block::Prose(Prose::ours(told))];
    let linked = links(refer);
    let left = none.saturating_sub(linked.len() as u64);
    if !linked.is_empty() {
        blocks.push(Block::List(linked));
    }
    if left > 0 {
        let text = words.plural(&words.uncovered.more, left, &[]);
        blocks.push(Block::Note(Prose::ours(text)));
    }
    blocks
}

fn links(refer: &Refer) -> Vec<Prose> {
    let cases = &refer.run.documents.cases;
    let bare = |position: &usize| !cases[*position].has_theme;
    let link = |position: usize| match cases[position].status.as_str() {
        "ok" => refer.case(position),
        status => refer.case(position).and(" · ").and_given(refer.status(status)),
    };
    (0..cases.len()).filter(bare).take(LINKED).map(link).collect()
}

/// The clusters that `gaps.csv` names, with how many of their cases have no theme.
fn clusters(refer: &Refer) -> Vec<Block> {
    let words = refer.words;
    let row = |gap: &GapRow| {
        let cluster = refer.run.clusters.iter().find(|row| row.label == gap.subject);
        let anchor = cluster.map(|row| format!("cluster-{}", row.cluster));
        let size = cluster.map_or(0, |row| row.size);
        vec![
            Prose::default().and_link(anchor, gap.subject.clone()),
            Prose::ours(words.count(size)),
            Prose::ours(words.count(gap.documents.unwrap_or(0))),
        ]
    };
    let rows: Vec<_> = gaps(refer, "uncovered cluster").map(row).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let heads = vec![
        Head::words(words.frame.cluster),
        Head::numbers(words.frame.case_count),
        Head::numbers(words.uncovered.without),
    ];
    vec![
        Block::Heading(words.uncovered.clusters_heading.to_owned()),
        Block::Prose(Prose::ours(words.uncovered.clusters_intro)),
        Block::Table(Table { caption: words.uncovered.clusters_caption.to_owned(), heads, rows }),
    ]
}

/// Entries that prove no tag, of the languages that cases are written in: others cannot.
fn entries(refer: &Refer) -> Vec<Block> {
    let words = refer.words;
    let spoken = |row: &&EntryRow| refer.run.documents.languages.contains_key(&row.language);
    let all: Vec<&EntryRow> = refer.run.entries.iter().filter(spoken).collect();
    let unused: Vec<&EntryRow> = all.iter().filter(|row| row.documents == 0).copied().collect();
    if unused.is_empty() {
        return Vec::new();
    }
    let count = words.count(all.len() as u64);
    let told =
        words.plural(&words.uncovered.entries_intro, unused.len() as u64, &[("all", &count)]);
    let of = |rows: &[&EntryRow], theme: &str| -> Vec<String> {
        rows.iter().filter(|row| row.theme == theme).map(|row| row.entry.clone()).collect()
    };
    let mut table = Vec::new();
    let mut names = Vec::new();
    for theme in &refer.run.themes {
        let without = of(&unused, &theme.theme);
        if without.is_empty() {
            continue;
        }
        let numbers = [of(&all, &theme.theme).len(), without.len()];
        let numbers = numbers.map(|number| Prose::ours(words.count(number as u64)));
        table.push([refer.theme(&theme.theme)].into_iter().chain(numbers).collect());
        let more = if without.len() > NAMED { " …" } else { "" };
        let listed = without.iter().take(NAMED).cloned().collect::<Vec<_>>().join(" · ");
        names.push(Prose::given(theme.label.clone()).and(": ").and_given(listed).and(more));
    }
    let heads = vec![
        Head::words(words.frame.theme),
        Head::numbers(words.uncovered.entries),
        Head::numbers(words.uncovered.unused),
    ];
    let caption = words.uncovered.entries_caption.to_owned();
    vec![
        Block::Heading(words.uncovered.entries_heading.to_owned()),
        Block::Prose(Prose::ours(told)),
        Block::Table(Table { caption, heads, rows: table }),
        Block::Details {
            anchor: None,
            summary: Prose::ours(words.uncovered.entries_list),
            blocks: vec![Block::List(names)],
        },
    ]
}
