//! Turns a text and its evidence into pieces that are marked or not.
//!
//! Evidence may overlap, be nested or be the same words for several themes. So the text is cut
//! wherever a span begins or ends, and each piece knows how many spans cover it and which themes'
//! spans end with it. A format marks the covered pieces and writes the letters of the themes after
//! the last piece of each span, as footnote signs.

/// Characters `start..end` of a text that prove the card's theme number `theme`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mark {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) theme: usize,
}

/// A part of a text between two cuts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) text: String,
    /// How many spans cover it; 0 is plain text.
    pub(crate) depth: usize,
    /// The themes whose spans end here.
    pub(crate) ends: Vec<usize>,
}

/// Cuts the text at every mark. The pieces joined are the text again. One pass over the marks in
/// the order of their ends: a long text may have a hundred thousand.
pub(crate) fn pieces(text: &str, marks: &[Mark]) -> Vec<Piece> {
    let offsets = byte_offsets(text);
    let last = offsets.len() - 1;
    let inside = |mark: &Mark| Mark { end: mark.end.min(last), ..*mark };
    let mut spans: Vec<Mark> =
        marks.iter().map(inside).filter(|mark| mark.start < mark.end).collect();
    spans.sort_unstable_by_key(|mark| (mark.end, mark.theme));
    let mut starts: Vec<usize> = spans.iter().map(|mark| mark.start).collect();
    starts.sort_unstable();
    let ends = spans.iter().map(|mark| mark.end);
    let mut cuts: Vec<usize> = starts.iter().copied().chain(ends).chain([0, last]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let (mut begun, mut ended) = (0, 0);
    let piece = |cut: &[usize]| {
        begun += starts[begun..].iter().take_while(|start| **start <= cut[0]).count();
        let depth = begun - ended;
        let here = spans[ended..].iter().take_while(|mark| mark.end == cut[1]);
        let mut ends: Vec<usize> = here.map(|mark| mark.theme).collect();
        ended += ends.len();
        ends.dedup();
        Piece { text: text[offsets[cut[0]]..offsets[cut[1]]].to_owned(), depth, ends }
    };
    cuts.windows(2).map(piece).collect()
}

/// The byte at which each character begins, and the length as the last.
pub(super) fn byte_offsets(text: &str) -> Vec<usize> {
    text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect()
}

/// The sign of the card's theme number `theme`: a to z, then aa, ab ...
pub(crate) fn letter(theme: usize) -> String {
    let sign = char::from(b'a' + (theme % 26) as u8);
    if theme < 26 { sign.to_string() } else { format!("{}{sign}", letter(theme / 26 - 1)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covered(pieces: &[Piece], theme_end: usize) -> String {
        let end = pieces.iter().position(|piece| piece.ends.contains(&theme_end)).unwrap();
        let begin = (0..=end).rev().take_while(|at| pieces[*at].depth > 0).last().unwrap();
        pieces[begin..=end].iter().map(|piece| piece.text.as_str()).collect()
    }

    #[test]
    fn the_marked_words_are_the_evidence_in_any_script() {
        let text = "L’école été: مشاركة المواطنين 🏫 ok";
        for (start, end) in [(2, 7), (13, 29), (30, 31)] {
            let words: String = text.chars().skip(start).take(end - start).collect();
            let pieces = pieces(text, &[Mark { start, end, theme: 0 }]);
            assert_eq!(covered(&pieces, 0), words);
            assert_eq!(pieces.iter().map(|p| p.text.as_str()).collect::<String>(), text);
        }
    }

    #[test]
    fn nested_and_overlapping_evidence_keeps_its_ends() {
        let marks = [
            Mark { start: 0, end: 16, theme: 0 },
            Mark { start: 7, end: 16, theme: 1 },
            Mark { start: 7, end: 21, theme: 2 },
        ];
        let pieces = pieces("public employment plan", &marks);
        let depths: Vec<usize> = pieces.iter().map(|piece| piece.depth).collect();
        assert_eq!(depths, [1, 3, 1, 0]);
        assert_eq!(pieces[1].ends, [0, 1]);
        assert_eq!(pieces[2].ends, [2]);
    }

    #[test]
    fn a_text_without_evidence_is_one_piece_and_no_text_is_none() {
        assert_eq!(pieces("plain", &[]).len(), 1);
        assert!(pieces("", &[]).is_empty());
    }

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([letter(0), letter(25), letter(26), letter(52)], ["a", "z", "aa", "ba"]);
    }
}
