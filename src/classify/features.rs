//! Documents as rows that a linear model multiplies by its weights.

use linfa::dataset::Records;

use crate::vectorize::SparseRows;

/// Values of a dense product that are summed side by side.
const LANES: usize = 8;

/// N × F values in single precision: V of them sparse (words), D dense (the point in concept space), and
/// a last one that is always 1, whose weight is the intercept.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Features {
    indptr: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<f32>,
    words: usize,
    dense: Vec<f32>,
    concepts: usize,
}

impl Features {
    /// The sparse rows alone.
    pub fn of(rows: &SparseRows) -> Self {
        let values = rows.values().iter().map(|&value| value as f32).collect();
        Self::new(rows.indptr().to_vec(), rows.indices().to_vec(), values, rows.ncols())
    }

    /// Compressed sparse rows of `words` columns: row i holds `columns[indptr[i]..indptr[i + 1]]` and the
    /// values beside them.
    ///
    /// # Panics
    /// If `indptr` does not end at the number of values, or there is not a value for every column.
    pub fn new(indptr: Vec<usize>, columns: Vec<u32>, values: Vec<f32>, words: usize) -> Self {
        assert_eq!(columns.len(), values.len(), "one value for every column");
        assert_eq!(indptr.last(), Some(&columns.len()), "the last row ends at the last value");
        Self { indptr, columns, values, words, dense: Vec::new(), concepts: 0 }
    }

    /// With a dense block of N × `concepts` values beside the words.
    ///
    /// # Panics
    /// If there are not so many values.
    #[must_use]
    pub fn beside(self, dense: Vec<f32>, concepts: usize) -> Self {
        assert_eq!(dense.len(), self.len() * concepts, "one point for every row");
        Self { dense, concepts, ..self }
    }

    /// Number of rows, N.
    pub fn len(&self) -> usize {
        self.indptr.len().saturating_sub(1)
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of values of a row, F = V + D + 1.
    pub fn width(&self) -> usize {
        self.words + self.concepts + 1
    }

    /// Number of sparse columns, V.
    pub fn words(&self) -> usize {
        self.words
    }

    /// The product of a row with F weights.
    pub(super) fn dot(&self, row: usize, weights: &[f32]) -> f32 {
        let stored = self.indptr[row]..self.indptr[row + 1];
        let (columns, values) = (&self.columns[stored.clone()], &self.values[stored]);
        let mut sums = [0.0f32; 4];
        let (columns4, values4) = (columns.chunks_exact(4), values.chunks_exact(4));
        let rest = columns4.remainder().iter().zip(values4.remainder());
        for (columns, values) in columns4.zip(values4) {
            for lane in 0..4 {
                sums[lane] += values[lane] * weights[columns[lane] as usize];
            }
        }
        for (&column, value) in rest {
            sums[0] += value * weights[column as usize];
        }
        let words = (sums[0] + sums[1]) + (sums[2] + sums[3]);
        words + product(self.point(row), &weights[self.words..]) + weights[self.width() - 1]
    }

    /// Adds a row times `factor` to F weights.
    pub(super) fn add_to(&self, row: usize, factor: f32, weights: &mut [f32]) {
        let stored = self.indptr[row]..self.indptr[row + 1];
        for (&column, value) in self.columns[stored.clone()].iter().zip(&self.values[stored]) {
            weights[column as usize] += factor * value;
        }
        let (last, dense) = (self.width() - 1, self.words);
        for (weight, value) in weights[dense..last].iter_mut().zip(self.point(row)) {
            *weight += factor * value;
        }
        weights[last] += factor;
    }

    /// The square of the length of a row.
    pub(super) fn square(&self, row: usize) -> f32 {
        let stored = &self.values[self.indptr[row]..self.indptr[row + 1]];
        let point = self.point(row);
        stored.iter().map(|value| value * value).sum::<f32>() + product(point, point) + 1.0
    }

    /// The dense values of a row.
    fn point(&self, row: usize) -> &[f32] {
        &self.dense[row * self.concepts..(row + 1) * self.concepts]
    }
}

impl Records for Features {
    type Elem = f32;

    fn nsamples(&self) -> usize {
        self.len()
    }

    fn nfeatures(&self) -> usize {
        self.width()
    }
}

/// Σ a b over the shorter of the two, in one order whatever the processor.
pub(super) fn product(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0f32; LANES];
    let length = a.len().min(b.len());
    let (a, b) = (&a[..length], &b[..length]);
    let (a8, b8) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let rest = a8.remainder().iter().zip(b8.remainder()).map(|(a, b)| a * b).sum::<f32>();
    for (a, b) in a8.zip(b8) {
        for lane in 0..LANES {
            sums[lane] += a[lane] * b[lane];
        }
    }
    sums.iter().sum::<f32>() + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_words_then_a_point_then_one() {
        let words = Features::new(vec![0, 2, 2], vec![0, 2], vec![2.0, 3.0], 3);
        let rows = words.beside(vec![5.0, 7.0, 0.0, 1.0], 2);
        assert_eq!((rows.len(), rows.width()), (2, 6));
        let weights = [1.0, 10.0, 100.0, 1_000.0, 10_000.0, 0.5];
        assert_eq!(rows.dot(0, &weights), 2.0 + 300.0 + 5_000.0 + 70_000.0 + 0.5);
        assert_eq!(rows.dot(1, &weights), 10_000.5);
        assert_eq!(rows.square(0), 4.0 + 9.0 + 25.0 + 49.0 + 1.0);
        let mut sum = [0.0; 6];
        rows.add_to(0, 2.0, &mut sum);
        assert_eq!(sum, [4.0, 0.0, 6.0, 10.0, 14.0, 2.0]);
    }

    #[test]
    fn a_product_is_that_of_all_values() {
        let a: Vec<f32> = (0..19).map(|at| at as f32).collect();
        assert_eq!(product(&a, &a), (0..19).map(|at| at * at).sum::<i32>() as f32);
    }
}
