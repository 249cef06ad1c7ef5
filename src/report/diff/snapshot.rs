//! A run's folder to what a comparison needs of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::super::documents::Layout;
use super::super::manifest::Manifest;
use super::super::rows::{ClusterRow, ThemeRow};
use super::super::table::{all, open};
use crate::error::Result;
use crate::model::Model;
use crate::themes::{Codebook, Theme};

/// A case of a run.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SnapshotCase {
    /// Its text fields.
    pub(super) text: Vec<String>,
    /// The ids of its themes.
    pub(super) themes: BTreeSet<String>,
    pub(super) cluster: Option<u32>,
}

/// A run, all its cases in memory.
#[derive(Debug, Clone)]
pub(super) struct Snapshot {
    pub(super) manifest: Manifest,
    pub(super) model: Model,
    /// By id.
    pub(super) cases: BTreeMap<String, SnapshotCase>,
    /// The rows of `themes.csv`, where themes were looked for.
    pub(super) themes: Vec<ThemeRow>,
    /// Labels of the clusters by number.
    pub(super) clusters: BTreeMap<u32, String>,
}

impl Snapshot {
    /// # Errors
    /// If the folder is no run.
    pub(super) fn read(folder: &Path) -> Result<Self> {
        let manifest = Manifest::read(folder)?;
        let model = Model::read(&folder.join("model.caselens"))?;
        let layout = Layout::read(folder)?;
        let places: Vec<Option<usize>> = manifest
            .columns
            .text
            .iter()
            .map(|name| layout.columns.iter().position(|column| column == name))
            .collect();
        let mut table = open(&folder.join("documents.csv"))?;
        let mut cases = BTreeMap::new();
        while let Some(row) = table.next_row()? {
            let text = |place: &Option<usize>| {
                let value = place.and_then(|place| row.get(1 + place));
                value.unwrap_or_default().to_owned()
            };
            let themes = layout.ours(&row, "themes").split('|').filter(|it| !it.is_empty());
            let case = SnapshotCase {
                text: places.iter().map(text).collect(),
                themes: themes.map(str::to_owned).collect(),
                cluster: layout.ours(&row, "cluster").parse().ok(),
            };
            cases.insert(row.get(0).unwrap_or_default().to_owned(), case);
        }
        let themed = layout.themed && manifest.codebook.is_some();
        let themes = if themed { all(folder, "themes.csv")? } else { Vec::new() };
        let rows: Vec<ClusterRow> =
            if layout.clustered { all(folder, "clusters.csv")? } else { Vec::new() };
        let clusters = rows.into_iter().map(|row| (row.cluster, row.label)).collect();
        Ok(Self { manifest, model, cases, themes, clusters })
    }

    pub(super) fn codebook(&self) -> Option<&Codebook> {
        self.model.codebook.as_ref()
    }

    pub(super) fn theme(&self, id: &str) -> Option<&Theme> {
        self.codebook()?.themes.iter().find(|theme| theme.id == id)
    }
}
