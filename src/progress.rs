//! How far a long step has come, told to whoever wants to show it.

/// A step of a run that takes long enough to be worth showing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Step {
    /// Looking at the inputs: formats, columns, paragraphs that repeat.
    Survey,
    /// Reading documents and counting their terms.
    Scan,
    /// Learning the concept space and the clusters.
    Fit,
    /// Tagging and assigning every document.
    Apply,
}

impl Step {
    /// The step's name as shown to people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Survey => "read",
            Self::Scan => "scan",
            Self::Fit => "fit",
            Self::Apply => "apply",
        }
    }
}

/// Receives what a run does. All methods do nothing unless they are implemented.
pub trait Progress: Sync {
    /// A step begins; `total` is its number of units, if known.
    fn begin(&self, step: Step, total: Option<u64>) {
        let _ = (step, total);
    }

    /// `units` more units of the step are done (documents; attempts when fitting).
    fn advance(&self, units: u64) {
        let _ = units;
    }

    /// The step is over.
    fn end(&self) {}
}

/// Shows nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {}
