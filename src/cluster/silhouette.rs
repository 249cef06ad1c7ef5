//! How much nearer a point is to its own group than to the next.

use super::Points;
use super::distance::unit_distance;

/// The simplified silhouette of every point (Hruschka, de Castro and Campello 2004): with a the
/// cosine distance to the own centroid and b that to the nearest other one, (b − a) / max(a, b);
/// −1 to 1, higher is better. 0 for the point of a group of one, where there is no other group, and
/// where a = b = 0.
pub fn simplified_silhouette(points: &Points, labels: &[usize], centroids: &Points) -> Vec<f64> {
    let mut sizes = vec![0_usize; centroids.len()];
    labels.iter().for_each(|&label| sizes[label] += 1);
    points
        .iter()
        .zip(labels)
        .map(|(point, &own)| {
            let others = (0..centroids.len()).filter(|&group| group != own);
            let other = others
                .map(|group| unit_distance(point, centroids.point(group)))
                .min_by(f64::total_cmp);
            match other {
                Some(b) if sizes[own] > 1 => ratio(unit_distance(point, centroids.point(own)), b),
                _ => 0.0,
            }
        })
        .collect()
}

fn ratio(a: f64, b: f64) -> f64 {
    if a.max(b) > 0.0 { (b - a) / a.max(b) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hand_sized_example() {
        let points = Points::new(2, [vec![1.0, 0.0], vec![0.8, 0.6], vec![0.0, 1.0]]);
        let centroids = Points::new(2, [vec![1.0, 0.0], vec![0.0, 1.0]]);
        let silhouette = simplified_silhouette(&points, &[0, 0, 1], &centroids);
        // On its centroid: (1 - 0) / 1. Cosines .8 and .6: (.4 - .2) / .4. Alone: 0.
        assert!((silhouette[0] - 1.0).abs() < 1e-12);
        assert!((silhouette[1] - 0.5).abs() < 1e-12);
        assert_eq!(silhouette[2], 0.0);
    }
}
