//! Bytes to the cases of a text or a saved page.
#![no_main]

use caselens::corpus::CorpusSettings;
use caselens_fuzz::read_as;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    // The first byte says as which file the others are read.
    let Some((&first, data)) = data.split_first() else { return };
    let names = ["a.txt", "a.html"];
    let settings = CorpusSettings { max_unpacked: Some(1 << 20), ..CorpusSettings::default() };
    read_as(names[usize::from(first) % names.len()], data, &settings);
});
