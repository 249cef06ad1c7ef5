//! What a person can choose about a report.

use serde::{Deserialize, Serialize};

use crate::settings::ReportLanguage;

/// A kind of file that a report can be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReportFormat {
    /// One HTML file that needs nothing else.
    Html,
    /// Markdown with bars drawn in text.
    Markdown,
}

impl ReportFormat {
    /// The report's name in the run folder.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Html => "report.html",
            Self::Markdown => "report.md",
        }
    }
}

/// The choices; each has a default that suits most runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ReportSettings {
    /// The report's title; without one it is made from the number of cases.
    pub title: Option<String>,
    /// Most cases that a report holds, 0 to 10,000, of which at most 500 are in Markdown and are there
    /// without scripts in HTML; the report says how many it leaves out. Default 10,000.
    pub max_cases: usize,
    /// Language of all fixed words; without one that of the run, and of a run English.
    pub lang: Option<ReportLanguage>,
    /// Leaves out the texts of the cases, what names them, the evidence and other long values, for
    /// publishing.
    pub no_text: bool,
}

impl Default for ReportSettings {
    fn default() -> Self {
        Self { title: None, max_cases: 10_000, lang: None, no_text: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_key_is_refused() {
        assert!(toml::from_str::<ReportSettings>("max-case = 3").is_err());
        let settings: ReportSettings = toml::from_str("max-cases = 3").unwrap();
        assert_eq!(settings, ReportSettings { max_cases: 3, ..ReportSettings::default() });
    }
}
