//! A tf-idf row to a point in concept space.

use ndarray::Array2;
use rayon::prelude::*;
use serde::{Deserialize, Serialize, Serializer};

use super::blend::word_vectors;
use super::block::{Block, Real, weighted_sum};
use super::cooccurrence::{cooccurrence_block, cooccurrence_vectors};
use super::dense::{dot, normalise};
use super::svd::{COARSE, truncated_svd};
use super::{Method, ReduceSettings};
use crate::vectorize::{SparseRows, Vocabulary};

/// V × C: what each term says of each concept. A document's point is its tf-idf row times this,
/// scaled to length 1.
///
/// The concepts may come in blocks that were learnt in different ways. Each block of a point is
/// scaled to length 1 before the whole is, so that all say as much, save that of the word vectors,
/// which says more or less by the size of the corpus.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(from = "Parts")]
pub struct Projection {
    terms: Array2<f64>,
    /// The number of concepts in each block; they sum to C.
    blocks: Vec<usize>,
    /// If the last block is the table of word vectors: its weight beside each of the others.
    words: Option<f64>,
}

#[derive(Deserialize)]
struct Parts {
    blocks: Vec<usize>,
    words: Option<f64>,
    values: Vec<f64>,
}

impl From<Parts> for Projection {
    fn from(parts: Parts) -> Self {
        // What is too much for a file is refused by `is_whole`.
        let sum = |sum: usize, &block: &usize| sum.checked_add(block);
        let concepts = parts.blocks.iter().try_fold(0, sum).unwrap_or(0);
        let terms = parts.values.len().checked_div(concepts).unwrap_or(0);
        let terms = Array2::from_shape_vec((terms, concepts), parts.values);
        Self {
            terms: terms.unwrap_or_else(|_| Array2::zeros((0, concepts))),
            blocks: parts.blocks,
            words: parts.words,
        }
    }
}

/// The same to be written: a projection takes hundreds of megabytes, so it is not copied.
#[derive(Serialize)]
struct PartsToWrite<'p> {
    blocks: &'p [usize],
    words: Option<f64>,
    values: &'p [f64],
}

impl Serialize for Projection {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let values = self.terms.as_standard_layout();
        let values = values.as_slice().unwrap_or_default();
        PartsToWrite { blocks: &self.blocks, words: self.words, values }.serialize(serializer)
    }
}

impl Projection {
    /// Learns the concepts of a corpus from its tf-idf rows, in the way the settings say.
    pub fn learn(tfidf: &SparseRows, idf: &[f64], settings: &ReduceSettings, seed: u64) -> Self {
        let semantic = || Self::latent_semantic(tfidf, idf, settings, seed);
        let cooccurrence = || Self::cooccurrence(tfidf, settings, seed);
        let first = match settings.method {
            Method::Lsa | Method::Both => semantic(),
            Method::Cooccurrence => cooccurrence(),
        };
        // Before the second takes as much memory as the first.
        let weights = first.coherence(tfidf);
        let projection = match settings.method {
            // In the precision it has, since what is not widened yet takes half the memory.
            Method::Both if settings.power_iterations <= COARSE => {
                let concepts = settings.concepts_for(tfidf.nrows());
                first.beside_block(&cooccurrence_block::<f32>(tfidf, concepts, settings, seed))
            }
            Method::Both => first.beside(cooccurrence()),
            Method::Lsa | Method::Cooccurrence => first,
        };
        projection.weighted(&weights)
    }

    /// How much the documents of every term agree, V values above 0: the length of the mean
    /// of their points, each weighted by the term's tf-idf weight in it, less the mean over all
    /// terms' weights (as the mean resultant length of directional statistics: Mardia and Jupp
    /// 2000). A term that stands in documents of one kind says what a document is about; one that is
    /// strewn over all kinds does not, however rare it is. Such a term keeps a little weight, so that
    /// a document of nothing else still has a point.
    fn coherence(&self, tfidf: &SparseRows) -> Vec<f64> {
        let documents = tfidf.transposed();
        let means = self.points(tfidf).left_times(&documents);
        let weight = |term: usize| documents.row(term).map(|(_, weight)| weight).sum::<f64>();
        let weights: Vec<f64> = (0..documents.nrows()).map(weight).collect();
        let total: f64 = weights.iter().sum();
        let (part, mut middle) = (1.0 / total, vec![0.0; self.concepts()]);
        for mean in means.values.chunks_exact(self.concepts().max(1)) {
            let sums = middle.iter_mut().zip(mean);
            sums.for_each(|(sum, &value)| *sum += part * f64::from(value));
        }
        let rows = means.values.chunks_exact(self.concepts().max(1)).zip(&weights);
        let lengths = rows.map(|(mean, &weight)| {
            let apart =
                mean.iter().zip(&middle).map(|(&mean, middle)| f64::from(mean) - weight * middle);
            let apart: Vec<f64> = apart.collect();
            if weight > 0.0 { (dot(&apart, &apart).sqrt() / weight).max(LEAST) } else { LEAST }
        });
        lengths.collect()
    }

