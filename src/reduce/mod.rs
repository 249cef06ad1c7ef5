//! Term space to concept space: V terms to C concepts.

pub(crate) mod dense;
mod orthonormal;
mod projection;
mod settings;
mod svd;

pub use projection::Projection;
pub use settings::ReduceSettings;
pub use svd::{TruncatedSvd, truncated_svd};
