//! Makes any text plain text in Markdown: nothing in it becomes a mark, a link, HTML or a new row.

/// Signs that mean something wherever they stand in a line.
const SPECIAL: &str = "\\`*_{}[]<>#|~&$@^";

/// Text inside a line. Every run of white space, a line break too, becomes one space.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = false;
    for sign in text.chars() {
        let gap = sign.is_whitespace() || sign.is_control();
        if !gap || !blank {
            push(&mut out, if gap { ' ' } else { sign });
        }
        blank = gap;
    }
    unlink(&out)
}

/// Text that is a line of its own.
pub(crate) fn line(text: &str) -> String {
    start(escape(text).trim())
}

/// Takes their meaning from signs that have one only at the start of a line.
pub(crate) fn start(text: &str) -> String {
    let text = text.trim_start();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = digits > 0 && text[digits..].starts_with(['.', ')']);
    if numbered {
        format!("{}\\{}", &text[..digits], &text[digits..])
    } else if text.starts_with(['-', '+', '=']) {
        format!("\\{text}")
    } else {
        text.to_owned()
    }
}

fn push(out: &mut String, sign: char) {
    if SPECIAL.contains(sign) {
        out.push('\\');
    }
    out.push(sign);
}

/// Some readers make links of bare addresses; a backslash in the address stops them.
fn unlink(text: &str) -> String {
    text.replace("://", "\\://").replace("www.", "www\\.").replace("WWW.", "WWW\\.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_markdown_are_taken_for_what_they_are() {
        assert_eq!(escape("[x](y) `a` | <b>"), "\\[x\\](y) \\`a\\` \\| \\<b\\>");
        assert_eq!(escape("one\n\n# two\t\0three"), "one \\# two three");
        assert_eq!(escape("see www.x.y or a://b, c@d"), "see www\\.x.y or a\\://b, c\\@d");
    }

    #[test]
    fn the_start_of_a_line_is_no_list_and_no_heading() {
        assert_eq!(line("12. of May"), "12\\. of May");
        assert_eq!(line("- point"), "\\- point");
        assert_eq!(line("    code"), "code");
        assert_eq!(line("2024 was"), "2024 was");
    }
}
