//! What a codebook finds in texts: the claims of the whole room.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::{Examination, Lexicon, Matcher, ReadText, Tag};
use crate::error::Error;
use crate::text::{Analyzer, Language, TermTable, TextSettings, Token};
use crate::themes::codebook::Codebook;

pub(super) const EN: Option<Language> = Some(Language::English);
pub(super) const FR: Option<Language> = Some(Language::French);
/// What the text fields of documents are called.
const FIELDS: [&str; 4] = ["title", "summary", "full text", "notes"];

pub(super) fn analyzer() -> &'static Analyzer {
    static ANALYZER: LazyLock<Analyzer> =
        LazyLock::new(|| Analyzer::new(&TextSettings::default()).unwrap());
    &ANALYZER
}

/// A codebook of one theme for each `(language, list of entries)`, with the ids `a`, `b`, ...
pub(super) fn codebook(themes: &[(&str, &str)]) -> Codebook {
    let mut text = String::from("name = \"test\"\n");
    for (id, (language, entries)) in ('a'..).zip(themes) {
        text += &format!("[[theme]]\nid = \"{id}\"\nlabel = \"L\"\ndefinition = \"D\"\n");
        text += &format!("min_score = 1e-9\nterms.{language} = {entries}\n");
    }
    Codebook::parse(&text, "test.toml").unwrap()
}

fn read(table: &mut TermTable, language: Option<Language>, fields: &[&str]) -> Vec<Token> {
    let mut tokens = Vec::new();
    table.read_in(language, fields.iter().copied(), &mut tokens);
    tokens
}

/// What `take` makes of a matcher and a document.
fn with_matcher<T>(
    lexicon: &Lexicon,
    language: Option<Language>,
    fields: &[&str],
    take: impl FnOnce(&mut Matcher<'_>, ReadText<'_>) -> T,
) -> T {
    let mut table = TermTable::new(analyzer());
    let tokens = read(&mut table, language, fields);
    let text = ReadText { table: &table, tokens: &tokens, fields, language };
    take(&mut Matcher::of_fields(lexicon, FIELDS.into_iter()), text)
}

pub(super) fn tags(codebook: &Codebook, language: Option<Language>, fields: &[&str]) -> Vec<Tag> {
    let lexicon = Lexicon::compile(codebook, analyzer()).unwrap();
    with_matcher(&lexicon, language, fields, |matcher, text| matcher.tag(text))
}

pub(super) fn examine(
    codebook: &Codebook,
    language: Option<Language>,
    fields: &[&str],
) -> Examination {
    examine_with(&Lexicon::compile(codebook, analyzer()).unwrap(), language, fields)
}

pub(super) fn examine_with(
    lexicon: &Lexicon,
    language: Option<Language>,
    fields: &[&str],
) -> Examination {
    with_matcher(lexicon, language, fields, |matcher, text| matcher.examine(text))
}

/// What the entries of one theme hit, as written, in the order of the text.
pub(super) fn hits_in<'t>(
    language: Option<Language>,
    code: &str,
    entries: &str,
    fields: &[&'t str],
) -> Vec<&'t str> {
    let tags = tags(&codebook(&[(code, entries)]), language, fields);
    let evidence = tags.iter().flat_map(|tag| &tag.evidence);
    evidence.map(|found| &fields[usize::from(found.field)][found.start..found.end]).collect()
}

pub(super) fn hits<'t>(entries: &str, text: &'t str) -> Vec<&'t str> {
    hits_in(EN, "en", entries, &[text])
}

fn compile_error(entries: &str) -> Error {
    Lexicon::compile(&codebook(&[("en", entries)]), analyzer()).err().expect("it compiles")
}

#[test]
fn a_word_matches_its_inflections() {
    let text = "Cities budgeted, budgets grew; the BUDGET of a city.";
    assert_eq!(hits("['budget']", text), ["budgeted", "budgets", "BUDGET"]);
    let text = "Les consultations publiques";
    assert_eq!(
        hits_in(FR, "fr", "['consultation publique']", &[text]),
        ["consultations publiques"]
    );
}

#[test]
fn an_exact_entry_matches_only_its_own_letters() {
    assert_eq!(hits("['=AI']", "ai, Ai and AIs are not AI"), ["AI"]);
    assert_eq!(hits("['=AI Act']", "The AI act is no AI Act"), ["AI Act"]);
    let french = "J'ai vu l'IA et j\u{2019}ai compris que l\u{2019}IA sert.";
    assert_eq!(hits_in(FR, "fr", "['=AI']", &[french]), [""; 0]);
    assert_eq!(hits_in(FR, "fr", "['=IA']", &[french]), ["IA", "IA"]);
}

