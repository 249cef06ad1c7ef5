//! Each block of an outline as Markdown.

use super::super::cards::{Piece, letter};
use super::super::outline::block::{Block, Card, Chip, Profile, Table};
use super::charts::{self, head, rows};
use super::escape::{escape, line, start};
use super::prose;

/// One block.
pub(crate) fn block(block: &Block) -> String {
    match block {
        Block::Prose(text) => prose(text),
        Block::Lead(all) => all.iter().map(prose).collect::<Vec<_>>().join("\n\n"),
        Block::Note(text) => format!("> {}", prose(text)),
        Block::Warnings(all) => all
            .iter()
            .map(|one| format!("> **Note:** {}", prose(one)))
            .collect::<Vec<_>>()
            .join("\n>\n"),
        Block::Heading(text) => format!("### {}", line(text)),
        Block::Figures(all) => {
            let figure = |value: &str, label: &str| format!("**{value}** {label}");
            all.iter().map(|one| figure(&one.value, &one.label)).collect::<Vec<_>>().join(" · ")
        }
        Block::Bars(bars) => charts::bars(bars),
        Block::Table(table) => self::table(table),
        Block::Heat(heat) => charts::heat(heat),
        Block::Map(map) => charts::map(map),
        Block::Curve(curve) => charts::curve(curve),
        Block::Panels(all) => charts::panels(all),
        Block::Profiles(all) => all.iter().map(profile).collect::<Vec<_>>().join("\n\n"),
        Block::Tree(tree) => charts::tree(&tree.root),
        Block::Cards(all) => {
            let cards = all.shown.iter().map(card);
            std::iter::once(prose(&all.intro)).chain(cards).collect::<Vec<_>>().join("\n\n")
        }
        Block::List(all) => list(all.iter().map(prose)),
        Block::Details { summary, blocks, .. } => {
            let inner = blocks.iter().map(self::block).filter(|part| !part.is_empty());
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

fn profile(profile: &Profile) -> String {
    let cluster = &profile.cluster;
    let mut parts = vec![
        format!("### Cluster {}: {}", cluster.number, escape(&cluster.label)),
        format!("{} · {}", prose(&profile.size), prose(&profile.quality)),
    ];
    if !profile.neighbours.0.is_empty() {
        parts.push(prose(&profile.neighbours));
    }
    if !profile.terms.is_empty() {
        let terms: Vec<String> = profile.terms.iter().map(|(term, _)| escape(term)).collect();
        parts.push(format!("Its words: {}", terms.join(", ")));
    }
    if !profile.representatives.is_empty() {
        let nearest = profile.representatives.iter().map(|one| match one.beginning.as_str() {
            "" => prose(&one.name),
            text => format!("{}: {}", prose(&one.name), escape(text)),
        });
        parts.push(format!("Near its middle:\n\n{}", list(nearest)));
    }
    parts.join("\n\n")
}

fn card(card: &Card) -> String {
    let name = if card.heading.is_empty() { line(&card.id) } else { marked(&card.heading) };
    let mut parts = vec![format!("### {name}"), about(card)];
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

fn about(card: &Card) -> String {
    let chip =
        |one: &Chip| format!("\\[{}\\] {} {}", one.letter, escape(&one.label), escape(&one.score));
    let mut items = vec![format!("id: {}", escape(&card.id))];
    if let Some(chips) = &card.chips {
        let chips: Vec<String> = chips.iter().map(chip).collect();
        let themes = if chips.is_empty() { "none".to_owned() } else { chips.join(", ") };
        items.push(format!("themes: {themes}"));
    }
    if let Some(cluster) = &card.cluster {
        items.push(format!("cluster: {} {}", cluster.number, escape(&cluster.label)));
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
