//! `caselens codebook show`: a codebook to be read.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::str::FromStr;

use caselens::error::counted;
use caselens::tables::{overlap_frame, usage_frame};
use caselens::text::Language;
use caselens::themes::{Codebook, EntryText, Theme};
use caselens::{Error, Result};
use clap::Args;

use super::super::options::parsed;
use super::super::terminal::{Terminal, print};
use super::frames::{FrameFormat, columns, print_frame};
use super::study::{StudyOptions, tell_rejected};

/// Characters of a line.
const LINE: usize = 100;

/// Prints a codebook: themes with their definitions, and entries by language and weight. With `--stats`
/// what the entries do in a corpus: the documents in which each counts, those in which no other entry of its
/// theme does (`alone`), those in which it was met and never counts (`suppressed`), and how far themes
/// overlap.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Codebook: a file, or the name of a bundled one
    #[arg(value_name = "NAME|FILE")]
    codebook: String,
    /// Count what the entries do in the cases of this input; may be repeated
    #[arg(long, value_name = "INPUT")]
    stats: Vec<PathBuf>,
    /// text, or toml for the file itself; with `--stats` text, csv or json (of the entries) [default: text]
    #[arg(long, value_name = "FORMAT", value_parser = parsed::<ShowFormat>)]
    format: Option<ShowFormat>,
    #[command(flatten)]
    study: StudyOptions,
}

/// In which form a codebook is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ShowFormat {
    Toml,
    Frame(FrameFormat),
}

impl FromStr for ShowFormat {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "toml" => Ok(Self::Toml),
            name => name.parse().map(Self::Frame),
        }
    }
}

pub(super) fn perform(arguments: &Arguments, terminal: &Terminal) -> Result<()> {
    let codebook = Codebook::find(&arguments.codebook)?;
    let format = arguments.format.unwrap_or(ShowFormat::Frame(FrameFormat::Text));
    match (format, arguments.stats.is_empty()) {
        (ShowFormat::Toml, true) => print(codebook.source()),
        (ShowFormat::Frame(FrameFormat::Text), true) => print(text(&codebook)),
        (ShowFormat::Frame(format), false) => stats(arguments, &codebook, format, terminal),
        (ShowFormat::Toml, false) => Err(Error::usage(
            "--format toml",
            "counts are no codebook",
            "use text, csv or json with `--stats`, or leave `--stats` out",
        )),
        (ShowFormat::Frame(_), true) => Err(Error::usage(
            "--format",
            "csv and json are for counts",
            "add `--stats INPUT`, or convert the codebook with `caselens codebook convert`",
        )),
    }
}

fn stats(
    arguments: &Arguments,
    codebook: &Codebook,
    format: FrameFormat,
    terminal: &Terminal,
) -> Result<()> {
    let usage = arguments.study.with(&arguments.stats, codebook, terminal, |study| {
        let (usage, rejected) = study.usage(codebook)?;
        tell_rejected(study.corpus, usage.documents, rejected, terminal)?;
        Ok(usage)
    })?;
    let overlap = overlap_frame(codebook, &usage)?;
    print_frame(usage_frame(codebook, &usage)?, format, |entries| {
        format!("{}\nHow far themes overlap\n\n{}", columns(entries), columns(&overlap))
    })
}

/// The whole codebook, to be read.
fn text(codebook: &Codebook) -> String {
    let mut text = format!("{} {}\n", codebook.name, codebook.version).trim_end().to_owned() + "\n";
    if !codebook.description.is_empty() {
        text += &wrapped("", std::slice::from_ref(&codebook.description), "");
    }
    let mut languages: BTreeMap<Language, usize> = BTreeMap::new();
    codebook.entries().for_each(|entry| *languages.entry(entry.language).or_default() += 1);
    let entries: Vec<String> =
        languages.iter().map(|(language, number)| format!("{language} {number}")).collect();
    let themes = counted(codebook.themes.len() as u64, "theme", "themes");
    text += &format!("{themes}; entries: {}\n", entries.join(", "));
    for theme in &codebook.themes {
        text += &theme_text(theme);
    }
    text
}

