//! Files to documents: formats in, columns, page chrome, ids.
//!
//! [`Corpus::open`] surveys the inputs once: it finds their formats and columns, guesses which
//! columns hold the text and the id, and learns which paragraphs repeat on several pages.
//! [`Corpus::entries`] then streams the cases, as often as it is asked to and always the same.
//!
//! ```text
//! Input ─► input (folders, stdin) ─► stream (packing, encoding) ─► sniff (format, dialect)
//!             │                                                        ▼
//!             │                                      one reader per format ─► Record
//!             │                                      delimited json columnar     │
//!             ▼                                      workbook page html (chrome) ▼
//!          survey (columns, guess, repeats) ─► Corpus ─► entries (ids) ─► Entry
//! ```

mod cell;
mod choice;
mod chrome;
mod columnar;
mod columns;
mod delimited;
mod dialect;
mod digest;
mod document;
mod encoding;
mod entries;
mod format;
mod guess;
mod html;
mod ids;
mod input;
mod json;
mod lines;
mod packing;
mod page;
mod parquet;
mod profile;
mod record;
mod settings;
mod sniff;
mod source;
mod spooled;
mod stamp;
mod stream;
mod survey;
mod values;
mod workbook;

#[cfg(test)]
mod tests;

use std::path::Path;

use crate::error::Result;
use crate::memory::Memory;
use crate::progress::{Progress, Step};

use chrome::Chrome;
use source::Opened;
use survey::Survey;

pub use choice::{FileGuess, Guess, Origin, PassedOver};
pub(crate) use columns::find_column;
pub use document::{Document, Entry, Place, Reason, Reject, Schema, Unit};
pub use encoding::{Encoding, KnownBy};
pub use entries::Entries;
pub use format::Format;
pub use input::{Input, Skipped};
pub use packing::Packing;
pub use settings::{CorpusSettings, Layout};
pub use source::Source;
pub use values::Values;

/// A pile of cases: what its columns are, and how to read it.
///
/// The files stay where they are and are read anew by every [`Corpus::entries`]; one that changes
/// meanwhile is an error. Standard input is spooled to a temporary file that goes with the corpus.
#[derive(Debug)]
pub struct Corpus {
    name: String,
    schema: Schema,
    guess: Guess,
    sources: Vec<Source>,
    skipped: Vec<Skipped>,
    content: Content,
}

/// Where the cases are.
#[derive(Debug)]
enum Content {
    Files(Box<Files>),
    Documents(Vec<Document>),
}

/// Files and what is needed to read them.
#[derive(Debug)]
struct Files {
    opened: Vec<Opened>,
    settings: CorpusSettings,
    chrome: Chrome,
    source_column: Option<usize>,
    /// The id column of each file.
    ids: Vec<Option<usize>>,
}

impl Corpus {
    /// Surveys the inputs: expands folders (recursively, sorted by path), finds formats, unites
    /// the columns, finds those of text and id, and counts paragraphs that repeat on several pages.
    ///
    /// Of a CSV file only the first rows are parsed here; JSONL is parsed in full for its keys, a sheet
    /// for its cells; pages are parsed in full where there are several. With more than one file a column
    /// `source` with the file's name is added, unless the inputs have one of that name. The columns of
    /// text and id are found for the files of each header on their own; a document's text is what stands
    /// in those of the text columns that its file has.
    ///
    /// # Errors
    /// If an input is missing, empty, broken, not of a known kind or larger than may be unpacked, if it
    /// has no rows or paragraphs that could be cases, or if the text column of any file cannot be found.
    pub fn open(inputs: &[Input], settings: &CorpusSettings) -> Result<Self> {
        Self::open_within(inputs, settings, Memory::UNLIMITED)
    }

    /// As [`Corpus::open`], where there is so much memory.
    ///
    /// # Errors
    /// Besides, if a file would have to be held whole and is too large for it.
    pub fn open_within(
        inputs: &[Input],
        settings: &CorpusSettings,
        memory: Memory,
    ) -> Result<Self> {
        let mut expansion = input::expand(inputs)?;
        let skipped = std::mem::take(&mut expansion.skipped);
        let survey = survey::survey(expansion, settings, memory)?;
        let Survey { opened, schema, guess, chrome, source_column, ids } = survey;
        let sources = opened.iter().map(|file| file.source.clone()).collect();
        let files = Files { opened, settings: settings.clone(), chrome, source_column, ids };
        let (name, content) = (name(inputs), Content::Files(Box::new(files)));
        Ok(Self { name, schema, guess, sources, skipped, content })
    }

    /// A corpus in memory. Ids and places are the caller's; a document whose id was already there
    /// comes out as a reject.
    ///
    /// # Panics
    /// Reading panics if a document has another number of values than `schema` has columns.
    pub fn from_documents(schema: Schema, documents: Vec<Document>) -> Self {
        let guess = FileGuess {
            files: vec!["documents".to_owned()],
            text: schema.text.iter().map(|&column| schema.columns[column].clone()).collect(),
            text_origin: Origin::Given,
            id: schema.id.map(|column| schema.columns[column].clone()),
            id_origin: Origin::Given,
            passed_over: None,
        };
        let guess = Guess { files: vec![guess] };
        let (name, content) = ("documents".to_owned(), Content::Documents(documents));
        Self { name, schema, guess, sources: Vec::new(), skipped: Vec::new(), content }
    }

    /// The columns, and which of them hold text and id.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// A name for the run: the stem of the first input's file name, or `stdin`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The files in reading order; none for a corpus in memory.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// SHA-256 of the bytes of every file, 64 hex digits each, in reading order. `progress` hears of
    /// [`Step::Survey`] in bytes.
    ///
    /// # Errors
    /// If a file cannot be read any more.
    pub fn hashes(&self, progress: &dyn Progress) -> Result<Vec<String>> {
        let Content::Files(files) = &self.content else { return Ok(Vec::new()) };
        let opened = &files.opened;
        progress.begin(Step::Survey, Some(opened.iter().map(|file| file.source.bytes).sum()));
        let hash = |file: &Opened| file.sha256(|bytes| progress.advance(bytes));
        let hashes = opened.iter().map(hash).collect();
        progress.end();
        hashes
    }

    /// Files of folders that were not read, and files that were named twice.
    pub fn skipped(&self) -> &[Skipped] {
        &self.skipped
    }

    /// Which columns hold text and id, and how that was found out.
    pub fn guess(&self) -> &Guess {
        &self.guess
    }

    /// Reads the cases from the beginning, one at a time; every call gives the same.
    ///
    /// # Errors
    /// If the first file cannot be read any more; later ones are errors of the iterator.
    pub fn entries(&self) -> Result<Entries<'_>> {
        Entries::new(self)
    }
}

fn name(inputs: &[Input]) -> String {
    match inputs.first() {
        Some(Input::Path(path)) => stem(path),
        Some(Input::Stdin) | None => "stdin".to_owned(),
    }
}

/// The stem of a file, the name of a folder (also of `.`), or `input` where there is none.
fn stem(path: &Path) -> String {
    let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let inside = Packing::unpacked_name(path);
    let path = inside.as_deref().unwrap_or(path);
    let stem = if whole.is_dir() { whole.file_name() } else { path.file_stem() };
    stem.map_or_else(|| "input".to_owned(), |stem| stem.display().to_string())
}
