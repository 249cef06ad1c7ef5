//! What the expressions of the match language find: the claims of `data/codebooks/README.md`.

use proptest::prelude::*;

use super::tests::{EN, FR, analyzer, codebook, examine, hits, hits_in, tags};
use super::{Fate, Lexicon};
use crate::themes::codebook::Codebook;
use crate::themes::expression::{Expression, Query};

/// The hits of one entry.
fn of<'t>(expression: &str, text: &'t str) -> Vec<&'t str> {
    hits(&format!("['{expression}']"), text)
}

/// The hits of one entry in a title and a summary.
fn in_fields<'t>(expression: &str, title: &'t str, summary: &'t str) -> Vec<&'t str> {
    hits_in(EN, "en", &format!("['{expression}']"), &[title, summary])
}

#[test]
fn a_beginning_matches_every_word_that_begins_so() {
    let text = "Digital and digitised, DIGITISATION; a digit, no prodigital";
    assert_eq!(of("digiti*", text), ["digitised", "DIGITISATION"]);
    assert_eq!(of("digit*", text), ["Digital", "digitised", "DIGITISATION", "digit"]);
    assert_eq!(of("=Digit*", text), ["Digital"]);
    assert_eq!(of("policies*", "a policy, two policies"), ["policies"], "not by stem");
    assert_eq!(of("dyi*", "dying, they die"), ["dying"], "the stem of dying is die");
    assert_eq!(of("open data port*", "open data portals"), ["open data portals"]);
    assert_eq!(of("co-cre*", "co-creation, co creating"), ["co-creation", "co creating"]);
    assert_eq!(hits_in(FR, "fr", "['habit*']", &["l\u{2019}habitat"]), ["habitat"]);
    assert_eq!(hits_in(FR, "fr", "['écol*']", &["Écologie, Ecologie"]), ["Écologie"]);
}

#[test]
fn a_gap_is_exactly_one_word() {
    let text = "open data, open government data, open and big data; open, not data";
    assert_eq!(of("\"open * data\"", text), ["open government data"]);
    assert_eq!(of("open * data", text), ["open government data"]);
    assert_eq!(of("\"open * * data\"", text), ["open and big data"]);
    assert_eq!(of("open * data | open big data", "open big data"), ["open big data"]);
}

#[test]
fn and_needs_both_anywhere_and_shows_both() {
    let text = "Trains run late. The city counts trains and trams.";
    assert_eq!(of("train & tram", text), ["Trains", "trains", "trams"]);
    assert_eq!(of("train & ferry", text), [""; 0]);
    assert_eq!(in_fields("bus & tram", "A bus", "A tram"), ["bus", "tram"]);
    let book = codebook(&[("en", "[{ match = 'train & tram', weight = 0.5 }]")]);
    assert_eq!(tags(&book, EN, &[text])[0].score, 0.5, "it counts once");
}

#[test]
fn near_counts_the_words_between_in_either_order() {
    let text = "youth in all the towns find employment";
    assert_eq!(of("youth NEAR/5 employment", text), [text]);
    assert_eq!(of("employment NEAR/5 youth", text), [text]);
    assert_eq!(of("youth NEAR/4 employment", text), [""; 0]);
    assert_eq!(in_fields("a NEAR/100 b", "a", "b"), [""; 0], "in one field only");
    assert_eq!(of("data NEAR/9 data", "data"), [""; 0], "a word is not near itself");
    let three = "water NEAR/1 food NEAR/1 energy";
    assert_eq!(of(three, "water, food, energy"), ["water, food, energy"]);
}

