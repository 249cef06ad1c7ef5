//! Work to seconds: the clock, and what is said of several measurements.

use std::time::{Duration, Instant};

use caselens::{Error, Result};
use cpu_time::ProcessTime;
use serde::{Deserialize, Serialize};

/// What is short is done again until this much time was measured: one look at the clock, or one
/// interruption, is then small beside it.
const LEAST: Duration = Duration::from_millis(20);
/// More often than that nothing is done, should the clock stand still.
const MOST_CALLS: u32 = 1_000_000;

/// What one call of some work takes, in seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Times {
    /// Of the clock on the wall.
    pub(super) wall: f64,
    /// Of all processors together, by this program and for it by the system.
    pub(super) cpu: f64,
}

/// The mean times of one call of `work`, over as many calls as take at least [`LEAST`]. What `work`
/// gives is let go while the clocks stand: to give memory back is no part of a result.
///
/// # Errors
/// If `work` fails, or the system does not tell how long the processors worked.
pub(super) fn times_of<T>(mut work: impl FnMut() -> Result<T>) -> Result<Times> {
    let (mut wall, mut cpu, mut calls) = (Duration::ZERO, Duration::ZERO, 0_u32);
    while wall < LEAST && calls < MOST_CALLS {
        let (begin, cpu_begin) = (Instant::now(), cpu_time()?);
        let result = work()?;
        wall += begin.elapsed();
        cpu += cpu_time()?.duration_since(cpu_begin);
        calls += 1;
        drop(std::hint::black_box(result));
    }
    // Not nothing, so that rates are numbers.
    let mean =
        |time: Duration| time.max(Duration::from_nanos(1)).as_secs_f64() / f64::from(calls.max(1));
    Ok(Times { wall: mean(wall), cpu: mean(cpu) })
}

fn cpu_time() -> Result<ProcessTime> {
    ProcessTime::try_now().map_err(|error| {
        let cause = "the system does not tell how long the processors worked";
        Error::failed("caselens bench", cause, "measure on another system").caused_by(error)
    })
}

/// Several measurements of the same work, in seconds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Seconds {
    /// The median.
    pub(super) median: f64,
    /// The median absolute deviation from the median: half of the rounds are no further from it.
    pub(super) deviation: f64,
    /// The fastest round.
    pub(super) min: f64,
    /// The slowest round.
    pub(super) max: f64,
    /// Every round in its turn.
    pub(super) rounds: Vec<f64>,
}

impl Seconds {
    /// Of one round or more.
    pub(super) fn of(rounds: Vec<f64>) -> Self {
        let median = median(&rounds);
        let deviations: Vec<f64> = rounds.iter().map(|seconds| (seconds - median).abs()).collect();
        Self {
            median,
            deviation: self::median(&deviations),
            min: rounds.iter().copied().fold(f64::INFINITY, f64::min),
            max: rounds.iter().copied().fold(0.0, f64::max),
            rounds,
        }
    }
}

/// The middle value, or the mean of the two in the middle; 0 of nothing.
fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.as_slice() {
        [] => 0.0,
        values if values.len() % 2 == 1 => values[middle],
        values => f64::midpoint(values[middle - 1], values[middle]),
    }
}

/// The most memory that this process has held so far, in bytes, where the system tells.
pub(super) fn peak_memory() -> Option<u64> {
    peak_of(&std::fs::read_to_string("/proc/self/status").ok()?)
}

/// The high water mark of the resident set in a status file of Linux.
fn peak_of(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_slow_round_moves_neither_median_nor_deviation() {
        let seconds = Seconds::of(vec![2.0, 1.0, 3.0, 2.5, 90.0]);
        assert_eq!((seconds.median, seconds.deviation), (2.5, 0.5));
        assert_eq!((seconds.min, seconds.max), (1.0, 90.0));
        assert_eq!(seconds.rounds[4], 90.0, "rounds keep their order");
    }

    #[test]
    fn the_median_of_an_even_number_lies_between_the_middle_two() {
        let seconds = Seconds::of(vec![4.0, 1.0, 3.0, 2.0]);
        assert_eq!((seconds.median, seconds.deviation), (2.5, 1.0));
        assert_eq!(Seconds::of(vec![1.5]).deviation, 0.0);
    }

    #[test]
    fn short_work_is_done_until_there_is_something_to_measure() {
        let mut calls = 0;
        let times = times_of(|| {
            calls += 1;
            Ok(())
        });
        assert!(calls > 1);
        assert!(times.unwrap().wall < LEAST.as_secs_f64());
        let failed = times_of(|| Err::<(), _>(Error::usage("a", "b", "c")));
        assert!(failed.is_err());
    }

    #[test]
    fn work_takes_the_processor_and_waiting_does_not() {
        let work = times_of(|| {
            let begin = Instant::now();
            while begin.elapsed() < LEAST {}
            Ok(())
        });
        let wait = times_of(|| {
            std::thread::sleep(LEAST);
            Ok(())
        });
        let [work, wait] = [work, wait].map(Result::unwrap);
        assert!(work.cpu / work.wall > wait.cpu / wait.wall, "{work:?} {wait:?}");
    }

    #[test]
    fn peak_memory_is_read_where_the_system_tells() {
        assert_eq!(peak_of("Name:\tx\nVmHWM:\t   2048 kB\nVmRSS:\t 1 kB\n"), Some(2 << 20));
        assert_eq!(peak_of("Name:\tx\n"), None);
    }
}