    /// The projection with every term's row times its weight.
    fn weighted(mut self, weights: &[f64]) -> Self {
        for (mut row, &weight) in self.terms.outer_iter_mut().zip(weights) {
            row *= weight;
        }
        self
    }

    /// The points of all rows by a single block, in single precision; zeros for a row that says
    /// nothing.
    fn points(&self, tfidf: &SparseRows) -> Block<f32> {
        let values = self.terms.iter().map(|&value| value as f32).collect();
        let mut points = Block { values, width: self.concepts() }.left_times(tfidf);
        points.values.par_chunks_mut(self.concepts().max(1)).with_min_len(64).for_each(|point| {
            let length = dot(point, point).sqrt();
            let scale = if length > NOTHING_SINGLE { 1.0 / length } else { 0.0 };
            point.iter_mut().for_each(|value| *value *= scale);
        });
        points
    }

    /// Latent semantic analysis: the right singular vectors of the tf-idf rows (Deerwester and
    /// others 1990).
    ///
    /// The rows' columns are scaled by `idf` a second time before the decomposition, so that rare
    /// terms shape the concepts more. As a row of `tfidf` is scaled to length 1 afterwards, the same
    /// effect on a document is had by scaling the rows of the projection: nothing else in the
    /// program needs to know.
    pub fn latent_semantic(
        tfidf: &SparseRows,
        idf: &[f64],
        settings: &ReduceSettings,
        seed: u64,
    ) -> Self {
        let sharpened = tfidf.scaled_columns(idf);
        let concepts = settings.concepts_for(tfidf.nrows());
        let svd = truncated_svd(&sharpened, concepts, settings.power_iterations, seed);
        let mut terms = svd.right_vectors;
        for (mut row, &weight) in terms.outer_iter_mut().zip(idf) {
            row *= weight;
        }
        Self::of_one_block(terms)
    }

    /// A document as the mean of its terms' vectors, weighted by tf-idf; the vectors come from the
    /// terms that stand together in documents (see [`cooccurrence_vectors`]).
    pub fn cooccurrence(tfidf: &SparseRows, settings: &ReduceSettings, seed: u64) -> Self {
        let concepts = settings.concepts_for(tfidf.nrows());
        Self::of_one_block(cooccurrence_vectors(tfidf, concepts, settings, seed))
    }

    fn of_one_block(terms: Array2<f64>) -> Self {
        Self { blocks: vec![terms.ncols()], terms, words: None }
    }

    /// The blocks of both, which must have the same terms.
    fn beside(self, other: Self) -> Self {
        let (width, blocks) = (other.concepts(), other.blocks);
        let (values, _) = other.terms.into_raw_vec_and_offset();
        let both = self.beside_block(&Block { values, width });
        let own = both.blocks.len() - 1;
        Self { blocks: [&both.blocks[..own], &blocks].concat(), ..both }
    }

    /// With a further block for the same terms.
    fn beside_block<F: Real>(self, other: &Block<F>) -> Self {
        let (rows, own, more) = (self.terms(), self.concepts(), other.width);
        assert_eq!(rows * more, other.values.len(), "both have V rows");
        // Where the values are, since a copy of them would double what takes most of the memory: the last
        // row goes to its place first.
        let (mut values, _) = self.terms.into_raw_vec_and_offset();
        let width = own + more;
        values.resize(rows * width, 0.0);
        for row in (0..rows).rev() {
            values.copy_within(row * own..(row + 1) * own, row * width);
            let places = &mut values[row * width + own..(row + 1) * width];
            let others = &other.values[row * more..(row + 1) * more];
            places.iter_mut().zip(others).for_each(|(place, value)| *place = value.wide());
        }
        let terms = Array2::from_shape_vec((rows, width), values).expect("V rows of C values");
        Self { terms, blocks: [self.blocks, vec![more]].concat(), words: None }
    }

    /// With what the table of English word vectors says of the terms as a further block, which
    /// weighs `weight` times as much as each of the others (see [`super::Words::weight`]).
    #[must_use]
    pub fn with_words(self, vocabulary: &Vocabulary, tfidf: &SparseRows, weight: f64) -> Self {
        let both = self.beside(Self::of_one_block(word_vectors(vocabulary, tfidf)));
        Self { words: Some(weight), ..both }
    }

    /// The weight of the table of word vectors beside each other block, if it is used.
    pub fn words(&self) -> Option<f64> {
        self.words
    }

    /// What each term says of each concept, V × C.
    pub(crate) fn rows(&self) -> &Array2<f64> {
        &self.terms
    }

