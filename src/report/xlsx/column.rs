//! How the values of a column stand in a spreadsheet.

use std::borrow::Cow;

use csv::StringRecord;

use super::super::measure::number;

/// How a value is written and shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A text, whatever it looks like.
    Text,
    /// How many: with a sign after each thousand.
    Count,
    /// A number that names, such as that of a cluster or a year.
    Plain,
    /// 0 to 1, as percent.
    Share,
    /// A measure.
    Measure,
}

impl Kind {
    /// The kind of a column that a run writes.
    pub(super) fn of(name: &str) -> Self {
        match name {
            "documents" | "size" | "tokens" | "hits" | "borderline" | "misfits" | "inside"
            | "outside" | "support" | "values" | "span" | "base" => Self::Count,
            "cluster" | "second_cluster" | "nearest" | "rank" | "step" | "a" | "b" | "merged"
            | "k" | "start" | "end" => Self::Plain,
            "share" | "ci_low" | "ci_high" | "known" | "corrected_share" | "corrected_low"
            | "corrected_high" => Self::Share,
            "score" | "similarity" | "margin" | "lift" | "silhouette" | "stability"
            | "stability_low" | "stability_high" | "separation" | "nearest_similarity"
            | "weight" | "q" | "x" | "y" | "residual" | "expected" => Self::Measure,
            _ => Self::Text,
        }
    }

    /// How a spreadsheet program shows it.
    pub(super) fn number_format(self) -> &'static str {
        match self {
            Self::Text => "@",
            Self::Count => "#,##0",
            Self::Plain => "General",
            Self::Share => "0.0%",
            Self::Measure => "0.000",
        }
    }

    /// The number that a value is; none if it is written as text.
    pub(super) fn number(self, value: &str) -> Option<f64> {
        match self {
            Self::Text => None,
            Self::Plain => number(value),
            // These columns are ours: every number of them was written by a run.
            _ => value.parse().ok().filter(|number: &f64| number.is_finite()),
        }
    }
}

/// A column of a sheet.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: Kind,
    /// Its place in the table.
    pub(super) place: usize,
    /// The place of what is taken away from it, in a column that a chart needs besides.
    pub(super) less: Option<usize>,
}

/// How far the interval goes below the share, which a chart draws.
pub(super) const BELOW: &str = "below";
/// How far it goes above.
pub(super) const ABOVE: &str = "above";

impl Column {
    /// Its value in a row of the table.
    pub(super) fn value<'r>(&self, row: &'r StringRecord) -> Cow<'r, str> {
        let cell = |place: usize| row.get(place).unwrap_or_default();
        let Some(less) = self.less else { return cell(self.place).into() };
        match (cell(self.place).parse::<f64>(), cell(less).parse::<f64>()) {
            // As many digits as the shares have.
            (Ok(value), Ok(less)) => (((value - less) * 1e6).round() / 1e6).to_string().into(),
            _ => "".into(),
        }
    }
}

/// Adds what the whiskers of a chart are drawn from, where a table has shares with intervals.
pub(super) fn with_whiskers(mut columns: Vec<Column>) -> Vec<Column> {
    let place =
        |name: &str| columns.iter().find(|column| column.name == name).map(|column| column.place);
    let found = (place("label"), place("share"), place("ci_low"), place("ci_high"));
    if let (Some(_), Some(share), Some(low), Some(high)) = found {
        let column = |name: &str, place, less| Column {
            name: name.to_owned(),
            kind: Kind::Share,
            place,
            less: Some(less),
        };
        columns.extend([column(BELOW, share, low), column(ABOVE, high, share)]);
    }
    columns
}
