//! Each block of an outline as Markdown.

use super::super::cards::{Piece, letter};
use super::super::outline::block::{Block, Card, Chip, Profile, Table, Term};
use super::super::words::{Words, fill};
use super::charts::{self, head, rows};
use super::escape::{escape, line, start};
use super::prose;

/// One block.
pub(crate) fn block(block: &Block, words: &Words) -> String {
    match block {
        Block::Prose(text) => prose(text),
        Block::Lead(all) => all.iter().map(prose).collect::<Vec<_>>().join("\n\n"),
        Block::Note(text) => format!("> {}", prose(text)),
        Block::Warnings(all) => all
            .iter()
            .map(|one| format!("> **{}** {}", words.frame.note, prose(one)))
            .collect::<Vec<_>>()
            .join("\n>\n"),
        Block::Heading(text) => format!("### {}", line(text)),
        Block::Figures(all) => {
            let figure = |value: &str, label: &str| format!("**{value}** {label}");
            all.iter().map(|one| figure(&one.value, &one.label)).collect::<Vec<_>>().join(" · ")
        }
        Block::Bars(bars) => charts::bars(bars),
        Block::Table(table) => self::table(table),
        Block::Heat(heat) => charts::heat(heat, words),
        Block::Map(map) => charts::map(map, words),
        Block::Curve(curve) => charts::curve(curve, words),
        Block::Panels(all) => charts::panels(all),
        Block::Profiles(all) => {
            all.iter().map(|one| profile(one, words)).collect::<Vec<_>>().join("\n\n")
        }
        Block::Tree(tree) => charts::tree(&tree.root, words),
        Block::Cards(all) => {
            let cards = all.shown.iter().map(|one| card(one, words));
            std::iter::once(prose(&all.intro)).chain(cards).collect::<Vec<_>>().join("\n\n")
        }
        Block::List(all) => list(all.iter().map(prose)),
        Block::Details { summary, blocks, .. } => {
            let inner =
                blocks.iter().map(|part| self::block(part, words)).filter(|part| !part.is_empty());
            std::iter::once(format!("#### {}", prose(summary)))
                .chain(inner)
                .collect::<Vec<_>>()
                .join("\n\n")
        }
    }
}

/// Items of a list.
pub(super) fn list(items: impl Iterator<Item = String>) -> String {
    items.map(|item| format!("- {item}")).collect::<Vec<_>>().join("\n")
}

fn table(table: &Table) -> String {
    let heads: Vec<_> = table.heads.iter().map(|one| head(one.text, one.numeric)).collect();
    let cells = table.rows.iter().map(|row| row.iter().map(prose).collect());
    format!("*{}*\n\n{}", line(&table.caption), rows(&heads, cells))
}

fn profile(profile: &Profile, words: &Words) -> String {
    let number = profile.cluster.number.to_string();
    let named = [("number", number.as_str()), ("label", profile.cluster.label.as_str())];
    let named = fill(words.clusters.numbered, &named);
    let mut parts = vec![
        format!("### {}", escape(&named)),
        format!("{} · {}", prose(&profile.size), prose(&profile.quality)),
    ];
    if !profile.neighbours.0.is_empty() {
        parts.push(prose(&profile.neighbours));
    }
    if !profile.terms.is_empty() {
        parts.push(terms(profile, words));
    }
    if !profile.representatives.is_empty() {
        let nearest = profile.representatives.iter().map(|one| match one.beginning.as_str() {
            "" => prose(&one.name),
            text => format!("{}: {}", prose(&one.name), escape(text)),
        });
        parts.push(format!("{}:\n\n{}", words.clusters.middle, list(nearest)));
    }
    parts.join("\n\n")
}

/// The words with the shares of texts that have them; without these, the words alone.
fn terms(profile: &Profile, words: &Words) -> String {
    let shares = |term: &Term| {
        let shares = term.shares.as_ref();
        shares.map(|(inside, outside)| vec![escape(&term.surface), escape(inside), escape(outside)])
    };
    match profile.terms.iter().map(shares).collect::<Option<Vec<_>>>() {
        Some(cells) => {
            let columns = [
                head(words.clusters.words, false),
                head(words.clusters.inside, true),
                head(words.clusters.outside, true),
            ];
            rows(&columns, cells.into_iter())
        }
        None => {
            let terms: Vec<String> =
                profile.terms.iter().map(|term| escape(&term.surface)).collect();
            format!("{}: {}", words.clusters.words, terms.join(", "))
        }
    }
}

fn card(card: &Card, words: &Words) -> String {
    let name = if card.heading.is_empty() { line(&card.id) } else { marked(&card.heading) };
    let mut parts = vec![format!("### {name}"), about(card, words)];
    for field in &card.fields {
        if !field.name.is_empty() {
            parts.push(format!("*{}*", line(&field.name)));
        }
        parts.push(marked(&field.pieces));
    }
    if card.fields.is_empty() {
        parts.push(format!("*{}*", card.no_text));
    }
    parts.join("\n\n")
}

fn about(card: &Card, words: &Words) -> String {
    let chip = |one: &Chip| {
        let letter =
            if one.letter.is_empty() { String::new() } else { format!("\\[{}\\] ", one.letter) };
        format!("{letter}{} {}", escape(&one.label), escape(&one.score))
    };
    let mut items = vec![format!("{}: {}", words.cards.id, escape(&card.id))];
    if let Some(chips) = &card.chips {
        let chips: Vec<String> = chips.iter().map(chip).collect();
        let none = words.frame.none.to_owned();
        let themes = if chips.is_empty() { none } else { chips.join(", ") };
        items.push(format!("{}: {themes}", words.cards.themes));
    }
    if let Some(cluster) = &card.cluster {
        let name = escape(&cluster.label);
        items.push(format!("{}: {} {name}", words.frame.cluster, cluster.number));
    }
    items.extend(card.remarks.iter().map(|remark| line(remark)));
    items.extend(
        card.facts.iter().map(|(name, value)| format!("{}: {}", line(name), escape(value))),
    );
    list(items.into_iter())
}

/// A text with its evidence in bold. Pieces that touch share one pair of marks, as two pairs side
/// by side would not be read as bold; and the last letters stand behind the marks, which must
/// follow a letter of the text to be read as their end.
fn marked(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for (place, piece) in pieces.iter().enumerate() {
        let bold = |at: usize| pieces.get(at).is_some_and(|piece: &Piece| piece.depth > 0);
        let begins = bold(place) && !(place > 0 && bold(place - 1));
        let ends = bold(place) && !bold(place + 1);
        out.push_str(if begins { "**" } else { "" });
        out.push_str(&escape(&piece.text));
        out.push_str(if ends { "**" } else { "" });
        for theme in &piece.ends {
            out.push_str(&format!("\\[{}\\]", letter(*theme)));
        }
    }
    start(out.trim_end())
}
