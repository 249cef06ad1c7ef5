//! How the number of clusters was chosen.

use super::block::{Block, Curve, CurvePoint, Prose};
use super::numbers;
use super::{Refer, Section};

/// The section with the curve.
pub(crate) fn section(refer: &Refer) -> Section {
    let points: Vec<CurvePoint> = refer
        .run
        .choice
        .iter()
        .filter_map(|row| {
            row.silhouette.map(|silhouette| CurvePoint { k: row.k, silhouette, chosen: row.chosen })
        })
        .collect();
    let blocks = match points.iter().find(|point| point.chosen) {
        Some(chosen) => {
            let summary = summary(&points, *chosen);
            vec![Block::Prose(intro(&points, *chosen)), Block::Curve(Curve { summary, points })]
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

fn intro(points: &[CurvePoint], chosen: CurvePoint) -> Prose {
    let others = points.iter().filter(|point| point.k != chosen.k);
    let runner_up = others.max_by(|a, b| a.silhouette.total_cmp(&b.silhouette).then(b.k.cmp(&a.k)));
    let prose = Prose::default().and_strong(format!("k = {}", chosen.k)).and(format!(
        " was chosen, with a mean silhouette of {}",
        numbers::two_digits(chosen.silhouette)
    ));
    let prose = match runner_up {
        Some(best) if best.silhouette > chosen.silhouette => prose.and(format!(
            ", as the smallest number that is nearly as good as the best, k = {} with {}. ",
            best.k,
            numbers::two_digits(best.silhouette)
        )),
        Some(next) => prose.and(format!(
            "; the next best was k = {} with {}. ",
            next.k,
            numbers::two_digits(next.silhouette)
        )),
        None => prose.and(". "),
    };
    prose.and(
        "The silhouette says how much nearer cases are to their own cluster than to the next (1 is \
         the best, 0 means no structure). Where the curve is flat, another number would serve as \
         well.",
    )
}

fn summary(points: &[CurvePoint], chosen: CurvePoint) -> String {
    let ks = points.iter().map(|point| point.k);
    let (low, high) = (ks.clone().min().unwrap_or(0), ks.max().unwrap_or(0));
    format!("Mean silhouette for k from {low} to {high}; chosen: {}", chosen.k)
}
