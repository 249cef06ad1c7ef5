//! A list of names, and where they stand in a text.

use std::ops::Range;

use hashbrown::HashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// Names, found whatever their letter case, however accents are composed, with any white space, hyphen or
/// apostrophe between their words and with an English genitive after them. A name of one word must begin as
/// it does in the list, so that `Rose` is no flower.
#[derive(Debug, Clone, Default)]
pub struct NameList {
    /// By the first word of a name all names that begin so, those of most words first.
    by_first: HashMap<String, Vec<Name>>,
}

#[derive(Debug, Clone)]
struct Name {
    /// The words after the first.
    rest: Vec<String>,
    /// Whether it is a single word that begins with a capital letter.
    capital: bool,
}

/// A word of a text without what is not of a name.
struct Word<'t> {
    text: &'t str,
    begin: usize,
}

/// Between two words of a name stand so many characters at most.
const GAP: usize = 3;

impl NameList {
    /// The names of a list; empty ones are left out.
    pub fn new<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        let mut by_first: HashMap<String, Vec<Name>> = HashMap::new();
        for name in names {
            let mut words = words(name).map(|word| folded(word.text));
            let Some(first) = words.next() else { continue };
            let rest: Vec<String> = words.collect();
            let begins = name.trim_start().chars().find(|c| c.is_alphanumeric());
            let capital = rest.is_empty() && begins.is_some_and(char::is_uppercase);
            by_first.entry(first).or_default().push(Name { rest, capital });
        }
        by_first.values_mut().for_each(|names| {
            names.sort_by_key(|name| std::cmp::Reverse(name.rest.len()));
        });
        Self { by_first }
    }

    /// Whether it has no name.
    pub fn is_empty(&self) -> bool {
        self.by_first.is_empty()
    }

    /// The bytes of every name in a text, the longest that begins at a word; they do not overlap.
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        if self.is_empty() {
            return Vec::new();
        }
        let words: Vec<Word<'_>> = words(text).collect();
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            match self.longest_at(text, &words[at..]) {
                Some(length) => {
                    let last = &words[at + length - 1];
                    found.push(words[at].begin..last.begin + last.text.len());
                    at += length;
                }
                None => at += 1,
            }
        }
        found
    }

    /// The number of words of the longest name that `words` begin with.
    fn longest_at(&self, text: &str, words: &[Word<'_>]) -> Option<usize> {
        let names = self.by_first.get(&folded(words[0].text))?;
        let fits = |name: &&Name| {
            let begins_as_in_list =
                !name.capital || words[0].text.chars().next().is_some_and(char::is_uppercase);
            begins_as_in_list
                && words.len() > name.rest.len()
                && name.rest.iter().zip(words.windows(2)).all(|(expected, pair)| {
                    let gap = &text[pair[0].begin + pair[0].text.len()..pair[1].begin];
                    is_gap(gap) && folded(pair[1].text) == *expected
                })
        };
        names.iter().find(fits).map(|name| name.rest.len() + 1)
    }
}

/// Words as Unicode divides a text (UAX #29), without a genitive.
fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    text.unicode_word_indices().map(|(begin, word)| {
        let genitives = ["'s", "\u{2019}s", "'S", "\u{2019}S"];
        let own = genitives.iter().find_map(|genitive| word.strip_suffix(genitive));
        Word { text: own.unwrap_or(word), begin }
    })
}

/// A word in lower case, its accents composed, with one kind of apostrophe.
fn folded(word: &str) -> String {
    let plain = |c: char| if c == '\u{2019}' { '\'' } else { c };
    word.nfc().flat_map(char::to_lowercase).map(plain).collect()
}

/// Whether this may stand between two words of a name.
fn is_gap(text: &str) -> bool {
    text.chars().count() <= GAP
        && text.chars().all(|c| c.is_whitespace() || "-\u{2010}\u{2011}'\u{2019}.".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(names: &[&str], text: &'t str) -> Vec<&'t str> {
        let list = NameList::new(names.iter().copied());
        list.find(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn a_name_is_found_however_it_is_written() {
        let names = ["Anna Kovács", "Jean-Luc Dubois", "O'Neil", "J. Smith"];
        let text = "ANNA KOVÁCS and Anna\u{a0}Kova\u{301}cs's aunt met jean luc  dubois, O\u{2019}Neil \
                    was there; J.\u{a0}Smith was not.";
        let expected = [
            "ANNA KOVÁCS",
            "Anna\u{a0}Kova\u{301}cs",
            "jean luc  dubois",
            "O\u{2019}Neil",
            "J.\u{a0}Smith",
        ];
        assert_eq!(found(&names, text), expected);
    }

    #[test]
    fn a_single_word_must_begin_as_in_the_list_and_the_longest_name_wins() {
        let names = ["Rose", "Rose Hill", "de la Cruz"];
        assert_eq!(found(&names, "a rose for Rose"), ["Rose"]);
        assert_eq!(found(&names, "Rose Hill and De La Cruz"), ["Rose Hill", "De La Cruz"]);
        assert_eq!(found(&names, "Roses. Hill, Rosehill"), [""; 0]);
        assert_eq!(found(&names, "Rose (Hill)"), ["Rose"]);
        assert_eq!(found(&[], "Rose"), [""; 0]);
    }
}
