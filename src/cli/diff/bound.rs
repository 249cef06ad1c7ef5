//! How much may be different between two runs.

use caselens::report::{ClusterFate, RunDiff};

/// How much may be different.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bound {
    written: String,
    what: Measure,
    most: f64,
    percent: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Measure {
    Tags,
    Cases,
    Clusters,
    Themes,
}

/// A bound as it is written, such as `tags>5%`.
pub(super) fn bound(text: &str) -> std::result::Result<Bound, String> {
    let wrong =
        || "write what is counted, `>` and a number, such as `tags>5%` or `cases>10`".to_owned();
    let (what, most) = text.split_once('>').ok_or_else(wrong)?;
    let what = match what.trim() {
        "tags" => Measure::Tags,
        "cases" => Measure::Cases,
        "clusters" => Measure::Clusters,
        "themes" => Measure::Themes,
        _ => return Err("tags, cases, clusters and themes can be counted".to_owned()),
    };
    let (number, percent) = match most.trim().strip_suffix('%') {
        Some(number) => (number, true),
        None => (most.trim(), false),
    };
    let most: f64 = number.trim().parse().map_err(|_| wrong())?;
    if what == Measure::Themes && !percent {
        return Err("shares of themes differ by percent, such as `themes>2%`".to_owned());
    }
    if most.is_nan() || most < 0.0 {
        return Err(wrong());
    }
    Ok(Bound { written: text.to_owned(), what, most, percent })
}

/// What is different by more than the bound allows.
pub(super) fn broken(diff: &RunDiff, bound: &Bound) -> Option<String> {
    let count = |number: usize| number as f64;
    let (found, of) = match bound.what {
        Measure::Tags => (count(diff.tags.len()), diff.tags_before as f64),
        Measure::Cases => {
            let changed = diff.added.len() + diff.removed.len() + diff.edited.len();
            (count(changed), diff.shared as f64 + count(diff.removed.len()))
        }
        Measure::Clusters => {
            let changed = diff.clusters.iter().filter(|it| it.fate != ClusterFate::Kept).count();
            let before = diff.clusters.iter().filter(|it| it.before.is_some()).count();
            (count(changed), count(before))
        }
        Measure::Themes => {
            let most = diff.themes.iter().map(|it| it.difference.0.abs()).fold(0.0, f64::max);
            (most, 1.0)
        }
    };
    let found = if bound.percent { 100.0 * found / of.max(1.0) } else { found };
    let sign = if bound.percent { "%" } else { "" };
    (found > bound.most).then(|| {
        let digits = usize::from(bound.percent);
        format!(
            "{} was asked for, and it is {found:.digits$}{sign}",
            bound.written.replace('>', " ≤ ")
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_is_a_measure_and_a_number() {
        let read = |text: &str| bound(text).map(|it| (it.what, it.most, it.percent));
        assert_eq!(read("tags>5%"), Ok((Measure::Tags, 5.0, true)));
        assert_eq!(read(" cases > 10 "), Ok((Measure::Cases, 10.0, false)));
        for wrong in ["tags", "tags>", "words>3", "tags>-1", "tags>NaN", "themes>2"] {
            assert!(bound(wrong).is_err(), "{wrong}");
        }
    }
}
