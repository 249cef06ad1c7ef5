//! All settings of a run, as `caselens.toml` holds them.

mod file;

use serde::{Deserialize, Serialize};

use crate::cluster::ClusterSettings;
use crate::corpus::CorpusSettings;
use crate::error::{Error, Result};
use crate::reduce::ReduceSettings;
use crate::text::TextSettings;
use crate::vectorize::VectorizeSettings;

pub use file::SettingsFile;

/// Settings of the tagging.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ThemeSettings {
    /// Name of a bundled codebook or path of a file. Default `public-sector`.
    pub codebook: String,
    /// Columns of the input by whose values themes are counted, too. None by default.
    pub by: Vec<String>,
    /// Of a theme that fewer cases of a value have, and of a value that fewer cases have, nothing is told
    /// there; 0 and 1 hide nothing. Default 5.
    pub by_limit: u64,
}

impl Default for ThemeSettings {
    fn default() -> Self {
        Self { codebook: "public-sector".to_owned(), by: Vec::new(), by_limit: 5 }
    }
}

/// Language of all fixed words of a report. Words of the input and of the codebook stay as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReportLanguage {
    /// English.
    #[default]
    En,
    /// French.
    Fr,
    /// Spanish.
    Es,
    /// German.
    De,
}

impl ReportLanguage {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::En, Self::Fr, Self::Es, Self::De];

    /// The code, as it stands in the `lang` of a page.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
            Self::Es => "es",
            Self::De => "de",
        }
    }
}

/// How a report is written.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct PageSettings {
    /// Its language. Default `en`.
    pub lang: ReportLanguage,
}

/// All settings that can change a result. How fast it is had (threads, batches) is no setting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// Seed of everything that is drawn. Default 0.
    pub seed: u64,
    /// Clusters are learnt from at most this many documents. 100 or more, default 50,000.
    pub sample_size: usize,
    /// How input is turned into cases.
    pub corpus: CorpusSettings,
    /// How text becomes terms.
    pub text: TextSettings,
    /// Which terms are kept and how they are weighted.
    pub vectorize: VectorizeSettings,
    /// How the concept space is learnt.
    pub reduce: ReduceSettings,
    /// How clusters are looked for.
    pub cluster: ClusterSettings,
    /// How themes are tagged.
    pub themes: ThemeSettings,
    /// How the report is written. It changes no table, so it is no part of the run's hash and is not
    /// written among the settings.
    #[serde(skip_serializing)]
    pub report: PageSettings,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            seed: 0,
            sample_size: 50_000,
            corpus: CorpusSettings::default(),
            text: TextSettings::default(),
            vectorize: VectorizeSettings::default(),
            reduce: ReduceSettings::default(),
            cluster: ClusterSettings::default(),
            themes: ThemeSettings::default(),
            report: PageSettings::default(),
        }
    }
}

impl Settings {
    /// Every setting by its key, such as `cluster.k`, in the order of the file; null where none is set.
    ///
    /// # Errors
    /// If a setting cannot be written, which it can.
    pub fn by_key(&self) -> Result<Vec<(String, serde_json::Value)>> {
        let all = serde_json::to_value(self).map_err(|error| {
            Error::failed("settings", "they cannot be listed", "report this as a fault")
                .caused_by(error)
        })?;
        let mut keys = Vec::new();
        flatten(all, "", &mut keys);
        // It decides no result, so it is no part of what is written of a run.
        keys.push(("report.lang".to_owned(), self.report.lang.code().into()));
        Ok(keys)
    }

    /// Whether all settings are in their ranges.
    ///
    /// # Errors
    /// Names the first that is not.
    pub fn check(&self) -> Result<()> {
        if self.sample_size < 100 {
            return Err(Error::settings(
                "sample-size",
                format!("{} is out of range", self.sample_size),
                "set it to 100 or more",
            ));
        }
        self.vectorize.check()?;
        self.reduce.check()?;
        self.cluster.check()
    }
}

fn flatten(value: serde_json::Value, key: &str, keys: &mut Vec<(String, serde_json::Value)>) {
    match value {
        serde_json::Value::Object(below) => below.into_iter().for_each(|(name, value)| {
            let key = if key.is_empty() { name } else { format!("{key}.{name}") };
            flatten(value, &key, keys);
        }),
        value => keys.push((key.to_owned(), value)),
    }
}
