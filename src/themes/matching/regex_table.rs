//! The regular expressions of a language to their matches in a text, all looked for together.

use regex::{Regex, RegexSet, RegexSetBuilder};

use super::rule::Leaf;
use crate::error::{Error, Result};
use crate::themes::expression::{RegexText, compile_regex};

/// The most bytes that compiled regular expressions of one language may take together.
const COMPILED_TOGETHER: usize = 32 << 20;
/// The most matches of one that are taken in a field. Finding all of them can take time that grows with
/// the square of a text; this keeps it in proportion.
const MATCHES: usize = 1_000;

/// A regular expression and the leaf that it is.
#[derive(Debug, Clone)]
pub(super) struct RegexLeaf {
    pub(super) regex: RegexText,
    pub(super) leaf: Leaf,
}

/// The regular expressions of a language: together they tell which of them a text has, so that most
/// texts are read once, whatever their number.
#[derive(Debug, Clone)]
pub(super) struct RegexTable {
    together: RegexSet,
    single: Vec<(Regex, Leaf)>,
}

impl RegexTable {
    /// Compiles regular expressions that reading the codebook has let pass.
    pub(super) fn new(leaves: Vec<RegexLeaf>) -> Result<Self> {
        let pattern = |leaf: &RegexLeaf| {
            let flag = if leaf.regex.ignore_case { "(?i)" } else { "" };
            format!("{flag}{}", leaf.regex.pattern)
        };
        let together = RegexSetBuilder::new(leaves.iter().map(pattern))
            .size_limit(COMPILED_TOGETHER)
            .build()
            .map_err(too_many)?;
        let single = leaves.into_iter().map(|RegexLeaf { regex, leaf }| {
            compile_regex(&regex).map(|compiled| (compiled, leaf)).map_err(too_many)
        });
        Ok(Self { together, single: single.collect::<Result<_>>()? })
    }

    /// Hands every match in `text` to `take` as its leaf, first byte and one past the last: the leftmost
    /// first, and at most [`MATCHES`] of each.
    pub(super) fn each_match(&self, text: &str, mut take: impl FnMut(Leaf, usize, usize)) {
        for index in self.together.matches(text) {
            let (regex, leaf) = &self.single[index];
            for found in regex.find_iter(text).take(MATCHES).filter(|found| !found.is_empty()) {
                take(*leaf, found.start(), found.end());
            }
        }
    }
}

fn too_many(error: regex::Error) -> Error {
    Error::settings(
        "codebook",
        "its regular expressions together take too much memory",
        "write fewer of them, or words and phrases in their place, which cost nothing",
    )
    .caused_by(error)
}
