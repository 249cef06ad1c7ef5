//! What was given and what was found, document by document.

/// What is known of one document. Labels are numbers below the number of labels.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answer {
    /// Documents with the same text have the same; they are resampled together.
    pub text: u128,
    /// Labels that people gave.
    pub given: Vec<u32>,
    /// Labels that were found.
    pub found: Vec<u32>,
    /// The labels that people looked for; `None` for all. Nothing else of the document counts.
    pub judged: Option<Vec<u32>>,
    /// How far the document speaks for labels, 0 to 1; 0 for those not listed.
    pub scores: Vec<(u32, f64)>,
}

/// What a decision about a label was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Found and given.
    TruePositive,
    /// Found, not given.
    FalsePositive,
    /// Given, not found.
    FalseNegative,
}

/// A label of a document that was found or given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct OutcomeOfLabel {
    /// The label.
    pub label: u32,
    /// What it was.
    pub outcome: Outcome,
}

/// A document ready to be counted.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// Number of its text among the distinct ones.
    pub(super) text: u32,
    pub(super) outcomes: Vec<OutcomeOfLabel>,
    pub(super) judged: Option<Vec<u32>>,
    pub(super) scores: Vec<(u32, f64)>,
}

impl Row {
    pub(super) fn is_judged(&self, label: u32) -> bool {
        self.judged.as_ref().is_none_or(|judged| judged.binary_search(&label).is_ok())
    }

    pub(super) fn is_given(&self, label: u32) -> bool {
        let place = self.outcomes.binary_search_by_key(&label, |it| it.label);
        place.is_ok_and(|at| self.outcomes[at].outcome != Outcome::FalsePositive)
    }

    pub(super) fn given(&self) -> impl Iterator<Item = u32> {
        let given = self.outcomes.iter().filter(|it| it.outcome != Outcome::FalsePositive);
        given.map(|it| it.label)
    }
}

/// All documents, in an order that does not depend on the one they came in.
#[derive(Debug, Clone, PartialEq)]
pub struct Answers {
    labels: usize,
    texts: usize,
    scored: bool,
    pub(super) rows: Vec<Row>,
}

impl Answers {
    /// The answers of documents; `labels` is the number of labels, `scored` whether their scores mean
    /// anything. Labels of a document that were not judged are left out.
    pub fn new(labels: usize, scored: bool, mut documents: Vec<Answer>) -> Self {
        documents.iter_mut().for_each(|document| {
            for list in [&mut document.given, &mut document.found] {
                list.sort_unstable();
                list.dedup();
            }
            if let Some(judged) = &mut document.judged {
                judged.sort_unstable();
                judged.dedup();
                document.given.retain(|label| judged.binary_search(label).is_ok());
                document.found.retain(|label| judged.binary_search(label).is_ok());
                document.scores.retain(|(label, _)| judged.binary_search(label).is_ok());
            }
            document.scores.retain(|(_, score)| *score > 0.0);
            document.scores.sort_by_key(|(label, _)| *label);
        });
        documents.sort_by(|a, b| {
            let key =
                |it: &Answer| (it.text, it.given.clone(), it.found.clone(), it.judged.clone());
            a.text.cmp(&b.text).then_with(|| key(a).cmp(&key(b)))
        });
        let mut rows: Vec<Row> = Vec::with_capacity(documents.len());
        let mut last = None;
        let mut texts = 0;
        for document in documents {
            if last != Some(document.text) {
                texts += 1;
                last = Some(document.text);
            }
            rows.push(Row {
                text: texts - 1,
                outcomes: outcomes(&document.given, &document.found),
                judged: document.judged,
                scores: document.scores,
            });
        }
        Self { labels, texts: texts as usize, scored, rows }
    }

    /// Number of labels.
    pub fn labels(&self) -> usize {
        self.labels
    }

    /// Number of documents.
    pub fn documents(&self) -> usize {
        self.rows.len()
    }

    /// Number of distinct texts.
    pub fn texts(&self) -> usize {
        self.texts
    }

    /// Whether there are scores.
    pub fn scored(&self) -> bool {
        self.scored
    }

    /// Whether every document was given exactly one label, and all were looked for.
    pub fn single_label(&self) -> bool {
        !self.rows.is_empty()
            && self.rows.iter().all(|row| row.given().count() == 1 && row.judged.is_none())
    }
}

/// What is found or given or both, in sorted order.
fn outcomes(given: &[u32], found: &[u32]) -> Vec<OutcomeOfLabel> {
    let of = |label: u32, outcome| OutcomeOfLabel { label, outcome };
    let mut outcomes: Vec<OutcomeOfLabel> = found
        .iter()
        .map(|&label| match given.binary_search(&label) {
            Ok(_) => of(label, Outcome::TruePositive),
            Err(_) => of(label, Outcome::FalsePositive),
        })
        .collect();
    let missed = given.iter().filter(|label| found.binary_search(label).is_err());
    outcomes.extend(missed.map(|&label| of(label, Outcome::FalseNegative)));
    outcomes.sort_unstable();
    outcomes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_judged_does_not_count_and_order_does_not_matter() {
        let judged = Answer {
            text: 9,
            given: vec![0],
            found: vec![2, 1],
            judged: Some(vec![1, 0]),
            scores: vec![(2, 0.9), (1, 0.8), (0, 0.0)],
        };
        let other = Answer { text: 3, given: vec![2, 2], ..Answer::default() };
        let answers = Answers::new(3, true, vec![judged.clone(), other.clone()]);
        assert_eq!(answers, Answers::new(3, true, vec![other, judged]));
        assert_eq!(answers.texts(), 2);
        let of = |label, outcome| OutcomeOfLabel { label, outcome };
        let expected = [of(0, Outcome::FalseNegative), of(1, Outcome::FalsePositive)];
        assert_eq!(answers.rows[1].outcomes, expected);
        assert_eq!(answers.rows[1].scores, [(1, 0.8)]);
        assert!(!answers.single_label());
    }
}
