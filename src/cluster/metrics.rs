//! How good a clustering is: against known classes, and by itself.

use crate::reduce::dense::squared_distance;

/// Counts of one labelling against another.
struct Contingency {
    cells: Vec<Vec<f64>>,
    rows: Vec<f64>,
    columns: Vec<f64>,
    total: f64,
}

impl Contingency {
    fn new(a: &[usize], b: &[usize]) -> Self {
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
}

fn classes(labels: &[usize]) -> usize {
    labels.iter().max().map_or(0, |&largest| largest + 1)
}

/// Normalised mutual information of two labellings of the same documents, 0 to 1: I(A; B) over the
/// arithmetic mean of the entropies (Strehl and Ghosh 2002; scikit-learn's default). 1 where both
/// have one class only.
///
/// # Panics
/// If the labellings are of different lengths.
pub fn normalised_mutual_information(a: &[usize], b: &[usize]) -> f64 {
    let counts = Contingency::new(a, b);
    let mean = (entropy(&counts.rows, counts.total) + entropy(&counts.columns, counts.total)) / 2.0;
    if mean <= 0.0 {
        return 1.0;
    }
    let mut information = 0.0;
    for (row, &size) in counts.cells.iter().zip(&counts.rows) {
        for (&both, &other) in row.iter().zip(&counts.columns) {
            if both > 0.0 {
                information +=
                    both / counts.total * libm::log(counts.total * both / (size * other));
            }
        }
    }
    (information / mean).clamp(0.0, 1.0)
}

fn entropy(sizes: &[f64], total: f64) -> f64 {
    let shares = sizes.iter().filter(|&&size| size > 0.0).map(|size| size / total);
    -shares.map(|share| share * libm::log(share)).sum::<f64>()
}

/// Adjusted Rand index of two labellings of the same documents (Hubert and Arabie 1985): 1 for the
/// same division, about 0 for unrelated ones.
///
/// # Panics
/// If the labellings are of different lengths.
pub fn adjusted_rand_index(a: &[usize], b: &[usize]) -> f64 {
    let counts = Contingency::new(a, b);
    let pairs = |n: f64| n * (n - 1.0) / 2.0;
    let together: f64 = counts.cells.iter().flatten().copied().map(pairs).sum();
    let in_rows: f64 = counts.rows.iter().copied().map(pairs).sum();
    let in_columns: f64 = counts.columns.iter().copied().map(pairs).sum();
    let all = pairs(counts.total);
    let expected = if all > 0.0 { in_rows * in_columns / all } else { 0.0 };
    let largest = (in_rows + in_columns) / 2.0;
    if largest == expected { 1.0 } else { (together - expected) / (largest - expected) }
}

/// The silhouette of every point (Rousseeuw 1987), Euclidean: with a the mean distance to the other
/// points of its group and b the least mean distance to those of another group, (b − a) / max(a, b);
/// 0 for the point of a group of one and where there is one group only. Takes N² distances.
///
/// # Panics
/// If there is not one label per point.
pub fn silhouette(points: &[Vec<f64>], labels: &[usize]) -> Vec<f64> {
    assert_eq!(points.len(), labels.len(), "one label per point");
    let groups = classes(labels);
    let mut sizes = vec![0.0; groups];
    labels.iter().for_each(|&label| sizes[label] += 1.0);
    points
        .iter()
        .zip(labels)
        .map(|(point, &own)| {
            let mut sums = vec![0.0; groups];
            for (other, &label) in points.iter().zip(labels) {
                sums[label] += squared_distance(point, other).sqrt();
            }
            silhouette_of(&sums, &sizes, own)
        })
        .collect()
}

fn silhouette_of(sums: &[f64], sizes: &[f64], own: usize) -> f64 {
    let other = (0..sums.len())
        .filter(|&group| group != own && sizes[group] > 0.0)
        .map(|group| sums[group] / sizes[group])
        .min_by(f64::total_cmp);
    match other {
        Some(b) if sizes[own] > 1.0 => {
            let a = sums[own] / (sizes[own] - 1.0);
            if a.max(b) > 0.0 { (b - a) / a.max(b) } else { 0.0 }
        }
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_groups_do_not_matter() {
        assert_eq!(normalised_mutual_information(&[0, 0, 1, 1], &[1, 1, 0, 0]), 1.0);
        assert_eq!(adjusted_rand_index(&[0, 0, 1, 1], &[1, 1, 0, 0]), 1.0);
    }

    #[test]
    fn unrelated_labels_share_nothing() {
        assert!(normalised_mutual_information(&[0, 0, 1, 1], &[0, 1, 0, 1]).abs() < 1e-12);
        assert!((adjusted_rand_index(&[0, 0, 1, 1], &[0, 1, 0, 1]) + 0.5).abs() < 1e-12);
    }

    #[test]
    fn a_group_of_one_has_silhouette_zero() {
        let points = [vec![0.0], vec![1.0], vec![5.0]];
        let values = silhouette(&points, &[0, 0, 1]);
        // a = 1, b = 5; a = 1, b = 4
        assert_eq!(values, [0.8, 0.75, 0.0]);
    }
}
