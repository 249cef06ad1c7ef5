//! Where a case stands among the documents, and where its evidence begins.

use std::collections::HashMap;
use std::path::Path;

use super::super::table::open;
use super::sheet::MOST_LINKS;
use crate::error::Result;

/// The sheet of the cases.
pub(super) const DOCUMENTS: &str = "documents.csv";
/// The sheet of the words that prove themes.
pub(super) const EVIDENCE: &str = "evidence.csv";

/// Rows of the sheets of cases and of evidence by id, as many as can be linked.
#[derive(Debug, Default)]
pub(super) struct Places {
    documents: HashMap<String, u32>,
    evidence: HashMap<String, u32>,
}

impl Places {
    /// Finds where the evidence of each case begins.
    pub(super) fn read(folder: &Path) -> Result<Self> {
        let mut places = Self::default();
        let path = folder.join(EVIDENCE);
        if !path.is_file() {
            return Ok(places);
        }
        let mut table = open(&path)?;
        table.header()?;
        let mut row = 0_u32;
        while let Some(record) = table.next_row()? {
            row = row.saturating_add(1);
            let id = record.get(0).unwrap_or_default();
            let room = places.evidence.len() < MOST_LINKS as usize;
            if room && row < super::sheet::MOST_ROWS && !places.evidence.contains_key(id) {
                places.evidence.insert(id.to_owned(), row);
            }
        }
        Ok(places)
    }

    /// Remembers where a case stands.
    pub(super) fn stands(&mut self, id: &str, row: u32) {
        if self.documents.len() < MOST_LINKS as usize {
            self.documents.insert(id.to_owned(), row);
        }
    }

    /// Where the id in a row of `file` leads.
    pub(super) fn target(&self, file: &str, id: &str) -> Option<(&'static str, u32)> {
        if file == DOCUMENTS {
            self.evidence.get(id).map(|row| ("evidence", *row))
        } else {
            self.documents.get(id).map(|row| ("documents", *row))
        }
    }
}
