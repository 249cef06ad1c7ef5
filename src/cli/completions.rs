//! `caselens completions`: what a shell needs to complete commands.

use caselens::Result;
use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::Cli;
use super::terminal::{Terminal, print};

/// Prints the completion script of a shell.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Which shell
    shell: Shell,
}

pub(super) fn perform(arguments: &Arguments, _terminal: &Terminal) -> Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Cli::command(), "caselens", &mut script);
    print(String::from_utf8_lossy(&script))
}
