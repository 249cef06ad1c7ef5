//! TOML to a codebook as a person writes it, themes with a definition and entries each, and back.
//!
//! ```text
//! TOML ─► fields: typed values, each with its place ─► read (check): Codebook of Themes
//!      ─► rewrite: the same TOML with other numbers or without some entries
//! ```

mod bundled;
mod check;
mod fields;
mod literal;
mod read;
mod rewrite;
#[cfg(test)]
mod tests;
mod theme;

use std::fmt::Display;
use std::path::Path;

use sha2::{Digest, Sha256};

use self::read::read;
use super::expression::{Query, Source};
use crate::error::{Error, Result};
use crate::hex::hex;
use crate::text::Language;

pub(super) use read::{DEFAULT_MIN_SCORE, DEFAULT_WEIGHT};
pub use rewrite::{Revision, revise, without_entries};
pub use theme::{EntryText, Examples, Located, Theme};

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
        bundled::source(name).map(|text| Self::parse(text, &place))
    }

    /// The names of the bundled codebooks.
    pub fn bundled_names() -> &'static [&'static str] {
        &bundled::NAMES
    }

    /// The bundled codebook of that name, or else the one in the file of that path.
    ///
    /// # Errors
    /// If there is neither, the file cannot be read, or as [`Codebook::parse`].
    pub fn find(name_or_path: &str) -> Result<Self> {
        if let Some(bundled) = Self::bundled(name_or_path) {
            return bundled;
        }
        refuse_other_formats(name_or_path)?;
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

/// Extensions of files that `codebook convert` makes a codebook of.
const CONVERTIBLE: [&str; 7] = ["csv", "tsv", "xlsx", "yml", "yaml", "dic", "qdc"];

/// A file of another format is not read as TOML.
fn refuse_other_formats(file: &str) -> Result<()> {
    let path = Path::new(file);
    let extension = path.extension().map(|it| it.to_string_lossy().to_lowercase());
    let other = extension.filter(|it| CONVERTIBLE.contains(&it.as_str()) && path.is_file());
    let Some(format) = other else { return Ok(()) };
    let toml = path.with_extension("toml");
    Err(Error::settings(
        file,
        format!("codebooks are read from TOML, and this is a file `.{format}`"),
        format!("convert it first: `caselens codebook convert {file} {}`", toml.display()),
    ))
}

fn unreadable(name_or_path: &str, error: &std::io::Error) -> Error {
    let bundled = bundled::NAMES.join(", ");
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
    hex(&Sha256::digest(text.as_bytes()))
}
