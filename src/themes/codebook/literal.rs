//! A place in a text that TOML reads to the place in the file where it is written.

/// The byte of `source` where byte `offset` of the text stands whose literal begins at byte `at`: after
/// the quotation marks, and beyond each `\"` that stands for less than it takes.
pub(super) fn place_in_literal(source: &str, at: usize, offset: usize) -> usize {
    let literal = &source[at..];
    let triple = literal.starts_with("\"\"\"") || literal.starts_with("'''");
    let mut place = if triple { 3 } else { 1 };
    if triple {
        place += literal[place..].len()
            - literal[place..]
                .strip_prefix("\r\n")
                .or(literal[place..].strip_prefix('\n'))
                .map_or(literal[place..].len(), str::len);
    }
    if literal.starts_with('\'') {
        return at + place + offset;
    }
    let mut read = 0;
    while read < offset {
        let Some((written, meant)) = next_character(&literal[place..]) else { break };
        place += written;
        read += meant;
    }
    at + place
}

/// Bytes that the first character of `rest` takes, and bytes of what it stands for.
fn next_character(rest: &str) -> Option<(usize, usize)> {
    let first = rest.chars().next()?;
    if first != '\\' {
        return Some((first.len_utf8(), first.len_utf8()));
    }
    let hexadecimal = |digits: usize| {
        let code = rest.get(2..2 + digits).and_then(|it| u32::from_str_radix(it, 16).ok());
        let meant = code.and_then(char::from_u32).map_or(1, char::len_utf8);
        (2 + digits, meant)
    };
    Some(match rest[1..].chars().next()? {
        'x' => hexadecimal(2),
        'u' => hexadecimal(4),
        'U' => hexadecimal(8),
        // A backslash at the end of a line takes all white space that follows with it.
        c if c.is_whitespace() => {
            let after = &rest[1..];
            (1 + after.len() - after.trim_start().len(), 0)
        }
        c => (1 + c.len_utf8(), 1),
    })
}

#[cfg(test)]
mod tests {
    use super::place_in_literal;

    #[track_caller]
    fn assert_place(source: &str, offset: usize, expected: &str) {
        let place = place_in_literal(source, 0, offset);
        assert!(source[place..].starts_with(expected), "{}", &source[place..]);
    }

    #[test]
    fn the_place_is_found_behind_quotation_marks_and_escapes() {
        assert_place("'a \"b\" & x'", 8, "x'");
        assert_place(r#""a \"b\" & x""#, 8, "x\"");
        assert_place(r#""\u00e9 & x""#, 5, "x\"");
        assert_place("\"\"\"\na & x\"\"\"", 4, "x\"");
        assert_place("'''\r\na & x'''", 4, "x'");
        assert_place("\"\"\"a \\\n  & x\"\"\"", 4, "x\"");
        assert_place("'a'", 1, "'");
    }
}
