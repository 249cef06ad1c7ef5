//! Theme by cluster: which share of each cluster carries each theme.

use super::super::rows::ThemeRow;
use super::block::{Block, Heat, HeatCell, Prose};
use super::numbers::{self, FEW};
use super::themes::few_note;
use super::{Refer, Section};

/// The section with the grid; none where there is nothing to cross.
pub(crate) fn section(refer: &Refer) -> Section {
    let run = refer.run;
    let title = "Themes by cluster";
    if run.crossing.is_empty() || run.clusters.len() < 2 {
        return Section { id: "crossing", title, blocks: Vec::new() };
    }
    let intro = Prose::ours(
        "Each number is the share of the cluster (column) that carries the theme (row); the \
         stronger its ground, the larger. A dot means none.",
    );
    let mut blocks = vec![Block::Prose(intro), Block::Heat(heat(refer))];
    if run.clusters.iter().any(|row| row.size < FEW) {
        blocks.push(Block::Note(few_note("a column")));
    }
    Section { id: "crossing", title, blocks }
}

fn heat(refer: &Refer) -> Heat {
    let found = refer.run.themes.iter().filter(|row| row.documents > 0);
    let columns = refer.run.clusters.iter().map(|row| {
        let mut mention = refer.mention(row);
        if row.size < FEW {
            mention.size.push_str(" †");
        }
        mention
    });
    Heat {
        caption: "Share of each cluster that carries a theme".to_owned(),
        columns: columns.collect(),
        rows: found.map(|row| (refer.theme(&row.theme), cells(refer, row))).collect(),
    }
}

fn cells(refer: &Refer, theme: &ThemeRow) -> Vec<HeatCell> {
    let cell = |cluster: u32, size: u64| {
        let mut rows = refer.run.crossing.iter();
        rows.find(|row| row.cluster == cluster && row.theme == theme.theme).map_or_else(
            HeatCell::default,
            |row| HeatCell {
                share: row.share,
                text: numbers::share(row.share, size),
                documents: row.documents,
            },
        )
    };
    refer.run.clusters.iter().map(|row| cell(row.cluster, row.size)).collect()
}
