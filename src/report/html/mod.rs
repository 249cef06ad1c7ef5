//! Gives an outline the marks of HTML: one file that needs nothing else.
//!
//! Text is escaped by maud wherever it stands. There is no script, no address of a network, and
//! the content security policy in the file forbids both.

mod cards;
mod panels;
mod profiles;
mod tables;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::chart;
use super::outline::block::{Block, Figure, Prose, Span};
use super::outline::{Outline, Section};

/// Style sheets of our own; nothing from the input is ever added to them.
const STYLE: [&str; 3] =
    [include_str!("style.css"), include_str!("charts.css"), include_str!("print.css")];

/// What pages with small drawings need besides.
const PANELS: &str = include_str!("panels.css");

/// Allows what is in the file, and nothing from anywhere else.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
                      base-uri 'none'; form-action 'none'";

/// The whole page.
pub(crate) fn page(outline: &Outline) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            (head(outline))
            body {
                a class="skip" href="#glance" { "Skip to the report" }
                (chart::symbols())
                header class="top" {
                    h1 dir="auto" { (outline.title) }
                    p class="subtitle" dir="auto" { (outline.subtitle) }
                }
                (contents(outline))
                main { @for part in &outline.sections { (section(part)) } }
                footer { p { (prose(&outline.footer)) } }
            }
        }
    };
    page.into_string()
}

fn head(outline: &Outline) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(POLICY);
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            meta name="referrer" content="no-referrer";
            title { (outline.title) " · " (outline.subtitle) }
            link rel="icon" href="data:,";
            style {
                @for sheet in STYLE { (PreEscaped(sheet)) }
                @if has_panels(outline) { (PreEscaped(PANELS)) }
            }
        }
    }
}

fn has_panels(outline: &Outline) -> bool {
    let mut blocks = outline.sections.iter().flat_map(|section| &section.blocks);
    blocks.any(|block| matches!(block, Block::Panels(_)))
}

fn contents(outline: &Outline) -> Markup {
    html! {
        nav aria-label="Contents" {
            ol {
                @for part in &outline.sections {
                    li { a href=(format!("#{}", part.id)) { (part.title) } }
                }
            }
        }
    }
}

fn section(section: &Section) -> Markup {
    let title = format!("{}-title", section.id);
    html! {
        section id=(section.id) aria-labelledby=(title) tabindex="-1" {
            h2 id=(title) { (section.title) }
            @for part in &section.blocks { (block(part)) }
        }
    }
}

fn block(block: &Block) -> Markup {
    match block {
        Block::Prose(text) => html! { p { (prose(text)) } },
        Block::Lead(all) => html! { div class="lead" { @for p in all { p { (prose(p)) } } } },
        Block::Note(text) => html! { p class="note" { (prose(text)) } },
        Block::Warnings(all) => html! {
            ul class="warnings" { @for one in all { li { (prose(one)) } } }
        },
        Block::Heading(text) => html! { h3 { (text) } },
        Block::Figures(all) => figures(all),
        Block::Bars(bars) => tables::bars(bars),
        Block::Table(table) => tables::table(table),
        Block::Heat(heat) => tables::heat(heat),
        Block::Map(map) => profiles::map(map),
        Block::Curve(curve) => html! { figure class="plain" { (chart::curve(curve)) } },
        Block::Panels(all) => panels::panels(all),
        Block::Profiles(all) => profiles::profiles(all),
        Block::Tree(tree) => profiles::tree(tree),
        Block::Cards(all) => html! { @for card in all { (cards::card(card)) } },
        Block::List(all) => html! { ul class="cases" { @for one in all { li { (prose(one)) } } } },
        Block::Details { anchor, summary, blocks } => html! {
            details id=[anchor.as_deref()] {
                summary { (prose(summary)) }
                @for part in blocks { (self::block(part)) }
            }
        },
    }
}

fn figures(figures: &[Figure]) -> Markup {
    html! {
        ul class="figures" {
            @for one in figures {
                li { a href=(format!("#{}", one.anchor)) { b { (one.value) } " " span { (one.label) } } }
            }
        }
    }
}

/// A sentence; words from the input keep their own direction.
fn prose(prose: &Prose) -> Markup {
    html! {
        @for span in &prose.0 {
            @match span {
                Span::Ours(text) => (text),
                Span::Strong(text) => strong { bdi { (text) } },
                Span::Given(text) => bdi { (text) },
                Span::Link { anchor, text } => a href=(format!("#{anchor}")) { bdi { (text) } },
            }
        }
    }
}
