//! Cases with labels to a classifier, and how good it is.
//!
//! ```text
//! Labelling ─┬► folds ─► OneVsRest of each fold ─► held-out Scores ─► cost, thresholds, probabilities ─┐
//! counts ────┘                                                                                       │
//!        └──────────► OneVsRest of all cases ────────────────────────────────────────────────────────┴► Classifier
//! ```

mod calibration;
mod card;
mod classifier;
mod concepts;
mod cross_validation;
mod descent;
mod doubts;
mod examples;
mod features;
mod folds;
mod labels;
mod levels;
pub mod metrics;
mod one_vs_rest;
mod scores;
mod settings;
mod training;

pub use calibration::Sigmoid;
pub use card::{Card, LabelCard, Origin};
pub use classifier::{Classifier, Decision, Given, Scored};
pub use descent::{Loss, Stop};
pub use doubts::{Doubt, doubts};
pub use examples::Examples;
pub use features::Features;
pub use folds::stratified_folds;
pub use labels::{LabelColumns, Labelling};
pub use one_vs_rest::{OneVsRest, OneVsRestParams};
pub use scores::Scores;
pub use settings::{ClassifySettings, Help};
pub use training::{Choice, HeldOut, Trained, train};
