//! Round trips: what a format can hold comes back as it was, and what it cannot is counted.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::text::Language::{English, French, Norwegian};

/// A draft, once through a format.
fn there_and_back(draft: &Draft, format: ExchangeFormat) -> (Draft, Losses) {
    let (bytes, lost) = write(draft, format, English).unwrap();
    let (back, unread) = read(&bytes, format, "test", English).unwrap();
    assert!(unread.is_empty(), "{unread:?} in {}", String::from_utf8_lossy(&bytes));
    (back, lost)
}

fn text_of(draft: &Draft, format: ExchangeFormat) -> String {
    String::from_utf8(write(draft, format, English).unwrap().0).unwrap()
}

fn lost(losses: &Losses) -> Vec<(&str, u64)> {
    losses.iter().collect()
}

/// A theme with all that a theme can have.
fn full() -> Draft {
    let parent = DraftTheme {
        id: "transport".into(),
        label: "Transport".into(),
        definition: "Getting about.".into(),
        terms: BTreeMap::from([(English, vec![DraftEntry::new("bus")])]),
        ..DraftTheme::default()
    };
    let entry = DraftEntry {
        expression: "=BMX".into(),
        id: Some("bmx".into()),
        weight: Some(0.3),
        unless: vec!["=BMX race".into(), "a | b".into()],
        note: Some("sport, mostly".into()),
    };
    let theme = DraftTheme {
        id: "cycling".into(),
        label: "Cycling (on roads)".into(),
        definition: "Riding a bicycle, \"for\" <transport> & more.".into(),
        parent: Some("transport".into()),
        min_score: Some(0.4),
        min_distinct: Some(2),
        unless: vec!["motor cycle".into()],
        examples: vec!["A new\nbike lane.".into(), "=x".into()],
        counter_examples: vec!["A motor bike.".into()],
        terms: BTreeMap::from([
            (English, vec![entry, DraftEntry::new("bike lane")]),
            (French, vec![DraftEntry::new("vélo"), DraftEntry::new("cycl*")]),
        ]),
    };
    Draft {
        name: "mobility".into(),
        version: "1".into(),
        description: "How people move".into(),
        themes: vec![parent, theme],
    }
}

#[test]
fn tables_hold_everything() {
    for format in [ExchangeFormat::Csv, ExchangeFormat::Xlsx] {
        let (back, lost) = there_and_back(&full(), format);
        assert_eq!(back, full(), "{}", format.name());
        assert!(lost.is_empty(), "{lost:?}");
    }
}

#[test]
fn the_bundled_codebooks_come_back_as_codebooks_from_every_format() {
    for name in Codebook::bundled_names() {
        let draft = Draft::from(&Codebook::find(name).unwrap());
        for format in [
            ExchangeFormat::Toml,
            ExchangeFormat::Csv,
            ExchangeFormat::Xlsx,
            ExchangeFormat::Quanteda,
            ExchangeFormat::Liwc,
            ExchangeFormat::RefiQda,
        ] {
            let (bytes, _) = write(&draft, format, English).unwrap();
            let (mut back, _) = read(&bytes, format, "test", English).unwrap();
            (*name).clone_into(&mut back.name);
            let (text, _) = write(&back, ExchangeFormat::Toml, English).unwrap();
            let back = Codebook::parse(std::str::from_utf8(&text).unwrap(), format.name());
            let themes = back.map(|back| back.themes.len()).map_err(|error| error.to_string());
            assert_eq!(themes, Ok(draft.themes.len()), "{name} as {}", format.name());
        }
    }
}

#[test]
fn entries_that_differ_in_what_a_dictionary_cannot_hold_become_one() {
    let entries = ["=AI", "ai", "bus | =Bus"].map(DraftEntry::new).to_vec();
    let theme = DraftTheme {
        id: "a".into(),
        terms: BTreeMap::from([(English, entries)]),
        ..DraftTheme::default()
    };
    let draft = Draft { themes: vec![theme], ..Draft::default() };
    for format in [ExchangeFormat::Quanteda, ExchangeFormat::Liwc] {
        let (back, lost) = there_and_back(&draft, format);
        let words = back.themes[0].terms[&English].iter().map(|it| it.expression.as_str());
        assert_eq!(words.collect::<Vec<_>>(), ["AI", "bus"], "{}", format.name());
        assert!(lost.iter().any(|it| it == ("entries that become the same as another", 2)));
    }
}