#[test]
fn an_exact_entry_matches_its_possessive_and_any_apostrophe() {
    assert_eq!(hits("[{ match = '=AI', unless = \"=AI's fall\" }]", "AI fell; AI's fall"), ["AI"]);
    assert_eq!(hits("['=AI']", "AI's rise, AI\u{2019}s fall"), ["AI's", "AI\u{2019}s"]);
    assert_eq!(
        hits("[\"=Côte d'Ivoire\"]", "in Co\u{302}te d\u{2019}Ivoire"),
        ["Co\u{302}te d\u{2019}Ivoire"]
    );
}

#[test]
fn a_phrase_matches_words_in_a_row_only() {
    let text = "open government data; data of an open government; open some government data";
    assert_eq!(hits("['open government data']", text), ["open government data"]);
    assert_eq!(hits("['out of work']", "They are out of work."), ["out of work"]);
}

#[test]
fn a_phrase_does_not_run_across_sentences_paragraphs_or_fields() {
    let entries = "['youth work']";
    for text in
        ["the youth. Work", "youth: work", "youth, work", "youth\n\nwork", "- youth\n- work"]
    {
        assert_eq!(hits(entries, text), [""; 0], "in {text:?}");
    }
    assert_eq!(hits_in(EN, "en", entries, &["for youth", "work on"]), [""; 0]);
    assert_eq!(hits(entries, "youth-work, youth\nwork"), ["youth-work", "youth\nwork"]);
}

#[test]
fn a_name_with_a_full_stop_in_it_is_found() {
    assert_eq!(hits("['U.S. government']", "the U.S. Government"), ["U.S. Government"]);
}

#[test]
fn the_longest_match_wins_within_a_theme() {
    let entries = "['health', 'mental health', 'mental health care', 'health care workers']";
    let text = "mental health care workers and health";
    assert_eq!(hits(entries, text), ["mental health care", "health"]);
}

#[test]
fn of_equally_long_matches_the_leftmost_then_the_earlier_entry_wins() {
    assert_eq!(hits("['b c', 'a b']", "a b c"), ["a b"]);
    let codebook = codebook(&[("en", "['policy', '=policy']")]);
    let lexicon = Lexicon::compile(&codebook, analyzer()).unwrap();
    let tag = &tags(&codebook, EN, &["a policy"])[0];
    assert_eq!((lexicon.entry(tag.evidence[0].entry), tag.hits), ("policy", 1));
}

#[test]
fn across_themes_all_matches_stand() {
    let codebook = codebook(&[("en", "['youth employment']"), ("en", "['youth']")]);
    let found = tags(&codebook, EN, &["youth employment"]);
    assert_eq!(found.iter().map(|tag| (tag.theme, tag.hits)).collect::<Vec<_>>(), [(0, 1), (1, 1)]);
}

#[test]
fn unless_cancels_only_what_it_overlaps() {
    let entries =
        "[{ match = 'consultation', unless = ['medical consultation', 'consultation hours'] }]";
    let text = "Medical consultations, a consultation, consultation hours, a Consultation.";
    assert_eq!(hits(entries, text), ["consultation", "Consultation"]);
    assert_eq!(
        hits("[{ match = 'ai', unless = '=AI Weiwei' }]", "AI, AI Weiwei, ai weiwei"),
        ["AI", "ai"]
    );
}

#[test]
fn unless_phrases_that_overlap_each_other_cancel_all_they_cover() {
    let entries = "[{ match = 'b', unless = ['a b c b', 'b c'] }]";
    assert_eq!(hits(entries, "a b c b. b"), ["b"]);
}

#[test]
fn a_cancelled_match_leaves_its_place_to_a_shorter_one() {
    let entries =
        "['consultation', { match = 'public consultation', unless = 'no public consultation' }]";
    assert_eq!(hits(entries, "no public consultation"), ["consultation"]);
}

#[test]
fn entries_of_a_language_are_not_matched_in_another() {
    assert_eq!(hits_in(FR, "en", "['service', '=AI']", &["le service AI"]), [""; 0]);
}

#[test]
fn a_text_of_unknown_language_is_matched_by_exact_entries_of_all_languages() {
    let codebook = codebook(&[("en", "['data', '=AI Act']"), ("fr", "['=Data']")]);
    let found = tags(&codebook, None, &["Data, AI Act"]);
    assert_eq!(found.iter().map(|tag| (tag.theme, tag.hits)).collect::<Vec<_>>(), [(0, 1), (1, 1)]);
}

#[test]
fn a_score_counts_entries_fully_and_their_repetition_little() {
    let book = codebook(&[("en", "['tram', { match = 'bus', weight = 0.5 }]")]);
    let score = |text| tags(&book, EN, &[text])[0].score;
    assert_eq!(score("a tram"), 0.6);
    assert_eq!(score("a tram, a bus"), 0.8);
    // 0.5^(1 + ln 2) = 0.3092
    assert!((score("a bus, a bus") - 0.6908).abs() < 0.0001);
}

