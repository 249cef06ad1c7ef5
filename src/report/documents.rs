//! Turns `documents.csv` into the cases that a report can show.
//!
//! The table has one row per case and may be larger than memory. Kept are all of up to [`KEPT`] cases,
//! of more a random sample of so many, and those that are asked for; of the others only the language
//! is counted and the columns are measured.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use csv::StringRecord;

use super::measure::ColumnMeasure;
use super::rows::{EvidenceRow, TagRow};
use super::sample::Sample;
use super::table::{REMEDY, open};
use crate::error::{Error, Result};

/// How many cases are kept.
pub(crate) const KEPT: usize = 10_000;

/// The columns after the input's own, in this order.
const OURS: [&str; 11] = [
    "language",
    "tokens",
    "themes",
    "cluster",
    "cluster_label",
    "similarity",
    "status",
    "second_cluster",
    "margin",
    "fit",
    "known",
];

/// The columns of a classifier's labels, which a report leaves aside; they stand last.
const OF_A_MODEL: [&str; 2] = ["model_themes", "model_scores"];

/// Which of [`OURS`] a run with or without a codebook and clusters has; those of earlier versions end
/// with `status`.
const PARTS: [(bool, bool, &[usize]); 6] = [
    (true, true, &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
    (false, true, &[0, 1, 3, 4, 5, 6, 7, 8, 9, 10]),
    (true, true, &[0, 1, 2, 3, 4, 5, 6]),
    (false, true, &[0, 1, 3, 4, 5, 6]),
    (true, false, &[0, 1, 2, 6]),
    (false, false, &[0, 1, 6]),
];

/// What the header of `documents.csv` says about the run.
#[derive(Debug, Clone, Default)]
pub(crate) struct Layout {
    /// The names of the input's own columns.
    pub(crate) columns: Vec<String>,
    /// Whether themes were looked for; if not, there are no tables of themes.
    pub(crate) themed: bool,
    /// Whether clusters were looked for; if not, there are no tables of clusters.
    pub(crate) clustered: bool,
    ours: &'static [usize],
}

impl Layout {
    /// Reads the header.
    ///
    /// # Errors
    /// When the table is missing or its columns are not those of a run.
    pub(crate) fn read(folder: &Path) -> Result<Self> {
        let path = folder.join("documents.csv");
        let mut reader = open(&path)?;
        let header = reader.header()?;
        let names: Vec<&str> = header.iter().collect();
        let given_by_model =
            names.iter().rev().take_while(|name| OF_A_MODEL.contains(name)).count();
        let names = &names[..names.len() - given_by_model];
        let fits =
            |ours: &[usize]| names.ends_with(&ours.iter().map(|n| OURS[*n]).collect::<Vec<_>>());
        let found =
            PARTS.into_iter().find(|(_, _, ours)| fits(ours) && names.first() == Some(&"id"));
        let Some((themed, clustered, ours)) = found else { return Err(foreign(&path)) };
        let own = &names[1..names.len() - ours.len()];
        let columns = own.iter().map(|name| (*name).to_owned()).collect();
        Ok(Self { columns, themed, clustered, ours })
    }

    /// The value of one of our columns; nothing where the run has no such column.
    pub(crate) fn ours<'r>(&self, record: &'r StringRecord, name: &str) -> &'r str {
        let place = self.ours.iter().position(|number| OURS[*number] == name);
        place.and_then(|place| record.get(1 + self.columns.len() + place)).unwrap_or("")
    }
}

/// One row of `documents.csv`, with its tags and its evidence.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) id: String,
    /// The input's own columns, in the order of [`Documents::columns`].
    pub(crate) values: Vec<String>,
    pub(crate) language: String,
    pub(crate) cluster: Option<u32>,
    pub(crate) similarity: Option<f64>,
    pub(crate) status: String,
    pub(crate) second_cluster: Option<u32>,
    pub(crate) fit: String,
    /// Whether the table names a theme for it.
    pub(crate) has_theme: bool,
    pub(crate) tags: Vec<TagRow>,
    pub(crate) evidence: Vec<EvidenceRow>,
}

