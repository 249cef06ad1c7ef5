//! One linear model for each label against all others.

use linfa::DatasetBase;
use linfa::traits::{Fit, Predict};
use ndarray::{Array2, Axis};
use rand::SeedableRng;
use rand_xoshiro::Xoshiro256Plus;
use rayon::prelude::*;

use super::descent::{Cost, Descent, Loss, Rows, Stop};
use super::{Features, Labelling};

/// How linear models are learnt.
#[derive(Debug, Clone, PartialEq)]
pub struct OneVsRestParams {
    /// What is lost where a case is not on its side of the border.
    pub loss: Loss,
    /// C: what the loss of a case counts beside the length of the weights. Above 0, default 1.
    pub cost: f64,
    /// How far the cases with a label count as much as those without: 0 not at all, 1 wholly, as
    /// scikit-learn's `balanced` does. Default 0.
    pub balance: f64,
    /// When a model is good enough.
    pub stop: Stop,
    /// Decides in which order the cases are gone through.
    pub seed: u64,
}

impl Default for OneVsRestParams {
    fn default() -> Self {
        Self {
            loss: Loss::default(),
            cost: 1.0,
            balance: 0.0,
            stop: Stop { tolerance: 0.1, rounds: 300 },
            seed: 0,
        }
    }
}

/// L × F weights.
#[derive(Debug, Clone, PartialEq)]
pub struct OneVsRest {
    weights: Vec<Vec<f32>>,
}

/// Rows that models of several labels are learnt from, with what these share.
pub(super) struct Shared<'a> {
    pub(super) features: &'a Features,
    members: Vec<u32>,
    squares: Vec<f32>,
}

impl<'a> Shared<'a> {
    pub(super) fn new(features: &'a Features, members: Vec<u32>) -> Self {
        let squares = members.iter().map(|&row| features.square(row as usize)).collect();
        Self { features, members, squares }
    }

    /// Which of the rows have a label, of N lists.
    pub(super) fn with(&self, label: u32, labels: &[Vec<u32>]) -> Vec<bool> {
        let has = |&row: &u32| labels[row as usize].binary_search(&label).is_ok();
        self.members.iter().map(has).collect()
    }
}

impl OneVsRestParams {
    /// Learns the weights of one label for each cost of a rising path and hands them to `take`, one after
    /// the other: each begins where the one before it ended. The same bits on any number of threads.
    pub(super) fn path(
        &self,
        shared: &Shared<'_>,
        positive: &[bool],
        (label, costs): (u32, &[f64]),
        mut take: impl FnMut(usize, &[f32]),
    ) {
        let Shared { features, members, squares } = shared;
        let rows = Rows { features, members, squares, positive };
        let seed = self.seed ^ u64::from(label).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut random = Xoshiro256Plus::seed_from_u64(seed);
        let mut descent = Descent::new(rows);
        for (at, &cost) in costs.iter().enumerate() {
            let cost = self.costs(cost, positive);
            descent.descend(rows, self.loss, cost, self.stop, &mut random);
            take(at, &descent.weights);
        }
    }

    /// What a case counts: `balance` 1 is N / (2 n) for the n cases with the label and for those without.
    fn costs(&self, cost: f64, positive: &[bool]) -> Cost {
        let all = positive.len() as f64;
        let with = positive.iter().filter(|positive| **positive).count() as f64;
        let weight = |count: f64| libm::pow(all / (2.0 * count.max(1.0)), self.balance);
        Cost { positive: cost * weight(with), negative: cost * weight(all - with) }
    }
}

impl Fit<Features, Labelling, linfa::Error> for OneVsRestParams {
    type Object = OneVsRest;

    fn fit(&self, dataset: &DatasetBase<Features, Labelling>) -> Result<OneVsRest, linfa::Error> {
        let (features, labelling) = (&dataset.records, &dataset.targets);
        let (rows, labelled) = (features.len(), labelling.documents().len());
        if rows != labelled {
            return Err(linfa::Error::MismatchedShapes(rows, labelled));
        }
        let shared = Shared::new(features, (0..features.len() as u32).collect());
        let fit = |label: u32| {
            let positive = shared.with(label, labelling.documents());
            let mut learnt = Vec::new();
            let path = (label, &[self.cost][..]);
            self.path(&shared, &positive, path, |_, weights| learnt = weights.to_vec());
            learnt
        };
        Ok(OneVsRest { weights: (0..labelling.len() as u32).into_par_iter().map(fit).collect() })
    }
}

impl OneVsRest {
    /// The F weights of each of L labels, the last being the intercept.
    pub fn weights(&self) -> &[Vec<f32>] {
        &self.weights
    }
}

impl Predict<&Features, Array2<f32>> for OneVsRest {
    /// The scores of every row for every label, N × L: above 0 where the model finds the label.
    fn predict(&self, features: &Features) -> Array2<f32> {
        let mut scores = Array2::zeros((features.len(), self.weights.len()));
        let rows = scores.axis_iter_mut(Axis(0)).into_par_iter().enumerate();
        rows.for_each(|(row, mut scores)| {
            for (score, weights) in scores.iter_mut().zip(&self.weights) {
                *score = features.dot(row, weights);
            }
        });
        scores
    }
}
