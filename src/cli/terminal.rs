//! Messages and bars on standard error, results on standard output.

use std::error::Error as _;
use std::fmt::Display;
use std::io::{IsTerminal, Write};
use std::sync::Mutex;
use std::time::Duration;

use caselens::corpus::Reject;
use caselens::progress::{Progress, Step};
use caselens::{Error, Result};
use indicatif::{HumanCount, ProgressBar, ProgressState, ProgressStyle};

use super::options::{ColorChoice, TerminalOptions};

/// Where messages go.
pub(super) struct Terminal {
    quiet: bool,
    verbose: bool,
    colored: bool,
    bars: bool,
}

impl Terminal {
    pub(super) fn new(options: &TerminalOptions) -> Self {
        let on_terminal = std::io::stderr().is_terminal();
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        Self {
            quiet: options.quiet,
            verbose: options.verbose,
            colored: match options.color {
                ColorChoice::Auto => on_terminal && wanted,
                ColorChoice::Always => true,
                ColorChoice::Never => false,
            },
            bars: on_terminal && !options.quiet,
        }
    }

    /// Tells something by the way.
    pub(super) fn say(&self, message: impl Display) {
        if !self.quiet {
            write_stderr(format_args!("{message}\n"));
        }
    }

    /// Tells something that only the curious want to know.
    pub(super) fn detail(&self, message: impl Display) {
        if self.verbose {
            write_stderr(format_args!("{message}\n"));
        }
    }

    /// Tells the curious what of the input was no case.
    pub(super) fn reject(&self, reject: &Reject) {
        if self.verbose {
            let detail = if reject.detail.is_empty() { "" } else { ": " };
            let (place, reason) = (&reject.place, reject.reason.name());
            write_stderr(format_args!("{place}: {reason}{detail}{}\n", reject.detail));
        }
    }

    /// Tells something the user should know.
    pub(super) fn warn(&self, warning: impl Display) {
        if !self.quiet {
            let label = self.painted("33;1", "warning");
            write_stderr(format_args!("{label}: {warning}\n"));
        }
    }

    /// Tells what went wrong, why, and what to do about it.
    pub(super) fn error(&self, error: &Error) {
        let label = self.painted("31;1", "error");
        let mut message = format!("{label}: {error}\n");
        let mut source = error.source();
        while let Some(cause) = source {
            let cause_line = format!("  because: {cause}\n");
            // Some libraries say the same at every link of the chain.
            if !message.ends_with(&cause_line) {
                message.push_str(&cause_line);
            }
            source = cause.source();
        }
        message.push_str(&format!("  {}: {}\n", self.painted("32;1", "try"), error.remedy()));
        write_stderr(format_args!("{message}"));
    }

    fn painted(&self, code: &str, text: &str) -> String {
        if self.colored { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    /// Bars for the steps of a run; nothing where there is no terminal.
    pub(super) fn progress(&self) -> Bars {
        Bars { shown: self.bars, bar: Mutex::new(None) }
    }

    /// A bar of so many steps; nothing where there is no terminal. It is drawn only when it is told of
    /// a step, so that nothing runs beside what is measured.
    pub(super) fn counting(&self, name: &'static str, steps: u64) -> ProgressBar {
        if !self.bars {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::new(steps).with_prefix(name);
        match ProgressStyle::with_template("{prefix:>6} {bar:30} {pos}/{len} ({elapsed})") {
            Ok(style) => bar.with_style(style),
            Err(_) => bar,
        }
    }
}

/// A message that cannot be written is lost; there is nowhere to say so.
fn write_stderr(message: std::fmt::Arguments<'_>) {
    let _ = std::io::stderr().write_fmt(message);
}

/// Standard output for results. Whoever reads it may stop at any time: that is success.
pub(super) struct Results;

impl Write for Results {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        or_leave(std::io::stdout().write(bytes))
    }

    fn flush(&mut self) -> std::io::Result<()> {
        or_leave(std::io::stdout().flush())
    }
}

fn or_leave<T>(outcome: std::io::Result<T>) -> std::io::Result<T> {
    if outcome.as_ref().is_err_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe) {
        std::process::exit(0);
    }
    outcome
}

/// Prints a result.
///
/// # Errors
/// If standard output cannot be written, for another reason than that nobody reads on.
pub(super) fn print(text: impl Display) -> Result<()> {
    write!(Results, "{text}").and_then(|()| Results.flush()).map_err(|error| {
        Error::failed("standard output", "it cannot be written", "see where it leads")
            .caused_by(error)
    })
}

/// What a bar shows: bytes while inputs are looked at, attempts while clusters are learnt, else
/// documents.
fn template(step: Step, total_known: bool) -> &'static str {
    match (step, total_known) {
        (Step::Survey, true) => "{prefix:>6} {bar:30} {bytes}/{total_bytes} ({bytes_per_sec})",
        (Step::Survey, false) => "{prefix:>6} {spinner} {bytes} ({bytes_per_sec}, {elapsed})",
        (Step::Fit, _) => "{prefix:>6} {spinner} {human_pos} numbers of clusters tried ({elapsed})",
        (_, true) => "{prefix:>6} {bar:30} {human_pos}/{human_len} documents ({rate})",
        (_, false) => "{prefix:>6} {spinner} {human_pos} documents ({rate}, {elapsed})",
    }
}

fn write_rate(state: &ProgressState, out: &mut dyn std::fmt::Write) {
    // A bar that cannot be written is no reason to stop.
    let _ = write!(out, "{}/s", HumanCount(state.per_sec() as u64));
}

/// A bar with counts and rate for every step.
pub(super) struct Bars {
    shown: bool,
    bar: Mutex<Option<ProgressBar>>,
}

impl Bars {
    fn with_bar(&self, act: impl FnOnce(&mut Option<ProgressBar>)) {
        if let Ok(mut bar) = self.bar.lock() {
            act(&mut bar);
        }
    }
}

impl Progress for Bars {
    fn begin(&self, step: Step, total: Option<u64>) {
        if !self.shown {
            return;
        }
        let bar = total.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
        if let Ok(style) = ProgressStyle::with_template(template(step, total.is_some())) {
            bar.set_style(style.with_key("rate", write_rate));
        }
        bar.set_prefix(step.name());
        bar.enable_steady_tick(Duration::from_millis(120));
        self.with_bar(|current| *current = Some(bar));
    }

    fn advance(&self, units: u64) {
        self.with_bar(|bar| {
            if let Some(bar) = bar {
                bar.inc(units);
            }
        });
    }

    fn end(&self) {
        self.with_bar(|bar| {
            if let Some(bar) = bar.take() {
                bar.finish_and_clear();
            }
        });
    }
}
