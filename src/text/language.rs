//! The languages that can be stemmed.

use std::fmt;
use std::str::FromStr;

use rust_stemmers::Algorithm;
use serde::{Deserialize, Serialize};
use whatlang::Lang;

use crate::error::Error;

macro_rules! languages {
    ($($(#[$doc:meta])* $name:ident, $code:literal, $iso3:ident;)*) => {
        /// A language that caselens can stem and has stop words for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Language { $($(#[$doc])* $name,)* }

        impl Language {
            /// All languages, in alphabetical order of their codes.
            pub const ALL: [Self; 18] = [$(Self::$name,)*];

            /// The ISO 639-1 code, such as `en`.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// The language's stop words, as the file under `data/stopwords` has them.
            pub(super) fn stop_word_file(self) -> &'static str {
                match self {
                    $(Self::$name => include_str!(concat!("../../data/stopwords/", $code, ".txt")),)*
                }
            }

            pub(super) fn stemmer(self) -> Algorithm {
                match self { $(Self::$name => Algorithm::$name,)* }
            }

            pub(super) fn of(lang: Lang) -> Option<Self> {
                match lang { $(Lang::$iso3 => Some(Self::$name),)* _ => None }
            }

            pub(super) fn detectable() -> Vec<Lang> {
                vec![$(Lang::$iso3,)*]
            }
        }
    };
}

languages! {
    /// Arabic.
    Arabic, "ar", Ara;
    /// Danish.
    Danish, "da", Dan;
    /// German.
    German, "de", Deu;
    /// Modern Greek.
    Greek, "el", Ell;
    /// English.
    English, "en", Eng;
    /// Spanish.
    Spanish, "es", Spa;
    /// Finnish.
    Finnish, "fi", Fin;
    /// French.
    French, "fr", Fra;
    /// Hungarian.
    Hungarian, "hu", Hun;
    /// Italian.
    Italian, "it", Ita;
    /// Dutch.
    Dutch, "nl", Nld;
    /// Norwegian (Bokmål).
    Norwegian, "no", Nob;
    /// Portuguese.
    Portuguese, "pt", Por;
    /// Romanian.
    Romanian, "ro", Ron;
    /// Russian.
    Russian, "ru", Rus;
    /// Swedish.
    Swedish, "sv", Swe;
    /// Tamil.
    Tamil, "ta", Tam;
    /// Turkish.
    Turkish, "tr", Tur;
}

impl Language {
    /// Whether it is written in Latin letters; each of the others has a script of its own among
    /// those known.
    pub(super) fn is_in_latin_script(self) -> bool {
        !matches!(self, Self::Arabic | Self::Greek | Self::Russian | Self::Tamil)
    }

    /// What the letters of a text say that is in the script of this language, which is not Latin.
    pub(super) fn letters_in(self, text: &str) -> Letters {
        /// A text has no foreign letters by chance if it has one among so many of its own.
        const OWN_PER_FOREIGN: usize = 50;
        let count = |wanted: fn(char) -> bool| text.chars().filter(|&c| wanted(c)).count();
        let (own, foreign) = match self {
            Self::Russian => (count(is_russian), count(is_cyrillic_beyond_russian)),
            Self::Arabic => (1, count(is_arabic_beyond_arabic)),
            _ => (1, 0),
        };
        match (own, foreign) {
            (1.., 0) => Letters::Own,
            (own, foreign) if foreign > 1 && foreign * OWN_PER_FOREIGN > own => Letters::Foreign,
            _ => Letters::Unclear,
        }
    }
}

/// What letters say of a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Letters {
    /// The text is written in its letters, and in one that its neighbours lack, where there is such.
    Own,
    /// It has letters that only its neighbours have.
    Foreign,
    /// They do not tell.
    Unclear,
}

/// A letter that Bulgarian, Ukrainian, Serbian and Macedonian lack.
fn is_russian(c: char) -> bool {
    matches!(c, 'ы' | 'э' | 'Ы' | 'Э')
}

fn is_cyrillic_beyond_russian(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52F}') && !matches!(c, 'А'..='я' | 'Ё' | 'ё')
}

/// A letter of Persian, Urdu and other languages in Arabic script.
fn is_arabic_beyond_arabic(c: char) -> bool {
    matches!(c, '\u{671}'..='\u{6D3}' | '\u{6D5}' | '\u{6EE}'..='\u{6EF}' | '\u{6FA}'..='\u{6FF}')
}

/// The code of a text whose language is not known.
pub const UNDETERMINED: &str = "und";

/// The code of a language, or [`UNDETERMINED`].
pub fn code_of(language: Option<Language>) -> &'static str {
    language.map_or(UNDETERMINED, Language::code)
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Language {
    type Err = Error;

    /// Reads an ISO 639-1 code.
    fn from_str(code: &str) -> Result<Self, Error> {
        Self::ALL.into_iter().find(|language| language.code() == code).ok_or_else(|| {
            let known: Vec<_> = Self::ALL.iter().map(|language| language.code()).collect();
            Error::settings(
                format!("language `{code}`"),
                "no such language is known",
                format!("use one of {}", known.join(", ")),
            )
        })
    }
}

impl TryFrom<String> for Language {
    type Error = Error;

    fn try_from(code: String) -> Result<Self, Error> {
        code.parse()
    }
}

impl Serialize for Language {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        code.parse().map_err(|error: Error| {
            serde::de::Error::custom(format!("{error}; {}", error.remedy()))
        })
    }
}
