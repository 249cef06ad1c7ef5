//! One file that is read: its format, its columns, its records.

use std::io::{self, Read};

use crate::error::{Error, Result};
use crate::memory::Memory;

use super::chrome::Chrome;
use super::columnar::Columnar;
use super::delimited::Delimited;
use super::dialect::Dialect;
use super::digest;
use super::encoding::Encoding;
use super::format::Format;
use super::html;
use super::input::Named;
use super::json::{self, JsonFile, JsonLines};
use super::lines::unreadable;
use super::packing::Packing;
use super::page::Page;
use super::parquet;
use super::record::Records;
use super::settings::CorpusSettings;
use super::sniff::{self, Kind, Unreadable};
use super::stamp::Stamp;
use super::stream::{self, Coding, Stream};
use super::workbook::{self, Sheet};

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
    /// How it is packed, if it is.
    pub packing: Option<Packing>,
    /// The encoding of a text; none for files that have none.
    pub encoding: Option<Encoding>,
    /// How the fields of CSV and TSV are divided and quoted, in words.
    pub dialect: Option<String>,
    /// The sheet that is read of a spreadsheet.
    pub sheet: Option<String>,
    /// What the user should know of how it is read, as sentences.
    pub remarks: Vec<String>,
}

/// A file whose format and columns are known.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) source: Source,
    pub(super) file: Named,
    pub(super) columns: Vec<String>,
    dialect: Dialect,
    coding: Coding,
    sheet: Option<Sheet>,
    /// As the file was before anything of it was read.
    stamp: Stamp,
}

impl Opened {
    /// Finds out the format, the encoding and the columns of a file.
    ///
    /// # Errors
    /// If the file cannot be read, or not as any known format.
    pub(super) fn survey(file: Named, settings: &CorpusSettings, memory: Memory) -> Result<Self> {
        let stamp = Stamp::of(file.path()).map_err(|error| unreadable(&file.name, error))?;
        let bytes = stamp.length();
        let source = Source {
            name: file.name.clone(),
            label: file.label.clone(),
            format: Format::Text,
            bytes,
            packing: None,
            encoding: None,
            dialect: None,
            sheet: None,
            remarks: Vec::new(),
        };
        let limit = stream::limit(bytes, settings.max_unpacked);
        let coding = Coding { packing: None, encoding: Encoding::UTF8, limit, skip: 0 };
        let (columns, dialect) = (Vec::new(), Dialect::of(b','));
        let mut opened = Self { source, file, columns, dialect, coding, sheet: None, stamp };
        let found = opened
            .find_format(settings)
            .and_then(|()| opened.must_fit(memory))
            .and_then(|()| opened.find_columns(settings));
        match found {
            Ok(()) => Ok(opened),
            // Whatever is wrong with a file that changes, that it changes comes before.
            Err(error) => Err(opened.must_be_unchanged().err().unwrap_or(error)),
        }
    }

    fn find_format(&mut self, settings: &CorpusSettings) -> Result<()> {
        let (name, path, limit) = (&self.source.name, self.file.path(), self.coding.limit);
        let failed = |error: io::Error| unreadable(name, error);
        let refused = |fault: Unreadable| Error::input(name, fault.cause, fault.remedy);
        let raw = head(Stream::raw(path, None, limit)).map_err(failed)?;
        self.coding.packing = Packing::of_head(&raw);
        let open = || Stream::raw(path, self.coding.packing, limit);
        let raw = if self.coding.packing.is_some() { head(open()).map_err(failed)? } else { raw };
        if raw.is_empty() {
            return Err(Error::input(name, "it is empty", "name a file with cases in it"));
        }
        self.source.packing = self.coding.packing;
        let zipped = || raw.starts_with(b"PK\x03\x04").then(|| workbook::kind(path)).flatten();
        if let Some(format) = sniff::by_magic(&raw).or_else(zipped) {
            self.source.format = format;
            return match self.coding.packing {
                None => Ok(()),
                Some(packing) => Err(packed_table(name, format, packing)),
            };
        }
        if let Some(fault) = sniff::foreign(&raw) {
            return Err(refused(fault));
        }
        let encoding = match &settings.encoding {
            Some(named) => Encoding::named(named)?,
            None => Encoding::find(open().map_err(failed)?).map_err(failed)?,
        };
        self.coding.encoding = encoding;
        let head = head(Stream::open(path, self.coding)).map_err(failed)?;
        let Kind { format, dialect, skip } =
            sniff::sniff(&head, Format::of_path(path)).map_err(refused)?;
        (self.source.format, self.dialect, self.coding.skip) = (format, dialect, skip as u64);
        self.source.encoding = Some(encoding);
        if matches!(format, Format::Csv | Format::Tsv) {
            self.source.dialect = Some(dialect.described());
        }
        if encoding.is_remarkable() {
            self.source.remarks.push(format!("read as {encoding}"));
        }
        if dialect.is_remarkable() {
            self.source.remarks.push(dialect.described());
        }
        Ok(())
    }

