//! Term counts to weights.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::{Norm, TermCount, VectorizeSettings, Vocabulary};

/// The logarithms of small counts.
static LOGARITHMS: LazyLock<[f64; 64]> =
    LazyLock::new(|| std::array::from_fn(|count| libm::log(count as f64)));

/// The weights of a vocabulary's terms.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct TfIdf {
    idf: Vec<f64>,
    binary: bool,
    sublinear_tf: bool,
    norm: Norm,
}

impl TfIdf {
    /// The weights of the terms of `vocabulary`.
    pub fn learn(vocabulary: &Vocabulary, settings: &VectorizeSettings) -> Self {
        let VectorizeSettings { binary, sublinear_tf, norm, use_idf, smooth_idf, .. } = *settings;
        let idf = |document_frequency| match use_idf {
            true => {
                let documents = vocabulary.documents();
                inverse_document_frequency(documents, document_frequency, smooth_idf)
            }
            false => 1.0,
        };
        let idf = vocabulary.terms().iter().map(|term| idf(term.document_frequency)).collect();
        Self { idf, binary, sublinear_tf, norm }
    }

    /// The weights of the terms at these columns, in this order.
    pub(crate) fn of_columns(&self, columns: impl Iterator<Item = usize>) -> Self {
        let idf = columns.map(|column| self.idf[column]).collect();
        Self { idf, ..self.clone() }
    }

    /// The inverse document frequency of every term, V values of 1 or more.
    pub fn idf(&self) -> &[f64] {
        &self.idf
    }

    /// The tf-idf row of a document: tf × idf, scaled to length 1; empty if `counts` is.
    /// With `sublinear_tf`, tf = 1 + ln count, else the count.
    pub fn row(&self, counts: &[TermCount]) -> Vec<(u32, f64)> {
        let mut weights = Vec::with_capacity(counts.len());
        self.weigh(counts, &mut weights);
        counts.iter().map(|count| count.column).zip(weights).collect()
    }

    /// As [`TfIdf::row`]: appends the weights of the counts, in their order.
    pub fn weigh(&self, counts: &[TermCount], weights: &mut Vec<f64>) {
        let begin = weights.len();
        for &TermCount { column, count } in counts {
            weights.push(self.term_frequency(count) * self.idf[column as usize]);
        }
        let row = &mut weights[begin..];
        let length = match self.norm {
            Norm::L2 => row.iter().map(|weight| weight * weight).sum::<f64>().sqrt(),
            Norm::L1 => row.iter().sum(),
            Norm::None => return,
        };
        row.iter_mut().for_each(|weight| *weight /= length);
    }

    #[inline]
    fn term_frequency(&self, count: u32) -> f64 {
        match (self.binary, self.sublinear_tf) {
            (true, _) => 1.0,
            (false, false) => f64::from(count),
            (false, true) => match LOGARITHMS.get(count as usize) {
                Some(logarithm) => 1.0 + logarithm,
                None => 1.0 + libm::log(f64::from(count)),
            },
        }
    }
}

/// ln(N / df) + 1; smooth: ln((1 + N) / (1 + df)) + 1, as if one more document held every term once
/// (scikit-learn's `TfidfTransformer`). 1 for a term of every document.
fn inverse_document_frequency(documents: u64, document_frequency: u64, smooth: bool) -> f64 {
    let more = f64::from(u8::from(smooth));
    libm::log((more + documents as f64) / (more + document_frequency as f64)) + 1.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_in_every_document_keeps_some_weight() {
        assert_eq!(inverse_document_frequency(5, 5, true), 1.0);
        // ln(6 / 2) + 1
        assert!((inverse_document_frequency(5, 1, true) - 2.098_612_288_668_11).abs() < 1e-12);
        // ln 5 + 1
        assert!((inverse_document_frequency(5, 1, false) - 2.609_437_912_434_1).abs() < 1e-12);
    }

    #[test]
    fn a_row_has_length_one_or_is_empty() {
        let weights =
            TfIdf { idf: vec![1.0, 2.0], binary: false, sublinear_tf: false, norm: Norm::L2 };
        let counts = [TermCount { column: 0, count: 4 }, TermCount { column: 1, count: 1 }];
        let row = weights.row(&counts);
        // 4 × 1 and 1 × 2, divided by √20
        assert!((row[0].1 - 4.0 / 20f64.sqrt()).abs() < 1e-15);
        assert!((row[1].1 - 2.0 / 20f64.sqrt()).abs() < 1e-15);
        assert!(weights.row(&[]).is_empty());
        let row = TfIdf { norm: Norm::L1, binary: true, ..weights }.row(&counts);
        assert_eq!(row, [(0, 1.0 / 3.0), (1, 2.0 / 3.0)]);
    }
}
