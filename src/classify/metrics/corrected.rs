//! The share of cases that have a label, from what a machine found in all and people in a few.

use super::figures::{Estimate, wilson};

/// A case of the sample.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coded {
    /// The stratum it was drawn from, a number below the number of strata.
    pub stratum: usize,
    /// Whether the machine found the label.
    pub found: bool,
    /// How many of the people who looked found it, as a share 0 to 1.
    pub given: f64,
}

/// What was found of a label, and how that was corrected.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Corrected {
    /// The share of all cases that have the label. None where it cannot be told, because no case of those in
    /// which it was found (or was not) is in the sample.
    pub share: Estimate,
    /// Of the cases in which it was found, the share that has it: the precision of the machine.
    pub precision: Estimate,
    /// Of the cases in which it was not found, the share that has it all the same.
    pub missed: Estimate,
    /// Of the cases that have it, the share in which it was found.
    pub recall: Option<f64>,
}

/// Corrects the share of `found` of `all` cases by a sample of them, drawn without replacement within strata
/// of `sizes` cases.
///
/// The share is raw share + weighted mean of (people − machine), the weights being the inverse inclusion
/// probabilities, scaled so that they add up to the known numbers of cases with and without a find (difference
/// estimator, post-stratified: Särndal, Swensson & Wretman 1992, 7.6): N₁/N p₁ + N₀/N p₀, with p₁ the share
/// of people's finds where the machine found it, p₀ where it did not.
///
/// The variance of each p is that of the design (linearised, with finite population correction within strata);
/// it is turned into the number of cases of a simple sample that would be as sure, of which Wilson's interval
/// is taken (Korn & Graubard 1998): so it is not empty where no error was met. The two intervals are joined by
/// the square-and-add rule (Newcombe 1998).
pub fn corrected_share(sizes: &[u64], found: u64, all: u64, sample: &[Coded]) -> Corrected {
    let cells = [(false, all - found.min(all)), (true, found)];
    let [missed, precision] = cells.map(|(found, cases)| cell(sizes, cases, sample, found));
    let part = |cases: u64| cases as f64 / all.max(1) as f64;
    let weighted: Vec<(f64, Estimate)> = [(cells[0].1, missed), (cells[1].1, precision)]
        .into_iter()
        .filter(|(cases, _)| *cases > 0)
        .map(|(cases, estimate)| (part(cases), estimate))
        .collect();
    let share = joined(&weighted);
    let of_those = precision.value.unwrap_or(0.0) * part(found);
    let recall = share.value.filter(|share| *share > 0.0).map(|share| of_those / share);
    Corrected { share, precision, missed, recall }
}

/// The weighted sum of estimates that do not know of each other. None if one is missing.
fn joined(parts: &[(f64, Estimate)]) -> Estimate {
    let (mut value, mut below, mut above) = (0.0, 0.0, 0.0);
    for (weight, part) in parts {
        let (Some(share), Some((low, high))) = (part.value, part.interval()) else {
            return Estimate::default();
        };
        value += weight * share;
        below += (weight * (share - low)).powi(2);
        above += (weight * (high - share)).powi(2);
    }
    if parts.is_empty() {
        return Estimate::default();
    }
    let interval = ((value - below.sqrt()).max(0.0), (value + above.sqrt()).min(1.0));
    Estimate::new(Some(value), Some(interval))
}

/// Of the `cases` in which the label was found (or was not), the share that has it.
fn cell(sizes: &[u64], cases: u64, sample: &[Coded], found: bool) -> Estimate {
    let mut drawn = vec![0_u64; sizes.len()];
    sample.iter().for_each(|case| drawn[case.stratum] += 1);
    let weight = |stratum: usize| sizes[stratum] as f64 / drawn[stratum] as f64;
    let own = || sample.iter().filter(move |case| case.found == found);
    let number = own().count() as f64;
    let weights: f64 = own().map(|case| weight(case.stratum)).sum();
    if number == 0.0 || cases == 0 {
        return Estimate::default();
    }
    let share = own().map(|case| weight(case.stratum) * case.given).sum::<f64>() / weights;
    let share = share.clamp(0.0, 1.0);
    let rest = 1.0 - (number / cases as f64).min(1.0);
    if rest <= 0.0 {
        return Estimate::new(Some(share), Some((share, share)));
    }
    let spread = share * (1.0 - share);
    let variance = variance(sizes, &drawn, sample, found, share) / (weights * weights);
    let squares: f64 = own().map(|case| weight(case.stratum).powi(2)).sum();
    let most = number / rest;
    let as_sure = if spread > 0.0 && variance > 0.0 {
        spread / variance
    } else {
        weights * weights / squares / rest
    };
    let as_sure = as_sure.min(most);
    Estimate::new(Some(share), Some(wilson(share * as_sure, as_sure)))
}

/// The variance of the sum over all cases of (given − share) of those in the cell. A stratum of one drawn
/// case is taken to scatter about 0.
fn variance(sizes: &[u64], drawn: &[u64], sample: &[Coded], found: bool, share: f64) -> f64 {
    let mut sums = vec![(0.0, 0.0); sizes.len()];
    for case in sample.iter().filter(|case| case.found == found) {
        let distance = case.given - share;
        sums[case.stratum].0 += distance;
        sums[case.stratum].1 += distance * distance;
    }
    let strata = sizes.iter().zip(drawn).zip(sums);
    let of_stratum = |((&size, &drawn), (sum, squares)): ((&u64, &u64), (f64, f64))| {
        let (size, n) = (size as f64, drawn as f64);
        if n == 0.0 || n >= size {
            return 0.0;
        }
        let scatter = if n > 1.0 { (squares - sum * sum / n) / (n - 1.0) } else { squares };
        size * size * (1.0 - n / size) / n * scatter.max(0.0)
    };
    strata.map(of_stratum).sum()
}

