//! Terms in a row to features: single terms and n-grams of them.

use hashbrown::HashMap;

use super::NgramRange;
use crate::text::{TermId, TermTable, Token};

/// Number of a feature (a term or several in a row) within one [`Features`], from 0.
pub(super) type FeatureId = u32;

/// No feature: what a term of the table is before it is met, and what stands before the first term.
const NONE: FeatureId = FeatureId::MAX;

/// A feature as its last term and what stands before it.
#[derive(Debug, Clone, Copy)]
struct Parts {
    before: FeatureId,
    term: TermId,
    /// Number of terms.
    length: u8,
}

/// Numbers the features that one thread meets, in order of first appearance. An n-gram is found by one
/// lookup from the n-gram that it prolongs.
#[derive(Debug)]
pub(super) struct Features {
    range: NgramRange,
    parts: Vec<Parts>,
    of_term: Vec<FeatureId>,
    longer: HashMap<(FeatureId, TermId), FeatureId>,
    /// Scratch: the features that end at the last token, by their length less 1.
    ending: Vec<FeatureId>,
}

impl Features {
    pub(super) fn new(range: NgramRange) -> Self {
        Self {
            range,
            parts: Vec::new(),
            of_term: Vec::new(),
            longer: HashMap::new(),
            ending: Vec::new(),
        }
    }

    /// Number of n-grams that are known.
    pub(super) fn len(&self) -> usize {
        self.parts.len()
    }

    /// Whether a feature is as long as is asked for.
    #[inline]
    pub(super) fn is_wanted(&self, feature: FeatureId) -> bool {
        self.range.min == 1 || usize::from(self.parts(feature).length) >= self.range.min
    }

    /// The term, where a feature is a single one.
    pub(super) fn single_term(&self, feature: FeatureId) -> Option<TermId> {
        let Parts { term, length, .. } = self.parts(feature);
        (length == 1).then_some(term)
    }

    /// Where only single terms are asked for, they keep their numbers, and nothing is remembered.
    fn parts(&self, feature: FeatureId) -> Parts {
        match self.range.max {
            1 => Parts { before: NONE, term: feature, length: 1 },
            _ => self.parts[feature as usize],
        }
    }

    /// The terms of a feature with spaces between them.
    pub(super) fn name(&self, feature: FeatureId, table: &TermTable<'_>) -> String {
        let mut name = String::new();
        self.push_name(feature, table, &mut name);
        name
    }

    /// Appends the name of a feature to `text`.
    pub(super) fn push_name(&self, feature: FeatureId, table: &TermTable<'_>, text: &mut String) {
        let Parts { before, term, .. } = self.parts(feature);
        if before != NONE {
            self.push_name(before, table, text);
            text.push(' ');
        }
        text.push_str(table.term(term));
    }

    /// Puts every feature of a document, wanted or not, into `met` as often as it stands there.
    pub(super) fn find(&mut self, tokens: &[Token], met: &mut Vec<FeatureId>) {
        met.clear();
        if self.range.max == 1 {
            // Without a branch on whether a word counts, which is as good as random.
            met.resize(tokens.len(), 0);
            let mut counted = 0;
            for token in tokens {
                met[counted] = token.term;
                counted += usize::from(token.counts);
            }
            met.truncate(counted);
            return;
        }
        self.ending.clear();
        let mut field = 0;
        for token in tokens {
            if token.field != field {
                field = token.field;
                self.ending.clear();
            }
            if token.counts {
                self.prolong(token.term);
                met.extend_from_slice(&self.ending);
            } else if self.range.broken_by_stop_words {
                self.ending.clear();
            }
        }
    }

    /// Puts the features that end with `term` in the place of those that end before it.
    fn prolong(&mut self, term: TermId) {
        let mut ending = std::mem::take(&mut self.ending);
        ending.truncate(self.range.max - 1);
        for feature in &mut ending {
            *feature = self.longer(*feature, term);
        }
        ending.insert(0, self.single(term));
        self.ending = ending;
    }

    #[inline]
    fn single(&mut self, term: TermId) -> FeatureId {
        match self.of_term.get(term as usize) {
            Some(&known) if known != NONE => known,
            _ => self.add_single(term),
        }
    }

    #[cold]
    fn add_single(&mut self, term: TermId) -> FeatureId {
        if self.of_term.len() <= term as usize {
            self.of_term.resize(term as usize + 1, NONE);
        }
        let feature = self.parts.len() as FeatureId;
        self.of_term[term as usize] = feature;
        self.parts.push(Parts { before: NONE, term, length: 1 });
        feature
    }

    fn longer(&mut self, before: FeatureId, term: TermId) -> FeatureId {
        let Self { parts, longer, .. } = self;
        *longer.entry((before, term)).or_insert_with(|| {
            let length = parts[before as usize].length + 1;
            parts.push(Parts { before, term, length });
            (parts.len() - 1) as FeatureId
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Analyzer, TextSettings};

    fn names(range: NgramRange, fields: &[&str]) -> Vec<String> {
        let settings = TextSettings { stem: false, ..TextSettings::default() };
        let analyzer = Analyzer::new(&settings).unwrap();
        let mut table = TermTable::new(&analyzer);
        let mut tokens = Vec::new();
        table.read_document(fields.iter().copied(), &mut tokens);
        let mut features = Features::new(range);
        let mut met = Vec::new();
        features.find(&tokens, &mut met);
        met.retain(|&feature| features.is_wanted(feature));
        met.iter().map(|&feature| features.name(feature, &table)).collect()
    }

    #[test]
    fn n_grams_are_made_of_the_words_that_remain() {
        let text = ["the quality of the school meals"];
        let range = NgramRange { min: 1, max: 2, broken_by_stop_words: false };
        assert_eq!(
            names(range, &text),
            ["quality", "school", "quality school", "meals", "school meals"]
        );
        let range = NgramRange { broken_by_stop_words: true, ..range };
        assert_eq!(names(range, &text), ["quality", "school", "meals", "school meals"]);
    }

    #[test]
    fn n_grams_do_not_reach_across_fields() {
        let range = NgramRange { min: 2, max: 3, broken_by_stop_words: false };
        let fields = ["new school meals", "children eat beans"];
        assert_eq!(
            names(range, &fields),
            [
                "new school",
                "school meals",
                "new school meals",
                "children eat",
                "eat beans",
                "children eat beans"
            ]
        );
    }
}
