//! The tokens of one document to its tags, in one pass.

use super::decide::{Decided, decide};
use super::examination::{Examination, Finding};
use super::find::Finder;
use super::lexicon::Lexicon;
use super::overlap::{Cancellations, Cancelling, Occurrence, Outcome, Taken, hide_shorter};
use super::read_text::ReadText;
use super::rule::{Hit, Role, Span, Tree};
use super::tag::{Evidence, Tag, TagSource};

/// Finds the entries of a lexicon in documents. The workspace of one thread.
///
/// It remembers which terms of the thread's [`TermTable`](crate::text::TermTable) the lexicon looks for, so it serves
/// one table for as long as it lives.
pub struct Matcher<'a> {
    lexicon: &'a Lexicon,
    finder: Finder<'a>,
    hits: Vec<Hit>,
    found: Vec<Occurrence>,
    cancellations: Cancellations,
    /// Where the `unless` of themes were met: the theme, which `unless`, the place.
    cancelled_themes: Vec<(usize, u32, Span)>,
    taken: Taken,
}

impl<'a> Matcher<'a> {
    /// A matcher of the entries of `lexicon`, in documents whose text fields have no names: what is
    /// looked for in a certain field is found in none.
    pub fn new(lexicon: &'a Lexicon) -> Self {
        Self::of_fields(lexicon, std::iter::empty())
    }

    /// A matcher of the entries of `lexicon` in documents whose text fields have these names, in this
    /// order.
    pub fn of_fields<'n>(lexicon: &'a Lexicon, names: impl Iterator<Item = &'n str>) -> Self {
        Self {
            lexicon,
            finder: Finder::new(lexicon, names),
            hits: Vec::new(),
            found: Vec::new(),
            cancellations: Cancellations::default(),
            cancelled_themes: Vec::new(),
            taken: Taken::default(),
        }
    }

    /// The themes of a document, in codebook order.
    ///
    /// An occurrence of an entry that overlaps one of its `unless` does not count. Where occurrences
    /// of one theme overlap, the one with the most words counts, then the leftmost, then the one of
    /// the earlier entry; across themes all count. [`score`](super::score) says what the entries that
    /// are left are worth. The theme is a tag where that reaches its `min_score`, `min_distinct`
    /// entries or more are left, and none of its `unless` occurs in the document.
    ///
    /// # Panics
    /// If the table is not the one of earlier calls, or the parts of `text` do not belong together.
    pub fn tag(&mut self, text: ReadText<'_>) -> Vec<Tag> {
        self.match_text(text);
        let length = text.tokens.len() as u32;
        let themes = self.found.chunk_by(|a, b| a.theme == b.theme);
        themes
            .filter_map(|theme| {
                let decided = decide(self.lexicon, theme, length);
                let index = theme[0].theme as usize;
                let is_tag = decided.is_enough && !self.is_cancelled(index);
                is_tag.then(|| tag_of(theme, &decided))
            })
            .collect()
    }

    /// All that was found in a document, also what does not count and why not.
    ///
    /// # Panics
    /// As [`Matcher::tag`].
    pub fn examine(&mut self, text: ReadText<'_>) -> Examination {
        self.match_text(text);
        let length = text.tokens.len() as u32;
        let themes = self.found.chunk_by(|a, b| a.theme == b.theme);
        let findings = themes.map(|theme| {
            let index = theme[0].theme as usize;
            let decided = decide(self.lexicon, theme, length);
            Finding::new(index, theme, &decided, &self.cancellations, &self.cancelled_themes)
        });
        Examination { findings: findings.collect() }
    }

    fn is_cancelled(&self, theme: usize) -> bool {
        self.cancelled_themes.iter().any(|(cancelled, ..)| *cancelled == theme)
    }

    /// Fills `found` with all occurrences, by theme, entry and place, each with what became of it.
    fn match_text(&mut self, text: ReadText<'_>) {
        self.found.clear();
        self.cancellations.clear();
        self.cancelled_themes.clear();
        self.finder.find(text, &mut self.hits);
        if self.hits.is_empty() {
            return;
        }
        self.hits.sort_unstable();
        self.note_what_cancels();
        self.note_occurrences();
        hide_shorter(&mut self.found, &mut self.taken, text.tokens.len());
    }

    fn note_what_cancels(&mut self) {
        for hits in self.hits.chunk_by(|a, b| a.rule == b.rule) {
            let rule = &self.lexicon.rules[hits[0].rule as usize];
            if matches!(rule.role, Role::Speaks(_)) {
                continue;
            }
            for span in rule.tree.spans(hits, &|_| false) {
                match rule.role {
                    Role::Cancels(entry, unless) => {
                        self.cancellations.push(Cancelling { entry, unless, span });
                    }
                    Role::CancelsTheme(theme, unless) => {
                        self.cancelled_themes.push((theme, unless, span));
                    }
                    Role::Speaks(_) => {}
                }
            }
        }
        self.cancellations.arrange();
    }

    fn note_occurrences(&mut self) {
        let Self { lexicon, hits, found, cancellations, .. } = self;
        for hits in hits.chunk_by(|a, b| a.rule == b.rule) {
            let rule = &lexicon.rules[hits[0].rule as usize];
            let Role::Speaks(entry) = rule.role else { continue };
            let theme = lexicon.details(entry).theme as u32;
            let mut note = |span: Span| {
                let cancelled = cancellations.of(entry, &span);
                let fate = cancelled.map_or(Outcome::Counts, Outcome::Cancelled);
                found.push(Occurrence { entry, theme, span, fate });
            };
            if let Tree::Leaf(_) = rule.tree {
                hits.iter().for_each(|hit| note(hit.span.clone()));
            } else {
                let is_cancelled = |span: &Span| cancellations.of(entry, span).is_some();
                rule.tree.spans(hits, &is_cancelled).into_iter().for_each(note);
            }
        }
    }
}

/// The tag that the occurrences of one theme make.
fn tag_of(occurrences: &[Occurrence], decided: &Decided) -> Tag {
    let counting = occurrences.iter().filter(|occurrence| occurrence.fate == Outcome::Counts);
    let mut evidence: Vec<_> = counting.map(Evidence::of).collect();
    evidence.sort_unstable_by_key(|evidence| (evidence.field, evidence.start));
    Tag {
        theme: occurrences[0].theme as usize,
        score: decided.score,
        hits: evidence.len() as u32,
        source: TagSource::Lexicon,
        evidence,
    }
}