#[test]
fn operators_bind_in_their_order_and_brackets_change_it() {
    assert_eq!(of("a NEAR/1 b & c | d", "d"), ["d"]);
    assert_eq!(of("d | c & a", "d c"), ["d"]);
    assert_eq!(of("(d | c) & a", "d c"), [""; 0]);
    assert_eq!(of("(tram | bus*) NEAR/2 stop", "buses do stop"), ["buses do stop"]);
    let canonical = |text| Query::parse(text).unwrap().expression.to_string();
    assert_eq!(canonical("((a)) | (b & (c & d))"), "a | b & c & d");
    assert_eq!(canonical("a NEAR/2 (b NEAR/3 c)"), "a NEAR/2 (b NEAR/3 c)");
    assert_eq!(canonical("\"my column\":\"x  y\""), "\"my column\":(x y)");
    assert_eq!(canonical("\"R & D\" | R&D"), "\"R & D\" | R&D");
}

#[test]
fn a_field_restricts_to_the_column_of_that_name() {
    assert_eq!(in_fields("title:\"open data\"", "Open data", "open data"), ["Open data"]);
    assert_eq!(in_fields("summary:(data | bus) & title:(=AI)", "AI data", "bus"), ["AI", "bus"]);
    assert_eq!(in_fields("elsewhere:(data)", "data", "data"), [""; 0]);
    assert_eq!(in_fields("title:(re:/d.t/)", "data", "data"), ["dat"]);
}

#[test]
fn signs_within_quotation_marks_are_text() {
    assert_eq!(of("\"R & D\"", "R & D, R&D"), ["R & D", "R&D"]);
    assert_eq!(of("\"a | b\"", "c b. a | b"), ["a | b"]);
    assert_eq!(of("\"NEAR/3\"", "near/3"), ["near/3"]);
    assert_eq!(of("=\"Co creation\"", "co creation, Co creation"), ["Co creation"]);
}

#[test]
fn a_regular_expression_reads_the_untouched_text() {
    let text = "Agenda 2030, agenda 2063 and AGENDA-21";
    assert_eq!(of(r"re:/[Aa]genda \d{4}/", text), ["Agenda 2030", "agenda 2063"]);
    assert_eq!(of(r"re:/\bagenda\W\d+\b/i", text), ["Agenda 2030", "agenda 2063", "AGENDA-21"]);
    assert_eq!(of(r"re:/\d+\/\d+/", "it is 24/7"), ["24/7"]);
    assert_eq!(of(r"re:/[.]{3}/", "so ..."), [""; 0], "without a word it proves nothing");
    assert_eq!(of(r"re:/\d{4}/ NEAR/1 agenda", text), ["Agenda 2030", "agenda 2063"]);
    assert_eq!(hits_in(None, "en", "['re:/agenda/i']", &["Agenda"]), ["Agenda"]);
}

#[test]
fn an_unless_of_a_theme_cancels_it_wherever_it_stands() {
    let text = "name = 'n'\n[[theme]]\nid = 'a'\nlabel = 'A'\ndefinition = 'D'\n\
                unless = ['weather forecast', 'title:(sport & news)']\nterms.en = ['climate']";
    let book = Codebook::parse(text, "t").unwrap();
    assert_eq!(tags(&book, EN, &["The climate", "Sport news"]).len(), 1);
    assert_eq!(tags(&book, EN, &["Sport news", "The climate"]), []);
    let examined = examine(&book, EN, &["Our climate. Weather forecasts."]);
    let finding = &examined.findings[0];
    assert_eq!((finding.is_tag, finding.score, finding.cancelled_by[0].unless), (false, 0.6, 0));
    assert_eq!((finding.cancelled_by[0].start, finding.cancelled_by[0].end), (13, 30));
}

#[test]
fn an_unless_may_be_any_expression_and_holds_within_and() {
    let entry = "[{ match = 'consultation & citizen', unless = 'medical NEAR/2 consultation' }]";
    assert_eq!(hits(entry, "a medical or other consultation of citizens"), [""; 0]);
    assert_eq!(
        hits(entry, "medical consultation. Consultation of citizens"),
        ["Consultation", "citizens"]
    );
}

