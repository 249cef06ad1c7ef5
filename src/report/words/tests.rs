//! What holds for the words of every language.

use std::collections::BTreeSet;

use super::{ENGLISH, Phrase, Piece, Words, pieces};
use crate::settings::ReportLanguage;

/// What a language may write as English does.
const SHARED: [&str; 3] = ["{name}, version {version}", "Format", "{words} (silhouette {value})"];

fn all(words: &Words) -> Vec<(String, Vec<Phrase>)> {
    let Words {
        locale: _,
        frame,
        glance,
        notices,
        reading,
        themes,
        by,
        together,
        model,
        clusters,
        crossing,
        map,
        choice,
        cards,
        uncovered,
        making,
        controls: _,
        sheets: _,
    } = words;
    let parts = [
        ("frame", frame.all()),
        ("glance", glance.all()),
        ("notices", notices.all()),
        ("reading", reading.all()),
        ("themes", themes.all()),
        ("by", by.all()),
        ("together", together.all()),
        ("model", model.all()),
        ("clusters", clusters.all()),
        ("crossing", crossing.all()),
        ("map", map.all()),
        ("choice", choice.all()),
        ("cards", cards.all()),
        ("uncovered", uncovered.all()),
        ("making", making.all()),
    ];
    let named = |(part, fields): (&str, Vec<(&str, Vec<Phrase>)>)| {
        let part = part.to_owned();
        fields
            .into_iter()
            .map(move |(name, all)| (format!("{part}.{name}"), all))
            .collect::<Vec<_>>()
    };
    parts.into_iter().flat_map(named).collect()
}

fn names(templates: &[Phrase]) -> BTreeSet<&'static str> {
    let all = templates.iter().flat_map(|template| pieces(template));
    all.filter_map(|piece| if let Piece::Name(name) = piece { Some(name) } else { None }).collect()
}

#[test]
fn every_language_fills_in_the_same_names() {
    for language in ReportLanguage::ALL {
        for ((field, own), (_, english)) in all(language.words()).iter().zip(all(&ENGLISH)) {
            // The number of a plural is there to choose by, and need not be said.
            let said = |templates: &[Phrase]| {
                let mut names = names(templates);
                names.remove("n");
                names
            };
            assert_eq!(said(own), said(&english), "{language:?} {field}");
            for template in own {
                assert_eq!(template.matches('{').count(), template.matches('}').count(), "{field}");
                assert!(!template.contains("  "), "{language:?} {field}: two spaces");
            }
        }
    }
}

#[test]
fn no_sentence_of_another_language_is_english() {
    for language in ReportLanguage::ALL.into_iter().skip(1) {
        for ((field, own), (_, english)) in all(language.words()).iter().zip(all(&ENGLISH)) {
            for (own, english) in own.iter().zip(&english) {
                let shared = SHARED.contains(own);
                assert!(own != english || shared, "{language:?} {field}: {own}");
            }
        }
    }
}

/// How often `{}` stands in each of the words of controls and sheets, by name.
fn holes(words: &Words) -> std::collections::BTreeMap<String, usize> {
    let controls = serde_json::to_value(words.controls).unwrap();
    let mut holes: std::collections::BTreeMap<String, usize> = controls
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, text)| (name.clone(), text.as_str().unwrap().matches("{}").count()))
        .collect();
    let sheets = &words.sheets;
    for (name, text) in [
        ("counts", sheets.counts),
        ("made_by", sheets.made_by),
        ("rows_cut", sheets.rows_cut),
        ("cells_cut", sheets.cells_cut),
        ("columns_cut", sheets.columns_cut),
        ("links_cut", sheets.links_cut),
    ] {
        holes.insert(format!("sheets.{name}"), text.matches("{}").count());
    }
    holes
}

#[test]
fn controls_and_sheets_have_the_same_holes_and_tables_in_every_language() {
    let tables =
        |words: &Words| words.sheets.tables.iter().map(|(file, _)| *file).collect::<Vec<_>>();
    for language in ReportLanguage::ALL {
        assert_eq!(holes(language.words()), holes(&ENGLISH), "{language:?}");
        assert_eq!(tables(language.words()), tables(&ENGLISH), "{language:?}");
        // A sheet's name has at most 31 characters, none of which is one of these.
        for name in [language.words().sheets.about, language.words().sheets.settings] {
            assert!(
                name.chars().count() < 32 && !name.contains(['[', ']', ':', '*', '?', '/', '\\'])
            );
        }
    }
}
