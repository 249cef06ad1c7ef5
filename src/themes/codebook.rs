//! A codebook as a person writes it: themes, each with a definition and its entries.

use std::fmt::{Display, Write as _};

use sha2::{Digest, Sha256};

use super::query::Query;
use super::read::read;
use super::source::Source;
use super::theme::{EntryText, Located, Theme};
use crate::error::{Error, Result};
use crate::text::Language;

/// Themes to look for, as read from a TOML file.
///
/// ```
/// use caselens::themes::Codebook;
///
/// let codebook = Codebook::parse(
///     r#"
///     name = "mobility"
///     [[theme]]
///     id = "cycling"
///     label = "Cycling"
///     definition = "Riding a bicycle to get somewhere. Sport is out."
///     min_score = 0.5                        # the default
///     [theme.terms]
///     en = [
///         "bicycle",                         # any inflection: bicycles
///         "bike lane",                       # these words in a row
///         "=EuroVelo",                       # exactly so, case included
///         { match = "ride", weight = 0.3, unless = ["bus ride", "train ride"] },
///     ]
///     "#,
///     "mobility.toml",
/// )?;
/// assert_eq!(codebook.themes[0].label, "Cycling");
/// # Ok::<(), caselens::error::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Codebook {
    /// What it is called; never empty.
    pub name: String,
    /// Its version, as written; may be empty.
    pub version: String,
    /// What it is for; may be empty.
    pub description: String,
    /// The themes in the order of the file; at least one.
    pub themes: Vec<Theme>,
    place: String,
    text: String,
    sha256: String,
}

/// An entry with what it belongs to.
#[derive(Debug, Clone, Copy)]
pub struct CodebookEntry<'c> {
    /// Index of the theme in [`Codebook::themes`].
    pub theme_index: usize,
    /// The theme.
    pub theme: &'c Theme,
    /// The language in whose documents it is looked for.
    pub language: Language,
    /// The entry.
    pub entry: &'c EntryText,
}

/// Names of the codebooks that are compiled into the program.
const BUNDLED_NAMES: [&str; 2] = ["public-sector", "sdg"];

fn bundled_source(name: &str) -> Option<&'static str> {
    match name {
        "public-sector" => Some(include_str!("../../data/codebooks/public-sector.toml")),
        "sdg" => Some(include_str!("../../data/codebooks/sdg.toml")),
        _ => None,
    }
}

impl Codebook {
    /// Reads a codebook from TOML. `place` is what the text is called in errors: its file.
    ///
    /// # Errors
    /// Of kind `Settings`, with line and column: the text is not TOML; a key or language is
    /// unknown; a value is of the wrong type, empty or out of range; two themes have one id or a
    /// theme has one entry twice; a theme has no entry; an entry has no word or a sign that cannot
    /// be matched.
    pub fn parse(text: &str, place: &str) -> Result<Self> {
        let contents = read(Source { place, text })?;
        Ok(Self {
            name: contents.name,
            version: contents.version,
            description: contents.description,
            themes: contents.themes,
            place: place.to_owned(),
            text: text.to_owned(),
            sha256: sha256_hex(text),
        })
    }

    /// The bundled codebook of that name; `None` if there is none.
    ///
    /// # Errors
    /// As [`Codebook::parse`]; a test proves that it does not happen.
    pub fn bundled(name: &str) -> Option<Result<Self>> {
        let place = format!("bundled codebook `{name}`");
        bundled_source(name).map(|text| Self::parse(text, &place))
    }

    /// The names of the bundled codebooks.
    pub fn bundled_names() -> &'static [&'static str] {
        &BUNDLED_NAMES
    }

    /// The bundled codebook of that name, or else the one in the file of that path.
    ///
    /// # Errors
    /// If there is neither, the file cannot be read, or as [`Codebook::parse`].
    pub fn find(name_or_path: &str) -> Result<Self> {
        if let Some(bundled) = Self::bundled(name_or_path) {
            return bundled;
        }
        let bytes = std::fs::read(name_or_path)
            .map_err(|error| unreadable(name_or_path, &error).caused_by(error))?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            let line = 1 + error.as_bytes()[..at].iter().filter(|&&b| b == b'\n').count();
            let place = format!("{name_or_path}, line {line}");
            Error::settings(place, "the codebook is not valid UTF-8", "save it as UTF-8")
        })?;
        Self::parse(&text, name_or_path)
    }

    /// All entries: by theme, then language, then place in the list. This is their order everywhere.
    pub fn entries(&self) -> impl Iterator<Item = CodebookEntry<'_>> {
        (0..).zip(&self.themes).flat_map(|(index, theme)| {
            theme.terms.iter().flat_map(move |(&language, entries)| {
                entries.iter().map(move |entry| CodebookEntry {
                    theme_index: index,
                    theme,
                    language,
                    entry,
                })
            })
        })
    }

    /// An error about an entry, with its place in the file.
    pub fn error_at(&self, query: &Query, cause: impl Display, remedy: impl Display) -> Error {
        self.located().error(query.at, cause, remedy)
    }

    /// Where an expression stands in the file: line and column, from 1.
    pub fn place_of(&self, query: &Query) -> (usize, usize) {
        self.located().line_and_column(query.at)
    }

    /// Where an example stands in the file: line and column, from 1.
    pub fn place_of_text(&self, text: &Located) -> (usize, usize) {
        self.located().line_and_column(text.at)
    }

    /// What it is called in errors: its file, or that it is bundled.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// The text it was read from, byte by byte.
    pub fn source(&self) -> &str {
        &self.text
    }

    /// SHA-256 of [`Codebook::source`], 64 lower-case hexadecimal digits.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Text and place, for errors about what stands in it.
    pub(super) fn located(&self) -> Source<'_> {
        Source { place: &self.place, text: &self.text }
    }
}