#[test]
fn fewer_distinct_entries_than_asked_for_are_no_tag() {
    let text = "name = 'n'\n[[theme]]\nid = 'a'\nlabel = 'A'\ndefinition = 'D'\n\
                min_distinct = 2\nterms.en = ['climate', 'carbon']";
    let book = Codebook::parse(text, "t").unwrap();
    assert_eq!(tags(&book, EN, &["climate, climate"]), []);
    assert_eq!(tags(&book, EN, &["climate, carbon"]).len(), 1);
}

#[test]
fn an_examination_tells_what_became_of_every_occurrence() {
    let entries = "['health', 'mental health', { match = 'bus', unless = 'bus stop' }]";
    let book = codebook(&[("en", entries)]);
    let lexicon = Lexicon::compile(&book, analyzer()).unwrap();
    let examined = examine(&book, EN, &["mental health at the bus stop"]);
    let fates: Vec<_> = examined.findings[0]
        .occurrences
        .iter()
        .map(|it| match it.fate {
            Fate::Counts => format!("{} counts", lexicon.entry(it.evidence.entry)),
            Fate::Hidden(by) => {
                format!("{} within {}", lexicon.entry(it.evidence.entry), lexicon.entry(by))
            }
            Fate::Cancelled(by) => format!("cancelled at {}..{}", by.start, by.end),
        })
        .collect();
    assert_eq!(
        fates,
        ["mental health counts", "health within mental health", "cancelled at 21..29"]
    );
}

#[test]
fn a_query_is_looked_for_in_every_language() {
    let query = Query::parse("consultation* | =AI").unwrap();
    let lexicon = Lexicon::of_query(&query, analyzer()).unwrap();
    for (language, text) in [(EN, "Consultations on AI"), (FR, "consultations AI"), (None, "AI")] {
        let examined = super::tests::examine_with(&lexicon, language, &[text]);
        assert!(examined.findings[0].is_tag, "in {text}");
    }
}

#[track_caller]
fn assert_refused(expression: &str, column: usize, cause: &str) {
    let error = Query::parse(expression).expect_err("it is read");
    assert_eq!(error.place(), format!("query, line 1, column {column}"), "{error}");
    assert!(error.cause().contains(cause) && error.cause().ends_with('^'), "{error}");
}

#[test]
fn what_cannot_be_read_is_refused_where_it_stands() {
    assert_refused("", 1, "no word");
    assert_refused("a & ", 4, "missing");
    assert_refused("a | | b", 5, "missing");
    assert_refused("a (b", 3, "operator is missing");
    assert_refused("(a | b", 1, "never closed");
    assert_refused("a)", 2, "closes nothing");
    assert_refused("a \"b", 3, "never closed");
    assert_refused("a NEAR b", 3, "most words");
    assert_refused("a NEAR/101 b", 3, "most words");
    assert_refused("(a & b) NEAR/2 c", 1, "near to nothing");
    assert_refused("title:word", 6, "no part of a word");
    assert_refused("title:(text:(a))", 8, "within a field");
    assert_refused("open =Data", 6, "within a phrase");
    assert_refused("*ology", 1, "no part of a word");
    assert_refused("a b*c", 4, "no part of a word");
    assert_refused("open *", 1, "begin or end");
    assert_refused("re:/a(/", 1, "cannot be read");
    assert_refused("re:/a", 1, "never closed");
    assert_refused(&"(".repeat(100_000), 41, "too many brackets");
    assert_refused(&"a NEAR/1 ".repeat(100_000), 363, "too many brackets");
}

#[test]
fn what_matches_everything_or_explodes_is_refused() {
    assert_refused("*", 1, "matches everything");
    assert_refused("\"*\"", 1, "matches everything");
    assert_refused("a*", 1, "begins too many words");
    for regex in [".*", "\\w+", "", ".", "x?", "[^z]*"] {
        assert_refused(&format!("re:/{regex}/"), 1, "matches everything");
    }
    assert_refused(r"x & re:/(\w{1,500}){1,500}/", 5, "too much memory");
    assert_refused(&format!("re:/{}x{}/", "(".repeat(60), ")".repeat(60)), 1, "cannot be read");
}

