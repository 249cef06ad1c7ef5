//! How the number of clusters was chosen.

use super::block::{Block, Curve, CurvePoint, Head, Prose, Span, Table};
use super::{Refer, Section};
use crate::report::rows::ChoiceRow;
use crate::report::words::{fill, prose};

/// The section with the curve.
pub(crate) fn section(refer: &Refer) -> Section {
    let (rows, words) = (&refer.run.choice, refer.words);
    let measured = rows.iter().any(|row| row.stability.is_some());
    let value = |row: &ChoiceRow| if measured { row.stability } else { row.silhouette };
    let band = |row: &ChoiceRow| row.stability_low.zip(row.stability_high).filter(|_| measured);
    let point = |row: &ChoiceRow| {
        let value = value(row)?;
        Some(CurvePoint { k: row.k, value, band: band(row), chosen: row.chosen })
    };
    let points: Vec<CurvePoint> = rows.iter().filter_map(point).collect();
    let blocks = match rows.iter().find(|row| row.chosen) {
        Some(chosen) => {
            let words = &words.choice;
            let measure = if measured { words.stability_head } else { words.silhouette_head };
            let summary = summary(refer, measure, &points, chosen);
            let curve = Block::Curve(Curve { measure, summary, axis: words.axis, points });
            let table = Block::Details {
                anchor: None,
                summary: Prose::ours(words.table),
                blocks: vec![Block::Table(table(refer, rows))],
            };
            vec![Block::Prose(intro(refer, chosen, measured)), curve, table]
        }
        None if refer.run.clusters.is_empty() => Vec::new(),
        None => {
            let clusters = refer.run.clusters.len() as u64;
            vec![Block::Prose(Prose::ours(words.plural(&words.choice.given, clusters, &[])))]
        }
    };
    Section { id: "choice", title: words.choice.title, blocks }
}

fn intro(refer: &Refer, chosen: &ChoiceRow, measured: bool) -> Prose {
    let words = &refer.words.choice;
    let told = prose(
        words.chosen,
        &[
            ("k", Span::Strong(format!("k = {}", chosen.k))),
            ("figures", Span::Ours(figures(refer, chosen))),
        ],
    );
    let others: Vec<String> = refer
        .run
        .choice
        .iter()
        .filter(|row| row.offered && !row.chosen)
        .map(|row| format!("k = {} ({})", row.k, figures(refer, row)))
        .collect();
    let told = match &others[..] {
        [] => told,
        others => told.and(fill(words.others, &[("others", &others.join("; "))])),
    };
    let told = if measured { told.and(words.stability_says).and(words.band_says) } else { told };
    told.and(words.silhouette_says)
}

fn figures(refer: &Refer, row: &ChoiceRow) -> String {
    let words = &refer.words.choice;
    let named = [(words.stability, row.stability), (words.silhouette, row.silhouette)];
    let figures: Vec<String> = named
        .into_iter()
        .filter_map(|(name, value)| Some((name, refer.words.two_digits(value?))))
        .map(|(name, value)| fill(name, &[("value", &value)]))
        .collect();
    refer.words.listed(&figures)
}

fn summary(refer: &Refer, measure: &str, points: &[CurvePoint], chosen: &ChoiceRow) -> String {
    let ks = points.iter().map(|point| point.k);
    let (low, high) = (ks.clone().min().unwrap_or(0), ks.max().unwrap_or(0));
    let [low, high, k] = [low, high, chosen.k].map(|number| number.to_string());
    let values = [("measure", measure), ("low", &low), ("high", &high), ("k", &k)];
    fill(refer.words.choice.summary, &values)
}

fn table(refer: &Refer, rows: &[ChoiceRow]) -> Table {
    let words = refer.words;
    let number =
        |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| words.two_digits(value));
    let band = |row: &ChoiceRow| {
        let band = row.stability_low.zip(row.stability_high);
        band.map_or_else(
            || "–".to_owned(),
            |(low, high)| format!("{}–{}", words.two_digits(low), words.two_digits(high)),
        )
    };
    let row = |row: &ChoiceRow| {
        let chosen = if row.chosen { " ←" } else { "" };
        [format!("{}{chosen}", row.k), number(row.stability), band(row), number(row.silhouette)]
            .map(Prose::ours)
            .to_vec()
    };
    let heads =
        ["k", words.choice.stability_head, words.choice.interval, words.choice.silhouette_head];
    Table {
        caption: words.choice.table.to_owned(),
        heads: heads.map(Head::numbers).to_vec(),
        rows: rows.iter().map(row).collect(),
    }
}
