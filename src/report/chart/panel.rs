//! A small drawing over two axes from 0 to 1.

use std::fmt::Write as _;

use maud::{Markup, html};

use super::super::outline::block::{Drawing, Panel};
use super::percent;

/// Height in pixels.
const HEIGHT: u32 = 150;
/// Room for the numbers left of and below the drawing, as parts of it.
const LEFT: f64 = 0.13;
const RIGHT: f64 = 0.97;
const TOP: f64 = 0.05;
const BOTTOM: f64 = 0.78;
/// At most so many points of a line are drawn.
const POINTS: usize = 80;

/// The drawing.
pub(crate) fn panel(panel: &Panel) -> Markup {
    html! {
        svg class="panel" role="img" aria-label=(panel.summary) width="100%" height=(HEIGHT) {
            @for value in [0.0, 0.5, 1.0] {
                line class="grid" x1=(x(0.0)) x2=(x(1.0)) y1=(y(value)) y2=(y(value)) {}
                line class="grid" x1=(x(value)) x2=(x(value)) y1=(y(0.0)) y2=(y(1.0)) {}
                text class="tick" x=(x(0.0)) y=(y(value)) dx="-9" dy="4" text-anchor="end" {
                    (tick(value))
                }
                text class="tick" x=(x(value)) y=(y(0.0)) dy="17" text-anchor="middle" {
                    (tick(value))
                }
            }
            text class="tick" x=(x(1.0)) y="100%" dy="-3" text-anchor="end" { (panel.axes[0]) " →" }
            text class="tick" x=(x(0.0)) y="100%" dy="-3" text-anchor="start" { "↑ " (panel.axes[1]) }
            @match &panel.drawing {
                Drawing::Steps { points, at } => {
                    (plane(html! { path class="line" d=(steps(points)) {} }))
                    @if let Some(at) = at {
                        circle class="chosen" cx=(x(at.0)) cy=(y(at.1)) r="4.5" {}
                    }
                },
                Drawing::Shares(bins) => {
                    line class="even" x1=(x(0.0)) x2=(x(1.0)) y1=(y(0.0)) y2=(y(1.0)) {}
                    (plane(html! { path class="line" d=(joined(bins)) {} }))
                    @for &(across, up, part) in bins {
                        circle class="point" cx=(x(across)) cy=(y(up)) r=(radius(part)) {}
                    }
                },
            }
        }
    }
}

/// A plane of 100 by 100, upside down as SVG is, stretched over the drawing; lines keep their width.
fn plane(content: Markup) -> Markup {
    html! {
        svg x=(percent(LEFT)) y=(percent(TOP)) width=(percent(RIGHT - LEFT))
            height=(percent(BOTTOM - TOP)) viewBox="0 0 100 100" preserveAspectRatio="none" {
            (content)
        }
    }
}

fn x(part: f64) -> String {
    percent(LEFT + part.clamp(0.0, 1.0) * (RIGHT - LEFT))
}

fn y(part: f64) -> String {
    percent(BOTTOM - part.clamp(0.0, 1.0) * (BOTTOM - TOP))
}

fn tick(value: f64) -> &'static str {
    match value {
        0.0 => "0",
        0.5 => ".5",
        _ => "1",
    }
}

/// An area in proportion to its part, and never too small to be seen.
fn radius(part: f64) -> String {
    format!("{:.1}", 2.0 + 5.0 * part.clamp(0.0, 1.0).sqrt())
}

/// A line of steps: what is found at the next recall has the precision that stands there.
fn steps(points: &[(f64, f64)]) -> String {
    let mut path = String::new();
    for (at, (across, up)) in thinned(points).into_iter().enumerate() {
        let up = 100.0 - up * 100.0;
        // Writing to a string does not fail.
        let _ = match at {
            0 => write!(path, "M0 {up:.1}H{:.1}", across * 100.0),
            _ => write!(path, "V{up:.1}H{:.1}", across * 100.0),
        };
    }
    path
}

fn joined(bins: &[(f64, f64, f64)]) -> String {
    let point = |(at, &(across, up, _)): (usize, &(f64, f64, f64))| {
        let sign = if at == 0 { 'M' } else { 'L' };
        format!("{sign}{:.1} {:.1}", across * 100.0, 100.0 - up * 100.0)
    };
    bins.iter().enumerate().map(point).collect()
}

/// Every so many of the points, and the last.
fn thinned(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let every = points.len().div_ceil(POINTS).max(1);
    let last = points.len().saturating_sub(1);
    let kept = points.iter().enumerate().filter(|(at, _)| at % every == 0 || *at == last);
    kept.map(|(_, point)| *point).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_thinned_and_keeps_its_ends() {
        let points: Vec<(f64, f64)> = (0..1000).map(|at| (f64::from(at) / 999.0, 0.5)).collect();
        let thin = thinned(&points);
        assert!(thin.len() <= POINTS + 1);
        assert_eq!((thin[0], *thin.last().unwrap()), (points[0], points[999]));
        assert!(thinned(&[]).is_empty() && steps(&[]).is_empty());
        assert_eq!(steps(&[(0.5, 1.0), (1.0, 0.75)]), "M0 0.0H50.0V25.0H100.0");
    }
}