#[cfg(test)]
mod tests {
    use rand::{RngCore, SeedableRng};
    use rand_xoshiro::Xoshiro256PlusPlus;

    use super::super::design::allocate;
    use super::*;

    #[test]
    fn the_correction_is_that_of_the_textbook() {
        // 100 cases, the machine found it in 20; of 10 such 8 have it, of 40 others 2.
        let sample: Vec<Coded> = (0..50)
            .map(|at| {
                let found = at < 10;
                let given = if found { at < 8 } else { at < 12 };
                Coded { stratum: 0, found, given: f64::from(u8::from(given)) }
            })
            .collect();
        let corrected = corrected_share(&[100], 20, 100, &sample);
        let share = corrected.share.value.unwrap();
        assert!((share - (0.2 * 0.8 + 0.8 * 0.05)).abs() < 1e-12);
        assert!((corrected.recall.unwrap() - 0.16 / share).abs() < 1e-12);
        let (low, high) = corrected.share.interval().unwrap();
        assert!(low < share && share < high && low > 0.12 && high < 0.32, "{low} {high}");
    }

    #[test]
    fn a_census_is_sure_and_an_unseen_cell_says_nothing() {
        let coded = |found, given| Coded { stratum: 0, found, given };
        let all = [coded(true, 1.0), coded(false, 0.0), coded(false, 1.0), coded(false, 0.0)];
        let corrected = corrected_share(&[4], 1, 4, &all);
        assert_eq!(corrected.share, Estimate::new(Some(0.5), Some((0.5, 0.5))));
        assert_eq!(corrected_share(&[40], 5, 40, &all[1..]).share.value, None);
        let nothing = corrected_share(&[400], 0, 400, &[coded(false, 0.0); 20]);
        let (low, high) = nothing.share.interval().unwrap();
        assert!(low == 0.0 && high > 0.05 && high < 0.25, "{high}");
    }

    /// Cases of a population, the truth about them, and what a machine with errors found.
    struct Population {
        truth: Vec<bool>,
        found: Vec<bool>,
        strata: Vec<usize>,
        sizes: Vec<u64>,
    }

    /// `prevalence`, recall and precision of the machine, in 4,000 cases. Strata: found; not found, in three
    /// uneven parts, one of which has most of what is missed.
    fn population(prevalence: f64, recall: f64, false_alarms: f64) -> Population {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(11);
        let mut chance = |p: f64| (random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64 <= p;
        let mut population = Population {
            truth: Vec::new(),
            found: Vec::new(),
            strata: Vec::new(),
            sizes: vec![0; 4],
        };
        for at in 0..4_000 {
            let truth = chance(if at % 10 == 3 { prevalence * 3.0 } else { prevalence });
            let found = chance(if truth { recall } else { false_alarms });
            let stratum = match at % 10 {
                _ if found => 0,
                3 => 1,
                4..=6 => 2,
                _ => 3,
            };
            population.truth.push(truth);
            population.found.push(found);
            population.strata.push(stratum);
            population.sizes[stratum] += 1;
        }
        population
    }

    /// In how many of 1,000 stratified samples of `size` the interval holds the true share, and the mean
    /// distance of the estimate from it.
    fn coverage(population: &Population, size: u64) -> (f64, f64) {
        const SAMPLES: u32 = 1_000;
        let drawn = allocate(&population.sizes, size).unwrap();
        let count = |list: &[bool]| list.iter().filter(|it| **it).count() as u64;
        let truth = count(&population.truth) as f64 / population.truth.len() as f64;
        let mut random = Xoshiro256PlusPlus::seed_from_u64(5);
        let (mut held, mut bias) = (0, 0.0);
        for _ in 0..SAMPLES {
            let mut keys: Vec<(usize, u64, usize)> = (0..population.truth.len())
                .map(|at| (population.strata[at], random.next_u64(), at))
                .collect();
            keys.sort_unstable();
            let mut taken = vec![0; drawn.len()];
            let mut sample = Vec::new();
            for (stratum, _, at) in keys {
                if taken[stratum] < drawn[stratum] {
                    taken[stratum] += 1;
                    let given = f64::from(u8::from(population.truth[at]));
                    sample.push(Coded { stratum, found: population.found[at], given });
                }
            }
            let found = count(&population.found);
            let share = corrected_share(&population.sizes, found, 4_000, &sample).share;
            let (low, high) = share.interval().unwrap();
            held += u32::from(low <= truth && truth <= high);
            bias += share.value.unwrap() - truth;
        }
        (f64::from(held) / f64::from(SAMPLES), bias / f64::from(SAMPLES))
    }

    #[test]
    fn the_interval_holds_the_truth_about_95_times_in_100() {
        for (prevalence, recall, false_alarms, size) in [
            (0.25, 0.8, 0.1, 150),
            (0.08, 0.7, 0.03, 200),
            (0.4, 0.6, 0.05, 120),
            (0.02, 0.9, 0.01, 240),
        ] {
            let population = population(prevalence, recall, false_alarms);
            let (held, bias) = coverage(&population, size);
            assert!((0.925..=0.99).contains(&held), "{prevalence}: {held}");
            assert!(bias.abs() < 0.005, "{prevalence}: {bias}");
        }
    }
}
