//! In how many cases each candidate stands, inside its group and anywhere, by fold.

use super::super::TextHash;
use super::Side;
use crate::themes::keyness::Contrast;

/// Number of folds.
pub(super) const FOLDS: usize = 5;

/// Cases by fold.
pub(super) type ByFold = [u64; FOLDS];

/// The fold of a text: equal texts are in one.
pub(super) fn fold_of(text: TextHash) -> usize {
    (text % FOLDS as u128) as usize
}

/// Counts, of which order does not matter.
pub(super) struct Tally {
    /// Cases of each group.
    sizes: Vec<u64>,
    sizes_by_fold: Vec<ByFold>,
    documents: ByFold,
    /// For each candidate the cases of its group that have it, and all that have it.
    counts: Vec<(ByFold, ByFold)>,
}

impl Tally {
    pub(super) fn new(groups: usize, candidates: usize) -> Self {
        Self {
            sizes: vec![0; groups],
            sizes_by_fold: vec![[0; FOLDS]; groups],
            documents: [0; FOLDS],
            counts: vec![([0; FOLDS], [0; FOLDS]); candidates],
        }
    }

    /// Counts a case in which these candidates, each with its group, were found.
    pub(super) fn add(&mut self, side: Side, fold: usize, found: &[(usize, usize)]) {
        self.documents[fold] += 1;
        if let Side::Inside(group) = side {
            self.sizes[group] += 1;
            self.sizes_by_fold[group][fold] += 1;
        }
        for &(candidate, group) in found {
            let (inside, all) = &mut self.counts[candidate];
            inside[fold] += u64::from(side == Side::Inside(group));
            all[fold] += 1;
        }
    }

    /// Cases of each group.
    pub(super) fn sizes(&self) -> &[u64] {
        &self.sizes
    }

    /// Cases that were counted.
    pub(super) fn documents(&self) -> u64 {
        self.documents.iter().sum()
    }

    /// The contrast of a candidate of a group in all folds but `without`.
    pub(super) fn contrast(
        &self,
        candidate: usize,
        group: usize,
        without: Option<usize>,
    ) -> Contrast {
        let sum = |counts: &ByFold| -> u64 {
            let kept = (0..FOLDS).filter(|&fold| Some(fold) != without);
            kept.map(|fold| counts[fold]).sum()
        };
        let (inside, all) = &self.counts[candidate];
        let (inside, all) = (sum(inside), sum(all));
        let (of_inside, of_all) = (sum(&self.sizes_by_fold[group]), sum(&self.documents));
        Contrast { inside, of_inside, outside: all - inside, of_outside: of_all - of_inside }
    }

    /// Cases of a fold that have a candidate: those of its group, and all.
    pub(super) fn in_fold(&self, candidate: usize, fold: usize) -> (u64, u64) {
        let (inside, all) = &self.counts[candidate];
        (inside[fold], all[fold])
    }
}
