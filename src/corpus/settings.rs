//! How input is turned into cases: the settings of the reading step.

use serde::{Deserialize, Serialize};

/// How a text file is divided into cases.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// As a saved page: paragraphs and long lines are cases, chrome is told from them.
    #[default]
    Page,
    /// Every paragraph (lines between blank lines) is a case, whatever its length.
    Paragraph,
    /// Every line that is not blank is a case, whatever its length.
    Line,
}

/// Settings of the reading step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct CorpusSettings {
    /// Columns that hold the text; empty: guessed. Several make one document of several fields.
    pub text: Vec<String>,
    /// Column that holds the id; none: guessed, or made from the text.
    pub id: Option<String>,
    /// Name of the encoding of all text inputs; none: found out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Spreadsheets: name of the sheet; none: the first with rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// How many bytes may come out of one packed input; none: 64 MiB, or 250 times its length where that
    /// is more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_unpacked: Option<u64>,
    /// How text files and pages are divided into cases. Default `page`.
    pub layout: Layout,
    /// Pages: a paragraph with fewer words is chrome. 1 or more, default 25.
    pub page_min_words: usize,
    /// HTML pages: a block of which a larger share of words is links is navigation.
    /// 0 to 1, default 0.5.
    pub page_max_link_share: f64,
    /// Pages: a paragraph that stands on at least this many pages is chrome. 2 or more, default 3;
    /// with two pages in all, 2.
    pub page_repeats: usize,
}

impl Default for CorpusSettings {
    fn default() -> Self {
        Self {
            text: Vec::new(),
            id: None,
            encoding: None,
            sheet: None,
            max_unpacked: None,
            layout: Layout::Page,
            page_min_words: 25,
            page_max_link_share: 0.5,
            page_repeats: 3,
        }
    }
}
