//! How the terms of a table are written, term by term.

use std::ops::Range;

use crate::text::{TermId, TermTable};

/// How the terms of a table are written, and how often so.
#[derive(Debug)]
pub(super) struct Surfaces {
    text: String,
    /// By rising term: where in the text, how often.
    forms: Vec<Form>,
    /// For each term its first form; in the end their number.
    first: Vec<usize>,
}

#[derive(Debug, Clone, Default)]
struct Form {
    place: Range<usize>,
    occurrences: u64,
}

impl Surfaces {
    pub(super) fn of(table: &TermTable<'_>) -> Self {
        let (mut text, mut met, mut first) = (String::new(), Vec::new(), vec![0; table.len() + 1]);
        table.each_surface_form(|term, surface, occurrences| {
            let begin = text.len();
            text.push_str(surface);
            met.push((term, Form { place: begin..text.len(), occurrences }));
            first[term as usize + 1] += 1;
        });
        for term in 0..table.len() {
            first[term + 1] += first[term];
        }
        let mut next = first.clone();
        let mut forms = vec![Form::default(); met.len()];
        for (term, form) in met {
            let place = &mut next[term as usize];
            forms[*place] = form;
            *place += 1;
        }
        Self { text, forms, first }
    }

    /// The forms of a term, each with its number of occurrences.
    pub(super) fn of_term(&self, term: TermId) -> impl Iterator<Item = (&str, u64)> {
        let [begin, end] = [term, term + 1].map(|term| self.first[term as usize]);
        let forms = self.forms[begin..end].iter();
        forms.map(|form| (&self.text[form.place.clone()], form.occurrences))
    }
}
