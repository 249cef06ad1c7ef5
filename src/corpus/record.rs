//! What a reader of one format yields: a row in the columns of its own file, or a complaint.

use crate::error::Result;

use super::document::Reason;
use super::values::Values;

/// One thing that stands in an input, before ids are given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Record {
    /// One value per column of the source.
    Row { position: u64, values: Values },
    /// Not a case; `text` is what stands there, of which an excerpt is kept.
    Reject { position: u64, reason: Reason, detail: String, text: String },
}

impl Record {
    /// A row that cannot be parsed.
    pub(super) fn malformed(position: u64, detail: impl ToString, text: impl Into<String>) -> Self {
        let (detail, text) = (detail.to_string(), text.into());
        Self::Reject { position, reason: Reason::Malformed, detail, text }
    }

    /// A row that is not UTF-8; its text is shown with replacement characters.
    pub(super) fn not_utf8(position: u64, detail: impl ToString, bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes).into_owned();
        Self::Reject { position, reason: Reason::InvalidUtf8, detail: detail.to_string(), text }
    }
}

/// All records of one source, in reading order. An error ends the reading.
pub(super) type Records<'a> = Box<dyn Iterator<Item = Result<Record>> + Send + 'a>;
