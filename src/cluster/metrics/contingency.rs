//! Two labellings of the same documents, counted against each other, and what the counts say.

use super::{best_matching, classes};

/// Counts of one labelling (rows) against another (columns).
#[derive(Debug, Clone, PartialEq)]
pub struct Contingency {
    cells: Vec<Vec<f64>>,
    rows: Vec<f64>,
    columns: Vec<f64>,
    total: f64,
}

impl Contingency {
    /// Counts class `a[i]` against class `b[i]`; classes are numbered from 0, and numbers may be left
    /// out.
    ///
    /// # Panics
    /// If the labellings are of different lengths.
    pub fn new(a: &[usize], b: &[usize]) -> Self {
        assert_eq!(a.len(), b.len(), "two labellings of the same documents");
        let (rows, columns) = (classes(a), classes(b));
        let mut cells = vec![vec![0.0; columns]; rows];
        a.iter().zip(b).for_each(|(&i, &j)| cells[i][j] += 1.0);
        Self {
            rows: cells.iter().map(|row| row.iter().sum()).collect(),
            columns: (0..columns).map(|j| cells.iter().map(|row| row[j]).sum()).collect(),
            total: a.len() as f64,
            cells,
        }
    }

    /// The counts, row by row.
    pub fn cells(&self) -> &[Vec<f64>] {
        &self.cells
    }

    /// Documents of every row.
    pub fn rows(&self) -> &[f64] {
        &self.rows
    }

    /// Documents of every column.
    pub fn columns(&self) -> &[f64] {
        &self.columns
    }

    /// Normalised mutual information, 0 to 1: I(A; B) over the arithmetic mean of the entropies
    /// (Strehl and Ghosh 2002; scikit-learn's default). 1 where both have one class only.
    pub fn normalised_mutual_information(&self) -> f64 {
        let mean = (entropy(&self.rows, self.total) + entropy(&self.columns, self.total)) / 2.0;
        if mean <= 0.0 {
            return 1.0;
        }
        let mut information = 0.0;
        for (row, &size) in self.cells.iter().zip(&self.rows) {
            for (&both, &other) in row.iter().zip(&self.columns) {
                if both > 0.0 {
                    information +=
                        both / self.total * libm::log(self.total * both / (size * other));
                }
            }
        }
        (information / mean).clamp(0.0, 1.0)
    }

    /// Adjusted Rand index (Hubert and Arabie 1985): 1 for the same division, about 0 for unrelated
    /// ones.
    pub fn adjusted_rand_index(&self) -> f64 {
        let pairs = |n: f64| n * (n - 1.0) / 2.0;
        let together: f64 = self.cells.iter().flatten().copied().map(pairs).sum();
        let in_rows: f64 = self.rows.iter().copied().map(pairs).sum();
        let in_columns: f64 = self.columns.iter().copied().map(pairs).sum();
        let all = pairs(self.total);
        let expected = if all > 0.0 { in_rows * in_columns / all } else { 0.0 };
        let largest = (in_rows + in_columns) / 2.0;
        if largest == expected { 1.0 } else { (together - expected) / (largest - expected) }
    }

    /// Share of the documents that are right when every row is given at most one column of its own
    /// so that most are (the Hungarian method), 0 to 1; 1 where there is no document.
    pub fn accuracy(&self) -> f64 {
        let matched = best_matching(&self.cells);
        let right =
            matched.iter().zip(&self.cells).filter_map(|(column, row)| Some(row[(*column)?]));
        self.share(right.sum())
    }

    /// Share of the documents that are in the commonest row of their column, 0 to 1: how pure the
    /// columns are. It grows with the number of columns. 1 where there is no document.
    pub fn purity(&self) -> f64 {
        let largest = |column: usize| self.cells.iter().map(|row| row[column]).fold(0.0, f64::max);
        self.share((0..self.columns.len()).map(largest).sum())
    }

    fn share(&self, documents: f64) -> f64 {
        if self.total > 0.0 { documents / self.total } else { 1.0 }
    }
}

fn entropy(sizes: &[f64], total: f64) -> f64 {
    let shares = sizes.iter().filter(|&&size| size > 0.0).map(|size| size / total);
    -shares.map(|share| share * libm::log(share)).sum::<f64>()
}

/// [`Contingency::normalised_mutual_information`] of two labellings of the same documents.
///
/// # Panics
/// If the labellings are of different lengths.
pub fn normalised_mutual_information(a: &[usize], b: &[usize]) -> f64 {
    Contingency::new(a, b).normalised_mutual_information()
}

/// [`Contingency::adjusted_rand_index`] of two labellings of the same documents.
///
/// # Panics
/// If the labellings are of different lengths.
pub fn adjusted_rand_index(a: &[usize], b: &[usize]) -> f64 {
    Contingency::new(a, b).adjusted_rand_index()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_groups_do_not_matter() {
        let same = Contingency::new(&[0, 0, 1, 1], &[1, 1, 0, 0]);
        assert_eq!(same.normalised_mutual_information(), 1.0);
        assert_eq!(same.adjusted_rand_index(), 1.0);
        assert_eq!((same.accuracy(), same.purity()), (1.0, 1.0));
    }

    #[test]
    fn unrelated_labels_share_nothing() {
        assert!(normalised_mutual_information(&[0, 0, 1, 1], &[0, 1, 0, 1]).abs() < 1e-12);
        assert!((adjusted_rand_index(&[0, 0, 1, 1], &[0, 1, 0, 1]) + 0.5).abs() < 1e-12);
    }

    #[test]
    fn clusters_finer_than_the_classes_are_pure_and_not_accurate() {
        let counts = Contingency::new(&[0, 0, 0, 0], &[0, 0, 0, 1]);
        assert_eq!((counts.purity(), counts.accuracy()), (1.0, 0.75));
    }
}
