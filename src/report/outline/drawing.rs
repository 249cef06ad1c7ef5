//! What is drawn over two axes: the map, a curve, small panels.

use super::block::{Mention, Prose};

/// Cases as points; x and y 0 to 1, y upwards.
#[derive(Debug, Clone)]
pub(crate) struct Map {
    /// What the picture shows, for those who do not see it.
    pub(crate) summary: String,
    pub(crate) points: Vec<Point>,
    pub(crate) clusters: Vec<Mention>,
}

/// A case on the map.
#[derive(Debug, Clone)]
pub(crate) struct Point {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) cluster: Option<u32>,
    pub(crate) title: String,
    pub(crate) anchor: Option<String>,
}

/// What speaks for each k: the stability or, where it was not measured, the mean silhouette.
#[derive(Debug, Clone)]
pub(crate) struct Curve {
    /// What is measured, such as `Stability`.
    pub(crate) measure: &'static str,
    pub(crate) summary: String,
    /// What is across.
    pub(crate) axis: &'static str,
    pub(crate) points: Vec<CurvePoint>,
}

/// One k that was tried.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CurvePoint {
    pub(crate) k: u64,
    pub(crate) value: f64,
    /// Between these most subsamples lie.
    pub(crate) band: Option<(f64, f64)>,
    pub(crate) chosen: bool,
}

/// A small drawing over two axes from 0 to 1, one of many.
#[derive(Debug, Clone)]
pub(crate) struct Panel {
    /// What it is of.
    pub(crate) title: Prose,
    /// The figure it comes to.
    pub(crate) figure: String,
    /// What it shows, for those who do not see it.
    pub(crate) summary: String,
    /// What is across, and what is up.
    pub(crate) axes: [&'static str; 2],
    pub(crate) drawing: Drawing,
}

/// What a small drawing shows.
#[derive(Debug, Clone)]
pub(crate) enum Drawing {
    /// Precision over recall, from the highest score down, and where the found labels stand.
    Steps { points: Vec<(f64, f64)>, at: Option<(f64, f64)> },
    /// Shares over mean scores, with the part of all decisions that each stands for.
    Shares(Vec<(f64, f64, f64)>),
}
