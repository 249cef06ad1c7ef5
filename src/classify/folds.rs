//! Labelled documents to folds of which each is left out once.

use hashbrown::HashMap;
use std::collections::BTreeSet;

use super::Labelling;

/// The fold of each document, below `folds`: iterative stratification (Sechidis, Tsoumakas and Vlahavas
/// 2011). Each label, the rarest first, is spread over the folds as evenly as can be; so are documents
/// without a label. Documents of one text, told by `texts`, are in one fold.
///
/// The result depends on the order of the documents, which callers fix.
///
/// # Panics
/// If there is not a text for every document.
pub fn stratified_folds(labelling: &Labelling, texts: &[u128], folds: usize) -> Vec<u8> {
    assert_eq!(labelling.documents().len(), texts.len(), "one text for every document");
    Stratification::new(labelling, texts, folds.clamp(1, usize::from(u8::MAX))).spread()
}

/// Documents of one text.
struct Group {
    documents: Vec<usize>,
    /// Labels, and of how many of the documents.
    labels: Vec<(u32, usize)>,
}

struct Stratification {
    groups: Vec<Group>,
    /// The fold of each group that has one.
    placed: Vec<Option<usize>>,
    /// By label: the groups that have it.
    holders: Vec<Vec<usize>>,
    /// By label and fold: how many documents are still wanted there, in units of 1 / folds.
    wanted: Vec<Vec<i64>>,
    /// By fold: how many documents of all are still wanted there, in the same units.
    room: Vec<i64>,
    documents: usize,
}

impl Stratification {
    fn new(labelling: &Labelling, texts: &[u128], folds: usize) -> Self {
        let groups = groups(labelling, texts);
        let mut holders = vec![Vec::new(); labelling.len()];
        for (at, group) in groups.iter().enumerate() {
            group.labels.iter().for_each(|&(label, _)| holders[label as usize].push(at));
        }
        // As whole numbers, so that ties are ties.
        let wanted = labelling.counts().iter().map(|&count| vec![count as i64; folds]).collect();
        Self {
            placed: vec![None; groups.len()],
            holders,
            wanted,
            room: vec![texts.len() as i64; folds],
            documents: texts.len(),
            groups,
        }
    }

    fn spread(mut self) -> Vec<u8> {
        let left = |holders: &[usize], placed: &[Option<usize>]| {
            holders.iter().filter(|&&group| placed[group].is_none()).count()
        };
        let mut waiting: BTreeSet<(usize, usize)> = (0..self.holders.len())
            .map(|label| (self.holders[label].len(), label))
            .filter(|&(count, _)| count > 0)
            .collect();
        while let Some((count, label)) = waiting.pop_first() {
            let now = left(&self.holders[label], &self.placed);
            if now < count {
                // Others took some of its documents along: it may not be the rarest any more, or be done.
                if now > 0 {
                    waiting.insert((now, label));
                }
                continue;
            }
            for group in self.holders[label].clone() {
                if self.placed[group].is_none() {
                    let fold = self.fold_for(Some(label));
                    self.place(group, fold);
                }
            }
        }
        for group in 0..self.groups.len() {
            if self.placed[group].is_none() {
                let fold = self.fold_for(None);
                self.place(group, fold);
            }
        }
        let mut folds = vec![0; self.documents];
        for (group, fold) in self.groups.iter().zip(&self.placed) {
            group.documents.iter().for_each(|&at| folds[at] = fold.unwrap_or(0) as u8);
        }
        folds
    }

    /// The fold that wants most of a label; of those that want as many the one with most room, and then
    /// the first.
    fn fold_for(&self, label: Option<usize>) -> usize {
        let wants = |fold: usize| label.map_or(0, |label| self.wanted[label][fold]);
        let folds = (0..self.room.len()).rev();
        folds.max_by_key(|&fold| (wants(fold), self.room[fold])).unwrap_or(0)
    }

    fn place(&mut self, group: usize, fold: usize) {
        let folds = self.room.len() as i64;
        let Group { documents, labels } = &self.groups[group];
        self.placed[group] = Some(fold);
        self.room[fold] -= folds * documents.len() as i64;
        for &(label, count) in labels {
            self.wanted[label as usize][fold] -= folds * count as i64;
        }
    }
}

/// Groups in the order of their first documents.
fn groups(labelling: &Labelling, texts: &[u128]) -> Vec<Group> {
    let mut places: HashMap<u128, usize> = HashMap::new();
    let mut groups: Vec<Group> = Vec::new();
    for (document, text) in texts.iter().enumerate() {
        let place = *places.entry(*text).or_insert(groups.len());
        if place == groups.len() {
            groups.push(Group { documents: Vec::new(), labels: Vec::new() });
        }
        let Group { documents, labels } = &mut groups[place];
        documents.push(document);
        for &label in &labelling.documents()[document] {
            match labels.iter_mut().find(|(known, _)| *known == label) {
                Some((_, count)) => *count += 1,
                None => labels.push((label, 1)),
            }
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn labelling(documents: &[Vec<u8>]) -> Labelling {
        let named = |labels: &Vec<u8>| labels.iter().map(|label| format!("l{label}")).collect();
        Labelling::of_names(&documents.iter().map(named).collect::<Vec<Vec<String>>>())
    }

    proptest! {
        #[test]
        fn every_document_of_a_text_is_in_one_fold(
            documents in prop::collection::vec((prop::collection::vec(0u8..6, 0..4), 0u128..20), 1..60),
            folds in 2usize..6,
        ) {
            let (labels, texts): (Vec<_>, Vec<_>) = documents.into_iter().unzip();
            let found = stratified_folds(&labelling(&labels), &texts, folds);
            for (a, b) in texts.iter().zip(&found) {
                for (c, d) in texts.iter().zip(&found) {
                    prop_assert!(a != c || b == d);
                }
                prop_assert!(usize::from(*b) < folds);
            }
        }

        #[test]
        fn one_label_a_document_is_spread_as_evenly_as_can_be(
            labels in prop::collection::vec(0u8..5, 1..80),
            folds in 2usize..6,
        ) {
            let documents: Vec<Vec<u8>> = labels.iter().map(|&label| vec![label]).collect();
            let texts: Vec<u128> = (0..labels.len() as u128).collect();
            let found = stratified_folds(&labelling(&documents), &texts, folds);
            for label in 0..5 {
                let inside = |fold: usize| {
                    let both = labels.iter().zip(&found);
                    both.filter(|it| *it.0 == label && usize::from(*it.1) == fold).count()
                };
                let counts: Vec<usize> = (0..folds).map(inside).collect();
                let (most, least) = (counts.iter().max(), counts.iter().min());
                prop_assert!(most.zip(least).is_some_and(|(most, least)| most - least <= 1));
            }
        }
    }

    #[test]
    fn rare_labels_beside_common_ones_are_spread_too() {
        let documents: Vec<Vec<u8>> =
            (0..100).map(|at| if at % 20 == 0 { vec![0, 1] } else { vec![0] }).collect();
        let texts: Vec<u128> = (0..100).collect();
        let found = stratified_folds(&labelling(&documents), &texts, 5);
        for fold in 0..5 {
            let inside = |at: &usize| usize::from(found[*at]) == fold;
            assert_eq!((0..100).filter(inside).count(), 20);
            assert_eq!((0..100).step_by(20).filter(inside).count(), 1);
        }
    }
}
