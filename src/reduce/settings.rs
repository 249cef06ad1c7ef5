//! How the concept space is learnt: the settings of the reduction.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// How concepts are learnt from a corpus.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// Latent semantic analysis: which terms documents share.
    Lsa,
    /// Which terms stand together in documents.
    Cooccurrence,
    /// Concepts of the two ways side by side.
    #[default]
    Both,
}

impl FromStr for Method {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        match text {
            "lsa" => Ok(Self::Lsa),
            "cooccurrence" => Ok(Self::Cooccurrence),
            "both" => Ok(Self::Both),
            _ => Err(Error::settings(
                format!("way to learn concepts `{text}`"),
                "it is none of `lsa`, `cooccurrence` and `both`",
                "use `--reduce both`, or `--reduce lsa` where speed matters most",
            )),
        }
    }
}

/// Whether the table of English word vectors that ships with the program helps.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Words {
    /// In English corpora that are too small to tell by themselves which terms belong together.
    #[default]
    Auto,
    /// In English corpora of any size.
    Always,
    /// Never: concepts come from the corpus alone.
    Never,
}

impl FromStr for Words {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        match text {
            "auto" => Ok(Self::Auto),
            "always" => Ok(Self::Always),
            "never" => Ok(Self::Never),
            _ => Err(Error::settings(
                format!("use of the word vectors `{text}`"),
                "it is none of `auto`, `always` and `never`",
                "use `--words auto`, or `--words never` to learn from the corpus alone",
            )),
        }
    }
}

/// Settings of the reduction.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ReduceSettings {
    /// How concepts are learnt: `lsa`, `cooccurrence` or `both`. Default `both`.
    pub method: Method,
    /// Number of concepts, C; fewer where the corpus has fewer terms or texts. 1 or more. Default:
    /// one for every 15 distinct texts, 20 to 100.
    pub concepts: Option<usize>,
    /// Whether a table of English word vectors helps: `auto` where an English corpus is small,
    /// `always` in any English corpus, or `never`. Where it weighs as much as the corpus or more,
    /// terms of a single document are kept too, unless `vectorize.min-df` says otherwise.
    /// Default `auto`.
    pub words: Words,
    /// Power iterations of the randomised SVD: more are slower and nearer to the exact answer.
    /// Default 2.
    pub power_iterations: usize,
}

impl Default for ReduceSettings {
    fn default() -> Self {
        Self {
            method: Method::default(),
            concepts: None,
            words: Words::default(),
            power_iterations: 2,
        }
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
