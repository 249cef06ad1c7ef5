//! A written word to its folded form: apostrophes, letter case, composed accents, elisions.

use std::borrow::Cow;
use std::sync::LazyLock;

use unicode_normalization::{UnicodeNormalization, is_nfc_quick};

use super::Language;

/// French words that lose their vowel before another, as they stand before the apostrophe.
const FRENCH_ELISIONS: [&str; 14] =
    ["l", "d", "j", "m", "t", "s", "c", "n", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu"];

/// Italian words that lose their vowel before another.
const ITALIAN_ELISIONS: [&str; 23] = [
    "l", "un", "d", "c", "s", "m", "t", "v", "n", "all", "dell", "nell", "sull", "dall", "coll",
    "quest", "quell", "bell", "sant", "gl", "anch", "com", "dov",
];

/// The apostrophes people write: typewriter, typographic, modifier letter, full width.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{02BC}' | '\u{FF07}')
}

/// Soft hyphens, zero-width spaces and joiners.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

/// Number of bytes at the beginning of `written` that are an elided article or pronoun with its
/// apostrophe: 2 for `l'emploi`, 0 for `emploi`. Never the whole word.
pub(super) fn elision(written: &str, language: Option<Language>) -> usize {
    let elisions: &[&str] = match language {
        Some(Language::French) => &FRENCH_ELISIONS,
        Some(Language::Italian) => &ITALIAN_ELISIONS,
        _ => return 0,
    };
    let Some((at, apostrophe)) = written.char_indices().find(|&(_, c)| is_apostrophe(c)) else {
        return 0;
    };
    let end = at + apostrophe.len_utf8();
    let elided = elisions.iter().any(|elision| elision.eq_ignore_ascii_case(&written[..at]));
    if elided && end < written.len() { end } else { 0 }
}

/// `written` in NFC, in lower case, with every apostrophe as `'` and without soft hyphens and
/// zero-width joiners. Letter case is folded by the rules of the language (Turkish `I` is `ı`).
pub(super) fn fold(written: &str, language: Option<Language>) -> Cow<'_, str> {
    if written.is_ascii() && language != Some(Language::Turkish) {
        return if written.bytes().any(|b| b.is_ascii_uppercase()) {
            Cow::Owned(written.to_ascii_lowercase())
        } else {
            Cow::Borrowed(written)
        };
    }
    if language != Some(Language::Turkish)
        && let Some(lower) = in_common_letters(written)
    {
        return Cow::Owned(lower);
    }
    let composed: Cow<'_, str> = match is_nfc_quick(written.chars()) {
        unicode_normalization::IsNormalized::Yes => Cow::Borrowed(written),
        _ => Cow::Owned(written.nfc().collect()),
    };
    let is_plain = |c: char| !is_apostrophe(c) && !is_invisible(c);
    if language != Some(Language::Turkish) && composed.chars().all(is_plain) {
        return Cow::Owned(composed.to_lowercase());
    }
    let visible: String = composed
        .chars()
        .filter(|&c| !is_invisible(c))
        .map(|c| if is_apostrophe(c) { '\'' } else { c })
        .map(|c| match (language, c) {
            (Some(Language::Turkish), 'I') => 'ı',
            (Some(Language::Turkish), 'İ') => 'i',
            _ => c,
        })
        .collect();
    Cow::Owned(visible.to_lowercase())
}

/// The letters of Latin, Greek and Cyrillic script that are composed by themselves.
const COMMON: [std::ops::Range<u32>; 4] = [0..0xAD, 0xAE..0x2BC, 0x388..0x483, 0x48A..0x530];

/// For each of the [`COMMON`] letters its lower case, where that is one letter whatever stands around it.
static LOWER_CASE: LazyLock<Vec<Option<char>>> = LazyLock::new(|| {
    let is_common = |code: u32| COMMON.iter().any(|range| range.contains(&code));
    let lower = |code: u32| {
        // The lower case of a capital sigma depends on its place.
        let letter = char::from_u32(code).filter(|&it| is_common(code) && it != 'Σ')?;
        let mut lower = letter.to_lowercase();
        lower.next().filter(|_| lower.next().is_none())
    };
    (0..0x530).map(lower).collect()
});

/// The folded form of a word of common letters alone, which most words of several scripts are.
fn in_common_letters(written: &str) -> Option<String> {
    let mut folded = String::with_capacity(written.len());
    for letter in written.chars() {
        folded.push((*LOWER_CASE.get(letter as usize)?)?);
    }
    Some(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_elided_article_is_cut_off_in_french_and_italian_only() {
        let french = Some(Language::French);
        assert_eq!(elision("l'emploi", french), 2);
        assert_eq!(elision("L\u{2019}emploi", french), 4);
        assert_eq!(elision("qu'elle", french), 3);
        assert_eq!(elision("aujourd'hui", french), 0);
        assert_eq!(elision("dell'arte", Some(Language::Italian)), 5);
        assert_eq!(elision("l'emploi", Some(Language::English)), 0);
        assert_eq!(elision("l'", french), 0, "a word is never cut to nothing");
    }

    #[test]
    fn folding_takes_case_and_the_kind_of_apostrophe_away() {
        assert_eq!(fold("People\u{2019}s", None), "people's");
        assert_eq!(fold("ÉCOLE", Some(Language::French)), "école");
        assert_eq!(fold("e\u{301}cole", None), "école");
        assert_eq!(fold("ISPARTA", Some(Language::Turkish)), "ısparta");
        assert_eq!(fold("İzmir", Some(Language::Turkish)), "izmir");
        assert_eq!(fold("co\u{ad}design", None), "codesign");
    }
    #[test]
    fn words_of_common_letters_are_folded_as_all_others() {
        for letter in (0..0x600).filter_map(char::from_u32) {
            // Beside each letter one that is not common, so that all is done by the library.
            let by_library = fold(&format!("A{letter}B\u{1E00}"), None).into_owned();
            let by_library = by_library.strip_suffix('\u{1E01}').unwrap();
            assert_eq!(fold(&format!("A{letter}B"), None), by_library, "{letter:?}");
        }
        assert_eq!(fold("ΟΔΟΣ", None), "οδος");
    }
}
