//! What of a codebook is kept and what is refused, and where.

use proptest::prelude::*;

use super::{Codebook, Located, sha256_hex};
use crate::error::{Error, ErrorKind};
use crate::text::Language;

/// The error of a codebook that begins with a name and one good theme on lines 1 to 6.
fn error(more: &str) -> Error {
    let good = "name = 'n'\n[[theme]]\nid = 'good'\nlabel = 'G'\ndefinition = 'D'\n\
                terms.en = ['word']\n";
    parse_error(&format!("{good}{more}"))
}

/// The error of a codebook whose second theme, from line 7 on, has the entries on line 11.
fn entries_error(entries: &str) -> Error {
    error(&format!("[[theme]]\nid = 'bad'\nlabel = 'B'\ndefinition = 'D'\nterms.en = {entries}\n"))
}

fn parse_error(text: &str) -> Error {
    let error = Codebook::parse(text, "themes.toml").expect_err("it parses");
    assert_eq!(error.kind(), ErrorKind::Settings);
    assert!(!error.remedy().is_empty());
    error
}

fn assert_error(error: &Error, place: &str, cause: &str) {
    assert_eq!(error.place(), format!("themes.toml, {place}"), "of: {error}");
    assert!(error.cause().contains(cause), "{error}");
}

#[test]
fn a_text_that_is_not_toml_is_refused_with_its_place() {
    assert_error(&error("[[theme]\n"), "line 7, column 9", "not TOML");
}

#[test]
fn an_unknown_key_is_refused_and_the_nearest_known_one_named() {
    let misspelt = error("[[theme]]\nid = 'b'\nlable = 'B'\n");
    assert_error(&misspelt, "line 9, column 1", "unknown key `lable`");
    assert!(misspelt.remedy().contains("`label`"));
    let in_entry = entries_error("[{ match = 'w', wieght = 0.5 }]");
    assert_error(&in_entry, "line 11, column 28", "unknown key `wieght`");
    assert!(in_entry.remedy().contains("`weight`"));
    let on_top = parse_error("name = 'n'\nthemes = []\n");
    assert_error(&on_top, "line 2, column 1", "unknown key `themes`");
}

#[test]
fn two_themes_of_one_id_are_refused() {
    let twice = error("[[theme]]\nid = 'good'\nlabel = 'B'\ndefinition = 'D'\nterms.en = ['x']\n");
    assert_error(&twice, "line 8, column 6", "the theme on line 3 also has the id `good`");
}

#[test]
fn an_id_is_in_kebab_case() {
    for id in ["Open-Data", "open_data", "open data", "-open", "open--data", "é"] {
        let error = error(&format!("[[theme]]\nid = '{id}'\n"));
        assert_error(&error, "line 8, column 6", "cannot be the id of a theme");
    }
}

#[test]
fn a_theme_needs_label_and_definition() {
    let empty = error("[[theme]]\nid = 'b'\nlabel = ' '\n");
    assert_error(&empty, "line 9, column 9", "`label` is empty");
    let missing = error("[[theme]]\nid = 'b'\nlabel = 'B'\n");
    assert_error(&missing, "line 7, column 1", "`definition` is missing");
}

#[test]
fn a_codebook_needs_a_theme_and_a_theme_an_entry() {
    assert_error(&parse_error("name = 'n'\n"), "line 1, column 1", "no theme");
    assert_error(&entries_error("[]"), "line 7, column 1", "no entry");
    let without = error("[[theme]]\nid = 'b'\nlabel = 'B'\ndefinition = 'D'\n");
    assert_error(&without, "line 7, column 1", "no entry");
}

#[test]
fn an_unknown_language_is_refused_and_the_known_ones_listed() {
    let error = entries_error("['w']\nterms.xx = ['w']");
    assert_error(&error, "line 12, column 7", "unknown language `xx`");
    assert!(error.remedy().contains("ar, da, de"));
}

