//! A comparison as a table for people, Markdown, CSV or JSON.

use std::str::FromStr;

use caselens::tables::guarded;
use caselens::{Error, Result};

use super::super::aligned::aligned;
use super::super::markdown::{cell, row};
use super::clusters::{Comparison, LabelRow};

/// In which form a comparison is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Format {
    /// Columns set in spaces.
    #[default]
    Table,
    /// One object.
    Json,
    /// One row for every number.
    Csv,
    /// Tables of Markdown.
    Md,
    /// A page with pictures.
    Html,
}

impl FromStr for Format {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "table" => Ok(Self::Table),
            "json" => Ok(Self::Json),
            "csv" => Ok(Self::Csv),
            "md" => Ok(Self::Md),
            "html" => Ok(Self::Html),
            _ => Err(Error::usage(
                format!("format `{name}`"),
                "no such format is known",
                "use table, json, csv, md or html",
            )),
        }
    }
}

/// The comparison as text that ends with a line break.
///
/// # Errors
/// If it has no such format.
pub(super) fn render(result: &Comparison, format: Format) -> Result<String> {
    Ok(match format {
        Format::Table => table(result),
        Format::Json => format!("{:#}\n", serde_json::json!(result)),
        Format::Csv => csv(result),
        Format::Md => markdown(result),
        Format::Html => {
            let cause = "clusters against labels have no such page";
            return Err(Error::usage("--format html", cause, "use table, json, csv or md"));
        }
    })
}

fn heading(result: &Comparison) -> String {
    let clusters = result.clusters.iter().filter(|it| !it.cluster.is_empty()).count();
    let mut text = format!(
        "{}, column `{}`: {} cases with one label, {} labels, {clusters} clusters",
        result.input,
        result.labels_from,
        result.documents,
        result.labels.len(),
    );
    let left_out =
        [(result.without_label, "without a label"), (result.several_labels, "with several labels")];
    let named: Vec<String> = left_out
        .iter()
        .filter(|(cases, _)| *cases > 0)
        .map(|(cases, what)| format!("{cases} {what}"))
        .collect();
    if !named.is_empty() {
        text.push_str(&format!("; left out: {}", named.join(", ")));
    }
    if result.without_cluster > 0 {
        text.push_str(&format!(
            "; {} of no cluster count as one of their own",
            result.without_cluster
        ));
    }
    text
}

