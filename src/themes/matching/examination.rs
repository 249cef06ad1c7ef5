//! What a matcher found in one document, the things that do not count included.

use super::decide::Decided;
use super::entry::EntryId;
use super::overlap::{Cancellations, Occurrence, Outcome};
use super::rule::Span;
use super::tag::Evidence;

/// All that was found in a document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Examination {
    /// The themes of which anything was found, in codebook order.
    pub findings: Vec<Finding>,
}

/// What was found of one theme.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Index of the theme in [`Codebook::themes`](crate::themes::Codebook::themes).
    pub theme: usize,
    /// How far the document speaks for the theme, 0 to 1, whatever cancels it.
    pub score: f64,
    /// Whether it is a tag.
    pub is_tag: bool,
    /// Of each entry that counts: how often, in the order of the entries.
    pub entries: Vec<(EntryId, u32)>,
    /// Every occurrence of an entry, in the order of the text.
    pub occurrences: Vec<Examined>,
    /// Every occurrence of an `unless` of the theme, which cancels it.
    pub cancelled_by: Vec<Cancel>,
}

/// An occurrence of an entry, and whether it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Examined {
    /// The entry, and where it was met.
    pub evidence: Evidence,
    /// What became of it.
    pub fate: Fate,
}

/// Whether an occurrence counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It counts.
    Counts,
    /// An `unless` of its entry overlaps it.
    Cancelled(Cancel),
    /// A longer occurrence of this entry, of the same theme, overlaps it.
    Hidden(EntryId),
}

/// An occurrence of an `unless`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cancel {
    /// Its place among the `unless` of the entry or the theme.
    pub unless: usize,
    /// Which text field of the document, from 0.
    pub field: u16,
    /// First byte in the field; on a character boundary.
    pub start: usize,
    /// One past the last byte in the field; on a character boundary.
    pub end: usize,
}

impl Finding {
    pub(super) fn new(
        theme: usize,
        occurrences: &[Occurrence],
        decided: &Decided,
        cancellations: &Cancellations,
        cancelled_themes: &[(usize, u32, Span)],
    ) -> Self {
        let of_theme = cancelled_themes.iter().filter(|(cancelled, ..)| *cancelled == theme);
        let cancelled_by: Vec<_> =
            of_theme.map(|(_, unless, span)| Cancel::new(*unless, span)).collect();
        let examined = occurrences.iter().map(|occurrence| Examined {
            evidence: Evidence::of(occurrence),
            fate: match occurrence.fate {
                Outcome::Counts => Fate::Counts,
                Outcome::Hidden(by) => Fate::Hidden(by),
                Outcome::Cancelled(place) => {
                    let place = cancellations.place(place);
                    Fate::Cancelled(Cancel::new(place.unless, &place.span))
                }
            },
        });
        let mut examined: Vec<_> = examined.collect();
        examined.sort_by_key(|it| (it.evidence.field, it.evidence.start, it.evidence.end));
        Self {
            theme,
            score: decided.score,
            is_tag: decided.is_enough && cancelled_by.is_empty(),
            entries: decided.entries.clone(),
            occurrences: examined,
            cancelled_by,
        }
    }
}

impl Cancel {
    fn new(unless: u32, span: &Span) -> Self {
        let (start, end) = span.bytes;
        Self {
            unless: unless as usize,
            field: span.field,
            start: start as usize,
            end: end as usize,
        }
    }
}
