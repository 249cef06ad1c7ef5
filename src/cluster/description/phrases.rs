//! Texts to phrases: words that stand together, in place, more often than chance would put them.

use hashbrown::HashMap;

use super::contrast::{Division, GroupTerm};
use super::words::{Sequence, Texts, Word};
use crate::cluster::ClusterSample;
use crate::text::TermTable;

/// The words of a phrase must stand together at least so many times as often as by chance.
const TIMES_BY_CHANCE: f64 = 20.0;
/// At least this share of a group's documents with one of the words has the whole phrase.
const HELD_TOGETHER: f64 = 0.3;
/// In a group of so many documents or more a phrase must stand in three of them instead of two.
const LARGE: usize = 30;
/// Sequences that are remembered; where there are more, the rarest are forgotten.
const REMEMBERED: usize = 1 << 20;
/// In so many documents it is looked how a phrase is written.
const LOOKED_AT: usize = 100;

/// A phrase in a group.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct GroupPhrase {
    /// Its words with their columns, `None` for stop words.
    pub(super) words: Vec<Word>,
    /// How it is written most often.
    pub(super) surface: String,
    /// Documents of the group with the phrase.
    pub(super) inside: usize,
    /// Documents with the phrase.
    pub(super) overall: usize,
    sequence: Sequence,
}

/// Documents of a group with a sequence, and the last of them.
struct Met {
    documents: u32,
    last: usize,
}

/// In how many documents of which group sequences stand.
#[derive(Default)]
struct Counts {
    met: HashMap<(Sequence, usize), Met>,
    /// How often each term was met.
    occurrences: Vec<u64>,
    words: u64,
}

/// Which terms are wanted, and by which groups.
struct Wanted(Vec<Vec<usize>>);

impl Wanted {
    fn new(columns: usize, wanted: &[Vec<GroupTerm>]) -> Self {
        let mut groups = vec![Vec::new(); columns];
        for (group, terms) in wanted.iter().enumerate() {
            terms.iter().for_each(|term| groups[term.column].push(group));
        }
        Self(groups)
    }

    fn any(&self, column: usize) -> bool {
        !self.0[column].is_empty()
    }

    fn group(&self, group: usize, column: usize) -> bool {
        self.0[column].contains(&group)
    }
}

/// How people word what the groups are about.
pub(super) struct Wording {
    /// The phrases of every group, in a settled order.
    pub(super) phrases: Vec<Vec<GroupPhrase>>,
    /// How terms are written most often, by group and column.
    surfaces: HashMap<(usize, usize), String>,
}

impl Wording {
    /// Reads the texts of the sample: finds the phrases of every group that have at least one of its
    /// `wanted` terms, and how these are written. Memory is bounded, since of many sequences the rarest
    /// are forgotten.
    pub(super) fn read(
        (sample, table): (&ClusterSample<'_>, TermTable<'_>),
        labels: &[usize],
        division: &Division<'_>,
        wanted: &[Vec<GroupTerm>],
    ) -> Self {
        // Where n-grams are terms, phrases are terms already.
        let phrases_wanted = sample.vocabulary.ngrams().max == 1;
        let wanted_by = Wanted::new(sample.vocabulary.len(), wanted);
        let mut texts = Texts::new(sample, table);
        let mut counts = Counts::default();
        let mut forms: HashMap<(usize, usize), Forms> = HashMap::new();
        for (text, &group) in labels.iter().enumerate() {
            texts.read(text);
            texts.each_term(|column, written| {
                if wanted_by.group(group, column) {
                    forms.entry((group, column)).or_default().add(written);
                }
            });
            if phrases_wanted {
                counts.add(&texts, &wanted_by, (text, group));
            }
        }
        let mut phrases = counts.phrases(&texts, division, wanted);
        write_out(&mut phrases, &mut texts, division);
        let surfaces = forms.into_iter().map(|(place, forms)| (place, forms.commonest()));
        Self { phrases, surfaces: surfaces.collect() }
    }

    /// How a term is written most often in a group.
    pub(super) fn surface(&self, group: usize, column: usize) -> Option<&str> {
        self.surfaces.get(&(group, column)).map(String::as_str)
    }
}

/// Ways to write one thing, and how often each is met.
#[derive(Default)]
struct Forms(HashMap<String, usize>);

impl Forms {
    fn add(&mut self, written: &str) {
        match self.0.get_mut(written) {
            Some(times) => *times += 1,
            None => {
                self.0.insert(written.to_owned(), 1);
            }
        }
    }

    /// The commonest; of several the first in order.
    fn commonest(self) -> String {
        let commonest = self.0.into_iter().min_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        commonest.map_or_else(String::new, |(form, _)| form)
    }
}

