//! Words that stand in controls and in spreadsheets; every language has its own. `{}` is filled in.

use serde::Serialize;

/// Words of a spreadsheet.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SheetWords {
    pub(crate) about: &'static str,
    pub(crate) settings: &'static str,
    pub(crate) setting: &'static str,
    pub(crate) value: &'static str,
    pub(crate) sheet: &'static str,
    pub(crate) rows: &'static str,
    pub(crate) holds: &'static str,
    pub(crate) note: &'static str,
    /// Analysed and read.
    pub(crate) counts: &'static str,
    /// Program, version, hash of the run.
    pub(crate) made_by: &'static str,
    pub(crate) no_text: &'static str,
    /// Rows of the table, its file.
    pub(crate) rows_cut: &'static str,
    /// Number of cells, file.
    pub(crate) cells_cut: &'static str,
    /// Number of columns, file.
    pub(crate) columns_cut: &'static str,
    /// How many are linked.
    pub(crate) links_cut: &'static str,
    /// Stands at the end of a text that was cut.
    pub(crate) cut: &'static str,
    pub(crate) share_of_cases: &'static str,
    pub(crate) themes_chart: &'static str,
    pub(crate) clusters_chart: &'static str,
    /// What each table holds, by its file's name.
    pub(crate) tables: &'static [(&'static str, &'static str)],
}

/// Words of the controls in a page, which its script shows.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct ControlWords {
    pub(crate) copy_csv: &'static str,
    pub(crate) save_svg: &'static str,
    pub(crate) link: &'static str,
    pub(crate) copied: &'static str,
    /// Names of themes.
    pub(crate) evidence_of: &'static str,
    pub(crate) no_theme: &'static str,
    pub(crate) no_cluster: &'static str,
    pub(crate) theme: &'static str,
    pub(crate) cluster: &'static str,
    pub(crate) name: &'static str,
    pub(crate) any: &'static str,
    pub(crate) search: &'static str,
    pub(crate) order: &'static str,
    pub(crate) order_table: &'static str,
    pub(crate) order_name: &'static str,
    pub(crate) order_id: &'static str,
    pub(crate) order_themes: &'static str,
    pub(crate) order_fit: &'static str,
    pub(crate) backwards: &'static str,
    pub(crate) reset: &'static str,
    pub(crate) copy_found: &'static str,
    pub(crate) show_cases: &'static str,
    /// Cases found, and all.
    pub(crate) found: &'static str,
    /// All cases.
    pub(crate) all_found: &'static str,
    pub(crate) pages: &'static str,
    /// This page, and how many there are.
    pub(crate) page: &'static str,
    pub(crate) previous: &'static str,
    pub(crate) next: &'static str,
}

/// A text of which each `{}` is replaced by the next of `values`.
pub(crate) fn filled(template: &str, values: &[&str]) -> String {
    let mut parts = template.split("{}");
    let mut out = parts.next().unwrap_or_default().to_owned();
    let mut values = values.iter();
    for part in parts {
        out.push_str(values.next().copied().unwrap_or_default());
        out.push_str(part);
    }
    out
}
