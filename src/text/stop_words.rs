//! The words of a language that say nothing of what a text is about.

use hashbrown::HashSet;

use super::Language;
use super::fold::fold;

/// The stop words of a language, folded. In the file they stand one or several a line; lines that
/// begin with `#` are comments.
pub(super) fn stop_words(language: Language) -> HashSet<String> {
    language
        .stop_word_file()
        .lines()
        .filter(|line| !line.trim_start().starts_with('#'))
        .flat_map(str::split_whitespace)
        .map(|word| fold(word, Some(language)).into_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_a_list_of_words() {
        for language in Language::ALL {
            let words = stop_words(language);
            assert!(words.len() >= 150, "{language} has {}", words.len());
            assert!(words.iter().all(|word| !word.contains(char::is_whitespace)));
        }
    }
}
