//! The command line: one file per verb. The only place that writes to the terminal.

mod agree;
mod aligned;
mod bench;
mod card;
mod check;
mod classify;
mod cluster;
mod codebook;
mod completions;
mod config;
mod diff;
mod evaluate;
mod explain;
mod init;
mod job;
mod known;
mod kwic;
mod man;
mod markdown;
mod model;
mod options;
mod output;
mod page;
mod place;
mod redact;
mod report;
mod run;
mod sample;
mod session;
mod tag;
mod terminal;
mod train;
mod vectorize;
mod vectorize_options;
mod verify;

use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use caselens::Result;
use caselens::tables::remove_staged;
use clap::{Parser, Subcommand};

use terminal::Terminal;

/// Finds out what a pile of case descriptions is about: themes with the words that prove them,
/// clusters of alike cases, tables and a report. Works offline and gives the same bytes every time.
#[derive(Debug, Parser)]
#[command(version, propagate_version = true, max_term_width = 100, after_help = EXIT_CODES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    verb: Verb,
    #[command(flatten)]
    terminal: options::TerminalOptions,
}

const EXIT_CODES: &str = "\
Settings come from flags, then from the environment (CASELENS_OUTPUT, CASELENS_CODEBOOK, ...), then \
from caselens.toml, then from the defaults.

Exit codes: 0 done, 1 failed, 2 usage, 3 bad input data, 4 bad settings or codebook or model, 5 a \
bound that you set was not kept, 130 interrupted.";

#[derive(Debug, Subcommand)]
enum Verb {
    /// A settings file to begin with
    Init(init::Arguments),
    /// Everything: tables, model and report in one folder
    Run(run::Arguments),
    /// What is in the input and what is wrong with it, before anything is made of it
    Check(check::Arguments),
    /// Batch classification with a codebook, and evidence
    Tag(tag::Arguments),
    /// Every match of an expression in its context
    Kwic(kwic::Arguments),
    /// Why a case of a run has its themes and its cluster
    Explain(explain::Arguments),
    /// Clusters only
    Cluster(cluster::Arguments),
    /// Show, check, improve and convert codebooks
    Codebook(codebook::Arguments),
    /// Themes, labels or clusters against labels that people gave
    Evaluate(evaluate::Arguments),
    /// Batch classification with a model that `train` made, and evidence
    Classify(classify::Arguments),
    /// Show what a model file was learnt from and how good it is
    Model(model::Arguments),
    /// Learn labels from labelled cases: one model file
    Train(train::Arguments),
    /// Draw cases of a run into a sheet that people fill by hand
    Sample(sample::Arguments),
    /// How far people and machine agree, from filled sheets; shares of themes corrected
    Agree(agree::Arguments),
    /// The TF-IDF matrix as a scipy-readable .npz, with vocabulary and ids
    Vectorize(vectorize::Arguments),
    /// How fast each stage of the vectorisation is, here and on this input
    Bench(bench::Arguments),
    /// Take personal data out of the cases, and put it back
    Redact(redact::Arguments),
    /// Make the report of a run again from its tables
    Report(report::Arguments),
    /// Make a run again and compare every byte
    Verify(verify::Arguments),
    /// Every setting in force, and where it comes from
    Config(config::Arguments),
    /// What is different in a second run, and why
    Diff(diff::Arguments),
    /// Print the completion script of a shell
    Completions(completions::Arguments),
    /// Print the manual page, or write those of all verbs into a folder
    Man(man::Arguments),
}

/// Parses the command line, does what it asks for and tells how it went.
pub(crate) fn main() -> ExitCode {
    let cli = Cli::parse();
    let terminal = Terminal::new(&cli.terminal);
    leave_tidily_when_interrupted();
    match perform(cli.verb, &terminal) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            wait_if_interrupted();
            terminal.error(&error);
            ExitCode::from(error.kind().exit_code())
        }
    }
}

/// Whether the program is about to end because it was interrupted.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// On an interrupt nothing half written stays, and the exit code says what happened.
fn leave_tidily_when_interrupted() {
    // Without a handler the program ends all the same; what it had staged the next one removes.
    let _ = ctrlc::set_handler(|| {
        INTERRUPTED.store(true, Ordering::SeqCst);
        remove_staged(|| std::process::exit(130));
    });
}

/// What fails because its files were just taken away is no failure to tell of: the program ends.
fn wait_if_interrupted() {
    while INTERRUPTED.load(Ordering::SeqCst) {
        std::thread::park();
    }
}

fn perform(verb: Verb, terminal: &Terminal) -> Result<()> {
    match verb {
        Verb::Init(arguments) => init::perform(&arguments, terminal),
        Verb::Diff(arguments) => diff::perform(&arguments),
        Verb::Config(arguments) => config::perform(&arguments),
        Verb::Run(arguments) => run::perform(&arguments, terminal),
        Verb::Check(arguments) => check::perform(&arguments, terminal),
        Verb::Tag(arguments) => tag::perform(&arguments, terminal),
        Verb::Kwic(arguments) => kwic::perform(&arguments, terminal),
        Verb::Explain(arguments) => explain::perform(&arguments),
        Verb::Cluster(arguments) => cluster::perform(&arguments, terminal),
        Verb::Codebook(arguments) => codebook::perform(&arguments, terminal),
        Verb::Evaluate(arguments) => evaluate::perform(&arguments, terminal),
        Verb::Train(arguments) => train::perform(&arguments, terminal),
        Verb::Classify(arguments) => classify::perform(&arguments, terminal),
        Verb::Model(arguments) => model::perform(&arguments),
        Verb::Sample(arguments) => sample::perform(&arguments, terminal),
        Verb::Agree(arguments) => agree::perform(&arguments, terminal),
        Verb::Vectorize(arguments) => vectorize::perform(&arguments, terminal),
        Verb::Bench(arguments) => bench::perform(&arguments, terminal),
        Verb::Redact(arguments) => redact::perform(&arguments, terminal),
        Verb::Report(arguments) => report::perform(&arguments, terminal),
        Verb::Verify(arguments) => verify::perform(&arguments, terminal),
        Verb::Completions(arguments) => completions::perform(&arguments, terminal),
        Verb::Man(arguments) => man::perform(&arguments, terminal),
    }
}
