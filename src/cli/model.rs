//! `caselens model`: what a model file says of itself.

use std::path::PathBuf;
use std::str::FromStr;

use caselens::model::Model;
use caselens::{Error, Result};
use clap::{Args, Subcommand};

use super::card::{card_json, card_text};
use super::options::parsed;
use super::terminal::print;

/// Show what a model file was learnt from and how good it is.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Print the card of a model: what it was learnt from, with which settings, and how well it does on
    /// cases that it had not seen
    Show(Show),
}

#[derive(Debug, Args)]
struct Show {
    /// The model file
    #[arg(value_name = "FILE")]
    model: PathBuf,
    /// text or json
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = parsed::<CardFormat>)]
    format: CardFormat,
}

/// In which form a card is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CardFormat {
    Text,
    Json,
}

impl FromStr for CardFormat {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            _ => Err(Error::usage(
                format!("format `{name}`"),
                "no such format is known",
                "use text or json",
            )),
        }
    }
}

pub(super) fn perform(arguments: &Arguments) -> Result<()> {
    let What::Show(Show { model: file, format }) = &arguments.what;
    let model = Model::read(file)?;
    match format {
        CardFormat::Text => print(card_text(&model)),
        CardFormat::Json => print(format_args!("{:#}\n", card_json(&model)?)),
    }
}
