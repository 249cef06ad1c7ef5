//! A tree of clusters: forks by their similarity, from the whole on the left to the clusters on the
//! right.

use maud::{Markup, html};

use super::super::outline::tree::Node;
use super::super::words::Words;
use super::percent;

/// Height of a cluster's row in pixels; the style sheet gives the names beside it the same.
const ROW: f64 = 30.0;
/// Height of the numbers above the drawing.
const HEAD: f64 = 22.0;
/// Where the drawing begins and ends, as parts of its width.
const LEFT: f64 = 0.04;
const RIGHT: f64 = 0.98;

/// A fork or a leaf with its place.
struct Placed {
    similarity: f64,
    y: f64,
}

/// The drawing; as many rows as there are clusters.
pub(crate) fn tree(root: &Node, summary: &str, words: &Words) -> Markup {
    let leaves = root.leaves().len();
    let low = (lowest(root) * 10.0).floor().min(9.0) / 10.0;
    let height = HEAD + ROW * leaves as f64;
    let mut lines = Vec::new();
    let top = draw(root, &mut 0, low, &mut lines);
    html! {
        svg class="tree" role="img" aria-label=(summary) width="100%" height=(height) {
            @for tick in [low, (low + 1.0) / 2.0, 1.0] {
                line class="grid" x1=(across(tick, low)) x2=(across(tick, low)) y1=(HEAD)
                    y2=(height) {}
                text class="tick" x=(across(tick, low)) y="12" text-anchor=(anchor(tick, low)) {
                    (words.two_digits(tick))
                }
            }
            line class="branch" x1="0%" x2=(across(top.similarity, low)) y1=(top.y) y2=(top.y) {}
            @for line in &lines { (line) }
        }
    }
}

fn lowest(node: &Node) -> f64 {
    match node {
        Node::Leaf(_) => 1.0,
        Node::Fork { similarity, .. } => similarity.clamp(-1.0, 1.0),
    }
}

fn across(similarity: f64, low: f64) -> String {
    percent(LEFT + (RIGHT - LEFT) * (similarity - low) / (1.0 - low))
}

fn anchor(tick: f64, low: f64) -> &'static str {
    match tick {
        1.0 => "end",
        first if first == low => "start",
        _ => "middle",
    }
}

/// Draws what is below a node, the rows from `row` on; gives the place of the node itself.
fn draw(node: &Node, row: &mut usize, low: f64, lines: &mut Vec<Markup>) -> Placed {
    match node {
        Node::Leaf(_) => {
            let y = HEAD + ROW * (*row as f64 + 0.5);
            *row += 1;
            Placed { similarity: 1.0, y }
        }
        Node::Fork { similarity, parts, .. } => {
            let similarity = similarity.clamp(low, 1.0);
            let [first, second] = [0, 1].map(|part| draw(&parts[part], row, low, lines));
            let x = across(similarity, low);
            for part in [&first, &second] {
                let end = across(part.similarity, low);
                lines.push(html! {
                    line class="branch" x1=(x) x2=(end) y1=(part.y) y2=(part.y) {}
                });
            }
            lines.push(html! {
                line class="branch" x1=(x) x2=(x) y1=(first.y) y2=(second.y) {}
            });
            Placed { similarity, y: (first.y + second.y) / 2.0 }
        }
    }
}
