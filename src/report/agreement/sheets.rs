//! Filled sheets to what each person said of each case.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use super::super::coding::RunThemes;
use crate::classify::metrics::{CodedCase, Coding, LabelName};
use crate::error::{Error, Result};
use crate::suggest::nearest;
use crate::tables::{FIXED_COLUMNS, RawSheet, read_sheet, theme_of};

/// Codes of all sheets.
#[derive(Debug, Clone)]
pub(super) struct Sheets {
    pub(super) coding: Coding,
    /// Of every case the number of its stratum; none where the sheets do not say it.
    pub(super) strata: Option<Vec<usize>>,
    /// Cases of every stratum in the run.
    pub(super) sizes: Vec<u64>,
    /// Columns that are no theme of the run, left out.
    pub(super) left_out: Vec<String>,
    /// Rows in which nobody wrote anything.
    pub(super) uncoded: u64,
    /// Rows that hold ones and empty cells, and no zero.
    pub(super) only_ones: u64,
}

/// What is known of a case before all sheets are read.
#[derive(Default)]
struct Case {
    /// By coder and by theme.
    codes: BTreeMap<String, BTreeMap<String, bool>>,
    stratum: Option<String>,
}

struct SheetReader<'r> {
    run: Option<&'r RunThemes>,
    known: HashMap<&'r str, usize>,
    empty_is_no: bool,
    themes: Vec<String>,
    cases: BTreeMap<String, Case>,
    has_strata: bool,
    /// Cases of every stratum.
    sizes: BTreeMap<String, u64>,
    left_out: Vec<String>,
    uncoded: u64,
    only_ones: u64,
}

/// Reads sheets, which are of `run` where one is named.
pub(super) fn read(
    paths: &[impl AsRef<Path>],
    run: Option<&RunThemes>,
    empty_is_no: bool,
) -> Result<Sheets> {
    let known = run.map_or_else(HashMap::new, |run| {
        run.cases.iter().enumerate().map(|(at, (id, _))| (id.as_str(), at)).collect()
    });
    let themes =
        run.map_or_else(Vec::new, |run| run.themes.iter().map(|theme| theme.id.clone()).collect());
    let mut reader = SheetReader {
        run,
        known,
        empty_is_no,
        themes,
        cases: BTreeMap::new(),
        has_strata: true,
        sizes: BTreeMap::new(),
        left_out: Vec::new(),
        uncoded: 0,
        only_ones: 0,
    };
    for path in paths {
        reader.take(path.as_ref(), &read_sheet(path.as_ref())?)?;
    }
    reader.finish()
}

/// The columns of a sheet.
struct Columns {
    id: usize,
    coder: Option<usize>,
    stratum: Option<(usize, usize)>,
    themes: Vec<(usize, String)>,
}

