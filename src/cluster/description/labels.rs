//! Candidates to labels: a few terms for each group, of which no two groups share one.

use hashbrown::HashSet;

use super::candidates::Candidate;
use super::word_lists::{is_code, is_filler};

/// A label has at least so many terms where there are as many.
const FEWEST: usize = 3;
/// A term of a label should stand in the group so many times as often as outside.
const LIFT: f64 = 2.0;
/// Words of which one begins with the other are taken for forms of one word from this length on.
const SAME_BEGINNING: usize = 5;

/// How much is asked of a term, from most to least.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Demand {
    /// It tells the group from others, hardly by accident.
    Significant,
    /// It tells the group from others.
    Telling,
    /// No other group has it in its label.
    OfItsOwn,
    /// Any term will do.
    Any,
}

impl Demand {
    const ALL: [Self; 4] = [Self::Significant, Self::Telling, Self::OfItsOwn, Self::Any];

    /// Up to how many terms a label is filled up with such ones, of `most` that it may have.
    fn terms(self, most: usize) -> usize {
        match self {
            Self::Significant => most,
            Self::Telling | Self::OfItsOwn => FEWEST.min(most),
            Self::Any => 1,
        }
    }
}

/// The labels of all groups: up to `most` terms each, in the order of the candidates, with commas
/// between. The strongest terms of all groups are given away first, each to one group only, so that
/// labels differ; numbers and terms that stand nearly everywhere are taken only where there are no
/// better ones. `sizes` are the numbers of documents.
pub(super) fn labels(candidates: &[Vec<Candidate>], sizes: &[usize], most: usize) -> Vec<String> {
    let total: usize = sizes.iter().sum();
    let mut chosen: Vec<Vec<usize>> = vec![Vec::new(); candidates.len()];
    let mut given: HashSet<&[String]> = HashSet::new();
    let order = by_strength(candidates);
    for demand in Demand::ALL {
        for &(group, at) in &order {
            let candidate = &candidates[group][at];
            let own = !given.contains(candidate.words.as_slice());
            let fits = match demand {
                Demand::Significant => {
                    own && candidate.is_significant() && telling(candidate, sizes[group], total)
                }
                Demand::Telling => own && telling(candidate, sizes[group], total),
                Demand::OfItsOwn => own,
                Demand::Any => true,
            };
            let mut others = chosen[group].iter().map(|&other| &candidates[group][other]);
            let room = chosen[group].len() < demand.terms(most);
            if fits && room && !others.any(|other| alike(candidate, other)) {
                chosen[group].push(at);
                given.insert(&candidate.words);
            }
        }
    }
    let named = chosen.into_iter().zip(candidates).map(|(mut chosen, candidates)| {
        chosen.sort_unstable();
        let surfaces = chosen.iter().map(|&at| candidates[at].surface.as_str());
        surfaces.collect::<Vec<_>>().join(", ")
    });
    distinct(named.collect())
}

/// All candidates by their scores as parts of the highest of their group, the highest first.
fn by_strength(candidates: &[Vec<Candidate>]) -> Vec<(usize, usize)> {
    let mut order: Vec<(f64, usize, usize)> = Vec::new();
    for (group, candidates) in candidates.iter().enumerate() {
        let highest = candidates.first().map_or(1.0, |first| first.score);
        let places = candidates.iter().enumerate();
        order.extend(places.map(|(at, candidate)| (candidate.score / highest, group, at)));
    }
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    order.into_iter().map(|(_, group, at)| (group, at)).collect()
}

/// Whether a term is a word and no filler, and stands in the group much more often than outside.
fn telling(candidate: &Candidate, size: usize, total: usize) -> bool {
    let outside = (candidate.overall - candidate.inside) as f64 / (total - size).max(1) as f64;
    let inside = candidate.inside as f64 / size.max(1) as f64;
    !is_code(&candidate.surface) && !is_filler(&candidate.surface) && inside >= LIFT * outside
}

/// Whether two terms have a word in common, or one a form of a word of the other.
fn alike(a: &Candidate, b: &Candidate) -> bool {
    let forms = |a: &str, b: &str| {
        a == b
            || a.chars().count().min(b.chars().count()) >= SAME_BEGINNING
                && (a.starts_with(b) || b.starts_with(a))
    };
    a.words.iter().any(|word| b.words.iter().any(|other| forms(word, other)))
}

/// The labels, numbered where two are the same or one is empty.
fn distinct(labels: Vec<String>) -> Vec<String> {
    let mut seen: HashSet<String> = HashSet::new();
    let number = |(at, label): (usize, String)| {
        let label = match label.as_str() {
            "" => format!("cluster {}", at + 1),
            _ if seen.contains(&label) => format!("{label} ({})", at + 1),
            _ => label,
        };
        seen.insert(label.clone());
        label
    };
    labels.into_iter().enumerate().map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(surface: &str, score: f64, (inside, overall): (usize, usize)) -> Candidate {
        Candidate::of_words(surface, score, (inside, overall))
    }

    #[test]
    fn a_term_goes_to_the_group_that_it_tells_most_of() {
        let strong = [candidate("school", 1.0, (9, 12)), candidate("pupil", 0.8, (8, 8))];
        let weak = [
            candidate("meal", 1.0, (9, 9)),
            candidate("school", 0.9, (9, 12)),
            candidate("kitchen", 0.5, (5, 5)),
        ];
        let labels = labels(&[strong.to_vec(), weak.to_vec()], &[10, 10], 4);
        assert_eq!(labels, ["school, pupil", "meal, kitchen"]);
    }

    #[test]
    fn numbers_and_what_stands_everywhere_are_taken_only_for_want_of_better() {
        let filler = candidate("percent", 1.0, (9, 90));
        let number = candidate("1990s", 0.9, (9, 9));
        let telling = ["bus", "tram", "ferry"].map(|name| candidate(name, 0.1, (5, 5)));
        let all = [filler.clone(), number.clone()].into_iter().chain(telling).collect::<Vec<_>>();
        assert_eq!(labels(&[all], &[10], 4)[0], "bus, tram, ferry");
        assert_eq!(labels(&[vec![filler, number]], &[10], 4)[0], "percent, 1990s");
    }

    #[test]
    fn a_label_has_no_word_twice_and_no_two_labels_are_the_same() {
        let care = candidate("health care", 1.0, (9, 9));
        let health = candidate("health", 0.9, (9, 9));
        let twice = vec![vec![care.clone(), health.clone()], vec![care, health]];
        assert_eq!(labels(&twice, &[10, 10], 4), ["health care", "health"]);
    }
}
