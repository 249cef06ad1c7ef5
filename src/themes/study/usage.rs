//! What the entries of a codebook do in a corpus, counted.

use std::collections::BTreeMap;

use crate::themes::codebook::Codebook;
use crate::themes::matching::{EntryId, Examination, Fate};

/// How often entries count and themes are found. Parts are merged by addition, so that the order of the
/// documents does not matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usage {
    /// Documents in all.
    pub documents: u64,
    /// Of each entry, by [`EntryId::index`].
    pub entries: Vec<EntryUsage>,
    /// Documents that have each theme.
    pub themes: Vec<u64>,
    /// Documents that have both themes, the smaller index first.
    pub pairs: BTreeMap<(usize, usize), u64>,
}

/// How often an entry counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EntryUsage {
    /// Documents in which it counts at least once.
    pub documents: u64,
    /// Those of them in which no other entry of its theme counts.
    pub alone: u64,
    /// Documents in which it was met, but never counts: each time a longer entry hides it or an `unless`
    /// cancels it.
    pub suppressed: u64,
    /// Tells which documents it counts in: the sum of their marks. Entries of equal sums and numbers count
    /// in the same documents.
    pub marks: u128,
}

impl Usage {
    /// Nothing counted yet, of the entries and themes of `codebook`.
    pub fn new(codebook: &Codebook) -> Self {
        let (entries, themes) = (codebook.entries().count(), codebook.themes.len());
        Self {
            documents: 0,
            entries: vec![EntryUsage::default(); entries],
            themes: vec![0; themes],
            pairs: BTreeMap::new(),
        }
    }

    /// Counts one document; `mark` is a number of its own, spread as a hash is.
    pub fn add(&mut self, examination: &Examination, mark: u128) {
        self.documents += 1;
        let mut tags = Vec::new();
        for finding in &examination.findings {
            for &(entry, _) in &finding.entries {
                let usage = &mut self.entries[entry.index()];
                usage.documents += 1;
                usage.alone += u64::from(finding.entries.len() == 1);
                usage.marks = usage.marks.wrapping_add(mark);
            }
            let counts = |entry: EntryId| finding.entries.iter().any(|&(other, _)| other == entry);
            let mut suppressed: Vec<EntryId> = finding
                .occurrences
                .iter()
                .filter(|occurrence| occurrence.fate != Fate::Counts)
                .map(|occurrence| occurrence.evidence.entry)
                .filter(|&entry| !counts(entry))
                .collect();
            suppressed.sort_unstable();
            suppressed.dedup();
            suppressed.iter().for_each(|entry| self.entries[entry.index()].suppressed += 1);
            if finding.is_tag {
                tags.push(finding.theme);
            }
        }
        for (at, &theme) in tags.iter().enumerate() {
            self.themes[theme] += 1;
            for &other in &tags[at + 1..] {
                *self.pairs.entry((theme.min(other), theme.max(other))).or_default() += 1;
            }
        }
    }

    /// The share of the documents of `theme` that also have `other`, 0 to 1; 0 where there are none.
    pub fn overlap(&self, theme: usize, other: usize) -> f64 {
        let both = self.pairs.get(&(theme.min(other), theme.max(other))).copied().unwrap_or(0);
        if self.themes[theme] == 0 { 0.0 } else { both as f64 / self.themes[theme] as f64 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Analyzer, Language, TermTable, TextSettings};
    use crate::themes::{Lexicon, Matcher, ReadText};

    /// The usage of a codebook of two themes in some texts.
    pub(in crate::themes) fn usage_of(codebook: &Codebook, texts: &[&str]) -> Usage {
        let analyzer = Analyzer::new(&TextSettings::default()).unwrap();
        let lexicon = Lexicon::compile(codebook, &analyzer).unwrap();
        let mut table = TermTable::new(&analyzer);
        let mut matcher = Matcher::new(&lexicon);
        let mut usage = Usage::new(codebook);
        for (number, text) in (1..).zip(texts) {
            let language = Some(Language::English);
            let mut tokens = Vec::new();
            table.read_in(language, [*text].into_iter(), &mut tokens);
            let (tokens, fields) = (&tokens[..], &[*text][..]);
            let read = ReadText { table: &table, tokens, fields, language };
            usage.add(&matcher.examine(read), 1 << number);
        }
        usage
    }

    #[test]
    fn entries_and_themes_are_counted_by_documents() {
        let theme = |id, terms| {
            format!("[[theme]]\nid = '{id}'\nlabel = 'L'\ndefinition = 'D'\nterms.en = {terms}\n")
        };
        let text = format!(
            "name = 'n'\n{}{}",
            theme("a", "['bus', 'night bus', { match = 'tram', unless = 'tram museum' }]"),
            theme("b", "['museum']")
        );
        let codebook = Codebook::parse(&text, "t").unwrap();
        let texts =
            ["a bus, a bus and a tram", "the night bus", "a tram museum", "a bus to the museum"];
        let usage = usage_of(&codebook, &texts);
        let of = |at: usize| {
            let EntryUsage { documents, alone, suppressed, .. } = usage.entries[at];
            (documents, alone, suppressed)
        };
        assert_eq!([of(0), of(1), of(2), of(3)], [(2, 1, 1), (1, 1, 0), (1, 0, 1), (2, 2, 0)]);
        assert_eq!((usage.documents, &*usage.themes), (4, &[3, 2][..]));
        assert_eq!((usage.overlap(0, 1), usage.overlap(1, 0)), (1.0 / 3.0, 0.5));
        assert_ne!(usage.entries[0].marks, usage.entries[2].marks);
    }
}
