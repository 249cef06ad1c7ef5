//! Turns a run folder into everything that a report shows.

use std::collections::HashMap;
use std::path::Path;

use serde::de::DeserializeOwned;

use super::cards::byte_offsets;
use super::documents::{Case, Documents, Layout};
use super::manifest::Manifest;
use super::points::Points;
use super::rows::{
    ChoiceRow, ClusterRow, CrossRow, DuplicateRow, EvidenceRow, GapRow, LedgerRow, MergeRow,
    PairRow, RejectRow, TagRow, TermRow, ThemeRow,
};
use super::table::{REMEDY, all, each, first};
use crate::error::{Error, Result};

/// How many rows are shown of the tables that list troubles.
pub(crate) const LISTED: usize = 20;

/// Runs of earlier versions have no such table.
const TREE: &str = "cluster_tree.csv";

/// Names of a column that holds what a case is called.
const HEADINGS: [&str; 8] =
    ["title", "name", "heading", "titre", "titulo", "título", "titel", "project"];

/// Everything a report shows, read from the tables of one run.
#[derive(Debug, Clone)]
pub struct Run {
    pub(crate) manifest: Manifest,
    pub(crate) documents: Documents,
    pub(crate) themes: Vec<ThemeRow>,
    pub(crate) pairs: Vec<PairRow>,
    pub(crate) clusters: Vec<ClusterRow>,
    pub(crate) terms: Vec<TermRow>,
    pub(crate) merges: Vec<MergeRow>,
    pub(crate) crossing: Vec<CrossRow>,
    pub(crate) gaps: Vec<GapRow>,
    pub(crate) choice: Vec<ChoiceRow>,
    pub(crate) points: Points,
    /// The first [`LISTED`] only; the ledger has the numbers.
    pub(crate) rejects: Vec<RejectRow>,
    /// The first [`LISTED`] only.
    pub(crate) duplicates: Vec<DuplicateRow>,
    pub(crate) ledger: Vec<LedgerRow>,
    /// Whether themes were looked for.
    pub(crate) themed: bool,
    /// Whether clusters were looked for.
    pub(crate) clustered: bool,
    /// Whether the texts of the cases were left out.
    pub(crate) texts_withheld: bool,
}

impl Run {
    /// Reads the tables and `run.json` of a run folder.
    ///
    /// # Errors
    /// When a table is missing, or is not what a run writes; the message names it.
    pub fn read(folder: &Path) -> Result<Self> {
        let layout = Layout::read(folder)?;
        let (themed, clustered) = (layout.themed, layout.clustered);
        let has_tree = folder.join(TREE).exists();
        let clusters: Vec<ClusterRow> = part(clustered, folder, "clusters.csv")?;
        let wanted = clusters.iter().flat_map(ClusterRow::representatives).collect();
        let mut documents = Documents::read(folder, &layout, &wanted)?;
        if themed {
            read_tags(folder, &mut documents)?;
            read_evidence(folder, &mut documents)?;
        }
        Ok(Self {
            manifest: Manifest::read(folder)?,
            documents,
            themes: part(themed, folder, "themes.csv")?,
            pairs: part(themed, folder, "cooccurrence.csv")?,
            terms: part(clustered, folder, "cluster_terms.csv")?,
            merges: part(clustered && has_tree, folder, TREE)?,
            crossing: part(themed && clustered, folder, "theme_by_cluster.csv")?,
            gaps: all(folder, "gaps.csv")?,
            choice: part(clustered, folder, "cluster_choice.csv")?,
            points: if clustered { Points::read(folder)? } else { Points::default() },
            rejects: first(folder, "rejects.csv", LISTED)?,
            duplicates: first(folder, "duplicates.csv", LISTED)?,
            ledger: all(folder, "ledger.csv")?,
            clusters,
            themed,
            clustered,
            texts_withheld: false,
        })
    }

    /// How many documents were analysed: the base of every share of the whole.
    pub(crate) fn base(&self) -> u64 {
        self.manifest.counts.analysed
    }

    /// The ledger's number for an outcome; what it does not list did not happen.
    pub(crate) fn outcome(&self, name: &str) -> u64 {
        self.ledger.iter().find(|row| row.outcome == name).map_or(0, |row| row.documents)
    }

