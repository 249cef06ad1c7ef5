//! Which label was found where another was given.

use std::collections::BTreeMap;

use super::answers::{Answers, Outcome};

/// A label that was missed, with one that was wrongly found in the same documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConfusedPair {
    /// The label that was given and not found.
    pub given: u32,
    /// A label that was found and not given; `None` where nothing was found wrongly.
    pub found: Option<u32>,
    /// Documents.
    pub documents: u64,
}

/// The pairs of a missed label and a wrongly found one in the same document, the most frequent first. Where
/// every document has one label given and found, this is the confusion matrix without its diagonal.
pub fn confused_pairs(answers: &Answers) -> Vec<ConfusedPair> {
    let mut counts: BTreeMap<(u32, Option<u32>), u64> = BTreeMap::new();
    for row in &answers.rows {
        let of = |outcome| row.outcomes.iter().filter(move |it| it.outcome == outcome);
        for missed in of(Outcome::FalseNegative) {
            let mut alone = true;
            for wrong in of(Outcome::FalsePositive) {
                *counts.entry((missed.label, Some(wrong.label))).or_default() += 1;
                alone = false;
            }
            if alone {
                *counts.entry((missed.label, None)).or_default() += 1;
            }
        }
    }
    let pair = |((given, found), documents)| ConfusedPair { given, found, documents };
    let mut pairs: Vec<ConfusedPair> = counts.into_iter().map(pair).collect();
    pairs.sort_by_key(|it| (std::cmp::Reverse(it.documents), it.given, it.found));
    pairs
}

#[cfg(test)]
mod tests {
    use super::super::Answer;
    use super::*;

    #[test]
    fn a_missed_label_is_paired_with_what_was_wrongly_found() {
        let row = |text, given: &[u32], found: &[u32]| Answer {
            text,
            given: given.to_vec(),
            found: found.to_vec(),
            ..Answer::default()
        };
        let rows = vec![
            row(0, &[0, 1], &[1, 2]),
            row(1, &[0], &[2]),
            row(2, &[1], &[]),
            row(3, &[], &[0]),
        ];
        let pairs = confused_pairs(&Answers::new(3, false, rows));
        let pair = |given, found, documents| ConfusedPair { given, found, documents };
        assert_eq!(pairs, [pair(0, Some(2), 2), pair(1, None, 1)]);
    }
}
