//! Two runs to what is different in the second, and why.
//!
//! ```text
//! two run folders ─► Snapshot each ─► cases: added, removed, edited
//!                                 ├─► tags: gained, lost ─► cause: one change at a time made anew
//!                                 ├─► shares of themes, with the interval of the difference
//!                                 └─► clusters: kept, split, merged, died, born
//! ```

mod cause;
mod change;
mod clusters;
mod snapshot;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Serialize;

use self::cause::Differing;
use self::clusters::cluster_changes;
use self::snapshot::{Snapshot, SnapshotCase};
use super::words::ENGLISH;
use crate::error::Result;
use crate::pipeline::wilson_interval;

pub use cause::Cause;
pub use clusters::{ClusterChange, ClusterFate};

/// What is different in the second of two runs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RunDiff {
    /// What the runs are called.
    pub runs: [RunName; 2],
    /// Ids that only the second run has.
    pub added: Vec<String>,
    /// Ids that only the first run has.
    pub removed: Vec<String>,
    /// Ids of both whose text differs.
    pub edited: Vec<String>,
    /// Cases that both runs have.
    pub shared: u64,
    /// Tags that these have in the first run.
    pub tags_before: u64,
    /// Tags that these gained or lost, by theme and id.
    pub tags: Vec<TagChange>,
    /// Every theme of either run, by falling difference.
    pub themes: Vec<ThemeChange>,
    /// What became of the clusters; none where a run has none.
    pub clusters: Vec<ClusterChange>,
    /// Settings that differ: key, then value in the first and in the second run.
    pub settings: Vec<(String, String, String)>,
}

/// What a run is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RunName {
    /// The name of its cases.
    pub name: String,
    /// The hash of what decided it.
    pub hash: String,
    /// The version of the program.
    pub version: String,
}

/// A tag that came or went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TagChange {
    /// The case.
    pub id: String,
    /// The theme.
    pub theme: String,
    /// Whether the second run has it.
    pub gained: bool,
    /// What made it come or go: each is enough.
    pub causes: Vec<Cause>,
}

/// How often a theme is found in either run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ThemeChange {
    /// The theme's id.
    pub theme: String,
    /// Its label, of the second run where it has one.
    pub label: String,
    /// Cases with it in the first and in the second run.
    pub documents: [u64; 2],
    /// Their shares, 0 to 1.
    pub shares: [f64; 2],
    /// The difference of the shares, −1 to 1, with its 95 % interval for two samples that are independent
    /// (Newcombe 1998, method 10); where the runs share cases the true interval is narrower.
    pub difference: (f64, f64, f64),
}

impl RunDiff {
    /// Compares two runs.
    ///
    /// # Errors
    /// If a folder is no run, or a codebook cannot be used.
    pub fn of(first: &Path, second: &Path) -> Result<Self> {
        let (a, b) = (Snapshot::read(first)?, Snapshot::read(second)?);
        let only = |of: &Snapshot, other: &Snapshot| -> Vec<String> {
            of.cases.keys().filter(|id| !other.cases.contains_key(*id)).cloned().collect()
        };
        let pairs: BTreeMap<&str, [&SnapshotCase; 2]> = a
            .cases
            .iter()
            .filter_map(|(id, case)| Some((id.as_str(), [case, b.cases.get(id)?])))
            .collect();
        let edited = pairs.iter().filter(|(_, [a, b])| a.text != b.text);
        let settings = settings(&a, &b);
        Ok(Self {
            runs: [&a, &b].map(|run| RunName {
                name: run.manifest.name.clone(),
                hash: run.manifest.hash.clone(),
                version: run.manifest.version.clone(),
            }),
            added: only(&b, &a),
            removed: only(&a, &b),
            edited: edited.map(|(id, _)| (*id).to_owned()).collect(),
            shared: pairs.len() as u64,
            tags_before: pairs.values().map(|[a, _]| a.themes.len() as u64).sum(),
            tags: tag_changes([&a, &b], &pairs, &settings)?,
            themes: theme_changes(&a, &b),
            clusters: cluster_changes(&a, &b),
            settings,
        })
    }
}

