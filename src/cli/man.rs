//! `caselens man`: manual pages.

use std::path::PathBuf;

use caselens::tables::{StagedFile, TemporaryFolder};
use caselens::{Error, Result};
use clap::{Args, CommandFactory};
use clap_mangen::Man;

use super::Cli;
use super::terminal::{Terminal, print};

/// Prints the manual page, or writes those of all verbs into a folder.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Folder for the pages of all verbs; it must be there
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
}

pub(super) fn perform(arguments: &Arguments, terminal: &Terminal) -> Result<()> {
    let Some(folder) = &arguments.output else {
        let mut page = Vec::new();
        Man::new(Cli::command())
            .render(&mut page)
            .map_err(|error| unwritable("the page", error))?;
        return print(String::from_utf8_lossy(&page));
    };
    let made = TemporaryFolder::new()?;
    let pages = clap_mangen::generate_to(Cli::command(), made.path())
        .and_then(|()| std::fs::read_dir(made.path())?.collect::<Result<Vec<_>, _>>());
    for page in pages.map_err(|error| unwritable(&made.path().display().to_string(), error))? {
        let text = std::fs::read(page.path())
            .map_err(|error| unwritable(&page.path().display().to_string(), error))?;
        let staged = StagedFile::begin(&folder.join(page.file_name()), true)?;
        staged.write(text)?;
        staged.publish()?;
    }
    terminal.say(format_args!("manual pages written to {}", folder.display()));
    Ok(())
}

fn unwritable(place: &str, error: std::io::Error) -> Error {
    Error::failed(
        place,
        "the manual pages cannot be written",
        "name a folder that is there and may be written to",
    )
    .caused_by(error)
}
