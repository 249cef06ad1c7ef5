//! A sparse matrix to its largest singular values and their vectors.

use ndarray::{Array1, Array2};
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;
use rayon::prelude::*;

use super::dense::{add_scaled, dot};
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

/// More random directions than concepts, so that the last concepts are as good as the first.
const OVERSAMPLING: usize = 10;
/// Singular values below this share of the largest are rounding errors.
const NEGLIGIBLE: f64 = 1e-9;
/// Rows of a product that a thread makes at once.
const ROWS_PER_TASK: usize = 256;
/// Jacobi sweeps; matrices of this kind need less than ten.
const MAX_SWEEPS: usize = 60;

/// Randomised SVD with power iterations (Halko, Martinsson and Tropp 2011, algorithms 4.4 and 5.1).
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
    let (rows, columns) = (matrix.nrows(), matrix.ncols());
    let directions = (concepts + OVERSAMPLING).min(rows).min(columns);
    let transposed_matrix = matrix.transposed();
    let mut basis = product(matrix, &random_vectors(directions, columns, seed));
    orthonormalise(&mut basis);
    for _ in 0..power_iterations {
        // One step to the right and back; the growth of two steps is harmless in double precision.
        let right = product(&transposed_matrix, &basis);
        basis = product(matrix, &right);
        orthonormalise(&mut basis);
    }
    let projected = product(&transposed_matrix, &basis);
    let (singular_values, vectors) = left_singular(projected);
    truncate(singular_values, vectors, concepts, columns)
}

/// `directions` vectors of `length` values drawn evenly between −1 and 1; unlike random signs these
/// are independent even where they are few and short.
fn random_vectors(directions: usize, length: usize, seed: u64) -> Vec<Vec<f64>> {
    let mut rng = Xoshiro256Plus::seed_from_u64(seed);
    let mut value = move || rng.gen_range(-1.0..1.0);
    (0..directions).map(|_| (0..length).map(|_| value()).collect()).collect()
}

/// matrix × vectors. Every row of the product is made by one thread, its sum in the order of the
/// row's stored values.
fn product(matrix: &SparseRows, vectors: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let width = vectors.len();
    let factors = transposed(vectors, matrix.ncols());
    let mut rows = vec![0.0; matrix.nrows() * width];
    rows.par_chunks_mut(width.max(1)).enumerate().with_min_len(ROWS_PER_TASK).for_each(
        |(row, sums)| {
            for (column, value) in matrix.row(row) {
                add_scaled(sums, value, &factors[column * width..(column + 1) * width]);
            }
        },
    );
    let column = |at: usize| rows.iter().skip(at).step_by(width).copied().collect();
    (0..width).into_par_iter().map(column).collect()
}

/// Vectors of one length side by side: first all their first values, then all their second ones.
fn transposed(vectors: &[Vec<f64>], length: usize) -> Vec<f64> {
    let width = vectors.len();
    let mut values = vec![0.0; length * width];
    for (at, vector) in vectors.iter().enumerate() {
        for (place, value) in vector.iter().enumerate() {
            values[place * width + at] = *value;
        }
    }
    values
}

/// Singular values and left singular vectors of the V × k matrix with the given columns: its QR
/// factors, then one-sided Jacobi on the small one (Golub and Van Loan, 8.6.3).
fn left_singular(columns: Vec<Vec<f64>>) -> (Vec<f64>, Vec<Vec<f64>>) {
    let mut basis = columns.clone();
    orthonormalise(&mut basis);
    // Column j of `small` is the j-th given column in terms of the basis.
    let mut small: Vec<Vec<f64>> = columns
        .par_iter()
        .map(|column| basis.iter().map(|vector| dot(vector, column)).collect())
        .collect();
    rotate_until_orthogonal(&mut small);
    let singular_values = small.iter().map(|column| dot(column, column).sqrt()).collect();
    let vectors = small
        .par_iter()
        .map(|column| {
            let length = dot(column, column).sqrt();
            let mut vector = vec![0.0; basis.first().map_or(0, Vec::len)];
            if length > 0.0 {
                for (weight, direction) in column.iter().zip(&basis) {
                    add_scaled(&mut vector, weight / length, direction);
                }
            }
            vector
        })
        .collect();
    (singular_values, vectors)
}

/// Rotates pairs of columns until all are orthogonal: their lengths are then singular values.
fn rotate_until_orthogonal(columns: &mut [Vec<f64>]) {
    for _ in 0..MAX_SWEEPS {
        let mut rotated = false;
        for right in 1..columns.len() {
            let (head, tail) = columns.split_at_mut(right);
            for column in head.iter_mut() {
                rotated |= rotate(column, &mut tail[0]);
            }
        }
        if !rotated {
            break;
        }
    }
}

/// One Jacobi rotation; false where the two are orthogonal already.
fn rotate(p: &mut [f64], q: &mut [f64]) -> bool {
    let (pp, qq, pq) = (dot(p, p), dot(q, q), dot(p, q));
    if pq.abs() <= 1e-15 * (pp * qq).sqrt() || pq == 0.0 {
        return false;
    }
    let zeta = (qq - pp) / (2.0 * pq);
    let tangent = zeta.signum() / (zeta.abs() + (1.0 + zeta * zeta).sqrt());
    let cosine = 1.0 / (1.0 + tangent * tangent).sqrt();
    let sine = cosine * tangent;
    for (x, y) in p.iter_mut().zip(q) {
        (*x, *y) = (cosine * *x - sine * *y, sine * *x + cosine * *y);
    }
    true
}

/// The largest `concepts` values and their vectors, signs settled.
fn truncate(
    values: Vec<f64>,
    vectors: Vec<Vec<f64>>,
    concepts: usize,
    length: usize,
) -> TruncatedSvd {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[b].total_cmp(&values[a]).then(a.cmp(&b)));
    let largest = order.first().map_or(0.0, |&first| values[first]);
    order.retain(|&at| values[at] > NEGLIGIBLE * largest);
    order.truncate(concepts);
    let mut right_vectors = Array2::zeros((length, order.len()));
    for (column, &at) in order.iter().enumerate() {
        let sign = leading_sign(&vectors[at]);
        for (row, value) in vectors[at].iter().enumerate() {
            right_vectors[[row, column]] = sign * value;
        }
    }
    TruncatedSvd { singular_values: order.iter().map(|&at| values[at]).collect(), right_vectors }
}

/// The sign of the value that is largest without its sign, the first of several.
fn leading_sign(vector: &[f64]) -> f64 {
    let leading =
        vector.iter().fold(0.0_f64, |lead, &x| if x.abs() > lead.abs() { x } else { lead });
    if leading < 0.0 { -1.0 } else { 1.0 }
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
