//! Regular expressions of a codebook to their compiled form, within bounds.

use regex::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};

use super::expression::RegexText;
use super::fault::Fault;
use super::lexicon::Leaf;
use crate::error::{Error, Result};

/// The most bytes a compiled regular expression may take.
const COMPILED_BYTES: usize = 1 << 20;
/// The most bytes that those of one language may take together.
const COMPILED_TOGETHER: usize = 32 << 20;
/// The most matches of one that are taken in a field. Finding all of them can take time that grows with
/// the square of a text; this keeps it in proportion.
const MATCHES: usize = 1_000;
/// Groups may stand so deep within each other.
const NESTING: u32 = 50;

/// Compiles `regex`.
fn compile(regex: &RegexText) -> Result<Regex, regex::Error> {
    RegexBuilder::new(&regex.pattern)
        .case_insensitive(regex.ignore_case)
        .size_limit(COMPILED_BYTES)
        .nest_limit(NESTING)
        .build()
}

/// Whether `regex` compiles within bounds and does not match everything.
pub(super) fn check_regex(regex: &RegexText) -> Result<(), Fault> {
    let compiled = compile(regex).map_err(|error| refused(&error))?;
    let letters = ('a'..='z').chain('0'..='9').map(String::from);
    let everything = compiled.is_match("") || letters.into_iter().all(|c| compiled.is_match(&c));
    if everything {
        return Err(Fault::new(
            0,
            "this regular expression matches everything",
            "write the words that it is about, `\\b` where a word begins or ends, and `+` in place \
             of a `*` that lets nothing match",
        ));
    }
    Ok(())
}

fn refused(error: &regex::Error) -> Fault {
    match error {
        regex::Error::CompiledTooBig(_) => Fault::new(
            0,
            "this regular expression takes too much memory",
            "write `+` in place of a large counted repetition such as `{1,1000}`, or divide it into \
             several entries",
        ),
        // The crate draws the place over several lines; its last line says what is wrong.
        error => {
            let told = error.to_string();
            let cause = told.lines().last().unwrap_or_default().trim_start_matches("error: ");
            Fault::new(
                0,
                format!("this regular expression cannot be read: {cause}"),
                "correct it; the syntax is that of the crate `regex`, without look-around and \
                 back-references",
            )
        }
    }
}

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
    /// Compiles regular expressions that [`check_regex`] has let pass.
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
            compile(&regex).map(|compiled| (compiled, leaf)).map_err(too_many)
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
