//! An orthonormal basis of the space that the columns of a tall matrix span.

use super::block::{Block, Real};
use super::dense::{add_scaled, dot};

/// A column whose squared length falls below this share of what it was lies in the span of those
/// before it.
const DEPENDENT: f64 = 1e-13;
/// Where a column loses more of its squared length, one pass leaves the basis too oblique.
const OBLIQUE: f64 = 1e-5;

/// Makes the columns of `block` orthonormal by its Cholesky factor: with blockᵀ block = RᵀR, the
/// basis is block R⁻¹; done twice where the columns are nearly dependent (Yamamoto and others 2015,
/// CholeskyQR2). A column that depends on those before it becomes zero.
pub(super) fn orthonormalise<F: Real>(block: Block<F>) -> Block<F> {
    let (factor, least) = inverse_factor(&block.gram());
    let basis = block.times(&Block::of(&factor));
    if least > OBLIQUE {
        return basis;
    }
    let (factor, _) = inverse_factor(&basis.gram());
    basis.times(&Block::of(&factor))
}

/// R⁻¹ of the Cholesky factor of a symmetric matrix, by Gram-Schmidt on the unit vectors in the
/// product that the matrix stands for; and the least share of its squared length that is left of a
/// column that does not depend on those before it. The columns of dependent ones are zero.
fn inverse_factor(gram: &Block) -> (Block, f64) {
    let width = gram.width;
    let mut columns: Vec<Vec<f64>> = Vec::with_capacity(width);
    let mut least = 1.0_f64;
    for at in 0..width {
        let whole = gram.row(at)[at];
        let mut left = whole;
        let mut column = vec![0.0; width];
        column[at] = 1.0;
        for (number, done) in columns.iter().enumerate() {
            let overlap = dot(&done[..=number], &gram.row(at)[..=number]);
            left -= overlap * overlap;
            add_scaled(&mut column[..=number], -overlap, &done[..=number]);
        }
        let share = left / whole;
        let independent = share > DEPENDENT;
        let factor = if independent { 1.0 / left.sqrt() } else { 0.0 };
        column.iter_mut().for_each(|value| *value *= factor);
        least = if independent { least.min(share) } else { least };
        columns.push(column);
    }
    let values = (0..width * width).map(|at| columns[at % width][at / width]).collect();
    (Block { values, width }, least)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dependent_column_becomes_zero_and_the_others_are_orthonormal() {
        let values = vec![1.0, 2.0, 1.0, 1.0, 2.0, 0.0, 0.0, 0.0, 1.0];
        let gram = orthonormalise(Block { values, width: 3 }).gram();
        for (at, &value) in gram.values.iter().enumerate() {
            let expected = if at == 0 || at == 8 { 1.0 } else { 0.0 };
            assert!((value - expected).abs() < 1e-15, "{at}: {value}");
        }
    }

    #[test]
    fn nearly_dependent_columns_become_orthonormal() {
        let values = (0..40).flat_map(|at| {
            let x = f64::from(at) / 40.0;
            [1.0, x, 1.0 + 1e-4 * x * x]
        });
        let gram = orthonormalise(Block { values: values.collect(), width: 3 }).gram();
        for (at, &value) in gram.values.iter().enumerate() {
            let expected = if at % 4 == 0 { 1.0 } else { 0.0 };
            assert!((value - expected).abs() < 1e-9, "{at}: {value}");
        }
    }
}
