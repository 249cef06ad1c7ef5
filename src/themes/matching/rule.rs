//! The places where the leaves of an expression were met to those where it was.

use std::ops::Range;

use super::entry::EntryId;

/// What the occurrences of an expression do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// They speak for an entry.
    Speaks(EntryId),
    /// They cancel occurrences of an entry that they overlap; with its place among the entry's `unless`.
    Cancels(EntryId, u32),
    /// They cancel a theme of that index; with its place among the theme's `unless`.
    CancelsTheme(usize, u32),
}

/// An expression in its compiled form.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    pub(super) role: Role,
    pub(super) tree: Tree,
}

/// A part of an expression that can be found by itself: a phrase or a regular expression.
#[derive(Debug, Clone, Copy)]
pub(super) struct Leaf {
    pub(super) rule: u32,
    /// Number of the leaf in the rule.
    pub(super) number: u32,
    /// Which of [`Lexicon::fields`](super::Lexicon::fields) it is looked for in, if only there.
    pub(super) field: Option<u16>,
}

/// How the leaves of an expression, numbered from 0, are put together.
#[derive(Debug, Clone)]
pub(super) enum Tree {
    Leaf(u32),
    Near(Box<[Tree; 2]>, u32),
    All(Vec<Tree>),
    Any(Vec<Tree>),
}

/// Words of a document, and the bytes of its field that they or what was met in them take.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Span {
    /// First and one past the last, as indices into the tokens of the document; never empty.
    pub(super) tokens: (u32, u32),
    /// First byte and one past the last.
    pub(super) bytes: (u32, u32),
    pub(super) field: u16,
}

/// A place where a leaf of a rule was met.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hit {
    /// Number of the rule in the lexicon.
    pub(super) rule: u32,
    /// Number of the leaf in the rule.
    pub(super) leaf: u32,
    pub(super) span: Span,
}

impl Span {
    pub(super) fn words(&self) -> u32 {
        self.tokens.1 - self.tokens.0
    }

    /// As a range of indices into the tokens.
    pub(super) fn range(&self) -> Range<usize> {
        self.tokens.0 as usize..self.tokens.1 as usize
    }

    /// From the first of two spans of one field to the end of the other.
    fn hull(&self, other: &Self) -> Self {
        Self {
            tokens: (self.tokens.0.min(other.tokens.0), self.tokens.1.max(other.tokens.1)),
            bytes: (self.bytes.0.min(other.bytes.0), self.bytes.1.max(other.bytes.1)),
            field: self.field,
        }
    }
}

impl Tree {
    /// Where the expression was met, in the order of the text, each place once. `hits` are those of
    /// its leaves, by leaf and place. An operand of `&` that is met only in places that `is_cancelled`
    /// is not met; then only those come back.
    pub(super) fn spans(&self, hits: &[Hit], is_cancelled: &dyn Fn(&Span) -> bool) -> Vec<Span> {
        let of = |tree: &Self| tree.spans(hits, is_cancelled);
        let mut spans = match self {
            Self::Leaf(leaf) => {
                let begin = hits.partition_point(|hit| hit.leaf < *leaf);
                let end = hits.partition_point(|hit| hit.leaf <= *leaf);
                return hits[begin..end].iter().map(|hit| hit.span.clone()).collect();
            }
            Self::Near(sides, words) => near(&of(&sides[0]), of(&sides[1]), *words),
            Self::Any(operands) => operands.iter().flat_map(of).collect(),
            Self::All(operands) => {
                let spans: Vec<Vec<Span>> = operands.iter().map(of).collect();
                if spans.iter().any(Vec::is_empty) {
                    return Vec::new();
                }
                let met = spans.iter().all(|spans| spans.iter().any(|span| !is_cancelled(span)));
                let all = spans.into_iter().flatten();
                all.filter(|span| met || is_cancelled(span)).collect()
            }
        };
        spans.sort_unstable();
        spans.dedup();
        spans
    }
}

/// Each span of `left` with the closest of `right` on either side, if no more than `words` words stand
/// between; with both where they are equally close. Spans that share a word are not near each other.
fn near(left: &[Span], mut right: Vec<Span>, words: u32) -> Vec<Span> {
    right.sort_unstable_by_key(|span| span.tokens.0);
    let mut by_end = right.clone();
    by_end.sort_unstable_by_key(|span| span.tokens.1);
    let closest = |span: &Span| {
        let after = right.get(right.partition_point(|it| it.tokens.0 < span.tokens.1));
        let before = by_end.partition_point(|it| it.tokens.1 <= span.tokens.0);
        let before = before.checked_sub(1).map(|at| &by_end[at]);
        let after = after.map(|it| (it.tokens.0 - span.tokens.1, it));
        let before = before.map(|it| (span.tokens.0 - it.tokens.1, it));
        let sides = [before, after].into_iter().flatten();
        let close = sides.filter(|(between, it)| *between <= words && it.field == span.field);
        let least = close.clone().map(|(between, _)| between).min();
        let closest = close.filter(move |&(between, _)| Some(between) == least);
        closest.map(|(_, it)| span.hull(it)).collect::<Vec<_>>()
    };
    left.iter().flat_map(closest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(begin: u32, end: u32) -> Span {
        Span { tokens: (begin, end), bytes: (begin, end), field: 0 }
    }

    #[test]
    fn near_takes_the_closest_on_either_side_within_the_distance() {
        let close = |left, right: &[(u32, u32)], words| {
            let right = right.iter().map(|&(begin, end)| span(begin, end)).collect();
            near(&[left], right, words).first().map(|span| span.tokens)
        };
        assert_eq!(close(span(5, 6), &[(0, 1), (9, 10)], 3), Some((5, 10)));
        assert_eq!(close(span(5, 6), &[(2, 3), (9, 10)], 3), Some((2, 6)));
        assert_eq!(close(span(5, 6), &[(2, 3), (9, 10)], 1), None);
        assert_eq!(close(span(5, 7), &[(5, 6), (6, 9)], 9), None, "they share a word");
    }
}
