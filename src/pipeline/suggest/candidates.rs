//! Cases of groups to phrases that could be entries, and where these stand.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::super::SampledDocument;
use super::super::study::Study;
use super::{Excerpt, Suggestion};
use crate::text::{Language, TermTable};
use crate::themes::ReadText;
use crate::themes::ngrams::{each_ngram, place, stems};

/// Lines that show a suggestion, at most.
const LINES: usize = 3;
/// Characters that are shown on either side of it.
const CONTEXT: usize = 45;

/// A phrase of so many cases could be found key by chance: each is a test of the false discovery rate, though
/// fewer are candidates.
const REPEATED: u64 = 2;

/// What two forms of a phrase have in common.
type Key = (Language, String);

/// A phrase that could be an entry of a group.
pub(super) struct Candidate {
    pub(super) group: usize,
    pub(super) key: Key,
    /// How it is mostly written.
    pub(super) surface: String,
}

/// All candidates of all groups, by group, language and stems.
pub(super) struct Candidates {
    all: Vec<Candidate>,
    /// The candidates of a key, one for each group at most.
    by_key: HashMap<Key, Vec<usize>>,
    /// For each group the phrases that stand in [`REPEATED`] of its cases or more.
    tests: Vec<usize>,
}

/// A candidate that was chosen, with its figures but without lines.
pub(super) struct Chosen {
    pub(super) candidate: usize,
    pub(super) suggestion: Suggestion,
}

impl Candidates {
    /// The phrases that stand in `least` cases of a sample or more. Cases whose language is not known are
    /// left out: an entry needs one.
    pub(super) fn of(samples: &[Vec<SampledDocument>], study: Study<'_>, least: u64) -> Self {
        let mut all = Vec::new();
        let mut by_key: HashMap<Key, Vec<usize>> = HashMap::new();
        let mut tests = vec![0; samples.len()];
        for (group, sample) in samples.iter().enumerate() {
            for (key, forms) in phrases(sample, study) {
                tests[group] += usize::from(forms.documents >= REPEATED);
                if forms.documents >= least {
                    by_key.entry(key.clone()).or_default().push(all.len());
                    all.push(Candidate { group, key, surface: forms.commonest() });
                }
            }
        }
        Self { all, by_key, tests }
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// How many phrases of a group could be found key by chance.
    pub(super) fn tests(&self, group: usize) -> usize {
        self.tests[group]
    }

    pub(super) fn get(&self, candidate: usize) -> &Candidate {
        &self.all[candidate]
    }

    /// The candidates that stand in a text, each once and with its group.
    pub(super) fn found_in(&self, text: ReadText<'_>) -> Vec<(usize, usize)> {
        let Some(language) = text.language else { return Vec::new() };
        let mut found = Vec::new();
        each_ngram(text, |tokens| {
            if let Some(candidates) = self.by_key.get(&(language, stems(text, tokens))) {
                found.extend(candidates.iter().map(|&at| (at, self.all[at].group)));
            }
        });
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The suggestions of each group with the lines in which they stand in its sample.
    pub(super) fn describe(
        &self,
        chosen: Vec<Vec<Chosen>>,
        samples: &[Vec<SampledDocument>],
        study: Study<'_>,
    ) -> Vec<Vec<Suggestion>> {
        let with_lines = |(chosen, sample): (Vec<Chosen>, &Vec<SampledDocument>)| {
            let keys = chosen.iter().map(|it| self.all[it.candidate].key.clone());
            let mut lines = lines(&keys.collect(), sample, study);
            let described = chosen.into_iter().map(|mut it| {
                let key = &self.all[it.candidate].key;
                it.suggestion.lines = lines.remove(key).unwrap_or_default();
                it.suggestion
            });
            described.collect()
        };
        chosen.into_iter().zip(samples).map(with_lines).collect()
    }
}

/// The forms of a phrase.
#[derive(Default)]
struct Forms {
    documents: u64,
    written: BTreeMap<String, u64>,
}

impl Forms {
    /// Of equally common forms the first in sorted order, which is that with capitals.
    fn commonest(&self) -> String {
        let most = self.written.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
        most.map_or_else(String::new, |(form, _)| form.clone())
    }
}

/// All phrases of a sample.
fn phrases(sample: &[SampledDocument], study: Study<'_>) -> BTreeMap<Key, Forms> {
    let mut phrases: BTreeMap<Key, Forms> = BTreeMap::new();
    read_each(sample, study, |_, text| {
        let Some(language) = text.language else { return };
        let mut seen = HashSet::new();
        each_ngram(text, |tokens| {
            let (field, bytes) = place(text, &tokens);
            let stems = stems(text, tokens);
            let forms = phrases.entry((language, stems.clone())).or_default();
            *forms.written.entry(form(&text.fields[field][bytes])).or_default() += 1;
            if seen.insert(stems) {
                forms.documents += 1;
            }
        });
    });
    phrases
}

/// A phrase as an entry has it: in lower case, save words that have capitals within.
fn form(written: &str) -> String {
    let word = |word: &str| {
        let has_capital_within = word.chars().skip(1).any(char::is_uppercase);
        if has_capital_within { word.to_owned() } else { word.to_lowercase() }
    };
    written.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}

/// The first lines of a sample in which phrases stand, one of a case.
fn lines(
    keys: &HashSet<Key>,
    sample: &[SampledDocument],
    study: Study<'_>,
) -> HashMap<Key, Vec<Excerpt>> {
    let mut lines: HashMap<Key, Vec<Excerpt>> = HashMap::new();
    read_each(sample, study, |id, text| {
        let Some(language) = text.language else { return };
        each_ngram(text, |tokens| {
            let (field, bytes) = place(text, &tokens);
            let key = (language, stems(text, tokens));
            if !keys.contains(&key) {
                return;
            }
            let lines = lines.entry(key).or_default();
            if lines.len() < LINES && lines.last().is_none_or(|line| line.id != id) {
                lines.push(Excerpt::new(id, text.fields[field], bytes));
            }
        });
    });
    lines
}

/// Reads the texts of a sample again, in its order.
fn read_each(
    sample: &[SampledDocument],
    study: Study<'_>,
    mut take: impl FnMut(&str, ReadText<'_>),
) {
    let mut table = TermTable::new(study.analyzer);
    let mut tokens = Vec::new();
    for document in sample {
        let fields: Vec<&str> = document.fields.iter().map(String::as_str).collect();
        let language = table.read_document(fields.iter().copied(), &mut tokens);
        take(&document.id, ReadText { table: &table, tokens: &tokens, fields: &fields, language });
    }
}

impl Excerpt {
    fn new(id: &str, field: &str, bytes: std::ops::Range<usize>) -> Self {
        let on_one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (all_before, all_after) = (&field[..bytes.start], &field[bytes.end..]);
        let begin = all_before.char_indices().rev().nth(CONTEXT).map_or(0, |(at, _)| at);
        let end = all_after.char_indices().nth(CONTEXT).map_or(all_after.len(), |(at, _)| at);
        let cut = |is_cut: bool| if is_cut { "\u{2026}" } else { "" };
        let before = format!("{}{}", cut(begin > 0), &all_before[begin..]);
        let after = format!("{}{}", &all_after[..end], cut(end < all_after.len()));
        Self {
            id: id.to_owned(),
            before: on_one_line(&before),
            phrase: on_one_line(&field[bytes]),
            after: on_one_line(&after),
        }
    }
}
