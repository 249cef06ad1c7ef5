//! Turns `map.csv` into the points of the map: all, or an even part of them.

use std::path::Path;

use super::rows::PointRow;
use super::table::each;
use crate::error::Result;

/// The map holds at most twice as many points; of more cases every second, fourth ... is drawn.
const POINTS: usize = 2_500;

/// The map's points: all, or an even part of them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Points {
    pub(crate) rows: Vec<PointRow>,
    /// Every how many-th case is drawn.
    pub(crate) stride: usize,
}

impl Points {
    /// Halves what it holds whenever that grows too large, so that the kept points stay evenly
    /// spread over the table.
    ///
    /// # Errors
    /// When the table is missing or is not what a run writes.
    pub(crate) fn read(folder: &Path) -> Result<Self> {
        let mut points = Self { rows: Vec::new(), stride: 1 };
        let mut seen = 0;
        each(folder, "map.csv", |row: PointRow| {
            if seen % points.stride == 0 {
                points.rows.push(row);
            }
            seen += 1;
            if points.rows.len() > 2 * POINTS {
                let mut place = 0;
                points.rows.retain(|_| (place % 2 == 0, place += 1).0);
                points.stride *= 2;
            }
            Ok(())
        })?;
        Ok(points)
    }
}
