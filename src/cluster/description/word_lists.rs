//! Words that decide what may stand in a label.

use std::sync::LazyLock;

use hashbrown::HashSet;

static LINKING: LazyLock<HashSet<&str>> =
    LazyLock::new(|| words(include_str!("../../../data/labels/linking.txt")));
static FILLER: LazyLock<HashSet<&str>> =
    LazyLock::new(|| words(include_str!("../../../data/labels/filler.txt")));

fn words(file: &str) -> HashSet<&str> {
    let lines = file.lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
}

/// Whether a stop word, as it is written, may stand within a phrase.
pub(super) fn links(written: &str) -> bool {
    if written.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return LINKING.contains(written);
    }
    LINKING.contains(written.to_lowercase().as_str())
}

/// Whether a term, as it is written, says nothing but when, how much or in what order.
pub(super) fn is_filler(written: &str) -> bool {
    FILLER.contains(written.to_lowercase().as_str())
}

/// Whether it is written as numbers and addresses are: with more digits than letters, or with signs
/// that stand in no word.
pub(super) fn is_code(written: &str) -> bool {
    let digits = written.chars().filter(char::is_ascii_digit).count();
    let letters = written.chars().filter(|letter| letter.is_alphabetic()).count();
    let dotted = written.split('.').skip(1).any(|part| part.chars().count() > 1);
    digits >= letters || dotted || written.contains(['_', '/', '@', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_addresses_and_names_of_files_are_codes_and_short_forms_are_not() {
        for code in ["1990s", "2024", "www.example.org", "cdrh_docs", "10.5"] {
            assert!(is_code(code), "{code}");
        }
        for word in ["COVID-19", "U.S.", "co-operative", "l'emploi", "santé mentale"] {
            assert!(!is_code(word), "{word}");
        }
    }

    #[test]
    fn lists_are_in_lower_case_and_hold_no_word_that_a_phrase_may_begin_with() {
        for list in [&*LINKING, &*FILLER] {
            assert!(list.iter().all(|word| word.to_lowercase() == *word));
        }
        assert!(links("Of") && !links("and") && is_filler("Percent") && !is_filler("health"));
    }
}
