//! Centres moved to the means of the points nearest to them, in single precision.

use rayon::prelude::*;

use super::panels::{Panels, QuickPoints};
use crate::reduce::dense::{dot, normalise};

/// Points a thread takes at once.
const BLOCK: usize = 1_024;
/// No group yet.
const NONE: u32 = u32::MAX;
/// Products of points of length 1 are wrong by less than this.
const ROUNDING: f32 = 1e-5;

/// When the centres have moved enough.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    /// Iterations at most.
    pub(super) iterations: usize,
    /// Done when no more than one in so many points has changed its group.
    pub(super) one_in: usize,
}

/// Points in groups, and the sums of the points of each.
#[derive(Debug)]
pub(super) struct Groups {
    /// The group of every point.
    labels: Vec<u32>,
    bounds: Vec<Bounds>,
    sizes: Vec<usize>,
    /// K × C.
    sums: Vec<Vec<f64>>,
}

/// What is known of the products of a point with the centres, wherever these have moved since they
/// were made: as a point has length 1, its product changes by no more than a centre moves (Hamerly
/// 2010, in cosine geometry).
#[derive(Debug, Clone, Copy)]
struct Bounds {
    /// The product with its own centre is not below this.
    own: f32,
    /// The products with all others are not above this.
    other: f32,
}

impl Bounds {
    const NOTHING_KNOWN: Self = Self { own: f32::NEG_INFINITY, other: f32::INFINITY };

    /// Whether no other centre can be nearer than its own.
    fn is_settled(self) -> bool {
        self.own > self.other + ROUNDING
    }
}

impl Groups {
    /// The points put to the centres, each of length 1, that they are most like.
    pub(super) fn around(points: &QuickPoints, centres: &[Vec<f32>]) -> Self {
        let mut groups = Self {
            labels: vec![NONE; points.len()],
            bounds: vec![Bounds::NOTHING_KNOWN; points.len()],
            sizes: vec![0; centres.len()],
            sums: vec![vec![0.0; points.concepts()]; centres.len()],
        };
        groups.assign(points, centres);
        groups
    }

    /// The group of every point.
    pub(super) fn labels(&self) -> Vec<usize> {
        self.labels.iter().map(|&label| label as usize).collect()
    }

    /// The group of every point, where rounding cannot have hidden that another centre is nearer: of
    /// vectors of length 1 and C values no product is wrong by more than C + 2 half units in the
    /// last place (Higham 2002). The groups must be new, not those of [`lloyd`].
    pub(super) fn certain(&self, concepts: usize) -> Vec<Option<usize>> {
        let rounding = (concepts + 2) as f32 * f32::EPSILON;
        let groups = self.labels.iter().zip(&self.bounds);
        groups
            .map(|(&label, bounds)| {
                (bounds.own - bounds.other > rounding).then_some(label as usize)
            })
            .collect()
    }

    /// Sum of cosine distances of the points to the directions of their groups; of points that are
    /// not of length 1, up to a constant.
    pub(super) fn inertia(&self) -> f64 {
        self.labels.len() as f64 - self.sums.iter().map(|sum| dot(sum, sum).sqrt()).sum::<f64>()
    }

    /// The sum of the points of every group that is not empty.
    pub(super) fn totals(&self) -> impl Iterator<Item = Vec<f32>> {
        self.filled().map(|sum| in_single_precision(sum))
    }

    /// The mean of every group that is not empty, at length 1.
    pub(super) fn directions(&self) -> Vec<Vec<f32>> {
        let directions = self.filled().map(|sum| {
            let mut direction = sum.clone();
            normalise(&mut direction);
            in_single_precision(&direction)
        });
        directions.collect()
    }

    fn filled(&self) -> impl Iterator<Item = &Vec<f64>> {
        let groups = self.sums.iter().zip(&self.sizes);
        groups.filter(|&(_, &size)| size > 0).map(|(sum, _)| sum)
    }

    /// Puts every point to the centre it is most like, the first of several. Returns how many
    /// changed their group.
    fn assign(&mut self, points: &QuickPoints, centres: &[Vec<f32>]) -> usize {
        let panels = Panels::new(points.concepts(), centres);
        let mut labels = self.labels.clone();
        labels.par_chunks_mut(BLOCK).zip(self.bounds.par_chunks_mut(BLOCK)).enumerate().for_each(
            |(block, (labels, bounds))| {
                assign_block((&panels, points), block * BLOCK, labels, bounds);
            },
        );
        let changed: Vec<usize> =
            (0..labels.len()).filter(|&at| labels[at] != self.labels[at]).collect();
        self.regroup(points, &labels, &changed);
        changed.len()
    }

    /// Moves the changed points from their old groups to their new ones, one after the other.
    fn regroup(&mut self, points: &QuickPoints, labels: &[u32], changed: &[usize]) {
        for &at in changed {
            let point = points.point(at);
            if let Some(old) = self.sums.get_mut(self.labels[at] as usize) {
                old.iter_mut().zip(point).for_each(|(sum, &value)| *sum -= f64::from(value));
                self.sizes[self.labels[at] as usize] -= 1;
            }
            let new = labels[at] as usize;
            let sum = &mut self.sums[new];
            sum.iter_mut().zip(point).for_each(|(sum, &value)| *sum += f64::from(value));
            self.sizes[new] += 1;
            self.labels[at] = labels[at];
        }
    }

