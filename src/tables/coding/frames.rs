//! The tables of an agreement.

use std::collections::BTreeMap;

use polars::prelude::{Column, DataFrame};

use super::super::frame::{counts, frame, numbers, texts};
use crate::classify::metrics::{Agreement, Coding, Corrected, LabelName};
use crate::error::Result;

/// A theme's share as it was found, and corrected by people's codes.
#[derive(Debug, Clone, PartialEq)]
pub struct CorrectedTheme {
    /// The theme.
    pub theme: LabelName,
    /// Cases of the run.
    pub documents: u64,
    /// In how many it was found.
    pub found: u64,
    /// Cases of the sheets in which somebody looked for it.
    pub coded: u64,
    /// The correction.
    pub corrected: Corrected,
}

impl CorrectedTheme {
    /// The share as it was found.
    pub fn raw_share(&self) -> f64 {
        self.found as f64 / self.documents.max(1) as f64
    }
}

/// `theme` (empty for all together), `a`, `b`, `cases`, `found_by_a`, `found_by_b`, `found_by_both`,
/// `agreement`, `kappa`, `kappa_low`, `kappa_high`, `alpha`, `alpha_low`, `alpha_high`.
///
/// # Errors
/// If the columns do not fit together, which is a fault of the program.
pub fn agreement_frame(rows: &[Agreement]) -> Result<DataFrame> {
    let optional = |name: &str, of: fn(&Agreement) -> Option<u64>| {
        Column::new(name.into(), rows.iter().map(of).collect::<Vec<Option<u64>>>())
    };
    frame(vec![
        texts("theme", rows.iter().map(|row| &row.label)),
        texts("a", rows.iter().map(|row| &row.a)),
        texts("b", rows.iter().map(|row| &row.b)),
        counts("cases", rows.iter().map(|row| row.cases)),
        optional("found_by_a", |row| row.found_by_a),
        optional("found_by_b", |row| row.found_by_b),
        optional("found_by_both", |row| row.found_by_both),
        numbers("agreement", rows.iter().map(|row| row.agreement)),
        numbers("kappa", rows.iter().map(|row| row.kappa.value)),
        numbers("kappa_low", rows.iter().map(|row| row.kappa.low)),
        numbers("kappa_high", rows.iter().map(|row| row.kappa.high)),
        numbers("alpha", rows.iter().map(|row| row.alpha.value)),
        numbers("alpha_low", rows.iter().map(|row| row.alpha.low)),
        numbers("alpha_high", rows.iter().map(|row| row.alpha.high)),
    ])
}

/// What people should speak of: `id`, `theme`, `reason`, `machine`, one column `coder NAME` for each coder,
/// `text` where it is known by the id.
///
/// # Errors
/// As [`agreement_frame`].
pub fn adjudicate_frame(
    coding: &Coding,
    texts_by_id: &BTreeMap<String, String>,
) -> Result<DataFrame> {
    let disputes = coding.disputes();
    let code = |code: Option<bool>| match code {
        Some(true) => "1",
        Some(false) => "0",
        None => "",
    };
    let case = |at: usize| &coding.cases[at];
    let reason = |among_coders: bool| {
        if among_coders { "coders differ" } else { "all coders differ from the machine" }
    };
    let mut columns = vec![
        texts("id", disputes.iter().map(|it| &case(it.case).id)),
        texts("theme", disputes.iter().map(|it| &coding.labels[it.label].id)),
        texts("reason", disputes.iter().map(|it| reason(it.among_coders))),
        texts(
            "machine",
            disputes
                .iter()
                .map(|it| code(case(it.case).machine.as_ref().map(|found| found[it.label]))),
        ),
    ];
    for (coder, name) in coding.coders.iter().enumerate() {
        let codes = disputes.iter().map(|it| code(case(it.case).codes[coder][it.label]));
        columns.push(texts(&format!("coder {name}"), codes));
    }
    let nothing = String::new();
    let text = |at: usize| texts_by_id.get(&case(at).id).unwrap_or(&nothing);
    columns.push(texts("text", disputes.iter().map(|it| text(it.case))));
    frame(columns)
}

/// `theme`, `label`, `documents` (in which it was found), `share`, `coded` (cases of the sheets),
/// `precision`, `missed` (of the cases without a find, the share that has the theme), each with `_low` and
/// `_high`, `recall`, `corrected_share`, `corrected_low`, `corrected_high`.
///
/// # Errors
/// As [`agreement_frame`].
pub fn corrected_frame(rows: &[CorrectedTheme]) -> Result<DataFrame> {
    let of = |row: &CorrectedTheme| row.corrected;
    frame(vec![
        texts("theme", rows.iter().map(|row| &row.theme.id)),
        texts("label", rows.iter().map(|row| &row.theme.name)),
        counts("documents", rows.iter().map(|row| row.found)),
        numbers("share", rows.iter().map(CorrectedTheme::raw_share)),
        counts("coded", rows.iter().map(|row| row.coded)),
        numbers("precision", rows.iter().map(|row| of(row).precision.value)),
        numbers("precision_low", rows.iter().map(|row| of(row).precision.low)),
        numbers("precision_high", rows.iter().map(|row| of(row).precision.high)),
        numbers("missed", rows.iter().map(|row| of(row).missed.value)),
        numbers("missed_low", rows.iter().map(|row| of(row).missed.low)),
        numbers("missed_high", rows.iter().map(|row| of(row).missed.high)),
        numbers("recall", rows.iter().map(|row| of(row).recall)),
        numbers("corrected_share", rows.iter().map(|row| of(row).share.value)),
        numbers("corrected_low", rows.iter().map(|row| of(row).share.low)),
        numbers("corrected_high", rows.iter().map(|row| of(row).share.high)),
    ])
}
