//! Cases to folds of which each is left out once.

use super::case::Case;

/// Number of folds.
pub(super) const FOLDS: usize = 5;

/// The fold of each case, below [`FOLDS`]: as many cases with the theme in each as there can be, and as
/// many without. Cases of one text are in one fold. It depends on the texts alone, not on their order;
/// another `turn` gives another division.
pub(super) fn folds(cases: &[&Case], turn: u64) -> Vec<usize> {
    let key = |case: &Case| (case.truth, mixed(case.text, turn), case.text);
    let mut order: Vec<usize> = (0..cases.len()).collect();
    order.sort_by_key(|&at| key(cases[at]));
    let mut folds = vec![0; cases.len()];
    let mut rank = 0;
    for (place, &at) in order.iter().enumerate() {
        if place > 0 && key(cases[at]) != key(cases[order[place - 1]]) {
            rank += 1;
        }
        folds[at] = rank % FOLDS;
    }
    folds
}

/// Another order of texts for each turn: the finaliser of SplitMix64 (Steele, Lea and Flood 2014).
fn mixed(text: u128, turn: u64) -> u64 {
    let mut bits =
        (text as u64 ^ (text >> 64) as u64).wrapping_add(turn.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    bits = (bits ^ bits >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ bits >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ bits >> 31
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_are_even_and_keep_copies_together() {
        let case = |text, truth| Case { text, hits: vec![], tokens: 1, excluded: false, truth };
        let mut cases: Vec<Case> = (0..40).map(|text| case(text, text % 4 == 0)).collect();
        cases.extend((0..40).map(|text| case(text, text % 4 == 0)));
        let cases: Vec<&Case> = cases.iter().collect();
        for turn in 0..3 {
            let folds = folds(&cases, turn);
            assert_eq!(folds[..40], folds[40..]);
            for fold in 0..FOLDS {
                let inside = |at: &usize| folds[*at] == fold;
                assert_eq!((0..40).filter(inside).count(), 8);
                assert_eq!((0..40).filter(inside).filter(|&at| cases[at].truth).count(), 2);
            }
        }
    }
}
