//! What a page holds besides its marks: a style sheet and a script of our own, and the policy that allows
//! these two, by their hashes, and nothing else.

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
    format!("sha256-{}", base64(&Sha256::digest(text.as_bytes())))
}

/// Bytes in the letters of RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let at = |place: usize| u32::from(three.get(place).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place) & 63) as usize];
            out.push(if place <= three.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The test vectors of RFC 4648, section 10.
    #[test]
    fn bytes_are_written_as_the_standard_says() {
        for (text, letters) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(text.as_bytes()), letters);
        }
    }

    #[test]
    fn a_script_names_no_address_and_ends_no_element() {
        let script = script(true);
        for bad in ["//", "</", "<!--", "innerHTML", "eval(", "fetch(", "http"] {
            assert!(!script.contains(bad), "{bad}");
        }
    }
}
