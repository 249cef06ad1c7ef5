//! Numbers in a grid of rows and columns.

use super::block::Prose;

/// Numbers in a grid.
#[derive(Debug, Clone)]
pub(crate) struct Heat {
    pub(crate) caption: String,
    /// The head of the rows' names.
    pub(crate) corner: &'static str,
    /// Whether columns are numbered only, and narrow.
    pub(crate) narrow: bool,
    pub(crate) columns: Vec<HeatHead>,
    pub(crate) rows: Vec<(Prose, Vec<HeatCell>)>,
    /// What grounds and signs mean.
    pub(crate) key: Vec<(Ground, &'static str)>,
}

/// The head of a column of a grid.
#[derive(Debug, Clone, Default)]
pub(crate) struct HeatHead {
    /// The number of a cluster or of a theme.
    pub(crate) number: Option<u32>,
    /// Where it leads.
    pub(crate) anchor: Option<String>,
    /// Whether the number is that of a cluster, which has a mark.
    pub(crate) is_cluster: bool,
    pub(crate) label: String,
    pub(crate) size: String,
}

/// One cell of the grid.
#[derive(Debug, Clone, Default)]
pub(crate) struct HeatCell {
    pub(crate) text: String,
    /// What the number rests on.
    pub(crate) small: String,
    /// What is not seen but heard.
    pub(crate) spoken: String,
    pub(crate) ground: Ground,
}

/// The ground of a cell, which is never the only sign of what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Ground {
    /// There is no such cell.
    #[default]
    Absent,
    /// Nothing to be said.
    Bare,
    /// A share: 1 to 6.
    Depth(u8),
    /// More than elsewhere: 1 to 3.
    Above(u8),
    /// Less than elsewhere: 1 to 3.
    Below(u8),
}

impl Ground {
    /// The arrows that say the same as the colour.
    pub(crate) fn sign(self) -> &'static str {
        match self {
            Self::Above(1) => "▲",
            Self::Above(_) => "▲▲",
            Self::Below(1) => "▼",
            Self::Below(_) => "▼▼",
            Self::Absent | Self::Bare | Self::Depth(_) => "",
        }
    }
}
