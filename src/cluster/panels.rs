//! How like many points are to many centres, as products of matrices in single precision.
//!
//! Starts, their comparison and the clusterings of subsamples rest on these; what a clustering
//! says is computed in double precision. Every sum runs in the order of the concepts, so that all
//! machines get the same bits.

use ndarray::ArrayView2;

use super::Points;

/// Centres that stand side by side in a panel,
const WIDE: usize = 8;
/// and in the last one, if that is enough for it.
const NARROW: usize = 4;
/// Points whose products with a panel are made at once, in registers; with a narrow one twice as many.
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
    /// Panels of C × 8; what is no centre is zero.
    wide: Vec<f32>,
    /// What is left of the centres, C × 4; empty where these are none, or too many for it.
    narrow: Vec<f32>,
    concepts: usize,
    centres: usize,
}

impl Panels {
    /// The given centres, each of C values.
    pub(super) fn new(concepts: usize, centres: &[Vec<f32>]) -> Self {
        let rest = centres.len() % WIDE;
        let in_wide = if rest <= NARROW { centres.len() - rest } else { centres.len() };
        let (wide, narrow) = centres.split_at(in_wide);
        Self {
            wide: wide.chunks(WIDE).flat_map(|centres| panel::<WIDE>(concepts, centres)).collect(),
            narrow: narrow.chunks(NARROW).flat_map(|it| panel::<NARROW>(concepts, it)).collect(),
            concepts,
            centres: centres.len(),
        }
    }

    /// The products of the points at the given places with all centres: calls `take` with the
    /// number of a place, the first centre of a panel and the products with those in the panel. For
    /// every place the centres come in order.
    pub(super) fn products(
        &self,
        points: &QuickPoints,
        places: &[usize],
        mut take: impl FnMut(usize, usize, &[f32]),
    ) {
        for (number, panel) in self.wide.chunks_exact((self.concepts * WIDE).max(1)).enumerate() {
            let first = number * WIDE;
            let width = WIDE.min(self.centres - first);
            each_group(points, places, |at, rows: [&[f32]; ROWS], given| {
                for (row, products) in wide_products(rows, panel).iter().enumerate().take(given) {
                    take(at + row, first, &products[..width]);
                }
            });
        }
        if !self.narrow.is_empty() {
            let first = self.centres - (self.centres - 1) % WIDE - 1;
            each_group(points, places, |at, rows: [&[f32]; 2 * ROWS], given| {
                let products = narrow_products(rows, &self.narrow);
                for (row, products) in products.iter().enumerate().take(given) {
                    take(at + row, first, &products[..self.centres - first]);
                }
            });
        }
    }
}

/// At most `LANES` centres side by side.
fn panel<const LANES: usize>(concepts: usize, centres: &[Vec<f32>]) -> Vec<f32> {
    let mut values = vec![0.0; LANES * concepts];
    for (at, centre) in centres.iter().enumerate() {
        for (place, &value) in values[at..].iter_mut().step_by(LANES).zip(centre) {
            *place = value;
        }
    }
    values
}

/// Hands over the points at the given places, some at a time: the number of the first place, the
/// points, and how many they are. Beyond the end the last point stands again.
fn each_group<'p, const ROWS: usize>(
    points: &'p QuickPoints,
    places: &[usize],
    mut take: impl FnMut(usize, [&'p [f32]; ROWS], usize),
) {
    for (group, places) in places.chunks(ROWS).enumerate() {
        let rows = std::array::from_fn(|row| points.point(places[row.min(places.len() - 1)]));
        take(group * ROWS, rows, places.len());
    }
}

/// The products of four points with the eight centres of a panel.
fn wide_products(rows: [&[f32]; ROWS], panel: &[f32]) -> [[f32; WIDE]; ROWS] {
    let mut sums = [[0.0; WIDE]; ROWS];
    let [a, b, c, d] = rows;
    let values = a.iter().zip(b).zip(c).zip(d);
    for (lanes, (((a, b), c), d)) in panel.chunks_exact(WIDE).zip(values) {
        for (sums, value) in sums.iter_mut().zip([a, b, c, d]) {
            for (sum, lane) in sums.iter_mut().zip(lanes) {
                *sum += value * lane;
            }
        }
    }
    sums
}

/// The products of eight points with the four centres of a narrow panel.
fn narrow_products(rows: [&[f32]; 2 * ROWS], panel: &[f32]) -> [[f32; NARROW]; 2 * ROWS] {
    let mut sums = [[0.0; NARROW]; 2 * ROWS];
    let [a, b, c, d, e, f, g, h] = rows;
    let first = a.iter().zip(b).zip(c).zip(d);
    let second = e.iter().zip(f).zip(g).zip(h);
    for (lanes, ((((a, b), c), d), (((e, f), g), h))) in
        panel.chunks_exact(NARROW).zip(first.zip(second))
    {
        for (sums, value) in sums.iter_mut().zip([a, b, c, d, e, f, g, h]) {
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
        for number in [1, 4, 5, 8, 11, 12, 16] {
            let centre = |at: usize| vec![1.0, at as f32, 0.5];
            let centres: Vec<Vec<f32>> = (0..number).map(centre).collect();
            let mut seen = vec![Vec::new(); 6];
            let places = [1, 2, 3, 4, 5, 6];
            Panels::new(3, &centres).products(&points, &places, |at, first, products| {
                seen[at].extend(products.iter().enumerate().map(|(lane, &x)| (first + lane, x)));
            });
            for (at, seen) in seen.into_iter().enumerate() {
                let product = |centre: usize| (2 * at + 2) as f32 + centre as f32 - 1.0;
                let expected = (0..number).map(|centre| (centre, product(centre)));
                assert!(seen.into_iter().eq(expected), "point {at} of {number} centres");
            }
        }
    }
}