fn unreadable(name_or_path: &str, error: &std::io::Error) -> Error {
    let bundled = BUNDLED_NAMES.join(", ");
    let (cause, remedy) = if error.kind() == std::io::ErrorKind::NotFound {
        (
            "there is no such file and no bundled codebook of this name",
            format!("give the path of a codebook, or the name of a bundled one: {bundled}"),
        )
    } else {
        ("the codebook cannot be read", format!("check the file, or use a bundled one: {bundled}"))
    };
    Error::settings(format!("codebook `{name_or_path}`"), cause, remedy)
}

fn sha256_hex(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::super::Lexicon;
    use super::*;
    use crate::text::{Analyzer, TextSettings};

    /// The themes that the bundled codebook promises.
    const THEMES: [&str; 21] = [
        "participation",
        "ai",
        "mental-health",
        "employment",
        "health",
        "education",
        "public-workforce",
        "digital-services",
        "open-data",
        "data-analytics",
        "innovation-capacity",
        "environment",
        "urban",
        "transport",
        "culture",
        "social-inclusion",
        "youth",
        "justice",
        "integrity",
        "business",
        "crisis",
    ];

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
    fn every_bundled_codebook_parses_and_compiles() {
        let analyzer = Analyzer::new(&TextSettings::default()).unwrap();
        for name in Codebook::bundled_names() {
            let codebook = Codebook::bundled(name).unwrap().unwrap();
            assert_eq!(codebook.name, *name);
            assert!(!codebook.version.is_empty() && !codebook.description.is_empty());
            let lexicon = Lexicon::compile(&codebook, &analyzer).unwrap();
            assert!(lexicon.has_entries(Language::English));
            assert!(!lexicon.has_entries(Language::Tamil));
        }
    }

    #[test]
    fn the_public_sector_codebook_has_its_themes_each_with_two_sentences_and_english_terms() {
        let codebook = Codebook::bundled("public-sector").unwrap().unwrap();
        let ids: Vec<_> = codebook.themes.iter().map(|theme| theme.id.as_str()).collect();
        assert_eq!(ids, THEMES);
        for theme in &codebook.themes {
            assert_eq!(theme.definition.matches(". ").count(), 1, "of {}", theme.id);
            assert!(theme.definition.ends_with('.'), "of {}", theme.id);
            assert!(!theme.terms[&Language::English].is_empty());
        }
    }

    #[test]
    fn its_first_four_themes_have_french_spanish_and_german_terms() {
        let codebook = Codebook::bundled("public-sector").unwrap().unwrap();
        for theme in &codebook.themes[..4] {
            for language in [Language::French, Language::Spanish, Language::German] {
                let entries = theme.terms.get(&language).map_or(0, Vec::len);
                assert!(entries >= 10, "{} has {entries} in {language}", theme.id);
            }
        }
    }

    #[test]
    fn the_sdg_codebook_has_the_seventeen_goals_each_with_many_terms_in_four_languages() {
        let codebook = Codebook::bundled("sdg").unwrap().unwrap();
        let ids: Vec<_> = codebook.themes.iter().map(|theme| theme.id.clone()).collect();
        assert_eq!(ids, (1..=17).map(|goal| format!("sdg-{goal:02}")).collect::<Vec<_>>());
        for (goal, theme) in (1..).zip(&codebook.themes) {
            assert!(theme.label.starts_with(&format!("SDG {goal}: ")), "of {}", theme.id);
            assert_eq!(theme.definition.matches(". ").count(), 1, "of {}", theme.id);
            assert!(theme.definition.ends_with(" are out."), "of {}", theme.id);
            for (language, least) in [
                (Language::English, 150),
                (Language::French, 40),
                (Language::Spanish, 40),
                (Language::German, 40),
            ] {
                let entries = theme.terms.get(&language).map_or(0, Vec::len);
                assert!(entries >= least, "{} has {entries} in {language}", theme.id);
            }
        }
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
}