    /// A theme's place in `themes.csv`, from 0.
    pub(crate) fn theme_position(&self, theme: &str) -> Option<usize> {
        self.themes.iter().position(|row| row.theme == theme)
    }

    /// A theme's label, or its id where the table has none.
    pub(crate) fn theme_label<'a>(&'a self, theme: &'a str) -> &'a str {
        self.theme_position(theme).map_or(theme, |position| &self.themes[position].label)
    }

    /// A cluster's row.
    pub(crate) fn cluster(&self, number: u32) -> Option<&ClusterRow> {
        self.clusters.iter().find(|row| row.cluster == number)
    }

    /// Which input column says what a case is called: the first of several text columns, or a
    /// column with such a name.
    pub(crate) fn heading_column(&self) -> Option<usize> {
        let column = |name: &str| self.documents.columns.iter().position(|column| column == name);
        match self.manifest.columns.text.as_slice() {
            [first, _, ..] => column(first),
            _ => self.documents.columns.iter().position(|name| {
                HEADINGS.contains(&name.to_lowercase().as_str())
                    && !self.manifest.columns.text.contains(name)
            }),
        }
    }

    /// The columns that were analysed as text, as places in [`Documents::columns`].
    pub(crate) fn text_columns(&self) -> Vec<usize> {
        let place = |name: &String| self.documents.columns.iter().position(|one| one == name);
        self.manifest.columns.text.iter().filter_map(place).collect()
    }
}

impl ClusterRow {
    /// The ids nearest to the centroid, nearest first.
    pub(crate) fn representatives(&self) -> impl Iterator<Item = &str> {
        self.representatives.split('|').filter(|id| !id.is_empty())
    }
}

/// A table that a run has only if that part was done.
fn part<T: DeserializeOwned>(done: bool, folder: &Path, name: &str) -> Result<Vec<T>> {
    if done { all(folder, name) } else { Ok(Vec::new()) }
}

fn read_tags(folder: &Path, documents: &mut Documents) -> Result<()> {
    each(folder, "tags.csv", |row: TagRow| {
        // The labels of a classifier are no themes of the codebook.
        if row.source == "model" {
            return Ok(());
        }
        if let Some(case) = documents.case_mut(&row.id) {
            case.tags.push(row);
        }
        Ok(())
    })
}

/// A report that marks other words than those that were found would lie, so each row is checked.
fn read_evidence(folder: &Path, documents: &mut Documents) -> Result<()> {
    each(folder, "evidence.csv", |row: EvidenceRow| {
        if row.weight.is_some() {
            return Ok(());
        }
        if let Some(case) = documents.case_mut(&row.id) {
            case.evidence.push(row);
        }
        Ok(())
    })?;
    let misplaced = |case| first_misplaced(case, &documents.columns);
    match documents.cases.iter().find_map(misplaced) {
        Some(row) => Err(not_there(folder, row)),
        None => Ok(()),
    }
}

/// The first row of evidence whose words do not stand where it says.
fn first_misplaced<'c>(case: &'c Case, columns: &[String]) -> Option<&'c EvidenceRow> {
    // Where characters begin is found out once for a text: it may have very many rows.
    let mut offsets: HashMap<usize, Vec<usize>> = HashMap::new();
    case.evidence.iter().find(|row| {
        let Some(column) = columns.iter().position(|column| *column == row.field) else {
            return true;
        };
        let text = &case.values[column];
        let offsets = offsets.entry(column).or_insert_with(|| byte_offsets(text));
        let place = offsets.get(row.start).zip(offsets.get(row.end));
        place.and_then(|(start, end)| text.get(*start..*end)) != Some(row.text.as_str())
    })
}

fn not_there(folder: &Path, row: &EvidenceRow) -> Error {
    let place = format!("{}, case `{}`", folder.join("evidence.csv").display(), row.id);
    let cause = format!(
        "`{}` does not stand at characters {} to {} of `{}`",
        row.text, row.start, row.end, row.field
    );
    Error::input(place, cause, REMEDY)
}
