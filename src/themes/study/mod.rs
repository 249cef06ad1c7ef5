//! Documents and what was found in them to figures about a codebook: what its entries do in a corpus
//! ([`Usage`]) and in single texts ([`Probe`]), and which words it could still take ([`ngrams`],
//! [`keyness`]).

pub mod keyness;
pub mod ngrams;
mod probe;
mod usage;

pub use probe::Probe;
pub use usage::{EntryUsage, Usage};
