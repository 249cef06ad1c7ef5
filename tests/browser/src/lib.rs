//! Reports of caselens in a real Chromium, driven over WebDriver.
//!
//! Chromium and its driver are Debian's packages `chromium` and `chromium-driver`. Where they are not
//! installed [`Browser::open`] says so and gives nothing, and a test ends there. The program under test is
//! `target/release/caselens`, or what the environment names as `CASELENS`.

#![allow(clippy::print_stdout, reason = "tests tell what they skip and what they measured")]

mod corpora;
mod session;

use std::path::{Path, PathBuf};
use std::process::Command;

pub use corpora::{HOSTILE, hostile, many};
pub use session::{Browser, in_browser};

/// A file of the project.
pub fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// Runs the program in a folder.
///
/// # Panics
/// If it is not built or fails.
pub fn caselens(folder: &Path, arguments: &[&str]) {
    let program = std::env::var_os("CASELENS")
        .map_or_else(|| project("target/release/caselens"), PathBuf::from);
    let output = Command::new(&program)
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap_or_else(|error| panic!("{}: {error}; build it first", program.display()));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// A run of the example, with its report.
pub fn example(folder: &Path) -> PathBuf {
    let cases = project("data/example/cases.csv");
    caselens(folder, &["run", &cases.display().to_string(), "-o", "run", "-q"]);
    folder.join("run/report.html")
}

/// A run of the cases of a table, with its report.
pub fn report_of(folder: &Path, table: &str) -> PathBuf {
    std::fs::write(folder.join("cases.csv"), table).expect("a file");
    caselens(folder, &["run", "cases.csv", "--text", "text", "-k", "8", "-o", "run", "-q"]);
    folder.join("run/report.html")
}
