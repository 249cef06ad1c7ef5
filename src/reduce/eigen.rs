//! The eigenvalues of a small symmetric matrix and their vectors.

use super::block::Block;
use super::dense::dot;

/// Jacobi sweeps; matrices of this kind need less than ten.
const MAX_SWEEPS: usize = 60;
/// Columns whose cosine is below this are orthogonal.
const ORTHOGONAL: f64 = 1e-14;
/// Eigenvalues below this share of the largest are rounding errors.
const NEGLIGIBLE: f64 = 1e-15;

/// The eigenvalues of a symmetric matrix without negative ones, falling, and the vector of each;
/// those that are zero but for rounding are left out. By one-sided Jacobi (Golub and Van Loan,
/// 8.6.3): columns are rotated in pairs until all are orthogonal; they are then the eigenvectors
/// times the eigenvalues.
pub(super) fn eigenpairs(matrix: &Block) -> Vec<(f64, Vec<f64>)> {
    let mut columns: Vec<Vec<f64>> = (0..matrix.width).map(|at| matrix.row(at).to_vec()).collect();
    let scale = columns.iter().map(|column| dot(column, column)).fold(0.0, f64::max).sqrt();
    rotate_until_orthogonal(&mut columns, scale * NEGLIGIBLE);
    let mut pairs: Vec<(f64, Vec<f64>)> =
        columns.into_iter().map(|column| (dot(&column, &column).sqrt(), column)).collect();
    pairs.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let largest = pairs.first().map_or(0.0, |&(value, _)| value);
    pairs.retain(|&(value, _)| value > NEGLIGIBLE * largest);
    for (value, column) in &mut pairs {
        column.iter_mut().for_each(|entry| *entry /= *value);
    }
    pairs
}

/// Rotates pairs of columns until all that are longer than `least` are orthogonal.
fn rotate_until_orthogonal(columns: &mut [Vec<f64>], least: f64) {
    for _ in 0..MAX_SWEEPS {
        let mut rotated = false;
        for right in 1..columns.len() {
            let (head, tail) = columns.split_at_mut(right);
            for column in head.iter_mut() {
                rotated |= rotate(column, &mut tail[0], least * least);
            }
        }
        if !rotated {
            break;
        }
    }
}

/// One Jacobi rotation; false where the two are orthogonal already, or one is of no length.
fn rotate(p: &mut [f64], q: &mut [f64], least: f64) -> bool {
    let (pp, qq, pq) = (dot(p, p), dot(q, q), dot(p, q));
    if pq.abs() <= ORTHOGONAL * (pp * qq).sqrt() || pp.min(qq) <= least {
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
