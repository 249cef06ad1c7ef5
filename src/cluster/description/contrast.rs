//! Terms by group: in how many documents each stands inside and outside, and how much it tells.

use super::significance::LogFactorials;
use crate::vectorize::SparseRows;

/// Documents divided into groups, with what is to be known of all of them.
pub(super) struct Division<'a> {
    rows: &'a SparseRows,
    /// The documents of every group.
    members: Vec<Vec<usize>>,
    /// Sum of tf-idf weights of every term.
    sums: Vec<f64>,
    /// Number of documents with every term.
    frequencies: Vec<usize>,
    logs: LogFactorials,
}

/// A term in a group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct GroupTerm {
    /// Column of the vocabulary.
    pub(super) column: usize,
    /// Documents of the group with the term, 1 or more.
    pub(super) inside: usize,
    /// Documents with the term, in and outside the group.
    pub(super) overall: usize,
    /// Mean weight in the group less the mean over all, above 0; where there is one group only, the
    /// mean weight.
    pub(super) contrast: f64,
    /// The chance that so many documents of the group have it; `None` where there is nothing to
    /// compare with.
    pub(super) chance: Option<f64>,
}

impl<'a> Division<'a> {
    /// `labels[i]`, below `groups`, is the group of row i.
    pub(super) fn new(rows: &'a SparseRows, labels: &[usize], groups: usize) -> Self {
        let mut members = vec![Vec::new(); groups];
        let mut sums = vec![0.0; rows.ncols()];
        let mut frequencies = vec![0; rows.ncols()];
        for (row, &label) in labels.iter().enumerate() {
            members[label].push(row);
            for (column, weight) in rows.row(row) {
                sums[column] += weight;
                frequencies[column] += 1;
            }
        }
        Self { rows, members, sums, frequencies, logs: LogFactorials::up_to(labels.len()) }
    }

    /// Number of groups.
    pub(super) fn groups(&self) -> usize {
        self.members.len()
    }

    /// Number of documents.
    pub(super) fn documents(&self) -> usize {
        self.rows.nrows()
    }

    /// The documents of a group.
    pub(super) fn members(&self, group: usize) -> &[usize] {
        &self.members[group]
    }

    /// Whether a document has a term.
    pub(super) fn has_term(&self, document: usize, column: usize) -> bool {
        self.rows.row(document).any(|(has, _)| has == column)
    }

    /// F1 times ln(1 + lift) of a term that `inside` documents of a group have, and `overall` ones.
    ///
    /// F1 of "has the term" as a guess of "is in the group" is the harmonic mean of the share of the
    /// group with the term and the share of the term's documents in the group, 2 · inside / (group +
    /// overall), 0 to 1. The lift is the share of documents with the term in the group over that
    /// outside, half a document added to each count, lest it be endless; it is left out where there is
    /// one group only.
    pub(super) fn sharpness(&self, group: usize, inside: usize, overall: usize) -> f64 {
        let size = self.members[group].len();
        let f1 = 2.0 * inside as f64 / (size + overall).max(1) as f64;
        if self.groups() == 1 {
            return f1;
        }
        let share = |with: usize, of: usize| (with as f64 + 0.5) / (of as f64 + 1.0);
        let lift = share(inside, size) / share(overall - inside, self.documents() - size);
        f1 * libm::log(1.0 + lift)
    }

    /// Contrast times sharpness, by which terms are ranked.
    pub(super) fn score(&self, group: usize, term: &GroupTerm) -> f64 {
        term.contrast * self.sharpness(group, term.inside, term.overall)
    }

    /// The chance that a term of `overall` documents stands in so many of a group; `None` where there
    /// is one group only.
    pub(super) fn chance(&self, group: usize, inside: usize, overall: usize) -> Option<f64> {
        let (size, total) = (self.members[group].len(), self.documents());
        (self.groups() > 1).then(|| self.logs.chance_of(inside, size, overall, total))
    }

    /// The terms that weigh more in a group than elsewhere, at most so many, by falling score, ties in
    /// the order of the vocabulary; and how many different terms the group has.
    pub(super) fn terms(&self, group: usize, most: usize) -> (Vec<GroupTerm>, usize) {
        let size = self.members[group].len();
        let (columns, sums, counts) = self.group_sums(group);
        let contrast = |column: usize| {
            let inside = sums[column] / size.max(1) as f64;
            let everywhere = self.sums[column] / self.documents().max(1) as f64;
            if self.groups() == 1 { inside } else { inside - everywhere }
        };
        let contrasts = columns.iter().map(|&column| (column, contrast(column)));
        let mut terms: Vec<(f64, GroupTerm)> = contrasts
            .filter(|&(_, contrast)| contrast > 0.0)
            .map(|(column, contrast)| {
                let (inside, overall) = (counts[column], self.frequencies[column]);
                let term = GroupTerm { column, inside, overall, contrast, chance: None };
                (self.score(group, &term), term)
            })
            .collect();
        let by_score = |(of_a, a): &(f64, GroupTerm), (of_b, b): &(f64, GroupTerm)| {
            of_b.total_cmp(of_a).then(a.column.cmp(&b.column))
        };
        if most < terms.len() {
            terms.select_nth_unstable_by(most, by_score);
            terms.truncate(most);
        }
        terms.sort_by(by_score);
        let with_chance = |(_, term): (f64, GroupTerm)| {
            let chance = self.chance(group, term.inside, term.overall);
            GroupTerm { chance, ..term }
        };
        (terms.into_iter().map(with_chance).collect(), columns.len())
    }

    /// The terms of a group in order, and by term their weights' sums and documents in it.
    fn group_sums(&self, group: usize) -> (Vec<usize>, Vec<f64>, Vec<usize>) {
        let mut sums = vec![0.0; self.rows.ncols()];
        let mut counts = vec![0; self.rows.ncols()];
        for &row in &self.members[group] {
            for (column, weight) in self.rows.row(row) {
                sums[column] += weight;
                counts[column] += 1;
            }
        }
        let columns = (0..counts.len()).filter(|&column| counts[column] > 0).collect();
        (columns, sums, counts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vectorize::SparseRowsBuilder;

    #[test]
    fn a_word_of_all_groups_tells_nothing() {
        let mut builder = SparseRowsBuilder::new(3);
        builder.push([(0, 0.6), (1, 0.8)]);
        builder.push([(0, 0.6), (2, 0.8)]);
        let rows = builder.build();
        let division = Division::new(&rows, &[0, 1], 2);
        let (terms, all) = division.terms(0, 9);
        assert_eq!(all, 2);
        assert_eq!(terms.iter().map(|term| term.column).collect::<Vec<_>>(), [1]);
        // .8 in the group, .4 over both; in one of one document here and in none of one elsewhere, so
        // that F1 is 1 and the lift (1.5 / 2) / (.5 / 2)
        assert!((division.score(0, &terms[0]) - 0.4 * libm::log(4.0)).abs() < 1e-12);
        assert_eq!((terms[0].inside, terms[0].overall), (1, 1));
    }

    #[test]
    fn one_group_is_described_by_what_weighs_most_and_nothing_is_tested() {
        let mut builder = SparseRowsBuilder::new(2);
        builder.push([(0, 0.6), (1, 0.8)]);
        let rows = builder.build();
        let (terms, _) = Division::new(&rows, &[0], 1).terms(0, 9);
        assert_eq!(terms.iter().map(|term| term.column).collect::<Vec<_>>(), [1, 0]);
        assert!(terms.iter().all(|term| term.chance.is_none()));
    }
}
