//! What the script of a page reads: its words, and the cases in a form that is short.
//!
//! It stands in an element that no browser runs, as JSON without a single `<`, so nothing in it can end that
//! element.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::super::cards::Piece;
use super::super::outline::Outline;
use super::super::outline::block::{Block, Card, Cases};
use super::super::words::ControlWords;

/// The JSON of a page.
pub(super) fn data(outline: &Outline) -> String {
    let mut blocks = outline.sections.iter().flat_map(|section| &section.blocks);
    let cases = blocks.find_map(|block| match block {
        Block::Cards(cases) => Some(cases),
        _ => None,
    });
    let data = match cases {
        Some(cases) => Names::default().cases(cases, &outline.words.controls),
        None => json!({ "words": outline.words.controls }),
    };
    data.to_string().replace('<', "\\u003c")
}

/// Names that many cases share, each written once.
#[derive(Default)]
struct Names<'c> {
    themes: Numbered<(&'c str, Option<&'c str>)>,
    clusters: Numbered<(u32, &'c str)>,
    columns: Numbered<&'c str>,
    remarks: Numbered<&'c str>,
}

/// Values in the order in which they came.
struct Numbered<T> {
    values: Vec<T>,
    places: HashMap<T, usize>,
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self { values: Vec::new(), places: HashMap::new() }
    }
}

impl<T: Copy + Eq + std::hash::Hash> Numbered<T> {
    fn number(&mut self, value: T) -> usize {
        let next = self.values.len();
        let place = *self.places.entry(value).or_insert(next);
        if place == next {
            self.values.push(value);
        }
        place
    }
}

impl<'c> Names<'c> {
    fn cases(mut self, cases: &'c Cases, words: &ControlWords) -> Value {
        let shown = cases.shown.iter().map(|card| (card, false));
        let more = cases.more.iter().map(|card| (card, true));
        let mut all: Vec<(&Card, bool)> = shown.chain(more).collect();
        all.sort_by_key(|(card, _)| card.number);
        let all: Vec<Value> = all.into_iter().map(|(card, whole)| self.case(card, whole)).collect();
        let no_text = cases.shown.first().map_or("", |card| card.no_text);
        json!({
            "words": words,
            "no_text": no_text,
            "themes": self.themes.values,
            "clusters": self.clusters.values,
            "columns": self.columns.values,
            "remarks": self.remarks.values,
            "cases": all,
        })
    }

    /// Number, id, themes, cluster, facts, similarity; and what is shown of a case that has no card on the
    /// page: language, heading, fields, remarks.
    fn case(&mut self, card: &'c Card, whole: bool) -> Value {
        let chips = card.chips.as_ref().map(|chips| {
            let chip = |chip: &'c super::super::outline::block::Chip| {
                let theme = self.themes.number((&chip.label, chip.anchor.as_deref()));
                json!([theme, chip.letter, chip.score])
            };
            chips.iter().map(chip).collect::<Vec<_>>()
        });
        let cluster = card
            .cluster
            .as_ref()
            .map_or(-1, |cluster| self.clusters.number((cluster.number, &cluster.label)) as i64);
        let facts: Vec<Value> = card
            .facts
            .iter()
            .map(|(name, value)| json!([self.columns.number(name), value]))
            .collect();
        let mut case = vec![
            json!(card.number),
            json!(card.id),
            json!(chips),
            json!(cluster),
            json!(facts),
            json!(card.similarity),
        ];
        if whole {
            let heading = (!card.heading.is_empty()).then(|| marked(&card.heading));
            let fields: Vec<Value> = card
                .fields
                .iter()
                .map(|field| json!([field.name, marked(&field.pieces)]))
                .collect();
            let remarks: Vec<usize> =
                card.remarks.iter().map(|remark| self.remarks.number(remark)).collect();
            case.push(json!([card.language, heading, fields, remarks]));
        }
        Value::Array(case)
    }
}

/// A text, and its marked pieces, three values for each: how many units of 16 bits, as scripts count, lie
/// between it and the one before, how many it has, and the themes whose evidence ends there. These are 0
/// for none, the theme's number from 1 where there is one, and else a list that begins with whether the
/// piece lies in more than one piece of evidence.
fn marked(pieces: &[Piece]) -> Value {
    let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
    let mut gap = 0;
    let mut marks = Vec::new();
    for piece in pieces {
        let length = piece.text.encode_utf16().count();
        if piece.depth == 0 {
            gap += length;
            continue;
        }
        let deep = usize::from(piece.depth > 1);
        let themes = match piece.ends.as_slice() {
            [] if deep == 0 => json!(0),
            [theme] if deep == 0 => json!(theme + 1),
            ends => json!(std::iter::once(deep).chain(ends.iter().copied()).collect::<Vec<_>>()),
        };
        marks.extend([json!(gap), json!(length), themes]);
        gap = 0;
    }
    json!([text, marks])
}
