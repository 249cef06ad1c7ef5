//! Labelled cases to the weights and thresholds of a codebook.
//!
//! The wording stays; only numbers are learnt, and only where cross-validation says that they find
//! more of what people found. Every figure that is reported is of cases that were not learnt from:
//!
//! ```text
//! cases of a theme ─► outer folds ─► on all but one: inner folds choose how far to learn, or not at all
//!                                    on that one: what the choice finds ─► before, after
//!                  ─► the same choice on all cases ─► weights and threshold of the new codebook
//! ```

mod case;
mod confusion;
mod descent;
mod folds;
mod labels;
mod select;

pub use case::{Case, Numbers, Verdict};
pub use confusion::{Confusion, Metric};
pub use labels::{Judgement, Labels};
pub use select::{ThemeFit, fit_theme};
