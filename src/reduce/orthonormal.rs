//! An orthonormal basis of the space that some vectors span.

use rayon::prelude::*;

use super::dense::{add_scaled, dot, normalise};

/// A vector whose length falls below this share of what it was lies in the span of those before.
const DEPENDENT: f64 = 1e-10;

/// Makes `vectors` (of one length) orthonormal by modified Gram-Schmidt, each projection done twice
/// ("twice is enough": Giraud, Langou and Rozloznik 2005). A vector that depends on those before it
/// becomes zero. Every vector's sums run in one order, whatever the number of threads.
pub(super) fn orthonormalise(vectors: &mut [Vec<f64>]) {
    for at in 0..vectors.len() {
        let (done, rest) = vectors.split_at_mut(at);
        let current = &mut rest[0];
        let before = dot(current, current).sqrt();
        for other in done.iter() {
            let overlap = dot(current, other);
            add_scaled(current, -overlap, other);
        }
        if dot(current, current).sqrt() <= DEPENDENT * before {
            current.fill(0.0);
        }
        normalise(current);
        let (done, rest) = vectors.split_at_mut(at + 1);
        let current = &done[at];
        rest.par_iter_mut().for_each(|other| {
            let overlap = dot(other, current);
            add_scaled(other, -overlap, current);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dependent_vector_becomes_zero_and_the_others_are_orthonormal() {
        let mut vectors = vec![vec![1.0, 1.0, 0.0], vec![2.0, 2.0, 0.0], vec![1.0, 0.0, 1.0]];
        orthonormalise(&mut vectors);
        assert!(vectors[1].iter().all(|&x| x == 0.0));
        assert!((dot(&vectors[0], &vectors[0]) - 1.0).abs() < 1e-15);
        assert!((dot(&vectors[2], &vectors[2]) - 1.0).abs() < 1e-15);
        assert!(dot(&vectors[0], &vectors[2]).abs() < 1e-15);
    }
}
