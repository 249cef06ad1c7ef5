//! Labelled documents as counts of words, weighted anew for every division into folds.

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

/// The documents that are learnt from, of N, as rows of counts; and their points.
pub(super) struct Material<'a> {
    counts: &'a SparseRows,
    /// Which document each of M rows is.
    pub(super) places: Vec<u32>,
    /// Fewer documents of what is learnt from make no term.
    min_df: u32,
    /// Documents that are not learnt from, and help with frequencies only: how many, and of each term.
    unlabelled: (u64, Vec<u32>),
}

impl<'a> Material<'a> {
    pub(super) fn new(counts: &'a SparseRows, places: Vec<u32>, min_df: u32) -> Self {
        let mut frequencies = vec![0; counts.ncols()];
        let mut labelled = vec![false; counts.nrows()];
        places.iter().for_each(|&place| labelled[place as usize] = true);
        let mut others = 0;
        for row in (0..counts.nrows()).filter(|&row| !labelled[row]) {
            others += 1;
            counts.row(row).for_each(|(term, _)| frequencies[term] += 1);
        }
        Self { counts, places, min_df, unlabelled: (others, frequencies) }
    }

    /// Number of rows, M.
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// The rows with frequencies of those rows only that `learnt` tells, and of the unlabelled; terms of
    /// fewer than `min_df` of these are left out.
    pub(super) fn features(&self, learnt: impl Fn(usize) -> bool) -> Features {
        let (mut documents, mut frequencies) = self.unlabelled.clone();
        for row in (0..self.len()).filter(|&row| learnt(row)) {
            documents += 1;
            let terms = self.counts.row(self.places[row] as usize);
            terms.for_each(|(term, _)| frequencies[term] += 1);
        }
        let idf: Vec<f32> = frequencies
            .iter()
            .map(|&frequency| match frequency < self.min_df.max(1) {
                true => 0.0,
                false => {
                    let share = (1.0 + documents as f64) / (1.0 + f64::from(frequency));
                    (libm::log(share) + 1.0) as f32
                }
            })
            .collect();
        let mut indptr = vec![0];
        let (mut columns, mut values) = (Vec::new(), Vec::new());
        for &place in &self.places {
            let begin = columns.len();
            for (term, count) in self.counts.row(place as usize) {
                if idf[term] > 0.0 {
                    columns.push(term as u32);
                    values.push(count as f32 * idf[term]);
                }
            }
            let row: &mut [f32] = &mut values[begin..];
            let length = row.iter().map(|value| value * value).sum::<f32>().sqrt();
            row.iter_mut().for_each(|value| *value /= length);
            indptr.push(columns.len());
        }
        Features::new(indptr, columns, values, self.counts.ncols())
    }

    /// The points of the rows, M × C.
    pub(super) fn points(&self, weighted: &SparseRows, concepts: &Concepts) -> Vec<f32> {
        let mut points = vec![0.0; self.len() * concepts.len()];
        for (&place, point) in
            self.places.iter().zip(points.chunks_exact_mut(concepts.len().max(1)))
        {
            let row = weighted.row(place as usize);
            concepts.point(row.map(|(term, value)| (term as u32, value as f32)), point);
        }
        points
    }
}
