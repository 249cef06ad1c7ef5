//! Which terms stand together in documents, turned into a vector for every term.

use ndarray::Array2;
use rayon::prelude::*;

use super::ReduceSettings;
use super::block::{Block, Real, Stored, weighted_sum};
use super::svd::{COARSE, TruncatedSvd, truncated_svd};
use crate::vectorize::{SparseRows, SparseRowsBuilder};

/// Contexts are the most frequent terms, so many: more cost time and bring nothing.
const CONTEXTS: usize = 1_000;
/// Concepts are learnt from the most frequent terms, so many; the others are placed among them.
const LANDMARKS: usize = 5_000;
/// What a term stands with is counted in at most so many documents, evenly spaced.
const DOCUMENTS_PER_TERM: usize = 4_096;
/// The power of a context's frequency (Levy, Goldberg and Dagan 2015).
const CONTEXT_SMOOTHING: f64 = 0.75;
/// Terms that a thread takes at once.
const TERMS_PER_TASK: usize = 64;

/// Term vectors, V × C, from the corpus alone: positive pointwise mutual information of terms and
/// contexts, decomposed (Levy and Goldberg 2014).
///
/// A document of n distinct terms counts n^−½ for each of its pairs, so that long ones do not drown
/// the rest. With w(t, c) such a sum over documents, w(t) its sum over contexts, and p(c) the share
/// of a context in all pairs, taken to the power ¾ and made to sum to 1,
/// PPMI(t, c) = max(0, ln(w(t, c) / (w(t) p(c)))). With PPMI ≈ U S Vᵀ the vectors are
/// U √S = PPMI V / √S.
///
/// Time and memory are bounded for any V: contexts are the 1,000 most frequent terms; S and V come
/// from the rows of the 5,000 most frequent ones; a term is looked for in at most 4,096 documents.
pub fn cooccurrence_vectors(
    rows: &SparseRows,
    concepts: usize,
    settings: &ReduceSettings,
    seed: u64,
) -> Array2<f64> {
    let vectors = if settings.power_iterations <= COARSE {
        Block::of(&cooccurrence_block::<f32>(rows, concepts, settings, seed))
    } else {
        cooccurrence_block::<f64>(rows, concepts, settings, seed)
    };
    let shape = (rows.ncols(), vectors.width);
    Array2::from_shape_vec(shape, vectors.values).expect("V rows of C values")
}

/// The same in the precision in which it is summed, which takes half the memory where that is single.
pub(super) fn cooccurrence_block<F: Real>(
    rows: &SparseRows,
    concepts: usize,
    settings: &ReduceSettings,
    seed: u64,
) -> Block<F> {
    let counter = PairCounter::new(rows);
    let landmarks = counter.landmarks();
    let svd = truncated_svd(&landmarks, concepts, settings.power_iterations, seed);
    term_vectors(&counter, &landmarks, &svd)
}

/// The vectors of all terms, one after the other: what each has with the contexts, times V / √S.
fn term_vectors<F: Real>(
    counter: &PairCounter,
    landmarks: &SparseRows,
    svd: &TruncatedSvd,
) -> Block<F> {
    let width = svd.singular_values.len();
    let mut turn = Block::<F>::zeros(landmarks.ncols(), width);
    for (values, vector) in
        turn.values.chunks_exact_mut(width.max(1)).zip(svd.right_vectors.outer_iter())
    {
        for ((value, entry), singular) in values.iter_mut().zip(vector).zip(&svd.singular_values) {
            *value = F::of(entry / singular.sqrt());
        }
    }
    let of_landmarks = turn.left_times(landmarks);
    let mut vectors = Block::<F>::zeros(counter.documents.nrows(), width);
    vectors
        .values
        .par_chunks_mut(width.max(1))
        .enumerate()
        .with_min_len(TERMS_PER_TASK)
        .for_each_init(
            || (vec![0.0; landmarks.ncols()], vec![F::zero(); width]),
            |(counts, sums), (term, vector)| {
                let sums = match counter.landmarks.binary_search(&term) {
                    Ok(landmark) => of_landmarks.row(landmark),
                    Err(_) => {
                        let information = counter.information(term, counts);
                        let parts =
                            information.iter().map(|&(at, value)| (at as usize, F::of(value)));
                        weighted_sum(&turn.values, width, parts, sums);
                        sums
                    }
                };
                vector.copy_from_slice(sums);
            },
        );
    vectors
}

/// Counts of terms with contexts, made term by term when they are asked for.
struct PairCounter {
    /// V × N: the documents of every term.
    documents: SparseRows,
    /// N × contexts: in the documents, what each of their pairs counts.
    contexts: SparseRows,
    /// The contexts that are terms themselves: for every term its number, if it has one.
    context_of: Vec<Option<u32>>,
    /// Share of every context, smoothed; they sum to 1.
    shares: Vec<f64>,
    /// The terms that concepts are learnt from.
    landmarks: Vec<usize>,
}

impl PairCounter {
    fn new(rows: &SparseRows) -> Self {
        let documents = rows.transposed();
        let frequent = by_frequency(&documents);
        let mut chosen: Vec<usize> = frequent.iter().copied().take(CONTEXTS).collect();
        chosen.sort_unstable();
        let mut context_of = vec![None; rows.ncols()];
        for (number, &term) in chosen.iter().enumerate() {
            context_of[term] = Some(number as u32);
        }
        let mut contexts = SparseRowsBuilder::new(chosen.len());
        let mut shares = vec![0.0; chosen.len()];
        for row in 0..rows.nrows() {
            let terms = Stored::of(rows).row(row);
            let size = terms.clone().count() as f64;
            let weight = 1.0 / size.sqrt();
            let numbers = terms.filter_map(|(term, _)| context_of[term]);
            numbers.clone().for_each(|number| shares[number as usize] += weight * (size - 1.0));
            contexts.push(numbers.map(|number| (number, weight)));
        }
        let mut landmarks: Vec<usize> = frequent.into_iter().take(LANDMARKS).collect();
        landmarks.sort_unstable();
        smooth(&mut shares);
        Self { documents, contexts: contexts.build(), context_of, shares, landmarks }
    }

