//! How far two or more people, or a person and a machine, say the same.

/// Cohen's kappa of two who put each thing into one of `classes` classes (Cohen 1960), as pairs of class
/// numbers: (p − e) / (1 − e), p the share of equal pairs, e what it would be if the two did not know of
/// each other. At most 1; none where there are no pairs, or both always say the same.
pub fn cohen_kappa(pairs: impl Iterator<Item = (usize, usize)>, classes: usize) -> Option<f64> {
    let mut counts = vec![[0_u64; 2]; classes];
    let (mut equal, mut all) = (0_u64, 0_u64);
    for (a, b) in pairs {
        counts[a][0] += 1;
        counts[b][1] += 1;
        equal += u64::from(a == b);
        all += 1;
    }
    let n = all as f64;
    let expected: f64 = counts.iter().map(|[a, b]| *a as f64 * *b as f64).sum::<f64>() / (n * n);
    (all > 0 && expected < 1.0).then(|| (equal as f64 / n - expected) / (1.0 - expected))
}

/// Krippendorff's alpha for nominal values and any number of coders, some of whom may have left a unit out
/// (K. Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011, part C). A unit holds what each
/// coder said of it, a number below `values`. Units that fewer than two coded do not count.
///
/// A unit of m values adds 1 / (m − 1) to o(c, k) for every ordered pair of its values c and k; n(c) is
/// the sum of o(c, ·) and n the sum of n(c):
///
/// α = 1 − (n − 1) Σ o(c, k) / Σ n(c) n(k), both sums over c ≠ k.
///
/// At most 1; none where there is nothing to compare or all values are equal.
pub fn krippendorff_alpha<'u>(
    units: impl Iterator<Item = &'u [Option<usize>]>,
    values: usize,
) -> Option<f64> {
    let mut totals = vec![0_u64; values];
    let mut disagreement = 0.0;
    // By the number of values of a unit, so that the sum has one order: unequal pairs are whole numbers.
    let mut unequal: Vec<u64> = Vec::new();
    let mut counts = vec![0_u64; values];
    for unit in units {
        counts.fill(0);
        unit.iter().flatten().for_each(|&value| counts[value] += 1);
        let coded: u64 = counts.iter().sum();
        if coded < 2 {
            continue;
        }
        counts.iter().zip(&mut totals).for_each(|(count, total)| *total += count);
        let equal: u64 = counts.iter().map(|count| count * count).sum();
        let place = coded as usize;
        if unequal.len() <= place {
            unequal.resize(place + 1, 0);
        }
        unequal[place] += coded * coded - equal;
    }
    for (coded, &pairs) in unequal.iter().enumerate().skip(2) {
        disagreement += pairs as f64 / (coded as f64 - 1.0);
    }
    let n: u64 = totals.iter().sum();
    let equal: f64 = totals.iter().map(|&total| total as f64 * total as f64).sum();
    let expected = n as f64 * n as f64 - equal;
    (expected > 0.0).then(|| 1.0 - (n as f64 - 1.0) * disagreement / expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The worked example C of Krippendorff (2011): four observers, twelve units, values 1 to 5.
    #[test]
    fn alpha_is_that_of_the_published_example() {
        let observers = [
            [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
            [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
            [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
            [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
        ];
        let units: Vec<Vec<Option<usize>>> = (0..12)
            .map(|unit| observers.iter().map(|said| (said[unit] as usize).checked_sub(1)).collect())
            .collect();
        let alpha = krippendorff_alpha(units.iter().map(Vec::as_slice), 5).unwrap();
        assert!((alpha - 0.743).abs() < 5e-4, "{alpha}");
    }

    /// The worked example A there: two observers, ten units, of which they agree on six.
    #[test]
    fn alpha_of_two_is_that_of_the_published_example() {
        let a = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0];
        let b = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0];
        let units: Vec<[Option<usize>; 2]> =
            a.iter().zip(&b).map(|(&a, &b)| [Some(a), Some(b)]).collect();
        let alpha = krippendorff_alpha(units.iter().map(<[_; 2]>::as_slice), 2).unwrap();
        assert!((alpha - 0.095).abs() < 5e-4, "{alpha}");
    }

    #[test]
    fn nothing_to_compare_has_no_agreement() {
        let alone = [[Some(1), None], [None, Some(0)]];
        assert_eq!(krippendorff_alpha(alone.iter().map(<[_; 2]>::as_slice), 2), None);
        let alike = [[Some(1), Some(1)]; 3];
        assert_eq!(krippendorff_alpha(alike.iter().map(<[_; 2]>::as_slice), 2), None);
        assert_eq!(cohen_kappa(std::iter::empty(), 2), None);
        assert_eq!(cohen_kappa([(1, 1), (1, 1)].into_iter(), 2), None);
    }
}
