//! `caselens codebook`: what the owner of a codebook does with it.

mod convert;
mod fit;
mod frames;
mod labels;
mod lint;
mod show;
mod study;
mod suggest;

use caselens::Result;
use clap::{Args, Subcommand};

pub(super) use self::study::tell_rejected;
use super::terminal::Terminal;

/// Show, check, improve and convert codebooks.
#[derive(Debug, Args)]
#[command(arg_required_else_help = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// Print a codebook to be read, or what its entries do in a corpus
    Show(show::Arguments),
    /// Find what is wrong with a codebook, each with its place and a remedy
    Lint(lint::Arguments),
    /// Find new entries for a theme, or themes that are missing, in cases
    Suggest(suggest::Arguments),
    /// Learn weights and thresholds from labelled cases
    Fit(fit::Arguments),
    /// Write a codebook in another format
    Convert(convert::Arguments),
}

pub(super) fn perform(arguments: &Arguments, terminal: &Terminal) -> Result<()> {
    match &arguments.act {
        Act::Show(arguments) => show::perform(arguments, terminal),
        Act::Lint(arguments) => lint::perform(arguments, terminal),
        Act::Suggest(arguments) => suggest::perform(arguments, terminal),
        Act::Fit(arguments) => fit::perform(arguments, terminal),
        Act::Convert(arguments) => convert::perform(arguments, terminal),
    }
}
