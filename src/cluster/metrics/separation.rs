//! How far apart groups of points lie, without knowing what they should be.

use super::classes;
use crate::reduce::dense::squared_distance;

/// The silhouette of every point (Rousseeuw 1987), Euclidean: with a the mean distance to the other
/// points of its group and b the least mean distance to those of another group, (b − a) / max(a, b);
/// 0 for the point of a group of one and where there is one group only. Takes N² distances.
///
/// # Panics
/// If there is not one label per point.
pub fn silhouette(points: &[Vec<f64>], labels: &[usize]) -> Vec<f64> {
    assert_eq!(points.len(), labels.len(), "one label per point");
    let groups = classes(labels);
    let mut sizes = vec![0.0; groups];
    labels.iter().for_each(|&label| sizes[label] += 1.0);
    points
        .iter()
        .zip(labels)
        .map(|(point, &own)| {
            let mut sums = vec![0.0; groups];
            for (other, &label) in points.iter().zip(labels) {
                sums[label] += squared_distance(point, other).sqrt();
            }
            silhouette_of(&sums, &sizes, own)
        })
        .collect()
}

fn silhouette_of(sums: &[f64], sizes: &[f64], own: usize) -> f64 {
    let other = (0..sums.len())
        .filter(|&group| group != own && sizes[group] > 0.0)
        .map(|group| sums[group] / sizes[group])
        .min_by(f64::total_cmp);
    match other {
        Some(b) if sizes[own] > 1.0 => {
            let a = sums[own] / (sizes[own] - 1.0);
            if a.max(b) > 0.0 { (b - a) / a.max(b) } else { 0.0 }
        }
        _ => 0.0,
    }
}

/// The ratio of Caliński and Harabasz (1974), 0 or more, higher is better: with B the sum of squared
/// distances of the groups' means to the mean of all, each counted once for every point of its
/// group, and W that of the points to the means of their groups, (B / (K − 1)) / (W / (N − K)).
/// `None` where it is not defined: for fewer than two groups, or as many groups as points. 1 where
/// W = 0, as in scikit-learn.
///
/// # Panics
/// If there is not one label per point.
pub fn calinski_harabasz(points: &[Vec<f64>], labels: &[usize]) -> Option<f64> {
    assert_eq!(points.len(), labels.len(), "one label per point");
    let all = mean(points.iter())?;
    let (mut groups, mut between, mut within) = (0_usize, 0.0, 0.0);
    for group in 0..classes(labels) {
        let members = || {
            points.iter().zip(labels).filter(|(_, label)| **label == group).map(|(point, _)| point)
        };
        let Some(centre) = mean(members()) else { continue };
        groups += 1;
        between += members().count() as f64 * squared_distance(&centre, &all);
        within += members().map(|point| squared_distance(point, &centre)).sum::<f64>();
    }
    if groups < 2 || groups == points.len() {
        return None;
    }
    let (between_free, within_free) = ((groups - 1) as f64, (points.len() - groups) as f64);
    Some(if within > 0.0 { between * within_free / (within * between_free) } else { 1.0 })
}

/// The mean of some points; `None` of none.
fn mean<'p>(points: impl Iterator<Item = &'p Vec<f64>>) -> Option<Vec<f64>> {
    let mut sum: Option<Vec<f64>> = None;
    let mut count = 0.0;
    for point in points {
        count += 1.0;
        match &mut sum {
            None => sum = Some(point.clone()),
            Some(sum) => sum.iter_mut().zip(point).for_each(|(sum, value)| *sum += value),
        }
    }
    sum.map(|sum| sum.into_iter().map(|value| value / count).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_of_one_has_silhouette_zero() {
        let points = [vec![0.0], vec![1.0], vec![5.0]];
        let values = silhouette(&points, &[0, 0, 1]);
        // a = 1, b = 5; a = 1, b = 4
        assert_eq!(values, [0.8, 0.75, 0.0]);
    }

    #[test]
    fn a_hand_sized_ratio() {
        let points = [vec![0.0], vec![2.0], vec![9.0], vec![11.0]];
        // Means 1, 10 and 5.5: B = 4 × 4.5², W = 4 × 1; (81 / 1) / (4 / 2)
        assert_eq!(calinski_harabasz(&points, &[0, 0, 1, 1]), Some(40.5));
        assert_eq!(calinski_harabasz(&points, &[0, 0, 0, 0]), None);
        assert_eq!(calinski_harabasz(&points, &[0, 1, 2, 3]), None);
    }
}
