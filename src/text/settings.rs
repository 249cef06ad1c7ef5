//! How text becomes terms: the settings of the analysis.

use serde::{Deserialize, Serialize};

use super::Language;

/// Which language the texts are taken to be in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LanguageChoice {
    /// Found out for every document.
    #[default]
    Auto,
    /// The same for all.
    Fixed(Language),
    /// Not looked for: words are read by no language's rules.
    Unknown,
}

impl std::str::FromStr for LanguageChoice {
    type Err = crate::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "auto" => Ok(Self::Auto),
            "none" => Ok(Self::Unknown),
            code => code.parse().map(Self::Fixed),
        }
    }
}

impl std::fmt::Display for LanguageChoice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Auto => f.write_str("auto"),
            Self::Fixed(language) => language.fmt(f),
            Self::Unknown => f.write_str("none"),
        }
    }
}

impl Serialize for LanguageChoice {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for LanguageChoice {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|error: crate::Error| {
            serde::de::Error::custom(format!("{error}; {}", error.remedy()))
        })
    }
}

/// What is taken for the same word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Folding {
    /// Words that differ in letter case, in how accents are composed, in the kind of apostrophe, or in
    /// characters that are not seen.
    #[default]
    Full,
    /// Words that differ in letter case.
    LowerCase,
}

/// Settings of the analysis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct TextSettings {
    /// `auto`, the code of a language, or `none`. Default `auto`.
    pub language: LanguageChoice,
    /// The language taken where a text is too short to tell, or says as much for several.
    /// Default `en`.
    pub likely_language: Language,
    /// Whether letters and trigrams tell the language of a text whose stop words leave it open; else it is
    /// taken to be in the likely one. Default true.
    pub language_by_letters: bool,
    /// A regular expression: what it matches in the text in lower case are the words. Default none:
    /// the words of Unicode (UAX #29).
    pub token_pattern: Option<String>,
    /// What is taken for the same word: `full` or `lower-case`. Default `full`.
    pub fold: Folding,
    /// Whether words are cut to their stems. Default true.
    pub stem: bool,
    /// Whether stop words are left out of counts. Default true.
    pub remove_stop_words: bool,
    /// More words to leave out of counts, in any language, as written. Default none.
    pub extra_stop_words: Vec<String>,
    /// Whether words without a letter take part in counts. Default false.
    pub keep_numbers: bool,
    /// Words with fewer characters take no part in counts (ideographs do). 1 or more, default 2.
    pub min_chars: usize,
}

impl Default for TextSettings {
    fn default() -> Self {
        Self {
            language: LanguageChoice::Auto,
            likely_language: Language::English,
            language_by_letters: true,
            token_pattern: None,
            fold: Folding::Full,
            stem: true,
            remove_stop_words: true,
            extra_stop_words: Vec::new(),
            keep_numbers: false,
            min_chars: 2,
        }
    }
}

impl TextSettings {
    /// Words as scikit-learn's `CountVectorizer` finds them by default: two or more letters, digits or
    /// underscores in a row, in lower case, none left out.
    pub fn scikit_learn() -> Self {
        Self {
            language: LanguageChoice::Unknown,
            token_pattern: Some(super::runs::PATTERN.to_owned()),
            fold: Folding::LowerCase,
            stem: false,
            remove_stop_words: false,
            keep_numbers: true,
            min_chars: 1,
            ..Self::default()
        }
    }
}
