//! A sparse matrix to its largest singular values and their vectors.

use ndarray::{Array1, Array2};
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;
use rayon::prelude::*;

use super::block::{Block, Real};
use super::eigen::eigenpairs;
use super::orthonormal::orthonormalise;
use crate::vectorize::SparseRows;

/// The C largest singular values of an N × V matrix and the right singular vectors.
#[derive(Debug, Clone, PartialEq)]
pub struct TruncatedSvd {
    /// C values, falling, all above zero.
    pub singular_values: Array1<f64>,
    /// V × C, columns of length 1; in each the value that is largest without its sign is above
    /// zero.
    pub right_vectors: Array2<f64>,
}

/// More directions than concepts, at least so many, so that the last concepts are as good as the
/// first.
const OVERSAMPLING: usize = 8;
/// Directions are a multiple of this, the width in which products are made.
const TILE: usize = 16;

/// Up to so many power iterations the answer is coarser than single precision, which is then enough.
pub(super) const COARSE: usize = 2;

/// Randomised SVD with power iterations (Halko, Martinsson and Tropp 2011, algorithms 4.4 and 5.1),
/// on the smaller side of the matrix. It begins with random sums of rows (a count sketch: Clarkson
/// and Woodruff 2013), which costs no product. With one or two power iterations products are made in
/// single precision, with more, which are asked for where the answer is to be exact, in double. Where
/// there are as many directions as the smaller side has, the answer is exact.
///
/// Gives at most `concepts` values, fewer where the matrix has a lower rank. The same matrix, seed
/// and settings give the same bits for any number of threads: every sum is made by one thread in
/// one order.
pub fn truncated_svd(
    matrix: &SparseRows,
    concepts: usize,
    power_iterations: usize,
    seed: u64,
) -> TruncatedSvd {
    let transposed = matrix.transposed();
    let sides = Sides::of(matrix, &transposed);
    let directions = (concepts + OVERSAMPLING).next_multiple_of(TILE).min(sides.small.nrows());
    if directions == sides.small.nrows() {
        sides.decompose(Block::identity(directions), concepts)
    } else if power_iterations <= COARSE {
        sides.decompose::<f32>(sides.range((directions, power_iterations), seed), concepts)
    } else {
        sides.decompose::<f64>(sides.range((directions, power_iterations), seed), concepts)
    }
}

/// A matrix and its transpose.
#[derive(Clone, Copy)]
struct Sides<'a> {
    /// The one with fewer rows.
    small: &'a SparseRows,
    /// The one with more.
    large: &'a SparseRows,
    /// Whether this is the matrix itself.
    tall: bool,
}

impl<'a> Sides<'a> {
    fn of(matrix: &'a SparseRows, transposed: &'a SparseRows) -> Self {
        if matrix.ncols() < matrix.nrows() {
            Self { small: transposed, large: matrix, tall: true }
        } else {
            Self { small: matrix, large: transposed, tall: false }
        }
    }

    /// An orthonormal basis, rows × directions, of the space in which the matrix is largest.
    fn range<F: Real>(self, (directions, power_iterations): (usize, usize), seed: u64) -> Block<F> {
        let mut range = sketch::<F>(self.large, directions, seed).left_times(self.small);
        for iteration in 0..power_iterations {
            // The growth of one iteration, before the first and after it, is harmless.
            if iteration > 0 {
                range = orthonormalise(range);
            }
            // One step to the other side and back.
            range = range.left_times(self.large).left_times(self.small);
        }
        orthonormalise(range)
    }

    /// The largest singular values, and vectors, of the matrix within the space of a basis.
    fn decompose<F: Real>(self, basis: Block<F>, concepts: usize) -> TruncatedSvd {
        let projected = basis.left_times(self.large);
        let mut pairs = eigenpairs(&projected.gram());
        pairs.truncate(concepts);
        if self.tall {
            right_singular(basis, &pairs, |_| 1.0)
        } else {
            right_singular(projected, &pairs, |singular_value| 1.0 / singular_value)
        }
    }
}

