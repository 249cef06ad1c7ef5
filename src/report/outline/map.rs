//! The map of the cases in two dimensions.

use super::super::rows::PointRow;
use super::block::{Block, Map, Point, Prose};
use super::numbers;
use super::{Refer, Section};

/// The section with the map; none where there are no points.
pub(crate) fn section(refer: &Refer) -> Section {
    let rows = &refer.run.points.rows;
    let title = "Map of the cases";
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
    let stride = refer.run.points.stride;
    let part = match stride {
        1 => String::new(),
        _ => format!(" To keep it readable, one case in {stride} is drawn."),
    };
    Prose::ours(format!(
        "Every mark is a case; cases with like words lie near each other. Many dimensions are \
         pressed into two, so distances are approximate, and neither the directions nor the empty \
         space between groups mean anything by themselves.{part} Point at a mark to read what it \
         is; follow it to the case."
    ))
}

fn summary(refer: &Refer) -> String {
    format!(
        "Scatter plot of {} in {}; the table of clusters below names them, and map.csv has the \
         coordinates.",
        numbers::cases(refer.run.points.rows.len() as u64),
        numbers::counted(refer.run.clusters.len() as u64, "cluster", "clusters")
    )
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
