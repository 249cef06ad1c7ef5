//! The tables of tags and of the words that prove them.

use polars::prelude::DataFrame;

use super::documents::output_name;
use super::frame::{counts, frame, numbers, texts};
use crate::corpus::{Document, Schema};
use crate::error::Result;
use crate::pipeline::Findings;
use crate::themes::{Codebook, Lexicon};

/// Byte offsets of a text to offsets in Unicode characters; asked for in any order, it counts on
/// from the last place where it can.
struct CharacterOffsets<'t> {
    text: &'t str,
    bytes: usize,
    characters: usize,
}

impl<'t> CharacterOffsets<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, bytes: 0, characters: 0 }
    }

    fn at(&mut self, bytes: usize) -> u64 {
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
