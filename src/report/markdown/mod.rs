//! Gives an outline the marks of Markdown, with bars and the map drawn in letters.

mod blocks;
mod charts;
mod escape;

use self::escape::{escape, line};
use super::outline::block::{Prose, Span};
use super::outline::{Outline, Section};
use super::words::Words;

/// The whole file.
pub(crate) fn page(outline: &Outline) -> String {
    let mut parts = vec![format!("# {}", line(&outline.title)), line(&outline.subtitle)];
    parts.extend(outline.sections.iter().map(|part| section(part, outline.words)));
    parts.push("---".to_owned());
    parts.push(prose(&outline.footer));
    parts.join("\n\n") + "\n"
}

fn section(section: &Section, words: &Words) -> String {
    let heading = format!("## {}", section.title);
    let blocks = section.blocks.iter().map(|part| blocks::block(part, words));
    std::iter::once(heading).chain(blocks).collect::<Vec<_>>().join("\n\n")
}

/// A sentence. Markdown has no anchors of its own, so what leads to a case is its name and id.
fn prose(prose: &Prose) -> String {
    let mut out = String::new();
    for span in &prose.0 {
        match span {
            Span::Ours(text) | Span::Given(text) | Span::Link { text, .. } => {
                out.push_str(&escape(text));
            }
            Span::Strong(text) => out.push_str(&format!("**{}**", escape(text.trim()))),
        }
    }
    escape::start(&out)
}
