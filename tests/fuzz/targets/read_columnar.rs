//! Bytes to the cases of Parquet and Arrow IPC.
//!
//! polars itself panics at some damage within its pages; that is known and told in the tests' README. Such
//! a panic, told by where it was raised, is passed over here and nowhere else: all others end the run.
#![no_main]

use std::panic;
use std::sync::Once;

use caselens::corpus::CorpusSettings;
use caselens_fuzz::read_as;
use libfuzzer_sys::fuzz_target;

static HOOK: Once = Once::new();

fuzz_target!(|data: &[u8]| {
    HOOK.call_once(|| {
        panic::set_hook(Box::new(|told| {
            let place = told.location().map_or("", |location| location.file());
            let of_tables = place.contains("/polars-") || place.contains("/parquet-");
            let within = std::backtrace::Backtrace::force_capture().to_string();
            if !of_tables && !within.contains("polars_parquet::") && !within.contains("polars_arrow::") {
                eprintln!("{told}\n{within}");
                std::process::abort();
            }
        }));
    });
    let Some((&first, data)) = data.split_first() else { return };
    let names = ["a.parquet", "a.arrow"];
    let settings = CorpusSettings { max_unpacked: Some(1 << 20), ..CorpusSettings::default() };
    let _ = panic::catch_unwind(|| read_as(names[usize::from(first) % 2], data, &settings));
});
