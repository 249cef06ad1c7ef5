//! What the program writes, verb by verb, and whether what stands there is whole.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use tempfile::TempDir;

use crate::common::{files, project};

/// A verb that writes: its arguments, and the files and folders that it makes.
pub struct Writing {
    pub arguments: &'static [&'static str],
    pub outputs: &'static [&'static str],
}

const fn writing(arguments: &'static [&'static str], outputs: &'static [&'static str]) -> Writing {
    Writing { arguments, outputs }
}

/// Every verb that writes, in every form in which it does.
pub const WRITING: [Writing; 18] = [
    writing(&["run", "cases.csv", "-o", "out", "--force"], &["out"]),
    writing(&["tag", "cases.csv", "-o", "out", "--force"], &["out"]),
    writing(&["tag", "cases.csv", "-o", "out.csv", "--force"], &["out.csv"]),
    writing(&["tag", "cases.csv", "-o", "out.parquet", "--force"], &["out.parquet"]),
    writing(&["cluster", "cases.csv", "-k", "3", "-o", "out.jsonl", "--force"], &["out.jsonl"]),
    writing(&["cluster", "cases.csv", "-k", "3", "-o", "out", "--force"], &["out"]),
    writing(&["vectorize", "cases.csv", "-o", "out", "--force"], &["out"]),
    writing(&["vectorize", "cases.csv", "--format", "parquet", "-o", "out", "--force"], &["out"]),
    writing(
        &[
            "train",
            "cases.csv",
            "--labels",
            "themes",
            "-o",
            "out.caselens",
            "--errors",
            "doubts.csv",
            "--force",
        ],
        &["out.caselens", "doubts.csv"],
    ),
    writing(&["classify", "cases.csv", "--model", "model", "-o", "out", "--force"], &["out"]),
    writing(&["evaluate", "cases.csv", "--labels", "themes", "-o", "out", "--force"], &["out"]),
    writing(
        &[
            "evaluate",
            "cases.csv",
            "--labels",
            "themes",
            "--format",
            "md",
            "-o",
            "out.md",
            "--force",
        ],
        &["out.md"],
    ),
    writing(
        &["sample", "earlier", "--n", "10", "--design", "simple", "-o", "sheet", "--force"],
        &["sheet.csv", "sheet.xlsx"],
    ),
    writing(
        &["agree", "filled.csv", "again.csv", "--run", "earlier", "--output", "out", "--force"],
        &["out"],
    ),
    writing(
        &["report", "earlier", "-o", "reports", "--force"],
        &["reports/report.html", "reports/report.md"],
    ),
    writing(&["report", "copy"], &["copy"]),
    writing(&["codebook", "convert", "themes.toml", "book.csv", "--force"], &["book.csv"]),
    writing(&["man", "-o", "pages"], &["pages"]),
];

/// A folder with everything that the verbs read, and one for their temporary files.
pub struct Shelf {
    pub folder: TempDir,
    pub temporary: TempDir,
}

impl Shelf {
    pub fn new() -> Self {
        let shelf =
            Self { folder: tempfile::tempdir().unwrap(), temporary: tempfile::tempdir().unwrap() };
        shelf.put("cases.csv", 40);
        fs::copy(project("data/codebooks/sdg.toml"), shelf.path("themes.toml")).unwrap();
        for arguments in [
            &["run", "cases.csv", "-o", "earlier"][..],
            &["train", "cases.csv", "--labels", "themes", "-o", "model"],
            &["sample", "earlier", "--n", "20", "--design", "simple", "-o", "filled.csv"],
        ] {
            assert!(shelf.run(arguments).success(), "{arguments:?}");
        }
        let sheet = fs::read_to_string(shelf.path("filled.csv")).unwrap();
        // Two people look at every case for the first two themes.
        for (name, coder) in [("filled.csv", ",ada,1,0,"), ("again.csv", ",bob,1,0,")] {
            let filled = sheet.lines().map(|line| line.replacen(",,,,", coder, 1) + "\n");
            fs::write(shelf.path(name), filled.collect::<String>()).unwrap();
        }
        fs::create_dir(shelf.path("copy")).unwrap();
        for (name, bytes) in files(&shelf.path("earlier")) {
            fs::write(shelf.path("copy").join(name), bytes).unwrap();
        }
        fs::create_dir(shelf.path("pages")).unwrap();
        shelf
    }

