//! The words of a document to what could be an entry: words and phrases as they stand in it.

use std::ops::Range;

use crate::text::Token;
use crate::themes::matching::{ReadText, joins};

/// Words of the longest phrase.
const LONGEST: usize = 3;
/// A word by itself has at least so many letters.
const SHORTEST: usize = 3;

/// Hands every word and every phrase of up to three words to `take`, as tokens: words next to each other,
/// without anything that ends a sentence or a clause between, of which the first and the last say what a
/// text is about.
pub fn each_ngram(text: ReadText<'_>, mut take: impl FnMut(Range<usize>)) {
    let tokens = text.tokens;
    for start in 0..tokens.len() {
        if !tokens[start].counts {
            continue;
        }
        if is_long(text, &tokens[start]) {
            take(start..start + 1);
        }
        for end in start + 2..=(start + LONGEST).min(tokens.len()) {
            if !follows(text, end - 1) {
                break;
            }
            if tokens[end - 1].counts {
                take(start..end);
            }
        }
    }
}

/// The stems of some tokens, separated by spaces: what two forms of a phrase have in common.
pub fn stems(text: ReadText<'_>, tokens: Range<usize>) -> String {
    let mut stems = String::new();
    for token in &text.tokens[tokens] {
        if !stems.is_empty() {
            stems.push(' ');
        }
        stems.push_str(text.table.term(token.term));
    }
    stems
}

/// The field in which some tokens stand and the bytes that they take there.
pub fn place(text: ReadText<'_>, tokens: &Range<usize>) -> (usize, Range<usize>) {
    let (first, last) = (&text.tokens[tokens.start], &text.tokens[tokens.end - 1]);
    (usize::from(first.field), first.start as usize..last.end as usize)
}

fn is_long(text: ReadText<'_>, token: &Token) -> bool {
    let written = token.written(text.fields[usize::from(token.field)]);
    let capitals = written.chars().count() > 1 && written.chars().all(char::is_uppercase);
    capitals || written.chars().count() >= SHORTEST
}

/// Whether a token can be in one phrase with the one before it.
fn follows(text: ReadText<'_>, at: usize) -> bool {
    let (before, token) = (&text.tokens[at - 1], &text.tokens[at]);
    let field = text.fields[usize::from(token.field)];
    before.field == token.field && joins(&field[before.end as usize..token.start as usize])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Analyzer, Language, TermTable, TextSettings};

    #[test]
    fn phrases_begin_and_end_with_words_that_say_something_and_keep_to_a_clause() {
        let analyzer = Analyzer::new(&TextSettings::default()).unwrap();
        let mut table = TermTable::new(&analyzer);
        let mut tokens = Vec::new();
        let fields = ["Freedom of information, AI.", "Night trams"];
        let language = Some(Language::English);
        table.read_in(language, fields.into_iter(), &mut tokens);
        let text = ReadText { table: &table, tokens: &tokens, fields: &fields, language };
        let mut found = Vec::new();
        each_ngram(text, |tokens| {
            let (field, bytes) = place(text, &tokens);
            found.push((&fields[field][bytes], stems(text, tokens)));
        });
        let written: Vec<&str> = found.iter().map(|(written, _)| *written).collect();
        let expected = [
            "Freedom",
            "Freedom of information",
            "information",
            "AI",
            "Night",
            "Night trams",
            "trams",
        ];
        assert_eq!(written, expected);
        assert_eq!(found[5].1, "night tram");
    }
}
