//! The first screen: what these cases are about, in four numbers, a picture and five sentences.

use super::super::words::{FEW, axis_end, fill, prose};
use super::block::{Bars, Block, Figure, Prose, Span};
use super::themes::theme_bar;
use super::{Refer, Section};

/// A cluster of lower stability falls apart in subsamples (Hennig 2007).
const DISSOLVED: f64 = 0.6;

/// How many themes the picture of the first screen has.
const PICTURED: usize = 6;

/// How many languages are named.
const NAMED: usize = 4;

/// The section with the answer.
pub(crate) fn section(refer: &Refer) -> Section {
    let mut blocks = vec![Block::Figures(figures(refer)), Block::Lead(sentences(refer))];
    blocks.extend(picture(refer));
    Section { id: "glance", title: refer.words.glance.title, blocks }
}

/// The warnings of the run, and those that the number of cases calls for.
pub(crate) fn warnings(refer: &Refer) -> Section {
    let words = refer.words;
    let manifest = &refer.run.manifest;
    let mut warnings: Vec<Prose> = match &manifest.notices {
        Some(notices) => notices.iter().map(|it| Prose::given(words.notice(it))).collect(),
        // Runs of earlier versions have sentences only.
        None => manifest.warnings.iter().map(|text| Prose::given(sentence(text))).collect(),
    };
    if refer.run.base() < FEW {
        let few = words.count(FEW);
        let text = words.plural(&words.glance.all_few, refer.run.base(), &[("few", &few)]);
        warnings.push(Prose::ours(text));
    }
    let blocks = if warnings.is_empty() { Vec::new() } else { vec![Block::Warnings(warnings)] };
    Section { id: "warnings", title: words.glance.warnings, blocks }
}

fn figures(refer: &Refer) -> Vec<Figure> {
    let (run, words) = (refer.run, refer.words);
    let themes = run.themes.iter().filter(|row| row.documents > 0).count() as u64;
    let clusters = run.clusters.len() as u64;
    let languages = known_languages(refer).len() as u64;
    let figure = |number, label, anchor| Figure {
        value: words.count(number),
        label: words.pick(label, number).to_owned(),
        anchor,
    };
    let mut figures = vec![figure(run.base(), &words.glance.analysed, "reading")];
    if run.themed {
        figures.push(figure(themes, &words.glance.themes_found, "themes"));
    }
    if run.clustered {
        figures.push(figure(clusters, &words.glance.clusters, "clusters"));
    }
    figures.push(figure(languages, &words.glance.languages, "reading"));
    figures
}

/// Whether the code says that the language is not known.
pub(crate) fn unknown(code: &str) -> bool {
    matches!(code, "" | "und")
}

/// Codes and numbers of cases, the commonest first.
pub(crate) fn known_languages(refer: &Refer) -> Vec<(String, u64)> {
    let all = refer.run.documents.languages.iter().filter(|(code, _)| !unknown(code));
    let mut known: Vec<(String, u64)> = all.map(|(code, cases)| (code.clone(), *cases)).collect();
    known.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    known
}

fn picture(refer: &Refer) -> Option<Block> {
    let words = refer.words;
    let found = || refer.run.themes.iter().filter(|row| row.documents > 0);
    let rows: Vec<_> = found().take(PICTURED).collect();
    let largest = rows.iter().map(|row| row.ci_high).fold(0.0, f64::max);
    let (shown, all) = (words.count(rows.len() as u64), words.count(found().count() as u64));
    let bars = Bars {
        caption: fill(words.glance.picture, &[("n", &shown), ("all", &all)]),
        heads: [words.frame.theme, words.frame.case_count, words.frame.share],
        scale: axis_end(largest),
        rows: rows.iter().map(|row| theme_bar(refer, row)).collect(),
    };
    (!rows.is_empty()).then_some(Block::Bars(bars))
}

fn sentences(refer: &Refer) -> Vec<Prose> {
    let themed = refer.run.themed;
    let parts = [
        Some(read(refer)),
        themed.then(|| themes(refer)),
        themed.then(|| pair(refer).or_else(|| mean(refer))).flatten(),
        clusters(refer),
        rest(refer),
    ];
    parts.into_iter().flatten().collect()
}

