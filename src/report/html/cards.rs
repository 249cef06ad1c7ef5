//! A case with its evidence marked.

use maud::{Markup, html};

use super::super::cards::{Piece, letter};
use super::super::chart;
use super::super::outline::block::{Card, Chip, Field};
use super::super::words::{Words, fill};

/// One case.
pub(crate) fn card(card: &Card, words: &Words) -> Markup {
    let title = format!("{}-title", card.anchor);
    let language = (!card.language.is_empty()).then_some(card.language.as_str());
    html! {
        article class="card" id=(card.anchor) aria-labelledby=(title) {
            div class="text" lang=[language] {
                h3 id=(title) dir="auto" {
                    @if card.heading.is_empty() { (card.id) } @else { (text(card, &card.heading, words)) }
                }
                @for part in &card.fields { (field(card, part, words)) }
                @if card.fields.is_empty() { p class="empty" lang=(words.locale.code) { (card.no_text) } }
            }
            div class="about" { (about(card, words)) }
        }
    }
}

fn about(card: &Card, words: &Words) -> Markup {
    html! {
        p class="id" { a href=(format!("#{}", card.anchor)) { bdi { (card.id) } } }
        @match card.chips.as_deref() {
            None => {}
            Some([]) => p class="small" { (words.cards.no_theme) },
            Some(chips) => ul class="chips" { @for one in chips { li { (chip(one)) } } },
        }
        @if let Some(cluster) = &card.cluster {
            p class="small" {
                (chart::swatch(cluster.number)) " "
                a href=(format!("#cluster-{}", cluster.number)) {
                    (cluster.number) " " bdi { (cluster.label) }
                }
            }
        }
        @if !card.remarks.is_empty() { p class="small" { (card.remarks.join(" · ")) } }
        @if !card.facts.is_empty() {
            dl {
                @for (name, value) in &card.facts {
                    div { dt { bdi { (name) } } dd { bdi { (value) } } }
                }
            }
        }
    }
}

fn chip(chip: &Chip) -> Markup {
    let inside = html! {
        @if !chip.letter.is_empty() { i { (chip.letter) } " " }
        bdi { (chip.label) } " " small { (chip.score) }
    };
    html! {
        @match &chip.anchor {
            Some(anchor) => a href=(format!("#{anchor}")) { (inside) },
            None => span { (inside) },
        }
    }
}

fn field(card: &Card, field: &Field, words: &Words) -> Markup {
    html! {
        @if !field.name.is_empty() { h4 lang=(words.locale.code) { bdi { (field.name) } } }
        p class="body" dir="auto" { (text(card, &field.pieces, words)) }
    }
}

/// The text, with the themes' letters for those who see it and their names for those who hear it.
fn text(card: &Card, pieces: &[Piece], words: &Words) -> Markup {
    html! {
        @for piece in pieces {
            @if piece.depth == 0 { (piece.text) } @else {
                mark class=[(piece.depth > 1).then_some("more")] { (piece.text) }
            }
            @if !piece.ends.is_empty() {
                sup aria-hidden="true" { (signs(&piece.ends)) }
                span class="unseen" lang=(words.locale.code) {
                    (fill(words.cards.evidence, &[("themes", &names(card, &piece.ends))]))
                }
            }
        }
    }
}

fn signs(themes: &[usize]) -> String {
    themes.iter().map(|theme| letter(*theme)).collect::<Vec<_>>().join(",")
}

fn names(card: &Card, themes: &[usize]) -> String {
    let chips = card.chips.as_deref().unwrap_or_default();
    let labels = themes.iter().filter_map(|theme| chips.get(*theme));
    labels.map(|chip| chip.label.as_str()).collect::<Vec<_>>().join(", ")
}
