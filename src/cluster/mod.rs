//! Points to groups of alike documents: how many, which, how sure, and what each is about.

mod agreement;
mod choice;
mod distance;
mod kmeans;
mod labels;
mod layout;
mod lloyd;
pub mod metrics;
mod model;
mod panels;
mod points;
mod seeding;
mod settings;
mod silhouette;
mod stability;
mod starts;

pub use agreement::Agreement;
pub use choice::KCandidate;
pub use kmeans::{Partition, k_means};
pub use labels::ClusterTerm;
pub use layout::MapLayout;
pub use model::{Assignment, Cluster, ClusterModel, ClusterSample};
pub use points::Points;
pub use settings::{ClusterSettings, KChoice};
pub use silhouette::simplified_silhouette;
pub use starts::Attempts;
