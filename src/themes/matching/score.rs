//! Hits to the score of a theme.

/// An entry that hit in a document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EntryHits {
    /// How far one hit speaks for the theme. Above 0, at most 1.
    pub weight: f64,
    /// How often it was met, 1 or more.
    pub hits: u32,
}

/// Words of a text from which on hits count for less.
pub const USUAL_LENGTH: u32 = 150;

/// How fast hits count for less in longer texts.
const LENGTH_EXPONENT: f64 = 0.3;

/// The score of a theme in a document of `length` words, 0 to 1, from the weight `w` and the number of
/// hits `n` of each distinct entry that hit (`n` ≥ 1, 0 < `w` ≤ 1):
///
/// > score = 1 − (Π (1 − w)^(1 + ln n))^f, where f = min(1, (150 / length)^0.3)
///
/// Read (1 − w) as the doubt that one hit leaves. Doubts of distinct entries multiply (a noisy-or),
/// as independent witnesses would: two entries of 0.6 leave 0.16. The same entry again says little
/// new, and less each time, hence the logarithm: 3 hits of one entry count as 2.1, 20 as 4. No hit
/// ever lowers a score, and an entry of weight 1 is proof.
///
/// The longer a text, the likelier that a word stands in it by the way. Up to 150 words, the length of
/// most case descriptions, f is 1; at 200 words it is 0.92, at 300 words 0.81, at 1,000 words 0.57. So one
/// entry of the default weight still tags a case of 200 words by itself, and no longer a text of 300. In a
/// trial on posts of a discussion group this about halved the themes they were given by the way, while
/// cases kept theirs.
///
/// A score depends on the document and the codebook alone, so that a document has the same themes in
/// whatever company it comes: how rare an entry is in a corpus has no part in it.
///
/// Rounded to nine decimals, so that one hit of an entry of weight 0.1 is 0.1 and not the float
/// just below, and meets a `min_score` of 0.1.
pub fn score(hits: impl Iterator<Item = EntryHits>, length: u32) -> f64 {
    let doubt: f64 = hits
        .map(|EntryHits { weight, hits }| libm::pow(1.0 - weight, 1.0 + libm::log(f64::from(hits))))
        .product();
    let doubt = if length <= USUAL_LENGTH {
        doubt
    } else {
        let share = f64::from(USUAL_LENGTH) / f64::from(length);
        libm::pow(doubt, libm::pow(share, LENGTH_EXPONENT))
    };
    ((1.0 - doubt) * 1e9).round() / 1e9
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(hits: &[(f64, u32)]) -> f64 {
        score(hits.iter().map(|&(weight, hits)| EntryHits { weight, hits }), USUAL_LENGTH)
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

    #[test]
    fn the_same_hits_say_less_in_a_longer_text() {
        let of = |length| score([EntryHits { weight: 0.6, hits: 1 }].into_iter(), length);
        assert_eq!((of(0), of(150)), (0.6, 0.6));
        // (150 / 1000)^0.3 = 0.5660, 0.4^0.5660 = 0.5954
        assert!((of(1_000) - 0.4046).abs() < 0.0001);
        let proof = score([EntryHits { weight: 1.0, hits: 1 }].into_iter(), 1_000_000);
        assert_eq!(proof, 1.0, "a proof stays one");
    }
}
