//! Codebooks of other programs, and what is written of them.
#![no_main]

use caselens::text::Language;
use caselens::themes::exchange::{ExchangeFormat, read, write};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    use ExchangeFormat::{Csv, Liwc, Quanteda, RefiQda, Toml, Xlsx};
    let Some((&first, data)) = data.split_first() else { return };
    let format = [Csv, Liwc, Quanteda, RefiQda, Toml, Xlsx][usize::from(first) % 6];
    let Ok((draft, _)) = read(data, format, "codebook", Language::English) else { return };
    for format in [Csv, Toml, Liwc, Quanteda, RefiQda] {
        let Ok((bytes, _)) = write(&draft, format, Language::English) else { continue };
        let again = read(&bytes, format, "codebook", Language::English);
        if matches!(format, Csv) {
            assert!(again.is_ok(), "what was written as {} cannot be read", format.name());
        }
    }
});
