//! Where a document is drawn: a map of the concept space in two dimensions.

use serde::{Deserialize, Serialize};

use super::Points;
use super::distance::unit_distance;
use crate::reduce::dense::{add_scaled, dot, normalise};

/// How sharply a document is drawn to the clusters it is most like.
const SHARPNESS: f64 = 12.0;
/// Rounds by which the centroids' places settle.
const SETTLING_ROUNDS: usize = 300;
/// Rounds by which an axis of the scatter is found.
const AXIS_ROUNDS: usize = 50;
/// The scatter is learnt from at most so many points, evenly spaced.
const SCATTER_POINTS: usize = 2_000;
/// How far documents lie scattered around their place, as a share of the map.
const SCATTER: f64 = 0.09;

/// A map of the concept space: a document lies between the centroids, the nearer to one the more it
/// is like it, and beside those that differ from their centroid in the same way.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct MapLayout {
    /// The places of the K centroids.
    anchors: Vec<[f64; 2]>,
    /// The two directions of the concept space in which documents differ most from their centroids.
    axes: Vec<Vec<f64>>,
    /// Scale of the differences along each axis.
    scale: [f64; 2],
    /// The corners of the map.
    corners: [[f64; 2]; 2],
}

impl MapLayout {
    /// Lays out the centroids so that their distances on the map are near to those in concept space
    /// (stress majorisation: de Leeuw 1977), and finds the scatter of the points around them.
    pub(super) fn learn(points: &Points, labels: &[usize], centroids: &Points) -> Self {
        let stride = points.len().div_ceil(SCATTER_POINTS).max(1);
        let residuals: Vec<Vec<f64>> = points
            .iter()
            .zip(labels)
            .step_by(stride)
            .map(|(point, &label)| {
                let mut residual = point.to_vec();
                add_scaled(&mut residual, -1.0, centroids.point(label));
                residual
            })
            .collect();
        let axes = principal_axes(&residuals, points.concepts());
        let scale = [0, 1].map(|axis| typical_size(&residuals, &axes[axis]));
        let mut layout =
            Self { anchors: settle(centroids), axes, scale, corners: [[0.0, 0.0], [1.0, 1.0]] };
        let places: Vec<[f64; 2]> = points
            .iter()
            .zip(labels)
            .map(|(point, &label)| layout.raw_place(point, label, centroids))
            .collect();
        layout.corners = corners(&places);
        layout
    }

    /// Whether it has a place for so many centroids, in a space of so many concepts.
    pub(super) fn is_whole(&self, centroids: usize, concepts: usize) -> bool {
        self.anchors.len() == centroids
            && (centroids == 0 || self.axes.len() == 2)
            && self.axes.iter().all(|axis| axis.len() == concepts)
    }

    /// The place of a point on the map, both coordinates 0 to 1.
    pub(super) fn place(&self, point: &[f64], label: usize, centroids: &Points) -> [f64; 2] {
        let raw = self.raw_place(point, label, centroids);
        let [low, high] = self.corners;
        [0, 1].map(|axis| {
            let width = high[axis] - low[axis];
            let share = if width > 0.0 { (raw[axis] - low[axis]) / width } else { 0.5 };
            share.clamp(0.0, 1.0)
        })
    }

    fn raw_place(&self, point: &[f64], label: usize, centroids: &Points) -> [f64; 2] {
        let own = unit_distance(point, centroids.point(label));
        let mut place = [0.0, 0.0];
        let mut total = 0.0;
        for (centroid, anchor) in centroids.iter().zip(&self.anchors) {
            let weight = libm::exp(SHARPNESS * (own - unit_distance(point, centroid)));
            total += weight;
            place[0] += weight * anchor[0];
            place[1] += weight * anchor[1];
        }
        [0, 1].map(|axis| {
            let along =
                dot(point, &self.axes[axis]) - dot(centroids.point(label), &self.axes[axis]);
            let scatter = if self.scale[axis] > 0.0 { along / self.scale[axis] } else { 0.0 };
            place[axis] / total + SCATTER * scatter
        })
    }
}

