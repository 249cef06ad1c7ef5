//! How good a clustering is: against known classes, and by itself.

mod contingency;
mod matching;
mod separation;

pub use contingency::{Contingency, adjusted_rand_index, normalised_mutual_information};
pub use matching::best_matching;
pub use separation::{calinski_harabasz, silhouette};

/// Number of classes of a labelling by whole numbers from 0.
fn classes(labels: &[usize]) -> usize {
    labels.iter().max().map_or(0, |&largest| largest + 1)
}