fn measures(result: &Comparison) -> [(&'static str, f64); 4] {
    [
        ("normalised mutual information", result.nmi),
        ("adjusted Rand index", result.ari),
        ("accuracy by best matching", result.accuracy),
        ("purity", result.purity),
    ]
}

/// The rows of the three tables of people: measures, labels, counts; the first of each are heads.
fn tables(result: &Comparison) -> [Vec<Vec<String>>; 4] {
    let row = |cells: &[&str]| cells.iter().map(|&cell| cell.to_owned()).collect::<Vec<_>>();
    let mut of_measures = vec![row(&["measure", "value"])];
    of_measures
        .extend(measures(result).map(|(name, value)| vec![name.to_owned(), format!("{value:.3}")]));
    let mut of_labels = vec![row(&["label", "cases", "mostly in", "share", "matched with"])];
    of_labels.extend(result.labels.iter().map(label_row));
    let mut of_clusters = vec![row(&["cluster", "about", "cases", "mostly", "share"])];
    of_clusters.extend(result.clusters.iter().map(|it| {
        let about = it.about.clone();
        vec![
            name(&it.cluster),
            about,
            it.documents.to_string(),
            it.mostly.clone(),
            percent(it.share),
        ]
    }));
    let mut heads = row(&["cases of"]);
    heads.extend(result.clusters.iter().map(|it| name(&it.cluster)));
    let mut of_counts = vec![heads];
    of_counts.extend(result.labels.iter().zip(&result.counts).map(|(label, counts)| {
        let count = |&count: &u64| if count == 0 { "·".to_owned() } else { count.to_string() };
        std::iter::once(label.label.clone()).chain(counts.iter().map(count)).collect()
    }));
    [of_measures, of_labels, of_clusters, of_counts]
}

fn label_row(label: &LabelRow) -> Vec<String> {
    vec![
        label.label.clone(),
        label.documents.to_string(),
        name(&label.mostly_in),
        percent(label.share),
        label.matched_with.as_deref().map_or_else(|| "–".to_owned(), name),
    ]
}

fn name(cluster: &str) -> String {
    if cluster.is_empty() { "none".to_owned() } else { cluster.to_owned() }
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

fn table(result: &Comparison) -> String {
    let [of_measures, of_labels, of_clusters, of_counts] = tables(result);
    let parts = [
        heading(result) + "\n",
        aligned(&of_measures, &[0]),
        aligned(&of_labels, &[0]),
        aligned(&of_clusters, &[1, 3]),
        aligned(&of_counts, &[0]),
    ];
    parts.join("\n")
}

fn markdown(result: &Comparison) -> String {
    let titles = ["Measures", "Labels", "Clusters", "Cases of each label in each cluster"];
    let mut parts = vec![format!("# Clusters against labels\n\n{}", cell(&heading(result)))];
    for (title, rows) in titles.iter().zip(tables(result)) {
        let rule = format!("|{}", " --- |".repeat(rows[0].len()));
        let lines: Vec<String> = rows.iter().map(|cells| row(cells)).collect();
        parts.push(format!("## {title}\n\n{}\n{rule}\n{}", lines[0], lines[1..].join("\n")));
    }
    parts.join("\n\n") + "\n"
}

/// `measure`, `label`, `cluster`, `value`: the measures of the whole, and the cases of every label in
/// every cluster that has any.
fn csv(result: &Comparison) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut write = |row: [&str; 4]| {
        // Writing to memory does not fail.
        let _ = writer.write_record(row.map(guarded).iter().map(|cell| cell.as_bytes()));
    };
    write(["measure", "label", "cluster", "value"]);
    for (name, value) in [
        ("nmi", result.nmi),
        ("ari", result.ari),
        ("accuracy", result.accuracy),
        ("purity", result.purity),
    ] {
        write([name, "", "", &format!("{value:.6}")]);
    }
    for (name, value) in [
        ("documents", result.documents),
        ("without label", result.without_label),
        ("several labels", result.several_labels),
        ("without cluster", result.without_cluster),
    ] {
        write([name, "", "", &value.to_string()]);
    }
    for (label, counts) in result.labels.iter().zip(&result.counts) {
        for (cluster, count) in result.clusters.iter().zip(counts).filter(|(_, count)| **count > 0)
        {
            write(["documents", &label.label, &cluster.cluster, &count.to_string()]);
        }
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::clusters::tests::example;
    use super::*;

    #[test]
    fn the_table_says_what_was_compared_and_what_was_not() {
        let expected = "\
cases, column `kind`: 7 cases with one label, 2 labels, 2 clusters; left out: 3 without a label, 1 with \
several labels; 1 of no cluster count as one of their own

measure                        value
normalised mutual information  0.770
adjusted Rand index            0.625
accuracy by best matching      0.857
purity                         1.000

label   cases  mostly in  share  matched with
school      5         10   80 %            10
river       2          2  100 %             2

cluster  about         cases  mostly  share
      2  water, bank       2  river   100 %
     10  pupil, class      4  school  100 %
   none                    1  school  100 %

cases of  2  10  none
school    ·   4     1
river     2   ·     ·
";
        assert_eq!(table(&example()), expected);
    }

    #[test]
    fn labels_cannot_break_a_table_of_markdown() {
        let mut result = example();
        result.labels[0].label = "a | b\n# c".to_owned();
        let text = markdown(&result);
        assert!(text.contains("| a \\| b \\# c | 5 |"));
    }
}
