//! Centres moved to the means of the points nearest to them, in single precision.

use rayon::prelude::*;

use super::Points;
use super::panels::{Panels, QuickPoints};
use crate::reduce::dense::normalise;

/// Points a thread takes at once.
const BLOCK: usize = 1_024;
/// No group yet.
const NONE: u32 = u32::MAX;

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
    /// Cosine of every point and its centre.
    similarities: Vec<f32>,
    sizes: Vec<usize>,
    /// K × C.
    sums: Vec<Vec<f64>>,
}

impl Groups {
    fn new(points: &QuickPoints, groups: usize) -> Self {
        Self {
            labels: vec![NONE; points.len()],
            similarities: vec![0.0; points.len()],
            sizes: vec![0; groups],
            sums: vec![vec![0.0; points.concepts()]; groups],
        }
    }

    /// Sum of cosine distances of the points to the centres they were last held against.
    pub(super) fn inertia(&self) -> f64 {
        self.similarities.iter().map(|&similarity| 1.0 - f64::from(similarity)).sum()
    }

    /// The mean of every group that is not empty.
    pub(super) fn means(&self, concepts: usize) -> Points {
        let groups = self.sums.iter().zip(&self.sizes).filter(|&(_, &size)| size > 0);
        let means =
            groups.map(|(sum, &size)| sum.iter().map(|value| value / size as f64).collect());
        Points::new(concepts, means)
    }

    /// Puts every point to the centre it is most like, the first of several. Returns how many
    /// changed their group.
    fn assign(&mut self, points: &QuickPoints, centres: &[Vec<f32>]) -> usize {
        let panels = Panels::new(points.concepts(), centres);
        let mut labels = vec![0; points.len()];
        let similarities = self.similarities.par_chunks_mut(BLOCK);
        labels.par_chunks_mut(BLOCK).zip(similarities).enumerate().for_each(
            |(block, (labels, similarities))| {
                similarities.fill(f32::NEG_INFINITY);
                let from = block * BLOCK;
                let to = from + labels.len();
                panels.products(points, from, to, |at, first, products| {
                    for (lane, &product) in products.iter().enumerate() {
                        if product > similarities[at - from] {
                            similarities[at - from] = product;
                            labels[at - from] = (first + lane) as u32;
                        }
                    }
                });
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
                    return mean.iter().map(|&value| value as f32).collect();
                }
                let loneliest = self.loneliest();
                self.similarities[loneliest] = 1.0;
                points.point(loneliest).to_vec()
            })
            .collect()
    }

    fn loneliest(&self) -> usize {
        let similarities = self.similarities.iter().enumerate();
        similarities.min_by(|(_, a), (_, b)| a.total_cmp(b)).map_or(0, |(at, _)| at)
    }
}

/// Lloyd's iterations in cosine geometry, from the given centres of length 1.
pub(super) fn lloyd(
    points: &QuickPoints,
    mut centres: Vec<Vec<f32>>,
    patience: Patience,
) -> Groups {
    let mut groups = Groups::new(points, centres.len());
    for _ in 0..patience.iterations {
        let changed = groups.assign(points, &centres);
        if changed <= points.len() / patience.one_in {
            break;
        }
        centres = groups.centres(points);
    }
    groups
}
