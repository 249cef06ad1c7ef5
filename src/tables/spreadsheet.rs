//! Cells of CSV that no spreadsheet program takes for a formula, and back.
//!
//! A program that opens a CSV file takes a cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage
//! return for a formula and computes it, whoever wrote it. Such a cell gets an apostrophe before it; so does
//! one that begins with apostrophes and then one of these signs, so that taking one apostrophe away always
//! gives back what was there. Numbers, and a sign that stands alone, are what they look like and stay.

use std::borrow::Cow;

use polars::prelude::{Column, DataFrame, DataType};

use crate::error::Result;

use super::frame::{frame, table_error};

/// The text as it stands in a CSV file.
pub fn guarded(text: &str) -> Cow<'_, str> {
    if is_formula(text) { format!("'{text}").into() } else { text.into() }
}

/// The text that [`guarded`] was given.
pub fn restored(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if is_formula(text) => text,
        _ => cell,
    }
}

/// Whether a program might compute it, apostrophes before it left out of sight.
fn is_formula(text: &str) -> bool {
    let bare = text.trim_start_matches('\'');
    bare.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number(bare)
}

/// A number with a sign, or the sign alone.
fn is_number(text: &str) -> bool {
    let digits = text.trim_start_matches(['+', '-']);
    let signs = text.len() - digits.len();
    let plain = |digits: &str| {
        digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',')
    };
    let (number, power) = digits.split_once(['e', 'E']).unwrap_or((digits, ""));
    let power = power.strip_prefix(['+', '-']).unwrap_or(power);
    signs == 1
        && plain(number)
        && power.bytes().all(|byte| byte.is_ascii_digit())
        && (digits.is_empty() || number.bytes().any(|byte| byte.is_ascii_digit()))
}

/// The frame with its texts and names guarded; none where nothing has to be.
///
/// # Errors
/// If the columns do not fit together, which is a fault of the program.
pub(super) fn guarded_frame(table: &DataFrame) -> Result<Option<DataFrame>> {
    let mut columns = Vec::new();
    let mut changed = false;
    for column in table.columns() {
        let mut column = column.clone();
        if column.dtype() == &DataType::String {
            let texts = column.str().map_err(|error| table_error("table", error))?;
            if texts.iter().flatten().any(is_formula) {
                let cells: Vec<Option<Cow<'_, str>>> =
                    texts.iter().map(|text| text.map(guarded)).collect();
                let cells: Vec<Option<&str>> = cells.iter().map(|cell| cell.as_deref()).collect();
                column = Column::new(column.name().clone(), cells);
                changed = true;
            }
        }
        if is_formula(column.name()) {
            let name = guarded(column.name()).into_owned();
            column.rename(name.into());
            changed = true;
        }
        columns.push(column);
    }
    if changed { frame(columns).map(Some) } else { Ok(None) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_get_an_apostrophe_and_numbers_do_not() {
        for text in
            ["=1+1", "+SUM(A1)", "-2+3", "@cmd", "\t=1", "\r", "- item", "'=1", "-1-1", "+e"]
        {
            assert_eq!(guarded(text), format!("'{text}"), "{text:?}");
        }
        for text in ["", "-5", "+3.25", "-1,5", "-1e-9", "-", "+", "a=b", "'quoted'", "''", "'-5"] {
            assert_eq!(guarded(text), text);
        }
    }

    #[test]
    fn names_and_texts_of_a_frame_are_guarded_and_its_numbers_are_not() {
        let table = frame(vec![
            Column::new("=a".into(), ["-x", "y"]),
            Column::new("n".into(), [-1.5, 2.0]),
        ])
        .unwrap();
        let safe = guarded_frame(&table).unwrap().unwrap();
        assert_eq!(safe.columns()[0], Column::new("'=a".into(), ["'-x", "y"]));
        assert_eq!(safe.columns()[1], table.columns()[1]);
        assert!(
            guarded_frame(&frame(vec![Column::new("a".into(), ["y"])]).unwrap()).unwrap().is_none()
        );
    }

    proptest! {
        #[test]
        fn no_cell_is_a_formula_and_every_text_comes_back(text in "['=+@\t\r0-9a-]{0,6}|\\PC{0,9}") {
            let cell = guarded(&text).into_owned();
            prop_assert_eq!(restored(&cell), text.as_str());
            let first = cell.chars().next();
            let is_sign = first.is_some_and(|first| "=+-@\t\r".contains(first));
            prop_assert!(!is_sign || is_number(&cell));
        }
    }
}
