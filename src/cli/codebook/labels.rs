//! Which columns hold what people found.

use std::path::{Path, PathBuf};

use caselens::themes::Codebook;
use caselens::themes::fit::Labels;
use caselens::{Error, Result};
use clap::Args;

use super::super::terminal::Terminal;

/// The columns of labels, and what the labels mean.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Labels")]
pub(super) struct LabelOptions {
    /// Column that names the themes that people looked for in a case, joined by `|`; nothing is known of
    /// others [default: all themes]
    #[arg(long, value_name = "COLUMN")]
    pub(super) judged: Option<String>,
    /// CSV of two columns, a label and the id of the theme that it stands for; ids and labels of themes
    /// need none
    #[arg(long, value_name = "FILE")]
    pub(super) map: Option<PathBuf>,
}

impl LabelOptions {
    /// What labels mean in a codebook.
    pub(super) fn labels(&self, codebook: &Codebook) -> Result<Labels> {
        let Some(file) = &self.map else { return Labels::new(codebook, &[], "") };
        Labels::new(codebook, &pairs(file)?, &file.display().to_string())
    }
}

/// The pairs of a table, its first row being names.
fn pairs(file: &Path) -> Result<Vec<(String, String)>> {
    let failed = |error: csv::Error| {
        let remedy = "name a CSV with the columns label and theme";
        Error::settings(file.display(), "the labels cannot be read", remedy).caused_by(error)
    };
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(file).map_err(failed)?;
    let mut pairs = Vec::new();
    for row in reader.records() {
        let row = row.map_err(failed)?;
        let cell = |column: usize| row.get(column).unwrap_or_default().trim().to_owned();
        if !cell(0).is_empty() {
            pairs.push((cell(0), cell(1)));
        }
    }
    Ok(pairs)
}

/// Without a case that has a label of a theme there is nothing to learn from.
pub(super) fn must_have_labels(any: bool, column: &str) -> Result<()> {
    if any {
        return Ok(());
    }
    Err(Error::settings(
        format!("--labels {column}"),
        "no case has a label that stands for a theme of the codebook",
        "name the column that holds ids of themes, or say with `--map` what its labels mean",
    ))
}

/// Says which labels stand for no theme.
pub(super) fn tell_unknown(labels: &Labels, terminal: &Terminal) {
    let unknown: Vec<String> = labels
        .unknown()
        .iter()
        .take(10)
        .map(|(name, times)| format!("`{name}` ({times})"))
        .collect();
    if !unknown.is_empty() {
        let more = if labels.unknown().len() > unknown.len() { ", \u{2026}" } else { "" };
        terminal.warn(format_args!(
            "labels that stand for no theme were left out: {}{more}; `--map` says what a label means",
            unknown.join(", ")
        ));
    }
}
