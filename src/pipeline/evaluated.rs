//! Cases with labels to what was given and what was found in each.

mod cases;

use std::collections::BTreeMap;

use crate::classify::LabelColumns;
use crate::classify::metrics::{Answer, LabelName};
use crate::corpus::{Document, Schema};
use crate::error::{Error, Result};

pub use cases::{cases_held_out, cases_of_classifier, cases_of_codebook, cases_of_column};

/// Where people wrote what they found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenLabels {
    /// The labels they gave.
    labels: LabelColumns,
    /// The labels they looked for; without it all.
    judged: Option<LabelColumns>,
    /// Whether cases without a label are left out, and not taken for cases to which none applies.
    skip_unlabelled: bool,
}

/// What was given and found in each case.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EvaluatedCases {
    /// By the numbers of the labels.
    pub names: Vec<LabelName>,
    /// One for each case.
    pub answers: Vec<Answer>,
    /// Whether their scores mean anything.
    pub scored: bool,
    /// Cases that were not given any label that is known, whether left out or not.
    pub without_label: u64,
    /// Whether those were left out.
    pub unlabelled_left_out: bool,
    /// Rows that were rejected.
    pub rejected: u64,
    /// Labels that were given and stand for nothing that can be found, and how often.
    pub unknown: BTreeMap<String, u64>,
    /// Whether what is judged was learnt from these very cases.
    pub learnt_from: bool,
}

impl GivenLabels {
    /// Labels in `columns`, of which those in the column `judged` were looked for.
    ///
    /// # Errors
    /// If there is no such column.
    pub fn new(
        schema: &Schema,
        labels: LabelColumns,
        judged: Option<&str>,
        separator: &str,
    ) -> Result<Self> {
        let find = |name: &str| {
            LabelColumns::find(schema, &[name.to_owned()], separator).map_err(|error| {
                Error::settings(format!("--judged {name}"), error.cause(), error.remedy())
            })
        };
        Ok(Self { labels, judged: judged.map(find).transpose()?, skip_unlabelled: false })
    }

    /// Leaves out cases without a label.
    #[must_use]
    pub fn without_unlabelled(self) -> Self {
        Self { skip_unlabelled: true, ..self }
    }

    /// What was given to a document, and what was looked for in it.
    fn of(&self, document: &Document) -> Result<(Vec<String>, Option<Vec<String>>)> {
        let judged = self.judged.as_ref().map(|columns| columns.of(document)).transpose()?;
        Ok((self.labels.of(document)?, judged))
    }
}

impl EvaluatedCases {
    /// No cases yet, of labels that are called as they are written.
    fn of_labels(names: &[String], given: &GivenLabels) -> Self {
        let name = |name: &String| LabelName { id: name.clone(), name: name.clone() };
        Self {
            names: names.iter().map(name).collect(),
            unlabelled_left_out: given.skip_unlabelled,
            ..Self::default()
        }
    }

    fn take(&mut self, answer: Answer) {
        self.without_label += u64::from(answer.given.is_empty());
        if !(self.unlabelled_left_out && answer.given.is_empty()) {
            self.answers.push(answer);
        }
    }

    /// How many cases each label was given to.
    pub fn given(&self) -> Vec<u64> {
        let mut given = vec![0; self.names.len()];
        let labels = self.answers.iter().flat_map(|answer| &answer.given);
        labels.for_each(|&label| given[label as usize] += 1);
        given
    }

    /// Leaves out the labels for which `keep` is false, as if nobody had looked for them.
    pub fn keep(&mut self, keep: &[bool]) {
        let mut kept = 0;
        let numbers: Vec<Option<u32>> = keep
            .iter()
            .map(|&keep| {
                keep.then(|| {
                    kept += 1;
                    kept - 1
                })
            })
            .collect();
        let number = |label: u32| numbers[label as usize];
        let names = std::mem::take(&mut self.names).into_iter().zip(keep);
        self.names = names.filter(|(_, keep)| **keep).map(|(name, _)| name).collect();
        for answer in &mut self.answers {
            let lists = [Some(&mut answer.given), Some(&mut answer.found), answer.judged.as_mut()];
            for list in lists.into_iter().flatten() {
                *list = list.iter().filter_map(|&label| number(label)).collect();
            }
            let scores = answer.scores.iter();
            answer.scores =
                scores.filter_map(|&(label, score)| Some((number(label)?, score))).collect();
        }
    }
}