#[test]
fn a_theme_below_its_min_score_is_no_tag() {
    let text = "name = 'n'\n[[theme]]\nid = 'a'\nlabel = 'A'\ndefinition = 'D'\n\
                terms.en = [{ match = 'tram', weight = 0.3 }, { match = 'bus', weight = 0.3 }]";
    let codebook = Codebook::parse(text, "t").unwrap();
    assert_eq!(tags(&codebook, EN, &["a tram"]), []);
    assert_eq!(tags(&codebook, EN, &["a tram or bus"])[0].score, 0.51);
}

#[test]
fn the_place_of_evidence_is_its_own_field() {
    let codebook = codebook(&[("en", "['school']")]);
    let found = tags(&codebook, EN, &["École", "", "a schôol, a school"]);
    let evidence = found[0].evidence[0];
    assert_eq!((evidence.field, evidence.start, evidence.end), (2, 13, 19));
}

#[test]
fn a_matcher_gives_the_same_for_a_document_whatever_it_saw_before() {
    let codebook = Codebook::bundled("public-sector").unwrap().unwrap();
    let lexicon = Lexicon::compile(&codebook, analyzer()).unwrap();
    let mut table = TermTable::new(analyzer());
    let mut matcher = Matcher::new(&lexicon);
    let texts = ["Participatory budgeting by AI.", "Nothing.", "AI and teachers, AI and schools."];
    for text in texts.iter().chain(texts.iter().rev()) {
        let tokens = read(&mut table, EN, &[text]);
        let read = ReadText { table: &table, tokens: &tokens, fields: &[text], language: EN };
        assert_eq!(matcher.tag(read), tags(&codebook, EN, &[text]));
    }
}

#[test]
fn an_unless_that_can_never_cancel_is_an_error_with_its_place() {
    for entry in [
        "{ match = 'consultation', unless = 'medical advice' }",
        "{ match = '=AI', unless = '=ai art' }",
        "{ match = 'x a y', unless = ['x a y z', 'p a q'] }",
    ] {
        let error = compile_error(&format!("[{entry}]"));
        assert!(error.cause().contains("can never overlap"), "{error}");
        assert!(error.place().starts_with("test.toml, line 7, column "), "{error}");
    }
    assert_eq!(
        compile_error("['a', { match = 'b', unless = 'c' }]").place(),
        "test.toml, line 7, column 42"
    );
}

#[test]
fn a_million_words_that_all_match_take_no_time_worth_naming() {
    let text = "a b ".repeat(500_000);
    let found = hits("[{ match = 'a b', unless = 'x a' }, 'a', 'b a b']", &text);
    assert_eq!(found.len(), 500_000);
}

proptest! {
    #[test]
    fn evidence_slices_back_to_words_of_the_text(
        fields in prop::collection::vec(
            prop::collection::vec(
                prop_oneof![
                    Just("Mental health".to_owned()), Just("l\u{2019}IA".to_owned()),
                    Just("AI\u{2019}s".to_owned()), Just("consultation".to_owned()),
                    Just("medical".to_owned()), Just(". ".to_owned()), "\\PC{0,12}", any::<String>(),
                ],
                0..12,
            ),
            0..4,
        ),
        language in prop::sample::select(vec![EN, FR, None, Some(Language::Turkish)]),
    ) {
        let fields: Vec<_> = fields.iter().map(|parts| parts.join(" ")).collect();
        let fields: Vec<_> = fields.iter().map(String::as_str).collect();
        let entries = "['mental health', 'health', '=AI', '=IA', \
                       { match = 'consultation', unless = 'medical consultation' }]";
        let codebook = codebook(&[("en", entries), ("fr", entries), ("tr", entries)]);
                let mut table = TermTable::new(analyzer());
        let tokens = read(&mut table, language, &fields);
        for tag in tags(&codebook, language, &fields) {
            prop_assert_eq!(tag.hits as usize, tag.evidence.len());
            prop_assert!(tag.score > 0.0 && tag.score <= 1.0);
            for found in &tag.evidence {
                let field = fields[usize::from(found.field)];
                let slice = field.get(found.start..found.end);
                prop_assert!(slice.is_some(), "cuts through a character");
                let of_field = || tokens.iter().filter(|token| token.field == found.field);
                let first = of_field().find(|token| token.start as usize == found.start);
                let last = of_field().find(|token| token.end as usize == found.end);
                prop_assert!(slice.unwrap().starts_with(first.unwrap().written(field)));
                prop_assert!(slice.unwrap().ends_with(last.unwrap().written(field)));
            }
            for pair in tag.evidence.windows(2) {
                prop_assert!((pair[0].field, pair[0].end) <= (pair[1].field, pair[1].start));
            }
        }
    }
}
