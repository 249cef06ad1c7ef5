//! Folds and settings to scores of documents that were left out.

use rayon::prelude::*;

use super::examples::Material;
use super::folds::stratified_folds;
use super::one_vs_rest::{OneVsRestParams, Shared};
use super::scores::{counts, greatest, micro_and_macro, thresholds};
use super::{Features, Labelling, Scores};

/// M labelled documents divided into folds.
pub(super) struct Division {
    pub(super) folds: Vec<u8>,
    pub(super) labelling: Labelling,
    count: usize,
}

/// A way to learn that is tried.
#[derive(Clone, Copy)]
pub(super) struct Trial<'t> {
    pub(super) params: &'t OneVsRestParams,
    /// The words of the M documents.
    pub(super) material: &'t Material,
    /// M × C points that stand beside the words, and C.
    pub(super) points: Option<(&'t [f32], usize)>,
}

impl Division {
    pub(super) fn new(labelling: Labelling, texts: &[u128], folds: usize) -> Self {
        Self { folds: stratified_folds(&labelling, texts, folds), labelling, count: folds }
    }

    /// Number of folds.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// The scores of every document by models that were learnt from the other folds, for each cost of a
    /// rising path. Documents of folds from `tried` on are left at 0.
    pub(super) fn scores(&self, trial: Trial<'_>, costs: &[f64], tried: usize) -> Vec<Scores> {
        let labels = self.labelling.len();
        let mut scores = vec![Scores::zeros(self.folds.len(), labels); costs.len()];
        for fold in 0..self.len().min(tried) {
            let others = |row: usize| usize::from(self.folds[row]) != fold;
            let features = with_points(trial.material.features(others), trial.points);
            let is_held = |row: &u32| usize::from(self.folds[*row as usize]) == fold;
            let (held, learnt): (Vec<u32>, Vec<u32>) =
                (0..self.folds.len() as u32).partition(is_held);
            let shared = Shared::new(&features, learnt);
            let of_label = |label: u32| -> Vec<Vec<f32>> {
                let positive = shared.with(label, self.labelling.documents());
                let mut found = Vec::with_capacity(costs.len());
                trial.params.path(&shared, &positive, (label, costs), |_, weights| {
                    let scores = held.iter().map(|&row| features.dot(row as usize, weights));
                    found.push(scores.collect());
                });
                found
            };
            let found: Vec<_> = (0..labels as u32).into_par_iter().map(of_label).collect();
            for (label, by_cost) in found.into_iter().enumerate() {
                for (scores, column) in scores.iter_mut().zip(by_cost) {
                    for (&row, score) in held.iter().zip(column) {
                        scores.row_mut(row as usize)[label] = score;
                    }
                }
            }
        }
        scores
    }

    /// The mean of micro-F1 and macro-F1 of the documents of the first `tried` folds. Where there are two or
    /// more, the thresholds of a fold come from the others: they would flatter what is learnt badly.
    pub(super) fn quality(&self, scores: &Scores, tried: usize) -> f64 {
        let decided = self.decisions_of(scores, tried);
        let places = self.places(|fold| fold < tried);
        let places: Vec<usize> = places.into_iter().map(|place| place as usize).collect();
        let decided: Vec<Vec<u32>> = places.iter().map(|&place| decided[place].clone()).collect();
        let counts = counts(&self.labelling.of_documents(&places), &decided);
        let (micro, mean) = micro_and_macro(&counts);
        (micro + mean) / 2.0
    }

    /// What is decided of every document, by thresholds from the other folds.
    pub(super) fn decisions(&self, scores: &Scores) -> Vec<Vec<u32>> {
        self.decisions_of(scores, self.len())
    }

    fn decisions_of(&self, scores: &Scores, tried: usize) -> Vec<Vec<u32>> {
        let mut decided = vec![Vec::new(); self.folds.len()];
        for held in 0..tried {
            let others = self.places(|fold| fold < tried && (fold != held || tried == 1));
            let thresholds = thresholds_for(scores, &self.labelling, &others);
            for place in self.places(|fold| fold == held) {
                decided[place as usize] = decide(scores.row(place as usize), thresholds.as_deref());
            }
        }
        decided
    }

    fn places(&self, wanted: impl Fn(usize) -> bool) -> Vec<u32> {
        let folds = self.folds.iter().zip(0..);
        folds.filter(|(fold, _)| wanted(usize::from(**fold))).map(|(_, place)| place).collect()
    }
}

/// Rows with points beside the words, where there are any.
pub(super) fn with_points(features: Features, points: Option<(&[f32], usize)>) -> Features {
    match points {
        Some((points, concepts)) => features.beside(points.to_vec(), concepts),
        None => features,
    }
}

/// The thresholds of all labels; none where each document has one label, the best.
pub(super) fn thresholds_for(
    scores: &Scores,
    labelling: &Labelling,
    places: &[u32],
) -> Option<Vec<f32>> {
    (!labelling.is_single()).then(|| thresholds(scores, labelling, places))
}

/// The labels that scores give: those from their thresholds on, or, without thresholds, the best.
pub(super) fn decide(scores: &[f32], thresholds: Option<&[f32]>) -> Vec<u32> {
    match thresholds {
        None => greatest(scores).into_iter().collect(),
        Some(thresholds) => {
            let given = scores.iter().zip(thresholds).zip(0..);
            given.filter(|((score, least), _)| score >= least).map(|(_, label)| label).collect()
        }
    }
}
