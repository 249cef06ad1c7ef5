//! Term space to concept space: V terms to C concepts.

mod block;
mod cooccurrence;
pub(crate) mod dense;
mod eigen;
mod orthonormal;
mod projection;
mod settings;
mod svd;

pub use cooccurrence::cooccurrence_vectors;
pub use projection::Projection;
pub use settings::{Method, ReduceSettings};
pub use svd::{TruncatedSvd, truncated_svd};