/// matrix × a count sketch, densely: every column of the matrix goes with a random sign to one of
/// `directions`, as many to each.
fn sketch<F: Real>(matrix: &SparseRows, directions: usize, seed: u64) -> Block<F> {
    let mut rng = Xoshiro256Plus::seed_from_u64(seed);
    let mut places: Vec<u32> =
        (0..matrix.ncols()).map(|column| (column % directions.max(1)) as u32).collect();
    places.shuffle(&mut rng);
    let signs: Vec<f64> = places.iter().map(|_| if rng.r#gen() { 1.0 } else { -1.0 }).collect();
    let mut sums = Block::zeros(matrix.nrows(), directions);
    sums.values.par_chunks_mut(directions.max(1)).enumerate().for_each(|(row, sums)| {
        for (column, value) in matrix.row(row) {
            sums[places[column] as usize] += F::of(signs[column] * value);
        }
    });
    sums
}

/// The singular values, which are the roots of the given eigenvalues, and the right singular
/// vectors: `factors` times the eigenvectors, each scaled by what `scale` makes of its value.
fn right_singular<F: Real>(
    factors: Block<F>,
    pairs: &[(f64, Vec<f64>)],
    scale: impl Fn(f64) -> f64,
) -> TruncatedSvd {
    let singular_values: Vec<f64> = pairs.iter().map(|(value, _)| value.sqrt()).collect();
    let mut turn = Block::zeros(factors.width, pairs.len());
    for (column, ((_, vector), &value)) in pairs.iter().zip(&singular_values).enumerate() {
        for (row, entry) in vector.iter().enumerate() {
            turn.values[row * turn.width + column] = entry * scale(value);
        }
    }
    let shape = (factors.rows(), singular_values.len());
    let single = factors.times(&Block::of(&turn));
    // What is widened takes twice the memory; what it was made of is not needed beside it.
    drop(factors);
    let mut vectors = Block::<f64>::of(&single);
    drop(single);
    settle_signs(&mut vectors);
    TruncatedSvd {
        singular_values: singular_values.into(),
        right_vectors: Array2::from_shape_vec(shape, vectors.values).expect("V rows of C values"),
    }
}

/// Turns the columns so that in each the value that is largest without its sign, the first of
/// several, is above zero.
fn settle_signs(vectors: &mut Block) {
    let mut leading = vec![0.0_f64; vectors.width];
    for row in vectors.values.chunks_exact(vectors.width.max(1)) {
        for (lead, &value) in leading.iter_mut().zip(row) {
            if value.abs() > lead.abs() {
                *lead = value;
            }
        }
    }
    for row in vectors.values.chunks_exact_mut(leading.len().max(1)) {
        for (value, lead) in row.iter_mut().zip(&leading) {
            *value *= if *lead < 0.0 { -1.0 } else { 1.0 };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vectorize::SparseRowsBuilder;

    fn diagonal(values: &[f64]) -> SparseRows {
        let mut builder = SparseRowsBuilder::new(values.len());
        for (at, &value) in values.iter().enumerate() {
            builder.push([(at as u32, value)]);
        }
        builder.build()
    }

    #[test]
    fn the_singular_values_of_a_diagonal_matrix_are_its_values() {
        let svd = truncated_svd(&diagonal(&[1.0, 5.0, 3.0, 2.0]), 2, 4, 0);
        assert!((svd.singular_values[0] - 5.0).abs() < 1e-9);
        assert!((svd.singular_values[1] - 3.0).abs() < 1e-9);
        assert!((svd.right_vectors[[1, 0]] - 1.0).abs() < 1e-9);
        assert!((svd.right_vectors[[2, 1]] - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_matrix_of_low_rank_gives_no_more_values_than_its_rank() {
        let mut builder = SparseRowsBuilder::new(3);
        for _ in 0..5 {
            builder.push([(0, 1.0), (2, 2.0)]);
        }
        let svd = truncated_svd(&builder.build(), 3, 4, 0);
        assert_eq!(svd.singular_values.len(), 1);
        assert!((svd.singular_values[0] - 5.0).abs() < 1e-12);
    }

    #[test]
    fn threads_do_not_change_a_bit() {
        let mut builder = SparseRowsBuilder::new(40);
        for row in 0..60_u32 {
            builder.push(
                (0..40).filter(|c| (row * 7 + c * 3) % 5 == 0).map(|c| (c, 1.0 + f64::from(c))),
            );
        }
        let matrix = builder.build();
        let with = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| truncated_svd(&matrix, 8, 3, 1))
        };
        assert_eq!(with(1), with(4));
    }
}