#[test]
fn of_entries_that_stand_twice_the_first_is_taken_and_the_others_are_counted() {
    let csv = b"theme,entry,weight\na,bus,0.3\na,Bus,0.5\na,=Bus,\n";
    let (draft, unread) = read(csv, ExchangeFormat::Csv, "test", English).unwrap();
    let entries = &draft.themes[0].terms[&English];
    assert_eq!((entries.len(), entries[0].weight), (2, Some(0.3)));
    assert_eq!(lost(&unread), [("entries that a theme has already, of which the first stays", 1)]);
}

#[test]
fn the_same_codebook_gives_the_same_spreadsheet() {
    let once = write(&full(), ExchangeFormat::Xlsx, English).unwrap();
    assert!(once == write(&full(), ExchangeFormat::Xlsx, English).unwrap());
}

#[test]
fn an_exact_entry_is_no_formula_in_a_table() {
    assert!(text_of(&full(), ExchangeFormat::Csv).contains("cycling,en, =BMX,0.3,"));
    let broken = "theme,entry\na,#NAME?\n";
    let error = read(broken.as_bytes(), ExchangeFormat::Csv, "x.csv", English).unwrap_err();
    assert_eq!(error.place(), "x.csv, row 2");
    assert!(error.cause().contains("formula"), "{error}");
}

#[test]
fn a_table_of_colleagues_needs_two_columns_and_may_have_semicolons() {
    let table = "Theme;Term;Weight;Remark\nCity buses;night bus;0,5;?\nCity buses;tram;;\n";
    let (draft, lost) = read(table.as_bytes(), ExchangeFormat::Csv, "x.csv", French).unwrap();
    let theme = &draft.themes[0];
    assert_eq!((&*theme.id, &*theme.label, draft.themes.len()), ("city-buses", "City buses", 1));
    assert_eq!(theme.terms[&French][0].weight, Some(0.5));
    assert_eq!(self::lost(&lost), [("columns that no codebook has (`Remark`)", 1)]);
    let error = read(b"id,words\n", ExchangeFormat::Csv, "x.csv", English).unwrap_err();
    assert!(error.cause().contains("no column `theme`"), "{error}");
}

#[test]
fn a_number_that_is_none_and_an_unknown_language_are_errors_with_their_row() {
    for (row, cause) in [("a,x,b,", "`weight` is `x`"), ("a,,b,xx", "unknown language `xx`")] {
        let table = format!("theme,weight,entry,language\na,,b,\n{row}\n");
        let error = read(table.as_bytes(), ExchangeFormat::Csv, "t.csv", English).unwrap_err();
        assert_eq!(error.place(), "t.csv, row 3");
        assert!(error.cause().contains(cause), "{error}");
    }
}

#[test]
fn a_dictionary_of_quanteda_holds_words_languages_and_themes_below_themes() {
    let (back, lost) = there_and_back(&full(), ExchangeFormat::Quanteda);
    let cycling = &back.themes[1];
    assert_eq!(cycling.parent.as_deref(), Some("transport"));
    assert_eq!(cycling.terms[&English], [DraftEntry::new("BMX"), DraftEntry::new("bike lane")]);
    assert_eq!(cycling.terms[&French], full().themes[1].terms[&French]);
    let lost: BTreeMap<_, _> = lost.iter().collect();
    for (kind, number) in [
        ("labels", 2),
        ("weights", 1),
        ("notes", 1),
        ("examples", 3),
        ("exact letter case (`=`)", 1),
        ("matching by stem", 3),
        ("name, version, description", 3),
    ] {
        assert_eq!(lost.get(kind), Some(&number), "{kind} of {lost:?}");
    }
}

#[test]
fn a_dictionary_that_r_reads_does_not_have_norwegian_for_false() {
    let mut draft = full();
    draft.themes[0].terms = BTreeMap::from([(Norwegian, vec![DraftEntry::new("buss")])]);
    let text = text_of(&draft, ExchangeFormat::Quanteda);
    assert!(text.contains("\"no\":"), "{text}");
}

