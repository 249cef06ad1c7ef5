//! Term space to concept space: V terms to C concepts.

mod blend;
mod block;
mod cooccurrence;
pub(crate) mod dense;
mod eigen;
mod orthonormal;
mod projection;
mod settings;
mod svd;
mod words;

pub use blend::{are_english, is_english};
pub use cooccurrence::cooccurrence_vectors;
pub use projection::Projection;
pub use settings::{Method, ReduceSettings, Words};
pub use svd::{TruncatedSvd, truncated_svd};
pub use words::WordTable;
