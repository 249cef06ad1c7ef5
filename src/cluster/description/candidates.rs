//! The terms and phrases of a group as one list, in which a phrase stands for words of which it holds
//! most.

use super::ClusterTerm;
use super::contrast::{Division, GroupTerm};
use super::phrases::{GroupPhrase, Wording};
use super::significance::false_discovery_rates;
use crate::vectorize::Vocabulary;

/// A phrase takes the place of a word, or of a shorter phrase, that stands in it in at least this share
/// of the group's documents.
const TAKES_OVER: f64 = 0.5;

/// A term or phrase that could describe a group.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    /// Its terms without stop words.
    pub(super) words: Vec<String>,
    /// All its terms.
    name: String,
    pub(super) surface: String,
    pub(super) score: f64,
    pub(super) inside: usize,
    pub(super) overall: usize,
    /// False discovery rate, 0 to 1; `None` where there is nothing to compare with.
    pub(super) rate: Option<f64>,
}

impl Candidate {
    /// One of the given surface form, whose terms are its words.
    #[cfg(test)]
    pub(super) fn of_words(surface: &str, score: f64, (inside, overall): (usize, usize)) -> Self {
        let words = surface.split(' ').map(str::to_owned).collect();
        let (name, surface, rate) = (surface.to_owned(), surface.to_owned(), Some(0.0));
        Self { words, name, surface, score, inside, overall, rate }
    }

    /// Whether at most one in twenty like it is accidental, or nothing can be said of that.
    pub(super) fn is_significant(&self) -> bool {
        /// The highest false discovery rate.
        const RATE: f64 = 0.05;
        self.rate.is_none_or(|rate| rate <= RATE)
    }

    /// As it is kept.
    pub(super) fn term(&self) -> ClusterTerm {
        ClusterTerm {
            term: self.name.clone(),
            surface: self.surface.clone(),
            weight: self.score,
            inside: self.inside as u64,
            outside: (self.overall - self.inside) as u64,
            q: self.rate,
        }
    }
}

/// The phrases of a group and its terms, of which `tests` were looked at, by falling score, ties in the
/// order of their words.
pub(super) fn candidates(
    division: &Division<'_>,
    vocabulary: &Vocabulary,
    group: usize,
    (terms, tests, wording): (&[GroupTerm], usize, &Wording),
) -> Vec<Candidate> {
    let phrases = &wording.phrases[group];
    let single = |term: &GroupTerm| {
        let known = &vocabulary.terms()[term.column];
        let surface = wording.surface(group, term.column).unwrap_or(&known.surface);
        Candidate {
            words: known.term.split(' ').map(str::to_owned).collect(),
            name: known.term.clone(),
            surface: surface.to_owned(),
            score: division.score(group, term),
            inside: term.inside,
            overall: term.overall,
            rate: None,
        }
    };
    let mut found: Vec<(Candidate, bool)> =
        terms.iter().map(|term| (single(term), false)).collect();
    let mut by_length: Vec<&GroupPhrase> = phrases.iter().collect();
    by_length.sort_by_key(|phrase| phrase.words.len());
    for phrase in by_length {
        let mut candidate =
            Candidate { score: score(division, group, phrase, terms), ..whole(phrase) };
        for (part, taken) in &mut found {
            let within =
                part.words.len() < candidate.words.len() && is_part(&part.words, &candidate.words);
            if within && candidate.inside as f64 >= TAKES_OVER * part.inside as f64 {
                *taken = true;
                candidate.score = candidate.score.max(part.score);
            }
        }
        found.push((candidate, false));
    }
    let mut chances: Vec<f64> = terms.iter().map(|term| term.chance.unwrap_or(1.0)).collect();
    chances.extend(
        found[terms.len()..].iter().map(|(phrase, _)| {
            division.chance(group, phrase.inside, phrase.overall).unwrap_or(1.0)
        }),
    );
    let rates = false_discovery_rates(&chances, tests + phrases.len());
    for ((candidate, _), rate) in found.iter_mut().zip(rates) {
        candidate.rate = (division.groups() > 1).then_some(rate);
    }
    let mut kept: Vec<Candidate> =
        found.into_iter().filter(|(_, taken)| !taken).map(|(candidate, _)| candidate).collect();
    kept.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.words.cmp(&b.words)));
    without_echoes(kept)
}

/// Leaves out phrases that have two words in a row in common with one before: of a long name that stands
/// in many texts all its pieces are phrases.
fn without_echoes(candidates: Vec<Candidate>) -> Vec<Candidate> {
    let mut kept: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        let mut pairs = candidate.words.windows(2);
        let echoes = |pair: &[String]| kept.iter().any(|before| is_part(pair, &before.words));
        if !pairs.any(echoes) {
            kept.push(candidate);
        }
    }
    kept
}

fn whole(phrase: &GroupPhrase) -> Candidate {
    let counted = phrase.words.iter().filter(|(_, column)| column.is_some());
    let names: Vec<&str> = phrase.words.iter().map(|(name, _)| name.as_str()).collect();
    Candidate {
        words: counted.map(|(name, _)| name.clone()).collect(),
        name: names.join(" "),
        surface: phrase.surface.clone(),
        score: 0.0,
        inside: phrase.inside,
        overall: phrase.overall,
        rate: None,
    }
}

/// The score of a phrase. Its contrast is not counted but estimated from that of its strongest word:
/// in proportion to the documents that have it, and to its inverse document frequency.
fn score(division: &Division<'_>, group: usize, phrase: &GroupPhrase, terms: &[GroupTerm]) -> f64 {
    let documents = division.documents();
    let idf = |overall: usize| libm::log((1.0 + documents as f64) / (1.0 + overall as f64)) + 1.0;
    let estimate = |word: &GroupTerm| {
        word.contrast * phrase.inside as f64 / word.inside as f64 * idf(phrase.overall)
            / idf(word.overall)
    };
    let columns = phrase.words.iter().filter_map(|&(_, column)| column);
    let known = columns.filter_map(|column| terms.iter().find(|term| term.column == column));
    let contrast = known.map(estimate).fold(0.0, f64::max);
    contrast * division.sharpness(group, phrase.inside, phrase.overall)
}

/// Whether the words of one stand in a row in the other.
fn is_part(part: &[String], whole: &[String]) -> bool {
    whole.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_the_pieces_of_a_long_name_one_stays() {
        let all = ["crowd management", "art crowd management", "management", "crowd control"];
        let candidates = all.map(|name| Candidate::of_words(name, 1.0, (5, 5))).to_vec();
        let kept: Vec<String> =
            without_echoes(candidates).into_iter().map(|kept| kept.surface).collect();
        assert_eq!(kept, ["crowd management", "management", "crowd control"]);
    }
}
