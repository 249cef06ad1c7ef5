//! How a classifier is learnt.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Loss;
use crate::error::{Error, Result};

/// Whether something helps is found out, or said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Help {
    /// Where it helps in documents that were left out.
    #[default]
    Auto,
    /// In any case.
    Always,
    /// Never.
    Never,
}

impl FromStr for Help {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        match text {
            "auto" => Ok(Self::Auto),
            "always" => Ok(Self::Always),
            "never" => Ok(Self::Never),
            _ => Err(Error::usage(
                format!("`{text}`"),
                "it is none of `auto`, `always` and `never`",
                "use `auto` to have it found out",
            )),
        }
    }
}

impl FromStr for Loss {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        match text {
            "squared-hinge" => Ok(Self::SquaredHinge),
            "logistic" => Ok(Self::Logistic),
            _ => Err(Error::usage(
                format!("loss `{text}`"),
                "it is neither `squared-hinge` nor `logistic`",
                "use `squared-hinge`, the loss of support vector machines",
            )),
        }
    }
}

/// Settings of the classifier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ClassifySettings {
    /// What is lost where a case is not on its side of the border. Default `squared-hinge`.
    pub loss: Loss,
    /// C: what the loss of a case counts; above 0. Default: chosen by cross-validation.
    pub cost: Option<f64>,
    /// How far the cases with a label count as much as all others together: 0 not at all, 1 wholly.
    /// Default 0.5.
    pub balance: Option<f64>,
    /// Whether pairs of words are features, too. Default `auto`.
    pub pairs: Help,
    /// Whether the point in a concept space of all cases, labelled or not, stands beside the words.
    /// Default `auto`.
    pub concepts: Help,
    /// Whether the table of English word vectors stands beside it. Default `auto`.
    pub words: Help,
    /// Folds of the cross-validation, 2 to 20. Default 5, or 3 from 1,000 labelled cases on.
    pub folds: Option<usize>,
    /// Labels of fewer examples are left out. 2 or more, default 2.
    pub min_examples: usize,
    /// Decides in which order cases are gone through. Default 0.
    pub seed: u64,
}

impl Default for ClassifySettings {
    fn default() -> Self {
        Self {
            loss: Loss::default(),
            cost: None,
            balance: None,
            pairs: Help::default(),
            concepts: Help::default(),
            words: Help::default(),
            folds: None,
            min_examples: 2,
            seed: 0,
        }
    }
}

impl ClassifySettings {
    /// Whether all settings are in their ranges.
    ///
    /// # Errors
    /// Names the first that is not.
    pub fn check(&self) -> Result<()> {
        let wrong = |place: &str, value: String, remedy: &str| {
            Err(Error::usage(place, format!("{value} is out of range"), remedy))
        };
        if let Some(cost) = self.cost
            && !(cost > 0.0 && cost <= 1e6)
        {
            return wrong("--cost", cost.to_string(), "use a number above 0, such as 1");
        }
        if let Some(balance) = self.balance
            && !(0.0..=1.0).contains(&balance)
        {
            return wrong("--balance", balance.to_string(), "use a number from 0 to 1");
        }
        if let Some(folds) = self.folds
            && !(2..=20).contains(&folds)
        {
            return wrong("--folds", folds.to_string(), "use a number from 2 to 20");
        }
        if self.min_examples < 2 {
            return wrong("--min-examples", self.min_examples.to_string(), "use 2 or more");
        }
        Ok(())
    }
}