#[test]
fn a_dictionary_as_people_write_it_is_read() {
    let text = "Populism:\n  - elit*\n  - 'open * data'\n  - a?b\nEconomy:\n  growth: gdp\n  \
                Jobs:\n    - work force\n    - 2030\n";
    let (draft, lost) = read(text.as_bytes(), ExchangeFormat::Quanteda, "d.yml", English).unwrap();
    let themes: Vec<_> =
        draft.themes.iter().map(|theme| (&*theme.id, theme.parent.as_deref())).collect();
    assert_eq!(
        themes,
        [
            ("populism", None),
            ("economy", None),
            ("growth", Some("economy")),
            ("jobs", Some("economy"))
        ]
    );
    assert_eq!(draft.themes[0].label, "Populism");
    assert_eq!(draft.themes[0].terms[&English][1].expression, "open * data");
    assert_eq!(draft.themes[3].terms[&English][1].expression, "2030");
    assert_eq!(self::lost(&lost), [("patterns that no entry can say", 1)]);
}

#[test]
fn yaml_that_would_grow_without_bounds_is_refused() {
    let (flow, block) = ("[".repeat(10_000), "- ".repeat(1_000));
    let bomb = "a: &a [x, x]\nb: &b [*a, *a]\n";
    for (text, cause) in [(&*flow, "recursion"), (&*block, "nested"), (bomb, "alias")] {
        let error = read(text.as_bytes(), ExchangeFormat::Quanteda, "d.yml", English).unwrap_err();
        assert!(error.cause().contains(cause), "{error}");
    }
}

#[test]
fn a_dictionary_of_liwc_is_read_with_phrases_and_words_of_several_categories() {
    let text = "%\n1\ttravel (Getting about)\n20\tHealth\n%\nambulanc*\t1\t20\nnight bus\t1\n\
                hospital 20\n(a b)9/9\n";
    let (draft, lost) = read(text.as_bytes(), ExchangeFormat::Liwc, "d.dic", English).unwrap();
    assert_eq!((&*draft.themes[0].id, &*draft.themes[0].label), ("travel", "Getting about"));
    assert_eq!((&*draft.themes[1].id, &*draft.themes[1].label), ("health", "Health"));
    let words = |at: usize| -> Vec<&str> {
        draft.themes[at].terms[&English].iter().map(|entry| &*entry.expression).collect()
    };
    assert_eq!(words(0), ["ambulanc*", "night bus"]);
    assert_eq!(words(1), ["ambulanc*", "hospital"]);
    assert_eq!(self::lost(&lost), [("lines that are not a word with numbers", 1)]);
    let error = read(b"%\n1\ta\n%\nbus\t2\n", ExchangeFormat::Liwc, "d.dic", English).unwrap_err();
    assert_eq!(error.place(), "d.dic, line 4");
}

#[test]
fn a_refi_qda_codebook_holds_labels_definitions_and_their_order() {
    let (back, lost) = there_and_back(&full(), ExchangeFormat::RefiQda);
    let themes = |draft: &Draft| -> Vec<_> {
        let theme = |theme: &DraftTheme| (theme.label.clone(), theme.definition.clone());
        draft.themes.iter().map(theme).collect()
    };
    assert_eq!(themes(&back), themes(&full()));
    assert_eq!(back.themes[1].parent.as_deref(), Some("transport"));
    assert!(self::lost(&lost).contains(&("entries", 5)));
    assert!(self::lost(&lost).contains(&("ids that their labels do not tell", 1)));
    let guid = |text: String| text.split('"').nth(9).map(str::to_owned);
    let text = text_of(&full(), ExchangeFormat::RefiQda);
    assert_eq!(guid(text.clone()), guid(text_of(&full(), ExchangeFormat::RefiQda)));
    assert!(text.contains("&lt;transport&gt; &amp; more."), "{text}");
}

#[test]
fn a_codebook_of_a_program_of_qualitative_analysis_is_read() {
    let text = "\u{FEFF}<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<q:CodeBook \
                xmlns:q=\"urn:QDA-XML:codebook:1.0\" origin=\"X\"><q:Codes><q:Code guid=\"1\" \
                name=\"R&amp;D\" color=\"#ff0000\" isCodable=\"true\"><q:Description>Caf&#233; &lt;3\
                </q:Description><q:Code guid=\"2\" name=\"Labs\"/></q:Code></q:Codes><q:Sets><q:Set \
                guid=\"3\" name=\"s\"/></q:Sets></q:CodeBook>";
    let (draft, lost) = read(text.as_bytes(), ExchangeFormat::RefiQda, "c.qdc", English).unwrap();
    assert_eq!((&*draft.themes[0].label, &*draft.themes[0].definition), ("R&D", "Café <3"));
    assert_eq!(draft.themes[1].parent.as_deref(), Some("r-d"));
    assert_eq!(self::lost(&lost), [("colours", 1), ("sets of codes", 1)]);
    let (toml, made) = write(&draft, ExchangeFormat::Toml, English).unwrap();
    Codebook::parse(&String::from_utf8(toml).unwrap(), "made.toml").unwrap();
    assert!(made.iter().any(|(kind, number)| kind.contains("had no entry") && number == 2));
}