    /// The means at length 1; an empty group begins anew at the point that is least like its centre.
    fn centres(&mut self, points: &QuickPoints) -> Vec<Vec<f32>> {
        (0..self.sums.len())
            .map(|group| {
                let mut mean = self.sums[group].clone();
                if self.sizes[group] > 0 && normalise(&mut mean) > 0.0 {
                    return in_single_precision(&mean);
                }
                let loneliest = self.loneliest();
                // Not taken twice, and looked at anew when the points are put to the centres.
                self.bounds[loneliest] = Bounds { own: 1.0, other: f32::INFINITY };
                points.point(loneliest).to_vec()
            })
            .collect()
    }

    fn loneliest(&self) -> usize {
        let bounds = self.bounds.iter().enumerate();
        bounds.min_by(|(_, a), (_, b)| a.own.total_cmp(&b.own)).map_or(0, |(at, _)| at)
    }

    /// Takes note of how far every centre moved.
    fn loosen(&mut self, old: &[Vec<f32>], new: &[Vec<f32>]) {
        let moved: Vec<f32> = old.iter().zip(new).map(|(old, new)| distance(old, new)).collect();
        let most = moved.iter().copied().fold(0.0, f32::max);
        for (bounds, &label) in self.bounds.iter_mut().zip(&self.labels) {
            bounds.own -= moved[label as usize];
            bounds.other += most;
        }
    }
}

/// Puts the points of a block, of which `from` is the first, to the centres of the panels, save those
/// that cannot have changed.
fn assign_block(
    (panels, points): (&Panels, &QuickPoints),
    from: usize,
    labels: &mut [u32],
    bounds: &mut [Bounds],
) {
    let places: Vec<usize> =
        (0..labels.len()).filter(|&at| !bounds[at].is_settled()).map(|at| from + at).collect();
    for &at in &places {
        bounds[at - from] = Bounds { own: f32::NEG_INFINITY, other: f32::NEG_INFINITY };
    }
    panels.products(points, &places, |number, first, products| {
        let at = places[number] - from;
        let bounds = &mut bounds[at];
        for (lane, &product) in products.iter().enumerate() {
            if product > bounds.own {
                *bounds = Bounds { own: product, other: bounds.own };
                labels[at] = (first + lane) as u32;
            } else if product > bounds.other {
                bounds.other = product;
            }
        }
    });
}

/// The values as far as four bytes hold them.
pub(super) fn in_single_precision(values: &[f64]) -> Vec<f32> {
    values.iter().map(|&value| value as f32).collect()
}

/// The Euclidean distance of two centres, rounded up.
fn distance(a: &[f32], b: &[f32]) -> f32 {
    let squares = a.iter().zip(b).map(|(a, b)| (f64::from(*a) - f64::from(*b)).powi(2));
    squares.sum::<f64>().sqrt() as f32 + f32::EPSILON
}

/// Lloyd's iterations in cosine geometry, from the given centres of length 1. Points that are not of
/// length 1 weigh as much as they are long.
pub(super) fn lloyd(
    points: &QuickPoints,
    mut centres: Vec<Vec<f32>>,
    patience: Patience,
) -> Groups {
    let mut groups = Groups::around(points, &centres);
    for _ in 1..patience.iterations {
        let moved = groups.centres(points);
        groups.loosen(&centres, &moved);
        centres = moved;
        if groups.assign(points, &centres) <= points.len() / patience.one_in {
            break;
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::super::Points;
    use super::*;

    /// Points in many directions, of length 1.
    fn points(number: usize) -> QuickPoints {
        let point = |at: usize| {
            let mut point: Vec<f64> =
                (0..6).map(|axis| libm::sin((at * (axis + 3)) as f64 * 0.7)).collect();
            normalise(&mut point);
            point
        };
        QuickPoints::of(&Points::new(6, (0..number).map(point)))
    }

    #[test]
    fn the_bounds_change_no_group() {
        let points = points(3_000);
        let mut centres: Vec<Vec<f32>> = (0..11).map(|at| points.point(at * 7).to_vec()).collect();
        let patience = Patience { iterations: 12, one_in: usize::MAX };
        let bounded = lloyd(&points, centres.clone(), patience);
        let mut without = Groups::around(&points, &centres);
        for _ in 1..12 {
            centres = without.centres(&points);
            without.bounds.fill(Bounds::NOTHING_KNOWN);
            without.assign(&points, &centres);
        }
        assert_eq!(bounded.labels(), without.labels());
    }

    #[test]
    fn inertia_is_the_sum_of_distances_to_the_directions() {
        let points = points(500);
        let centres: Vec<Vec<f32>> = (0..4).map(|at| points.point(at).to_vec()).collect();
        let groups = Groups::around(&points, &centres);
        let directions = groups.directions();
        let product = |at: usize| {
            let direction = &directions[groups.labels()[at]];
            points.point(at).iter().zip(direction).map(|(a, b)| f64::from(a * b)).sum::<f64>()
        };
        let expected: f64 = (0..500).map(|at| 1.0 - product(at)).sum();
        assert!((groups.inertia() - expected).abs() < 1e-3);
    }
}
