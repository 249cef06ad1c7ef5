//! Killed with SIGKILL at any moment.

use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::shelf::{Drawn, Shelf, WRITING, Writing, assert_whole, there_is_strace};

/// An earlier result, of other cases where that makes another result, and the new one.
fn both(
    shelf: &Shelf,
    writing: &Writing,
) -> (crate::shelf::Results, crate::shelf::Results, Duration) {
    shelf.put("cases.csv", 30);
    assert!(shelf.run(writing.arguments).success(), "{:?}", writing.arguments);
    let earlier = shelf.results(writing);
    shelf.put("cases.csv", 40);
    let begun = Instant::now();
    assert!(shelf.run(writing.arguments).success(), "{:?}", writing.arguments);
    let took = begun.elapsed();
    let new = shelf.results(writing);
    // The earlier one stands there when the killing begins.
    shelf.put("cases.csv", 30);
    assert!(shelf.run(writing.arguments).success());
    shelf.put("cases.csv", 40);
    assert!(earlier.values().chain(new.values()).all(|files| !files.is_empty()));
    (earlier, new, took)
}

#[test]
fn a_kill_at_any_of_200_moments_leaves_the_earlier_result_or_the_new_one_whole() {
    /// Kills in all.
    const KILLS: usize = 200;
    let shelf = Shelf::new();
    let mut drawn = Drawn(1);
    let (mut killed, mut done) = (0, 0);
    for (number, writing) in WRITING.iter().enumerate() {
        let (earlier, new, took) = both(&shelf, writing);
        let begin = number * KILLS / WRITING.len();
        for _ in begin..(number + 1) * KILLS / WRITING.len() {
            let mut child = shelf.command(writing.arguments).spawn().unwrap();
            std::thread::sleep(took.mul_f64(1.1 * drawn.share()));
            child.kill().unwrap();
            let ended = child.wait().unwrap();
            if ended.success() {
                done += 1
            } else {
                killed += 1
            }
            let what = format!("{:?} killed", writing.arguments);
            assert_whole(&shelf.results(writing), &earlier, &new, &what);
        }
        assert!(shelf.run(writing.arguments).success(), "{:?} after a kill", writing.arguments);
        assert_whole(&shelf.results(writing), &new, &new, "after a kill");
        assert_eq!(shelf.left_behind(), [""; 0], "{:?}", writing.arguments);
    }
    println!("{killed} killed before they were done, {done} after");
    assert!(killed >= KILLS / 2, "most of the kills come in time");
}

/// Kills the verb at its first, second, ... call of the system that changes what stands in folders, until
/// it is done before.
#[test]
fn a_kill_at_every_step_of_putting_a_result_in_its_place_leaves_one_whole() {
    if !there_is_strace() {
        return;
    }
    const CALLS: &str = "rename,renameat,renameat2,mkdir,mkdirat,rmdir,unlink,unlinkat,link,linkat";
    let shelf = Shelf::new();
    let mut kills = 0;
    for writing in &WRITING {
        let (earlier, new, _) = both(&shelf, writing);
        for call in 1.. {
            assert!(call < 200, "{:?} does not come to an end", writing.arguments);
            let inject = format!("inject={CALLS}:signal=KILL:when={call}");
            let mut command = std::process::Command::new("strace");
            shelf.prepare(&mut command);
            let trace = format!("trace={CALLS}");
            command.args(["-f", "-qq", "-o", "/dev/null"]);
            command.args(["-e", &trace, "-e", &inject]);
            let program = shelf.command(writing.arguments);
            command.arg(program.get_program()).args(program.get_args()).stderr(Stdio::null());
            let ended = command.status().unwrap();
            let what = format!("{:?} killed at step {call}", writing.arguments);
            assert_whole(&shelf.results(writing), &earlier, &new, &what);
            if ended.success() {
                break;
            }
            kills += 1;
        }
        assert_whole(&shelf.results(writing), &new, &new, "after all kills");
        assert_eq!(shelf.left_behind(), [""; 0], "{:?}", writing.arguments);
    }
    println!("{kills} kills");
}