#[test]
fn what_is_not_of_the_format_is_refused_with_a_remedy() {
    for format in [
        ExchangeFormat::Toml,
        ExchangeFormat::Csv,
        ExchangeFormat::Xlsx,
        ExchangeFormat::Quanteda,
        ExchangeFormat::Liwc,
        ExchangeFormat::RefiQda,
    ] {
        for bytes in [&b"\xFF\xFE\x00"[..], b"<a>", b"", b"- x", b"\x00"] {
            let error = read(bytes, format, "file", English).unwrap_err();
            assert!(error.place().starts_with("file") && !error.remedy().is_empty(), "{error}");
        }
    }
}

/// A word that no language of ours takes for its code, and that is not a number.
fn word() -> impl Strategy<Value = String> {
    "[a-zé]{3,8}(-[a-z]{2,4})?"
}

/// A text on one line or several.
fn prose() -> impl Strategy<Value = String> {
    "[A-Z=+#'\"<&,;|][^\\p{C}\\p{Z}]{0,6}( [^\\p{C}\\p{Z}]{1,6}){0,3}(\n[a-z\"]{1,5})?"
}

/// An entry that every dictionary can hold.
fn plain_expression() -> impl Strategy<Value = String> {
    prop_oneof![
        word(),
        word().prop_map(|word| format!("{word}*")),
        (word(), word()).prop_map(|(one, two)| format!("{one} {two}")),
        (word(), word()).prop_map(|(one, two)| format!("{one} * {two}")),
    ]
}

fn entry() -> impl Strategy<Value = DraftEntry> {
    let weight = prop::option::of((1..100_u32).prop_map(|percent| f64::from(percent) / 100.0));
    let unless = prop::collection::vec(plain_expression(), 0..3);
    let expression = prop_oneof![plain_expression(), word().prop_map(|word| format!("={word}"))];
    (expression, prop::option::of(word()), weight, unless, prop::option::of(prose())).prop_map(
        |(expression, id, weight, unless, note)| DraftEntry {
            expression,
            id,
            weight,
            unless,
            note,
        },
    )
}

fn theme() -> impl Strategy<Value = DraftTheme> {
    let language = prop::sample::select(vec![English, French, Norwegian]);
    let terms = prop::collection::btree_map(language, prop::collection::vec(entry(), 1..4), 1..3);
    let texts = || prop::collection::vec(prose(), 0..3);
    let least = (prop::option::of(1..5_u32), prop::option::of(1..5_u32));
    (prose(), prose(), least, texts(), texts(), texts(), terms).prop_map(
        |(label, definition, (score, distinct), unless, examples, counter_examples, terms)| {
            DraftTheme {
                label,
                definition,
                min_score: score.map(|score| f64::from(score) / 5.0),
                min_distinct: distinct,
                unless,
                examples,
                counter_examples,
                terms,
                ..DraftTheme::default()
            }
        },
    )
}

/// Up to five themes, some below an earlier one.
fn draft() -> impl Strategy<Value = Draft> {
    let themes = prop::collection::vec((theme(), 0..8_usize), 1..5);
    (prose(), themes).prop_map(|(name, themes)| {
        let id = |at: usize| format!("theme{at}");
        let themes = themes.into_iter().enumerate().map(|(at, (theme, parent))| DraftTheme {
            id: id(at),
            parent: (parent < at).then(|| id(parent)),
            ..theme
        });
        let mut draft = Draft { name, themes: themes.collect(), ..Draft::default() };
        // No codebook has an entry twice.
        draft.leave_out_repeats(&mut Losses::default());
        draft
    })
}

