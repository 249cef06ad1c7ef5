//! The tables of tags and of the words that prove them.

use std::borrow::Cow;

use polars::prelude::DataFrame;

use super::documents::{Columns, input_columns, output_name};
use super::frame::{counts, frame, numbers, texts};
use super::labels::{SOURCE, one_line, words_of_label};
use crate::classify::Classifier;
use crate::corpus::{Document, Schema};
use crate::error::Result;
use crate::pipeline::Findings;
use crate::text::code_of;
use crate::themes::{Codebook, Lexicon, Tag};

/// Byte offsets of a text to offsets in Unicode characters; asked for in any order, it counts on
/// from the last place where it can.
pub(super) struct CharacterOffsets<'t> {
    text: &'t str,
    bytes: usize,
    characters: usize,
}

impl<'t> CharacterOffsets<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, bytes: 0, characters: 0 }
    }

    pub(super) fn at(&mut self, bytes: usize) -> u64 {
        if bytes < self.bytes {
            (self.bytes, self.characters) = (0, 0);
        }
        self.characters += self.text[self.bytes..bytes].chars().count();
        self.bytes = bytes;
        self.characters as u64
    }
}

/// What found tags: a codebook, a classifier, or both.
#[derive(Clone, Copy)]
pub(super) struct Finders<'a> {
    pub(super) codebook: Option<(&'a Codebook, &'a Lexicon)>,
    pub(super) classifier: Option<&'a Classifier>,
}

/// A theme that was found in a document.
struct FoundTheme<'a> {
    theme: &'a str,
    score: f64,
    source: &'static str,
    /// Places that speak for it.
    hits: u64,
}

/// The themes of a document that a codebook found, then those that a classifier gave.
fn themes_of<'a>(
    (codebook, classifier): (Option<&'a Codebook>, Option<&'a Classifier>),
    found: &'a Findings,
) -> impl Iterator<Item = FoundTheme<'a>> {
    let of_codebook = codebook.into_iter().flat_map(|codebook| {
        found.tags.iter().map(|tag| FoundTheme {
            theme: &codebook.themes[tag.theme].id,
            score: tag.score,
            source: tag.source.name(),
            hits: tag.hits.into(),
        })
    });
    of_codebook.chain(classifier.into_iter().flat_map(|classifier| {
        found.labels.iter().map(|tag| FoundTheme {
            theme: &classifier.labels()[tag.label as usize],
            score: tag.probability,
            source: SOURCE,
            hits: tag.evidence.iter().filter(|it| it.weight > 0.0).count() as u64,
        })
    }))
}

