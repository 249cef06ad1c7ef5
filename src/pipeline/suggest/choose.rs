//! Counts of candidates to those that are suggested.

use std::cmp::Reverse;

use super::candidates::{Candidate, Candidates, Chosen};
use super::tally::{FOLDS, Tally};
use super::{SuggestSettings, Suggestion};
use crate::text::Language;
use crate::themes::keyness::false_discovery_rates;

/// A phrase within another one says nothing of its own if so large a share of its cases have the other.
const SAME: f64 = 0.8;

/// For each group the candidates that are key to it at the false discovery rate, are not covered and do not
/// repeat each other; by falling keyness.
pub(super) fn choose(
    candidates: &Candidates,
    tally: &Tally,
    settings: SuggestSettings,
    mut is_covered: impl FnMut(usize, &str, Language) -> bool,
) -> Vec<Vec<Chosen>> {
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); tally.sizes().len()];
    for at in 0..candidates.len() {
        groups[candidates.get(at).group].push(at);
    }
    let of_group = |(group, members): (usize, Vec<usize>)| {
        let ranked = ranked(&members, candidates, tally, settings);
        let mut chosen: Vec<Chosen> = Vec::new();
        for found in ranked {
            let candidate = candidates.get(found.candidate);
            let repeats = chosen.iter().any(|earlier| {
                let earlier_is = candidates.get(earlier.candidate);
                is_same(earlier_is, &earlier.suggestion, candidate, &found.suggestion)
            });
            if !found.suggestion.is_refuted()
                && !repeats
                && !is_covered(group, &candidate.surface, candidate.key.0)
            {
                chosen.push(found);
            }
            if chosen.len() == settings.top {
                break;
            }
        }
        chosen
    };
    groups.into_iter().enumerate().map(of_group).collect()
}

/// The discoveries of a group by falling keyness, then by stems.
fn ranked(
    members: &[usize],
    candidates: &Candidates,
    tally: &Tally,
    settings: SuggestSettings,
) -> Vec<Chosen> {
    let contrast = |at: usize| tally.contrast(at, candidates.get(at).group, None);
    let p_values: Vec<f64> = members.iter().map(|&at| contrast(at).p_value()).collect();
    let tests = members.first().map_or(0, |&at| candidates.tests(candidates.get(at).group));
    let rates = false_discovery_rates(&p_values, tests);
    let within = |rate: &f64| *rate <= settings.false_discovery_rate;
    // What is as unlikely as the least sure discovery is one in held-out folds, too.
    let cut = p_values.iter().zip(&rates).filter(|(_, rate)| within(rate));
    let cut = cut.map(|(p, _)| *p).fold(0.0, f64::max);
    let mut found: Vec<Chosen> = members
        .iter()
        .zip(rates)
        .filter(|(at, rate)| within(rate) && contrast(**at).is_key())
        .map(|(&at, rate)| Chosen {
            candidate: at,
            suggestion: suggestion(candidates.get(at), at, (rate, cut), tally),
        })
        .collect();
    // Of a phrase and a word in it that stand in the same cases the phrase says more.
    let order = |chosen: &Chosen| {
        let (language, stems) = &candidates.get(chosen.candidate).key;
        (Reverse(stems.split(' ').count()), *language, stems.clone())
    };
    found.sort_by(|a, b| {
        let by_keyness = b.suggestion.g2.total_cmp(&a.suggestion.g2);
        by_keyness.then_with(|| order(a).cmp(&order(b)))
    });
    found
}

fn suggestion(
    candidate: &Candidate,
    at: usize,
    (rate, cut): (f64, f64),
    tally: &Tally,
) -> Suggestion {
    let all = tally.contrast(at, candidate.group, None);
    let (mut held_out_inside, mut held_out) = (0, 0);
    for fold in 0..FOLDS {
        let rest = tally.contrast(at, candidate.group, Some(fold));
        if rest.is_key() && rest.p_value() <= cut {
            let (inside, with) = tally.in_fold(at, fold);
            held_out_inside += inside;
            held_out += with;
        }
    }
    Suggestion {
        entry: entry(&candidate.surface),
        language: candidate.key.0,
        inside: all.inside,
        outside: all.outside,
        g2: all.g2(),
        false_discovery_rate: rate,
        held_out_inside,
        held_out,
        lines: Vec::new(),
    }
}

/// How an entry is written that finds the phrase: an acronym as it is written, since its stem may be a word.
fn entry(surface: &str) -> String {
    let is_acronym = !surface.contains(' ')
        && surface.chars().count() > 1
        && surface.chars().any(char::is_alphabetic)
        && !surface.chars().any(char::is_lowercase);
    if is_acronym { format!("={surface}") } else { surface.to_owned() }
}

/// Whether one of two phrases is in the other, and they stand in much the same cases.
fn is_same(a: &Candidate, of_a: &Suggestion, b: &Candidate, of_b: &Suggestion) -> bool {
    let (short, of_short, long, of_long) =
        if a.key.1.len() < b.key.1.len() { (a, of_a, b, of_b) } else { (b, of_b, a, of_a) };
    let padded = |candidate: &Candidate| format!(" {} ", candidate.key.1);
    let cases = |suggestion: &Suggestion| (suggestion.inside + suggestion.outside) as f64;
    a.key.0 == b.key.0
        && padded(long).contains(&padded(short))
        && cases(of_long) >= SAME * cases(of_short)
}
