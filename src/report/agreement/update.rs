//! Corrected shares into the table of themes of a run, beside the raw ones.

use std::collections::HashMap;
use std::path::Path;

use super::super::table::{broken, missing};
use crate::error::{Error, Result};
use crate::tables::{CorrectedTheme, StagedFile};

/// The columns that are added.
const COLUMNS: [&str; 3] = ["corrected_share", "corrected_low", "corrected_high"];

/// Writes `corrected_share`, `corrected_low` and `corrected_high` into `themes.csv` of a run; columns of that
/// name that stand there are replaced, and nothing else changes. Gives `false`, and does nothing, where
/// `run.json` vouches for the bytes of `themes.csv`.
///
/// # Errors
/// If the table cannot be read or written.
pub fn update_themes(folder: &Path, rows: &[CorrectedTheme]) -> Result<bool> {
    if vouched_for(folder)? {
        return Ok(false);
    }
    let path = folder.join("themes.csv");
    // As it stands there: its texts are safe for spreadsheet programs and are to stay so.
    let file = std::fs::File::open(&path).map_err(|error| missing(&path, error))?;
    let mut reader = csv::Reader::from_reader(file);
    let heads = reader.headers().map_err(|error| broken(&path, error))?.clone();
    let kept: Vec<usize> = (0..heads.len()).filter(|&at| !COLUMNS.contains(&&heads[at])).collect();
    let corrected: HashMap<&str, &CorrectedTheme> =
        rows.iter().map(|row| (row.theme.id.as_str(), row)).collect();
    let failed = |error: csv::Error| {
        let remedy = "see that the disk has room and the folder may be written to";
        Error::failed(path.display(), "the table cannot be written", remedy).caused_by(error)
    };
    let mut writer = csv::Writer::from_writer(Vec::new());
    let first: Vec<&str> = kept.iter().map(|&at| &heads[at]).chain(COLUMNS).collect();
    writer.write_record(first).map_err(failed)?;
    for row in reader.records() {
        let row = row.map_err(|error| broken(&path, error))?;
        let mut cells: Vec<String> = kept.iter().map(|&at| row[at].to_owned()).collect();
        let share = corrected.get(&row[0]).map(|it| it.corrected.share).unwrap_or_default();
        let number = |value: Option<f64>| {
            value.map_or_else(String::new, |value| format!("{:?}", (value * 1e6).round() / 1e6))
        };
        cells.extend([share.value, share.low, share.high].map(number));
        writer.write_record(cells).map_err(failed)?;
    }
    let bytes = writer.into_inner().map_err(|error| failed(error.into_error().into()))?;
    let staged = StagedFile::begin(&path, true)?;
    staged.write(bytes)?;
    staged.publish()?;
    Ok(true)
}

/// Whether `run.json` holds anything under the name of the table, such as its hash.
fn vouched_for(folder: &Path) -> Result<bool> {
    let path = folder.join("run.json");
    let text = std::fs::read_to_string(&path).map_err(|error| missing(&path, error))?;
    let manifest: serde_json::Value = serde_json::from_str(&text).map_err(|error| {
        Error::input(path.display(), &error, super::super::table::REMEDY).caused_by(error)
    })?;
    Ok(names(&manifest, "themes.csv"))
}

fn names(value: &serde_json::Value, name: &str) -> bool {
    match value {
        serde_json::Value::Object(members) => {
            members.iter().any(|(key, value)| key == name || names(value, name))
        }
        serde_json::Value::Array(items) => {
            items.iter().any(|item| item == name || names(item, name))
        }
        _ => false,
    }
}
