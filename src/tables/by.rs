//! The table of themes by columns of the input.

use polars::prelude::{Column, DataFrame};
use serde::Deserialize;

use super::frame::{counts, frame, numbers, texts};
use super::summary::share;
use crate::corpus::{Schema, find_column};
use crate::error::{Result, Warning};
use crate::pipeline::{Attribute, Group, GroupKind, NoAttribute, adjusted_residual, expected};
use crate::tables::documents::output_name;

/// A row of `themes_by.csv`: a theme among the cases of a value. Where few cases are hidden, all that
/// tells of them is empty.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct ThemeByRow {
    /// The column of the input.
    pub attribute: String,
    /// The value or the span of years; empty where it is not one.
    pub value: String,
    /// What the cases have in common.
    pub kind: GroupKind,
    /// How many values this is.
    pub values: u64,
    /// How many years a span has; 1 for anything else.
    pub span: u32,
    /// Cases of the value.
    pub base: u64,
    /// The theme.
    pub theme: String,
    /// Cases of the value with the theme.
    pub documents: Option<u64>,
    /// Their share of the base, 0 to 1.
    pub share: Option<f64>,
    /// How many would be expected if theme and value had nothing to do with each other.
    pub expected: Option<f64>,
    /// The adjusted standardised residual, see [`adjusted_residual`].
    pub residual: Option<f64>,
}

/// The rows of one column: for each group of cases every theme, in the order given. Of a group of fewer
/// than `limit` cases, and of a theme that 1 to `limit` − 1 cases of a group have, nothing is told.
///
/// # Errors
/// As a warning that the column is left out, if it is no attribute.
pub fn themes_by_rows(
    attribute: &Attribute,
    themes: &[String],
    limit: u64,
) -> std::result::Result<Vec<ThemeByRow>, Warning> {
    let column = || attribute.name().to_owned();
    let groups = attribute.groups(limit).map_err(|why| match why {
        NoAttribute::Numbers => Warning::AttributeOfNumbers { column: column() },
        NoAttribute::TooManyValues => Warning::AttributeOfManyValues { column: column() },
    })?;
    let Some(all) = groups.iter().find(|group| group.kind == GroupKind::All).cloned() else {
        return Ok(Vec::new());
    };
    let row = |group: &Group, theme: usize| {
        let with = |group: &Group| group.themes.get(&theme).copied().unwrap_or(0);
        let documents = with(group);
        let few = group.documents < limit || (1..limit).contains(&documents);
        let hidden = few && group.kind != GroupKind::All;
        let compared = matches!(group.kind, GroupKind::Value | GroupKind::Other) && !hidden;
        let (base, sum) = (group.documents, all.documents);
        ThemeByRow {
            attribute: column(),
            value: group.label.clone(),
            kind: group.kind,
            values: group.values,
            span: group.span,
            base,
            theme: themes[theme].clone(),
            documents: (!hidden).then_some(documents),
            share: (!hidden).then(|| share(documents, base)),
            expected: compared.then(|| expected(base, with(&all), sum)),
            residual: compared
                .then(|| adjusted_residual(documents, base, with(&all), sum))
                .flatten(),
        }
    };
    let each = |group| (0..themes.len()).map(move |theme| (group, theme));
    Ok(groups.iter().flat_map(each).map(|(group, theme)| row(group, theme)).collect())
}

/// `attribute`, `value`, `kind` (all, value, other, missing), `values`, `span`, `base`, `theme`,
/// `documents`, `share`, `expected`, `residual`.
pub(super) fn themes_by_frame(rows: &[ThemeByRow]) -> Result<DataFrame> {
    let documents: Vec<Option<u64>> = rows.iter().map(|row| row.documents).collect();
    frame(vec![
        texts("attribute", rows.iter().map(|row| &row.attribute)),
        texts("value", rows.iter().map(|row| &row.value)),
        texts("kind", rows.iter().map(|row| row.kind.name())),
        counts("values", rows.iter().map(|row| row.values)),
        counts("span", rows.iter().map(|row| u64::from(row.span))),
        counts("base", rows.iter().map(|row| row.base)),
        texts("theme", rows.iter().map(|row| &row.theme)),
        Column::new("documents".into(), documents),
        numbers("share", rows.iter().map(|row| row.share)),
        numbers("expected", rows.iter().map(|row| row.expected)),
        numbers("residual", rows.iter().map(|row| row.residual)),
    ])
}

/// The places of columns among `names`, each once.
///
/// # Errors
/// If there is no such column; the nearest name is told.
pub fn attribute_columns(asked: &[String], names: &[String]) -> Result<Vec<usize>> {
    let mut places = Vec::new();
    for name in asked {
        let place = find_column(names, name, "--by")?;
        if !places.contains(&place) {
            places.push(place);
        }
    }
    Ok(places)
}

/// The names that the columns of an input have in the tables.
pub fn column_names(schema: &Schema) -> Vec<String> {
    (0..schema.columns.len()).map(|column| output_name(schema, column)).collect()
}
