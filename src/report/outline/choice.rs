//! How the number of clusters was chosen.

use super::block::{Block, Curve, CurvePoint, Prose};
use super::numbers;
use super::{Refer, Section};
use crate::report::rows::ChoiceRow;

/// The section with the curve.
pub(crate) fn section(refer: &Refer) -> Section {
    let rows = &refer.run.choice;
    let measured = rows.iter().any(|row| row.stability.is_some());
    let value = |row: &ChoiceRow| if measured { row.stability } else { row.silhouette };
    let points: Vec<CurvePoint> = rows
        .iter()
        .filter_map(|row| {
            value(row).map(|value| CurvePoint { k: row.k, value, chosen: row.chosen })
        })
        .collect();
    let blocks = match rows.iter().find(|row| row.chosen) {
        Some(chosen) => {
            let measure = if measured { "Stability" } else { "Mean silhouette" };
            let summary = summary(measure, &points, chosen);
            let curve = Block::Curve(Curve { measure, summary, points });
            vec![Block::Prose(intro(rows, chosen, measured)), curve]
        }
        None if refer.run.clusters.is_empty() => Vec::new(),
        None => vec![Block::Prose(given(refer))],
    };
    Section { id: "choice", title: "How the number of clusters was chosen", blocks }
}

fn given(refer: &Refer) -> Prose {
    let clusters = refer.run.clusters.len() as u64;
    Prose::ours(format!(
        "The number of clusters ({clusters}) was not chosen by comparison: it was set beforehand, \
         or there were too few cases to compare."
    ))
}

fn intro(rows: &[ChoiceRow], chosen: &ChoiceRow, measured: bool) -> Prose {
    let prose = Prose::default()
        .and_strong(format!("k = {}", chosen.k))
        .and(format!(" was chosen, with {}. ", figures(chosen)));
    let others: Vec<String> = rows
        .iter()
        .filter(|row| row.offered && !row.chosen)
        .map(|row| format!("k = {} ({})", row.k, figures(row)))
        .collect();
    let prose = match &others[..] {
        [] => prose,
        others => prose.and(format!("Worth a look as well: {}. ", others.join("; "))),
    };
    let prose = if measured {
        prose.and(
            "The stability says how alike the clusters are that are found when a fifth of the \
             cases is left out (1: the same each time, 0: nothing in common). Of four clusters or \
             more, the most stable number was taken. ",
        )
    } else {
        prose
    };
    prose.and(
        "The silhouette says how much nearer cases are to their own cluster than to the next (1 is \
         the best, 0 means no structure). Where the curve is flat, another number would serve as \
         well.",
    )
}

fn figures(row: &ChoiceRow) -> String {
    let named = [("stability", row.stability), ("mean silhouette", row.silhouette)];
    let figures = named.into_iter().filter_map(|(name, value)| {
        value.map(|value| format!("{name} {}", numbers::two_digits(value)))
    });
    figures.collect::<Vec<_>>().join(" and ")
}

fn summary(measure: &str, points: &[CurvePoint], chosen: &ChoiceRow) -> String {
    let ks = points.iter().map(|point| point.k);
    let (low, high) = (ks.clone().min().unwrap_or(0), ks.max().unwrap_or(0));
    format!("{measure} for k from {low} to {high}; chosen: {}", chosen.k)
}