    /// Writes the first cases of the example as an input of that name.
    pub fn put(&self, name: &str, cases: usize) {
        let all = project("data/example/cases.csv");
        let mut reader = csv::Reader::from_path(all).unwrap();
        let mut writer = csv::Writer::from_path(self.path(name)).unwrap();
        writer.write_record(reader.headers().unwrap()).unwrap();
        for record in reader.records().take(cases) {
            writer.write_record(&record.unwrap()).unwrap();
        }
        writer.flush().unwrap();
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program as a command that is yet to be started, on one thread.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin("caselens"));
        self.prepare(&mut command);
        command.args(arguments).arg("-q");
        if !["sample", "agree", "report", "codebook", "man"].contains(&arguments[0]) {
            command.args(["--threads", "1"]);
        }
        command
    }

    /// Sets what every command here needs.
    pub fn prepare(&self, command: &mut Command) {
        command.current_dir(&self.folder).env("TMPDIR", self.temporary.path());
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    }

    pub fn run(&self, arguments: &[&str]) -> ExitStatus {
        self.command(arguments).status().unwrap()
    }

    /// What stands at the places of the results: the bytes of every file.
    pub fn results(&self, writing: &Writing) -> Results {
        let of = |output: &&'static str| {
            let path = self.path(output);
            let found = match path.is_dir() {
                true => files(&path),
                false => {
                    fs::read(&path).map(|bytes| [(String::new(), bytes)].into()).unwrap_or_default()
                }
            };
            (*output, found)
        };
        writing.outputs.iter().map(of).collect()
    }

    /// Names of ours that were not moved to their place, in the folder and in that of temporary files.
    pub fn left_behind(&self) -> Vec<String> {
        let mut folders = vec![self.folder.path().to_owned(), self.temporary.path().to_owned()];
        let mut left = names(self.temporary.path());
        while let Some(folder) = folders.pop() {
            for name in names(&folder) {
                if name.ends_with(".part") || name.ends_with(".old") {
                    left.push(name.clone());
                }
                let path = folder.join(name);
                if path.is_dir() {
                    folders.push(path);
                }
            }
        }
        left
    }
}

/// The files of every result, by its name.
pub type Results = BTreeMap<&'static str, BTreeMap<String, Vec<u8>>>;

pub fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

/// Asserts that every result is, file by file, what it was or what it becomes. A folder of ours is one
/// thing; pages and reports within another folder are several.
pub fn assert_whole(found: &Results, earlier: &Results, new: &Results, what: &str) {
    for (output, files) in found {
        let one = |results: &Results| results[output] == *files;
        if ["pages", "copy"].contains(output) {
            let parts = files.iter().filter(|(name, _)| !name.ends_with(".part"));
            for (name, bytes) in parts {
                let is = |results: &Results| results[output].get(name) == Some(bytes);
                assert!(is(earlier) || is(new), "{what}: {output}/{name} is neither");
            }
        } else {
            assert!(
                one(earlier) || one(new),
                "{what}: {output} is neither the earlier nor the new"
            );
        }
    }
}

/// Numbers that look drawn, the same every time (SplitMix64: Steele and others 2014).
pub struct Drawn(pub u64);

impl Drawn {
    /// The next, in 0 to 1.
    pub fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) as f64 / u64::MAX as f64
    }
}

/// Whether system calls can be watched and made to fail.
pub fn there_is_strace() -> bool {
    let mut command = Command::new("strace");
    command.args(["-qq", "-o", "/dev/null", "true"]).stderr(Stdio::null());
    let found = command.status().is_ok_and(|status| status.success());
    if !found {
        println!("skipped: strace is not here or may not be used");
    }
    found
}
