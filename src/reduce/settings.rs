//! How the concept space is learnt: the settings of the reduction.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// Settings of the reduction.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ReduceSettings {
    /// Number of concepts, C; fewer where the corpus has fewer terms or texts. 1 or more. Default:
    /// one for every 15 distinct texts, 20 to 100.
    pub concepts: Option<usize>,
    /// Power iterations of the randomised SVD: more are slower and nearer to the exact answer.
    /// Default 4.
    pub power_iterations: usize,
}

impl Default for ReduceSettings {
    fn default() -> Self {
        Self { concepts: None, power_iterations: 4 }
    }
}

impl ReduceSettings {
    /// The number of concepts for a corpus of so many distinct texts. Small corpora get few: a
    /// concept that rests on a handful of texts says nothing of the others.
    pub fn concepts_for(&self, texts: usize) -> usize {
        /// Distinct texts per concept.
        const TEXTS: usize = 15;
        self.concepts.unwrap_or_else(|| (texts / TEXTS).clamp(20, 100))
    }

    /// Whether all settings are in their ranges.
    ///
    /// # Errors
    /// Names the first that is not.
    pub fn check(&self) -> Result<()> {
        if self.concepts == Some(0) {
            return Err(Error::settings(
                "reduce.concepts",
                "0 leaves no space to cluster in",
                "set it to 1 or more",
            ));
        }
        Ok(())
    }
}
