//! Tables: plain ones, those with a bar in each row, and grids of shares.

use maud::{Markup, html};

use super::super::chart;
use super::super::outline::block::{Bar, Bars, Ground, Heat, HeatCell, HeatHead, Table, Tone};
use super::super::words::Words;
use super::prose;

/// A bar chart that is its own data table.
pub(crate) fn bars(bars: &Bars, id: &str, words: &Words) -> Markup {
    let [label, count, share] = bars.heads;
    html! {
        table class="bars" id=(id) data-figure {
            caption { (bars.caption) }
            thead {
                tr {
                    th scope="col" { (label) }
                    td class="plot" { (chart::axis(bars.scale, words)) }
                    th scope="col" class="number" { (count) }
                    th scope="col" class="number" { (share) }
                }
            }
            tbody { @for one in &bars.rows { (bar(one, bars.scale)) } }
        }
    }
}

fn bar(bar: &Bar, scale: f64) -> Markup {
    html! {
        tr class=[(bar.tone != Tone::Main).then_some("minor")] {
            th scope="row" { (prose(&bar.label)) }
            td class="plot" { (chart::bar(bar, scale)) }
            td class="number" { (bar.count) }
            td class="number" {
                (bar.share)
                @if !bar.range.is_empty() { " " small { (bar.range) } }
            }
        }
    }
}

/// A table in a box of its own, which scrolls where the page is narrower.
pub(crate) fn table(table: &Table, id: &str) -> Markup {
    let class = |column: usize| table.heads[column].numeric.then_some("number");
    html! {
        div class="scroll" id=(id) data-figure role="region" aria-label=(table.caption) tabindex="0" {
            table {
                caption { (table.caption) }
                thead {
                    tr {
                        @for (column, head) in table.heads.iter().enumerate() {
                            th scope="col" class=[class(column)] { (head.text) }
                        }
                    }
                }
                tbody {
                    @for row in &table.rows {
                        tr {
                            @for (column, cell) in row.iter().enumerate() {
                                td class=[class(column)] { (prose(cell)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Numbers on grounds of several depths.
pub(crate) fn heat(heat: &Heat, id: &str) -> Markup {
    html! {
        div class="scroll" id=(id) data-figure role="region" aria-label=(heat.caption) tabindex="0" {
            table class=(if heat.narrow { "heat narrow" } else { "heat" }) {
                caption { (heat.caption) }
                thead {
                    tr {
                        th scope="col" { (heat.corner) }
                        @for column in &heat.columns { th scope="col" { (head(column, heat.narrow)) } }
                    }
                }
                tbody {
                    @for (label, cells) in &heat.rows {
                        tr { th scope="row" { (prose(label)) } @for one in cells { (cell(one, heat.narrow)) } }
                    }
                }
            }
        }
        @if !heat.key.is_empty() {
            ul class="legend" {
                @for (ground, text) in &heat.key {
                    li { span class=(class(*ground)) aria-hidden="true" { (ground.sign()) } " " (text) }
                }
            }
        }
    }
}

/// The head of a column; in a narrow one the name is heard, and seen beside its row.
fn head(head: &HeatHead, narrow: bool) -> Markup {
    let label = if narrow { "unseen" } else { "label" };
    let inside = html! {
        @if let Some(number) = head.number {
            @if head.is_cluster { (chart::swatch(number)) " " }
            (number)
        }
        span class=(label) dir="auto" { (head.label) }
    };
    html! {
        @match &head.anchor {
            Some(anchor) => a href=(format!("#{anchor}")) title=[narrow.then_some(&head.label)] { (inside) },
            None => (inside),
        }
        @if !head.size.is_empty() { small { (head.size) } }
    }
}

/// In a narrow cell one arrow says the direction; how far it is, say the number and the ground.
fn cell(cell: &HeatCell, narrow: bool) -> Markup {
    let sign = cell.ground.sign();
    let sign =
        if narrow { sign.get(..sign.len().min('▲'.len_utf8())).unwrap_or(sign) } else { sign };
    html! {
        td class=(class(cell.ground)) {
            @if cell.ground != Ground::Absent {
                span aria-hidden=[(cell.text == "·").then_some("true")] { (cell.text) }
                @if !sign.is_empty() { span class="sign" aria-hidden="true" { (sign) } }
                @if !cell.small.is_empty() { small { (cell.small) } }
                @if !cell.spoken.is_empty() { span class="unseen" { " " (cell.spoken) } }
            }
        }
    }
}

fn class(ground: Ground) -> String {
    match ground {
        Ground::Absent => "absent".to_owned(),
        Ground::Bare => "h0".to_owned(),
        Ground::Depth(depth) => format!("h{depth}"),
        Ground::Above(depth) => format!("a{depth}"),
        Ground::Below(depth) => format!("b{depth}"),
    }
}
