//! What every group is about: the terms and phrases that set it apart, and a label made of them.
//!
//! ```text
//! tf-idf rows ─► Division ─► terms by contrast ─┐
//! texts ───────────────────► phrases ───────────┴► candidates ─► labels no two groups share
//! ```

mod candidates;
mod contrast;
mod labels;
mod phrases;
mod significance;
mod word_lists;
mod words;

use serde::{Deserialize, Serialize};

use self::candidates::{Candidate, candidates};
use self::contrast::Division;
use self::labels::labels;
use self::phrases::Wording;
use super::{ClusterSample, ClusterSettings};
use crate::text::TermTable;

/// A term or phrase that sets a cluster apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClusterTerm {
    /// The folded stem; of a phrase those of its words, with spaces between.
    pub term: String,
    /// How it is written most often in the cluster.
    pub surface: String,
    /// How much it tells of the cluster, above 0: contrast × F1 × ln(1 + lift). The contrast is the mean
    /// tf-idf weight in the cluster less the mean over all texts (the mean itself where there is one
    /// cluster only); F1 is the harmonic mean of the share of the cluster that has the term and the
    /// share of the term's texts in the cluster; the lift is how many times as often the term stands
    /// in the cluster as outside (left out where there is one cluster only). A phrase takes the place
    /// of words that mostly stand in it, and has at least their weight.
    pub weight: f64,
    /// Distinct texts of the cluster with the term, in the sample that was learnt from.
    pub inside: u64,
    /// Distinct texts of other clusters with the term.
    pub outside: u64,
    /// False discovery rate of the test that the term stands in the cluster more often than by chance
    /// (hypergeometric, then Benjamini and Hochberg); `None` where there is one cluster only. As the
    /// clusters were made of the same words, it sorts out what is accidental and proves nothing more.
    pub q: Option<f64>,
}

/// What a group is about.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Description {
    /// Three to five terms where there are as many, with commas between; no two groups have the same.
    pub(super) label: String,
    /// By falling weight.
    pub(super) terms: Vec<ClusterTerm>,
}

/// Terms per group among which, and among phrases with which, is chosen.
const CANDIDATES: usize = 25;

/// Describes every group; `of_texts[i]`, below `groups`, is the group of text i. `table` knows words of
/// the texts, or none.
pub(super) fn describe(
    (sample, table): (&ClusterSample<'_>, TermTable<'_>),
    of_texts: &[usize],
    groups: usize,
    settings: &ClusterSettings,
) -> Vec<Description> {
    let division = Division::new(&sample.tfidf, of_texts, groups);
    let (terms, tests): (Vec<_>, Vec<usize>) =
        (0..groups).map(|group| division.terms(group, CANDIDATES.max(settings.terms))).unzip();
    let wording = Wording::read((sample, table), of_texts, &division, &terms);
    let all: Vec<Vec<Candidate>> = (0..groups)
        .map(|group| {
            let given = (terms[group].as_slice(), tests[group], &wording);
            candidates(&division, sample.vocabulary, group, given)
        })
        .collect();
    let sizes: Vec<usize> = (0..groups).map(|group| division.members(group).len()).collect();
    labels(&all, &sizes, settings.label_terms)
        .into_iter()
        .zip(&all)
        .map(|(label, candidates)| {
            let terms = significant(candidates, settings.terms).map(Candidate::term).collect();
            Description { label, terms }
        })
        .collect()
}

/// The candidates that are hardly accidental, at most `most`; where these are too few for a label the
/// first of all.
fn significant(candidates: &[Candidate], most: usize) -> impl Iterator<Item = &Candidate> {
    /// Terms that a label may have.
    const ENOUGH: usize = 5;
    let enough = candidates.iter().filter(|it| it.is_significant()).count() >= ENOUGH;
    candidates.iter().filter(move |it| !enough || it.is_significant()).take(most)
}
