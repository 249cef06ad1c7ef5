//! Points to groups of alike documents: how many, which, how sure, and what each is about.

mod agreement;
mod assignment;
mod choice;
mod description;
mod distance;
mod kmeans;
mod layout;
mod lloyd;
pub mod metrics;
mod model;
mod panels;
mod points;
mod representatives;
mod sample;
mod seeding;
mod settings;
mod silhouette;
mod stability;
mod starts;
mod tree;

pub use agreement::Agreement;
pub(crate) use assignment::EXTREME;
pub use assignment::{Assignment, Fit, Neighbour};
pub use choice::KCandidate;
pub use description::ClusterTerm;
pub use kmeans::{Partition, k_means};
pub use layout::MapLayout;
pub use model::{Cluster, ClusterModel};
pub use points::Points;
pub use sample::ClusterSample;
pub use settings::{ClusterSettings, KChoice};
pub use silhouette::simplified_silhouette;
pub use starts::Attempts;
pub use tree::Merge;
