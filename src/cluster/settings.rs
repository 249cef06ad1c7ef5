//! How clusters are looked for: the settings of the clustering.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// The number of clusters: chosen by the data or given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum KChoice {
    /// Stability under subsampling decides over a range.
    #[default]
    Auto,
    /// That many; 1 or more.
    Fixed(usize),
}

impl FromStr for KChoice {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        match text.parse() {
            _ if text == "auto" => Ok(Self::Auto),
            Ok(k) if k >= 1 => Ok(Self::Fixed(k)),
            _ => Err(Error::settings(
                format!("number of clusters `{text}`"),
                "it is neither `auto` nor a whole number of 1 or more",
                "use `-k auto`, or a number such as `-k 8`",
            )),
        }
    }
}

impl fmt::Display for KChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Auto => f.write_str("auto"),
            Self::Fixed(k) => k.fmt(f),
        }
    }
}

impl Serialize for KChoice {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Auto => serializer.serialize_str("auto"),
            Self::Fixed(k) => serializer.serialize_u64(*k as u64),
        }
    }
}

impl<'de> Deserialize<'de> for KChoice {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Number(u64),
            Word(String),
        }
        let written = match Written::deserialize(deserializer)? {
            Written::Number(number) => number.to_string(),
            Written::Word(word) => word,
        };
        written.parse().map_err(|error: Error| {
            serde::de::Error::custom(format!("{error}; {}", error.remedy()))
        })
    }
}

/// Settings of the clustering.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ClusterSettings {
    /// Number of clusters: `auto` or 1 or more. Default `auto`.
    pub k: KChoice,
    /// The most clusters that `auto` looks at; no more than the root of the number of distinct
    /// texts. 2 or more, default 20.
    pub k_max: usize,
    /// How often k-means starts anew, each time on some of the documents; what the starts found is
    /// put together, and the best is taken. Of fewer documents than `restart-sample` so many times
    /// more are made, up to 200. 1 or more, default 16.
    pub restarts: usize,
    /// Starts are compared on at most this many documents. 100 or more, default 5,000.
    pub restart_sample: usize,
    /// Subsamples of 80 % by which stability is measured; 0 measures none. Default 10.
    pub subsamples: usize,
    /// Terms in a cluster's label, 3 to 5, default 4.
    pub label_terms: usize,
    /// Terms listed for a cluster, default 15.
    pub terms: usize,
    /// Representatives of a cluster, default 3.
    pub representatives: usize,
}

impl Default for ClusterSettings {
    fn default() -> Self {
        Self {
            k: KChoice::Auto,
            k_max: 20,
            restarts: 16,
            restart_sample: 5_000,
            subsamples: 10,
            label_terms: 4,
            terms: 15,
            representatives: 3,
        }
    }
}

impl ClusterSettings {
    /// Whether all settings are in their ranges.
    ///
    /// # Errors
    /// Names the first that is not.
    pub fn check(&self) -> Result<()> {
        let ranges = [
            ("k-max", self.k_max, 2, usize::MAX),
            ("restarts", self.restarts, 1, usize::MAX),
            ("restart-sample", self.restart_sample, 100, usize::MAX),
            ("label-terms", self.label_terms, 3, 5),
            ("terms", self.terms, self.label_terms, usize::MAX),
            ("representatives", self.representatives, 1, usize::MAX),
        ];
        for (name, value, least, most) in ranges {
            if !(least..=most).contains(&value) {
                let range = if most == usize::MAX {
                    format!("{least} or more")
                } else {
                    format!("{least} to {most}")
                };
                return Err(Error::settings(
                    format!("cluster.{name}"),
                    format!("{value} is out of range"),
                    format!("set it to {range}"),
                ));
            }
        }
        Ok(())
    }
}