    /// Refuses a file that is read whole and takes more memory than there is.
    fn must_fit(&self, memory: Memory) -> Result<()> {
        // What there is of a byte of the file at one time: as text, as a tree, as a table.
        let times = match self.source.format {
            Format::Json => 2,
            Format::Arrow => 4,
            Format::Html => 12,
            _ => return Ok(()),
        };
        let bytes = match self.coding.packing {
            None => self.source.bytes,
            Some(_) if memory.is_limited() => {
                let mut text = Stream::open(self.file.path(), self.coding)
                    .map_err(|error| unreadable(&self.source.name, error))?;
                let length = io::copy(&mut text, &mut io::sink());
                length.map_err(|error| unreadable(&self.source.name, error))?
            }
            Some(_) => return Ok(()),
        };
        memory.must_hold(&self.source.name, bytes.saturating_mul(times))
    }

    fn find_columns(&mut self, settings: &CorpusSettings) -> Result<()> {
        let (name, path, coding) = (&self.source.name, self.file.path(), self.coding);
        self.columns = match self.source.format {
            Format::Csv | Format::Tsv => {
                Delimited::open(name, path, self.dialect, coding)?.columns().to_vec()
            }
            Format::Jsonl => json::keys_of_lines(name, path, coding)?,
            Format::Json => JsonFile::open(name, path, coding)?.keys(name)?,
            format @ (Format::Parquet | Format::Arrow) => {
                if format == Format::Parquet {
                    let fault = parquet::fault(path, coding.limit);
                    if let Some(fault) = fault.map_err(|error| unreadable(name, error))? {
                        let remedy = "write the file anew, or save the table as CSV";
                        let cause = format!("cannot be read as Parquet: {fault}");
                        return Err(Error::input(name, cause, remedy));
                    }
                }
                let table = Columnar::open(name, path, format)?;
                let left_out = table.left_out().iter().map(|(column, kind)| {
                    format!("column `{column}` is not read: values of type {kind} have no text")
                });
                self.source.remarks.extend(left_out);
                table.columns().to_vec()
            }
            Format::Text | Format::Html => vec![PAGE_COLUMN.to_owned()],
            format @ (Format::Xlsx | Format::Ods) => {
                let sheet = workbook::read(name, path, format, settings)?;
                self.source.remarks.extend(sheet.remarks());
                self.source.sheet = Some(sheet.name.clone());
                let columns = sheet.columns.clone();
                self.sheet = Some(sheet);
                columns
            }
        };
        Ok(())
    }

    /// SHA-256 of the file's bytes, 64 hex digits; `read` hears of them.
    ///
    /// # Errors
    /// If the file cannot be read any more.
    pub(super) fn sha256(&self, read: impl FnMut(u64)) -> Result<String> {
        let hash = digest::file(self.file.path(), read);
        let hash = hash.map_err(|error| unreadable(&self.source.name, error))?;
        self.must_be_unchanged()?;
        Ok(hash)
    }

    /// Refuses a file that is not any more what it was when it was opened.
    ///
    /// # Errors
    /// If it changed.
    pub(super) fn must_be_unchanged(&self) -> Result<()> {
        self.stamp.check(&self.source.name, self.file.path())
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
        let (name, path, coding) = (&self.source.name, self.file.path(), self.coding);
        if let Some(sheet) = &self.sheet {
            return Ok(Box::new(sheet.rows(name)?));
        }
        Ok(match self.source.format {
            Format::Csv | Format::Tsv => {
                Box::new(Delimited::open(name, path, self.dialect, coding)?)
            }
            Format::Jsonl => Box::new(JsonLines::open(name, (path, coding), &self.columns)?),
            Format::Json => Box::new(JsonFile::open(name, path, coding)?.records(&self.columns)),
            format @ (Format::Parquet | Format::Arrow) => {
                Box::new(Columnar::open(name, path, format)?)
            }
            Format::Text => Box::new(Page::open(name, (path, coding), settings.layout, chrome)?),
            Format::Html => {
                let paragraphs = html::read(name, (path, coding), settings.page_max_link_share)?;
                Box::new(paragraphs.into_iter().map(|paragraph| Ok(chrome.judge(paragraph))))
            }
            // A sheet was read by the survey.
            Format::Xlsx | Format::Ods => Box::new(std::iter::empty()),
        })
    }
}

fn head(stream: io::Result<Stream>) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    stream?.take(sniff::HEAD as u64).read_to_end(&mut head)?;
    Ok(head)
}

fn packed_table(name: &str, format: Format, packing: Packing) -> Error {
    let cause = format!("it is {format} packed with {}", packing.name());
    Error::input(name, cause, "unpack it and name the file inside")
}