/// The two directions of largest variance, by power iteration on the residuals.
fn principal_axes(residuals: &[Vec<f64>], concepts: usize) -> Vec<Vec<f64>> {
    let mut axes: Vec<Vec<f64>> = Vec::new();
    for first in 0..2 {
        let mut axis: Vec<f64> =
            (0..concepts).map(|at| if at % 2 == first { 1.0 } else { 0.5 }).collect();
        for _ in 0..AXIS_ROUNDS {
            let mut next = vec![0.0; concepts];
            for residual in residuals {
                add_scaled(&mut next, dot(residual, &axis), residual);
            }
            for done in &axes {
                let overlap = dot(&next, done);
                add_scaled(&mut next, -overlap, done);
            }
            normalise(&mut next);
            axis = next;
        }
        axes.push(axis);
    }
    axes
}

/// Root mean square of the residuals along an axis.
fn typical_size(residuals: &[Vec<f64>], axis: &[f64]) -> f64 {
    let squares: f64 = residuals.iter().map(|r| dot(r, axis) * dot(r, axis)).sum();
    (squares / residuals.len().max(1) as f64).sqrt()
}

/// Places for the centroids, from a circle, moved until their distances are near to the wanted.
fn settle(centroids: &Points) -> Vec<[f64; 2]> {
    let count = centroids.len();
    let mut places: Vec<[f64; 2]> = (0..count)
        .map(|at| {
            let angle = std::f64::consts::TAU * at as f64 / count as f64;
            [0.5 * libm::cos(angle), 0.5 * libm::sin(angle)]
        })
        .collect();
    if count < 2 {
        return vec![[0.0, 0.0]; count];
    }
    for _ in 0..SETTLING_ROUNDS {
        places = (0..count).map(|at| guttman(at, &places, centroids)).collect();
    }
    places
}

/// One place after one step of stress majorisation (the Guttman transform with equal weights).
fn guttman(at: usize, places: &[[f64; 2]], centroids: &Points) -> [f64; 2] {
    let mut sum = [0.0, 0.0];
    for (other, place) in places.iter().enumerate().filter(|&(other, _)| other != at) {
        let wanted = (2.0 * unit_distance(centroids.point(at), centroids.point(other))).sqrt();
        let [dx, dy] = [places[at][0] - place[0], places[at][1] - place[1]];
        let apart = (dx * dx + dy * dy).sqrt().max(1e-9);
        sum[0] += place[0] + wanted * dx / apart;
        sum[1] += place[1] + wanted * dy / apart;
    }
    let others = (places.len() - 1) as f64;
    [sum[0] / others, sum[1] / others]
}

fn corners(places: &[[f64; 2]]) -> [[f64; 2]; 2] {
    let bound = |pick: fn(f64, f64) -> f64, start: f64| {
        [0, 1].map(|axis| places.iter().map(|place| place[axis]).fold(start, pick))
    };
    [bound(f64::min, f64::INFINITY), bound(f64::max, f64::NEG_INFINITY)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_of_one_cluster_lie_nearer_together_than_to_another() {
        let near = |angle: f64| vec![libm::cos(angle), libm::sin(angle)];
        let points = Points::new(2, [near(0.0), near(0.1), near(1.5), near(1.6)]);
        let centroids = Points::new(2, [near(0.05), near(1.55)]);
        let labels = [0, 0, 1, 1];
        let layout = MapLayout::learn(&points, &labels, &centroids);
        let places: Vec<_> =
            (0..4).map(|at| layout.place(points.point(at), labels[at], &centroids)).collect();
        let apart = |a: [f64; 2], b: [f64; 2]| (a[0] - b[0]).abs() + (a[1] - b[1]).abs();
        assert!(apart(places[0], places[1]) < apart(places[0], places[2]));
        assert!(places.iter().flatten().all(|x| (0.0..=1.0).contains(x)));
    }

    #[test]
    fn one_document_lies_in_the_middle() {
        let points = Points::new(1, [vec![1.0]]);
        let layout = MapLayout::learn(&points, &[0], &points);
        assert_eq!(layout.place(points.point(0), 0, &points), [0.5, 0.5]);
    }
}
