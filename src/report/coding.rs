//! A run to a sample of its cases that people code by hand.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use super::documents::Layout;
use super::manifest::Manifest;
use super::rows::ThemeRow;
use super::table::{all, open};
use crate::classify::metrics::{LabelName, allocate, draw_key};
use crate::error::{Error, Result, counted};
use crate::tables::{CodingSheet, SheetCase};

/// What keeps the order of the rows apart from what is drawn.
const ORDER: u64 = 0x006F_7264_6572;
/// What keeps the numbers of strata apart from both.
const NUMBERS: u64 = 0x7374_7261_7461;

/// The themes that a run found in each of its cases.
#[derive(Debug, Clone)]
pub struct RunThemes {
    /// The themes, in the order of the codebook.
    pub themes: Vec<LabelName>,
    /// What each theme means.
    pub definitions: Vec<String>,
    /// Every case in the order of the run: its id and the numbers of its themes.
    pub cases: Vec<(String, Vec<u32>)>,
    folder: std::path::PathBuf,
    text: Vec<String>,
}

/// How cases are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SampleDesign {
    /// Each case is as likely as any other.
    Simple,
    /// By strata: cases are in that of their rarest theme, or in that of cases without any; rare strata get
    /// more than their part.
    Stratified,
}

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SampleSettings {
    /// How many cases, 1 or more.
    pub cases: u64,
    /// How.
    pub design: SampleDesign,
    /// Seed of what is drawn and of the order of the rows.
    pub seed: u64,
    /// Whether people do not see what the machine found.
    pub blind: bool,
}

impl RunThemes {
    /// Reads a run's folder.
    ///
    /// # Errors
    /// If it is no run, or the run did not look for themes.
    pub fn read(folder: &Path) -> Result<Self> {
        let manifest = Manifest::read(folder)?;
        let layout = Layout::read(folder)?;
        let Some(codebook) = manifest.codebook.filter(|_| layout.themed) else {
            return Err(Error::input(
                folder.display(),
                "this run did not look for themes",
                "name a folder of `caselens run` or of `caselens tag --output FOLDER`",
            ));
        };
        let rows: Vec<ThemeRow> = all(folder, "themes.csv")?;
        let labels: HashMap<String, String> =
            rows.into_iter().map(|row| (row.theme, row.label)).collect();
        let name = |id: &String| LabelName {
            id: id.clone(),
            name: labels.get(id).cloned().unwrap_or_else(|| id.clone()),
        };
        let themes: Vec<LabelName> = codebook.themes.iter().map(|theme| name(&theme.id)).collect();
        let numbers: HashMap<&str, u32> =
            themes.iter().zip(0..).map(|(theme, number)| (theme.id.as_str(), number)).collect();
        let path = folder.join("documents.csv");
        let mut cases = Vec::new();
        let mut table = open(&path)?;
        while let Some(row) = table.next_row()? {
            let found = layout.ours(&row, "themes").split('|');
            let found = found.filter_map(|theme| numbers.get(theme).copied()).collect();
            cases.push((row.get(0).unwrap_or_default().to_owned(), found));
        }
        let definitions = codebook.themes.iter().map(|theme| theme.definition.clone()).collect();
        let (folder, text) = (folder.to_owned(), manifest.columns.text);
        Ok(Self { themes, definitions, cases, folder, text })
    }

    /// In how many cases each theme was found.
    pub fn found(&self) -> Vec<u64> {
        let mut found = vec![0; self.themes.len()];
        let all = self.cases.iter().flat_map(|(_, themes)| themes);
        all.for_each(|&theme| found[theme as usize] += 1);
        found
    }

    /// The stratum of every case: its rarest theme, of equally rare ones the first; last, cases without any.
    fn strata(&self, design: SampleDesign) -> Vec<usize> {
        let found = self.found();
        let rarest = |themes: &[u32]| {
            let themes = themes.iter().map(|&theme| theme as usize);
            themes.min_by_key(|&theme| (found[theme], theme)).unwrap_or(found.len())
        };
        match design {
            SampleDesign::Simple => vec![0; self.cases.len()],
            SampleDesign::Stratified => {
                self.cases.iter().map(|(_, themes)| rarest(themes)).collect()
            }
        }
    }