#[test]
fn weights_and_least_scores_are_above_zero_and_at_most_one() {
    for number in ["0", "1.01", "-0.5", "nan", "inf", "2"] {
        let error = entries_error(&format!("[{{ match = 'w', weight = {number} }}]"));
        assert_error(&error, "line 11, column 37", "out of range");
    }
    let error = error("[[theme]]\nid = 'b'\nlabel = 'B'\ndefinition = 'D'\nmin_score = 0.0\n");
    assert_error(&error, "line 11, column 13", "`min_score = 0.0` is out of range");
}

#[test]
fn an_entry_stands_once_in_a_list() {
    for (one, two) in [("open data", "Open  Data"), ("=AI", "= AI")] {
        let error = entries_error(&format!("['x', '{one}',\n'{two}']"));
        assert_error(&error, "line 12, column 1", "already stands on line 11");
    }
    let text = "name = 'n'\n[[theme]]\nid = 'a'\nlabel = 'A'\ndefinition = 'D'\n\
                terms = { en = ['=AI', '=Ai', 'ai'], fr = ['ai'] }";
    assert!(Codebook::parse(text, "t").is_ok());
}

#[test]
fn an_entry_has_a_word_and_no_sign_that_cannot_be_found() {
    assert_error(&entries_error("['x', '= ']"), "line 11, column 19", "no word");
    assert_error(&entries_error("['']"), "line 11, column 14", "no word");
    for (entry, column) in [("=C++", 16), ("a - b", 16), ("#tag", 14), ("t:word", 15)] {
        let error = entries_error(&format!("['{entry}']"));
        assert_error(&error, &format!("line 11, column {column}"), "is no part of a word");
    }
    let unless = entries_error("[{ match = 'w', unless = ['w x', ' !'] }]");
    assert_error(&unless, "line 11, column 47", "is no part of a word");
}

#[test]
fn a_theme_has_parents_above_it_and_is_not_its_own() {
    let theme = |id: &str, parent: &str| {
        format!(
            "[[theme]]\nid = '{id}'\nlabel = 'L'\ndefinition = 'D'\nterms.en = ['x']\n\
             parent = '{parent}'\n"
        )
    };
    let circle = [theme("a", "b"), theme("b", "c"), theme("c", "b")].concat();
    assert_error(&error(&circle), "line 18, column 10", "`b` is above itself");
    assert_error(&error(&theme("a", "goood")), "line 12, column 10", "unknown parent `goood`");
    let line = [theme("a", "b"), theme("b", "good")].concat();
    let good = "name = 'n'\n[[theme]]\nid = 'good'\nlabel = 'G'\ndefinition = 'D'\n\
                terms.en = ['word']\n";
    assert!(Codebook::parse(&format!("{good}{line}"), "t").is_ok());
}

#[test]
fn what_is_said_of_themes_and_entries_is_kept() {
    let text = "name = 'n'\n[[theme]]\nid = 'a'\nlabel = 'A'\ndefinition = 'D'\n\
                unless = 'x y'\nmin_distinct = 2\n[theme.examples]\nmatch = ['yes']\n\
                not = ['no', 'never']\n[theme.terms]\n\
                en = ['w', { match = 'v & u', id = 'V', note = 'why' }]\n";
    let codebook = Codebook::parse(text, "t").unwrap();
    let theme = &codebook.themes[0];
    assert_eq!((theme.min_distinct, &*theme.unless[0].written), (2, "x y"));
    let written = |texts: &[Located]| texts.iter().map(|it| it.written.clone()).collect();
    let examples: [Vec<String>; 2] =
        [written(&theme.examples.matching), written(&theme.examples.not)];
    assert_eq!(examples, [vec!["yes"], vec!["no", "never"]]);
    assert_eq!(codebook.place_of_text(&theme.examples.not[1]), (10, 14));
    let entries: Vec<_> = codebook.entries().map(|it| it.entry).collect();
    assert_eq!((&*entries[0].id, &*entries[1].id, &*entries[1].note), ("w", "V", "why"));
    assert!(entries[1].has_own_id() && !entries[0].has_own_id());
}

