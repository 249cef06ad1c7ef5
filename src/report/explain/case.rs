//! Turns a run's folder and an id into the case: its text, and what the run says of it.

use std::path::Path;

use super::super::cards::byte_offsets;
use super::super::manifest::Manifest;
use super::super::table::open;
use super::{ClusterOfCase, PlaceMet};
use crate::error::{Error, Result};
use crate::model::Model;
use crate::themes::Codebook;

/// A case of a run, with what is needed to find its themes again.
#[derive(Debug, Clone)]
pub struct CaseOfRun {
    model: Model,
    id: String,
    /// The text columns: name and text.
    text: Vec<(String, String)>,
    /// Of every text, the bytes at which its characters begin.
    offsets: Vec<Vec<usize>>,
    themes: String,
    cluster: Option<ClusterOfCase>,
}

impl CaseOfRun {
    /// Reads the case of that id.
    ///
    /// # Errors
    /// If the folder is no run, the run did not look for themes, or it has no case of that id.
    pub fn read(folder: &Path, id: &str) -> Result<Self> {
        let manifest = Manifest::read(folder)?;
        let model = Model::read(&folder.join("model.caselens"))?;
        let path = folder.join("documents.csv");
        let mut table = open(&path)?;
        let header = table.header()?;
        let row = loop {
            match table.next_row()? {
                Some(row) if row.get(0) == Some(id) => break row,
                Some(_) => {}
                None => return Err(no_such_case(folder, id)),
            }
        };
        // No column of the input bears the name of one of ours.
        let value = |name: &str| {
            let column = header.iter().position(|column| column == name);
            column.and_then(|column| row.get(column)).unwrap_or_default().to_owned()
        };
        let text = manifest.columns.text.iter().map(|name| (name.clone(), value(name)));
        let text: Vec<(String, String)> = text.collect();
        let offsets = text.iter().map(|(_, text)| byte_offsets(text)).collect();
        let cluster = ClusterOfCase {
            cluster: value("cluster"),
            label: value("cluster_label"),
            similarity: value("similarity"),
        };
        Ok(Self {
            model,
            id: id.to_owned(),
            text,
            offsets,
            themes: value("themes"),
            cluster: Some(cluster).filter(|cluster| !cluster.cluster.is_empty()),
        })
    }

    pub(super) fn model(&self) -> &Model {
        &self.model
    }

    pub(super) fn codebook(&self) -> Result<&Codebook> {
        self.model.codebook.as_ref().ok_or_else(|| {
            Error::input(
                "model.caselens",
                "this run did not look for themes",
                "explain a case of `caselens run` or `caselens tag --output FOLDER`",
            )
        })
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// The themes that the run gave, joined by `|`.
    pub(super) fn themes(&self) -> &str {
        &self.themes
    }

    pub(super) fn cluster(&self) -> Option<ClusterOfCase> {
        self.cluster.clone()
    }

    pub(super) fn fields(&self) -> Vec<&str> {
        self.text.iter().map(|(_, text)| text.as_str()).collect()
    }

    pub(super) fn names(&self) -> Vec<&str> {
        self.text.iter().map(|(name, _)| name.as_str()).collect()
    }

    /// What stands at bytes `start` to `end` of a field, and where that is in characters.
    pub(super) fn place(&self, field: u16, start: usize, end: usize) -> PlaceMet {
        let (name, text) = &self.text[usize::from(field)];
        let offsets = &self.offsets[usize::from(field)];
        let characters = |byte| offsets.partition_point(|begins| *begins < byte);
        PlaceMet {
            field: name.clone(),
            start: characters(start),
            end: characters(end),
            text: text[start..end].to_owned(),
        }
    }
}

fn no_such_case(folder: &Path, id: &str) -> Error {
    Error::input(
        folder.join("documents.csv").display(),
        format!("there is no case with the id `{id}`"),
        "take an id from the column `id` of that file",
    )
}
