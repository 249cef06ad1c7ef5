//! Words of a document to its point in concept space, beside which it stands as features.

use serde::{Deserialize, Serialize};

use super::features::product;
use super::levels::Levels;
use crate::reduce::{Method, Projection, ReduceSettings};
use crate::vectorize::{SparseRows, SparseRowsBuilder, Vocabulary};

/// The term is in no concept.
const NONE: u32 = u32::MAX;
/// The length of a point; that of the words beside it is 1.
const LENGTH: f32 = 0.7;
/// A block of a point that is not longer holds rounding errors only.
const NOTHING: f32 = 1e-9;

/// What the terms of a vocabulary say of C concepts, in one block or several. A document's point is the sum
/// of its terms' rows by their weights; each block is scaled to its weight, the whole to one length.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Concepts {
    /// The row of each term of the vocabulary, or [`NONE`].
    rows: Vec<u32>,
    terms: Levels,
    /// How many concepts a block has, and its weight.
    blocks: Vec<(usize, f32)>,
    /// The length of a point.
    scale: f32,
}

impl Concepts {
    /// Learns the concepts from tf-idf rows of `vocabulary`, of whose terms only single words take part;
    /// with the table of English word vectors as a second block where `words` is its weight.
    pub(super) fn learn(
        rows: &SparseRows,
        vocabulary: &Vocabulary,
        (settings, words): (&ReduceSettings, Option<f64>),
    ) -> Self {
        let (single, places) = vocabulary.single_words();
        let mut builder = SparseRowsBuilder::new(single.len());
        for row in 0..rows.nrows() {
            let known = rows.row(row).filter_map(|(column, value)| Some((places[column]?, value)));
            let known: Vec<(u32, f64)> = known.collect();
            let length = known.iter().map(|(_, value)| value * value).sum::<f64>().sqrt();
            builder.push(known.into_iter().map(|(column, value)| (column, value / length)));
        }
        let rows = builder.build();
        let settings = ReduceSettings {
            method: Method::Cooccurrence,
            power_iterations: 1,
            ..settings.clone()
        };
        let projection = Projection::cooccurrence(&rows, &settings, 0);
        let projection = match words {
            Some(weight) => projection.with_words(&single, &rows, weight),
            None => projection,
        };
        Self::of(&projection, &places)
    }

    fn of(projection: &Projection, places: &[Option<u32>]) -> Self {
        let values: Vec<f32> = projection.rows().iter().map(|&value| value as f32).collect();
        let mut blocks: Vec<(usize, f32)> =
            projection.blocks().iter().map(|&concepts| (concepts, 1.0)).collect();
        if let (Some(weight), Some(last)) = (projection.words(), blocks.last_mut()) {
            last.1 = weight as f32;
        }
        Self {
            rows: places.iter().map(|place| place.unwrap_or(NONE)).collect(),
            terms: Levels::of(&values, projection.concepts()),
            blocks,
            scale: LENGTH,
        }
    }

    /// Number of concepts, C.
    pub(super) fn len(&self) -> usize {
        self.terms.width()
    }

    /// Whether the table of English word vectors is a block.
    pub(super) fn has_words(&self) -> bool {
        self.blocks.len() > 1
    }

    /// Whether the parts fit together and to a vocabulary of so many terms.
    pub(super) fn fits(&self, terms: usize) -> bool {
        self.rows.len() == terms
            && self.terms.is_whole()
            && self.rows.iter().all(|&row| row == NONE || (row as usize) < self.terms.rows())
            && self.blocks.iter().map(|block| block.0).sum::<usize>() == self.terms.width()
    }

    /// The point of a tf-idf row, C values of one length or all zero, and what each block of the sum of its
    /// terms was multiplied by.
    pub(super) fn point(
        &self,
        row: impl Iterator<Item = (u32, f32)>,
        point: &mut [f32],
    ) -> Vec<f32> {
        point.fill(0.0);
        for (column, weight) in row {
            let row = self.rows[column as usize];
            if row != NONE {
                self.terms.add_to(row as usize, weight, point);
            }
        }
        let mut factors = Vec::with_capacity(self.blocks.len());
        let mut rest = &mut point[..];
        for &(concepts, weight) in &self.blocks {
            let (block, others) = rest.split_at_mut(concepts);
            let length = product(block, block).sqrt();
            factors.push(if length > NOTHING { weight / length } else { 0.0 });
            rest = others;
        }
        let present = self.blocks.iter().zip(&factors).filter(|(_, factor)| **factor > 0.0);
        let length = present.map(|((_, weight), _)| weight * weight).sum::<f32>().sqrt();
        let mut rest = &mut point[..];
        for (factor, &(concepts, _)) in factors.iter_mut().zip(&self.blocks) {
            *factor = if length > 0.0 { self.scale * *factor / length } else { 0.0 };
            let (block, others) = rest.split_at_mut(concepts);
            block.iter_mut().for_each(|value| *value *= *factor);
            rest = others;
        }
        factors
    }

    /// C weights of a point's values as weights of the sum of its terms, whose blocks were multiplied by
    /// `factors`.
    pub(super) fn scaled(&self, mut weights: Vec<f32>, factors: &[f32]) -> Vec<f32> {
        let mut rest = &mut weights[..];
        for (&(concepts, _), factor) in self.blocks.iter().zip(factors) {
            let (block, others) = rest.split_at_mut(concepts);
            block.iter_mut().for_each(|weight| *weight *= factor);
            rest = others;
        }
        weights
    }

    /// What a term adds to the product of a point with weights that are [`Concepts::scaled`].
    pub(super) fn share(&self, column: u32, weights: &[f32]) -> f32 {
        match self.rows[column as usize] {
            NONE => 0.0,
            row => product(self.terms.row(row as usize), weights),
        }
    }
}
