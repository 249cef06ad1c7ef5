//! How like many points are to many centres, as products of matrices in single precision.
//!
//! Starts, their comparison and the clusterings of subsamples rest on these; what a clustering
//! says is computed in double precision. Every sum runs in the order of the concepts, so that all
//! machines get the same bits.

use ndarray::ArrayView2;

use super::Points;

/// Centres that stand side by side in a panel.
pub(super) const LANES: usize = 8;
/// Points whose products with a panel are made at once, in registers.
const ROWS: usize = 4;

/// N × C points in single precision, row after row.
#[derive(Debug, Clone)]
pub(super) struct QuickPoints {
    values: Vec<f32>,
    concepts: usize,
}

impl QuickPoints {
    /// The given points, each of C values.
    pub(super) fn new(concepts: usize, points: impl IntoIterator<Item = Vec<f32>>) -> Self {
        Self { values: points.into_iter().flatten().collect(), concepts }
    }

    /// All of the points.
    pub(super) fn of(points: &Points) -> Self {
        let values = points.iter().flatten().map(|&value| value as f32).collect();
        Self { values, concepts: points.concepts() }
    }

    /// Every `stride`-th of the points.
    pub(super) fn every(&self, stride: usize) -> Self {
        self.select(&(0..self.len()).step_by(stride).collect::<Vec<usize>>())
    }

    /// The points at the given places.
    pub(super) fn select(&self, places: &[usize]) -> Self {
        let values = places.iter().flat_map(|&at| self.point(at)).copied().collect();
        Self { values, concepts: self.concepts }
    }

    /// Number of points, N.
    pub(super) fn len(&self) -> usize {
        self.values.len().checked_div(self.concepts).unwrap_or(0)
    }

    /// Number of concepts, C.
    pub(super) fn concepts(&self) -> usize {
        self.concepts
    }

    /// One point.
    pub(super) fn point(&self, at: usize) -> &[f32] {
        &self.values[at * self.concepts..(at + 1) * self.concepts]
    }

    /// The points as a matrix, for linfa.
    pub(super) fn view(&self) -> ArrayView2<'_, f32> {
        ArrayView2::from_shape((self.len(), self.concepts), &self.values)
            .unwrap_or_else(|_| ArrayView2::from_shape((0, 0), &[]).expect("an empty matrix"))
    }
}

/// Centres in panels of eight: first all their first values, then all their second ones.
#[derive(Debug)]
pub(super) struct Panels {
    /// ⌈K / 8⌉ × C × 8; what is no centre is zero.
    values: Vec<f32>,
    concepts: usize,
    centres: usize,
}

impl Panels {
    /// The given centres, each of C values.
    pub(super) fn new(concepts: usize, centres: &[Vec<f32>]) -> Self {
        let mut values = vec![0.0; centres.len().next_multiple_of(LANES) * concepts];
        for (at, centre) in centres.iter().enumerate() {
            let from = at / LANES * concepts * LANES + at % LANES;
            for (place, &value) in values[from..].iter_mut().step_by(LANES).zip(centre) {
                *place = value;
            }
        }
        Self { values, concepts, centres: centres.len() }
    }

    /// The products of the points at the given places with all centres: calls `take` with the
    /// number of a place, the first centre of a panel and the products with those in the panel.
    pub(super) fn products(
        &self,
        points: &QuickPoints,
        places: &[usize],
        mut take: impl FnMut(usize, usize, &[f32]),
    ) {
        for (group, places) in places.chunks(ROWS).enumerate() {
            // Beyond the end the last point stands again; its products are not taken.
            let rows = std::array::from_fn(|row| points.point(places[row.min(places.len() - 1)]));
            for (panel, lanes) in
                self.values.chunks_exact((self.concepts * LANES).max(1)).enumerate()
            {
                let products = panel_products(rows, lanes);
                let width = LANES.min(self.centres - panel * LANES);
                for (row, products) in products.iter().enumerate().take(places.len()) {
                    take(group * ROWS + row, panel * LANES, &products[..width]);
                }
            }
        }
    }
}

/// The products of four points with the eight centres of a panel.
fn panel_products(rows: [&[f32]; ROWS], panel: &[f32]) -> [[f32; LANES]; ROWS] {
    let mut sums = [[0.0; LANES]; ROWS];
    let [a, b, c, d] = rows;
    let values = a.iter().zip(b).zip(c).zip(d);
    for (lanes, (((a, b), c), d)) in panel.chunks_exact(LANES).zip(values) {
        for (sums, value) in sums.iter_mut().zip([a, b, c, d]) {
            for (sum, lane) in sums.iter_mut().zip(lanes) {
                *sum += value * lane;
            }
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_point_meets_every_centre_once() {
        let point = |at: usize| vec![at as f64, 1.0, -2.0];
        let points = QuickPoints::of(&Points::new(3, (0..14).map(point))).every(2);
        let centres: Vec<Vec<f32>> = (0..11).map(|at| vec![1.0, at as f32, 0.5]).collect();
        let mut seen = Vec::new();
        Panels::new(3, &centres).products(&points, &[1, 2, 3, 4, 5, 6], |at, first, products| {
            seen.extend(products.iter().enumerate().map(|(lane, &x)| (at, first + lane, x)));
        });
        seen.sort_by_key(|&(at, centre, _)| (at, centre));
        let expected = (0..6).flat_map(|at| {
            (0..11).map(move |centre| (at, centre, (2 * at + 2) as f32 + centre as f32 - 1.0))
        });
        assert!(seen.into_iter().eq(expected));
    }
}
