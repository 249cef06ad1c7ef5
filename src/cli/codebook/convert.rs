//! `caselens codebook convert`: a codebook in another format.

use std::path::{Path, PathBuf};

use caselens::tables::StagedFile;
use caselens::text::Language;
use caselens::themes::Codebook;
use caselens::themes::exchange::{Draft, ExchangeFormat, Losses, read, write};
use caselens::{Error, Result};
use clap::Args;

use super::super::options::parsed;
use super::super::terminal::{Results, Terminal};

/// Writes a codebook in another format, and says what that format cannot hold: TOML (ours), CSV and XLSX
/// (a row for each entry), quanteda dictionaries (.yml), LIWC dictionaries (.dic), REFI-QDA codebooks
/// (.qdc). A table to be read needs the columns `theme` and `entry`; those that are written by
/// this verb show which others there can be.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Codebook to read: a file, or the name of a bundled one
    #[arg(value_name = "IN")]
    input: PathBuf,
    /// File to write; `-` for standard output
    #[arg(value_name = "OUT")]
    output: PathBuf,
    /// Format of IN: toml, csv, xlsx, quanteda, liwc, refi-qda [default: by its extension]
    #[arg(long, value_name = "FORMAT", value_parser = parsed::<ExchangeFormat>)]
    from: Option<ExchangeFormat>,
    /// Format of OUT [default: by its extension]
    #[arg(long, value_name = "FORMAT", value_parser = parsed::<ExchangeFormat>)]
    to: Option<ExchangeFormat>,
    /// Language of entries where a format does not tell it
    #[arg(long, value_name = "CODE", default_value = "en", value_parser = parsed::<Language>)]
    language: Language,
    /// Replace an earlier file
    #[arg(long)]
    force: bool,
}

pub(super) fn perform(arguments: &Arguments, terminal: &Terminal) -> Result<()> {
    let to = format(arguments.to, &arguments.output, "--to")?;
    refuse_overwriting(arguments)?;
    let (mut draft, unread) = draft(arguments)?;
    tell(terminal, &unread, "not taken over");
    if draft.name.is_empty() {
        draft.name = stem(&arguments.input);
    }
    let (bytes, lost) = write(&draft, to, arguments.language)?;
    if to == ExchangeFormat::Toml {
        tell(terminal, &lost, "made up");
        check(&bytes, &arguments.output)?;
    } else {
        tell(terminal, &lost, &format!("not held by {}", to.name()));
    }
    if arguments.output.as_os_str() == "-" {
        return std::io::Write::write_all(&mut Results, &bytes).map_err(|error| {
            Error::failed("standard output", "it cannot be written", "see where it leads")
                .caused_by(error)
        });
    }
    let staged = StagedFile::begin(&arguments.output, arguments.force)?;
    staged.write(&bytes)?;
    staged.publish()
}

/// The input stays; another file is replaced only if that is wanted.
fn refuse_overwriting(arguments: &Arguments) -> Result<()> {
    let Arguments { input, output, force, .. } = arguments;
    if output.as_os_str() == "-" || !output.exists() {
        return Ok(());
    }
    let place = output.display();
    let same = |file: &Path| file.canonicalize().ok();
    if same(input).is_some_and(|input| same(output) == Some(input)) {
        let remedy = "name another file as OUT";
        return Err(Error::usage(place, "this is the codebook that is to be read", remedy));
    }
    if !force {
        let remedy = "replace it with `--force`, or name another file as OUT";
        return Err(Error::failed(place, "there is such a file already", remedy));
    }
    Ok(())
}

fn draft(arguments: &Arguments) -> Result<(Draft, Losses)> {
    let name = arguments.input.display().to_string();
    if Codebook::bundled_names().contains(&name.as_str()) {
        return Ok((Draft::from(&Codebook::find(&name)?), Losses::default()));
    }
    let from = format(arguments.from, &arguments.input, "--from")?;
    let bytes = std::fs::read(&arguments.input).map_err(|error| {
        let remedy = "name a file that is there, or a bundled codebook";
        Error::settings(&name, "the codebook cannot be read", remedy).caused_by(error)
    })?;
    read(&bytes, from, &name, arguments.language)
}

fn format(named: Option<ExchangeFormat>, file: &Path, flag: &str) -> Result<ExchangeFormat> {
    named.or_else(|| ExchangeFormat::of(file)).ok_or_else(|| {
        Error::usage(
            file.display(),
            "its name does not tell its format",
            format!("name it with `{flag}`: toml, csv, xlsx, quanteda, liwc or refi-qda"),
        )
    })
}

fn stem(file: &Path) -> String {
    file.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}

/// What was written is a codebook that can be used.
fn check(bytes: &[u8], output: &Path) -> Result<()> {
    let text = String::from_utf8_lossy(bytes);
    Codebook::parse(&text, &format!("what would be {}", output.display())).map(drop)
}

fn tell(terminal: &Terminal, losses: &Losses, what: &str) {
    let kinds: Vec<String> =
        losses.iter().map(|(kind, number)| format!("{kind} ({number})")).collect();
    if !kinds.is_empty() {
        terminal.say(format_args!("{what}: {}", kinds.join(", ")));
    }
}
