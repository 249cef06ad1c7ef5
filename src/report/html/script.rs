//! What a page holds besides its marks: a style sheet and a script of our own, and the policy that allows
//! these two, by their hashes, and nothing else.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// Style sheets; nothing from the input is ever added to them.
const STYLES: [&str; 4] = [
    include_str!("style.css"),
    include_str!("charts.css"),
    include_str!("controls.css"),
    include_str!("print.css"),
];

/// What pages with small drawings need besides.
const PANELS: &str = include_str!("panels.css");

/// Copies tables and saves charts.
const TOOLS: &str = include_str!("tools.js");

/// Finds, sorts and pages cases.
const CASES: &str = include_str!("cases.js");

/// The style sheet of a page.
pub(super) fn style(has_panels: bool) -> String {
    let mut style = STYLES.concat();
    if has_panels {
        style.push_str(PANELS);
    }
    style
}

/// The script of a page, without comments.
pub(super) fn script(has_cases: bool) -> String {
    let mut script = "(() => {\"use strict\";\n".to_owned();
    for part in if has_cases { &[TOOLS, CASES][..] } else { &[TOOLS] } {
        let lines = part.lines().map(str::trim_start);
        for line in lines.filter(|line| !line.is_empty() && !line.starts_with("//")) {
            script.push_str(line);
            script.push('\n');
        }
    }
    script + "})();\n"
}

/// Allows the style sheet and the script of the page, and nothing from anywhere else.
pub(super) fn policy(style: &str, script: &str) -> String {
    format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; img-src data:; base-uri 'none'; \
         form-action 'none'",
        source(style),
        source(script)
    )
}

/// What a policy names a text by.
fn source(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_names_no_address_and_ends_no_element() {
        let script = script(true);
        for bad in ["//", "</", "<!--", "innerHTML", "eval(", "fetch(", "http"] {
            assert!(!script.contains(bad), "{bad}");
        }
    }
}