#[test]
fn more_regular_expressions_than_can_be_held_are_refused() {
    let entries: Vec<_> = (0..1_001).map(|at| format!("'re:/a{at}/'")).collect();
    let error = entries_error(&format!("[{}]", entries.join(", ")));
    assert!(error.cause().contains("1000 regular expressions"), "{error}");
}

#[test]
fn a_value_of_the_wrong_type_is_refused() {
    let number = parse_error("name = 'n'\nversion = 1.0\n");
    assert_error(&number, "line 2, column 11", "`version` is a number");
    assert_error(&entries_error("'word'"), "line 11, column 12", "`en` is a text");
    assert_error(&entries_error("[1]"), "line 11, column 13", "`entry` is a number");
    let table = parse_error("name = 'n'\n[theme]\nid = 'a'\n");
    assert_error(&table, "line 2, column 1", "`[[theme]]` above each theme");
    let list = error("[[theme]]\nid = 'b'\nlabel = 'B'\ndefinition = 'D'\nterms = ['w']\n");
    assert_error(&list, "line 11, column 9", "`terms` is a list");
}

proptest! {
    #[test]
    fn no_text_makes_reading_a_codebook_panic(text in "(name|theme|terms|unless|[\\[\\]={}\"'\n .a-z0-9é]){0,60}") {
        let _ = Codebook::parse(&text, "any.toml");
    }
}

#[test]
fn a_codebook_keeps_what_was_written() {
    let text = "name = 'n'\nversion = '2'\n[[theme]]\nid = 'a-1'\nlabel = 'A'\n\
                definition = 'D.'\nmin_score = 1\n[theme.terms]\n\
                fr = [\"vélo\"]\nen = ['bike', { match = '=BMX', weight = 0.3, unless = 'BMX sport' }]\n";
    let codebook = Codebook::parse(text, "t.toml").unwrap();
    assert_eq!((&*codebook.name, &*codebook.version, &*codebook.description), ("n", "2", ""));
    assert_eq!(codebook.source(), text);
    let theme = &codebook.themes[0];
    assert_eq!((&*theme.id, theme.min_score), ("a-1", 1.0));
    let bmx = &theme.terms[&Language::English][1];
    assert_eq!(
        (&*bmx.query.written, bmx.query.expression.is_exact(), bmx.weight),
        ("=BMX", true, 0.3)
    );
    assert_eq!(bmx.unless[0].written, "BMX sport");
    assert_eq!(theme.terms[&Language::French][0].weight, 0.6);
}

#[test]
fn the_hash_is_the_sha256_of_the_source() {
    assert_eq!(
        sha256_hex("abc"),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
}

#[test]
fn a_codebook_is_found_by_name_or_path() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let path = file.path().to_str().unwrap();
    let bundled = Codebook::find("public-sector").unwrap();
    std::fs::write(path, bundled.source()).unwrap();
    assert_eq!(Codebook::find(path).unwrap().sha256(), bundled.sha256());
}

#[test]
fn a_codebook_that_is_not_there_is_an_error_that_lists_the_bundled_ones() {
    let error = Codebook::find("no-such").unwrap_err();
    assert!(error.place().contains("no-such") && error.remedy().contains("public-sector"));
    let directory = tempfile::tempdir().unwrap();
    let error = Codebook::find(directory.path().to_str().unwrap()).unwrap_err();
    assert!(error.cause().contains("cannot be read"));
}

#[test]
fn a_codebook_in_another_encoding_is_an_error_with_its_line() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), b"name = 'n'\nversion = '\xE9'\n").unwrap();
    let error = Codebook::find(file.path().to_str().unwrap()).unwrap_err();
    assert!(error.place().ends_with(", line 2") && error.cause().contains("UTF-8"), "{error}");
}
