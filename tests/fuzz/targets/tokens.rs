//! Bytes to words: in every setting each word stands where its token says, in the order of the text.
#![no_main]

use std::sync::OnceLock;

use caselens::text::{Analyzer, Folding, Language, TermTable, TextSettings};
use libfuzzer_sys::fuzz_target;

static ANALYZERS: OnceLock<[Analyzer; 4]> = OnceLock::new();

fuzz_target!(|data: &[u8]| {
    let Some((&first, data)) = data.split_first() else { return };
    let text = String::from_utf8_lossy(data);
    let settings = ([0_u8, 1, 2, 3]).map(|number| match number {
        0 => TextSettings::default(),
        1 => TextSettings::scikit_learn(),
        2 => TextSettings { keep_numbers: true, ..TextSettings::default() },
        _ => TextSettings { fold: Folding::LowerCase, ..TextSettings::default() },
    });
    let analyzer = &ANALYZERS.get_or_init(|| settings.map(|it| Analyzer::new(&it).expect("ours")))[usize::from(first % 4)];
    let mut table = TermTable::new(analyzer);
    let mut tokens = Vec::new();
    let half = text.char_indices().nth(text.chars().count() / 2).map_or(0, |(at, _)| at);
    let fields = [&text[..half], &text[half..]];
    table.read_document(fields.into_iter(), &mut tokens);
    let mut last = (0, 0);
    for token in &tokens {
        let (start, end) = (token.start as usize, token.end as usize);
        let field = fields[usize::from(token.field)];
        assert!(start < end && !field[start..end].trim().is_empty(), "a word is not nothing");
        assert!((token.field, token.start) >= last, "in the order of the text");
        last = (token.field, token.end);
        assert!(!table.term(token.term).is_empty() || !token.counts);
    }
    let again: Vec<_> = tokens.clone();
    table.read_document(fields.into_iter(), &mut tokens);
    assert!(tokens == again, "what a table has seen changes nothing");
    for language in [Language::Turkish, Language::Greek, Language::Arabic, Language::German] {
        table.read_in(Some(language), fields.into_iter(), &mut tokens);
    }
});
