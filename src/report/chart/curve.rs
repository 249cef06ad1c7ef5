//! What speaks for each k as a line, with the chosen k marked.

use maud::{Markup, html};

use super::super::outline::block::{Curve, CurvePoint};
use super::super::words::Words;
use super::percent;

/// Room for the numbers left of and below the line, as parts of the drawing.
const LEFT: f64 = 0.07;
const RIGHT: f64 = 0.97;
const TOP: f64 = 0.14;
const BOTTOM: f64 = 0.82;

/// At most so many numbers stand below the line.
const TICKS: usize = 10;

/// The curve; its axis begins at 0 or at the lowest value, so that no difference is exaggerated.
pub(crate) fn curve(curve: &Curve, words: &Words) -> Markup {
    let place = Places::of(&curve.points);
    let every = curve.points.len().div_ceil(TICKS).max(1);
    html! {
        svg class="curve" role="img" aria-label=(curve.summary) width="100%" height="220" {
            @for value in [place.low, (place.low + place.high) / 2.0, place.high] {
                line class="grid" x1=(percent(LEFT)) x2=(percent(RIGHT)) y1=(place.y(value))
                    y2=(place.y(value)) {}
                text class="tick" x=(percent(LEFT)) dx="-6" dy="4" y=(place.y(value))
                    text-anchor="end" { (words.two_digits(value)) }
            }
            @for pair in curve.points.windows(2) {
                @if let (Some(left), Some(right)) = (pair[0].band, pair[1].band) {
                    (place.band((pair[0], left), (pair[1], right)))
                }
            }
            @for pair in curve.points.windows(2) {
                line class="line" x1=(place.x(pair[0])) y1=(place.y(pair[0].value))
                    x2=(place.x(pair[1])) y2=(place.y(pair[1].value)) {}
            }
            @for (number, point) in curve.points.iter().enumerate() {
                circle class=(if point.chosen { "chosen" } else { "point" })
                    cx=(place.x(*point)) cy=(place.y(point.value))
                    r=(if point.chosen { "6" } else { "3" }) {}
                @if point.chosen {
                    text class="name" x=(place.x(*point)) y=(place.y(point.value)) dy="-12"
                        text-anchor="middle" { "k = " (point.k) }
                }
                @if number % every == 0 {
                    text class="tick" x=(place.x(*point)) y=(percent(BOTTOM)) dy="20"
                        text-anchor="middle" { (point.k) }
                }
            }
            text class="tick" x=(percent(RIGHT)) y="100%" dy="-4" text-anchor="end" {
                (curve.axis)
            }
        }
    }
}

/// Where values stand in the drawing.
struct Places {
    first: f64,
    last: f64,
    low: f64,
    high: f64,
}

impl Places {
    fn of(points: &[CurvePoint]) -> Self {
        let ks = points.iter().map(|point| point.k as f64);
        let ends = |point: &CurvePoint| point.band.unwrap_or((point.value, point.value));
        let values = points.iter().flat_map(|point| [point.value, ends(point).0, ends(point).1]);
        let low = values.clone().fold(0.0, f64::min);
        Self {
            first: ks.clone().fold(f64::INFINITY, f64::min),
            last: ks.fold(0.0, f64::max),
            low,
            high: (values.fold(0.0, f64::max) * 10.0).ceil().max(low * 10.0 + 1.0) / 10.0,
        }
    }

    /// A piece of the band between two numbers of clusters: an area in a drawing of its own, as areas
    /// know no percentages.
    fn band(&self, left: (CurvePoint, (f64, f64)), right: (CurvePoint, (f64, f64))) -> Markup {
        let up = |value: f64| 100.0 * (1.0 - (value - self.low) / (self.high - self.low));
        let (from, to) = (self.across(left.0), self.across(right.0));
        let area = format!(
            "M0 {:.2}L100 {:.2}V{:.2}L0 {:.2}z",
            up(left.1.1),
            up(right.1.1),
            up(right.1.0),
            up(left.1.0)
        );
        html! {
            svg x=(percent(from)) y=(percent(TOP)) width=(percent(to - from))
                height=(percent(BOTTOM - TOP)) viewBox="0 0 100 100" preserveAspectRatio="none" {
                path class="band" d=(area) {}
            }
        }
    }

    fn x(&self, point: CurvePoint) -> String {
        percent(self.across(point))
    }

    fn across(&self, point: CurvePoint) -> f64 {
        let width = (self.last - self.first).max(1.0);
        let inner = (point.k as f64 - self.first) / width * 0.94 + 0.03;
        LEFT + inner * (RIGHT - LEFT)
    }

    fn y(&self, value: f64) -> String {
        let part = (value - self.low) / (self.high - self.low);
        percent(BOTTOM - part * (BOTTOM - TOP))
    }
}
