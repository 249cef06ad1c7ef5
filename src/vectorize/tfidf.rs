//! Term counts to weights.

use serde::{Deserialize, Serialize};

use super::{TermCount, VectorizeSettings, Vocabulary};

/// The weights of a vocabulary's terms.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct TfIdf {
    idf: Vec<f64>,
    sublinear_tf: bool,
}

impl TfIdf {
    /// The weights of the terms of `vocabulary`.
    pub fn learn(vocabulary: &Vocabulary, settings: &VectorizeSettings) -> Self {
        let idf = vocabulary
            .terms()
            .iter()
            .map(|term| inverse_document_frequency(vocabulary.documents(), term.document_frequency))
            .collect();
        Self { idf, sublinear_tf: settings.sublinear_tf }
    }

    /// The inverse document frequency of every term, V values of 1 or more.
    pub fn idf(&self) -> &[f64] {
        &self.idf
    }

    /// The tf-idf row of a document: tf × idf, scaled to length 1; empty if `counts` is.
    /// With `sublinear_tf`, tf = 1 + ln count, else the count.
    pub fn row(&self, counts: &[TermCount]) -> Vec<(u32, f64)> {
        let mut row: Vec<(u32, f64)> = counts
            .iter()
            .map(|&TermCount { column, count }| {
                let count = f64::from(count);
                let tf = if self.sublinear_tf { 1.0 + libm::log(count) } else { count };
                (column, tf * self.idf[column as usize])
            })
            .collect();
        let length = row.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
        row.iter_mut().for_each(|(_, weight)| *weight /= length);
        row
    }
}

/// Smooth idf: ln((1 + N) / (1 + df)) + 1, as if one more document held every term once
/// (scikit-learn's `TfidfTransformer` with `smooth_idf`). 1 for a term of every document.
fn inverse_document_frequency(documents: u64, document_frequency: u64) -> f64 {
    libm::log((1.0 + documents as f64) / (1.0 + document_frequency as f64)) + 1.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_in_every_document_keeps_some_weight() {
        assert_eq!(inverse_document_frequency(5, 5), 1.0);
        // ln(6 / 2) + 1
        assert!((inverse_document_frequency(5, 1) - 2.098_612_288_668_11).abs() < 1e-12);
    }

    #[test]
    fn a_row_has_length_one_or_is_empty() {
        let weights = TfIdf { idf: vec![1.0, 2.0], sublinear_tf: false };
        let counts = [TermCount { column: 0, count: 4 }, TermCount { column: 1, count: 1 }];
        let row = weights.row(&counts);
        // 4 × 1 and 1 × 2, divided by √20
        assert!((row[0].1 - 4.0 / 20f64.sqrt()).abs() < 1e-15);
        assert!((row[1].1 - 2.0 / 20f64.sqrt()).abs() < 1e-15);
        assert!(weights.row(&[]).is_empty());
    }
}