    /// The number of concepts in each block; they sum to C.
    pub(crate) fn blocks(&self) -> &[usize] {
        &self.blocks
    }

    /// Whether it says something of so many terms, and no block of concepts is larger than the whole.
    pub(crate) fn is_whole(&self, terms: usize) -> bool {
        /// More concepts are no projection.
        const MOST: usize = 100_000;
        let concepts = self.concepts();
        let sum = self.blocks.iter().try_fold(0_usize, |sum, &block| sum.checked_add(block));
        let fits = self.terms() == terms || (concepts == 0 && self.terms() == 0);
        fits && concepts <= MOST && sum == Some(concepts)
    }

    /// Number of concepts, C.
    pub fn concepts(&self) -> usize {
        self.terms.ncols()
    }

    /// Number of terms, V.
    pub fn terms(&self) -> usize {
        self.terms.nrows()
    }

    /// The point of a tf-idf row: C values of length 1, or `None` where the row says nothing (it is
    /// empty, or none of its terms takes part in a concept).
    pub fn project(&self, row: impl IntoIterator<Item = (usize, f64)>) -> Option<Vec<f64>> {
        let row: Vec<(usize, f64)> = row.into_iter().collect();
        let mut point = vec![0.0; self.concepts()];
        let terms = self.terms.as_slice()?;
        weighted_sum(terms, self.concepts(), row.iter().copied(), &mut point);
        let mut rest = &mut point[..];
        for &concepts in &self.blocks {
            let (block, others) = rest.split_at_mut(concepts);
            if normalise(block) <= NOTHING {
                block.fill(0.0);
            }
            if let (Some(weight), []) = (self.words, &others) {
                block.iter_mut().for_each(|value| *value *= weight);
            }
            rest = others;
        }
        (normalise(&mut point) > 0.0).then_some(point)
    }
}

/// The least weight of a term: of one whose documents agree in nothing.
const LEAST: f64 = 0.01;
/// A block of a point that is not longer holds rounding errors only.
const NOTHING: f64 = 1e-12;
/// The same in single precision.
const NOTHING_SINGLE: f32 = 1e-6;

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;
    use crate::vectorize::SparseRowsBuilder;

    #[test]
    fn each_block_says_as_much_as_the_others() {
        let far = Projection::of_one_block(array![[30.0, 0.0], [0.0, 40.0]]);
        let near = Projection::of_one_block(array![[0.1], [0.2]]);
        let point = far.beside(near).project([(0, 1.0), (1, 1.0)]).unwrap();
        // (.6, .8) and (1), each of length 1; the whole divided by √2
        for (value, expected) in point.iter().zip([0.6, 0.8, 1.0]) {
            assert!((value * 2f64.sqrt() - expected).abs() < 1e-12);
        }
    }

    #[test]
    fn terms_weigh_as_much_as_their_documents_agree() {
        let mut rows = SparseRowsBuilder::new(4);
        rows.push([(0, 1.0), (2, 1.0)]);
        rows.push([(1, 1.0), (2, 1.0)]);
        let given =
            Projection::of_one_block(array![[1.0, 0.0], [0.0, 1.0], [0.0, 0.0], [1.0, 1.0]]);
        // The documents lie at (1, 0) and (0, 1), their middle at (1/2, 1/2). Terms 0 and 1 stand in
        // one of them each, term 2 in both, term 3 in none.
        let coherence = given.coherence(&rows.build());
        for (value, expected) in
            coherence.iter().zip([0.5_f64.sqrt(), 0.5_f64.sqrt(), LEAST, LEAST])
        {
            assert!((value - expected).abs() < 1e-12);
        }
        let weighted = given.weighted(&[2.0, 3.0, 1.0, 0.0]);
        assert_eq!(weighted.terms, array![[2.0, 0.0], [0.0, 3.0], [0.0, 0.0], [0.0, 0.0]]);
    }

    #[test]
    fn the_block_of_the_word_vectors_has_a_weight_of_its_own() {
        let corpus = Projection::of_one_block(array![[3.0], [0.0]]);
        let table = Projection::of_one_block(array![[0.2], [0.4]]);
        let both = Projection { words: Some(0.75), ..corpus.beside(table) };
        // (1, ¾) at length 1
        assert_eq!(both.project([(0, 1.0)]), Some(vec![0.8, 0.6]));
        assert_eq!(both.project([(1, 1.0)]), Some(vec![0.0, 1.0]));
    }

    #[test]
    fn a_row_that_one_block_does_not_know_is_placed_by_the_other() {
        let knows = Projection::of_one_block(array![[2.0], [1.0]]);
        let does_not = Projection::of_one_block(array![[0.0], [1.0]]);
        let both = knows.beside(does_not);
        assert_eq!(both.project([(0, 0.3)]), Some(vec![1.0, 0.0]));
        assert_eq!(both.project([]), None);
    }
}
