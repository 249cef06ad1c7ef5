//! Text files to paragraphs, a block of lines at a time.

use std::collections::VecDeque;
use std::path::Path;

use crate::error::Result;

use super::chrome::{Chrome, Paragraph};
use super::lines::{Line, Lines};
use super::record::Record;
use super::settings::Layout;
use super::stream::Coding;

/// Characters that the widest line of a hard-wrapped paragraph may have.
const WRAPPED_AT_MOST: usize = 120;

/// Characters that every line of a hard-wrapped paragraph has, but for the last.
const WRAPPED_AT_LEAST: usize = 40;

/// The records of one text file.
#[derive(Debug)]
pub(super) struct Page<'a> {
    lines: Lines,
    layout: Layout,
    chrome: &'a Chrome,
    /// Lines of the block being read, each with its number.
    block: Vec<(u64, String)>,
    ready: VecDeque<Record>,
    over: bool,
}

impl<'a> Page<'a> {
    /// Opens a file.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub(super) fn open(
        name: &str,
        (path, coding): (&Path, Coding),
        layout: Layout,
        chrome: &'a Chrome,
    ) -> Result<Self> {
        let (block, ready) = (Vec::new(), VecDeque::new());
        let lines = Lines::open(name, path, coding)?;
        Ok(Self { lines, layout, chrome, block, ready, over: false })
    }

    /// Reads lines until a record is ready or the file is over.
    fn advance(&mut self) -> Result<()> {
        while self.ready.is_empty() && !self.over {
            match self.lines.read()? {
                None => {
                    self.over = true;
                    self.close_block();
                }
                Some(Line { number, bytes, fault: Some(fault) }) => {
                    let text = String::from_utf8_lossy(bytes).into_owned();
                    self.close_block();
                    self.ready.push_back(Record::malformed(number, fault, text));
                }
                Some(Line { number, bytes: line, .. }) => {
                    match simdutf8::compat::from_utf8(line).map(str::trim) {
                        Ok("") => self.close_block(),
                        Ok(line) => {
                            self.block.push((number, line.to_owned()));
                            self.close_loose_block();
                        }
                        Err(error) => {
                            let reject = Record::not_utf8(number, error, line);
                            self.close_block();
                            self.ready.push_back(reject);
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// Where lines are surely paragraphs of their own, there is no need to wait for a blank line:
    /// a file of a million lines is never in memory.
    fn close_loose_block(&mut self) {
        let loose = match self.layout {
            Layout::Line => true,
            Layout::Paragraph => false,
            Layout::Page => {
                self.block.last().is_some_and(|(_, line)| width(line) > WRAPPED_AT_MOST)
            }
        };
        if loose {
            self.close_lines();
        }
    }

    fn close_block(&mut self) {
        match self.layout {
            Layout::Paragraph => self.close_joined(),
            Layout::Page if is_wrapped(&self.block) => self.close_joined(),
            Layout::Page | Layout::Line => self.close_lines(),
        }
    }

    fn close_lines(&mut self) {
        for (position, text) in std::mem::take(&mut self.block) {
            self.ready.push_back(self.chrome.judge(Paragraph { position, text, navigation: None }));
        }
    }

    fn close_joined(&mut self) {
        let block = std::mem::take(&mut self.block);
        if let Some(&(position, _)) = block.first() {
            let lines: Vec<String> = block.into_iter().map(|(_, line)| line).collect();
            let text = lines.join(" ");
            self.ready.push_back(self.chrome.judge(Paragraph { position, text, navigation: None }));
        }
    }
}

impl Iterator for Page<'_> {
    type Item = Result<Record>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.advance() {
            Ok(()) => self.ready.pop_front().map(Ok),
            Err(error) => {
                self.over = true;
                Some(Err(error))
            }
        }
    }
}

/// Whether the lines of a block are one paragraph that was broken at a width: every line but the
/// last is long, and could not have taken the first word of the next.
fn is_wrapped(block: &[(u64, String)]) -> bool {
    let widest = block.iter().map(|(_, line)| width(line)).max().unwrap_or(0);
    let full = |pair: &[(u64, String)]| {
        let (line, next) = (width(&pair[0].1), &pair[1].1);
        let word = next.split_whitespace().next().map_or(0, width);
        line >= WRAPPED_AT_LEAST && line + 1 + word > widest
    };
    block.len() > 1 && widest <= WRAPPED_AT_MOST && block.windows(2).all(full)
}

fn width(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::document::Reason;
    use crate::corpus::settings::CorpusSettings;

    fn read(content: impl AsRef<[u8]>, layout: Layout) -> Vec<(u64, Result<String, Reason>)> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), content).unwrap();
        let settings = CorpusSettings { layout, page_min_words: 6, ..CorpusSettings::default() };
        let chrome = Chrome::new(&settings);
        let page = Page::open("page.txt", (file.path(), Coding::PLAIN), layout, &chrome).unwrap();
        page.map(|record| match record.unwrap() {
            Record::Row { position, values } => (position, Ok(values.get(0).unwrap().to_owned())),
            Record::Reject { position, reason, .. } => (position, Err(reason)),
        })
        .collect()
    }

    const WRAPPED: &str = "The town of Lower Meadow asked its people\n\
                           what the old mill should become, and then\n\
                           built it.\n";

    #[test]
    fn a_hard_wrapped_paragraph_is_one_case() {
        let cases = read(format!("Menu\n\n{WRAPPED}"), Layout::Page);
        assert_eq!(cases[0], (1, Err(Reason::ShortLine)));
        let text = "The town of Lower Meadow asked its people what the old mill should become, \
                    and then built it.";
        assert_eq!(cases[1], (3, Ok(text.to_owned())));
        assert_eq!(cases.len(), 2);
    }

    #[test]
    fn long_lines_without_a_blank_one_between_are_cases_of_their_own() {
        let long = |word: &str| vec![word; 40].join(" ");
        let cases = read(format!("{}\n{}\n", long("bridge"), long("garden")), Layout::Page);
        assert_eq!(cases, [(1, Ok(long("bridge"))), (2, Ok(long("garden")))]);
    }

    #[test]
    fn short_lines_of_one_block_are_judged_one_by_one() {
        let cases = read("Home\nAbout us\nContact and opening hours\n", Layout::Page);
        let short = Err(Reason::ShortLine);
        assert_eq!(cases, [(1, short.clone()), (2, short.clone()), (3, short)]);
    }

    #[test]
    fn lines_that_could_have_held_the_next_word_are_not_one_paragraph() {
        let cases = read(
            "A first case about a garden in the north\n\
             A second case, somewhat longer, about a bridge in the south of it\n",
            Layout::Page,
        );
        assert_eq!(cases.len(), 2);
    }

    #[test]
    fn the_paragraph_layout_takes_every_block() {
        let cases = read("Two\nlines\n\n\nOne\n", Layout::Paragraph);
        assert_eq!(cases, [(1, Ok("Two lines".to_owned())), (5, Ok("One".to_owned()))]);
    }

    #[test]
    fn the_line_layout_takes_every_line_that_is_not_blank() {
        let cases = read("Two\r\n \r\nlines\r\n", Layout::Line);
        assert_eq!(cases, [(1, Ok("Two".to_owned())), (3, Ok("lines".to_owned()))]);
    }

    #[test]
    fn a_line_that_is_not_utf8_is_rejected_and_reading_goes_on() {
        let cases = read(b"one\nt\xffo\nthree\n", Layout::Line);
        assert_eq!(cases[1], (2, Err(Reason::InvalidUtf8)));
        assert_eq!(cases[2], (3, Ok("three".to_owned())));
    }
}
