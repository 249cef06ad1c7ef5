//! `caselens init`: a settings file to begin with.

use std::fmt::Write as _;
use std::path::PathBuf;

use caselens::Result;
use caselens::corpus::{Corpus, Schema};
use caselens::memory::Memory;
use caselens::settings::{Settings, SettingsFile};
use caselens::tables::StagedFile;
use clap::Args;

use super::options::{ClusterOptions, InputOptions, ThemeOptions};
use super::place::must_not_be_an_input;
use super::session::{self, SETTINGS_FILE};
use super::terminal::{Terminal, print};

/// Looks at the input and writes a settings file to begin with: the columns that were guessed to hold the text
/// and the id, and the settings that are changed most often, with what they are now. Every verb that is called
/// in the same folder goes by it.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputOptions,
    /// File to write
    #[arg(short, long, value_name = "FILE", default_value = SETTINGS_FILE, help_heading = "Output")]
    output: PathBuf,
    /// Replace an earlier file
    #[arg(long, help_heading = "Output")]
    force: bool,
    /// Print it, and write nothing
    #[arg(long, help_heading = "Output")]
    dry_run: bool,
}

pub(super) fn perform(arguments: &Arguments, terminal: &Terminal) -> Result<()> {
    let staged = match arguments.dry_run {
        true => None,
        false => Some(StagedFile::begin(&arguments.output, arguments.force)?),
    };
    let (themes, clusters) = (ThemeOptions::default(), ClusterOptions::default());
    let settings = session::settings(&arguments.input, &themes, &clusters)?;
    let corpus = session::corpus(&arguments.input, (&settings, Memory::UNLIMITED), terminal)?;
    must_not_be_an_input(&arguments.output, &corpus)?;
    let text = skeleton(&corpus, &settings);
    // What is written must be read again.
    SettingsFile::parse(&text, &arguments.output.display().to_string())?;
    let Some(staged) = staged else { return print(text) };
    staged.write(&text)?;
    staged.publish()?;
    print(format_args!("{}\n", arguments.output.display()))
}

fn skeleton(corpus: &Corpus, settings: &Settings) -> String {
    let Schema { columns, text, id } = corpus.schema();
    let quoted = |name: &String| toml::Value::from(name.as_str()).to_string();
    let fields: Vec<String> = text.iter().map(|&column| quoted(&columns[column])).collect();
    let others = (0..columns.len()).filter(|column| !text.contains(column) && *id != Some(*column));
    let others: Vec<&str> = others.map(|column| columns[column].as_str()).collect();
    let mut lines = String::new();
    let mut add = |line: std::fmt::Arguments<'_>| {
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "{line}");
    };
    add(format_args!(
        "# Settings of caselens. What is left out, or stands behind a #, has its default;"
    ));
    add(format_args!(
        "# `caselens config show --origin` prints all settings and where they come from.\n"
    ));
    add(format_args!("# Decides what is drawn: any number."));
    add(format_args!("# seed = {}\n", settings.seed));
    add(format_args!("[corpus]"));
    add(format_args!("# The columns that hold the text of a case."));
    add(format_args!("text = [{}]", fields.join(", ")));
    match id {
        Some(id) => {
            add(format_args!("# The column that holds what a case is called by."));
            add(format_args!("id = {}", quoted(&columns[*id])));
        }
        None => {
            add(format_args!(
                "# The column that holds what a case is called by; now ids are made from the text."
            ));
            add(format_args!("# id = \"...\""));
        }
    }
    if !others.is_empty() {
        let others = others.join(", ").replace(char::is_control, " ");
        add(format_args!("# Kept and not read: {others}."));
    }
    add(format_args!("\n[text]"));
    add(format_args!("# auto, or the code of a language such as en, fr, es, de."));
    add(format_args!("# language = \"{}\"\n", settings.text.language));
    add(format_args!("[themes]"));
    add(format_args!("# The name of a bundled codebook (public-sector, sdg), or a file."));
    add(format_args!("# codebook = \"{}\"", settings.themes.codebook));
    add(format_args!("# Columns by whose values themes are counted, too."));
    add(format_args!("# by = []\n"));
    add(format_args!("[cluster]"));
    add(format_args!("# How many clusters: auto, or a number."));
    add(format_args!("# k = \"{}\"", settings.cluster.k));
    add(format_args!("# The most that auto looks at."));
    add(format_args!("# k-max = {}\n", settings.cluster.k_max));
    add(format_args!("[report]"));
    add(format_args!("# Language of its fixed words: en, fr, es or de."));
    add(format_args!("# lang = \"{}\"", settings.report.lang.code()));
    lines
}
