//! The rows of one label to its weights: coordinate descent in the dual.
//!
//! With y = ±1 and the intercept among the weights, both losses are minimised as
//!
//! > ½ wᵀw + Σ cᵢ loss(yᵢ wᵀxᵢ)
//!
//! the squared hinge max(0, 1 − m)² by Hsieh and others (2008), with shrinking; the logistic loss
//! ln(1 + exp(−m)) by Yu, Huang and Lin (2011).

use rand::seq::SliceRandom;
use rand_xoshiro::Xoshiro256Plus;
use serde::{Deserialize, Serialize};

use super::features::Features;

/// What is lost where a case is not on its side of the border by 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Loss {
    /// max(0, 1 − m)².
    #[default]
    SquaredHinge,
    /// ln(1 + exp(−m)).
    Logistic,
}

/// When a descent has come to its end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stop {
    /// The greatest gradient (for the squared hinge: the range of projected gradients) that counts as none.
    pub tolerance: f64,
    /// Rounds over the rows at most.
    pub rounds: usize,
}

/// What one label is learnt from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rows<'a> {
    pub(super) features: &'a Features,
    /// The rows that are learnt from.
    pub(super) members: &'a [u32],
    /// The square of the length of each of them.
    pub(super) squares: &'a [f32],
    /// Whether each of them has the label.
    pub(super) positive: &'a [bool],
}

/// What the loss of a row counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cost {
    pub(super) positive: f64,
    pub(super) negative: f64,
}

/// Weights on their way: those of the features, and how much every row takes part in them.
#[derive(Debug, Clone)]
pub(super) struct Descent {
    pub(super) weights: Vec<f32>,
    /// The dual variable of each member, 0 or more.
    duals: Vec<f64>,
    /// The cost for which the duals were found.
    cost: Option<Cost>,
    /// The members in the order in which they were last gone through: first those that took part or were to,
    /// then as many as had nothing to gain when all were last looked at.
    order: Vec<u32>,
    active: usize,
}

impl Descent {
    pub(super) fn new(rows: Rows<'_>) -> Self {
        let (members, width) = (rows.members.len(), rows.features.width());
        Self {
            weights: vec![0.0; width],
            duals: vec![0.0; members],
            cost: None,
            order: (0..members as u32).collect(),
            active: members,
        }
    }

    /// Goes on to the weights for another cost from where it is; the rows must be the same.
    pub(super) fn descend(
        &mut self,
        rows: Rows<'_>,
        loss: Loss,
        cost: Cost,
        stop: Stop,
        random: &mut Xoshiro256Plus,
    ) {
        match loss {
            Loss::SquaredHinge => self.squared_hinge(rows, cost, stop, random),
            Loss::Logistic => self.logistic(rows, cost, stop, random),
        }
        self.cost = Some(cost);
    }

    fn squared_hinge(
        &mut self,
        rows: Rows<'_>,
        cost: Cost,
        stop: Stop,
        random: &mut Xoshiro256Plus,
    ) {
        let diagonal = |positive: bool| 0.5 / if positive { cost.positive } else { cost.negative };
        let diagonal = [diagonal(false), diagonal(true)];
        let order = &mut self.order;
        let mut active = self.active;
        // Rows without loss whose gradient is greater are looked at again at the end only.
        let mut shrink_above = f64::INFINITY;
        for _ in 0..stop.rounds {
            let (mut most, mut least) = (f64::NEG_INFINITY, f64::INFINITY);
            let all = active == order.len();
            order[..active].shuffle(random);
            let mut at = 0;
            let mut idle = active;
            while at < idle {
                let member = order[at] as usize;
                let (row, positive) = (rows.members[member] as usize, rows.positive[member]);
                let sign = if positive { 1.0 } else { -1.0 };
                let diagonal = diagonal[usize::from(positive)];
                let dual = self.duals[member];
                let margin = sign * f64::from(rows.features.dot(row, &self.weights));
                let gradient = margin - 1.0 + dual * diagonal;
                if dual == 0.0 && gradient > if all { 0.0 } else { shrink_above } {
                    (most, least) = (most.max(0.0), least.min(0.0));
                    idle -= 1;
                    order.swap(at, idle);
                    continue;
                }
                let projected = if dual == 0.0 { gradient.min(0.0) } else { gradient };
                most = most.max(projected);
                least = least.min(projected);
                if projected.abs() > 1e-12 {
                    let curvature = f64::from(rows.squares[member]) + diagonal;
                    let new = (dual - gradient / curvature).max(0.0);
                    self.duals[member] = new;
                    let step = (sign * (new - dual)) as f32;
                    rows.features.add_to(row, step, &mut self.weights);
                }
                at += 1;
            }
            active = idle;
            if most - least <= stop.tolerance {
                if all {
                    break;
                }
                (active, shrink_above) = (order.len(), f64::INFINITY);
            } else {
                shrink_above = if most > 0.0 { most } else { f64::INFINITY };
            }
        }
        self.active = active;
    }

