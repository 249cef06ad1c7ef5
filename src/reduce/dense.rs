//! Sums of products in an order that is fixed, so that every machine gets the same bits.
//!
//! ndarray's own products choose their kernel, and with it the rounding, by the processor they run
//! on. These keep eight running sums, which any vector unit can hold, and add them up in one order.

use std::iter::Sum;

use ndarray::NdFloat;

/// Number of running sums.
const LANES: usize = 8;

/// The dot product of two vectors of one length.
pub(crate) fn dot<F: NdFloat + Sum>(a: &[F], b: &[F]) -> F {
    debug_assert_eq!(a.len(), b.len(), "vectors of one length");
    let mut sums = [F::zero(); LANES];
    let (a_chunks, b_chunks) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let tail: F = a_chunks.remainder().iter().zip(b_chunks.remainder()).map(|(&x, &y)| x * y).sum();
    for (x, y) in a_chunks.zip(b_chunks) {
        for lane in 0..LANES {
            sums[lane] += x[lane] * y[lane];
        }
    }
    total(sums) + tail
}

/// The squared Euclidean distance of two vectors of one length.
pub(crate) fn squared_distance(a: &[f64], b: &[f64]) -> f64 {
    debug_assert_eq!(a.len(), b.len(), "vectors of one length");
    let mut sums = [0.0; LANES];
    let (a_chunks, b_chunks) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let tail: f64 =
        a_chunks.remainder().iter().zip(b_chunks.remainder()).map(|(x, y)| (x - y) * (x - y)).sum();
    for (x, y) in a_chunks.zip(b_chunks) {
        for lane in 0..LANES {
            let difference = x[lane] - y[lane];
            sums[lane] += difference * difference;
        }
    }
    total(sums) + tail
}

/// `y += factor × x`.
pub(crate) fn add_scaled(y: &mut [f64], factor: f64, x: &[f64]) {
    for (y, x) in y.iter_mut().zip(x) {
        *y += factor * x;
    }
}

/// Scales `x` to length 1; a vector of zeros stays. Returns the length it had.
pub(crate) fn normalise(x: &mut [f64]) -> f64 {
    let length = dot(x, x).sqrt();
    if length > 0.0 {
        x.iter_mut().for_each(|value| *value /= length);
    }
    length
}

fn total<F: NdFloat>(sums: [F; LANES]) -> F {
    let [a, b, c, d, e, f, g, h] = sums;
    ((a + e) + (c + g)) + ((b + f) + (d + h))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_and_distances_hold_for_lengths_around_the_lanes() {
        for length in [0usize, 1, 7, 8, 9, 17] {
            let a: Vec<f64> = (0..length).map(|i| i as f64).collect();
            let b: Vec<f64> = (0..length).map(|i| 2.0 * i as f64).collect();
            let squares: f64 = (0..length).map(|i| (i * i) as f64).sum();
            assert_eq!(dot(&a, &b), 2.0 * squares);
            assert_eq!(squared_distance(&a, &b), squares);
        }
    }
}
