//! A labelled case as far as one theme is concerned, and what numbers make of it.

use crate::themes::matching::{EntryHits, score};

/// What was found of a theme in a case, and whether people found the theme there.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Identical texts have the same; they are never learnt from and tested on at once.
    pub text: u128,
    /// Each entry that counts, as its place among the theme's entries, and how often.
    pub hits: Vec<(usize, u32)>,
    /// Number of words.
    pub tokens: u32,
    /// Whether the theme cannot be given whatever the score: an `unless` of the theme cancels it, or
    /// fewer entries hit than `min_distinct` asks for.
    pub excluded: bool,
    /// Whether people found the theme.
    pub truth: bool,
}

/// The numbers of a theme.
#[derive(Debug, Clone, PartialEq)]
pub struct Numbers {
    /// The weight of each entry, above 0, at most 1.
    pub weights: Vec<f64>,
    /// The least score that makes a tag, above 0, at most 1.
    pub min_score: f64,
}

/// What numbers make of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// Whether the theme is found.
    pub found: bool,
    /// Whether people found it.
    pub truth: bool,
}

impl Numbers {
    /// Whether the theme is found in a case, by the very rule that tags.
    pub fn verdict(&self, case: &Case) -> Verdict {
        let hits =
            case.hits.iter().map(|&(entry, hits)| EntryHits { weight: self.weights[entry], hits });
        let found =
            !case.excluded && !case.hits.is_empty() && score(hits, case.tokens) >= self.min_score;
        Verdict { found, truth: case.truth }
    }

    /// With two decimals and at least .01, as they are written.
    #[must_use]
    pub fn rounded(&self) -> Self {
        let round = |number: f64| ((number * 100.0).round() / 100.0).clamp(0.01, 1.0);
        Self {
            weights: self.weights.iter().map(|&weight| round(weight)).collect(),
            min_score: round(self.min_score),
        }
    }
}

impl Verdict {
    /// Whether the two agree.
    pub fn is_right(self) -> bool {
        self.found == self.truth
    }
}
