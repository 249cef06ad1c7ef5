//! Interrupts, readers that stop reading, and standard output that takes nothing.

use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::shelf::{Drawn, Shelf, names};

#[test]
fn an_interrupt_at_any_moment_ends_with_130_and_leaves_nothing() {
    let shelf = Shelf::new();
    let row =
        |row: usize| format!("{row},The town of place {row} asked about street {}\n", row % 977);
    let many: String = (0..60_000).map(row).collect();
    fs::write(shelf.path("many.csv"), format!("id,text\n{many}")).unwrap();
    let before = names(shelf.folder.path()).len();
    let mut drawn = Drawn(3);
    for round in 0..30 {
        let arguments: &[&str] = match round % 5 {
            0 => &["run", "many.csv", "-o", "new/deep"],
            1 => &["tag", "many.csv", "-o", "new.csv"],
            2 => &["vectorize", "many.csv", "-o", "new"],
            3 => &["cluster", "-", "-o", "new"],
            _ => &["check", "many.csv"],
        };
        let mut command = shelf.command(arguments);
        if arguments[1] == "-" {
            command.stdin(fs::File::open(shelf.path("many.csv")).unwrap());
        }
        let mut child = command.spawn().unwrap();
        // Before it has a handler of its own the system ends it.
        std::thread::sleep(Duration::from_millis(60 + (250.0 * drawn.share()) as u64));
        let signal = ["-INT", "-TERM"][round % 2];
        let id = child.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
        let code = child.wait().unwrap().code();
        let done = code == Some(0);
        assert!(done || code == Some(130), "{arguments:?}: {code:?}");
        if done {
            for name in ["new", "new.csv"] {
                let path = shelf.path(name);
                let _ = fs::remove_dir_all(&path).or_else(|_| fs::remove_file(&path));
            }
        }
        assert_eq!(names(shelf.folder.path()).len(), before, "{arguments:?}");
        assert_eq!(names(shelf.temporary.path()), [""; 0], "{arguments:?}");
    }
}

const PRINTING: [&[&str]; 10] = [
    &["tag", "cases.csv"],
    &["tag", "cases.csv", "--format", "jsonl"],
    &["tag", "cases.csv", "--format", "parquet"],
    &["cluster", "cases.csv", "-k", "2"],
    &["check", "cases.csv"],
    &["kwic", "cases.csv", "school*"],
    &["explain", "earlier", "case-001"],
    &["evaluate", "cases.csv", "--labels", "themes"],
    &["codebook", "show", "sdg"],
    &["completions", "bash"],
];

#[test]
fn a_reader_that_stops_reading_is_no_failure_of_any_verb() {
    let shelf = Shelf::new();
    for arguments in PRINTING {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin("caselens"));
        shelf.prepare(&mut command);
        command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {said}");
        assert!(!said.contains("error") && !said.contains("panicked"), "{arguments:?}: {said}");
    }
}

#[test]
fn standard_output_that_takes_nothing_is_told() {
    let Ok(full) = fs::File::options().write(true).open("/dev/full") else {
        println!("skipped: there is no /dev/full");
        return;
    };
    let shelf = Shelf::new();
    for arguments in PRINTING {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin("caselens"));
        shelf.prepare(&mut command);
        command.args(arguments).stdout(full.try_clone().unwrap()).stderr(Stdio::piped());
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {said}");
        assert!(said.contains("\n  try: "), "{arguments:?}: {said}");
    }
}

#[test]
fn standard_input_that_ends_early_is_read_as_what_came() {
    let shelf = Shelf::new();
    let whole = fs::read(shelf.path("cases.csv")).unwrap();
    let mut command = shelf.command(&["tag", "-", "-o", "new.csv"]);
    let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(&whole[..whole.len() / 2]).unwrap();
    assert!(child.wait().unwrap().success());
    assert_eq!(names(shelf.temporary.path()), [""; 0]);
}
