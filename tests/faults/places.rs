//! Places that vanish, and two runs to one place at once.

use std::fs;
use std::process::Stdio;
use std::time::Duration;

use crate::common::files;
use crate::shelf::{Drawn, Shelf, names};

fn staged(shelf: &Shelf, folder: &str) -> Option<std::path::PathBuf> {
    let folder = shelf.path(folder);
    let entries = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
    entries.into_iter().find(|path| path.extension().is_some_and(|it| it == "part"))
}

#[test]
fn a_folder_that_vanishes_while_it_is_written_is_told() {
    let shelf = Shelf::new();
    shelf.put("cases.csv", 160);
    for whole in [false, true] {
        for arguments in [
            &["run", "cases.csv", "-o", "new/out"][..],
            &["vectorize", "cases.csv", "-o", "new/out"],
            &["tag", "cases.csv", "-o", "new/out.csv"],
        ] {
            // A program that is done before the folder is gone has nothing to tell.
            let told = (0..50).any(|_| is_told(&shelf, arguments, whole));
            assert!(told, "{arguments:?}");
        }
    }
}

/// Whether the program was not done when what it wrote, or the folder above it, was removed; then it must
/// have said so.
fn is_told(shelf: &Shelf, arguments: &[&str], whole: bool) -> bool {
    let _ = fs::remove_dir_all(shelf.path("new"));
    fs::create_dir_all(shelf.path("new")).unwrap();
    let mut child = shelf.command(arguments).stderr(Stdio::piped()).spawn().unwrap();
    let found = loop {
        match staged(shelf, "new") {
            Some(found) => break Some(found),
            None if child.try_wait().unwrap().is_some() => break None,
            None => std::thread::yield_now(),
        }
    };
    let Some(found) = found else { return false };
    let gone = if whole { shelf.path("new") } else { found };
    // It may get a file while it is removed.
    while gone.exists() {
        let _ = fs::remove_dir_all(&gone).or_else(|_| fs::remove_file(&gone));
    }
    let output = child.wait_with_output().unwrap();
    if output.status.success() {
        return false;
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{arguments:?}: {said}");
    assert!(said.contains("new/out") && said.contains("\n  try: "), "{said}");
    assert!(!shelf.path("new").exists() || names(&shelf.path("new")).is_empty());
    true
}

#[test]
fn of_two_runs_to_one_place_at_once_one_stands_whole() {
    let shelf = Shelf::new();
    let mut drawn = Drawn(2);
    assert!(shelf.run(&["run", "cases.csv", "-o", "expected"]).success());
    let expected = files(&shelf.path("expected"));
    shelf.put("other.csv", 30);
    assert!(shelf.run(&["run", "other.csv", "-o", "others"]).success());
    let others = files(&shelf.path("others"));
    for round in 0..12 {
        let force: &[&str] = if round % 2 == 0 { &[] } else { &["--force"] };
        let start = |input| {
            let arguments = [&["run", input, "-o", "out"], force].concat();
            shelf.command(&arguments).stderr(Stdio::piped()).spawn().unwrap()
        };
        let one = start("cases.csv");
        std::thread::sleep(Duration::from_millis((30.0 * drawn.share()) as u64));
        let two = start("other.csv");
        let ended = [one, two].map(|child| child.wait_with_output().unwrap());
        let well = ended.iter().filter(|output| output.status.success()).count();
        for output in ended.iter().filter(|output| !output.status.success()) {
            let said = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(1), "{said}");
            assert!(said.contains("out") && said.contains("\n  try: "), "{said}");
        }
        assert!(if force.is_empty() { well == 1 } else { well >= 1 }, "{well} of 2");
        let found = files(&shelf.path("out"));
        assert!(found == expected || found == others, "neither the one nor the other");
        assert_eq!(shelf.left_behind(), [""; 0]);
        // Every other round one stands there already.
        if round % 4 != 0 {
            fs::remove_dir_all(shelf.path("out")).unwrap();
        }
    }
}
