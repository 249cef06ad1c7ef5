//! Document counts to how likely chance would give them, and what of it is left after many tests.

/// ln n! for n up to the number of documents.
pub(super) struct LogFactorials(Vec<f64>);

impl LogFactorials {
    /// Those of 0 to `largest`.
    pub(super) fn up_to(largest: usize) -> Self {
        let mut sum = 0.0;
        let mut values = vec![0.0];
        values.extend((1..=largest).map(|n| {
            sum += libm::log(n as f64);
            sum
        }));
        Self(values)
    }

    fn log_binomial(&self, n: usize, k: usize) -> f64 {
        self.0[n] - self.0[k] - self.0[n - k]
    }

    /// The chance that a group of `group` documents, drawn from `total`, holds `inside` or more of the
    /// `overall` documents with a term: the upper tail of the hypergeometric distribution, which is
    /// Fisher's exact test with one side. 0 to 1.
    ///
    /// # Panics
    /// If the counts are more than the documents there are.
    pub(super) fn chance_of(
        &self,
        inside: usize,
        group: usize,
        overall: usize,
        total: usize,
    ) -> f64 {
        /// Terms of the sum that are smaller, relative to it, change nothing that is shown.
        const NEGLIGIBLE: f64 = 1e-12;
        let least = (group + overall).saturating_sub(total);
        if inside <= least {
            return 1.0;
        }
        let first = self.log_binomial(overall, inside)
            + self.log_binomial(total - overall, group - inside)
            - self.log_binomial(total, group);
        // What follows the first term as multiples of it, by the ratio of neighbouring terms.
        let (mut sum, mut term) = (1.0, 1.0);
        for have in inside..group.min(overall) {
            let more = ((overall - have) as f64) * ((group - have) as f64);
            let less = ((have + 1) as f64) * ((total + have + 1 - overall - group) as f64);
            term *= more / less;
            sum += term;
            if more < less && term < NEGLIGIBLE * sum {
                break;
            }
        }
        (libm::exp(first) * sum).min(1.0)
    }
}

/// The false discovery rate of every test (Benjamini and Hochberg 1995): the share of false
/// discoveries to be expected among the tests with a chance as small or smaller. Chances and rates
/// are 0 to 1. `tests` were made in all; of those that are not given the chance is taken for 1.
pub(super) fn false_discovery_rates(chances: &[f64], tests: usize) -> Vec<f64> {
    let mut order: Vec<usize> = (0..chances.len()).collect();
    order.sort_by(|&a, &b| chances[a].total_cmp(&chances[b]).then(a.cmp(&b)));
    let mut rates = vec![1.0; chances.len()];
    let mut least: f64 = 1.0;
    for (before, &test) in order.iter().enumerate().rev() {
        least = least.min(chances[test] * tests as f64 / (before + 1) as f64);
        rates[test] = least;
    }
    rates
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lady_tasting_tea() {
        // Eight cups, four with milk first: all four told by chance once in 70 times, three or more
        // 17 times (Fisher 1935).
        let logs = LogFactorials::up_to(8);
        assert!((logs.chance_of(4, 4, 4, 8) - 1.0 / 70.0).abs() < 1e-12);
        assert!((logs.chance_of(3, 4, 4, 8) - 17.0 / 70.0).abs() < 1e-12);
        assert_eq!(logs.chance_of(0, 4, 4, 8), 1.0);
    }

    #[test]
    fn a_term_of_every_document_is_in_every_group() {
        assert_eq!(LogFactorials::up_to(10).chance_of(4, 4, 10, 10), 1.0);
    }

    #[test]
    fn rates_by_hand() {
        // 4 tests: .01 × 4 / 1, .02 × 4 / 2, .03 × 4 / 3, .5; none above that of a larger chance.
        let rates = false_discovery_rates(&[0.5, 0.01, 0.03, 0.02], 4);
        for (rate, expected) in rates.iter().zip([0.5, 0.04, 0.04, 0.04]) {
            assert!((rate - expected).abs() < 1e-12, "{rates:?}");
        }
        assert_eq!(false_discovery_rates(&[0.01], 50), [0.5]);
    }
}