/// One row per document and theme: `id`, `theme`, `score`, `source`, `hits`; the themes of a codebook first.
pub(super) fn tags_frame(
    finders: Finders<'_>,
    documents: &[Document],
    findings: &[Findings],
) -> Result<DataFrame> {
    let by = (finders.codebook.map(|it| it.0), finders.classifier);
    let mut rows: Vec<(&str, FoundTheme<'_>)> = Vec::new();
    for (document, found) in documents.iter().zip(findings) {
        rows.extend(themes_of(by, found).map(|theme| (document.id.as_str(), theme)));
    }
    frame(vec![
        texts("id", rows.iter().map(|row| row.0)),
        texts("theme", rows.iter().map(|row| row.1.theme)),
        numbers("score", rows.iter().map(|row| row.1.score)),
        texts("source", rows.iter().map(|row| row.1.source)),
        counts("hits", rows.iter().map(|row| row.1.hits)),
    ])
}

/// The words that prove a tag, as they are written: each once, in the order of the text, joined by
/// `; `. White space within them is one space; `|` stands between tags, so that one is a space, too.
pub(super) fn proof(tag: &Tag, fields: &[&str]) -> String {
    let mut words: Vec<Cow<'_, str>> = Vec::new();
    for evidence in &tag.evidence {
        let text = &fields[usize::from(evidence.field)][evidence.start..evidence.end];
        let text = one_line(text);
        if !words.contains(&text) {
            words.push(text);
        }
    }
    words.join("; ")
}

/// One row per document and theme, those of a codebook first: `id`, all input columns, `language`, `tokens`,
/// `theme`, `score`, `source`, `hits`, `evidence`. A document without a theme has no row.
///
/// # Errors
/// If the columns do not fit together, which is a fault of the program.
pub fn long_frame(
    columns: Columns<'_>,
    documents: &[Document],
    findings: &[Findings],
) -> Result<DataFrame> {
    let schema = columns.schema;
    let by = (columns.codebook, columns.classifier);
    let mut rows: Vec<(&Document, &Findings, FoundTheme<'_>)> = Vec::new();
    let mut proofs = Vec::new();
    for (document, found) in documents.iter().zip(findings) {
        rows.extend(themes_of(by, found).map(|theme| (document, found, theme)));
        let fields: Vec<&str> = document.fields(schema).collect();
        proofs.extend(found.tags.iter().map(|tag| proof(tag, &fields)));
        proofs.extend(found.labels.iter().map(|tag| words_of_label(tag, &fields)));
    }
    let documents: Vec<&Document> = rows.iter().map(|(document, ..)| *document).collect();
    let mut frame_columns = input_columns(schema, &documents);
    frame_columns.extend([
        texts("language", rows.iter().map(|(_, found, _)| code_of(found.language))),
        counts("tokens", rows.iter().map(|(_, found, _)| u64::from(found.tokens))),
        texts("theme", rows.iter().map(|(.., theme)| theme.theme)),
        numbers("score", rows.iter().map(|(.., theme)| theme.score)),
        texts("source", rows.iter().map(|(.., theme)| theme.source)),
        counts("hits", rows.iter().map(|(.., theme)| theme.hits)),
        texts("evidence", proofs),
    ]);
    frame(frame_columns)
}

/// A piece of evidence as it stands in the table.
struct EvidenceRow<'a> {
    id: &'a str,
    theme: &'a str,
    entry: &'a str,
    field: String,
    start: u64,
    end: u64,
    text: &'a str,
    weight: Option<f64>,
}

/// One row per match: `id`, `theme`, `entry`, `field`, `start`, `end`, `text`; offsets in Unicode
/// characters, half open, and `text` is that slice of the field. With a classifier also `weight`: what a
/// word adds to the score of its label, below 0 where it speaks against it; nothing for an entry of a
/// codebook.
pub(super) fn evidence_frame(
    schema: &Schema,
    finders: Finders<'_>,
    documents: &[Document],
    findings: &[Findings],
) -> Result<DataFrame> {
    let mut rows = Vec::new();
    for (document, found) in documents.iter().zip(findings) {
        let fields: Vec<&str> = document.fields(schema).collect();
        let mut offsets: Vec<_> = fields.iter().map(|text| CharacterOffsets::new(text)).collect();
        let mut push = |(theme, entry), field: u16, (start, end), weight| {
            let field = usize::from(field);
            rows.push(EvidenceRow {
                id: &document.id,
                theme,
                entry,
                field: output_name(schema, schema.text[field]),
                start: offsets[field].at(start),
                end: offsets[field].at(end),
                text: &fields[field][start..end],
                weight,
            });
        };
        if let Some((codebook, lexicon)) = finders.codebook {
            for tag in &found.tags {
                let theme = codebook.themes[tag.theme].id.as_str();
                for it in &tag.evidence {
                    push((theme, lexicon.entry(it.entry)), it.field, (it.start, it.end), None);
                }
            }
        }
        if let Some(classifier) = finders.classifier {
            let terms = classifier.vocabulary().terms();
            for tag in &found.labels {
                let label = classifier.labels()[tag.label as usize].as_str();
                for it in &tag.evidence {
                    let entry = terms[it.term as usize].surface.as_str();
                    push((label, entry), it.field, (it.start, it.end), Some(it.weight));
                }
            }
        }
    }
    let mut columns = vec![
        texts("id", rows.iter().map(|row| row.id)),
        texts("theme", rows.iter().map(|row| row.theme)),
        texts("entry", rows.iter().map(|row| row.entry)),
        texts("field", rows.iter().map(|row| &row.field)),
        counts("start", rows.iter().map(|row| row.start)),
        counts("end", rows.iter().map(|row| row.end)),
        texts("text", rows.iter().map(|row| row.text)),
    ];
    if finders.classifier.is_some() {
        columns.push(numbers("weight", rows.iter().map(|row| row.weight)));
    }
    frame(columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_characters_in_any_order() {
        let mut offsets = CharacterOffsets::new("l\u{2019}été à 🚲 Sète");
        assert_eq!(offsets.at(4), 2);
        assert_eq!(offsets.at(9), 5);
        assert_eq!(offsets.at(1), 1);
        assert_eq!(offsets.at("l\u{2019}été à 🚲 Sète".len()), 14);
    }
}
