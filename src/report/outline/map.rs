//! The map of the cases in two dimensions.

use super::super::rows::PointRow;
use super::super::words::fill;
use super::block::{Block, Map, Point, Prose};
use super::{Refer, Section};

/// The section with the map; none where there are no points.
pub(crate) fn section(refer: &Refer) -> Section {
    let rows = &refer.run.points.rows;
    let title = refer.words.map.title;
    if rows.is_empty() {
        return Section { id: "map", title, blocks: Vec::new() };
    }
    let map = Map {
        summary: summary(refer),
        points: rows.iter().map(|row| point(refer, row)).collect(),
        clusters: refer.run.clusters.iter().map(|row| refer.mention(row)).collect(),
    };
    let blocks = vec![Block::Prose(intro(refer)), Block::Map(map)];
    Section { id: "map", title, blocks }
}

fn intro(refer: &Refer) -> Prose {
    let words = &refer.words.map;
    let part = match refer.run.points.stride as u64 {
        1 => String::new(),
        stride => fill(words.part, &[("n", &refer.words.count(stride))]),
    };
    Prose::ours(words.intro).and(part).and(words.point)
}

fn summary(refer: &Refer) -> String {
    let words = refer.words;
    let cases = words.count(refer.run.points.rows.len() as u64);
    let clusters = words.count(refer.run.clusters.len() as u64);
    fill(words.map.summary, &[("cases", &cases), ("clusters", &clusters)])
}

fn point(refer: &Refer, row: &PointRow) -> Point {
    let position = refer.run.documents.position(&row.id);
    let name = position.map(|place| refer.name(&refer.run.documents.cases[place]));
    let title = match name {
        Some(name) if name != row.id => format!("{}: {name}", row.id),
        _ => row.id.clone(),
    };
    let anchor = position.and_then(|place| refer.case_anchor(place));
    let within = |value: f64| if value.is_finite() { value.clamp(0.0, 1.0) } else { 0.5 };
    Point { x: within(row.x), y: within(row.y), cluster: row.cluster, title, anchor }
}
