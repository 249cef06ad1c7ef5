//! Documents as points of length 1 in concept space.

use serde::{Deserialize, Serialize};

/// N × C points, rows of length 1, stored row after row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Points {
    values: Vec<f64>,
    concepts: usize,
}

impl Points {
    /// The given points, each of C values.
    ///
    /// # Panics
    /// If a point has another number of values.
    pub fn new(concepts: usize, points: impl IntoIterator<Item = Vec<f64>>) -> Self {
        let mut values = Vec::new();
        for point in points {
            assert_eq!(point.len(), concepts, "a point has C values");
            values.extend(point);
        }
        Self { values, concepts }
    }

    /// Whether each point has so many values.
    pub(crate) fn is_whole(&self, concepts: usize) -> bool {
        self.values.is_empty()
            || (self.concepts == concepts && self.values.len().checked_rem(concepts) == Some(0))
    }

    /// Number of points, N.
    pub fn len(&self) -> usize {
        self.values.len().checked_div(self.concepts).unwrap_or(0)
    }

    /// Whether there is no point.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of concepts, C.
    pub fn concepts(&self) -> usize {
        self.concepts
    }

    /// One point.
    ///
    /// # Panics
    /// If `at` is not below N.
    pub fn point(&self, at: usize) -> &[f64] {
        &self.values[at * self.concepts..(at + 1) * self.concepts]
    }

    /// All points in order.
    pub fn iter(&self) -> std::slice::ChunksExact<'_, f64> {
        self.values.chunks_exact(self.concepts.max(1))
    }

    /// The points at the given places.
    #[must_use]
    pub fn select(&self, places: &[usize]) -> Self {
        let values = places.iter().flat_map(|&at| self.point(at)).copied().collect();
        Self { values, concepts: self.concepts }
    }
}
