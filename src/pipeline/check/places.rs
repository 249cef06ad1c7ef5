//! The first places of something that is met more than once.

use crate::corpus::Place;

/// Places that are kept.
const KEPT: usize = 5;

/// The first places of something, in reading order.
#[derive(Debug, Clone, Default)]
pub(super) struct Places(Vec<String>);

impl Places {
    pub(super) fn add(&mut self, place: &Place) {
        if self.0.len() < KEPT {
            self.0.push(place.to_string());
        }
    }

    /// A place with more to say of it.
    pub(super) fn add_with(&mut self, place: &Place, more: &str) {
        let place = format!("{place}: {more}");
        if self.0.len() < KEPT && !self.0.contains(&place) {
            self.0.push(place);
        }
    }

    pub(super) fn into_vec(self) -> Vec<String> {
        self.0
    }
}
