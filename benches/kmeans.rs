//! k-means alone, to be timed: reads points and writes the group of each, one a line, and the CPU
//! seconds of k-means to stderr.
//!
//! ```sh
//! cargo run --release --example kmeans -- points.f32 100 20 --seed 1 > groups.txt
//! ```
//!
//! `benches/peers/kmeans.py` makes the points and times it beside scikit-learn.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use caselens::cluster::{Attempts, ClusterSettings, Points, k_means};
use clap::Parser;
use cpu_time::ProcessTime;

/// Divides points into groups by k-means and writes the group of each
#[derive(Debug, Parser)]
struct Arguments {
    /// The points, of length 1: numbers of four bytes, little-endian, point after point
    points: PathBuf,
    /// How many numbers a point has
    concepts: usize,
    /// How many groups
    k: usize,
    /// How many attempts
    #[arg(long, default_value_t = ClusterSettings::default().restarts)]
    restarts: usize,
    /// The same seed gives the same groups
    #[arg(long, default_value_t = 0)]
    seed: u64,
}

fn read(arguments: &Arguments) -> io::Result<Points> {
    let bytes = std::fs::read(&arguments.points)?;
    let number = |at: &[u8]| f64::from(f32::from_le_bytes([at[0], at[1], at[2], at[3]]));
    let points = bytes.chunks_exact(4 * arguments.concepts.max(1));
    let points = points.map(|point| point.chunks_exact(4).map(number).collect());
    Ok(Points::new(arguments.concepts, points))
}

fn run(arguments: &Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let attempts = Attempts {
        restarts: arguments.restarts,
        sample: ClusterSettings::default().restart_sample,
        seed: arguments.seed,
    };
    let points = read(arguments)?;
    let started = ProcessTime::now();
    let partition = k_means(&points, arguments.k, attempts)?;
    writeln!(io::stderr(), "{}", started.elapsed().as_secs_f64())?;
    let mut out = BufWriter::new(io::stdout().lock());
    partition.labels.iter().try_for_each(|label| writeln!(out, "{label}"))?;
    Ok(out.flush()?)
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}
