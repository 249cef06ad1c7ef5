//! What stands between two words to whether they can be neighbours in a phrase.

/// Whether words with `gap` between them can belong to one phrase.
///
/// They can across spaces and one line break, hyphens, apostrophes, quotation marks, `/`, `&`,
/// marks of emphasis and elided articles (`droit de l'enfant`, where `l'` belongs to no word). They
/// cannot across anything that ends a sentence, a clause or a list item: full stop, comma, colon,
/// brackets, a hyphen or dash with a space before it, a blank line, a list mark.
pub(in crate::themes) fn joins(gap: &str) -> bool {
    if gap == " " {
        return true;
    }
    let (mut spaces, mut line_breaks) = (0, 0);
    gap.chars().all(|c| {
        spaces += usize::from(c.is_whitespace());
        line_breaks += usize::from(matches!(c, '\n' | '\u{2028}'));
        match c {
            '\n' | '\u{2028}' => line_breaks < 2,
            '\u{2029}' => false,
            '-' | '\u{2010}'..='\u{2013}' => spaces == 0,
            '*' => line_breaks == 0,
            _ => c.is_whitespace() || c.is_alphabetic() || is_inside_phrases(c),
        }
    })
}

/// Signs that people write between or around the words of one phrase, and invisible ones.
fn is_inside_phrases(c: char) -> bool {
    matches!(c,
        '\'' | '"' | '/' | '&' | '_' | '\u{AB}' | '\u{BB}'
        | '\u{2018}'..='\u{201F}' | '\u{2BC}' | '\u{FF07}'
        | '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::joins;

    #[test]
    fn a_phrase_runs_on_across_spaces_hyphens_apostrophes_and_quotes() {
        for gap in
            ["", " ", "\u{A0}", "  ", "-", "/", "' ", " \u{201C}", "&", "\r\n  ", "-\n", " l'"]
        {
            assert!(joins(gap), "{gap:?} does not join");
        }
    }

    #[test]
    fn a_phrase_ends_with_a_sentence_a_clause_or_a_paragraph() {
        for gap in [
            ". ",
            "! ",
            "? ",
            "; ",
            ": ",
            ", ",
            " (",
            "\u{2014}",
            " - ",
            " \u{2013} ",
            "\n\n",
            "\r\n \r\n",
        ] {
            assert!(!joins(gap), "{gap:?} joins");
        }
    }

    #[test]
    fn items_of_a_list_are_not_neighbours() {
        for gap in ["\n- ", "\n* ", "\n\u{2013} ", "\n\u{2022} "] {
            assert!(!joins(gap), "{gap:?} joins");
        }
    }
}
