//! Filled coding sheets, and the run they were drawn from, to how far people and machine agree, and to
//! shares of themes corrected for the machine's errors.

mod sheets;
mod update;

use std::collections::BTreeMap;
use std::path::Path;

use super::coding::RunThemes;
use crate::classify::metrics::{Agreement, Coded, Coding, Resampling, corrected_share};
use crate::error::{Error, Result, counted};
use crate::tables::CorrectedTheme;

pub use update::update_themes;

/// How sheets are read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AgreementSettings {
    /// Whether an empty cell of a row in which anything stands means no; else nobody looked.
    pub empty_is_no: bool,
    /// How intervals are made.
    pub resampling: Resampling,
}

/// How far people and machine agree.
#[derive(Debug, Clone)]
pub struct SheetAgreement {
    /// What each said.
    pub coding: Coding,
    /// Everybody with everybody.
    pub rows: Vec<Agreement>,
    /// Shares of themes corrected; none without a run, or where the sheets say nothing of strata.
    pub corrected: Vec<CorrectedTheme>,
    /// Caveats.
    pub notes: Vec<String>,
    /// The texts of cases that people should speak of, by id; none without a run.
    pub texts: BTreeMap<String, String>,
}

impl SheetAgreement {
    /// Reads sheets, and the run at `run` where one is named.
    ///
    /// # Errors
    /// If a sheet or the run cannot be read, a sheet holds something else than codes, cases of another run or
    /// a case twice, or there is nobody to compare with.
    pub fn of(
        paths: &[impl AsRef<Path>],
        run: Option<&RunThemes>,
        settings: AgreementSettings,
    ) -> Result<Self> {
        let sheets = sheets::read(paths, run, settings.empty_is_no)?;
        let coding = &sheets.coding;
        let coded = coding.cases.iter().flat_map(|case| &case.codes).flatten().flatten().count();
        let place = || {
            let names = paths.iter().map(|path| path.as_ref().display().to_string());
            names.collect::<Vec<_>>().join(", ")
        };
        if coded == 0 {
            let remedy = "write 1 or 0 into the columns of themes";
            return Err(Error::input(place(), "nobody has coded anything", remedy));
        }
        if coding.coders.len() < 2 && run.is_none() {
            return Err(Error::input(
                place(),
                format!(
                    "only one person coded, `{}`, and there is nobody to compare with",
                    coding.coders[0]
                ),
                "name the run with `--run` to compare with the machine, or another person's sheet; the column \
                 `coder` says who filled a row",
            ));
        }
        let corrected = match (run, &sheets.strata) {
            (Some(run), Some(strata)) => corrected(run, coding, strata, &sheets.sizes),
            _ => Vec::new(),
        };
        let disputed: Vec<&str> = coding
            .disputes()
            .iter()
            .map(|dispute| coding.cases[dispute.case].id.as_str())
            .collect();
        let texts = run.map(|run| run.texts(&disputed)).transpose()?.unwrap_or_default();
        Ok(Self {
            rows: coding.agreement(settings.resampling),
            corrected,
            notes: notes(&sheets, run.is_some(), settings),
            texts,
            coding: sheets.coding,
        })
    }
}

fn corrected(
    run: &RunThemes,
    coding: &Coding,
    strata: &[usize],
    sizes: &[u64],
) -> Vec<CorrectedTheme> {
    let found = run.found();
    let documents = run.cases.len() as u64;
    let theme = |label: usize| {
        let cases = coding.cases.iter().zip(strata);
        let sample: Vec<Coded> = cases
            .filter_map(|(case, &stratum)| {
                let given = coding.given(case, label)?;
                let found = case.machine.as_ref()?[label];
                Some(Coded { stratum, found, given })
            })
            .collect();
        CorrectedTheme {
            theme: coding.labels[label].clone(),
            documents,
            found: found[label],
            coded: sample.len() as u64,
            corrected: corrected_share(sizes, found[label], documents, &sample),
        }
    };
    (0..coding.labels.len()).map(theme).collect()
}

fn notes(sheets: &sheets::Sheets, with_run: bool, settings: AgreementSettings) -> Vec<String> {
    let mut notes = Vec::new();
    if sheets.uncoded > 0 {
        notes.push(format!(
            "{} without any code: not compared",
            counted(sheets.uncoded, "row is", "rows are")
        ));
    }
    if sheets.only_ones > 0 && !settings.empty_is_no {
        notes.push(format!(
            "{} ones and empty cells and no 0: empty cells are taken as not looked at; `--empty-is-no` takes \
             them as 0",
            counted(sheets.only_ones, "row holds", "rows hold")
        ));
    }
    if !sheets.left_out.is_empty() {
        let mut names = sheets.left_out.clone();
        names.sort_unstable();
        names.dedup();
        notes.push(format!(
            "columns that are no theme of the run were left out: {}",
            names.join(", ")
        ));
    }
    if sheets.coding.coders.len() < 2 {
        notes.push(format!(
            "only one person coded, `{}`: how far people agree cannot be told",
            sheets.coding.coders[0]
        ));
    }
    if with_run && sheets.strata.is_none() {
        notes.push(
            "the sheets have no columns `stratum` and `stratum_cases`, so shares cannot be corrected"
                .to_owned(),
        );
    }
    notes
}
