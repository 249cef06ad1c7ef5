//! Each defect is found where it is, and a codebook without one has none.

use super::*;
use crate::text::{Language, TermTable, TextSettings};
use crate::themes::{Lexicon, Matcher, ReadText, Usage};

fn analyzer() -> Analyzer {
    Analyzer::new(&TextSettings::default()).unwrap()
}

/// A codebook of one theme that begins with these lines and has these English entries on line 6.
fn codebook(terms: &str, more: &str) -> Codebook {
    let text = format!(
        "name = 'n'\n[[theme]]\nid = 'a'\nlabel = 'L'\ndefinition = 'D'\nterms.en = {terms}\n{more}"
    );
    Codebook::parse(&text, "t.toml").unwrap()
}

fn found(terms: &str, more: &str) -> Vec<(DefectKind, usize, usize)> {
    let defects = lint(&codebook(terms, more), &analyzer()).unwrap();
    defects.iter().map(|defect| (defect.kind, defect.line, defect.column)).collect()
}

#[test]
fn a_codebook_that_means_what_it_says_has_no_defect() {
    let terms = "['bus', { match = 'night bus', weight = 0.9 }, { match = 'bus pass', weight = 0.1 }, \
                 '=AI', 'out of work', 'tram & rail', 'world café']";
    let more = "[theme.examples]\nmatch = ['The bus is late.']\nnot = ['A meadow.']\n";
    assert_eq!(found(terms, more), []);
}

#[test]
fn an_entry_that_can_never_count_is_dead() {
    assert_eq!(found("['tram', 'trams']", ""), [(DefectKind::Dead, 6, 21)]);
    assert_eq!(found("[{ match = 'bus', unless = 'bus' }]", ""), [(DefectKind::Dead, 6, 23)]);
    // What the first leaves is the second's.
    assert_eq!(found("[{ match = 'tram', unless = 'tram pass' }, 'trams']", ""), []);
    assert_eq!(found("['=Bus', 'bus']", ""), []);
}

#[test]
fn a_phrase_is_covered_by_a_word_in_it_that_gives_the_theme_by_itself() {
    assert_eq!(found("['bus', 'night bus']", ""), [(DefectKind::Covered, 6, 20)]);
    assert_eq!(found("[{ match = 'bus', weight = 0.3 }, 'night bus']", ""), []);
    assert_eq!(found("['night bus', { match = 'bus', unless = 'bus pass' }]", ""), []);
}

#[test]
fn a_short_word_that_other_words_share_is_ambiguous() {
    assert_eq!(found("['ai']", ""), [(DefectKind::Ambiguous, 6, 13)]);
    assert_eq!(found("['who']", ""), [(DefectKind::Ambiguous, 6, 13)]);
    assert_eq!(found("['AIDS']", ""), [(DefectKind::Ambiguous, 6, 13)]);
    assert_eq!(found("['=AIDS', 'bus', 'art']", ""), []);
}

#[test]
fn a_list_and_an_entry_in_another_language_are_told() {
    let french = "['les transports en commun dans la ville', 'le bus de nuit pour les habitants', \
                  'les voies pour les vélos', 'la marche dans les rues de la ville']";
    assert_eq!(found(french, "terms.fr = ['bus']\n"), [(DefectKind::Language, 6, 13)]);
    let one = "['bus', 'les transports dans ville', 'night train service']";
    assert_eq!(found(one, "terms.fr = ['bus']\n"), [(DefectKind::Language, 6, 20)]);
}

#[test]
fn a_theme_that_needs_more_entries_than_it_has_in_any_language_is_unreachable() {
    let terms = |least: u32| format!("terms.fr = ['tram', 'vélo']\nmin_distinct = {least}\n");
    assert_eq!(found("['bus', 'canal']", &terms(3)), [(DefectKind::Unreachable, 6, 13)]);
    assert_eq!(found("['bus', 'canal']", &terms(2)), []);
}

#[test]
fn words_that_look_like_operators_are_told_with_what_to_write() {
    for (entry, instead) in [
        ("school AND canteen", "`&`"),
        ("canteen OR dinner", "`|`"),
        ("canteen NOT dinner", "`unless`"),
        ("canteen near/6 dinner", "`NEAR/6`"),
        ("meadow & (canteen OR dinner)", "`|`"),
    ] {
        let defects = lint(&codebook(&format!("['{entry}']"), ""), &analyzer()).unwrap();
        let operators: Vec<_> =
            defects.iter().filter(|it| it.kind == DefectKind::Operator).collect();
        assert_eq!(operators.len(), 1, "{entry}");
        assert!(operators[0].remedy.contains(instead), "{entry}: {}", operators[0].remedy);
    }
    let meant = ["DO NOT ENTER", "bread and butter", "OR", "canteen NEAR/6 dinner"];
    for entry in meant {
        let defects = lint(&codebook(&format!("['{entry}']"), ""), &analyzer()).unwrap();
        assert!(defects.iter().all(|it| it.kind != DefectKind::Operator), "{entry}");
    }
}

#[test]
fn examples_are_the_tests_of_a_codebook() {
    let more = "[theme.examples]\nmatch = ['A bus.', 'A tram.']\nnot = ['A meadow.', 'The bus.']\n";
    let expected = [(DefectKind::Example, 8, 20), (DefectKind::Example, 9, 21)];
    assert_eq!(found("['bus']", more), expected);
}

#[test]
fn a_corpus_tells_what_was_never_met_is_everywhere_or_always_together() {
    let codebook = codebook("['bus', 'tram', 'rail', 'canal', 'horse & cart', 'note:(bus)']", "");
    let analyzer = analyzer();
    let lexicon = Lexicon::compile(&codebook, &analyzer).unwrap();
    let (mut table, mut matcher) = (TermTable::new(&analyzer), Matcher::new(&lexicon));
    let mut usage = Usage::new(&codebook);
    for number in 0..40_u32 {
        let text = match number {
            0..5 => "a tram by rail",
            5..20 => "a bus",
            20 => "a canal",
            _ => "a meadow",
        };
        let (mut tokens, language) = (Vec::new(), Some(Language::English));
        table.read_in(language, [text].into_iter(), &mut tokens);
        let (tokens, fields) = (&tokens[..], &[text][..]);
        let read = ReadText { table: &table, tokens, fields, language };
        usage.add(&matcher.examine(read), 1 << number);
    }
    let defects = lint_usage(&codebook, &lexicon, &usage, &["text"]);
    let found: Vec<_> = defects.iter().map(|it| (it.entry.as_deref().unwrap(), it.kind)).collect();
    assert_eq!(
        found,
        [
            ("bus", DefectKind::Common),
            ("rail", DefectKind::Together),
            ("horse & cart", DefectKind::Unused),
            ("note:(bus)", DefectKind::Unused),
            ("note:(bus)", DefectKind::Field),
        ]
    );
}

#[test]
fn mending_leaves_out_what_never_counts_and_nothing_else() {
    let terms = "['tram', 'trams', 'night tram', 'bus', { match = 'bus pass', weight = 0.1 }]";
    let (text, left_out) = mend(&codebook(terms, ""), &analyzer()).unwrap();
    let expected = codebook("['tram', 'bus', { match = 'bus pass', weight = 0.1 }]", "");
    assert_eq!((text.as_str(), left_out), (expected.source(), 2));
}
