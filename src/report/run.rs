//! Turns a run folder into everything that a report shows.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use serde::de::DeserializeOwned;

use super::cards::byte_offsets;
use super::documents::{Case, Documents, Layout};
use super::manifest::Manifest;
use super::points::Points;
use super::rows::{
    ChoiceRow, ClusterRow, CrossRow, DisagreementRow, DuplicateRow, EntryRow, EvidenceRow, GapRow,
    LedgerRow, MergeRow, PairRow, RejectRow, TagRow, TermRow, ThemeRow,
};
use super::table::{REMEDY, all, each, first};
use crate::error::{Error, Result};
use crate::tables::ThemeByRow;

pub(crate) use crate::tables::SOURCE as MODEL;

/// How many rows are shown of the tables that list troubles.
pub(crate) const LISTED: usize = 20;

/// In how many cases only one of codebook and model found a theme.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Alone {
    pub(crate) codebook: u64,
    pub(crate) model: u64,
}

/// Where codebook and model differ.
#[derive(Debug, Clone, Default)]
pub(crate) struct Disagreements {
    pub(crate) by_theme: BTreeMap<String, Alone>,
    /// The first [`LISTED`].
    pub(crate) first: Vec<DisagreementRow>,
}

/// Names of a column that holds what a case is called.
const HEADINGS: [&str; 8] =
    ["title", "name", "heading", "titre", "titulo", "título", "titel", "project"];

/// Everything a report shows, read from the tables of one run.
#[derive(Debug, Clone)]
pub struct Run {
    pub(crate) manifest: Manifest,
    pub(crate) documents: Documents,
    pub(crate) themes: Vec<ThemeRow>,
    /// Labels of a classifier that stand beside the themes of a codebook.
    pub(crate) labels: Vec<ThemeRow>,
    pub(crate) disagreements: Disagreements,
    /// Themes by columns of the input, as far as they were asked for.
    pub(crate) by: Vec<ThemeByRow>,
    /// Cells of fewer cases are hidden in [`Run::by`].
    pub(crate) by_limit: u64,
    /// The entries of the codebook; runs of earlier versions have none.
    pub(crate) entries: Vec<EntryRow>,
    /// Whether pairs of themes were counted.
    pub(crate) has_pairs: bool,
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
        let manifest = Manifest::read(folder)?;
        let (themed, clustered) = (layout.themed, layout.clustered);
        // A folder of `classify` has themes of a classifier, and no table of pairs or entries.
        let by_codebook = themed && manifest.codebook.is_some();
        let there = |name: &str| folder.join(name).exists();
        let clusters: Vec<ClusterRow> = part(clustered, folder, "clusters.csv")?;
        let wanted = clusters.iter().flat_map(ClusterRow::representatives).collect();
        let mut documents = Documents::read(folder, &layout, &wanted)?;
        if themed {
            read_tags(folder, &mut documents)?;
            read_evidence(folder, &mut documents, by_codebook)?;
        }
        let tree = "cluster_tree.csv";
        let disagree = there("disagreements.csv");
        Ok(Self {
            documents,
            themes: part(themed, folder, "themes.csv")?,
            labels: part(there("model_themes.csv"), folder, "model_themes.csv")?,
            disagreements: if disagree { disagreements(folder)? } else { Disagreements::default() },
            by: part(there("themes_by.csv"), folder, "themes_by.csv")?,
            by_limit: manifest.by_limit(),
            entries: part(by_codebook && there("entries.csv"), folder, "entries.csv")?,
            has_pairs: by_codebook,
            pairs: part(by_codebook, folder, "cooccurrence.csv")?,
            terms: part(clustered, folder, "cluster_terms.csv")?,
            // Runs of earlier versions have no such table.
            merges: part(clustered && there(tree), folder, tree)?,
            crossing: part(by_codebook && clustered, folder, "theme_by_cluster.csv")?,
            gaps: all(folder, "gaps.csv")?,
            choice: part(clustered, folder, "cluster_choice.csv")?,
            points: if clustered { Points::read(folder)? } else { Points::default() },
            rejects: first(folder, "rejects.csv", LISTED)?,
            duplicates: first(folder, "duplicates.csv", LISTED)?,
            ledger: all(folder, "ledger.csv")?,
            manifest,
            clusters,
            themed,
            clustered,
            texts_withheld: false,
        })
    }

    /// Whether a tag counts as a theme: labels of a classifier do where no codebook tagged.
    pub(crate) fn counts_as_theme(&self, tag: &TagRow) -> bool {
        tag.source != MODEL || self.manifest.codebook.is_none()
    }

    /// How many cases have no theme.
    pub(crate) fn without_theme(&self) -> u64 {
        let outcome = if self.manifest.codebook.is_some() { "no theme" } else { "no label" };
        self.outcome(&format!("of the analysed: {outcome}"))
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

fn disagreements(folder: &Path) -> Result<Disagreements> {
    let mut found = Disagreements::default();
    each(folder, "disagreements.csv", |row: DisagreementRow| {
        let alone = found.by_theme.entry(row.theme.clone()).or_default();
        let count = if row.found_by == MODEL { &mut alone.model } else { &mut alone.codebook };
        *count += 1;
        if found.first.len() < LISTED {
            found.first.push(row);
        }
        Ok(())
    })?;
    Ok(found)
}

fn read_tags(folder: &Path, documents: &mut Documents) -> Result<()> {
    each(folder, "tags.csv", |row: TagRow| {
        if let Some(case) = documents.case_mut(&row.id) {
            case.tags.push(row);
        }
        Ok(())
    })
}

/// A report that marks other words than those that were found would lie, so each row is checked. Of what
/// words add to the score of a label, those are kept that speak for it, and only where no codebook tagged.
fn read_evidence(folder: &Path, documents: &mut Documents, by_codebook: bool) -> Result<()> {
    each(folder, "evidence.csv", |row: EvidenceRow| {
        if row.weight.is_some_and(|weight| by_codebook || weight <= 0.0) {
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