impl SheetReader<'_> {
    fn columns(&mut self, path: &Path, sheet: &RawSheet) -> Result<Columns> {
        let column = |name: &str| sheet.heads.iter().position(|head| head == name);
        let Some(id) = column("id") else {
            let near = nearest("id", sheet.heads.iter().map(String::as_str));
            let near = near.map_or_else(String::new, |near| format!("; `{near}` may be meant"));
            return Err(Error::input(
                format!("{}, first row", path.display()),
                format!("there is no column `id`{near}"),
                "keep the columns that `caselens sample` wrote",
            ));
        };
        let mut themes = Vec::new();
        for (at, head) in sheet.heads.iter().enumerate() {
            if head.is_empty() || FIXED_COLUMNS.contains(&head.as_str()) {
                continue;
            }
            let theme = theme_of(head).to_owned();
            if themes.iter().any(|(_, other)| *other == theme) {
                return Err(Error::input(
                    format!("{}, first row", path.display()),
                    format!("the column `{head}` stands twice"),
                    "leave one of them out",
                ));
            }
            match self.run {
                Some(_) if !self.themes.contains(&theme) => self.left_out.push(theme),
                _ => themes.push((at, theme)),
            }
        }
        if themes.is_empty() {
            let of = self.run.map_or("", |_| " of the run");
            return Err(Error::input(
                format!("{}, first row", path.display()),
                format!("no column bears the id of a theme{of}"),
                "keep the columns that `caselens sample` wrote, and name the run they are of",
            ));
        }
        let stratum = column("stratum").zip(column("stratum_cases"));
        Ok(Columns { id, coder: column("coder"), stratum, themes })
    }

    fn take(&mut self, path: &Path, sheet: &RawSheet) -> Result<()> {
        let columns = self.columns(path, sheet)?;
        if self.run.is_none() {
            for (_, theme) in &columns.themes {
                if !self.themes.contains(theme) {
                    self.themes.push(theme.clone());
                }
            }
        }
        self.has_strata &= columns.stratum.is_some();
        let file = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let named = |cells: &[String]| {
            columns.coder.map(|at| cells[at].clone()).filter(|name| !name.is_empty())
        };
        // A name that was written once stands for the whole sheet.
        let names: Vec<String> = sheet.rows.iter().filter_map(|(_, cells)| named(cells)).collect();
        let usual = match names.first() {
            Some(first) if names.iter().all(|name| name == first) => first.clone(),
            _ => file,
        };
        for (number, cells) in &sheet.rows {
            let place = format!("{}, row {number}", path.display());
            let coder = named(cells).unwrap_or_else(|| usual.clone());
            self.row(&place, cells, &columns, coder)?;
        }
        Ok(())
    }

    fn row(
        &mut self,
        place: &str,
        cells: &[String],
        columns: &Columns,
        coder: String,
    ) -> Result<()> {
        let id = &cells[columns.id];
        if id.is_empty() {
            let remedy = "write the id that the sheet had, or leave the row out";
            return Err(Error::input(format!("{place}, column `id`"), "the id is empty", remedy));
        }
        if self.run.is_some() && !self.known.contains_key(id.as_str()) {
            return Err(Error::input(
                format!("{place}, column `id`"),
                format!("the run has no case `{id}`"),
                "name with `--run` the run that the sheet was drawn from",
            ));
        }
        let mut codes = BTreeMap::new();
        for (at, theme) in &columns.themes {
            if let Some(code) = code(&cells[*at], place, theme)? {
                codes.insert(theme.clone(), code);
            }
        }
        if codes.is_empty() {
            self.uncoded += 1;
        }
        let gaps = codes.len() < columns.themes.len();
        if !codes.is_empty() && gaps && codes.values().all(|code| *code) {
            self.only_ones += 1;
        }
        if self.empty_is_no && !codes.is_empty() {
            for (_, theme) in &columns.themes {
                codes.entry(theme.clone()).or_insert(false);
            }
        }
        let stratum = columns.stratum.map(|at| self.stratum(place, cells, at)).transpose()?;
        let case = self.cases.entry(id.clone()).or_default();
        if case.codes.contains_key(&coder) {
            return Err(Error::input(
                format!("{place}, column `id`"),
                format!("`{coder}` has coded the case `{id}` already"),
                "leave one of the rows out, or write in `coder` who filled each",
            ));
        }
        if case.stratum.is_some() && stratum.is_some() && case.stratum != stratum {
            return Err(Error::input(
                format!("{place}, column `stratum`"),
                format!("the case `{id}` is in another stratum than in a sheet before"),
                "compare sheets that were drawn at once, with one seed",
            ));
        }
        case.stratum = case.stratum.take().or(stratum);
        case.codes.insert(coder, codes);
        Ok(())
    }

    /// The stratum of a row; every row of a stratum says the same of its size.
    fn stratum(
        &mut self,
        place: &str,
        cells: &[String],
        (stratum, cases): (usize, usize),
    ) -> Result<String> {
        let place = format!("{place}, column `stratum_cases`");
        let size = cells[cases].parse::<u64>().ok().filter(|size| *size > 0);
        let size = size.ok_or_else(|| {
            let remedy = "leave this column as `caselens sample` wrote it";
            Error::input(&place, format!("`{}` is no number of cases", cells[cases]), remedy)
        })?;
        let stratum = cells[stratum].clone();
        match self.sizes.insert(stratum.clone(), size) {
            Some(other) if other != size => Err(Error::input(
                place,
                format!("stratum {stratum} has {size} cases here and {other} before"),
                "compare sheets that were drawn at once, from one run and with one seed",
            )),
            _ => Ok(stratum),
        }
    }

    fn finish(self) -> Result<Sheets> {
        let mut coders: Vec<String> =
            self.cases.values().flat_map(|case| case.codes.keys().cloned()).collect();
        coders.sort_unstable();
        coders.dedup();
        let names: HashMap<&str, &LabelName> = self.run.map_or_else(HashMap::new, |run| {
            run.themes.iter().map(|theme| (theme.id.as_str(), theme)).collect()
        });
        let name = |id: &String| {
            let plain = LabelName { id: id.clone(), name: id.clone() };
            names.get(id.as_str()).map_or(plain, |name| (*name).clone())
        };
        let machine = |id: &str| {
            let (_, found) = &self.run?.cases[*self.known.get(id)?];
            Some((0..self.themes.len() as u32).map(|theme| found.contains(&theme)).collect())
        };
        let cases = self.cases.iter().map(|(id, case)| CodedCase {
            id: id.clone(),
            codes: coders
                .iter()
                .map(|coder| {
                    let codes = case.codes.get(coder);
                    let code = |theme| codes.and_then(|codes| codes.get(theme).copied());
                    self.themes.iter().map(code).collect()
                })
                .collect(),
            machine: machine(id),
        });
        let cases: Vec<CodedCase> = cases.collect();
        let strata = self.has_strata.then(|| {
            let number = |case: &Case| {
                let known = |known: &String| Some(known) == case.stratum.as_ref();
                self.sizes.keys().position(known).unwrap_or(0)
            };
            self.cases.values().map(number).collect()
        });
        let labels = self.themes.iter().map(name).collect();
        Ok(Sheets {
            coding: Coding { labels, coders, cases },
            strata,
            sizes: self.sizes.into_values().collect(),
            left_out: self.left_out,
            uncoded: self.uncoded,
            only_ones: self.only_ones,
        })
    }
}

/// What stands in a cell.
fn code(cell: &str, place: &str, theme: &str) -> Result<Option<bool>> {
    match cell.to_lowercase().as_str() {
        "" => Ok(None),
        "1" | "1.0" | "yes" | "y" | "true" | "x" => Ok(Some(true)),
        "0" | "0.0" | "no" | "n" | "false" => Ok(Some(false)),
        _ => Err(Error::input(
            format!("{place}, column `{theme}`"),
            format!("`{cell}` is neither 1 nor 0"),
            "write 1 or yes, 0 or no, or nothing; if the column is no theme, call it `note`",
        )),
    }
}
