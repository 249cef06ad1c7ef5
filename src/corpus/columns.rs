//! Names of columns: checked, united over the inputs, and found again when misspelt.

use std::collections::HashSet;

use crate::error::{Error, Result};
use crate::suggest::nearest;

/// Columns of one input, and of all together, at most. A table of texts has a few dozen; more come of a
/// file that is no table, or is made to fill the memory.
pub(super) const MOST_COLUMNS: usize = 5000;

/// Refuses a table that is too wide.
///
/// # Errors
/// If it has more than [`MOST_COLUMNS`].
pub(super) fn refuse_too_many(source: &str, columns: usize) -> Result<()> {
    if columns <= MOST_COLUMNS {
        return Ok(());
    }
    let cause = format!("there are more than {MOST_COLUMNS} columns");
    let remedy = "see whether the file is a table with one case in a row, and leave out what is not \
                  needed";
    Err(Error::input(source, cause, remedy))
}

/// The names of a table's header: trimmed, an empty one becomes `column_3` by its place.
///
/// # Errors
/// If two columns have one name, or there are too many.
pub(super) fn from_header(source: &str, header: Vec<String>) -> Result<Vec<String>> {
    refuse_too_many(source, header.len())?;
    let names = header.into_iter().enumerate().map(|(index, name)| match name.trim() {
        "" => format!("column_{}", index + 1),
        name => name.to_owned(),
    });
    let mut seen = HashSet::new();
    names
        .map(|name| if seen.insert(name.clone()) { Ok(name) } else { Err(twice(source, &name)) })
        .collect()
}

fn twice(source: &str, name: &str) -> Error {
    Error::input(
        format!("{source}, header"),
        format!("two columns are named `{name}`"),
        "give every column a name of its own in the first line of the file",
    )
}

/// Adds to `columns` those of `names` that are not yet there, in their order.
pub(super) fn unite(columns: &mut Vec<String>, names: &[String]) {
    let known: HashSet<String> = columns.iter().cloned().collect();
    columns.extend(names.iter().filter(|name| !known.contains(*name)).cloned());
}

/// The index of the column that the user named with `flag`.
///
/// # Errors
/// A usage error that names the nearest column and all there are, if there is none of that name.
pub(crate) fn find_column(columns: &[String], name: &str, flag: &str) -> Result<usize> {
    columns.iter().position(|column| column == name).ok_or_else(|| {
        let all = quoted(columns);
        let remedy = match nearest(name, columns.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`? The columns are {all}"),
            None => format!("name one of the columns: {all}"),
        };
        Error::usage(format!("{flag} {name}"), format!("there is no column `{name}`"), remedy)
    })
}

/// The names in backticks, divided by commas.
pub(super) fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    #[test]
    fn an_empty_name_becomes_the_column_s_place() {
        let columns = from_header("a.csv", names(&["id", " text ", ""])).unwrap();
        assert_eq!(columns, ["id", "text", "column_3"]);
    }

    #[test]
    fn two_columns_of_one_name_are_an_error() {
        let error = from_header("a.csv", names(&["id", "text", "id"])).unwrap_err();
        assert!(error.to_string().contains("two columns are named `id`"));
    }

    #[test]
    fn columns_are_united_in_order_of_first_appearance() {
        let mut columns = names(&["b", "a"]);
        unite(&mut columns, &names(&["c", "a", "d"]));
        assert_eq!(columns, ["b", "a", "c", "d"]);
    }

    #[test]
    fn a_misspelt_column_is_answered_with_the_nearest() {
        let columns = names(&["id", "Summary", "country"]);
        assert_eq!(find_column(&columns, "country", "--text").unwrap(), 2);
        let error = find_column(&columns, "sumary", "--text").unwrap_err();
        assert_eq!(error.kind(), crate::ErrorKind::Usage);
        assert!(error.remedy().contains("did you mean `Summary`?"), "{}", error.remedy());
        let error = find_column(&columns, "zebra", "--id").unwrap_err();
        assert!(error.remedy().contains("`id`, `Summary`, `country`"));
    }
}
