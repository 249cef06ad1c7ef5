//! Entries beside each other: which can never count, which add nothing, which mean too much.

use super::{Defect, DefectKind, Place};
use crate::text::{Analyzer, Language};
use crate::themes::codebook::{Codebook, CodebookEntry, EntryText};
use crate::themes::expression::{Expression, Phrase, PhrasePart};
use crate::themes::matching::{EntryId, Examination, Examined, Fate};
use crate::themes::study::Probe;

/// A word of so many letters at most can be an acronym written small.
const SHORT: usize = 2;
/// Capitals of so many letters at most are one that can be a word as well.
const LONGEST_ACRONYM: usize = 4;

/// Checks the entries that are words in a row, each by reading it as a text of its language.
pub(super) fn lint_words(codebook: &Codebook, probe: &mut Probe<'_>) -> Vec<Defect> {
    let entries: Vec<CodebookEntry<'_>> = codebook.entries().collect();
    let mut defects = Vec::new();
    for (index, &entry) in entries.iter().enumerate() {
        let Some(phrase) = plain_phrase(entry.entry) else { continue };
        let text = phrase.text();
        let place = Place::of_entry(codebook, entry);
        let examination = probe.examine_in(&text, Some(entry.language));
        let seen = Own { entries: &entries, index, text: &text, examination: &examination };
        defects.extend(seen.shadow(place).or_else(|| seen.covered(place)));
        defects.extend(ambiguous(probe.analyzer(), phrase, entry.language, place));
    }
    defects
}

/// The words of an entry that is nothing but words.
fn plain_phrase(entry: &EntryText) -> Option<&Phrase> {
    match &entry.query.expression {
        Expression::Phrase(phrase)
            if phrase.parts.iter().all(|part| matches!(part, PhrasePart::Words(_))) =>
        {
            Some(phrase)
        }
        _ => None,
    }
}

/// What the codebook finds in an entry itself.
struct Own<'e> {
    entries: &'e [CodebookEntry<'e>],
    index: usize,
    text: &'e str,
    examination: &'e Examination,
}

impl Own<'_> {
    fn entry(&self, id: EntryId) -> &EntryText {
        self.entries[id.index()].entry
    }

    fn own(&self) -> &EntryText {
        self.entries[self.index].entry
    }

    /// Occurrences of entries of its theme.
    fn occurrences(&self) -> impl Iterator<Item = &Examined> {
        let theme = self.entries[self.index].theme_index;
        let finding = self.examination.findings.iter().find(move |finding| finding.theme == theme);
        finding.into_iter().flat_map(|finding| &finding.occurrences)
    }

    fn is_own(&self, examined: &Examined) -> bool {
        examined.evidence.entry.index() == self.index
    }

    /// Another entry that takes every occurrence of this one.
    fn shadow(&self, place: Place<'_>) -> Option<Defect> {
        let own = self.occurrences().find(|examined| self.is_own(examined));
        let by = match own.map(|examined| examined.fate) {
            Some(Fate::Hidden(by)) => self.entry(by),
            Some(Fate::Cancelled(_)) => {
                let cause = format!("`{}` is always cancelled by its own `unless`", self.text);
                let remedy = "narrow the `unless`, or leave the entry out";
                return Some(place.defect(DefectKind::Dead, cause, remedy));
            }
            // An entry with an `unless` leaves some occurrences to others, and so does `=`.
            _ => return None,
        };
        let takes_all = by.unless.is_empty() && !is_exact(by);
        takes_all.then(|| {
            place.defect(
                DefectKind::Dead,
                format!("`{}` never counts: it has the same stems as `{}`", self.text, by.id),
                "leave one of them out, or write `=` before both if they mean different things",
            )
        })
    }

    /// A shorter entry within this one that gives the theme by itself, in a text of usual length, and weighs as
    /// much or more: whatever this one finds, the theme is there without it.
    fn covered(&self, place: Place<'_>) -> Option<Defect> {
        let (own, theme) = (self.own(), self.entries[self.index].theme);
        if own.weight < theme.min_score || theme.min_distinct > 1 {
            return None;
        }
        let within =
            self.occurrences().filter(|examined| !self.is_own(examined)).find(|examined| {
                let other = self.entry(examined.evidence.entry);
                let shorter = examined.evidence.end - examined.evidence.start < self.text.len();
                let hidden = shorter && examined.fate == Fate::Hidden(self.own_id(examined));
                hidden && other.weight >= own.weight && other.unless.is_empty() && !is_exact(other)
            })?;
        let other = self.entry(within.evidence.entry);
        Some(place.defect(
            DefectKind::Covered,
            format!("`{}` adds nothing: `{}` in it gives the theme by itself", self.text, other.id),
            "leave it out, or give it less weight than a tag needs if it shall protect from the shorter \
             one",
        ))
    }

    /// The number of this entry, as the examination knows it.
    fn own_id(&self, of: &Examined) -> EntryId {
        let own = self.occurrences().find(|examined| self.is_own(examined));
        own.map_or(of.evidence.entry, |examined| examined.evidence.entry)
    }
}

fn is_exact(entry: &EntryText) -> bool {
    entry.query.expression.is_exact()
}

/// A word by itself, looked for by its stem, that says nothing: a stop word of its language, or letters that
/// may be an acronym and are a word in some language; or capitals whose stem is another word's.
fn ambiguous(
    analyzer: &Analyzer,
    phrase: &Phrase,
    language: Language,
    place: Place<'_>,
) -> Option<Defect> {
    let word = phrase.text();
    let letters = word.chars().count();
    if phrase.exact || letters < 2 || !word.chars().all(char::is_alphabetic) {
        return None;
    }
    let folded = analyzer.normalise(&word, Some(language)).into_owned();
    let is_stop_word =
        |language: Language| !analyzer.stop_and_stem(folded.as_str().into(), Some(language)).1;
    let capitals = word.chars().all(char::is_uppercase);
    let may_be_acronym = letters <= LONGEST_ACRONYM && (capitals || letters <= SHORT);
    let elsewhere = Language::ALL.into_iter().find(|&other| may_be_acronym && is_stop_word(other));
    let remedy = format!("write `={}` to find it as written only", word.to_uppercase());
    if let Some(other) = Some(language).filter(|&own| is_stop_word(own)).or(elsewhere) {
        let cause =
            format!("`{word}` is looked for by its stem, and is an ordinary word in {other}");
        return Some(place.defect(DefectKind::Ambiguous, cause, remedy));
    }
    let (stem, _) = analyzer.stop_and_stem(folded.as_str().into(), Some(language));
    (capitals && stem.chars().count() < letters).then(|| {
        let cause = format!("the stem of `{word}` is `{stem}`, which other words have, too");
        place.defect(DefectKind::Ambiguous, cause, remedy)
    })
}
