//! Turns numbers into inline SVG.
//!
//! Positions are percentages of the drawing and sizes are pixels, so a chart fills whatever width
//! the page gives it and neither letters nor marks are stretched or shrunk. Colours are classes of
//! the style sheet; each cluster has a shape besides its colour.

mod bars;
mod curve;
mod map;
mod panel;
mod place;
mod tree;

use maud::{Markup, html};

pub(crate) use bars::{axis, bar, plain_bar, two_tones};
pub(crate) use curve::curve;
pub(crate) use map::map;
pub(crate) use panel::panel;
pub(crate) use tree::tree;

/// How many colours and how many shapes there are.
const KINDS: u32 = 8;

/// The shapes, each drawn around 0,0.
const SHAPES: [&str; KINDS as usize] = [
    "M-4.6 0a4.6 4.6 0 1 0 9.2 0a4.6 4.6 0 1 0 -9.2 0z",
    "M-4.2 -4.2h8.4v8.4h-8.4z",
    "M0 -5.4L5.2 4H-5.2z",
    "M0 -6L6 0L0 6L-6 0z",
    "M0 5.4L5.2 -4H-5.2z",
    "M-1.7 -5.5h3.4v3.8h3.8v3.4h-3.8v3.8h-3.4v-3.8h-3.8v-3.4h3.8z",
    "M-3 -5.2h6L6 0L3 5.2h-6L-6 0z",
    "M0 -6L1.6 -1.8L6 -1.8L2.5 1L3.8 5.4L0 2.8L-3.8 5.4L-2.5 1L-6 -1.8L-1.6 -1.8z",
];

/// The shapes as symbols that all charts of the page share.
pub(crate) fn symbols() -> Markup {
    html! {
        svg class="symbols" width="0" height="0" aria-hidden="true" focusable="false" {
            defs {
                @for (number, shape) in SHAPES.iter().enumerate() {
                    path id=(format!("shape-{number}")) d=(shape) {}
                    path id=(format!("small-{number}")) d=(shape) transform="scale(.55)" {}
                }
                path id="shape-none" d="M-3.5 -3.5L3.5 3.5M3.5 -3.5L-3.5 3.5" {}
            }
        }
    }
}

/// The mark of a cluster beside its name.
pub(crate) fn swatch(cluster: u32) -> Markup {
    html! {
        svg class="swatch" width="14" height="14" aria-hidden="true" focusable="false" {
            (symbol("shape", Some(cluster), "7", "7"))
        }
    }
}

/// The mark of a cluster at a place; `size` is `shape` or `small`. Shapes shift by one after each round of colours, so the
/// first 64 clusters all differ.
fn symbol(size: &str, cluster: Option<u32>, x: &str, y: &str) -> Markup {
    match cluster {
        Some(cluster) => {
            let number = cluster.saturating_sub(1);
            let shape = (number + number / KINDS) % KINDS;
            html! { use href=(format!("#{size}-{shape}")) x=(x) y=(y) class=(colour(cluster)) {} }
        }
        None => html! { use href="#shape-none" x=(x) y=(y) class="k-none" {} },
    }
}

fn colour(cluster: u32) -> String {
    format!("k{}", cluster.saturating_sub(1) % KINDS)
}

/// A part 0 to 1 of the drawing.
fn percent(part: f64) -> String {
    format!("{:.2}%", part.clamp(0.0, 1.0) * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_64_clusters_have_marks_of_their_own() {
        let marks: std::collections::BTreeSet<String> = (1..=64)
            .map(|cluster| symbol("shape", Some(cluster), "0", "0").into_string())
            .collect();
        assert_eq!(marks.len(), 64);
    }
}
