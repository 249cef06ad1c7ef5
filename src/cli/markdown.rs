//! Cells of a Markdown table.

/// A row of cells.
pub(super) fn row(cells: &[String]) -> String {
    format!("| {} |", cells.iter().map(|text| cell(text)).collect::<Vec<_>>().join(" | "))
}

/// Text that neither ends a cell nor becomes a mark.
pub(super) fn cell(text: &str) -> String {
    let mut out = String::new();
    for sign in text.chars() {
        match sign {
            '\\' | '|' | '*' | '_' | '`' | '<' | '>' | '[' | ']' | '#' => out.extend(['\\', sign]),
            '\n' | '\r' => out.push(' '),
            other => out.push(other),
        }
    }
    out
}
