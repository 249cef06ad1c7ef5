//! Which terms are kept and how they are weighted: the settings of the vectoriser.

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

/// Settings of the vectoriser.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct VectorizeSettings {
    /// Terms in fewer documents are left out; a count (`2`) or a share (`0.01`). Default: 2 where
    /// there are 20 documents or more, else 1.
    pub min_df: Option<Limit>,
    /// Terms in more documents are left out; a count or a share (`0.5`). Default 1.0: none.
    pub max_df: Limit,
    /// At most this many terms, the most frequent (by documents, ties in sorted order).
    /// Default 1,000,000.
    pub max_features: usize,
    /// Whether a count c weighs 1 + ln c instead of c. Default true.
    pub sublinear_tf: bool,
}

impl Default for VectorizeSettings {
    fn default() -> Self {
        Self {
            min_df: None,
            max_df: Limit::Share(1.0),
            max_features: 1_000_000,
            sublinear_tf: true,
        }
    }
}

impl VectorizeSettings {
    /// From this many documents on, terms of a single document are left out by default.
    const ENOUGH_FOR_MIN_DF: u64 = 20;

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
