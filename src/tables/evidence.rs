//! The tables of tags and of the words that prove them.

use polars::prelude::DataFrame;

use super::documents::{Columns, input_columns, output_name};
use super::frame::{counts, frame, numbers, texts};
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

/// One row per document and theme: `id`, `theme`, `score`, `source`, `hits`.
pub(super) fn tags_frame(
    codebook: &Codebook,
    documents: &[Document],
    findings: &[Findings],
) -> Result<DataFrame> {
    let tags = || {
        documents
            .iter()
            .zip(findings)
            .flat_map(|(document, found)| found.tags.iter().map(move |tag| (document, tag)))
    };
    frame(vec![
        texts("id", tags().map(|(document, _)| &document.id)),
        texts("theme", tags().map(|(_, tag)| &codebook.themes[tag.theme].id)),
        numbers("score", tags().map(|(_, tag)| tag.score)),
        texts("source", tags().map(|(_, tag)| tag.source.name())),
        counts("hits", tags().map(|(_, tag)| u64::from(tag.hits))),
    ])
}

/// The words that prove a tag, as they are written: each once, in the order of the text, joined by
/// `; `. White space within them is one space; `|` stands between tags, so that one is a space, too.
pub(super) fn proof(tag: &Tag, fields: &[&str]) -> String {
    let mut words: Vec<String> = Vec::new();
    for evidence in &tag.evidence {
        let text = &fields[usize::from(evidence.field)][evidence.start..evidence.end];
        let parts: Vec<&str> = text
            .split(|c: char| c.is_whitespace() || c == '|')
            .filter(|it| !it.is_empty())
            .collect();
        let text = parts.join(" ");
        if !words.contains(&text) {
            words.push(text);
        }
    }
    words.join("; ")
}

/// One row per document and theme: `id`, all input columns, `language`, `tokens`, `theme`, `score`,
/// `source`, `hits`, `evidence`. A document without a theme has no row.
///
/// # Errors
/// If the columns do not fit together, which is a fault of the program.
pub fn long_frame(
    columns: Columns<'_>,
    codebook: &Codebook,
    documents: &[Document],
    findings: &[Findings],
) -> Result<DataFrame> {
    let schema = columns.schema;
    let rows: Vec<(&Document, &Findings, &Tag)> = documents
        .iter()
        .zip(findings)
        .flat_map(|(document, found)| found.tags.iter().map(move |tag| (document, found, tag)))
        .collect();
    let documents: Vec<&Document> = rows.iter().map(|(document, ..)| *document).collect();
    let proofs = rows.iter().map(|(document, _, tag)| {
        let fields: Vec<&str> = document.fields(schema).collect();
        proof(tag, &fields)
    });
    let mut frame_columns = input_columns(schema, &documents);
    frame_columns.extend([
        texts("language", rows.iter().map(|(_, found, _)| code_of(found.language))),
        counts("tokens", rows.iter().map(|(_, found, _)| u64::from(found.tokens))),
        texts("theme", rows.iter().map(|(.., tag)| &codebook.themes[tag.theme].id)),
        numbers("score", rows.iter().map(|(.., tag)| tag.score)),
        texts("source", rows.iter().map(|(.., tag)| tag.source.name())),
        counts("hits", rows.iter().map(|(.., tag)| u64::from(tag.hits))),
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
}

/// One row per match: `id`, `theme`, `entry`, `field`, `start`, `end`, `text`; offsets in Unicode
/// characters, half open, and `text` is that slice of the field.
pub(super) fn evidence_frame(
    schema: &Schema,
    codebook: &Codebook,
    lexicon: &Lexicon,
    documents: &[Document],
    findings: &[Findings],
) -> Result<DataFrame> {
    let mut rows = Vec::new();
    for (document, found) in documents.iter().zip(findings) {
        let fields: Vec<&str> = document.fields(schema).collect();
        let mut offsets: Vec<_> = fields.iter().map(|text| CharacterOffsets::new(text)).collect();
        for tag in &found.tags {
            for evidence in &tag.evidence {
                let field = usize::from(evidence.field);
                rows.push(EvidenceRow {
                    id: &document.id,
                    theme: &codebook.themes[tag.theme].id,
                    entry: lexicon.entry(evidence.entry),
                    field: output_name(schema, schema.text[field]),
                    start: offsets[field].at(evidence.start),
                    end: offsets[field].at(evidence.end),
                    text: &fields[field][evidence.start..evidence.end],
                });
            }
        }
    }
    frame(vec![
        texts("id", rows.iter().map(|row| row.id)),
        texts("theme", rows.iter().map(|row| row.theme)),
        texts("entry", rows.iter().map(|row| row.entry)),
        texts("field", rows.iter().map(|row| &row.field)),
        counts("start", rows.iter().map(|row| row.start)),
        counts("end", rows.iter().map(|row| row.end)),
        texts("text", rows.iter().map(|row| row.text)),
    ])
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
