//! Gives an outline the marks of HTML: one file that needs nothing else.
//!
//! Text is escaped by maud wherever it stands. There is one script, our own, which only helps: all that a
//! page says stands there without it. There is no address of a network. The content security policy in the
//! file allows the script and the style sheet by their hashes, and nothing else.

mod cards;
mod data;
mod panels;
mod profiles;
mod script;
mod tables;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::chart;
use super::outline::block::{Block, Figure, Prose, Span};
use super::outline::{Outline, Section};
use super::words::Words;

/// The whole page.
pub(crate) fn page(outline: &Outline) -> String {
    let style = script::style(has_block(outline, |block| matches!(block, Block::Panels(_))));
    let script = script::script(has_block(outline, |block| matches!(block, Block::Cards(_))));
    let page = html! {
        (DOCTYPE)
        html lang=(outline.words.locale.code) {
            (head(outline, &style, &script::policy(&style, &script)))
            body {
                a class="skip" href="#glance" { (outline.words.frame.skip) }
                (chart::symbols())
                header class="top" {
                    h1 dir="auto" { (outline.title) }
                    p class="subtitle" dir="auto" { (outline.subtitle) }
                }
                (contents(outline))
                main { @for part in &outline.sections { (section(part, outline.words)) } }
                footer { p { (prose(&outline.footer)) } }
                script type="application/json" id="data" { (PreEscaped(data::data(outline))) }
                script { (PreEscaped(&script)) }
            }
        }
    };
    page.into_string()
}

fn head(outline: &Outline, style: &str, policy: &str) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(policy);
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            meta name="referrer" content="no-referrer";
            title { (outline.title) " · " (outline.subtitle) }
            link rel="icon" href="data:,";
            style { (PreEscaped(style)) }
        }
    }
}

fn has_block(outline: &Outline, is_it: impl Fn(&Block) -> bool) -> bool {
    outline.sections.iter().flat_map(|section| &section.blocks).any(is_it)
}

fn contents(outline: &Outline) -> Markup {
    html! {
        nav aria-label=(outline.words.frame.contents) {
            ol {
                @for part in &outline.sections {
                    li { a href=(format!("#{}", part.id)) { (part.title) } }
                }
            }
        }
    }
}

fn section(section: &Section, words: &Words) -> Markup {
    let title = format!("{}-title", section.id);
    html! {
        section id=(section.id) aria-labelledby=(title) tabindex="-1" {
            h2 id=(title) { (section.title) }
            @for (place, part) in section.blocks.iter().enumerate() {
                (block(part, &format!("{}-{}", section.id, place + 1), words))
            }
        }
    }
}

/// A block; a table or a chart gets `id`, so that a link can lead to it.
fn block(block: &Block, id: &str, words: &Words) -> Markup {
    match block {
        Block::Prose(text) => html! { p { (prose(text)) } },
        Block::Lead(all) => html! { div class="lead" { @for p in all { p { (prose(p)) } } } },
        Block::Note(text) => html! { p class="note" { (prose(text)) } },
        Block::Warnings(all) => html! {
            ul class="warnings" { @for one in all { li { (prose(one)) } } }
        },
        Block::Heading(text) => html! { h3 { (text) } },
        Block::Figures(all) => figures(all),
        Block::Bars(bars) => tables::bars(bars, id, words),
        Block::Table(table) => tables::table(table, id),
        Block::Heat(heat) => tables::heat(heat, id),
        Block::Map(map) => profiles::map(map, id),
        Block::Curve(curve) => html! {
            figure class="plain" id=(id) data-figure { (chart::curve(curve, words)) }
        },
        Block::Panels(all) => panels::panels(all, id),
        Block::Profiles(all) => profiles::profiles(all, words),
        Block::Tree(tree) => profiles::tree(tree, id, words),
        Block::Cards(all) => html! {
            p { (prose(&all.carried)) }
            div id="cards" { @for card in &all.shown { (cards::card(card, words)) } }
        },
        Block::List(all) => html! { ul class="cases" { @for one in all { li { (prose(one)) } } } },
        Block::Details { anchor, summary, blocks } => html! {
            details id=[anchor.as_deref()] {
                summary { (prose(summary)) }
                @for (place, part) in blocks.iter().enumerate() {
                    (self::block(part, &format!("{id}-{}", place + 1), words))
                }
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