/// Whether the documents of a group with a wanted word have the phrase often enough for it to stand
/// for the word.
fn held_together(words: &[Word], inside: usize, wanted: &[GroupTerm]) -> bool {
    let inside_of = |column| wanted.iter().find(|term| term.column == column).map(|it| it.inside);
    let rarest = words.iter().filter_map(|(_, column)| inside_of((*column)?)).min();
    rarest.is_some_and(|rarest| inside as f64 >= HELD_TOGETHER * rarest as f64)
}

impl Counts {
    fn add(&mut self, texts: &Texts<'_>, wanted: &Wanted, (text, group): (usize, usize)) {
        for term in texts.terms() {
            let term = term as usize;
            if self.occurrences.len() <= term {
                self.occurrences.resize(term + 1, 0);
            }
            self.occurrences[term] += 1;
            self.words += 1;
        }
        texts.each_sequence(|sequence, columns, _| {
            if columns.iter().flatten().any(|&column| wanted.any(column)) {
                let met = self.met.entry((sequence, group));
                let met = met.or_insert(Met { documents: 0, last: usize::MAX });
                met.documents += u32::from(met.last != text);
                met.last = text;
            }
        });
        // Texts are read in order, so that it is always the same sequences that are forgotten.
        let mut rarest = 1;
        while self.met.len() > REMEMBERED {
            self.met.retain(|_, met| met.documents > rarest);
            rarest += 1;
        }
    }

    fn phrases(
        &self,
        texts: &Texts<'_>,
        division: &Division<'_>,
        wanted: &[Vec<GroupTerm>],
    ) -> Vec<Vec<GroupPhrase>> {
        let mut phrases: Vec<Vec<GroupPhrase>> = vec![Vec::new(); division.groups()];
        let mut overall: HashMap<Sequence, usize> = HashMap::new();
        for (&(sequence, _), met) in &self.met {
            *overall.entry(sequence).or_default() += met.documents as usize;
        }
        for (&(sequence, group), met) in &self.met {
            let (inside, overall) = (met.documents as usize, overall[&sequence]);
            let least = if division.members(group).len() < LARGE { 2 } else { 3 };
            if inside < least || !self.collocate(sequence, overall) {
                continue;
            }
            let words = texts.words(sequence);
            if held_together(&words, inside, &wanted[group]) {
                let surface = String::new();
                phrases[group].push(GroupPhrase { words, surface, inside, overall, sequence });
            }
        }
        phrases.iter_mut().for_each(|phrases| phrases.sort_by(|a, b| a.words.cmp(&b.words)));
        phrases
    }

    /// Whether the words stand together much more often than by chance, which is to say that their
    /// pointwise mutual information (Church and Hanks 1990) is large: of T words, c₁ ... cₙ of which
    /// are those of the sequence, T · c₁/T · ... · cₙ/T places would have it by chance. It counts once
    /// for every document.
    fn collocate(&self, sequence: Sequence, documents: usize) -> bool {
        let all = self.words as f64;
        let known = sequence.iter().filter_map(|&term| self.occurrences.get(term as usize));
        let by_chance = known.fold(all, |chance, &count| chance * count as f64 / all);
        documents as f64 >= TIMES_BY_CHANCE * by_chance
    }
}

/// Finds out how each phrase is written most often in its group; of several forms the first in order.
fn write_out(phrases: &mut [Vec<GroupPhrase>], texts: &mut Texts<'_>, division: &Division<'_>) {
    for (group, phrases) in phrases.iter_mut().enumerate() {
        let places: HashMap<Sequence, usize> =
            phrases.iter().enumerate().map(|(at, phrase)| (phrase.sequence, at)).collect();
        let mut forms: Vec<Forms> = phrases.iter().map(|_| Forms::default()).collect();
        let mut looked_at = vec![0; phrases.len()];
        for &text in division.members(group) {
            let wanted = |(at, phrase): (usize, &GroupPhrase)| {
                let mut columns = phrase.words.iter().filter_map(|&(_, column)| column);
                looked_at[at] < LOOKED_AT && columns.all(|column| division.has_term(text, column))
            };
            if !phrases.iter().enumerate().any(wanted) {
                continue;
            }
            texts.read(text);
            texts.each_sequence(|sequence, _, written| {
                if let Some(&at) = places.get(&sequence) {
                    looked_at[at] += 1;
                    forms[at].add(&squeezed(written));
                }
            });
        }
        for (phrase, forms) in phrases.iter_mut().zip(forms) {
            phrase.surface = forms.commonest();
        }
    }
}

fn squeezed(written: &str) -> String {
    written.split_whitespace().collect::<Vec<_>>().join(" ")
}
