//! Theme by cluster: which share of each cluster carries each theme.

use super::super::rows::ThemeRow;
use super::super::words::{FEW, fill};
use super::block::{Block, Ground, Heat, HeatCell, HeatHead, Prose};
use super::{Refer, Section};

/// The shares from which on a cell is darker.
const STEPS: [f64; 5] = [0.05, 0.15, 0.3, 0.5, 0.75];

/// The section with the grid; none where there is nothing to cross.
pub(crate) fn section(refer: &Refer) -> Section {
    let (run, words) = (refer.run, refer.words);
    let title = words.crossing.title;
    if run.crossing.is_empty() || run.clusters.len() < 2 {
        return Section { id: "crossing", title, blocks: Vec::new() };
    }
    let mut blocks =
        vec![Block::Prose(Prose::ours(words.crossing.intro)), Block::Heat(heat(refer))];
    if run.clusters.iter().any(|row| row.size < FEW) {
        let few = words.count(FEW);
        blocks.push(Block::Note(Prose::ours(fill(words.frame.few_column, &[("few", &few)]))));
    }
    Section { id: "crossing", title, blocks }
}

fn heat(refer: &Refer) -> Heat {
    let found = refer.run.themes.iter().filter(|row| row.documents > 0);
    let columns = refer.run.clusters.iter().map(|row| {
        let few = if row.size < FEW { " †" } else { "" };
        HeatHead {
            number: Some(row.cluster),
            anchor: Some(format!("cluster-{}", row.cluster)),
            is_cluster: true,
            label: row.label.clone(),
            size: format!("{}{few}", refer.words.cases(row.size)),
        }
    });
    Heat {
        caption: refer.words.crossing.caption.to_owned(),
        corner: refer.words.frame.theme,
        narrow: false,
        columns: columns.collect(),
        rows: found.map(|row| (refer.theme(&row.theme), cells(refer, row))).collect(),
        key: Vec::new(),
    }
}

fn cells(refer: &Refer, theme: &ThemeRow) -> Vec<HeatCell> {
    let words = refer.words;
    let cell = |cluster: u32, size: u64| {
        let mut rows = refer.run.crossing.iter();
        let row = rows.find(|row| row.cluster == cluster && row.theme == theme.theme);
        let Some(row) = row.filter(|row| row.documents > 0) else {
            let spoken = words.frame.none.to_owned();
            return HeatCell {
                text: "·".to_owned(),
                small: String::new(),
                spoken,
                ground: Ground::Bare,
            };
        };
        let depth = 1 + STEPS.iter().filter(|step| row.share >= **step).count() as u8;
        HeatCell {
            text: words.share(row.share, size),
            small: words.count(row.documents),
            spoken: String::new(),
            ground: Ground::Depth(depth),
        }
    };
    refer.run.clusters.iter().map(|row| cell(row.cluster, row.size)).collect()
}
