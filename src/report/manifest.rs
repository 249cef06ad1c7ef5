//! Turns `run.json` into what the report says about how the run was made.

use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use super::table::{REMEDY, missing};
use super::words::{Words, fill};
use crate::error::{Error, Result, Warning};
use crate::settings::{ReportLanguage, ThemeSettings};

/// The part of `run.json` that a report shows. Time and host (`made`) are left unread, so that
/// they cannot reach a page.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Manifest {
    pub(crate) program: String,
    pub(crate) version: String,
    pub(crate) hash: String,
    pub(crate) name: String,
    /// The title that was asked for when the run was made.
    #[serde(default)]
    pub(crate) title: Option<String>,
    /// The language that was asked for when the run was made.
    #[serde(default)]
    pub(crate) lang: ReportLanguage,
    pub(crate) seed: u64,
    pub(crate) inputs: Vec<Input>,
    pub(crate) columns: Columns,
    /// None where themes were not looked for.
    pub(crate) codebook: Option<Codebook>,
    pub(crate) counts: Counts,
    pub(crate) settings: Value,
    /// What was taken for settings that leave the choice to the program.
    #[serde(default)]
    pub(crate) chosen: serde_json::Map<String, Value>,
    pub(crate) warnings: Vec<String>,
    /// The same by kind, so that they can be said in any language; runs of earlier versions have none.
    #[serde(default)]
    pub(crate) notices: Option<Vec<Warning>>,
}

/// A file that was read.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Input {
    pub(crate) name: String,
    pub(crate) format: String,
    pub(crate) bytes: u64,
    pub(crate) sha256: String,
}

/// The columns of `documents.csv` with a meaning.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Columns {
    pub(crate) id: Option<String>,
    pub(crate) text: Vec<String>,
}

/// The codebook in force.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Codebook {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) sha256: String,
    pub(crate) themes: Vec<Theme>,
}

/// A theme as the codebook defines it.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Theme {
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) definition: String,
}

/// Rows read = analysed + rejected.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Counts {
    pub(crate) rows_read: u64,
    pub(crate) analysed: u64,
    pub(crate) rejected: u64,
}

impl Manifest {
    /// Reads `run.json` of the folder.
    ///
    /// # Errors
    /// When the file is missing or is not what a run writes.
    pub(crate) fn read(folder: &Path) -> Result<Self> {
        let path = folder.join("run.json");
        let text = std::fs::read_to_string(&path).map_err(|error| missing(&path, error))?;
        serde_json::from_str(&text)
            .map_err(|error| Error::input(path.display(), &error, REMEDY).caused_by(error))
    }

    /// The limit below which cells of themes by attribute are hidden.
    pub(crate) fn by_limit(&self) -> u64 {
        let limit = self.settings["themes"]["by-limit"].as_u64();
        limit.unwrap_or(ThemeSettings::default().by_limit)
    }

    /// The settings in force as `section.key` and value, one row for each leaf of the tree.
    pub(crate) fn flat_settings(&self, words: &Words) -> Vec<(String, String)> {
        let mut rows = Vec::new();
        flatten("", &self.settings, words, &mut rows);
        for (key, value) in &mut rows {
            let chosen = self.chosen.get(key).filter(|chosen| !chosen.is_null());
            let chosen = chosen.map(|chosen| leaf_text(chosen, words));
            if let Some(chosen) = chosen.filter(|chosen| chosen != value) {
                *value = fill(words.making.came_to, &[("value", value), ("chosen", &chosen)]);
            }
        }
        rows
    }
}

fn flatten(prefix: &str, value: &Value, words: &Words, rows: &mut Vec<(String, String)>) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                let dot = if prefix.is_empty() { "" } else { "." };
                flatten(&format!("{prefix}{dot}{key}"), member, words, rows);
            }
        }
        leaf => rows.push((prefix.to_owned(), leaf_text(leaf, words))),
    }
}

fn leaf_text(value: &Value, words: &Words) -> String {
    match value {
        Value::Null => words.making.left_to_program.to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            items.iter().map(|item| leaf_text(item, words)).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}
