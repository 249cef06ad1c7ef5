//! Clusters: what each is about, how large, how separate and how stable it is.

use super::super::rows::{ClusterRow, TermRow};
use super::super::words::{FEW, fill, prose};
use super::block::{Block, Profile, Prose, Representative, Span, Term};
use super::refer::beginning;
use super::{Refer, Section, tree};

/// How much of a representative's text is shown.
const BEGINNING: usize = 180;

/// How many terms describe a cluster.
const TERMS: usize = 12;

/// The section with one panel for each cluster.
pub(crate) fn section(refer: &Refer) -> Section {
    let words = &refer.words.clusters;
    let (id, title) = ("clusters", words.title);
    let rows = &refer.run.clusters;
    if !refer.run.clustered {
        return Section { id, title, blocks: Vec::new() };
    }
    if rows.is_empty() {
        return Section { id, title, blocks: vec![Block::Prose(Prose::ours(words.none))] };
    }
    let profiles = rows.iter().map(|row| profile(refer, row)).collect();
    let mut blocks = vec![
        Block::Prose(Prose::ours(words.intro)),
        Block::Note(Prose::ours(words.always)),
        Block::Profiles(profiles),
    ];
    blocks.extend(tree::blocks(refer));
    if rows.iter().any(|row| row.size < FEW) {
        let few = refer.words.count(FEW);
        let note = fill(refer.words.frame.few_number, &[("few", &few)]);
        blocks.push(Block::Note(Prose::ours(note)));
    }
    Section { id, title, blocks }
}

fn profile(refer: &Refer, row: &ClusterRow) -> Profile {
    let terms = refer.run.terms.iter().filter(|term| term.cluster == row.cluster);
    let terms: Vec<_> = terms.take(TERMS).collect();
    Profile {
        cluster: refer.mention(row),
        share: row.share,
        size: size(refer, row),
        quality: quality(refer, row),
        neighbours: accident(refer, neighbours(refer, row), &terms),
        terms: described(refer, &terms),
        representatives: row.representatives().map(|id| representative(refer, id)).collect(),
    }
}

/// Terms with the shares of texts that have them, in the cluster and elsewhere, on one scale; where the
/// table does not tell of how many texts, with their weights.
fn described(refer: &Refer, terms: &[&TermRow]) -> Vec<Term> {
    let words = refer.words;
    let largest = |of: &dyn Fn(&TermRow) -> f64| {
        terms.iter().map(|term| of(term)).fold(f64::MIN_POSITIVE, f64::max)
    };
    let longest =
        largest(&|term| term.shares().map_or(0.0, |(inside, outside)| inside.max(outside)));
    let heaviest = largest(&|term| term.weight);
    let term = |term: &&TermRow| {
        let written = |share, texts: Option<u64>| words.share(share, texts.unwrap_or(0));
        let (bars, shares) = match term.shares() {
            Some((inside, outside)) => (
                (inside / longest, Some(outside / longest)),
                Some((written(inside, term.texts_inside), written(outside, term.texts_outside))),
            ),
            None => ((term.weight.max(0.0) / heaviest, None), None),
        };
        Term { surface: term.surface.clone(), bars, shares }
    };
    terms.iter().map(term).collect()
}

fn size(refer: &Refer, row: &ClusterRow) -> Prose {
    let words = refer.words;
    let few = if row.size < FEW { " †" } else { "" };
    let share = words.share(row.share, refer.run.base());
    let of_all = fill(words.clusters.of_all, &[("share", &share)]);
    Prose::default().and_strong(words.cases(row.size)).and(format!(" · {of_all}{few}"))
}

fn representative(refer: &Refer, id: &str) -> Representative {
    let Some(position) = refer.run.documents.position(id) else {
        return Representative { name: Prose::given(id), beginning: String::new() };
    };
    let text = refer.text(&refer.run.documents.cases[position]);
    Representative { name: refer.case(position), beginning: beginning(&text, BEGINNING) }
}

fn quality(refer: &Refer, row: &ClusterRow) -> Prose {
    let words = &refer.words.clusters;
    let told = |template, in_words: &str, value: f64| {
        fill(template, &[("words", in_words), ("value", &refer.words.two_digits(value))])
    };
    let separate = match row.silhouette {
        Some(value) => told(words.silhouette, separateness(refer, value), value),
        None => words.no_silhouette.to_owned(),
    };
    let stable = match row.stability {
        Some(value) => told(words.stability, steadiness(refer, value), value),
        None => words.no_stability.to_owned(),
    };
    Prose::ours(format!("{separate}; {stable}."))
}

/// Says so, too, where no term stands out of what chance would give.
fn accident(refer: &Refer, prose: Prose, terms: &[&TermRow]) -> Prose {
    /// The highest false discovery rate that is taken for more than chance.
    const RATE: f64 = 0.05;
    let rates: Vec<f64> = terms.iter().filter_map(|term| term.q).collect();
    if rates.is_empty() || rates.iter().any(|&rate| rate <= RATE) {
        return prose;
    }
    prose.and(refer.words.clusters.accident)
}

/// The nearest cluster, how many cases might as well be in another, and how many in none.
fn neighbours(refer: &Refer, row: &ClusterRow) -> Prose {
    let words = refer.words;
    let mut told = Prose::default();
    let nearest = row.nearest.and_then(|nearest| refer.run.cluster(nearest));
    if let (Some(nearest), Some(similarity)) = (nearest, row.nearest_similarity) {
        let anchor = format!("cluster-{}", nearest.cluster);
        let text = format!("{} {}", nearest.cluster, nearest.label);
        told = prose(
            words.clusters.nearest,
            &[
                ("cluster", Span::Link { anchor, text }),
                ("similarity", Span::Ours(words.two_digits(similarity))),
            ],
        )
        .and(" ");
    }
    if row.borderline > 0 {
        let text = words.plural(&words.clusters.borderline, row.borderline, &[]);
        told = told.and(text).and(" ");
    }
    if row.misfits > 0 {
        told = told.and(words.plural(&words.clusters.misfits, row.misfits, &[])).and(" ");
    }
    told
}

/// The silhouette in words: 1 is alone on its island, 0 is on the border with a neighbour.
fn separateness(refer: &Refer, silhouette: f64) -> &'static str {
    let words = &refer.words.clusters;
    match silhouette {
        s if s >= 0.5 => words.clearly,
        s if s >= 0.25 => words.fairly,
        s if s >= 0.1 => words.runs_over,
        _ => words.hardly,
    }
}

/// The stability in words, after the bands of Hennig (2007) for the mean Jaccard similarity.
fn steadiness(refer: &Refer, stability: f64) -> &'static str {
    let words = &refer.words.clusters;
    match stability {
        s if s >= 0.85 => words.found_whole,
        s if s >= 0.75 => words.found_again,
        s if s >= 0.6 => words.changing,
        _ => words.falls_apart,
    }
}
