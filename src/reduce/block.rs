//! Tall dense matrices, row after row: their products with sparse and with small ones.
//!
//! Every row of a product is made by one thread, its sums in one order, so that any number of
//! threads gives the same bits. Columns are taken in tiles that fit the registers of any processor.

use ndarray::NdFloat;
use rayon::prelude::*;

use super::dense::add_scaled;
use crate::vectorize::SparseRows;

/// Rows of a product that a thread makes at once.
const ROWS_PER_TASK: usize = 64;
/// Rows whose products are summed before those of the next ones (`Block::gram`).
const ROWS_PER_SUM: usize = 512;
/// Rows and columns of the squares in which `Block::gram` is summed.
const SQUARE: usize = 4;

/// The numbers that a matrix is made of: single precision where a sketch is enough, and takes half the
/// time; double where it is not.
pub(super) trait Real: NdFloat {
    /// Columns of a product that are summed at once: as many as registers hold.
    const WIDEST: usize;
    /// The nearest number of this precision.
    fn of(value: f64) -> Self;
    /// The same in double precision.
    fn wide(self) -> f64;
}

impl Real for f32 {
    const WIDEST: usize = 32;

    fn of(value: f64) -> Self {
        value as Self
    }

    fn wide(self) -> f64 {
        self.into()
    }
}

impl Real for f64 {
    const WIDEST: usize = 16;

    fn of(value: f64) -> Self {
        value
    }

    fn wide(self) -> f64 {
        self
    }
}

/// A dense matrix of `rows` × `width` values, row after row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Block<F = f64> {
    pub(super) values: Vec<F>,
    pub(super) width: usize,
}

impl Block {
    /// The identity matrix.
    pub(super) fn identity(width: usize) -> Self {
        let mut identity = Self::zeros(width, width);
        identity.values.iter_mut().step_by(width + 1).for_each(|value| *value = 1.0);
        identity
    }
}

impl<F: Real> Block<F> {
    /// A matrix of zeros.
    pub(super) fn zeros(rows: usize, width: usize) -> Self {
        Self { values: vec![F::zero(); rows * width], width }
    }

    /// A matrix as near to the given one as this precision allows.
    pub(super) fn of<G: Real>(other: &Block<G>) -> Self {
        let values = other.values.iter().map(|value| F::of(value.wide()));
        Self { values: values.collect(), width: other.width }
    }

    /// Number of rows.
    pub(super) fn rows(&self) -> usize {
        self.values.len().checked_div(self.width).unwrap_or(0)
    }

    /// One row.
    pub(super) fn row(&self, at: usize) -> &[F] {
        &self.values[at * self.width..(at + 1) * self.width]
    }

    /// `sparse` × `self`: N × V times V × width.
    pub(super) fn left_times(&self, sparse: &SparseRows) -> Self {
        let stored = Stored::of(sparse);
        self.product(sparse.nrows(), |row| {
            stored.row(row).map(|(column, value)| (column, F::of(value)))
        })
    }

    /// `self` × `other`, which has as many rows as `self` has columns.
    pub(super) fn times(&self, other: &Self) -> Self {
        other.product(self.rows(), |row| self.row(row).iter().copied().enumerate())
    }

    /// The matrix whose rows are the weighted sums of rows of `self` that `parts` names.
    fn product<I: Iterator<Item = (usize, F)> + Clone>(
        &self,
        rows: usize,
        parts: impl Fn(usize) -> I + Sync,
    ) -> Self {
        let mut product = Self::zeros(rows, self.width);
        product
            .values
            .par_chunks_mut(self.width.max(1))
            .enumerate()
            .with_min_len(ROWS_PER_TASK)
            .for_each(|(row, sums)| weighted_sum(&self.values, self.width, parts(row), sums));
        product
    }

    /// `selfᵀ` × `self`, a symmetric matrix of width × width, in double precision. Sums over blocks of
    /// rows are added in the order of the blocks.
    pub(super) fn gram(&self) -> Block {
        let width = self.width;
        let parts: Vec<Vec<f64>> = self
            .values
            .par_chunks((ROWS_PER_SUM * width).max(1))
            .map(|rows| gram_of(rows, width))
            .collect();
        let mut sum = Block::zeros(width, width);
        parts.iter().for_each(|part| add_scaled(&mut sum.values, 1.0, part));
        for row in 0..width {
            for column in 0..row {
                sum.values[row * width + column] = sum.values[column * width + row];
            }
        }
        sum
    }
}

/// Writes the weighted sum of the rows that `parts` names, of a matrix of `width` columns, into
/// `sums`. Each sum runs in the order of the parts, however many columns are summed at once.
pub(super) fn weighted_sum<F: Real>(
    values: &[F],
    width: usize,
    parts: impl Iterator<Item = (usize, F)> + Clone,
    sums: &mut [F],
) {
    let mut from = 0;
    while from < sums.len() {
        let left = sums.len() - from;
        let rest = &mut sums[from..];
        let place = (width, from);
        from += match left {
            32.. if F::WIDEST >= 32 => tile::<F, 32>(values, place, parts.clone(), rest),
            16.. => tile::<F, 16>(values, place, parts.clone(), rest),
            8.. => tile::<F, 8>(values, place, parts.clone(), rest),
            4.. => tile::<F, 4>(values, place, parts.clone(), rest),
            _ => tile::<F, 1>(values, place, parts.clone(), rest),
        };
    }
}

