//! Labelled documents as counts of words, weighted anew for every division into folds.

use rayon::prelude::*;

use super::concepts::Concepts;
use super::{Features, Labelling};
use crate::vectorize::{SparseRows, SparseRowsBuilder, TfIdf, Vocabulary};

/// What is known of N documents, in an order that does not depend on that of the input.
#[derive(Debug, Clone)]
pub struct Examples {
    /// Their ids.
    pub ids: Vec<String>,
    /// What tells their texts apart.
    pub texts: Vec<u128>,
    /// Their labels.
    pub labelling: Labelling,
    /// The V terms.
    pub vocabulary: Vocabulary,
    /// The weights of the terms, over all documents.
    pub tfidf: TfIdf,
    /// N × V: 1 + ln c for a term that stands in a document c times.
    pub counts: SparseRows,
}

impl Examples {
    /// The tf-idf rows of all documents.
    pub(super) fn weighted(&self) -> SparseRows {
        let idf = self.tfidf.idf();
        let mut rows = SparseRowsBuilder::new(self.counts.ncols());
        for row in 0..self.counts.nrows() {
            let values: Vec<(u32, f64)> =
                self.counts.row(row).map(|(at, count)| (at as u32, count * idf[at])).collect();
            let length = values.iter().map(|(_, value)| value * value).sum::<f64>().sqrt();
            rows.push(values.into_iter().map(|(at, value)| (at, value / length)));
        }
        rows.build()
    }
}

/// Terms by falling document frequency, which is how weights are kept while they are learnt: those that
/// are asked for most lie close together.
#[derive(Debug, Clone)]
pub(super) struct TermOrder {
    /// The place of each of V columns; [`TermOrder::LEFT_OUT`] of one that takes no part.
    places: Vec<u32>,
    terms: usize,
}

impl TermOrder {
    const LEFT_OUT: u32 = u32::MAX;

    /// All terms, or those of one word only.
    pub(super) fn new(vocabulary: &Vocabulary, pairs: bool) -> Self {
        let terms = vocabulary.terms();
        let takes_part = |&column: &u32| pairs || !terms[column as usize].term.contains(' ');
        let mut order: Vec<u32> = (0..terms.len() as u32).filter(takes_part).collect();
        order.sort_by_key(|&column| std::cmp::Reverse(terms[column as usize].document_frequency));
        let mut places = vec![Self::LEFT_OUT; terms.len()];
        order.iter().zip(0..).for_each(|(&column, place)| places[column as usize] = place);
        Self { places, terms: order.len() }
    }

    /// Number of terms that take part.
    pub(super) fn len(&self) -> usize {
        self.terms
    }

    /// The place of a column, if it takes part.
    pub(super) fn place(&self, column: usize) -> Option<usize> {
        Some(self.places[column]).filter(|&place| place != Self::LEFT_OUT).map(|it| it as usize)
    }
}

/// The documents that are learnt from, of N, as rows of counts.
pub(super) struct Material {
    /// Which document each of M rows is.
    pub(super) places: Vec<u32>,
    indptr: Vec<usize>,
    terms: Vec<u32>,
    counts: Vec<f32>,
    width: usize,
    /// Documents that are not learnt from, and help with frequencies only: how many, and of each term.
    unlabelled: (u64, Vec<u32>),
}

impl Material {
    pub(super) fn new(counts: &SparseRows, places: Vec<u32>, order: &TermOrder) -> Self {
        let mut frequencies = vec![0; order.len()];
        let mut labelled = vec![false; counts.nrows()];
        places.iter().for_each(|&place| labelled[place as usize] = true);
        let mut others = 0;
        for row in (0..counts.nrows()).filter(|&row| !labelled[row]) {
            others += 1;
            let terms = counts.row(row).filter_map(|(term, _)| order.place(term));
            terms.for_each(|term| frequencies[term] += 1);
        }
        let (mut indptr, mut terms, mut values) = (vec![0], Vec::new(), Vec::new());
        let mut row = Vec::new();
        for &place in &places {
            row.clear();
            let own = counts.row(place as usize);
            row.extend(own.filter_map(|(term, count)| Some((order.place(term)? as u32, count))));
            row.sort_unstable_by_key(|it: &(u32, f64)| it.0);
            terms.extend(row.iter().map(|it| it.0));
            values.extend(row.iter().map(|it| it.1 as f32));
            indptr.push(terms.len());
        }
        let (width, unlabelled) = (order.len(), (others, frequencies));
        Self { places, indptr, terms, counts: values, width, unlabelled }
    }

    /// Number of rows, M.
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// The rows with frequencies of those rows only that `learnt` tells, and of the unlabelled; terms of
    /// none of these are left out.
    pub(super) fn features(&self, learnt: impl Fn(usize) -> bool) -> Features {
        let (mut documents, mut frequencies) = self.unlabelled.clone();
        for row in (0..self.len()).filter(|&row| learnt(row)) {
            documents += 1;
            let terms = &self.terms[self.indptr[row]..self.indptr[row + 1]];
            terms.iter().for_each(|&term| frequencies[term as usize] += 1);
        }
        let idf: Vec<f32> = frequencies
            .iter()
            .map(|&frequency| match frequency == 0 {
                true => 0.0,
                false => {
                    let share = (1.0 + documents as f64) / (1.0 + f64::from(frequency));
                    (libm::log(share) + 1.0) as f32
                }
            })
            .collect();
        let mut indptr = vec![0];
        let mut columns = Vec::with_capacity(self.terms.len());
        let mut values: Vec<f32> = Vec::with_capacity(self.terms.len());
        for row in 0..self.len() {
            let begin = columns.len();
            let stored = self.indptr[row]..self.indptr[row + 1];
            for (&term, count) in self.terms[stored.clone()].iter().zip(&self.counts[stored]) {
                let idf = idf[term as usize];
                if idf > 0.0 {
                    columns.push(term);
                    values.push(count * idf);
                }
            }
            let row = &mut values[begin..];
            let length = row.iter().map(|value| value * value).sum::<f32>().sqrt();
            row.iter_mut().for_each(|value| *value /= length);
            indptr.push(columns.len());
        }
        Features::new(indptr, columns, values, self.width)
    }

    /// The points of the rows, M × C.
    pub(super) fn points(&self, weighted: &SparseRows, concepts: &Concepts) -> Vec<f32> {
        let mut points = vec![0.0; self.len() * concepts.len()];
        let rows = points.par_chunks_mut(concepts.len().max(1)).zip(&self.places);
        rows.for_each(|(point, &place)| {
            let row = weighted.row(place as usize);
            concepts.point(row.map(|(term, value)| (term as u32, value as f32)), point);
        });
        points
    }
}
