//! How the report was made: inputs, settings in force, hashes, version.

use super::super::manifest::Input;
use super::super::run::Run;
use super::super::words::{Words, fill, prose};
use super::block::{Block, Head, Prose, Span, Table};
use super::{Refer, Section};

/// The section at the end.
pub(crate) fn section(refer: &Refer) -> Section {
    let words = &refer.words.making;
    let program = format!("{} {}", refer.run.manifest.program, refer.run.manifest.version);
    let blocks = vec![
        Block::Prose(prose(words.intro, &[("program", Span::Given(program))])),
        Block::Table(identity(refer)),
        Block::Table(inputs(refer)),
        Block::Details {
            anchor: None,
            summary: Prose::ours(words.settings_summary),
            blocks: vec![Block::Table(settings(refer))],
        },
    ];
    Section { id: "making", title: words.title, blocks }
}

/// The line under the title.
pub(crate) fn subtitle(run: &Run, words: &Words) -> String {
    let made = &run.manifest;
    let program = format!("{} {}", made.program, made.version);
    let hash: String = made.hash.chars().take(8).collect();
    let values = [("name", made.name.as_str()), ("program", &program), ("hash", &hash)];
    fill(words.frame.subtitle, &values)
}

fn identity(refer: &Refer) -> Table {
    let (made, words) = (&refer.run.manifest, &refer.words.making);
    let row = |name: &str, value: String| vec![Prose::ours(name), Prose::given(value)];
    let id = made.columns.id.clone().unwrap_or_else(|| words.made_ids.to_owned());
    let mut rows = vec![
        row(words.hash, made.hash.clone()),
        row(words.seed, made.seed.to_string()),
        row(words.text_columns, made.columns.text.join(", ")),
        row(words.id_column, id),
    ];
    if let Some(book) = &made.codebook {
        let values = [("name", book.name.as_str()), ("version", book.version.as_str())];
        rows.push(row(words.codebook, fill(words.codebook_version, &values)));
        rows.push(row(words.codebook_hash, book.sha256.clone()));
    }
    Table {
        caption: words.run.to_owned(),
        heads: [words.what, words.value].map(Head::words).to_vec(),
        rows,
    }
}

fn inputs(refer: &Refer) -> Table {
    let words = &refer.words.making;
    let row = |input: &Input| {
        vec![
            Prose::given(input.name.clone()),
            Prose::given(input.format.clone()),
            Prose::ours(refer.words.count(input.bytes)),
            Prose::given(input.sha256.clone()),
        ]
    };
    Table {
        caption: words.inputs.to_owned(),
        heads: vec![
            Head::words(words.name),
            Head::words(words.format),
            Head::numbers(words.bytes),
            Head::words("SHA-256"),
        ],
        rows: refer.run.manifest.inputs.iter().map(row).collect(),
    }
}

fn settings(refer: &Refer) -> Table {
    let words = &refer.words.making;
    let rows = refer.run.manifest.flat_settings(refer.words);
    Table {
        caption: words.settings.to_owned(),
        heads: [words.setting, words.value].map(Head::words).to_vec(),
        rows: rows.into_iter().map(|(k, v)| vec![Prose::given(k), Prose::given(v)]).collect(),
    }
}
