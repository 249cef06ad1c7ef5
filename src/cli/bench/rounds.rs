//! Numbers of threads to figures: every stage in turn, round after round.

use std::str::FromStr;
use std::thread::available_parallelism;

use caselens::pipeline::CountedCorpus;
use caselens::{Error, Result};
use rayon::ThreadPool;

use super::super::session;
use super::super::terminal::Terminal;
use super::measure::{Seconds, Times};
use super::result::{Figures, Subject};
use super::stages::{self, Stage};
use super::workload::Workload;

/// A number of threads as the user gave it; 0 for one per core.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ThreadCount(usize);

impl FromStr for ThreadCount {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let count = if text == "all" { Some(0) } else { text.parse().ok() };
        count.map(Self).ok_or_else(|| {
            let cause = "this is no number of threads";
            Error::usage(text, cause, "write numbers or `all`, such as `1,2,all`")
        })
    }
}

/// The pools of threads to measure on, each number once.
pub(super) struct Bench {
    pools: Vec<ThreadPool>,
}

impl Bench {
    /// # Errors
    /// If the threads cannot be started.
    pub(super) fn new(counts: &[ThreadCount]) -> Result<Self> {
        let mut pools: Vec<ThreadPool> = Vec::new();
        for &ThreadCount(threads) in counts {
            let pool = session::pool(threads)?;
            let same = |it: &ThreadPool| it.current_num_threads() == pool.current_num_threads();
            if !pools.iter().any(same) {
                pools.push(pool);
            }
        }
        Ok(Self { pools })
    }

    /// The numbers of threads.
    pub(super) fn threads(&self) -> Vec<usize> {
        self.pools.iter().map(ThreadPool::current_num_threads).collect()
    }

    /// Cores that the program may use.
    pub(super) fn cores(&self) -> usize {
        available_parallelism().map_or(1, usize::from)
    }

    pub(super) fn on_the_most_threads<T: Send>(
        &self,
        work: impl FnOnce() -> Result<T> + Send,
    ) -> Result<T> {
        match self.pools.iter().max_by_key(|pool| pool.current_num_threads()) {
            Some(pool) => pool.install(work),
            None => work(),
        }
    }

    /// Makes what is weighted: the counts of the documents, as each number of threads makes them.
    ///
    /// # Errors
    /// If the disk has no room for counts.
    pub(super) fn prepare<'b>(&'b self, work: &'b Workload<'b>) -> Result<Prepared<'b>> {
        let count = |pool: &'b ThreadPool| Ok((pool, pool.install(|| work.count())?));
        Ok(Prepared { work, counted: self.pools.iter().map(count).collect::<Result<_>>()? })
    }
}

/// All that is needed to begin.
pub(super) struct Prepared<'b> {
    work: &'b Workload<'b>,
    counted: Vec<(&'b ThreadPool, CountedCorpus)>,
}

impl Prepared<'_> {
    /// Number of words, stop words included.
    pub(super) fn tokens(&self) -> u64 {
        self.counted.first().map_or(0, |(_, counted)| counted.statistics().tokens)
    }

    /// The figures of every stage, by number of threads. In a round all are timed in turn, so that
    /// whatever slows the machine for a while slows all of them.
    ///
    /// # Errors
    /// If the input cannot be read any more, or the disk has no room for counts.
    pub(super) fn time(
        &self,
        rounds: usize,
        subject: &Subject,
        terminal: &Terminal,
    ) -> Result<Vec<Figures>> {
        let steps = self.counted.iter().flat_map(|it| Stage::ALL.map(|stage| (it, stage)));
        let mut timed: Vec<Vec<Times>> = vec![Vec::new(); steps.clone().count()];
        let bar = terminal.counting("bench", (rounds * timed.len()) as u64);
        for _ in 0..rounds {
            for (((pool, counted), stage), times) in steps.clone().zip(&mut timed) {
                times.push(pool.install(|| stages::time(stage, self.work, counted))?);
                bar.inc(1);
            }
        }
        bar.finish_and_clear();
        let figures = steps.zip(timed).map(|(((pool, _), stage), times)| {
            let seconds = Seconds::of(times.iter().map(|it| it.wall).collect());
            let cpu_seconds = Seconds::of(times.iter().map(|it| it.cpu).collect());
            Figures::new((stage, pool.current_num_threads()), seconds, cpu_seconds, subject)
        });
        Ok(figures.collect())
    }
}
