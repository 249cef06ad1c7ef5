//! A disk that takes no more.

use std::fs;
use std::process::{Command, Output, Stdio};

use crate::shelf::{Shelf, WRITING, assert_whole, there_is_strace};

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Lets the first, second, ... write of the program fail as on a full disk, whatever it is of: a table, a
/// temporary file, a message. Where the program says it is done, all must be there.
#[test]
fn a_write_that_fails_is_told_and_leaves_the_earlier_result_whole() {
    if !there_is_strace() {
        return;
    }
    const CALLS: &str = "write,writev,pwrite64,ftruncate,fallocate";
    let shelf = Shelf::new();
    let (mut faults, mut refused) = (0, 0);
    for writing in &WRITING {
        shelf.put("cases.csv", 30);
        assert!(shelf.run(writing.arguments).success());
        let earlier = shelf.results(writing);
        shelf.put("cases.csv", 40);
        let mut done = false;
        let mut call = 1;
        while !done {
            let inject = format!("inject={CALLS}:error=ENOSPC:when={call}");
            let mut command = Command::new("strace");
            shelf.prepare(&mut command);
            let log = shelf.path("calls");
            let trace = format!("trace={CALLS}");
            command.args(["-f", "--seccomp-bpf", "-qq", "-o"]).arg(&log);
            command.args(["-e", &trace, "-e", &inject]);
            let program = shelf.command(writing.arguments);
            command.arg(program.get_program()).args(program.get_args());
            let output = command.stderr(Stdio::piped()).output().unwrap();
            let log = fs::read_to_string(&log).unwrap();
            done = !log.contains("(INJECTED)");
            let what = format!("{:?}, write {call}: {}", writing.arguments, told(&output));
            // A message that could not be written is lost, and there is nowhere to say so.
            let silent =
                log.lines().any(|line| line.contains("write(2,") && line.contains("(INJECTED)"));
            let found = shelf.results(writing);
            if output.status.success() {
                let again = shelf.run(writing.arguments);
                assert!(again.success());
                let new = shelf.results(writing);
                assert_whole(&found, &new, &new, &what);
                shelf.put("cases.csv", 30);
                assert!(shelf.run(writing.arguments).success());
                shelf.put("cases.csv", 40);
            } else {
                assert_eq!(output.status.code(), Some(1), "{what}");
                assert!(silent || told(&output).contains("\n  try: "), "{what}");
                refused += 1;
                // What was printed last may be what failed.
                if found != earlier {
                    assert!(told(&output).contains("standard output"), "{what}");
                }
            }
            assert_eq!(shelf.left_behind(), [""; 0], "{what}");
            faults += usize::from(!done);
            // The first ones each, then some: large tables are written in many parts.
            call += 1 + call / 12;
        }
        fs::remove_file(shelf.path("calls")).unwrap();
    }
    println!("{faults} writes failed, {refused} of them ended the program");
}

/// The limit of the shell on the length of a file, beyond which writing fails.
#[test]
fn a_limit_on_the_length_of_files_is_told_and_leaves_the_earlier_result_whole() {
    let shelf = Shelf::new();
    for writing in WRITING.iter().filter(|writing| writing.arguments[0] != "man") {
        shelf.put("cases.csv", 30);
        assert!(shelf.run(writing.arguments).success());
        let earlier = shelf.results(writing);
        shelf.put("cases.csv", 40);
        let mut refused = false;
        for blocks in [0, 1, 4, 16, 64] {
            let program = shelf.command(writing.arguments);
            let mut command = Command::new("bash");
            shelf.prepare(&mut command);
            let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
            command.args(["-c", &script]).arg(program.get_program()).args(program.get_args());
            let output = command.stdout(Stdio::piped()).stderr(Stdio::piped()).output().unwrap();
            if output.status.success() {
                break;
            }
            let what = format!("{:?}, {blocks} blocks: {}", writing.arguments, told(&output));
            assert_eq!(output.status.code(), Some(1), "{what}");
            assert!(told(&output).contains("\n  try: "), "{what}");
            assert_whole(&shelf.results(writing), &earlier, &earlier, &what);
            assert_eq!(shelf.left_behind(), [""; 0], "{what}");
            refused = true;
        }
        assert!(refused, "{:?} wrote a file of nothing", writing.arguments);
    }
}

/// A file system in memory that is full, where one may be mounted in a name space of its own.
#[test]
fn a_full_file_system_is_told_and_keeps_the_earlier_result() {
    let shelf = Shelf::new();
    let disk = shelf.path("disk");
    fs::create_dir(&disk).unwrap();
    let mut may_mount = Command::new("unshare");
    may_mount.args(["--user", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "none"]);
    may_mount.arg(&disk).stderr(Stdio::null());
    if !may_mount.status().is_ok_and(|status| status.success()) {
        println!("skipped: no file system may be mounted here");
        return;
    }
    for kilobytes in [0, 8, 32, 96] {
        let script = format!(
            "set -e
             mount -t tmpfs -o size=1m none disk
             \"$0\" tag earlier.csv -q -o disk/out.csv
             before=$(sha256sum < disk/out.csv)
             set +e
             cat /dev/zero > disk/ballast 2> /dev/null
             truncate -s -{kilobytes}K disk/ballast
             \"$0\" run cases.csv -q -o disk/run 2> told; code=$?
             \"$0\" tag cases.csv -q -o disk/out.csv --force --format jsonl 2>> told; second=$?
             test \"$before\" = \"$(sha256sum < disk/out.csv)\" || second=changed
             echo $code $second $(ls -A disk)"
        );
        shelf.put("earlier.csv", 5);
        shelf.put("cases.csv", 160);
        let mut command = Command::new("unshare");
        shelf.prepare(&mut command);
        command.args(["--user", "--map-root-user", "--mount", "bash", "-c", &script]);
        command.arg(assert_cmd::cargo::cargo_bin("caselens")).stdout(Stdio::piped());
        let output = command.stderr(Stdio::piped()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(said.trim(), "1 1 ballast out.csv", "{kilobytes}: {}", told(&output));
        let told = fs::read_to_string(shelf.path("told")).unwrap();
        assert!(told.contains("No space left") && told.contains("\n  try: "), "{told}");
    }
}
