//! Clusters: what each is about, how large, how separate and how stable it is.

use super::super::rows::{ClusterRow, TermRow};
use super::block::{Block, Profile, Prose, Representative};
use super::numbers::{self, FEW};
use super::refer::beginning;
use super::themes::few_note;
use super::{Refer, Section, tree};

/// How much of a representative's text is shown.
const BEGINNING: usize = 180;

/// How many terms describe a cluster.
const TERMS: usize = 12;

/// The section with one panel for each cluster.
pub(crate) fn section(refer: &Refer) -> Section {
    let (id, title) = ("clusters", "Clusters of alike cases");
    let rows = &refer.run.clusters;
    if !refer.run.clustered {
        return Section { id, title, blocks: Vec::new() };
    }
    if rows.is_empty() {
        let none = Prose::ours("There are no clusters: no case has words to compare.");
        return Section { id, title, blocks: vec![Block::Prose(none)] };
    }
    let profiles = rows.iter().map(|row| profile(refer, row)).collect();
    let mut blocks = vec![Block::Prose(intro()), Block::Note(always()), Block::Profiles(profiles)];
    blocks.extend(tree::blocks(refer));
    if rows.iter().any(|row| row.size < FEW) {
        blocks.push(Block::Note(few_note("a number")));
    }
    Section { id, title, blocks }
}

fn intro() -> Prose {
    Prose::ours(
        "Cases with like words stand together. The terms are those that set a cluster apart from \
         the others, as people wrote them; the longer the bar, the better a term tells the cluster. The \
         cases quoted are near its middle and unlike each other.",
    )
}

fn always() -> Prose {
    Prose::ours(
        "k-means always finds groups, whether or not there are any. Read clusters as a way to sort \
         the pile, and look at how separate and how stable one is before speaking of it as a kind.",
    )
}

fn profile(refer: &Refer, row: &ClusterRow) -> Profile {
    let terms = refer.run.terms.iter().filter(|term| term.cluster == row.cluster);
    let terms: Vec<_> = terms.take(TERMS).collect();
    let heaviest = terms.iter().map(|term| term.weight).fold(f64::MIN_POSITIVE, f64::max);
    Profile {
        cluster: refer.mention(row),
        share: row.share,
        size: size(refer, row),
        quality: quality(row),
        neighbours: accident(neighbours(refer, row), &terms),
        terms: terms.iter().map(|t| (t.surface.clone(), t.weight.max(0.0) / heaviest)).collect(),
        representatives: row.representatives().map(|id| representative(refer, id)).collect(),
    }
}

fn size(refer: &Refer, row: &ClusterRow) -> Prose {
    let few = if row.size < FEW { " †" } else { "" };
    let share = numbers::share(row.share, refer.run.base());
    Prose::default().and_strong(numbers::cases(row.size)).and(format!(" · {share} of all{few}"))
}

fn representative(refer: &Refer, id: &str) -> Representative {
    let Some(position) = refer.run.documents.position(id) else {
        return Representative { name: Prose::given(id), beginning: String::new() };
    };
    let text = refer.text(&refer.run.documents.cases[position]);
    Representative { name: refer.case(position), beginning: beginning(&text, BEGINNING) }
}

fn quality(row: &ClusterRow) -> Prose {
    let separate = match row.silhouette {
        Some(value) => {
            format!("{} (silhouette {})", separateness(value), numbers::two_digits(value))
        }
        None => "How separate it is cannot be estimated".to_owned(),
    };
    let stable = match row.stability {
        Some(value) => format!("{} (stability {})", steadiness(value), numbers::two_digits(value)),
        None => "how stable it is cannot be estimated".to_owned(),
    };
    Prose::ours(format!("{separate}; {stable}."))
}

/// Says so, too, where no term stands out of what chance would give.
fn accident(prose: Prose, terms: &[&TermRow]) -> Prose {
    /// The highest false discovery rate that is taken for more than chance.
    const RATE: f64 = 0.05;
    let rates: Vec<f64> = terms.iter().filter_map(|term| term.q).collect();
    if rates.is_empty() || rates.iter().any(|&rate| rate <= RATE) {
        return prose;
    }
    prose.and(
        "None of its words stands in it more often than chance could have it: it is too small to say \
         what it is about.",
    )
}

/// The nearest cluster, how many cases might as well be in another, and how many in none.
fn neighbours(refer: &Refer, row: &ClusterRow) -> Prose {
    let mut prose = Prose::default();
    let nearest = row.nearest.and_then(|nearest| refer.run.cluster(nearest));
    if let (Some(nearest), Some(similarity)) = (nearest, row.nearest_similarity) {
        let similarity = numbers::two_digits(similarity);
        let anchor = Some(format!("cluster-{}", nearest.cluster));
        prose = prose
            .and(format!("Nearest to it is {} ", nearest.cluster))
            .and_link(anchor, nearest.label.clone())
            .and(format!(" (similarity {similarity}). "));
    }
    let count = |cases: u64, one: &str, many: &str| {
        format!("{} {}", numbers::cases(cases), if cases == 1 { one } else { many })
    };
    if row.borderline > 0 {
        let on_the_border = "as near to another cluster.";
        let text = count(row.borderline, "is nearly ", "are nearly ") + on_the_border;
        prose = prose.and(text + " ");
    }
    if row.misfits > 0 {
        prose = prose.and(count(row.misfits, "fits", "fit") + " no cluster well. ");
    }
    prose
}

/// The silhouette in words: 1 is alone on its island, 0 is on the border with a neighbour.
fn separateness(silhouette: f64) -> &'static str {
    match silhouette {
        s if s >= 0.5 => "Clearly apart from the others",
        s if s >= 0.25 => "Fairly well apart from the others",
        s if s >= 0.1 => "Runs over into its neighbours",
        _ => "Hardly apart from its neighbours",
    }
}

/// The stability in words, after the bands of Hennig (2007) for the mean Jaccard similarity.
fn steadiness(stability: f64) -> &'static str {
    match stability {
        s if s >= 0.85 => "found again nearly whole in subsamples",
        s if s >= 0.75 => "found again in subsamples",
        s if s >= 0.6 => "there in subsamples, but who belongs to it changes",
        _ => "falls apart in subsamples, so do not rely on it",
    }
}
