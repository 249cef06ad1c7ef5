//! A codebook as TOML, compiled and looked for in a text: every piece of evidence stands in the text.
#![no_main]

use std::sync::OnceLock;

use caselens::text::{Analyzer, TermTable, TextSettings};
use caselens::themes::{Codebook, Lexicon, Matcher, ReadText};
use libfuzzer_sys::fuzz_target;

const TEXT: &str = "The citizens' assembly (a digital one) asked the G7 for open data; Straßen, écoles \
                    and schools near the river paid for AI models. Budget 2026: 30 % more buses!";

static ANALYZER: OnceLock<Analyzer> = OnceLock::new();

fuzz_target!(|data: &str| {
    // What stands after a line of its own is the text, if there is any.
    let (source, text) = data.split_once("\n\u{1}\n").unwrap_or((data, TEXT));
    let Ok(codebook) = Codebook::parse(source, "codebook.toml") else { return };
    assert!(Codebook::parse(codebook.source(), "codebook.toml").is_ok());
    let ours = || Analyzer::new(&TextSettings::default()).expect("settings of ours");
    let analyzer = ANALYZER.get_or_init(ours);
    let Ok(lexicon) = Lexicon::compile(&codebook, analyzer) else { return };
    let mut table = TermTable::new(analyzer);
    let mut tokens = Vec::new();
    let fields = [text];
    let language = table.read_document(fields.into_iter(), &mut tokens);
    let read = ReadText { table: &table, tokens: &tokens, fields: &fields, language };
    let mut matcher = Matcher::of_fields(&lexicon, ["text"].into_iter());
    for tag in matcher.tag(read) {
        for found in &tag.evidence {
            assert!(!text[found.start..found.end].is_empty());
        }
    }
    matcher.examine(read);
});
