//! Tables: plain ones, those with a bar in each row, and grids of shares.

use maud::{Markup, html};

use super::super::chart;
use super::super::outline::block::{Bar, Bars, Heat, HeatCell, Table, Tone};
use super::prose;

/// A bar chart that is its own data table.
pub(crate) fn bars(bars: &Bars, id: &str) -> Markup {
    let [label, count, share] = bars.heads;
    html! {
        table class="bars" id=(id) data-figure {
            caption { (bars.caption) }
            thead {
                tr {
                    th scope="col" { (label) }
                    td class="plot" { (chart::axis(bars.scale)) }
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

/// Shares as numbers on grounds of seven depths.
pub(crate) fn heat(heat: &Heat, id: &str) -> Markup {
    html! {
        div class="scroll" id=(id) data-figure role="region" aria-label=(heat.caption) tabindex="0" {
            table class="heat" {
                caption { (heat.caption) }
                thead {
                    tr {
                        th scope="col" { "Theme" }
                        @for column in &heat.columns {
                            th scope="col" {
                                a href=(format!("#cluster-{}", column.number)) {
                                    (chart::swatch(column.number)) " " (column.number)
                                    span class="label" dir="auto" { (column.label) }
                                }
                                small { (column.size) }
                            }
                        }
                    }
                }
                tbody {
                    @for (label, cells) in &heat.rows {
                        tr { th scope="row" { (prose(label)) } @for one in cells { (cell(one)) } }
                    }
                }
            }
        }
    }
}

fn cell(cell: &HeatCell) -> Markup {
    let class = format!("h{}", depth(cell));
    html! {
        td class=(class) {
            @if cell.documents == 0 {
                span aria-hidden="true" { "·" } span class="unseen" { "none" }
            } @else {
                (cell.text) small { (cell.documents) }
            }
        }
    }
}

fn depth(cell: &HeatCell) -> usize {
    const STEPS: [f64; 5] = [0.05, 0.15, 0.3, 0.5, 0.75];
    if cell.documents == 0 {
        0
    } else {
        1 + STEPS.iter().filter(|step| cell.share >= **step).count()
    }
}
