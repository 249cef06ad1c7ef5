//! What a check tells apart from its findings: inputs, totals, and what a run would do.

use serde::Serialize;

/// One input as it would be read.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InputReport {
    /// As it was named.
    pub name: String,
    /// What kind of file it is.
    pub format: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// How it is packed.
    pub packing: Option<String>,
    /// Its encoding and how that is known.
    pub encoding: Option<String>,
    /// How its fields are divided.
    pub dialect: Option<String>,
    /// The sheet that is read.
    pub sheet: Option<String>,
    /// The text columns.
    pub text: Vec<String>,
    /// The id column; none where ids are made from the text.
    pub id: Option<String>,
    /// How text and id were chosen, in a sentence.
    pub choice: String,
}

/// What was counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Rows or lines: cases and rejected ones.
    pub rows_read: u64,
    /// Those that are cases.
    pub cases: u64,
    /// Those that are none.
    pub rejected: u64,
    /// Cases without a word.
    pub empty: u64,
    /// Cases with very few words.
    pub short: u64,
    /// Cases that were once read in a wrong encoding.
    pub garbled: u64,
    /// Cases whose text another has, too.
    pub repeated: u64,
    /// Different texts.
    pub distinct_texts: u64,
}

/// What a run would do.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Plan {
    /// The codebook that would tag.
    pub codebook: String,
    /// Its themes.
    pub themes: usize,
    /// Cases in languages that it has no entries for.
    pub cases_without_entries: u64,
    /// Different texts that clusters would be learnt from, at most.
    pub texts_for_clusters: u64,
    /// How many clusters would be looked for, in words.
    pub clusters: String,
}
