//! How far a figure would move with other documents of the same kind: the percentile bootstrap.

use rand::{RngCore, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use rayon::prelude::*;

/// Drawing texts anew, with replacement (Efron & Tibshirani 1993, chapter 13). Documents with the same text
/// are drawn together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resampling {
    /// How often; 0 for no intervals. Default 1,000.
    pub replicates: usize,
    /// Seed of what is drawn.
    pub seed: u64,
}

impl Default for Resampling {
    fn default() -> Self {
        Self { replicates: 1_000, seed: 0 }
    }
}

impl Resampling {
    /// How often each of `texts` texts is drawn in a replicate: `texts` draws, each equally likely.
    pub fn draws(self, texts: usize, replicate: usize) -> Vec<u32> {
        let mut draws = vec![0; texts];
        // One stream for every replicate, so that threads share nothing.
        let stream = (replicate as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut random = Xoshiro256PlusPlus::seed_from_u64(self.seed ^ stream);
        for _ in 0..texts {
            let drawn = (u128::from(random.next_u64()) * texts as u128) >> 64;
            draws[drawn as usize] += 1;
        }
        draws
    }

    /// The interval of each of `figures`' figures, in their order. What is not a number in a replicate
    /// does not count; none where that is so in most. None also where all replicates say the same: that does
    /// not mean that the figure is sure.
    pub fn intervals(
        self,
        texts: usize,
        figures: impl Fn(&[u32]) -> Vec<f64> + Sync,
    ) -> Vec<Option<(f64, f64)>> {
        let replicates: Vec<Vec<f64>> = (0..self.replicates)
            .into_par_iter()
            .map(|replicate| figures(&self.draws(texts, replicate)))
            .collect();
        let count = replicates.first().map_or(0, Vec::len);
        (0..count)
            .into_par_iter()
            .map(|at| {
                let mut values: Vec<f64> = replicates
                    .iter()
                    .map(|figures| figures[at])
                    .filter(|it| it.is_finite())
                    .collect();
                let enough = values.len() * 2 > self.replicates;
                let interval = if enough { percentile_interval(&mut values) } else { None };
                interval.filter(|(low, high)| low < high)
            })
            .collect()
    }
}

/// The 2.5 % and 97.5 % quantiles, between two values in proportion, as numpy's `quantile` by default.
/// None of nothing.
pub fn percentile_interval(values: &mut [f64]) -> Option<(f64, f64)> {
    values.sort_by(f64::total_cmp);
    let last = values.len().checked_sub(1)?;
    let quantile = |part: f64| {
        let place = part * last as f64;
        let below = place.floor() as usize;
        let above = (below + 1).min(last);
        values[below] + (values[above] - values[below]) * (place - below as f64)
    };
    Some((quantile(0.025), quantile(0.975)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_replicate_draws_as_many_texts_as_there_are() {
        let resampling = Resampling { replicates: 3, seed: 7 };
        let draws: Vec<Vec<u32>> =
            (0..3).map(|replicate| resampling.draws(50, replicate)).collect();
        assert!(draws.iter().all(|draws| draws.iter().sum::<u32>() == 50));
        assert_ne!(draws[0], draws[1]);
        assert_eq!(draws[2], resampling.draws(50, 2));
    }

    #[test]
    fn quantiles_lie_between_values_in_proportion() {
        let mut values: Vec<f64> = (0..=40).rev().map(f64::from).collect();
        assert_eq!(percentile_interval(&mut values), Some((1.0, 39.0)));
        assert_eq!(percentile_interval(&mut []), None);
    }

    /// A mean of 400 numbers drawn from 0 to 1: the interval is about 1.96 × √(1/12/400) to each side.
    #[test]
    fn an_interval_is_as_wide_as_theory_says() {
        let numbers: Vec<f64> = (0..400).map(|at| (f64::from(at) + 0.5) / 400.0).collect();
        let mean = |draws: &[u32]| {
            vec![draws.iter().zip(&numbers).map(|(&n, x)| f64::from(n) * x).sum::<f64>() / 400.0]
        };
        let found = Resampling::default().intervals(400, mean)[0].unwrap();
        let expected = 1.96 * (1.0_f64 / 12.0 / 400.0).sqrt();
        assert!(((found.1 - found.0) / 2.0 / expected - 1.0).abs() < 0.08, "{found:?}");
    }
}
