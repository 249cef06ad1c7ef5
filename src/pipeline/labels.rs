//! The words of one document to the labels a classifier gives it, and the words that speak for each.

use crate::classify::{Classifier, Scored};
use crate::text::{TermTable, Token};
use crate::vectorize::{Coverage, RowCounter};

/// A label that a classifier gives a document.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelTag {
    /// The number of the label in the classifier.
    pub label: u32,
    /// How probable it is, 0 to 1.
    pub probability: f64,
    /// Where the words stand that say most for and against it, in the order of the text.
    pub evidence: Vec<LabelEvidence>,
}

/// An occurrence of a term that speaks for or against a label.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LabelEvidence {
    /// The column of the term in the classifier's vocabulary.
    pub term: u32,
    /// Which text field of the document, from 0.
    pub field: u16,
    /// First byte in the field.
    pub start: usize,
    /// One past the last byte in the field.
    pub end: usize,
    /// What this occurrence adds to the score; below 0 where it speaks against the label.
    pub weight: f64,
}

/// What a classifier says of a document.
pub(super) struct Classified {
    pub(super) labels: Vec<LabelTag>,
    pub(super) coverage: Coverage,
    pub(super) known: bool,
}

/// Terms that are shown of those for and of those against a label.
const SHOWN: (usize, usize) = (5, 2);
/// A term that says less than this share of what the strongest says is not shown.
const WEAK: f32 = 0.1;

/// Gives a document its labels; none where it has no known term.
pub(super) fn classify(
    classifier: &Classifier,
    counter: &mut RowCounter<'_>,
    (table, tokens): (&TermTable<'_>, &[Token]),
) -> Classified {
    let counts = counter.count(table, tokens);
    let coverage = Coverage::of(tokens, &counts);
    let Some(scored) = classifier.score(&counts) else {
        return Classified { labels: Vec::new(), coverage, known: false };
    };
    let given = classifier.give(&scored).into_iter();
    let labels = given.map(|given| LabelTag {
        label: given.label,
        probability: given.probability,
        evidence: evidence((classifier, counter), tokens, (&scored, given.label)),
    });
    Classified { labels: labels.collect(), coverage, known: true }
}

fn evidence(
    (classifier, counter): (&Classifier, &RowCounter<'_>),
    tokens: &[Token],
    (scored, label): (&Scored, u32),
) -> Vec<LabelEvidence> {
    let shown = strongest(&classifier.shares(scored, label));
    let columns: Vec<u32> = shown.iter().map(|share| share.0).collect();
    let places = counter.places(tokens, &columns);
    let occurrences = |term: u32| places.iter().filter(|place| place.0 == term).count();
    let each: Vec<f64> = shown
        .iter()
        .map(|&(term, share)| f64::from(share) / occurrences(term).max(1) as f64)
        .collect();
    let mut evidence: Vec<LabelEvidence> = places
        .iter()
        .filter_map(|&(term, first, last)| {
            let at = columns.iter().position(|&column| column == term)?;
            let (first, last) = (&tokens[first], &tokens[last]);
            Some(LabelEvidence {
                term,
                field: first.field,
                start: first.start as usize,
                end: last.end as usize,
                weight: each[at],
            })
        })
        .collect();
    evidence.sort_by_key(|it| (it.field, it.start, it.end));
    evidence
}

/// The terms that say most for a label and those that say most against it.
fn strongest(shares: &[(u32, f32)]) -> Vec<(u32, f32)> {
    let least = WEAK * shares.iter().map(|share| share.1.abs()).fold(0.0, f32::max);
    let first = |mut shares: Vec<(u32, f32)>, shown: usize| {
        let by_size = |a: &(u32, f32), b: &(u32, f32)| {
            b.1.abs().total_cmp(&a.1.abs()).then_with(|| a.0.cmp(&b.0))
        };
        if shares.len() > shown {
            shares.select_nth_unstable_by(shown, by_size);
            shares.truncate(shown);
        }
        shares
    };
    let up = shares.iter().filter(|share| share.1 > least).copied().collect();
    let down = shares.iter().filter(|share| share.1 < -least).copied().collect();
    let mut shown = first(up, SHOWN.0);
    shown.append(&mut first(down, SHOWN.1));
    shown
}