/// What a dictionary can hold of a draft: words below names.
fn only_words(draft: &Draft) -> Draft {
    let mut kept = draft.clone();
    kept.name.clear();
    for theme in &mut kept.themes {
        let plain = |entry: &DraftEntry| {
            DraftEntry::new(entry.expression.strip_prefix('=').unwrap_or(&entry.expression))
        };
        *theme = DraftTheme {
            id: theme.id.clone(),
            parent: theme.parent.clone(),
            terms: theme
                .terms
                .iter()
                .map(|(&code, list)| (code, list.iter().map(plain).collect()))
                .collect(),
            ..DraftTheme::default()
        };
    }
    kept.leave_out_repeats(&mut Losses::default());
    kept
}

/// The themes by id: a nested format has them in the order of the tree.
fn by_id(draft: &Draft) -> BTreeMap<String, DraftTheme> {
    draft.themes.iter().map(|theme| (theme.id.clone(), theme.clone())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_table_gives_back_any_codebook(draft in draft()) {
        for format in [ExchangeFormat::Csv, ExchangeFormat::Xlsx] {
            let (back, lost) = there_and_back(&draft, format);
            prop_assert_eq!(&back, &draft);
            prop_assert!(lost.is_empty());
        }
    }

    #[test]
    fn toml_gives_back_any_codebook(draft in draft()) {
        // What no codebook has: an empty name, an entry or a name of one twice.
        let mut draft = draft;
        for theme in &mut draft.themes {
            for entries in theme.terms.values_mut() {
                let mut known = std::collections::BTreeSet::new();
                entries.retain(|entry| known.insert(entry.expression.to_lowercase()));
                entries.iter_mut().zip(0..).for_each(|(entry, number)| {
                    entry.id = entry.id.take().map(|id| format!("{id}{number}"));
                    entry.weight = entry.weight.filter(|&weight| weight != 0.6);
                });
            }
            theme.unless.clear();
            theme.min_score = theme.min_score.filter(|&least| least != 0.5);
            theme.min_distinct = theme.min_distinct.filter(|&least| least != 1);
        }
        let (back, lost) = there_and_back(&draft, ExchangeFormat::Toml);
        prop_assert_eq!(&back, &draft);
        prop_assert!(lost.is_empty());
    }

    #[test]
    fn a_dictionary_of_quanteda_gives_back_the_words_of_any_codebook(draft in draft()) {
        let (back, _) = there_and_back(&draft, ExchangeFormat::Quanteda);
        prop_assert_eq!(by_id(&back), by_id(&only_words(&draft)));
    }

    #[test]
    fn a_dictionary_of_liwc_gives_back_the_words_of_any_codebook(draft in draft()) {
        let (back, _) = there_and_back(&draft, ExchangeFormat::Liwc);
        let words = |draft: &Draft| -> BTreeMap<String, std::collections::BTreeSet<String>> {
            let words = |theme: &DraftTheme| {
                theme.terms.values().flatten().map(|entry| entry.expression.to_lowercase()).collect()
            };
            draft.themes.iter().map(|theme| (theme.id.clone(), words(theme))).collect()
        };
        prop_assert_eq!(words(&back), words(&only_words(&draft)));
    }

    #[test]
    fn a_refi_qda_codebook_gives_back_labels_definitions_and_nesting(draft in draft()) {
        let (back, _) = there_and_back(&draft, ExchangeFormat::RefiQda);
        let kept = |draft: &Draft| {
            let label = |id: &str| draft.themes.iter().find(|t| t.id == id).map(|t| t.label.clone());
            let mut kept: Vec<_> = draft.themes.iter().map(|theme| {
                let parent = theme.parent.as_deref().and_then(label);
                // XML knows no line break in a name.
                (theme.label.replace('\n', " "), theme.definition.clone(), parent.map(|p| p.replace('\n', " ")))
            }).collect();
            kept.sort();
            kept
        };
        prop_assert_eq!(kept(&back), kept(&draft));
    }

    #[test]
    fn no_bytes_make_reading_panic(bytes in "(%|theme|,|\n|\t|- |: |<Code name=\"|/>|>|[a-z&*\\[{\"' 0-9]){0,40}") {
        for format in [ExchangeFormat::Csv, ExchangeFormat::Quanteda, ExchangeFormat::Liwc, ExchangeFormat::RefiQda] {
            let _ = read(bytes.as_bytes(), format, "any", English);
        }
    }
}
