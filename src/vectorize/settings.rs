//! Which terms are kept and how they are weighted: the settings of the vectoriser.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// A bound on document frequency, as a number of documents or a share of them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Limit {
    /// That many documents.
    Count(u64),
    /// That share of the documents, 0 to 1.
    Share(f64),
}

impl Limit {
    /// The bound in documents, out of `documents`; not rounded.
    pub fn of(self, documents: u64) -> f64 {
        match self {
            Self::Count(count) => count as f64,
            Self::Share(share) => share * documents as f64,
        }
    }
}

impl FromStr for Limit {
    type Err = Error;

    /// A whole number is a number of documents, one with a point a share.
    fn from_str(text: &str) -> Result<Self> {
        let limit = match text.contains('.') {
            true => text.parse().ok().map(Self::Share),
            false => text.parse().ok().map(Self::Count),
        };
        limit.ok_or_else(|| {
            let remedy = "write a number of documents (`2`) or a share of them (`0.01`)";
            Error::settings(format!("limit `{text}`"), "it is no number", remedy)
        })
    }
}

/// Which terms in a row are terms too: those of `min` to `max` words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NgramRange {
    /// The fewest words, 1 or more.
    pub min: usize,
    /// The most words, `min` or more.
    pub max: usize,
    /// Whether words with a stop word (or another that does not count) between them are in a row.
    pub broken_by_stop_words: bool,
}

impl NgramRange {
    /// Words of the longest n-gram.
    pub const MOST: usize = 8;
}

impl Default for NgramRange {
    fn default() -> Self {
        Self { min: 1, max: 1, broken_by_stop_words: false }
    }
}

/// What the length of a row is made 1 by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Norm {
    /// The Euclidean length: the root of the sum of squares.
    #[default]
    L2,
    /// The sum of the values.
    L1,
    /// Nothing: rows keep their lengths.
    None,
}

impl FromStr for Norm {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        match text {
            "l2" => Ok(Self::L2),
            "l1" => Ok(Self::L1),
            "none" => Ok(Self::None),
            _ => Err(Error::settings(
                format!("norm `{text}`"),
                "no such norm is known",
                "use l2, l1 or none",
            )),
        }
    }
}

/// Settings of the vectoriser.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct VectorizeSettings {
    /// Terms in fewer documents are left out; a count (`2`) or a share (`0.01`). Default: 2 where
    /// there are 20 documents or more, else 1.
    pub min_df: Option<Limit>,
    /// Terms in more documents are left out; a count or a share (`0.5`). Default 1.0: none.
    pub max_df: Limit,
    /// At most this many terms, those that occur most often (ties in sorted order).
    /// Default 1,000,000.
    pub max_features: usize,
    /// The fewest and the most words of a term, such as `[1, 2]` for single words and pairs. Default
    /// `[1, 1]`, at most 8 words.
    pub ngram_range: (usize, usize),
    /// Whether a stop word, or another word that does not count, ends a row of words. Default false:
    /// `quality of life` has the pair `quality life`.
    pub ngrams_broken_by_stop_words: bool,
    /// Whether any count weighs as much as 1. Default false.
    pub binary: bool,
    /// Whether a count c weighs 1 + ln c instead of c. Default true.
    pub sublinear_tf: bool,
    /// Whether rare terms weigh more, by their inverse document frequency. Default true.
    pub use_idf: bool,
    /// Whether document frequencies are taken as if one more document held every term. Default true.
    pub smooth_idf: bool,
    /// What the length of a row is made 1 by: `l2`, `l1` or `none`. Default `l2`.
    pub norm: Norm,
}

impl Default for VectorizeSettings {
    fn default() -> Self {
        Self {
            min_df: None,
            max_df: Limit::Share(1.0),
            max_features: 1_000_000,
            ngram_range: (1, 1),
            ngrams_broken_by_stop_words: false,
            binary: false,
            sublinear_tf: true,
            use_idf: true,
            smooth_idf: true,
            norm: Norm::L2,
        }
    }
}

impl VectorizeSettings {
    /// From this many documents on, terms of a single document are left out by default.
    const ENOUGH_FOR_MIN_DF: u64 = 20;

    /// The weights of scikit-learn's `TfidfVectorizer` by default.
    pub fn scikit_learn() -> Self {
        Self {
            min_df: Some(Limit::Count(1)),
            max_features: u32::MAX as usize,
            sublinear_tf: false,
            ..Self::default()
        }
    }

    /// The same terms by their counts, or by 1 where any count weighs as much, in place of weights.
    #[must_use]
    pub fn as_counts(&self) -> Self {
        Self { sublinear_tf: false, use_idf: false, norm: Norm::None, ..self.clone() }
    }

    /// The same terms by what their counts weigh, which rarity and length do not change.
    #[must_use]
    pub(crate) fn without_idf(&self) -> Self {
        Self { use_idf: false, norm: Norm::None, ..self.clone() }
    }

    /// Which terms in a row are terms too.
    pub fn ngrams(&self) -> NgramRange {
        let (min, max) = self.ngram_range;
        NgramRange { min, max, broken_by_stop_words: self.ngrams_broken_by_stop_words }
    }

    /// The lower bound in force for a corpus of `documents`.
    pub fn min_df_for(&self, documents: u64) -> f64 {
        let default = if documents >= Self::ENOUGH_FOR_MIN_DF { 2 } else { 1 };
        self.min_df.unwrap_or(Limit::Count(default)).of(documents)
    }

    /// Whether all settings are in their ranges.
    ///
    /// # Errors
    /// Names the first that is not.
    pub fn check(&self) -> Result<()> {
        for (name, limit) in [("min-df", self.min_df), ("max-df", Some(self.max_df))] {
            if let Some(Limit::Share(share)) = limit
                && !(0.0..=1.0).contains(&share)
            {
                return Err(Error::settings(
                    format!("vectorize.{name}"),
                    format!("the share {share} is out of range"),
                    "use a share from 0.0 to 1.0, or a whole number of documents",
                ));
            }
        }
        let (min, max) = self.ngram_range;
        if min == 0 || max < min || max > NgramRange::MOST {
            return Err(Error::settings(
                "vectorize.ngram-range",
                format!("from {min} to {max} words is out of range"),
                format!(
                    "use two numbers from 1 to {} of which the second is not smaller",
                    NgramRange::MOST
                ),
            ));
        }
        if self.max_features == 0 {
            return Err(Error::settings(
                "vectorize.max-features",
                "0 leaves no terms",
                "set it to 1 or more",
            ));
        }
        Ok(())
    }
}