fn tag_changes(
    runs: [&Snapshot; 2],
    pairs: &BTreeMap<&str, [&SnapshotCase; 2]>,
    settings: &[(String, String, String)],
) -> Result<Vec<TagChange>> {
    let themes: BTreeSet<&str> = pairs
        .values()
        .flat_map(|[a, b]| a.themes.symmetric_difference(&b.themes))
        .map(String::as_str)
        .collect();
    let of_text = settings.iter().map(|(key, ..)| key).filter(|key| key.starts_with("text."));
    let of_text: Vec<String> = of_text.cloned().collect();
    let mut all = Vec::new();
    for theme in themes {
        let differs =
            |[a, b]: &[&SnapshotCase; 2]| a.themes.contains(theme) != b.themes.contains(theme);
        let (ids, cases): (Vec<&str>, Vec<[&SnapshotCase; 2]>) =
            pairs.iter().filter(|(_, pair)| differs(pair)).map(|(id, pair)| (*id, *pair)).unzip();
        let gained: Vec<bool> = cases.iter().map(|[_, b]| b.themes.contains(theme)).collect();
        let causes = Differing { runs, theme, cases, settings: &of_text }.causes()?;
        all.extend(ids.iter().zip(gained).zip(causes).map(|((id, gained), causes)| TagChange {
            id: (*id).to_owned(),
            theme: theme.to_owned(),
            gained,
            causes,
        }));
    }
    Ok(all)
}

fn theme_changes(a: &Snapshot, b: &Snapshot) -> Vec<ThemeChange> {
    let bases = [a, b].map(|run| run.manifest.counts.analysed);
    let ids: BTreeSet<&str> =
        a.themes.iter().chain(&b.themes).map(|row| row.theme.as_str()).collect();
    let row = |run: &'_ Snapshot, id: &str| run.themes.iter().find(|row| row.theme == id).cloned();
    let mut changes: Vec<ThemeChange> = ids
        .into_iter()
        .map(|id| {
            let rows = [row(a, id), row(b, id)];
            let documents = [0, 1].map(|at| rows[at].as_ref().map_or(0, |row| row.documents));
            let shares = [0, 1].map(|at| documents[at] as f64 / bases[at].max(1) as f64);
            let label = rows[1].as_ref().or(rows[0].as_ref()).map(|row| row.label.clone());
            ThemeChange {
                theme: id.to_owned(),
                label: label.unwrap_or_default(),
                documents,
                shares,
                difference: difference(documents, bases),
            }
        })
        .collect();
    changes.sort_by(|a, b| {
        b.difference.0.abs().total_cmp(&a.difference.0.abs()).then_with(|| a.theme.cmp(&b.theme))
    });
    changes
}

/// The second share less the first, and its 95 % interval from the Wilson intervals of both.
fn difference(counts: [u64; 2], bases: [u64; 2]) -> (f64, f64, f64) {
    let [p, q] = [0, 1].map(|at| counts[at] as f64 / bases[at].max(1) as f64);
    let [(p_low, p_high), (q_low, q_high)] =
        [0, 1].map(|at| wilson_interval(counts[at], bases[at]));
    let low = q - p - ((q - q_low).powi(2) + (p_high - p).powi(2)).sqrt();
    let high = q - p + ((q_high - q).powi(2) + (p - p_low).powi(2)).sqrt();
    (q - p, low.max(-1.0), high.min(1.0))
}

/// The settings that differ, and what decides the texts beside them.
fn settings(a: &Snapshot, b: &Snapshot) -> Vec<(String, String, String)> {
    let [old, new]: [BTreeMap<String, String>; 2] =
        [a, b].map(|run| run.manifest.flat_settings(&ENGLISH).into_iter().collect());
    let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let value =
        |of: &BTreeMap<String, String>, key: &String| of.get(key).cloned().unwrap_or_default();
    keys.into_iter()
        .map(|key| (key.clone(), value(&old, key), value(&new, key)))
        .filter(|(_, old, new)| old != new)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Newcombe 1998, table II, case (a): 56/70 less 48/80 is .2000, .0524 to .3339 by method 10.
    #[test]
    fn the_interval_of_a_difference_is_newcombes() {
        let (difference, low, high) = difference([48, 56], [80, 70]);
        assert!((difference - 0.2).abs() < 1e-12);
        assert!((low - 0.0524).abs() < 5e-5 && (high - 0.3339).abs() < 5e-5, "{low} {high}");
    }
}
