//! Whatever happens while something is written: no half result under the final name, no earlier result
//! damaged, a clear message, and nothing left behind that the next run does not remove.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may fail and tell")]
#![allow(unreachable_pub, reason = "parts of one test")]
#![cfg(unix)]

#[path = "../common/mod.rs"]
mod common;
mod disk;
mod inputs;
mod kills;
mod network;
mod places;
mod shelf;
mod streams;
