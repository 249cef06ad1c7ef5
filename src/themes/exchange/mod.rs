//! Codebooks to and from the formats of other programs.
//!
//! ```text
//! bytes ─► one reader per format ─► Draft ─► one writer per format ─► bytes, and what was lost
//! ```

mod csv;
mod draft;
mod liwc;
mod losses;
mod quanteda;
mod refi_qda;
mod sheet;
mod sheet_reader;
mod slug;
#[cfg(test)]
mod tests;
mod toml;
mod words;
mod xlsx;

use std::path::Path;
use std::str::FromStr;

pub use draft::{Draft, DraftEntry, DraftTheme};
pub use losses::Losses;
pub use slug::slug;
pub use toml::entries_toml;

use super::codebook::Codebook;
use crate::error::{Error, Result};
use crate::text::Language;

/// A format that codebooks are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExchangeFormat {
    /// Our own.
    Toml,
    /// A table with a row for each entry, divided by commas.
    Csv,
    /// The same table as a spreadsheet.
    Xlsx,
    /// A dictionary of quanteda in YAML.
    Quanteda,
    /// A dictionary of LIWC.
    Liwc,
    /// A codebook of REFI-QDA.
    RefiQda,
}

impl ExchangeFormat {
    /// The format that a file's extension stands for.
    pub fn of(path: &Path) -> Option<Self> {
        path.extension()?.to_str()?.to_ascii_lowercase().parse().ok()
    }

    /// Its name, as [`FromStr`] reads it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Toml => "toml",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Quanteda => "quanteda",
            Self::Liwc => "liwc",
            Self::RefiQda => "refi-qda",
        }
    }
}

impl FromStr for ExchangeFormat {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        Ok(match name {
            "toml" => Self::Toml,
            "csv" | "tsv" => Self::Csv,
            "xlsx" => Self::Xlsx,
            "quanteda" | "yaml" | "yml" => Self::Quanteda,
            "liwc" | "dic" => Self::Liwc,
            "refi-qda" | "qdc" => Self::RefiQda,
            _ => {
                return Err(Error::usage(
                    format!("format `{name}`"),
                    "no such format of codebooks is known",
                    "use toml, csv, xlsx, quanteda (.yml), liwc (.dic) or refi-qda (.qdc)",
                ));
            }
        })
    }
}

/// Reads a codebook in any format. `place` names it in errors; `language` is that of entries whose
/// language the format does not tell. What could not be taken over is counted.
///
/// # Errors
/// Of kind `Settings`: the bytes are not of that format, or, in TOML, no codebook.
pub fn read(
    bytes: &[u8],
    format: ExchangeFormat,
    place: &str,
    language: Language,
) -> Result<(Draft, Losses)> {
    let (mut draft, mut losses) = match format {
        ExchangeFormat::Toml => read_toml(bytes, place),
        ExchangeFormat::Csv => csv::read(bytes, place, language),
        ExchangeFormat::Xlsx => xlsx::read(bytes, place, language),
        ExchangeFormat::Quanteda => quanteda::read(bytes, place, language),
        ExchangeFormat::Liwc => liwc::read(bytes, place, language),
        ExchangeFormat::RefiQda => refi_qda::read(bytes, place),
    }?;
    draft.leave_out_repeats(&mut losses);
    Ok((draft, losses))
}

fn read_toml(bytes: &[u8], place: &str) -> Result<(Draft, Losses)> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        Error::settings(place, "the codebook is not valid UTF-8", "save it as UTF-8")
            .caused_by(error)
    })?;
    let draft = Draft::from(&Codebook::parse(text, place)?);
    let mut losses = Losses::default();
    losses.add("comments", comments(text));
    Ok((draft, losses))
}

/// Lines of TOML that are comments; those that end a line are not counted, since `#` can stand in a
/// text.
fn comments(text: &str) -> usize {
    text.lines().filter(|line| line.trim_start().starts_with('#')).count()
}

/// Writes a codebook in any format. What the format cannot hold is counted. `language` is that which
/// a reader takes for the entries' where the format does not tell it.
///
/// # Errors
/// If it does not fit into the format, such as a cell of a spreadsheet.
pub fn write(
    draft: &Draft,
    format: ExchangeFormat,
    language: Language,
) -> Result<(Vec<u8>, Losses)> {
    match format {
        ExchangeFormat::Toml => {
            let (text, made) = toml::write(draft);
            Ok((text.into_bytes(), made))
        }
        ExchangeFormat::Csv => csv::write(draft),
        ExchangeFormat::Xlsx => xlsx::write(draft),
        ExchangeFormat::Quanteda => quanteda::write(draft),
        ExchangeFormat::Liwc => Ok(liwc::write(draft, language)),
        ExchangeFormat::RefiQda => refi_qda::write(draft),
    }
}
