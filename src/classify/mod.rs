//! Cases with labels to a classifier, and how good it is.

mod labels;

pub use labels::{LabelColumns, Labelling};
