//! Flags of what a report tells and in which language.

use caselens::settings::ReportLanguage;
use clap::{Args, ValueEnum};

/// By which columns of the input themes are counted.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Themes")]
pub(super) struct ByOptions {
    /// Count themes by the values of these columns, too, such as country,year
    #[arg(long, value_name = "COLUMN,...", value_delimiter = ',', env = "CASELENS_BY")]
    pub(super) by: Vec<String>,
    /// Hide there what rests on fewer cases [default: 5]
    #[arg(long, value_name = "CASES", env = "CASELENS_BY_LIMIT")]
    pub(super) by_limit: Option<u64>,
}

/// Language of the fixed words of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum PageLanguage {
    /// English
    En,
    /// French
    Fr,
    /// Spanish
    Es,
    /// German
    De,
}

impl From<PageLanguage> for ReportLanguage {
    fn from(language: PageLanguage) -> Self {
        match language {
            PageLanguage::En => Self::En,
            PageLanguage::Fr => Self::Fr,
            PageLanguage::Es => Self::Es,
            PageLanguage::De => Self::De,
        }
    }
}
