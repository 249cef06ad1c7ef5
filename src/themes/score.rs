//! Hits to the score of a theme.

/// An entry that hit in a document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EntryHits {
    /// How far one hit speaks for the theme. Above 0, at most 1.
    pub weight: f64,
    /// How often it was met, 1 or more.
    pub hits: u32,
}

/// The score of a theme in a document, 0 to 1, from the weight `w` and the number of hits `n` of
/// each distinct entry that hit (`n` ≥ 1, 0 < `w` ≤ 1):
///
/// > score = 1 − Π (1 − w)^(1 + ln n)
///
/// Read (1 − w) as the doubt that one hit leaves. Doubts of distinct entries multiply (a noisy-or),
/// as independent witnesses would: two entries of 0.6 leave 0.16. The same entry again says little
/// new, and less each time, hence the logarithm: 3 hits of one entry count as 2.1, 20 as 4. No hit
/// ever lowers a score, and an entry of weight 1 is proof.
///
/// Rounded to nine decimals, so that one hit of an entry of weight 0.1 is 0.1 and not the float
/// just below, and meets a `min_score` of 0.1.
pub fn score(hits: impl Iterator<Item = EntryHits>, _tokens: u32) -> f64 {
    let doubt: f64 = hits
        .map(|EntryHits { weight, hits }| libm::pow(1.0 - weight, 1.0 + libm::log(f64::from(hits))))
        .product();
    ((1.0 - doubt) * 1e9).round() / 1e9
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(hits: &[(f64, u32)]) -> f64 {
        score(hits.iter().map(|&(weight, hits)| EntryHits { weight, hits }), 100)
    }

    #[test]
    fn one_hit_scores_the_weight_of_its_entry() {
        for percent in 1..=100 {
            let weight = f64::from(percent) / 100.0;
            assert_eq!(of(&[(weight, 1)]), weight);
        }
    }

    #[test]
    fn distinct_entries_multiply_what_doubt_they_leave() {
        assert_eq!(of(&[(0.6, 1), (0.6, 1)]), 0.84);
        assert_eq!(of(&[(0.3, 1), (0.5, 1)]), 0.65);
    }

    #[test]
    fn the_same_entry_again_counts_by_the_logarithm() {
        // ln 3 = 1.0986, 0.5^2.0986 = 0.2335
        assert!((of(&[(0.5, 3)]) - 0.7665).abs() < 0.0001);
        assert!(of(&[(0.3, 2)]) < of(&[(0.3, 1), (0.3, 1)]));
    }

    #[test]
    fn an_entry_of_weight_one_is_proof_and_no_hit_is_nothing() {
        assert_eq!(of(&[(1.0, 1), (0.2, 5)]), 1.0);
        assert_eq!(of(&[(1.0, 7)]), 1.0);
        assert_eq!(of(&[]), 0.0);
    }
}
