//! How well labels that were found agree with labels that people gave.
//!
//! [`Answers`] holds both for every document; [`Evaluation`] is everything that is told of them. The
//! figures are those of scikit-learn 1.9 with `zero_division=0`: a share of nothing is 0 (tables show a
//! dash there, and the counts stand beside it).

mod agreement;
mod answers;
mod bootstrap;
mod coders;
mod confusion;
mod corrected;
mod counts;
mod design;
mod evaluation;
mod figures;
mod plan;
mod ranking;
mod reliability;
mod tally;

pub use agreement::{cohen_kappa, krippendorff_alpha};
pub use answers::{Answer, Answers, Outcome, OutcomeOfLabel};
pub use bootstrap::{Resampling, percentile_interval};
pub use coders::{Agreement, CodedCase, Coding, Dispute, MACHINE};
pub use confusion::{ConfusedPair, confused_pairs};
pub use corrected::{Coded, Corrected, corrected_share};
pub use counts::Counts;
pub use design::{allocate, draw_key};
pub use evaluation::{
    Averages, Base, Confusion, Evaluation, LabelEvaluation, LabelName, Overall, OverallRanking,
};
pub use figures::{Averaged, Estimate, Figures, wilson};
pub use ranking::{CurvePoint, Ranking};
pub use reliability::{Bin, Reliability};
pub use tally::Tally;
