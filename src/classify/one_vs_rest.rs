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
            stop: Stop { tolerance: 0.5, rounds: 300 },
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

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize)]
    struct Reference {
        rows: Vec<Vec<f32>>,
        truth: Vec<bool>,
        models: Vec<ReferenceModel>,
    }

    #[derive(serde::Deserialize)]
    struct ReferenceModel {
        loss: String,
        cost: f64,
        balance: f64,
        weights: Vec<f32>,
    }

    /// The rows and labels of the reference; where a row has no label it is the other one.
    fn reference() -> (Features, Labelling, Vec<ReferenceModel>) {
        let Reference { rows, truth, models } =
            serde_json::from_str(include_str!("../../tests/parity/classify.json")).unwrap();
        let mut indptr = vec![0];
        let (mut columns, mut values) = (Vec::new(), Vec::new());
        for row in &rows {
            for (column, &value) in row.iter().enumerate().filter(|(_, value)| **value != 0.0) {
                columns.push(column as u32);
                values.push(value);
            }
            indptr.push(columns.len());
        }
        let names: Vec<Vec<&str>> =
            truth.iter().map(|&yes| if yes { vec!["yes"] } else { vec![] }).collect();
        let features = Features::new(indptr, columns, values, rows[0].len());
        (features, Labelling::of_names(&names), models)
    }

    #[test]
    fn weights_are_those_of_scikit_learn() {
        let (features, labelling, models) = reference();
        assert_eq!(models.len(), 8);
        for model in models {
            let params = OneVsRestParams {
                loss: model.loss.parse().unwrap(),
                cost: model.cost,
                balance: model.balance,
                stop: Stop { tolerance: 1e-6, rounds: 20_000 },
                seed: 3,
            };
            let dataset = DatasetBase::new(features.clone(), labelling.clone());
            let learnt = params.fit(&dataset).unwrap();
            for (ours, theirs) in learnt.weights()[0].iter().zip(&model.weights) {
                let off = (ours - theirs).abs();
                assert!(off < 2e-4, "{} C {}: {ours} {theirs}", model.loss, model.cost);
            }
        }
    }

    #[test]
    fn scores_are_products_with_the_weights_and_the_seed_decides_the_order_only() {
        let (features, labelling, _) = reference();
        let learn = |seed| {
            let params = OneVsRestParams { seed, ..OneVsRestParams::default() };
            params.fit(&DatasetBase::new(features.clone(), labelling.clone())).unwrap()
        };
        assert_eq!(learn(1), learn(1));
        let scores = learn(1).predict(&features);
        assert_eq!(scores.dim(), (features.len(), 1));
        assert_eq!(scores[(5, 0)], features.dot(5, &learn(1).weights()[0]));
        let others = learn(2).predict(&features);
        let apart = scores.iter().zip(&others).filter(|(a, b)| (**a > 0.0) != (**b > 0.0)).count();
        assert!(apart <= 3, "{apart} of 60 on another side");
    }

    #[test]
    fn rows_without_their_labels_are_refused() {
        let (features, labelling, _) = reference();
        let fewer = labelling.of_documents(&[0, 1]);
        assert!(OneVsRestParams::default().fit(&DatasetBase::new(features, fewer)).is_err());
    }
}
