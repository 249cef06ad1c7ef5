//! Sparse rows over ndarray.

use ndarray::Array1;

use super::{TermCount, TfIdf};

/// N × V values in compressed sparse rows: row i holds `indices[indptr[i]..indptr[i + 1]]`, which
/// rise, and the values beside them.
#[derive(Debug, Clone, PartialEq)]
pub struct SparseRows {
    indptr: Array1<usize>,
    indices: Array1<u32>,
    values: Array1<f64>,
    columns: usize,
}

impl SparseRows {
    /// Number of rows, N.
    pub fn nrows(&self) -> usize {
        self.indptr.len() - 1
    }

    /// Number of columns, V.
    pub fn ncols(&self) -> usize {
        self.columns
    }

    /// Number of stored values.
    pub fn nnz(&self) -> usize {
        self.indices.len()
    }

    /// Where the rows begin and end, N + 1 values that do not fall.
    pub fn indptr(&self) -> &Array1<usize> {
        &self.indptr
    }

    /// The columns of the stored values, row by row.
    pub fn indices(&self) -> &Array1<u32> {
        &self.indices
    }

    /// The stored values, row by row.
    pub fn values(&self) -> &Array1<f64> {
        &self.values
    }

    /// The stored columns and values of one row.
    ///
    /// # Panics
    /// If `row` is not below N.
    pub fn row(&self, row: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        let stored = self.indptr[row]..self.indptr[row + 1];
        stored.map(|at| (self.indices[at] as usize, self.values[at]))
    }

    /// The V × N transpose. Within its rows the indices rise, as they do here.
    pub fn transposed(&self) -> Self {
        let mut indptr = Array1::zeros(self.columns + 1);
        for &column in &self.indices {
            indptr[column as usize + 1] += 1;
        }
        for column in 0..self.columns {
            indptr[column + 1] += indptr[column];
        }
        let mut next = indptr.clone();
        let mut indices = Array1::zeros(self.nnz());
        let mut values = Array1::zeros(self.nnz());
        for row in 0..self.nrows() {
            for (column, value) in self.row(row) {
                let at = next[column];
                next[column] += 1;
                indices[at] = row as u32;
                values[at] = value;
            }
        }
        Self { indptr, indices, values, columns: self.nrows() }
    }

    /// The same rows with every value multiplied by the factor of its column.
    ///
    /// # Panics
    /// If there are not V factors.
    #[must_use]
    pub fn scaled_columns(&self, factors: &[f64]) -> Self {
        assert_eq!(factors.len(), self.columns, "one factor per column");
        let values = self
            .indices
            .iter()
            .zip(&self.values)
            .map(|(&column, &value)| value * factors[column as usize])
            .collect();
        Self { values, ..self.clone() }
    }
}

/// Takes rows one after the other.
#[derive(Debug, Clone)]
pub struct SparseRowsBuilder {
    indptr: Vec<usize>,
    indices: Vec<u32>,
    values: Vec<f64>,
    columns: usize,
}

impl SparseRowsBuilder {
    /// No rows yet, of `columns` columns (V).
    pub fn new(columns: usize) -> Self {
        Self { indptr: vec![0], indices: Vec::new(), values: Vec::new(), columns }
    }

    /// Makes room for so many more values.
    pub fn reserve(&mut self, values: usize) {
        self.indices.reserve(values);
        self.values.reserve(values);
    }

    /// Appends a row; its columns must rise and be below V.
    pub fn push(&mut self, row: impl IntoIterator<Item = (u32, f64)>) {
        for (column, value) in row {
            debug_assert!((column as usize) < self.columns, "a column is out of range");
            self.indices.push(column);
            self.values.push(value);
        }
        self.indptr.push(self.indices.len());
    }

    /// Appends a row of the given counts by their weights.
    pub fn push_weighted(&mut self, counts: &[TermCount], weights: &TfIdf) {
        self.indices.extend(counts.iter().map(|count| count.column));
        weights.weigh(counts, &mut self.values);
        self.indptr.push(self.indices.len());
    }

    /// Number of stored values so far.
    pub fn nnz(&self) -> usize {
        self.indices.len()
    }

    /// Appends the rows of another matrix; their columns must be below V.
    pub fn append(&mut self, rows: &SparseRows) {
        let before = self.indices.len();
        self.indices.extend(&rows.indices);
        self.values.extend(&rows.values);
        self.indptr.extend(rows.indptr.iter().skip(1).map(|end| before + end));
    }

    /// All rows.
    pub fn build(self) -> SparseRows {
        SparseRows {
            indptr: self.indptr.into(),
            indices: self.indices.into(),
            values: self.values.into(),
            columns: self.columns,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transposing_twice_gives_the_matrix_back() {
        let mut builder = SparseRowsBuilder::new(4);
        builder.push([(0, 1.0), (3, 2.0)]);
        builder.push([]);
        builder.push([(1, 3.0), (3, 4.0)]);
        let rows = builder.build();
        let transposed = rows.transposed();
        assert_eq!((transposed.nrows(), transposed.ncols()), (4, 3));
        assert_eq!(transposed.row(3).collect::<Vec<_>>(), [(0, 2.0), (2, 4.0)]);
        assert_eq!(transposed.transposed(), rows);
    }
}