/// Writes `TILE` of the sums, those of the columns from `from` on, and gives their number.
#[inline]
fn tile<F: Real, const TILE: usize>(
    values: &[F],
    (width, from): (usize, usize),
    parts: impl Iterator<Item = (usize, F)>,
    sums: &mut [F],
) -> usize {
    let mut running = [F::zero(); TILE];
    for (row, weight) in parts {
        let at = row * width + from;
        let row: &[F; TILE] = values[at..at + TILE].try_into().expect("a slice of that length");
        for lane in 0..TILE {
            running[lane] += weight * row[lane];
        }
    }
    sums[..TILE].copy_from_slice(&running);
    TILE
}

/// The squares on and above the diagonal of the product of some rows with themselves.
fn gram_of<F: Real>(rows: &[F], width: usize) -> Vec<f64> {
    let padded = width.next_multiple_of(SQUARE);
    let mut wide = Vec::with_capacity(rows.len() / width.max(1) * padded);
    for row in rows.chunks_exact(width.max(1)) {
        wide.extend(row.iter().map(|value| value.wide()));
        wide.resize(wide.len() + padded - width, 0.0);
    }
    let mut gram = vec![0.0; width * width];
    for top in (0..padded).step_by(SQUARE) {
        for left in (top..padded).step_by(SQUARE) {
            let square = square_of(&wide, padded, top, left);
            for (row, sums) in (top..width).zip(&square) {
                for (column, sum) in (left..width).zip(sums) {
                    gram[row * width + column] = *sum;
                }
            }
        }
    }
    gram
}

/// The products of four columns with four others.
fn square_of(rows: &[f64], width: usize, top: usize, left: usize) -> [[f64; SQUARE]; SQUARE] {
    let mut sums = [[0.0; SQUARE]; SQUARE];
    for row in rows.chunks_exact(width) {
        let a: &[f64; SQUARE] = row[top..top + SQUARE].try_into().expect("four columns");
        let b: &[f64; SQUARE] = row[left..left + SQUARE].try_into().expect("four columns");
        for (sums, a) in sums.iter_mut().zip(a) {
            for (sum, b) in sums.iter_mut().zip(b) {
                *sum += a * b;
            }
        }
    }
    sums
}

/// The stored values of sparse rows, as slices.
#[derive(Clone, Copy)]
pub(super) struct Stored<'a> {
    indptr: &'a [usize],
    indices: &'a [u32],
    values: &'a [f64],
}

impl<'a> Stored<'a> {
    pub(super) fn of(rows: &'a SparseRows) -> Self {
        let slices = rows.indptr().as_slice().zip(rows.indices().as_slice());
        let (indptr, indices) = slices.expect("sparse rows are stored without gaps");
        let values = rows.values().as_slice().expect("sparse rows are stored without gaps");
        Self { indptr, indices, values }
    }

    /// Columns and values of one row.
    pub(super) fn row(self, row: usize) -> impl Iterator<Item = (usize, f64)> + Clone + use<'a> {
        let stored = self.indptr[row]..self.indptr[row + 1];
        let columns = self.indices[stored.clone()].iter();
        columns.zip(&self.values[stored]).map(|(&column, &value)| (column as usize, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vectorize::SparseRowsBuilder;

    /// Whole numbers, so that sums are exact in any order.
    fn block(rows: usize, width: usize) -> Block {
        let values = (0..rows * width).map(|at| (at * 7 % 11) as f64 - 5.0).collect();
        Block { values, width }
    }

    fn entry(a: &Block, b: &Block, row: usize, column: usize) -> f64 {
        (0..b.rows()).map(|at| a.row(row)[at] * b.row(at)[column]).sum()
    }

    #[test]
    fn products_are_sums_over_the_common_side() {
        let (a, b) = (block(70, 9), block(9, 19));
        let product = a.times(&b);
        for (row, column) in (0..70).flat_map(|row| (0..19).map(move |column| (row, column))) {
            assert_eq!(product.row(row)[column], entry(&a, &b, row, column));
        }
    }

    #[test]
    fn a_sparse_product_is_that_of_the_same_values_stored_densely() {
        let mut builder = SparseRowsBuilder::new(5);
        builder.push([(0, 2.0), (3, -1.0)]);
        builder.push([]);
        let dense = Block { values: vec![2., 0., 0., -1., 0., 0., 0., 0., 0., 0.], width: 5 };
        let right = block(5, 18);
        assert_eq!(right.left_times(&builder.build()), dense.times(&right));
    }

    #[test]
    fn the_gram_matrix_holds_the_products_of_the_columns() {
        for width in [1, 4, 7] {
            let block = block(1_100, width);
            let gram = block.gram();
            for (a, b) in (0..width).flat_map(|a| (0..width).map(move |b| (a, b))) {
                let sum: f64 = (0..1_100).map(|row| block.row(row)[a] * block.row(row)[b]).sum();
                assert_eq!(gram.row(a)[b], sum);
            }
        }
    }
}
