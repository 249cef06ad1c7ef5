//! Which cases are kept where there are more than a report can show: those whose ids have the smallest
//! hashes, which is a random sample that does not depend on the order of the rows.

use std::collections::{BTreeMap, BinaryHeap};

use super::documents::Case;
use crate::classify::metrics::draw_key;
use crate::error::Result;

/// Seed of the sample; of nothing else.
const SEED: u64 = 0x7265_706F_7274;

/// At most so many cases, and those that must be kept.
#[derive(Debug)]
pub(crate) struct Sample {
    limit: usize,
    /// Hash and row of the drawn cases, the largest hash on top.
    drawn: BinaryHeap<(u64, u64)>,
    /// By row.
    cases: BTreeMap<u64, Case>,
}

impl Sample {
    /// Of at most `limit` cases.
    pub(crate) fn new(limit: usize) -> Self {
        Self { limit, drawn: BinaryHeap::new(), cases: BTreeMap::new() }
    }

    /// Offers the case of a row, which is only made if it is kept.
    ///
    /// # Errors
    /// If the case cannot be made.
    pub(crate) fn offer(
        &mut self,
        id: &str,
        row: u64,
        must: bool,
        case: impl FnOnce() -> Result<Case>,
    ) -> Result<()> {
        if must {
            self.cases.insert(row, case()?);
            return Ok(());
        }
        let key = (draw_key(id, SEED), row);
        if self.drawn.len() == self.limit {
            match self.drawn.peek() {
                Some(largest) if key < *largest => {}
                _ => return Ok(()),
            }
            if let Some((_, retired)) = self.drawn.pop() {
                self.cases.remove(&retired);
            }
        }
        self.cases.insert(row, case()?);
        self.drawn.push(key);
        Ok(())
    }

    /// The kept cases in the order of their rows.
    pub(crate) fn into_cases(self) -> impl Iterator<Item = Case> {
        self.cases.into_values()
    }
}
