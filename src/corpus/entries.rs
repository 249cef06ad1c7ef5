//! Records of all sources to entries: columns united, ids given.

use std::sync::Arc;

use crate::error::Result;

use super::document::{Document, Entry, Place, Reason, Reject, Schema};
use super::ids::Ids;
use super::record::{Record, Records};
use super::source::Opened;
use super::survey;
use super::values::Values;
use super::{Content, Corpus, Files};

/// The entries of a corpus in reading order, made by [`Corpus::entries`]. An error ends it.
pub struct Entries<'a> {
    schema: &'a Schema,
    files: Option<&'a Files>,
    waiting: std::iter::Zip<std::slice::Iter<'a, Opened>, std::slice::Iter<'a, Option<usize>>>,
    reading: Option<Reading<'a>>,
    documents: std::slice::Iter<'a, Document>,
    ids: Ids,
}

/// The file that is being read.
struct Reading<'a> {
    file: &'a Opened,
    records: Records<'a>,
    /// Where the file's columns stand in the schema.
    places: Vec<usize>,
    /// Whether that is where they stand in the file.
    in_place: bool,
    /// The file's id column, as an index into the columns of the schema.
    id: Option<usize>,
    /// What the file is called in places.
    label: Arc<str>,
}

impl std::fmt::Debug for Entries<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let file = self.reading.as_ref().map(|reading| &reading.file.source.name);
        f.debug_struct("Entries").field("reading", &file).finish_non_exhaustive()
    }
}

impl<'a> Entries<'a> {
    pub(super) fn new(corpus: &'a Corpus) -> Result<Self> {
        let (files, documents) = match &corpus.content {
            Content::Files(files) => (Some(&**files), [].iter()),
            Content::Documents(documents) => (None, documents.iter()),
        };
        let waiting = files.map_or([].iter().zip(&[]), |files| files.opened.iter().zip(&files.ids));
        let (schema, ids) = (corpus.schema(), Ids::default());
        let mut entries = Self { schema, files, waiting, reading: None, documents, ids };
        entries.open_next()?;
        Ok(entries)
    }

    /// Goes on to the next file, if there is one.
    fn open_next(&mut self) -> Result<()> {
        self.reading = None;
        if let (Some(files), Some((file, &id))) = (self.files, self.waiting.next()) {
            let records = file.records(&files.settings, &files.chrome)?;
            let places = survey::places(&file.columns, &self.schema.columns);
            let in_place =
                places.iter().copied().eq(0..places.len()) && files.source_column.is_none();
            let label = file.source.label.as_str().into();
            self.reading = Some(Reading { file, records, places, in_place, id, label });
        }
        Ok(())
    }

    fn read(&mut self) -> Result<Option<Entry>> {
        while let Some(reading) = &mut self.reading {
            // Whatever is wrong with a file that changes, that it changes comes before.
            let next = reading.records.next().transpose();
            if !matches!(next, Ok(Some(_))) {
                reading.file.must_be_unchanged()?;
            }
            match next? {
                Some(record) => {
                    let column = self.files.and_then(|files| files.source_column);
                    let entry = reading.entry(record, self.schema.columns.len(), column);
                    let id = reading.id;
                    return Ok(Some(self.give_id(entry, id)));
                }
                None => self.open_next()?,
            }
        }
        Ok(self.documents.next().map(|document| self.check_id(document.clone())))
    }

    /// Reads the id of a case or makes one.
    fn give_id(&mut self, entry: Entry, id: Option<usize>) -> Entry {
        let Entry::Case(mut document) = entry else { return entry };
        let id = id.and_then(|column| document.values.get(column));
        match id.filter(|id| !id.trim().is_empty()) {
            Some(id) => document.id = id.to_owned(),
            None => {
                document.id = self.ids.make(document.fields(self.schema));
                return Entry::Case(document);
            }
        }
        self.check_id(document)
    }

    /// A case whose id is new, or the reject of one whose id is not.
    fn check_id(&mut self, document: Document) -> Entry {
        if self.ids.claim(&document.id) {
            return Entry::Case(document);
        }
        let fields: Vec<&str> = document.fields(self.schema).collect();
        let (text, detail) = (fields.join(" "), format!("id {}", document.id));
        Entry::Reject(Reject::new(document.place, Reason::RepeatedId, detail, &text))
    }
}

impl Reading<'_> {
    /// The record in the columns of the corpus, its id still to be given.
    fn entry(&self, record: Record, columns: usize, source_column: Option<usize>) -> Entry {
        let unit = self.file.source.format.unit();
        let place = |position| Place { source: Arc::clone(&self.label), position, unit };
        match record {
            Record::Reject { position, reason, detail, text } => {
                Entry::Reject(Reject::new(place(position), reason, detail, &text))
            }
            Record::Row { position, values } => {
                let values = match self.in_place && values.len() == columns {
                    true => values,
                    false => self.rearranged(&values, columns, source_column),
                };
                Entry::Case(Document { id: String::new(), values, place: place(position) })
            }
        }
    }

    /// The values of the file in the columns of the corpus.
    fn rearranged(&self, read: &Values, columns: usize, source_column: Option<usize>) -> Values {
        let mut values = vec![None; columns];
        for (value, &column) in read.iter().zip(&self.places) {
            values[column] = value;
        }
        if let Some(column) = source_column {
            values[column] = Some(self.file.file.label.as_str());
        }
        values.into_iter().collect()
    }
}

impl Iterator for Entries<'_> {
    type Item = Result<Entry>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read()
            .inspect_err(|_| {
                // What comes after a broken file would read as if nothing had been lost.
                self.reading = None;
                self.waiting = [].iter().zip(&[]);
            })
            .transpose()
    }
}
