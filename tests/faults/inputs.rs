//! Inputs that change while they are read.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;

use crate::shelf::{Shelf, names};

/// So many rows that reading them takes a while.
fn many(rows: usize) -> String {
    let row = |row: usize| {
        let street = row * 7919 % 9973;
        format!("{row},The town of place {row} asked its people about street {street}\n")
    };
    "id,text\n".to_owned() + &(0..rows).map(row).collect::<String>()
}

/// A change of a file, and what is told of it.
type Change = (&'static str, fn(&Path), &'static str);

const CHANGES: [Change; 4] = [
    ("grows", |path| append(path, b"x,A case more that comes too late\n"), "grew from"),
    ("is cut off", |path| cut(path, 1_000_000), "cut from"),
    ("is replaced", replace, "changed or replaced"),
    ("is removed", |path| fs::remove_file(path).unwrap(), "gone"),
];

fn append(path: &Path, bytes: &[u8]) {
    fs::File::options().append(true).open(path).unwrap().write_all(bytes).unwrap();
}

fn cut(path: &Path, length: u64) {
    fs::File::options().write(true).open(path).unwrap().set_len(length).unwrap();
}

fn replace(path: &Path) {
    let other = path.with_extension("new");
    fs::write(&other, fs::read(path).unwrap()).unwrap();
    fs::rename(&other, path).unwrap();
}

#[test]
fn an_input_that_changes_while_it_is_read_is_refused_and_nothing_is_left() {
    let shelf = Shelf::new();
    let text = many(300_000);
    for (name, change, told) in CHANGES {
        for arguments in [
            &["run", "many.csv", "-o", "new"][..],
            &["tag", "many.csv", "-o", "new.csv"],
            &["vectorize", "many.csv", "-o", "new"],
            &["tag", "many.csv"],
        ] {
            fs::write(shelf.path("many.csv"), &text).unwrap();
            let before = names(shelf.folder.path()).len();
            let mut child = shelf.command(arguments).stderr(Stdio::piped()).spawn().unwrap();
            let has_begun = || {
                arguments.len() == 2
                    || names(shelf.folder.path()).iter().any(|name| name.ends_with(".part"))
            };
            while !has_begun() && child.try_wait().unwrap().is_none() {
                std::thread::yield_now();
            }
            if arguments.len() == 2 {
                // Nothing shows when it begins to read; the survey takes but a moment.
                std::thread::sleep(std::time::Duration::from_millis(60));
            }
            change(&shelf.path("many.csv"));
            let output = child.wait_with_output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            let what = format!("{arguments:?}: the input {name}: {said}");
            assert!(matches!(output.status.code(), Some(1 | 3)), "{what}");
            assert!(said.contains("many.csv") && said.contains("\n  try: "), "{what}");
            // A second reading finds what was removed not there any more.
            assert!(said.contains(told) || said.contains("cannot be read"), "{what}");
            let gone = usize::from(name == "is removed");
            assert_eq!(names(shelf.folder.path()).len(), before - gone, "{what}");
        }
    }
}

#[test]
fn a_table_in_columns_that_was_cut_is_refused() {
    let shelf = Shelf::new();
    fs::write(shelf.path("many.csv"), many(50_000)).unwrap();
    assert!(shelf.run(&["tag", "many.csv", "-o", "many.parquet"]).success());
    let whole = fs::read(shelf.path("many.parquet")).unwrap();
    for share in [0, 1, 3, 7, 9] {
        let length = whole.len() * share / 10;
        fs::write(shelf.path("many.parquet"), &whole[..length]).unwrap();
        let arguments = ["tag", "many.parquet", "-o", "copied.csv"];
        let output = shelf.command(&arguments).stderr(Stdio::piped()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(3), "{length} bytes: {said}");
        assert!(said.contains("many.parquet") && said.contains("\n  try: "), "{said}");
        assert!(!shelf.path("copied.csv").exists());
    }
}
