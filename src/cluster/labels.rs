//! What a group is about: the terms that set it apart from the rest.

use serde::{Deserialize, Serialize};

use crate::vectorize::SparseRows;

/// A term that sets a cluster apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClusterTerm {
    /// Column of the term in the vocabulary.
    pub column: usize,
    /// Mean tf-idf weight in the cluster less the mean in the whole corpus, above 0; where there is
    /// one cluster only, the mean weight.
    pub weight: f64,
}

/// For every group its `count` most telling terms by contrast of mean tf-idf weights, strongest
/// first, ties in the order of the vocabulary. `labels[i]` is the group of row i.
pub(super) fn contrast_terms(
    tfidf: &SparseRows,
    labels: &[usize],
    groups: usize,
    count: usize,
) -> Vec<Vec<ClusterTerm>> {
    let mut sizes = vec![0.0_f64; groups];
    let mut sums = vec![vec![0.0; tfidf.ncols()]; groups];
    for (row, &label) in labels.iter().enumerate() {
        sizes[label] += 1.0;
        for (column, weight) in tfidf.row(row) {
            sums[label][column] += weight;
        }
    }
    let everywhere = overall_means(&sums, labels.len());
    (0..groups)
        .map(|group| {
            let means = sums[group].iter().map(|sum| sum / sizes[group].max(1.0));
            let contrast = means
                .zip(&everywhere)
                .map(|(inside, everywhere)| if groups == 1 { inside } else { inside - everywhere });
            strongest(contrast, count)
        })
        .collect()
}

fn overall_means(sums: &[Vec<f64>], rows: usize) -> Vec<f64> {
    let columns = sums.first().map_or(0, Vec::len);
    (0..columns)
        .map(|column| sums.iter().map(|group| group[column]).sum::<f64>() / rows.max(1) as f64)
        .collect()
}

fn strongest(weights: impl Iterator<Item = f64>, count: usize) -> Vec<ClusterTerm> {
    let mut terms: Vec<ClusterTerm> = weights
        .enumerate()
        .filter(|&(_, weight)| weight > 0.0)
        .map(|(column, weight)| ClusterTerm { column, weight })
        .collect();
    terms.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.column.cmp(&b.column)));
    terms.truncate(count);
    terms
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vectorize::SparseRowsBuilder;

    #[test]
    fn a_word_of_all_groups_tells_nothing() {
        let mut builder = SparseRowsBuilder::new(3);
        builder.push([(0, 0.6), (1, 0.8)]);
        builder.push([(0, 0.6), (2, 0.8)]);
        let terms = contrast_terms(&builder.build(), &[0, 1], 2, 5);
        assert_eq!(terms[0].iter().map(|term| term.column).collect::<Vec<_>>(), [1]);
        // 0.8 in the group, 0.4 over both
        assert!((terms[1][0].weight - 0.4).abs() < 1e-12);
    }
}
