//! One file that is read: its format, its columns, its records.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use crate::error::{Error, Result};

use super::chrome::Chrome;
use super::columnar::Columnar;
use super::delimited::Delimited;
use super::digest;
use super::format::Format;
use super::html;
use super::input::Named;
use super::json::{self, JsonFile, JsonLines};
use super::lines::unreadable;
use super::page::Page;
use super::record::Records;
use super::settings::CorpusSettings;
use super::sniff::{self, Kind};

/// The single column of pages and text files.
pub(super) const PAGE_COLUMN: &str = "text";

/// A file that was read, for the record of the run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// As it was named, or `stdin`.
    pub name: String,
    /// The file's name, or its path inside the folder that was named; the name as given where
    /// several files would have the same. Results hold this, so that they do not depend on where
    /// the program was called from.
    pub label: String,
    /// What kind of file it turned out to be.
    pub format: Format,
    /// Its length in bytes.
    pub bytes: u64,
}

/// A file whose format and columns are known.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) source: Source,
    pub(super) file: Named,
    pub(super) columns: Vec<String>,
    delimiter: u8,
}

impl Opened {
    /// Finds out the format and the columns of a file.
    ///
    /// # Errors
    /// If the file cannot be read, or not as any known format.
    pub(super) fn survey(file: Named) -> Result<Self> {
        let failed = |error: io::Error| unreadable(&file.name, error);
        let head = head(file.path()).map_err(failed)?;
        let Kind { format, delimiter } = sniff::sniff(&head, Format::of_path(file.path()))
            .map_err(|fault| Error::input(&file.name, fault.cause, fault.remedy))?;
        let bytes = fs::metadata(file.path()).map_err(failed)?.len();
        let source = Source { name: file.name.clone(), label: file.label.clone(), format, bytes };
        let columns = columns(&source.name, file.path(), Kind { format, delimiter })?;
        Ok(Self { source, file, columns, delimiter })
    }

    /// SHA-256 of the file's bytes, 64 hex digits; `read` hears of them.
    ///
    /// # Errors
    /// If the file cannot be read any more.
    pub(super) fn sha256(&self, read: impl FnMut(u64)) -> Result<String> {
        let hash = digest::file(self.file.path(), read);
        hash.map_err(|error| unreadable(&self.source.name, error))
    }

    /// The records of the file, from its beginning.
    ///
    /// # Errors
    /// If the file cannot be read any more.
    pub(super) fn records<'a>(
        &'a self,
        settings: &CorpusSettings,
        chrome: &'a Chrome,
    ) -> Result<Records<'a>> {
        let (name, path) = (&self.source.name, self.file.path());
        Ok(match self.source.format {
            Format::Csv | Format::Tsv => Box::new(Delimited::open(name, path, self.delimiter)?),
            Format::Jsonl => Box::new(JsonLines::open(name, path, &self.columns)?),
            Format::Json => Box::new(JsonFile::open(name, path)?.records(&self.columns)),
            format @ (Format::Parquet | Format::Arrow) => {
                Box::new(Columnar::open(name, path, format)?)
            }
            Format::Text => Box::new(Page::open(name, path, settings.layout, chrome)?),
            Format::Html => {
                let paragraphs = html::read(name, path, settings.page_max_link_share)?;
                Box::new(paragraphs.into_iter().map(|paragraph| Ok(chrome.judge(paragraph))))
            }
        })
    }
}

fn head(path: &Path) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    File::open(path)?.take(sniff::HEAD as u64).read_to_end(&mut head)?;
    Ok(head)
}

fn columns(name: &str, path: &Path, kind: Kind) -> Result<Vec<String>> {
    Ok(match kind.format {
        Format::Csv | Format::Tsv => {
            Delimited::open(name, path, kind.delimiter)?.columns().to_vec()
        }
        Format::Jsonl => json::keys_of_lines(name, path)?,
        Format::Json => JsonFile::open(name, path)?.keys(),
        Format::Parquet | Format::Arrow => {
            Columnar::open(name, path, kind.format)?.columns().to_vec()
        }
        Format::Text | Format::Html => vec![PAGE_COLUMN.to_owned()],
    })
}