fn theme_text(theme: &Theme) -> String {
    let mut bounds = format!("from {}", theme.min_score);
    if theme.min_distinct > 1 {
        bounds += &format!(", {} entries or more", theme.min_distinct);
    }
    let mut text = format!("\n{}: {} ({bounds})\n", theme.id, theme.label);
    if let Some(parent) = &theme.parent {
        text += &format!("  part of {parent}\n");
    }
    text += &wrapped("  ", std::slice::from_ref(&theme.definition), "");
    let queries = theme.unless.iter().map(|query| query.written.clone()).collect::<Vec<_>>();
    if !queries.is_empty() {
        text += &wrapped("  unless: ", &queries, ",");
    }
    for (language, entries) in &theme.terms {
        text += &entries_text(*language, entries);
    }
    let examples = [("yes", &theme.examples.matching), ("no", &theme.examples.not)];
    for (mark, example) in
        examples.iter().flat_map(|(mark, list)| list.iter().map(move |it| (mark, it)))
    {
        text += &wrapped(&format!("  {mark}: "), std::slice::from_ref(&example.written), "");
    }
    text
}

/// The entries of a language, those of the same weight together, the heaviest first.
fn entries_text(language: Language, entries: &[EntryText]) -> String {
    let mut weights: Vec<f64> = entries.iter().map(|entry| entry.weight).collect();
    weights.sort_by(|a, b| b.total_cmp(a));
    weights.dedup();
    let mut text = String::new();
    for (number, weight) in weights.iter().enumerate() {
        let language = if number == 0 { language.code() } else { "" };
        let same = entries.iter().filter(|entry| entry.weight == *weight);
        let names: Vec<String> = same.map(entry_text).collect();
        text += &wrapped(&format!("  {language:2} {weight:<5} "), &names, ",");
    }
    text
}

fn entry_text(entry: &EntryText) -> String {
    let mut text = entry.query.written.clone();
    if entry.has_own_id() {
        text += &format!(" [{}]", entry.id);
    }
    let unless: Vec<&str> = entry.unless.iter().map(|query| query.written.as_str()).collect();
    if !unless.is_empty() {
        text += &format!(" (unless {})", unless.join(", "));
    }
    if !entry.note.is_empty() {
        text += &format!(" ({})", entry.note);
    }
    text
}

/// Items one after the other on lines of [`LINE`] characters, those after the first under the first item.
fn wrapped(prefix: &str, items: &[String], separator: &str) -> String {
    let indent = " ".repeat(prefix.chars().count());
    let (mut text, mut line) = (String::new(), prefix.to_owned());
    let mut is_empty = true;
    for (number, item) in items.iter().enumerate() {
        let separator = if number + 1 < items.len() { separator } else { "" };
        for word in format!("{item}{separator}").split_whitespace() {
            if !is_empty && line.chars().count() + 1 + word.chars().count() > LINE {
                text += &format!("{}\n", line.trim_end());
                (line, is_empty) = (indent.clone(), true);
            }
            if !is_empty {
                line.push(' ');
            }
            line += word;
            is_empty = false;
        }
    }
    text + line.trim_end() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_codebook_is_shown_by_language_and_weight() {
        let source = "name = 'n'\nversion = '2'\n[[theme]]\nid = 'a'\nlabel = 'L'\ndefinition = 'D.'\n\
                      min_distinct = 2\nunless = ['x']\n[theme.examples]\nmatch = ['a bus']\n[theme.terms]\n\
                      fr = ['bus']\nen = ['bus', { match = 'ride', weight = 0.3, unless = 'joy ride', \
                      id = 'r', note = 'rare' }, 'night bus']\n";
        let shown = text(&Codebook::parse(source, "t").unwrap());
        let expected = "n 2\n1 theme; entries: en 3, fr 1\n\na: L (from 0.5, 2 entries or more)\n  D.\n  \
                        unless: x\n  en 0.6   bus, night bus\n     0.3   ride [r] (unless joy ride) \
                        (rare)\n  fr 0.6   bus\n  yes: a bus\n";
        assert_eq!(shown, expected);
    }

    #[test]
    fn long_lines_are_broken_between_words_and_go_on_under_their_beginning() {
        let lines = wrapped("ab ", &["word".repeat(10), "word".repeat(10), "word".repeat(10)], ",");
        let lines: Vec<&str> = lines.lines().collect();
        assert_eq!(lines.len(), 2);
        assert!(lines[1].starts_with("   word") && lines.iter().all(|line| line.len() <= LINE));
    }
}
