//! One bar of a bar chart, drawn in its table row; with an interval it is a dot with whiskers.

use maud::{Markup, html};

use super::super::outline::block::{Bar, Tone};
use super::super::words::Words;
use super::percent;

/// A share 0 to 1 as a bar on an axis from 0 to `scale`.
pub(crate) fn bar(bar: &Bar, scale: f64) -> Markup {
    let at = |share: f64| percent(share / scale);
    html! {
        svg class="bar" width="100%" height="100%" aria-hidden="true" focusable="false" {
            @for part in ["0%", "50%", "100%"] {
                line class="grid" x1=(part) x2=(part) y1="0" y2="100%" {}
            }
            g class=(tone(bar.tone)) {
                svg y="50%" width="100%" height="1" overflow="visible" {
                    rect class="body" x=(at(bar.start)) y="-6" width=(at(bar.value)) height="12" rx="1" {}
                    @if let Some((low, high)) = bar.interval {
                        line class="whisker" x1=(at(low)) x2=(at(high)) y1="0" y2="0" {}
                        @for end in [low, high] {
                            line class="whisker" x1=(at(end)) x2=(at(end)) y1="-4" y2="4" {}
                        }
                        circle class="dot" cx=(at(bar.value)) cy="0" r="4.5" {}
                    }
                }
            }
        }
    }
}

/// A bar without axis, for a size beside a name or a weight below a term.
pub(crate) fn plain_bar(part: f64, class: &str) -> Markup {
    html! {
        svg class=(format!("meter {class}")) width="100%" height="4" aria-hidden="true"
            focusable="false" {
            rect class="track" width="100%" height="4" {}
            rect class="fill" width=(percent(part)) height="4" {}
        }
    }
}

/// Two bars, one above the other: 0 to 1 of the width each.
pub(crate) fn two_tones((inside, outside): (f64, Option<f64>)) -> Markup {
    let height = if outside.is_some() { "5" } else { "8" };
    html! {
        svg class="tones" width="100%" height="12" aria-hidden="true" focusable="false" {
            rect class="in" x="0" y="0" width=(percent(inside)) height=(height) {}
            @if let Some(outside) = outside {
                rect class="out" x="0" y="6" width=(percent(outside)) height="5" {}
            }
        }
    }
}

/// The numbers of the axis, above the bars.
pub(crate) fn axis(scale: f64, words: &Words) -> Markup {
    html! {
        span class="axis" aria-hidden="true" {
            span { "0" }
            span { (words.tick(scale / 2.0)) }
            span { (words.tick(scale)) }
        }
    }
}

fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Main => "main",
        Tone::Lost => "lost",
        Tone::Part => "part",
    }
}
