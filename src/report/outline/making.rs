//! How the report was made: inputs, settings in force, hashes, version.

use super::super::manifest::Input;
use super::super::run::Run;
use super::block::{Block, Head, Prose, Table};
use super::numbers;
use super::{Refer, Section};

/// The section at the end.
pub(crate) fn section(refer: &Refer) -> Section {
    let run = refer.run;
    let blocks = vec![
        Block::Prose(intro(run)),
        Block::Table(identity(run)),
        Block::Table(inputs(run)),
        Block::Details {
            anchor: None,
            summary: Prose::ours("The settings in force"),
            blocks: vec![Block::Table(settings(run))],
        },
    ];
    Section { id: "making", title: "How this was made", blocks }
}

/// The line under the title.
pub(crate) fn subtitle(run: &Run) -> String {
    let made = &run.manifest;
    format!("{} · {} {} · run {}", made.name, made.program, made.version, short(&made.hash))
}

/// The last line.
pub(crate) fn footer(run: &Run) -> Prose {
    Prose::ours("Every number in this report stands in a table of the run folder. Made offline by ")
        .and_given(format!("{} {}", run.manifest.program, run.manifest.version))
        .and(".")
}

fn intro(run: &Run) -> Prose {
    Prose::ours("Made by ")
        .and_given(format!("{} {}", run.manifest.program, run.manifest.version))
        .and(
            " from the tables of one run, without a network. The same inputs, settings, codebook \
             and seed give the same tables and the same report, on any machine and with any number \
             of threads.",
        )
}

fn identity(run: &Run) -> Table {
    let made = &run.manifest;
    let row = |name: &str, value: String| vec![Prose::ours(name), Prose::given(value)];
    let id =
        made.columns.id.clone().unwrap_or_else(|| "none; ids are made from the text".to_owned());
    let mut rows = vec![
        row("Hash of the run", made.hash.clone()),
        row("Seed", made.seed.to_string()),
        row("Columns read as text", made.columns.text.join(", ")),
        row("Column with the id", id),
    ];
    if let Some(book) = &made.codebook {
        rows.push(row("Codebook", format!("{}, version {}", book.name, book.version)));
        rows.push(row("Hash of the codebook (SHA-256)", book.sha256.clone()));
    }
    Table {
        caption: "The run".to_owned(),
        heads: ["What", "Value"].map(Head::words).to_vec(),
        rows,
    }
}

fn inputs(run: &Run) -> Table {
    let row = |input: &Input| {
        vec![
            Prose::given(input.name.clone()),
            Prose::given(input.format.clone()),
            Prose::ours(numbers::count(input.bytes)),
            Prose::given(input.sha256.clone()),
        ]
    };
    Table {
        caption: "The inputs".to_owned(),
        heads: vec![
            Head::words("Name"),
            Head::words("Format"),
            Head::numbers("Bytes"),
            Head::words("SHA-256"),
        ],
        rows: run.manifest.inputs.iter().map(row).collect(),
    }
}

fn settings(run: &Run) -> Table {
    let rows = run.manifest.flat_settings();
    Table {
        caption: "Settings".to_owned(),
        heads: ["Setting", "Value"].map(Head::words).to_vec(),
        rows: rows.into_iter().map(|(k, v)| vec![Prose::given(k), Prose::given(v)]).collect(),
    }
}

fn short(hash: &str) -> String {
    hash.chars().take(8).collect()
}