    fn logistic(&mut self, rows: Rows<'_>, cost: Cost, stop: Stop, random: &mut Xoshiro256Plus) {
        /// Steps of Newton's method on one variable at most.
        const STEPS: usize = 100;
        let bound = |positive: bool| if positive { cost.positive } else { cost.negative };
        self.begin_logistic(rows, cost);
        let mut order: Vec<u32> = (0..rows.members.len() as u32).collect();
        let mut precision = 1e-2;
        for _ in 0..stop.rounds {
            let (mut greatest, mut steps_taken) = (0.0f64, 0);
            order.shuffle(random);
            for &member in &order {
                let member = member as usize;
                let (row, positive) = (rows.members[member] as usize, rows.positive[member]);
                let (sign, bound) = (if positive { 1.0 } else { -1.0 }, bound(positive));
                let curvature = f64::from(rows.squares[member]);
                let margin = sign * f64::from(rows.features.dot(row, &self.weights));
                let dual = self.duals[member];
                // Of a dual and what it lacks of its bound, the one that is to become smaller is solved for.
                let turned = 0.5 * curvature * (bound - 2.0 * dual) + margin < 0.0;
                let (old, turn) = if turned { (bound - dual, -1.0) } else { (dual, 1.0) };
                let gradient =
                    |z: f64| curvature * (z - old) + turn * margin + libm::log(z / (bound - z));
                let mut z = if bound - old < 0.5 * bound { 0.1 * old } else { old };
                let mut slope = gradient(z);
                greatest = greatest.max(slope.abs());
                let mut steps = 0;
                while steps <= STEPS && slope.abs() >= precision {
                    let newton = z - slope / (curvature + bound / (bound - z) / z);
                    z = if newton <= 0.0 { 0.1 * z } else { newton };
                    slope = gradient(z);
                    steps += 1;
                }
                if steps > 0 {
                    self.duals[member] = if turned { bound - z } else { z };
                    let step = (turn * sign * (z - old)) as f32;
                    rows.features.add_to(row, step, &mut self.weights);
                }
                steps_taken += steps;
            }
            if greatest < stop.tolerance {
                break;
            }
            if steps_taken <= order.len() / 10 {
                precision = (0.1 * precision).max(1e-8f64.min(stop.tolerance));
            }
        }
    }

    /// Duals strictly within their bounds, and the weights they make.
    fn begin_logistic(&mut self, rows: Rows<'_>, cost: Cost) {
        let bound =
            |cost: Cost, positive: bool| if positive { cost.positive } else { cost.negative };
        self.weights.fill(0.0);
        for member in 0..rows.members.len() {
            let positive = rows.positive[member];
            let new = bound(cost, positive);
            let dual = match self.cost {
                Some(old) => self.duals[member] * new / bound(old, positive),
                None => (1e-3 * new).min(1e-8),
            };
            self.duals[member] = dual;
            let step = (if positive { dual } else { -dual }) as f32;
            rows.features.add_to(rows.members[member] as usize, step, &mut self.weights);
        }
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    /// Six cases of three words, of which three have the label.
    fn features() -> Features {
        let words: [&[(u32, f32)]; 6] = [
            &[(0, 1.0)],
            &[(0, 0.8), (1, 0.6)],
            &[(0, 0.6), (2, 0.8)],
            &[(1, 1.0)],
            &[(1, 0.8), (2, 0.6)],
            &[(2, 1.0)],
        ];
        let mut indptr = vec![0];
        let (mut columns, mut values) = (Vec::new(), Vec::new());
        for row in words {
            columns.extend(row.iter().map(|&(column, _)| column));
            values.extend(row.iter().map(|&(_, value)| value));
            indptr.push(columns.len());
        }
        Features::new(indptr, columns, values, 3)
    }

    const POSITIVE: [bool; 6] = [true, true, true, false, false, false];
    const STOP: Stop = Stop { tolerance: 1e-7, rounds: 10_000 };

    fn learnt(loss: Loss, path: &[Cost]) -> Vec<f32> {
        let features = features();
        let members: Vec<u32> = (0..6).collect();
        let squares: Vec<f32> = (0..6).map(|row| features.square(row)).collect();
        let rows =
            Rows { features: &features, members: &members, squares: &squares, positive: &POSITIVE };
        let mut random = Xoshiro256Plus::seed_from_u64(1);
        let mut descent = Descent::new(rows);
        path.iter().for_each(|&cost| descent.descend(rows, loss, cost, STOP, &mut random));
        descent.weights
    }

    /// The gradient of the primal function, which is nothing at its minimum.
    fn gradient(loss: Loss, cost: Cost, weights: &[f32]) -> Vec<f32> {
        let features = features();
        let mut gradient = weights.to_vec();
        for (row, positive) in POSITIVE.into_iter().enumerate() {
            let (sign, cost) = if positive { (1.0, cost.positive) } else { (-1.0, cost.negative) };
            let margin = sign * f64::from(features.dot(row, weights));
            let slope = match loss {
                Loss::SquaredHinge => -2.0 * (1.0 - margin).max(0.0),
                Loss::Logistic => -1.0 / (1.0 + libm::exp(margin)),
            };
            features.add_to(row, (sign * cost * slope) as f32, &mut gradient);
        }
        gradient
    }

    #[test]
    fn the_weights_are_where_the_gradient_is_nothing() {
        for loss in [Loss::SquaredHinge, Loss::Logistic] {
            for cost in
                [Cost { positive: 1.0, negative: 1.0 }, Cost { positive: 9.0, negative: 0.5 }]
            {
                let weights = learnt(loss, &[cost]);
                let slope = gradient(loss, cost, &weights);
                assert!(
                    slope.iter().all(|value| value.abs() < 1e-4),
                    "{loss:?} {cost:?} {slope:?}"
                );
                assert!(weights[0] > 0.1);
            }
        }
    }

    #[test]
    fn the_way_to_a_cost_does_not_change_the_weights() {
        let cost = |both| Cost { positive: both, negative: both };
        for loss in [Loss::SquaredHinge, Loss::Logistic] {
            let direct = learnt(loss, &[cost(4.0)]);
            let by_steps = learnt(loss, &[cost(0.25), cost(1.0), cost(4.0)]);
            for (a, b) in direct.iter().zip(&by_steps) {
                assert!((a - b).abs() < 1e-4, "{loss:?} {direct:?} {by_steps:?}");
            }
        }
    }
}
