//! Charts and tables drawn in letters.

use super::super::outline::block::{
    Bar, Bars, Curve, Ground, Heat, HeatCell, HeatHead, Map, Panel, Tone,
};
use super::super::outline::tree::Node;
use super::super::words::{Words, fill};
use super::blocks::list;
use super::escape::{escape, line};
use super::prose;

/// How many letters a full bar has.
const BAR: f64 = 20.0;

/// Letters across and down the map.
const GRID: (usize, usize) = (64, 20);

/// Rows of a table; `numeric` columns are set flush right.
pub(super) fn rows(heads: &[(String, bool)], rows: impl Iterator<Item = Vec<String>>) -> String {
    let names = heads.iter().map(|(name, _)| name.clone()).collect();
    let rules = heads.iter().map(|(_, numeric)| if *numeric { "---:" } else { "---" }.to_owned());
    let all = [names, rules.collect::<Vec<_>>()].into_iter().chain(rows);
    all.map(|cells| format!("| {} |", cells.join(" | "))).collect::<Vec<_>>().join("\n")
}

/// The head of a column.
pub(super) fn head(name: &str, numeric: bool) -> (String, bool) {
    (escape(name), numeric)
}

/// A bar chart as a table.
pub(super) fn bars(bars: &Bars) -> String {
    let [label, count, share] = bars.heads;
    let heads = [head(label, false), head(count, true), head(share, true), head("", false)];
    let row = |bar: &Bar| {
        let indent = if bar.tone == Tone::Main { "" } else { "– " };
        let range = if bar.range.is_empty() { String::new() } else { format!(" ({})", bar.range) };
        vec![
            format!("{indent}{}", prose(&bar.label)),
            bar.count.clone(),
            escape(&format!("{}{range}", bar.share)),
            drawn(bar, bars.scale),
        ]
    };
    format!("*{}*\n\n{}", line(&bars.caption), rows(&heads, bars.rows.iter().map(row)))
}

/// Full blocks up to the share; light ones up to the end of its interval.
fn drawn(bar: &Bar, scale: f64) -> String {
    let place = |share: f64| (share / scale * BAR).round().clamp(0.0, BAR) as usize;
    let full = place(bar.value).max(usize::from(bar.value > 0.0));
    let end = bar.interval.map_or(full, |(_, high)| place(high)).max(full);
    format!("{}{}", "█".repeat(full), "░".repeat(end - full))
}

/// A grid as a table; arrows say what the grounds do.
pub(super) fn heat(heat: &Heat, words: &Words) -> String {
    let of_clusters = heat.columns.iter().any(|column| column.is_cluster);
    let column = |column: &HeatHead| {
        let size =
            if column.size.is_empty() { String::new() } else { format!(" ({})", column.size) };
        let name = column.number.map_or_else(|| column.label.clone(), |number| number.to_string());
        head(&format!("{name}{size}"), true)
    };
    let heads: Vec<_> =
        std::iter::once(head(heat.corner, false)).chain(heat.columns.iter().map(column)).collect();
    let cell = |cell: &HeatCell| {
        if cell.ground == Ground::Absent {
            return String::new();
        }
        let small = if cell.small.is_empty() { String::new() } else { format!("({})", cell.small) };
        let parts = [escape(&cell.text), cell.ground.sign().to_owned(), small];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    };
    let cells = heat.rows.iter().map(|(label, cells)| {
        std::iter::once(prose(label)).chain(cells.iter().map(cell)).collect()
    });
    let caption = if of_clusters {
        fill(words.frame.columns_are_clusters, &[("caption", &heat.caption)])
    } else {
        heat.caption.clone()
    };
    let key = heat.key.iter().map(|(ground, text)| match ground.sign() {
        "" => line(text),
        sign => format!("{sign} {}", line(text)),
    });
    let key = key.collect::<Vec<_>>().join(" · ");
    let gap = if key.is_empty() { "" } else { "\n\n" };
    format!("*{}*\n\n{}{gap}{key}", line(&caption), rows(&heads, cells))
}

/// The map in letters: each shows the cluster of the cases there, `+` where clusters meet.
pub(super) fn map(map: &Map, words: &Words) -> String {
    let mut grid = vec![vec![' '; GRID.0]; GRID.1];
    for point in &map.points {
        let column = (point.x * (GRID.0 - 1) as f64).round() as usize;
        let row = ((1.0 - point.y) * (GRID.1 - 1) as f64).round() as usize;
        let sign = point.cluster.map_or('x', sign);
        let place = &mut grid[row.min(GRID.1 - 1)][column.min(GRID.0 - 1)];
        *place = if *place == ' ' || *place == sign { sign } else { '+' };
    }
    let lines: Vec<String> =
        grid.iter().map(|row| row.iter().collect::<String>().trim_end().to_owned()).collect();
    let key = map
        .clusters
        .iter()
        .map(|one| format!("`{}` {} ({})", sign(one.number), line(&one.label), one.size));
    format!("```text\n{}\n```\n\n{}\n\n{}", lines.join("\n"), words.frame.map_plus, list(key))
}

/// The tree as a list in a list: what is joined stands below the similarity at which it is.
pub(super) fn tree(root: &Node, words: &Words) -> String {
    let mut lines = Vec::new();
    push_node(root, words, 0, &mut lines);
    lines.join("\n")
}

fn push_node(node: &Node, words: &Words, depth: usize, lines: &mut Vec<String>) {
    let indent = "  ".repeat(depth);
    match node {
        Node::Leaf(one) => {
            lines.push(format!("{indent}- {} {} ({})", one.number, escape(&one.label), one.size));
        }
        Node::Fork { similarity, size, parts } => {
            let similarity = words.two_digits(*similarity);
            let values = [("similarity", similarity.as_str()), ("size", size.as_str())];
            lines.push(format!("{indent}- {}", fill(words.frame.joined_at, &values)));
            parts.iter().for_each(|part| push_node(part, words, depth + 1, lines));
        }
    }
}

/// 1 to 9, then the letters from A on; clusters after Z share `#`.
fn sign(cluster: u32) -> char {
    match cluster {
        0 => '0',
        1..=35 => char::from_digit(cluster, 36).unwrap_or('#').to_ascii_uppercase(),
        _ => '#',
    }
}

/// The curve as a table.
pub(super) fn curve(curve: &Curve, words: &Words) -> String {
    let heads = [head("k", true), head(curve.measure, true), head("", false)];
    let highest = curve.points.iter().map(|point| point.value).fold(f64::MIN_POSITIVE, f64::max);
    let row = curve.points.iter().map(|point| {
        let length = (point.value / highest * BAR).round().max(0.0) as usize;
        let chosen = if point.chosen { words.frame.chosen } else { "" };
        let value = words.two_digits(point.value);
        vec![
            point.k.to_string(),
            value,
            format!("{} {chosen}", "█".repeat(length)).trim_end().to_owned(),
        ]
    });
    format!("*{}*\n\n{}", line(&curve.summary), rows(&heads, row))
}

/// Small drawings as what they show, in words.
pub(super) fn panels(panels: &[Panel]) -> String {
    let item = |panel: &Panel| {
        format!("{} ({}): {}", prose(&panel.title), line(&panel.figure), line(&panel.summary))
    };
    list(panels.iter().map(item))
}
