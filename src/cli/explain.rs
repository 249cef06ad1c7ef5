//! `caselens explain`: why a case of a run has its themes and its cluster.

use std::path::PathBuf;

use caselens::report::{CaseOfRun, Explanation};
use caselens::{Error, Result};
use clap::{Args, ValueEnum};

use super::terminal::print;

/// Why a case of a run has these themes and this cluster: every entry that was met and whether it
/// counts, every `unless` that cancels, every score beside the score that is needed, and what the
/// themes lack that are closest to being given. All of it is found anew with the run's own codebook and
/// settings, from the texts in its documents.csv.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The folder of a run, of `run` or of `tag --output FOLDER`
    run: PathBuf,
    /// The id of a case, as documents.csv has it
    id: String,
    /// In which form it is told
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// In words
    Text,
    /// As one JSON object
    Json,
}

pub(super) fn perform(arguments: &Arguments) -> Result<()> {
    let explanation = Explanation::of(&CaseOfRun::read(&arguments.run, &arguments.id)?)?;
    match arguments.format {
        Form::Text => print(explanation),
        Form::Json => {
            let json = serde_json::to_string_pretty(&explanation).map_err(|error| {
                Error::failed(
                    "explanation",
                    "it cannot be written as JSON",
                    "report this as a fault",
                )
                .caused_by(error)
            })?;
            print(format_args!("{json}\n"))
        }
    }
}
