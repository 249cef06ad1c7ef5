//! Documents and a classifier to the probability of every label.

use super::batches::{Execution, Workspaces, each_batch};
use crate::classify::Classifier;
use crate::corpus::{Corpus, Document};
use crate::error::Result;
use crate::progress::{Progress, Step};
use crate::text::{Analyzer, TermTable, Token};
use crate::vectorize::RowCounter;

/// What a classifier says of all labels of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelScores {
    /// L scores; those of one label can be compared over documents.
    pub scores: Vec<f32>,
    /// L probabilities, 0 to 1.
    pub probabilities: Vec<f64>,
    /// The labels that are given, rising numbers.
    pub given: Vec<u32>,
}

/// Hands every document with what the classifier says of it to `take`, in the order of the input; `None`
/// where it knows none of its words. `rejects` hears how many rows between them were rejected.
///
/// # Errors
/// If the classifier cannot be used, the input cannot be read, or `take` fails.
pub fn label_scores(
    corpus: &Corpus,
    classifier: &Classifier,
    execution: Execution,
    progress: &dyn Progress,
    mut rejects: impl FnMut(u64),
    mut take: impl FnMut(&Document, Option<LabelScores>) -> Result<()>,
) -> Result<()> {
    let analyzer = Analyzer::new(&classifier.text_settings()?)?;
    let schema = corpus.schema();
    let new = || {
        let counter = RowCounter::new(classifier.vocabulary());
        (TermTable::new(&analyzer), counter, Vec::<Token>::new())
    };
    let workspaces = Workspaces::new(new);
    let most_words = execution.memory.words(TermTable::MANY_WORDS);
    progress.begin(Step::Apply, None);
    each_batch(corpus, execution, |batch| {
        let scored = workspaces.map(&batch.documents, |workspace, document| {
            if workspace.0.words() >= most_words {
                *workspace = new();
            }
            let (table, counter, tokens) = workspace;
            table.read_document(document.fields(schema), tokens);
            let scored = classifier.score(&counter.count(table, tokens))?;
            let probabilities = classifier.probabilities(&scored);
            let given = classifier.give(&scored).into_iter().map(|given| given.label).collect();
            Some(LabelScores { scores: scored.scores, probabilities, given })
        });
        progress.advance(batch.documents.len() as u64);
        rejects(batch.rejects.len() as u64);
        batch.documents.iter().zip(scored).try_for_each(|(document, scored)| take(document, scored))
    })?;
    progress.end();
    Ok(())
}
