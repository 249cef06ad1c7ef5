//! Words that stand in controls and in spreadsheets, in one place for each language. `{}` is filled in.

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

/// English.
pub(crate) const SHEETS: SheetWords = SheetWords {
    about: "about",
    settings: "settings",
    setting: "setting",
    value: "value",
    sheet: "Sheet",
    rows: "Rows",
    holds: "What it holds",
    note: "What is left out",
    counts: "{} cases analysed of {} rows or lines read",
    made_by: "Made by {} {} from the tables of the run {}",
    no_text: "The texts of the cases, their names, other long values and the words that prove a theme are left \
              out of this file.",
    rows_cut: "the table has {} rows, more than a sheet holds; {} has all",
    cells_cut: "{} texts are longer than a cell holds and are cut; {} has them whole",
    columns_cut: "{} columns more than a sheet holds; {} has all",
    links_cut: "only the first {} rows are linked",
    cut: " […] (cut here)",
    share_of_cases: "Share of the cases analysed",
    themes_chart: "Themes, with 95% intervals",
    clusters_chart: "Clusters",
    tables: &[
        ("themes.csv", "How many cases carry each theme; share with its 95% interval (Wilson)"),
        ("model_themes.csv", "How many cases a trained model gave each label"),
        (
            "theme_by_cluster.csv",
            "How many cases of each cluster carry each theme; shares of the cluster",
        ),
        ("cooccurrence.csv", "Pairs of themes in one case; lift 1 is what chance would give"),
        ("clusters.csv", "Groups of alike cases: size, how separate (silhouette) and how stable"),
        ("cluster_terms.csv", "What sets each cluster apart, the strongest first"),
        ("cluster_tree.csv", "Which clusters would be joined first"),
        ("cluster_choice.csv", "What speaks for each number of clusters that was tried"),
        ("gaps.csv", "What the codebook does not cover"),
        (
            "documents.csv",
            "The cases with the input's columns; an id leads to the words that prove its themes",
        ),
        ("tags.csv", "Which case carries which theme, with a score from 0 to 1"),
        ("evidence.csv", "The words that prove a theme: characters start to end of the field"),
        ("disagreements.csv", "Where only one of codebook and model found a theme that both know"),
        ("map.csv", "Where each case stands on the map, 0 to 1"),
        ("ledger.csv", "What became of the rows read"),
        ("rejects.csv", "What is no case, and why"),
        ("duplicates.csv", "Texts that occur more than once"),
    ],
};

/// Words of the controls in a page, which its script shows.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct ControlWords {
    copy_csv: &'static str,
    save_svg: &'static str,
    link: &'static str,
    copied: &'static str,
    /// Names of themes.
    evidence_of: &'static str,
    no_theme: &'static str,
    no_cluster: &'static str,
    theme: &'static str,
    cluster: &'static str,
    name: &'static str,
    any: &'static str,
    search: &'static str,
    order: &'static str,
    order_table: &'static str,
    order_name: &'static str,
    order_id: &'static str,
    order_themes: &'static str,
    order_fit: &'static str,
    backwards: &'static str,
    reset: &'static str,
    copy_found: &'static str,
    show_cases: &'static str,
    /// Cases found, and all.
    found: &'static str,
    /// All cases.
    all_found: &'static str,
    pages: &'static str,
    /// This page, and how many there are.
    page: &'static str,
    previous: &'static str,
    next: &'static str,
}

/// English.
pub(crate) const CONTROLS: ControlWords = ControlWords {
    copy_csv: "Copy as CSV",
    save_svg: "Save as SVG",
    link: "Link",
    copied: "Copied",
    evidence_of: "evidence of {}",
    no_theme: "no theme",
    no_cluster: "in no cluster",
    theme: "Theme",
    cluster: "Cluster",
    name: "Name",
    any: "any",
    search: "Search the cases",
    order: "Sort by",
    order_table: "order of the input",
    order_name: "name",
    order_id: "id",
    order_themes: "number of themes",
    order_fit: "similarity to the cluster",
    backwards: "Reverse",
    reset: "Clear",
    copy_found: "Copy these cases as CSV",
    show_cases: "Show these cases in the list",
    found: "{} of {} cases",
    all_found: "{} cases",
    pages: "Pages of cases",
    page: "Page {} of {}",
    previous: "Previous",
    next: "Next",
};

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