/// What is kept of `documents.csv`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Documents {
    /// The names of the input's own columns.
    pub(crate) columns: Vec<String>,
    /// What the values of each column are like, in all rows.
    pub(crate) measures: Vec<ColumnMeasure>,
    /// In the table's order.
    pub(crate) cases: Vec<Case>,
    /// How many rows the table has.
    pub(crate) rows: u64,
    /// Cases by language code.
    pub(crate) languages: BTreeMap<String, u64>,
    index: HashMap<String, usize>,
}

impl Documents {
    /// Reads the table; `wanted` are ids to keep wherever they stand.
    ///
    /// # Errors
    /// When the table is missing or is not what a run writes.
    pub(crate) fn read(folder: &Path, layout: &Layout, wanted: &HashSet<&str>) -> Result<Self> {
        let path = folder.join("documents.csv");
        let mut reader = open(&path)?;
        let mut documents = Self { columns: layout.columns.clone(), ..Self::default() };
        documents.measures.resize(layout.columns.len(), ColumnMeasure::default());
        let mut sample = Sample::new(KEPT);
        while let Some(record) = reader.next_row()? {
            documents.rows += 1;
            let language = layout.ours(&record, "language").to_owned();
            *documents.languages.entry(language).or_default() += 1;
            let own = record.iter().skip(1);
            documents.measures.iter_mut().zip(own).for_each(|(measure, value)| measure.take(value));
            let id = &record[0];
            let row = documents.rows;
            sample.offer(id, row, wanted.contains(id), || case(&path, row, layout, &record))?;
        }
        sample.into_cases().for_each(|case| documents.keep(case));
        Ok(documents)
    }

    /// Leaves out the columns of which `keep`, given their place, says no.
    pub(crate) fn retain_columns(&mut self, keep: impl Fn(usize) -> bool) {
        retain(&mut self.columns, &keep);
        retain(&mut self.measures, &keep);
        self.cases.iter_mut().for_each(|case| retain(&mut case.values, &keep));
    }

    /// The place of a kept case.
    pub(crate) fn position(&self, id: &str) -> Option<usize> {
        self.index.get(id).copied()
    }

    /// A kept case, for adding what other tables say about it.
    pub(crate) fn case_mut(&mut self, id: &str) -> Option<&mut Case> {
        let position = self.position(id)?;
        self.cases.get_mut(position)
    }

    fn keep(&mut self, case: Case) {
        self.index.insert(case.id.clone(), self.cases.len());
        self.cases.push(case);
    }
}

fn case(path: &Path, row: u64, layout: &Layout, record: &StringRecord) -> Result<Case> {
    let ours = |name: &str| layout.ours(record, name);
    Ok(Case {
        id: record[0].to_owned(),
        values: record.iter().skip(1).take(layout.columns.len()).map(str::to_owned).collect(),
        language: ours("language").to_owned(),
        cluster: optional(path, row, ours("cluster"))?,
        similarity: optional(path, row, ours("similarity"))?,
        status: ours("status").to_owned(),
        second_cluster: optional(path, row, ours("second_cluster"))?,
        fit: ours("fit").to_owned(),
        has_theme: !ours("themes").is_empty(),
        tags: Vec::new(),
        evidence: Vec::new(),
    })
}

fn retain<T>(values: &mut Vec<T>, keep: impl Fn(usize) -> bool) {
    let mut places = 0..;
    values.retain(|_| places.next().is_some_and(&keep));
}

fn foreign(path: &Path) -> Error {
    let cause = format!("the columns are not `id`, those of the input, `{}`", OURS.join("`, `"));
    Error::input(format!("{}, header", path.display()), cause, REMEDY)
}

fn optional<T: std::str::FromStr>(path: &Path, row: u64, value: &str) -> Result<Option<T>> {
    if value.is_empty() {
        return Ok(None);
    }
    let wrong = |_| {
        let place = format!("{}, row {row}", path.display());
        Error::input(place, format!("`{value}` is not a number"), REMEDY)
    };
    value.parse().map(Some).map_err(wrong)
}
