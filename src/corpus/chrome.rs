//! Paragraphs of pages to cases and chrome.

use std::collections::{HashMap, HashSet};

use unicode_segmentation::UnicodeSegmentation as _;

use super::digest;
use super::document::Reason;
use super::record::Record;
use super::settings::{CorpusSettings, Layout};

/// A piece of a page, white space tidied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// Line or block, from 1.
    pub(super) position: u64,
    /// The text on one line.
    pub(super) text: String,
    /// Why it is navigation, where it is.
    pub(super) navigation: Option<String>,
}

/// What tells the cases of a page from its chrome.
#[derive(Debug, Clone, Default)]
pub(super) struct Chrome {
    /// Whether cases are told from chrome at all, or every paragraph is a case.
    judges: bool,
    min_words: usize,
    /// Keys of the paragraphs that stand on too many pages.
    repeated: HashSet<u128>,
}

impl Chrome {
    /// Rules without knowledge of what repeats.
    pub(super) fn new(settings: &CorpusSettings) -> Self {
        let judges = settings.layout == Layout::Page;
        Self { judges, min_words: settings.page_min_words, repeated: HashSet::new() }
    }

    /// Rules with what was counted over all pages.
    pub(super) fn with_repeats(self, repeats: Repeats, settings: &CorpusSettings) -> Self {
        Self { repeated: repeats.at_least(settings.page_repeats), ..self }
    }

    /// Whether cases are told from chrome at all.
    pub(super) fn judges(&self) -> bool {
        self.judges
    }

    /// The paragraph as a case of one value, or why it is none.
    pub(super) fn judge(&self, paragraph: Paragraph) -> Record {
        let Paragraph { position, text, navigation } = paragraph;
        let verdict = match navigation {
            Some(detail) => Some((Reason::Navigation, detail)),
            None if self.judges => self.fault(&text),
            None => None,
        };
        match verdict {
            None => Record::Row { position, values: std::iter::once(Some(text)).collect() },
            Some((reason, detail)) => Record::Reject { position, reason, detail, text },
        }
    }

    fn fault(&self, text: &str) -> Option<(Reason, String)> {
        let words = text.unicode_words().count();
        if words < self.min_words {
            let detail = format!("{words} of at least {} words", self.min_words);
            return Some((Reason::ShortLine, detail));
        }
        self.repeated
            .contains(&digest::key(text))
            .then(|| (Reason::RepeatedParagraph, String::new()))
    }
}

/// On how many pages each paragraph stands.
#[derive(Debug, Default)]
pub(super) struct Repeats {
    pages: usize,
    counts: HashMap<u128, usize>,
}

impl Repeats {
    /// Counts the cases of one page; a text that stands twice on it counts once.
    pub(super) fn add_page(&mut self, cases: &[String]) {
        self.pages += 1;
        for key in cases.iter().map(|case| digest::key(case)).collect::<HashSet<_>>() {
            *self.counts.entry(key).or_default() += 1;
        }
    }

    /// What stands on at least `pages` pages; where there are two in all, on both.
    fn at_least(self, pages: usize) -> HashSet<u128> {
        let least = if self.pages == 2 { 2 } else { pages.max(2) };
        self.counts.into_iter().filter(|&(_, count)| count >= least).map(|(key, _)| key).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(chrome: &Chrome, text: &str) -> Option<Reason> {
        let paragraph = Paragraph { position: 1, text: text.to_owned(), navigation: None };
        match chrome.judge(paragraph) {
            Record::Row { .. } => None,
            Record::Reject { reason, .. } => Some(reason),
        }
    }

    fn chrome(pages: &[&[&str]]) -> Chrome {
        let settings = CorpusSettings { page_min_words: 3, ..CorpusSettings::default() };
        let mut repeats = Repeats::default();
        for page in pages {
            repeats.add_page(&page.iter().map(|&text| text.to_owned()).collect::<Vec<_>>());
        }
        Chrome::new(&settings).with_repeats(repeats, &settings)
    }

    #[test]
    fn a_paragraph_with_too_few_words_is_chrome() {
        let chrome = chrome(&[]);
        assert_eq!(reason(&chrome, "Skip the tour"), None);
        assert_eq!(reason(&chrome, "Skip – tour!"), Some(Reason::ShortLine));
    }

    #[test]
    fn a_paragraph_on_three_pages_is_chrome_on_two_it_is_not() {
        let chrome = chrome(&[&["a b c", "d e f"], &["a b c", "d e f"], &["a b c"]]);
        assert_eq!(reason(&chrome, "a b c"), Some(Reason::RepeatedParagraph));
        assert_eq!(reason(&chrome, "d e f"), None);
    }

    #[test]
    fn of_two_pages_both_must_have_it() {
        let chrome = chrome(&[&["a b c", "d e f"], &["a b c"]]);
        assert_eq!(reason(&chrome, "a b c"), Some(Reason::RepeatedParagraph));
        assert_eq!(reason(&chrome, "d e f"), None);
    }

    #[test]
    fn a_paragraph_repeated_within_one_page_is_a_case_that_repeats() {
        assert_eq!(reason(&chrome(&[&["a b c", "a b c", "a b c"]]), "a b c"), None);
    }
}
