//! No socket is ever opened.

use std::fs;
use std::process::Command;

use crate::shelf::{Shelf, there_is_strace};

#[test]
fn no_verb_opens_a_socket() {
    if !there_is_strace() {
        return;
    }
    let shelf = Shelf::new();
    let log = shelf.path("calls");
    for arguments in [
        &["run", "cases.csv", "-o", "out", "--model", "model"][..],
        &["check", "cases.csv"],
        &["tag", "cases.csv", "-o", "out.parquet"],
        &["cluster", "cases.csv", "-k", "3"],
        &["vectorize", "cases.csv", "-o", "vectors"],
        &["train", "cases.csv", "--labels", "themes", "-o", "new.caselens"],
        &["evaluate", "cases.csv", "--labels", "themes"],
        &["verify", "earlier", "cases.csv"],
        &["report", "earlier", "-o", "again"],
    ] {
        let mut command = Command::new("strace");
        shelf.prepare(&mut command);
        command.args(["-f", "-qq", "-e", "trace=network,execve", "-o"]).arg(&log);
        command.arg(assert_cmd::cargo::cargo_bin("caselens")).args(arguments);
        assert!(command.status().unwrap().success(), "{arguments:?}");
        let calls = fs::read_to_string(&log).unwrap();
        // The first line shows that calls are seen at all, and that no other program is started.
        assert_eq!(calls.lines().filter(|call| call.contains("execve(")).count(), 1, "{calls}");
        let network: Vec<&str> = calls
            .lines()
            .filter(|call| !call.contains("execve(") && !call.contains("+++"))
            .collect();
        assert_eq!(network, [""; 0], "{arguments:?}");
    }
}
