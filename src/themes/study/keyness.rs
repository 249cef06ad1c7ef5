//! How much more often a term stands in some documents than in the rest, and whether by chance.

/// In how many documents a term stands, of how many, inside a group and outside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contrast {
    /// Documents of the group that have the term.
    pub inside: u64,
    /// Documents of the group.
    pub of_inside: u64,
    /// Other documents that have the term.
    pub outside: u64,
    /// Other documents.
    pub of_outside: u64,
}

impl Contrast {
    /// The log-likelihood ratio G² of the table of documents with and without the term, inside and
    /// outside the group; 0 or more, higher where chance explains less.
    ///
    /// > G² = 2 Σ O ln(O / E)
    ///
    /// over the four cells, O the documents in a cell and E those expected if the term did not care for
    /// the group (Dunning 1993, Accurate Methods for the Statistics of Surprise and Coincidence). It is
    /// counted in documents, not in occurrences: a word that one case repeats proves nothing of others.
    pub fn g2(self) -> f64 {
        let cell = |observed: u64, row: u64, column: u64| {
            let expected = row as f64 * column as f64 / self.documents() as f64;
            let observed = observed as f64;
            if observed == 0.0 { 0.0 } else { observed * libm::log(observed / expected) }
        };
        let with = self.inside + self.outside;
        let without = self.documents() - with;
        let sum = cell(self.inside, self.of_inside, with)
            + cell(self.outside, self.of_outside, with)
            + cell(self.of_inside - self.inside, self.of_inside, without)
            + cell(self.of_outside - self.outside, self.of_outside, without);
        (2.0 * sum).max(0.0)
    }

    /// The chance of a [`Contrast::g2`] this high or higher where the term does not care for the group:
    /// the upper tail of χ² with one degree of freedom, erfc √(G²/2).
    pub fn p_value(self) -> f64 {
        libm::erfc(libm::sqrt(self.g2() / 2.0))
    }

    /// Whether a larger share of the group than of the others has the term.
    pub fn is_key(self) -> bool {
        u128::from(self.inside) * u128::from(self.of_outside)
            > u128::from(self.outside) * u128::from(self.of_inside)
    }

    /// The share of the documents with the term that are of the group, 0 to 1; 0 where none has it.
    pub fn precision(self) -> f64 {
        match self.inside + self.outside {
            0 => 0.0,
            with => self.inside as f64 / with as f64,
        }
    }

    fn documents(self) -> u64 {
        self.of_inside + self.of_outside
    }
}

/// For each p-value the least false discovery rate at which it is a discovery (Benjamini and Hochberg
/// 1995, Controlling the False Discovery Rate), in the same order: min over p(j) ≥ p(i) of p(j) · m / j, where p(j)
/// is the jth smallest of the `tests` values. Those not handed over (`tests` may be larger than their
/// number) are taken for larger than all that are.
pub fn false_discovery_rates(p_values: &[f64], tests: usize) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|&a, &b| p_values[a].total_cmp(&p_values[b]));
    let tests = tests.max(p_values.len()) as f64;
    let mut rates = vec![1.0; p_values.len()];
    let mut least = 1.0_f64;
    for (smaller, &at) in order.iter().enumerate().rev() {
        least = least.min(p_values[at] * (tests / (smaller + 1) as f64));
        rates[at] = least;
    }
    rates
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn contrast(inside: u64, of_inside: u64, outside: u64, of_outside: u64) -> Contrast {
        Contrast { inside, of_inside, outside, of_outside }
    }

    #[test]
    fn g2_of_a_table_that_can_be_done_on_paper() {
        // Observed 10, 10, 10, 30; expected 20/3, 40/3, 40/3, 80/3:
        // 2 (10 ln 1.5 + 10 ln .75 + 10 ln .75 + 30 ln 1.125) = 3.669001
        let table = contrast(10, 20, 10, 40);
        assert!((table.g2() - 3.669_001_4).abs() < 1e-6, "{}", table.g2());
        // scipy.stats.chi2.sf(3.6690014, 1)
        assert!((table.p_value() - 0.055_433).abs() < 1e-5, "{}", table.p_value());
        assert_eq!(table.precision(), 0.5);
    }

    #[test]
    fn a_term_that_does_not_care_for_the_group_has_no_keyness() {
        assert_eq!(contrast(5, 50, 10, 100).g2(), 0.0);
        assert!(!contrast(5, 50, 10, 100).is_key());
        assert!(contrast(6, 50, 10, 100).is_key());
        assert_eq!(contrast(0, 50, 0, 100).p_value(), 1.0);
        assert_eq!(contrast(50, 50, 0, 0).g2(), 0.0);
    }

    #[test]
    fn false_discovery_rates_are_those_of_the_paper() {
        // The fifteen p-values of the example of Benjamini and Hochberg: four are discoveries at .05.
        let p = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
            0.5719, 0.6528, 0.7590, 1.0,
        ];
        let rates = false_discovery_rates(&p, p.len());
        assert_eq!(rates.iter().filter(|&&rate| rate <= 0.05).count(), 4);
        assert!((rates[3] - 0.0095 * 15.0 / 4.0).abs() < 1e-12);
        assert!(false_discovery_rates(&p[..4], 15)[3] >= rates[3]);
    }

    proptest! {
        #[test]
        fn a_false_discovery_rate_rises_with_its_p_value(mut p in prop::collection::vec(0.0..1.0_f64, 1..40)) {
            p.sort_by(f64::total_cmp);
            let rates = false_discovery_rates(&p, p.len());
            prop_assert!(rates.windows(2).all(|pair| pair[0] <= pair[1]));
            prop_assert!(rates.iter().zip(&p).all(|(rate, p)| rate >= p && *rate <= 1.0));
        }
    }
}