#[test]
fn two_megabytes_of_entries_are_read_and_found() {
    let word = |number: usize| -> String {
        let letters = (0..4).map(|at| char::from(b'a' + (number / 26_usize.pow(at) % 26) as u8));
        letters.collect::<String>() + "xx"
    };
    let entries: Vec<_> =
        (0..60_000).map(|number| format!("'{} word {}'", word(number), word(number + 7))).collect();
    let entries = format!("[{}]", entries.join(", "));
    assert!(entries.len() > 1_300_000);
    let book = codebook(&[("en", &entries), ("fr", &entries)]);
    let text = format!("here {} word {} there", word(59_999), word(60_006));
    let found = tags(&book, EN, &[&text]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].hits, 1);
}

#[test]
fn a_million_words_of_the_worst_kind_come_to_an_end() {
    let text = "a b ".repeat(500_000);
    let entries = "['\"a * * a\"', 'a NEAR/100 b', 'ab* & b', \
                   're:/b( a b)+ x|b/', { match = 'b', unless = 'a NEAR/50 x' }]";
    assert!(!hits(entries, &text).is_empty());
    assert_eq!(hits(entries, ""), [""; 0]);
}

fn expression() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("word".to_owned()),
        Just("two words".to_owned()),
        Just("=Exact".to_owned()),
        Just("begin*".to_owned()),
        Just("\"a * gap\"".to_owned()),
        Just("\"R & D\"".to_owned()),
        Just("=\"(x) NEAR/2\"".to_owned()),
        Just("R&D".to_owned()),
        Just(r"re:/a\/b\d+/i".to_owned()),
        Just("title:(bus | tram)".to_owned()),
        Just("\"full text\":\"a b\"".to_owned()),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) & {b}")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a} | ({b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) NEAR/3 ({b})")),
            inner.prop_map(|a| format!("({a})")),
        ]
    })
}

proptest! {
    #[test]
    fn the_canonical_form_reads_back_as_the_same(text in expression()) {
        if let Ok(query) = Query::parse(&text) {
            let again = Query::parse(&query.expression.to_string()).unwrap();
            prop_assert_eq!(again.expression, query.expression);
        }
    }

    #[test]
    fn no_expression_makes_reading_or_matching_panic(
        text in "([a-cR&=*|()\":/0-9 é.-]|NEAR/|re:/|title:){0,30}",
        words in "([a-cRé0-9 .,-]){0,40}",
    ) {
        if let Ok(query) = Query::parse(&text) {
            let lexicon = Lexicon::of_query(&query, analyzer()).unwrap();
            for language in [EN, None] {
                let examined = super::tests::examine_with(&lexicon, language, &[&words]);
                for finding in &examined.findings {
                    for it in &finding.occurrences {
                        prop_assert!(words.get(it.evidence.start..it.evidence.end).is_some());
                    }
                }
            }
        }
    }

    #[test]
    fn operators_say_what_they_say_of_sets(title in "[ab ]{0,6}", summary in "[ab ]{0,6}") {
        let has = |expression: &str| !in_fields(expression, &title, &summary).is_empty();
        prop_assert_eq!(has("a & b"), has("a") && has("b"));
        prop_assert_eq!(has("a | b"), has("a") || has("b"));
        prop_assert_eq!(has("a"), has("title:(a)") || has("summary:(a)"));
    }
}

#[test]
fn an_expression_can_be_walked() {
    let query = Query::parse("a & (title:(b cc*) | =D)").unwrap();
    let Expression::All(operands) = &query.expression else { panic!("it is no `&`") };
    assert_eq!(operands.len(), 2);
    let phrases: Vec<_> = query.expression.phrases().iter().map(|it| it.to_string()).collect();
    assert_eq!(phrases, ["a", "b cc*", "=D"]);
    assert!(query.expression.is_document_wide() && !query.expression.is_exact());
}