    /// Draws cases. The same run, settings and seed give the same sheet, whatever the order of the cases.
    ///
    /// # Errors
    /// If there are fewer cases than strata to be drawn, or the texts cannot be read.
    pub fn sample(&self, settings: SampleSettings) -> Result<CodingSheet> {
        let SampleSettings { cases: wanted, design, seed, blind } = settings;
        let strata = self.strata(design);
        let mut sizes = vec![0_u64; self.themes.len() + 1];
        strata.iter().for_each(|&stratum| sizes[stratum] += 1);
        let Some(drawn) = allocate(&sizes, wanted) else {
            let strata = sizes.iter().filter(|&&size| size > 0).count() as u64;
            return Err(Error::usage(
                format!("--n {wanted}"),
                format!("there are {} to draw from", counted(strata, "stratum", "strata")),
                "ask for at least two cases for each, or for `--design simple`",
            ));
        };
        let numbers = numbers(&sizes, seed);
        let mut order: Vec<(usize, u64, usize)> = (0..strata.len())
            .map(|case| (strata[case], draw_key(&self.cases[case].0, seed), case))
            .collect();
        order.sort_by(|a, b| {
            (a.0, a.1).cmp(&(b.0, b.1)).then_with(|| self.cases[a.2].0.cmp(&self.cases[b.2].0))
        });
        let mut taken = vec![0; sizes.len()];
        let mut cases = Vec::new();
        for (stratum, _, case) in order {
            if taken[stratum] == drawn[stratum] {
                continue;
            }
            taken[stratum] += 1;
            let (id, themes) = &self.cases[case];
            let found: Vec<&str> =
                themes.iter().map(|&theme| self.themes[theme as usize].id.as_str()).collect();
            cases.push(SheetCase {
                id: id.clone(),
                text: String::new(),
                machine: (!blind).then(|| found.join("|")),
                stratum: numbers[stratum],
                stratum_cases: sizes[stratum],
                inclusion_probability: drawn[stratum] as f64 / sizes[stratum] as f64,
            });
        }
        cases.sort_by_cached_key(|case| (draw_key(&case.id, seed ^ ORDER), case.id.clone()));
        self.read_texts(&mut cases)?;
        Ok(CodingSheet {
            themes: self.themes.clone(),
            definitions: self.definitions.clone(),
            cases,
        })
    }

    /// The texts of cases, by their ids.
    pub(crate) fn texts(&self, ids: &[&str]) -> Result<BTreeMap<String, String>> {
        let wanted: std::collections::HashSet<&str> = ids.iter().copied().collect();
        let path = self.folder.join("documents.csv");
        let mut table = open(&path)?;
        let heads = table.header()?;
        let place = |name: &String| heads.iter().position(|head| head == name);
        let columns: Vec<usize> = self.text.iter().filter_map(place).collect();
        let mut texts = BTreeMap::new();
        while let Some(row) = table.next_row()? {
            let id = row.get(0).unwrap_or_default();
            if wanted.contains(id) {
                let fields = columns.iter().filter_map(|&column| row.get(column));
                let fields: Vec<&str> = fields.filter(|field| !field.is_empty()).collect();
                texts.insert(id.to_owned(), fields.join("\n\n"));
            }
        }
        Ok(texts)
    }

    fn read_texts(&self, cases: &mut [SheetCase]) -> Result<()> {
        let ids: Vec<&str> = cases.iter().map(|case| case.id.as_str()).collect();
        let mut texts = self.texts(&ids)?;
        for case in cases {
            case.text = texts.remove(&case.id).unwrap_or_default();
        }
        Ok(())
    }
}

/// Numbers of the strata, from 0, from which nobody can tell which theme each is of.
fn numbers(sizes: &[u64], seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..sizes.len()).filter(|&stratum| sizes[stratum] > 0).collect();
    order.sort_by_key(|stratum| draw_key(&stratum.to_string(), seed ^ NUMBERS));
    let mut numbers = vec![0; sizes.len()];
    order.iter().zip(0..).for_each(|(&stratum, number)| numbers[stratum] = number);
    numbers
}
