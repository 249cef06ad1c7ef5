//! Rows of numbers, each stored as small whole numbers times a scale.

use serde::{Deserialize, Serialize};

/// Rows of `width` values: value = scale of its row × level, −127 to 127. A value is off by at most 0.4 %
/// of the greatest of its row; a quarter of the memory makes up for it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub(super) struct Levels {
    stored: Stored,
    /// The values that the levels stand for, as they are at hand.
    values: Vec<f32>,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
struct Stored {
    width: usize,
    scales: Vec<f32>,
    levels: Vec<i8>,
}

impl From<Stored> for Levels {
    fn from(stored: Stored) -> Self {
        let rows = stored.levels.chunks_exact(stored.width.max(1)).zip(&stored.scales);
        let value = |scale: f32| move |&level: &i8| scale * f32::from(level);
        let values = rows.flat_map(|(row, &scale)| row.iter().map(value(scale))).collect();
        Self { stored, values }
    }
}

impl From<Levels> for Stored {
    fn from(levels: Levels) -> Self {
        levels.stored
    }
}

impl Levels {
    /// Rows of `width` values.
    pub(super) fn of(values: &[f32], width: usize) -> Self {
        let mut stored = Stored { width, scales: Vec::new(), levels: Vec::new() };
        for row in values.chunks_exact(width.max(1)) {
            let most = row.iter().fold(0.0f32, |most, value| most.max(value.abs()));
            let scale = most / 127.0;
            stored.scales.push(scale);
            let level = |value: &f32| if scale > 0.0 { (value / scale).round() as i8 } else { 0 };
            stored.levels.extend(row.iter().map(level));
        }
        Self::from(stored)
    }

    /// Number of rows.
    pub(super) fn rows(&self) -> usize {
        self.stored.scales.len()
    }

    /// Number of values of a row.
    pub(super) fn width(&self) -> usize {
        self.stored.width
    }

    /// Whether there is a finite value for every row and column.
    pub(super) fn is_whole(&self) -> bool {
        let Stored { width, scales, levels } = &self.stored;
        scales.len().checked_mul(*width) == Some(levels.len())
            && self.values.len() == levels.len()
            && scales.iter().all(|scale| scale.is_finite())
    }

    /// The values of a row.
    pub(super) fn row(&self, row: usize) -> &[f32] {
        &self.values[row * self.stored.width..(row + 1) * self.stored.width]
    }

    /// Adds a row times `factor` to as many sums.
    pub(super) fn add_to(&self, row: usize, factor: f32, sums: &mut [f32]) {
        for (sum, value) in sums.iter_mut().zip(self.row(row)) {
            *sum += factor * value;
        }
    }

    /// A value.
    pub(super) fn value(&self, row: usize, column: usize) -> f32 {
        self.row(row)[column]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_off_by_little() {
        let values = [0.5, -1.0, 0.003, 0.0, 0.0, 0.0];
        let stored = Levels::of(&values, 3);
        assert!(stored.is_whole());
        for (at, value) in values.iter().enumerate() {
            assert!((stored.value(at / 3, at % 3) - value).abs() <= 0.5 / 127.0 + 1e-6);
        }
        let mut sums = [1.0; 3];
        stored.add_to(0, 2.0, &mut sums);
        assert!((sums[1] - -1.0).abs() < 1e-5);
    }
}
