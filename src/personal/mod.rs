//! Text to what in it may be personal data, and pseudonyms in its place.
//!
//! ```text
//! text ─► Patterns (by how it is written) ─┐
//!     ├─► NameList (names of a list)      ─┴► Found ─► PseudonymKey ─► text with pseudonyms
//! ```

mod key;
mod names;
mod numbers;
mod patterns;

pub use key::{PseudonymKey, Replaced, Restored};
pub use names::NameList;
pub use patterns::{Found, Kind, Patterns};

use patterns::is_free;

/// What in a text may be personal data, by how it is written and by a list of names, in the order of the
/// text; stretches that do not overlap. What is written as something else is no name.
pub fn find(patterns: &Patterns, names: &NameList, text: &str) -> Vec<Found> {
    let mut found = patterns.find(text);
    for range in names.find(text) {
        if is_free(&found, &range) {
            found.push(Found { kind: Kind::Name, range });
        }
    }
    found.sort_by_key(|it| it.range.start);
    found
}
