//! Labels that people gave, and how well labels that were found agree with them.

mod labels;
pub mod metrics;

pub use labels::{LabelColumns, Labelling};