fn read(refer: &Refer) -> Prose {
    let (words, counts) = (refer.words, &refer.run.manifest.counts);
    let known = known_languages(refer);
    let names: Vec<String> =
        known.iter().take(NAMED).map(|(code, _)| words.language(code)).collect();
    let tongues = match names.as_slice() {
        [] => String::new(),
        _ if known.len() > NAMED => {
            fill(words.glance.written_in_more, &[("languages", &names.join(", "))])
        }
        _ => fill(words.glance.written_in, &[("languages", &words.listed(&names))]),
    };
    let rest = match counts.rejected {
        0 => words.glance.nothing_lost.to_owned(),
        lost => words.plural(&words.glance.lost, lost, &[("all", &words.count(counts.rows_read))]),
    };
    prose(
        words.pick(&words.glance.read, counts.analysed),
        &[
            ("cases", Span::Strong(words.cases(counts.analysed))),
            ("tongues", Span::Ours(tongues)),
            ("rest", Span::Ours(rest)),
        ],
    )
}

fn themes(refer: &Refer) -> Prose {
    let (words, base) = (refer.words, refer.run.base());
    let mut found = refer.run.themes.iter().filter(|row| row.documents > 0);
    let Some(first) = found.next() else { return Prose::ours(words.glance.no_theme_found) };
    let named = |row: &super::super::rows::ThemeRow| {
        format!("{} ({})", row.label, words.share(row.share, base))
    };
    let others: Vec<String> = found.take(2).map(named).collect();
    let others = match others.as_slice() {
        [] => String::new(),
        some => fill(words.glance.followed_by, &[("others", &words.listed(some))]),
    };
    prose(
        words.glance.commonest,
        &[
            ("first", Span::Strong(first.label.clone())),
            ("share", Span::Ours(words.share(first.share, base))),
            ("range", Span::Ours(words.range(first.ci_low, first.ci_high, base))),
            ("others", Span::Given(others)),
        ],
    )
}

fn clusters(refer: &Refer) -> Option<Prose> {
    let words = refer.words;
    let (first, others) = refer.run.clusters.split_first()?;
    if others.is_empty() {
        return Some(Prose::ours(words.glance.one_group));
    }
    let groups = refer.run.clusters.len() as u64;
    let told = prose(
        words.pick(&words.glance.groups, groups),
        &[
            ("n", Span::Ours(words.count(groups))),
            ("label", Span::Strong(first.label.clone())),
            ("share", Span::Ours(words.share(first.share, refer.run.base()))),
        ],
    );
    Some(match shaky(refer) {
        0 => told,
        shaky if shaky == groups => told.and(words.glance.all_shaky),
        shaky => told.and(words.plural(&words.glance.shaky, shaky, &[])),
    })
}

/// Groups that do not come back in subsamples.
fn shaky(refer: &Refer) -> u64 {
    let stabilities = refer.run.clusters.iter().filter_map(|row| row.stability);
    stabilities.filter(|&stability| stability < DISSOLVED).count() as u64
}

fn pair(refer: &Refer) -> Option<Prose> {
    let words = refer.words;
    // A pair of fewer cases is a hint and does not belong on the first screen.
    let mut pairs = super::together::telling_pairs(refer).into_iter();
    let row = pairs.find(|row| row.documents >= FEW)?;
    let lift = row.lift.filter(|lift| *lift > 1.0)?;
    let label = |theme: &str| Span::Strong(refer.run.theme_label(theme).to_owned());
    Some(prose(
        words.pick(&words.glance.pair, row.documents),
        &[
            ("a", label(&row.theme_a)),
            ("b", label(&row.theme_b)),
            ("n", Span::Ours(words.count(row.documents))),
            ("lift", Span::Ours(words.times(lift))),
        ],
    ))
}

/// How many themes a case has; the sum of the counts of `themes.csv` over all cases.
fn mean(refer: &Refer) -> Option<Prose> {
    let found: u64 = refer.run.themes.iter().map(|row| row.documents).sum();
    let mean = found as f64 / refer.run.base().max(1) as f64;
    let mean = refer.words.decimal(mean, 1);
    (found > 0).then(|| prose(refer.words.glance.mean_themes, &[("mean", Span::Strong(mean))]))
}

fn rest(refer: &Refer) -> Option<Prose> {
    let words = refer.words;
    let none = refer.run.without_theme();
    let by_codebook = refer.run.manifest.codebook.is_some();
    let template =
        if by_codebook { &words.glance.without_theme } else { &words.glance.without_label };
    (refer.run.themed && none > 0).then(|| {
        prose(
            words.pick(template, none),
            &[
                ("cases", Span::Strong(words.cases(none))),
                ("share", Span::Ours(words.share_of(none, refer.run.base()))),
            ],
        )
    })
}

/// A warning as a sentence: a capital and a full stop.
fn sentence(text: &str) -> String {
    let mut letters = text.trim().chars();
    let first: String =
        letters.next().map(|letter| letter.to_uppercase().collect()).unwrap_or_default();
    let rest = letters.as_str();
    let stop = if rest.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{first}{rest}{stop}")
}
