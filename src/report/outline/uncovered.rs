//! What the codebook does not cover: cases without a theme, and the gaps that the run found.

use super::super::rows::GapRow;
use super::block::{Block, Head, Prose, Table};
use super::numbers;
use super::{Refer, Section};

/// How many cases are linked.
const LINKED: usize = 200;

/// How many gaps are shown.
const GAPS: usize = 60;

/// The section with the list of cases and the table of gaps.
pub(crate) fn section(refer: &Refer) -> Section {
    let title = "Cases without a theme";
    if !refer.run.themed {
        return Section { id: "uncovered", title, blocks: Vec::new() };
    }
    let none = refer.run.outcome("of the analysed: no theme");
    let mut blocks = vec![Block::Prose(intro(refer, none))];
    let linked = links(refer);
    let left = none.saturating_sub(linked.len() as u64);
    if !linked.is_empty() {
        blocks.push(Block::List(linked));
    }
    if left > 0 {
        let left = numbers::cases(left);
        let text = format!("{left} more: in documents.csv their column `themes` is empty.");
        blocks.push(Block::Note(Prose::ours(text)));
    }
    blocks.extend(gaps(&refer.run.gaps));
    Section { id: "uncovered", title, blocks }
}

fn intro(refer: &Refer, none: u64) -> Prose {
    if none == 0 {
        return Prose::ours("Every case carries at least one theme.");
    }
    Prose::ours(format!(
        "{} of {} ({}) carry no theme. That a theme was not found does not prove that a case is \
         not about it: it may speak of it in words that the codebook does not know.",
        numbers::count(none),
        numbers::cases(refer.run.base()),
        numbers::share_of(none, refer.run.base())
    ))
}

fn links(refer: &Refer) -> Vec<Prose> {
    let cases = &refer.run.documents.cases;
    let bare = |position: &usize| !cases[*position].has_theme;
    let link = |position: usize| match cases[position].status.as_str() {
        "ok" => refer.case(position),
        status => refer.case(position).and(" · ").and_given(status),
    };
    (0..cases.len()).filter(bare).take(LINKED).map(link).collect()
}

fn gaps(rows: &[GapRow]) -> Option<Block> {
    let part = if rows.len() > GAPS { format!("the first {GAPS} of ") } else { String::new() };
    let cells = |row: &GapRow| {
        vec![
            Prose::given(row.kind.clone()),
            Prose::given(row.subject.clone()),
            Prose::ours(row.documents.map(numbers::count).unwrap_or_default()),
            Prose::given(row.detail.clone()),
        ]
    };
    let table = Table {
        caption: "Rows of gaps.csv".to_owned(),
        heads: vec![
            Head::words("Kind"),
            Head::words("What"),
            Head::numbers("Cases"),
            Head::words("Detail"),
        ],
        rows: rows.iter().take(GAPS).map(cells).collect(),
    };
    (!rows.is_empty()).then(|| Block::Details {
        anchor: None,
        summary: Prose::ours(format!(
            "Where the codebook falls short ({part}{})",
            numbers::counted(rows.len() as u64, "gap", "gaps")
        )),
        blocks: vec![Block::Table(table)],
    })
}