    /// Positive pointwise mutual information of the landmarks with the contexts.
    fn landmarks(&self) -> SparseRows {
        let rows: Vec<Vec<(u32, f64)>> = self
            .landmarks
            .par_iter()
            .with_min_len(TERMS_PER_TASK)
            .map_init(
                || vec![0.0; self.shares.len()],
                |counts, &term| self.information(term, counts),
            )
            .collect();
        let mut landmarks = SparseRowsBuilder::new(self.shares.len());
        rows.into_iter().for_each(|row| landmarks.push(row));
        landmarks.build()
    }

    /// Positive pointwise mutual information of a term with every context it has any with.
    /// `counts` is a workspace of zeros, one for every context, and is left so.
    fn information(&self, term: usize, counts: &mut [f64]) -> Vec<(u32, f64)> {
        let documents = Stored::of(&self.documents).row(term);
        let stride = documents.clone().count().div_ceil(DOCUMENTS_PER_TERM).max(1);
        let contexts = Stored::of(&self.contexts);
        for (document, _) in documents.step_by(stride) {
            contexts.row(document).for_each(|(context, weight)| counts[context] += weight);
        }
        if let Some(own) = self.context_of[term] {
            counts[own as usize] = 0.0;
        }
        let total: f64 = counts.iter().sum();
        let mut information = Vec::new();
        for (context, (count, share)) in counts.iter_mut().zip(&self.shares).enumerate() {
            let expected = total * share;
            if *count > expected {
                information.push((context as u32, libm::log(*count / expected)));
            }
            *count = 0.0;
        }
        information
    }
}

/// All terms by falling number of documents, ties by column.
fn by_frequency(documents: &SparseRows) -> Vec<usize> {
    let frequency = |term: usize| documents.indptr()[term + 1] - documents.indptr()[term];
    let mut terms: Vec<usize> = (0..documents.nrows()).collect();
    terms.sort_by(|&a, &b| frequency(b).cmp(&frequency(a)).then(a.cmp(&b)));
    terms
}

/// Takes the shares to the power of the smoothing and makes them sum to 1.
fn smooth(shares: &mut [f64]) {
    shares.iter_mut().for_each(|share| *share = libm::pow(*share, CONTEXT_SMOOTHING));
    let total: f64 = shares.iter().sum();
    if total > 0.0 {
        shares.iter_mut().for_each(|share| *share /= total);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows with the given terms; what weight they have does not matter here.
    fn corpus(terms: usize, documents: &[&[u32]]) -> SparseRows {
        let mut builder = SparseRowsBuilder::new(terms);
        documents.iter().for_each(|terms| builder.push(terms.iter().map(|&term| (term, 0.5))));
        builder.build()
    }

    #[test]
    fn a_hand_sized_example() {
        // Two documents of two terms: a pair counts 1/√2. Term 1 stands with 0 and with 2.
        let counter = PairCounter::new(&corpus(3, &[&[0, 1], &[1, 2]]));
        // Shares in all pairs 1/4, 1/2, 1/4; to the power 3/4 and summing to 1:
        let middle = libm::pow(2.0, 0.75) / (2.0 + libm::pow(2.0, 0.75));
        let mut counts = vec![0.0; 3];
        let of_first = counter.information(0, &mut counts);
        assert_eq!(of_first.len(), 1);
        assert_eq!(of_first[0].0, 1);
        assert!((of_first[0].1 - libm::log(1.0 / middle)).abs() < 1e-12);
        // Half of the pairs of term 1 are with term 0.
        let of_second = counter.information(1, &mut counts);
        assert_eq!(of_second.len(), 2);
        assert!((of_second[0].1 - libm::log(0.5 / ((1.0 - middle) / 2.0))).abs() < 1e-12);
        assert_eq!(counts, [0.0; 3]);
    }

    #[test]
    fn terms_that_never_meet_but_stand_with_the_same_are_alike() {
        let rows = corpus(5, &[&[0, 2], &[1, 2], &[3, 4], &[0, 2], &[1, 2], &[3, 4]]);
        let vectors = cooccurrence_vectors(&rows, 4, &ReduceSettings::default(), 0);
        let product = |a: usize, b: usize| vectors.row(a).dot(&vectors.row(b));
        assert!(product(0, 1) > 0.9 * product(0, 0));
        assert!(product(0, 3).abs() < 1e-9);
    }

    #[test]
    fn threads_do_not_change_a_bit() {
        let documents: Vec<Vec<u32>> =
            (0..200).map(|d| (0..90).filter(|t| (d * 7 + t * t) % 11 < 2).collect()).collect();
        let documents: Vec<&[u32]> = documents.iter().map(Vec::as_slice).collect();
        let rows = corpus(90, &documents);
        let with = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| cooccurrence_vectors(&rows, 10, &ReduceSettings::default(), 3))
        };
        assert_eq!(with(1), with(4));
    }

    #[test]
    fn a_corpus_whose_terms_stand_alone_has_no_concepts() {
        let vectors = cooccurrence_vectors(&corpus(2, &[&[0], &[1]]), 2, &Default::default(), 0);
        assert_eq!(vectors.dim(), (2, 0));
    }
}
