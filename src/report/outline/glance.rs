//! The first screen: what these cases are about, in four numbers, a picture and a few sentences.

use super::block::{Bars, Block, Figure, Prose};
use super::numbers::{self, FEW};
use super::themes::theme_bar;
use super::{Refer, Section};

/// A cluster of lower stability falls apart in subsamples (Hennig 2007).
const DISSOLVED: f64 = 0.6;

/// How many themes the picture of the first screen has.
const PICTURED: usize = 6;

/// The section with the answer.
pub(crate) fn section(refer: &Refer) -> Section {
    let mut blocks = vec![Block::Figures(figures(refer)), Block::Lead(sentences(refer))];
    blocks.extend(picture(refer));
    Section { id: "glance", title: "At a glance", blocks }
}

/// The warnings of the run, and those that the number of cases calls for.
pub(crate) fn warnings(refer: &Refer) -> Section {
    let mut warnings: Vec<Prose> =
        refer.run.manifest.warnings.iter().map(|text| Prose::given(sentence(text))).collect();
    if refer.run.base() < FEW {
        warnings.push(Prose::ours(format!(
            "All shares rest on {}: fewer than {FEW}, so one case more or less moves every one of \
             them.",
            numbers::cases(refer.run.base())
        )));
    }
    let blocks = if warnings.is_empty() { Vec::new() } else { vec![Block::Warnings(warnings)] };
    Section { id: "warnings", title: "Before you quote a number", blocks }
}

fn figures(refer: &Refer) -> Vec<Figure> {
    let run = refer.run;
    let themes = run.themes.iter().filter(|row| row.documents > 0).count() as u64;
    let clusters = run.clusters.len() as u64;
    let languages = known_languages(refer).len() as u64;
    let figure = |number, one: &str, many: &str, anchor| Figure {
        value: numbers::count(number),
        label: if number == 1 { one } else { many }.to_owned(),
        anchor,
    };
    let mut figures = vec![
        figure(run.base(), "case analysed", "cases analysed", "reading"),
        figure(languages, "language", "languages", "reading"),
    ];
    if run.themed {
        figures.insert(1, figure(themes, "theme found", "themes found", "themes"));
    }
    if run.clustered {
        let place = figures.len() - 1;
        figures.insert(
            place,
            figure(clusters, "cluster of alike cases", "clusters of alike cases", "clusters"),
        );
    }
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
    let rows: Vec<_> =
        refer.run.themes.iter().filter(|row| row.documents > 0).take(PICTURED).collect();
    let largest = rows.iter().map(|row| row.ci_high).fold(0.0, f64::max);
    let bars = Bars {
        caption: "The commonest themes, as shares of all cases analysed, with 95% intervals"
            .to_owned(),
        heads: ["Theme", "Cases", "Share"],
        scale: numbers::axis_end(largest),
        rows: rows.iter().map(|row| theme_bar(refer, row)).collect(),
    };
    (!rows.is_empty()).then_some(Block::Bars(bars))
}

fn sentences(refer: &Refer) -> Vec<Prose> {
    let parts = [
        Some(read(refer)),
        refer.run.themed.then(|| themes(refer)),
        clusters(refer),
        pair(refer),
        rest(refer),
    ];
    parts.into_iter().flatten().collect()
}

fn read(refer: &Refer) -> Prose {
    let counts = &refer.run.manifest.counts;
    let known = known_languages(refer);
    let names: Vec<String> =
        known.iter().take(4).map(|(code, _)| numbers::language(code)).collect();
    let more = if known.len() > names.len() { " and other languages" } else { "" };
    let tongue = match names.as_slice() {
        [] => String::new(),
        _ if more.is_empty() => format!(", written in {}", numbers::listed(&names)),
        _ => format!(", written in {}{more}", names.join(", ")),
    };
    let prose = Prose::default()
        .and_strong(numbers::cases(counts.analysed))
        .and(format!(" {} analysed{tongue}", if counts.analysed == 1 { "was" } else { "were" }));
    match counts.rejected {
        0 => prose.and("; nothing that was read was set aside."),
        set_aside => prose.and(format!(
            "; {} of {} read {} set aside, and are listed.",
            numbers::count(set_aside),
            numbers::counted(counts.rows_read, "row", "rows"),
            if set_aside == 1 { "was" } else { "were" }
        )),
    }
}

fn themes(refer: &Refer) -> Prose {
    let base = refer.run.base();
    let mut found = refer.run.themes.iter().filter(|row| row.documents > 0);
    let Some(first) = found.next() else {
        return Prose::ours("No theme of the codebook was found in them.");
    };
    let mut prose =
        Prose::ours("The commonest theme is ").and_strong(first.label.clone()).and(format!(
            ": {} of the cases carry it (95% interval {})",
            numbers::share(first.share, base),
            numbers::range(first.ci_low, first.ci_high, base)
        ));
    for (place, row) in found.take(2).enumerate() {
        let joint = if place == 0 { ", followed by " } else { " and " };
        let share = numbers::share(row.share, base);
        prose = prose.and(joint).and_strong(row.label.clone()).and(format!(" ({share})"));
    }
    prose.and(".")
}

fn clusters(refer: &Refer) -> Option<Prose> {
    let base = refer.run.base();
    let (first, others) = refer.run.clusters.split_first()?;
    if others.is_empty() {
        return Some(Prose::ours("All cases that could be compared stand in one group."));
    }
    let groups = refer.run.clusters.len();
    let prose =
        Prose::ours(format!("By their words they fall into {groups} groups; the largest, "))
            .and_strong(first.label.clone())
            .and(format!(", holds {} of the cases.", numbers::share(first.share, base)));
    Some(match shaky(refer) {
        0 => prose,
        shaky => prose.and(format!(
            " {} of them {} apart when some cases are left out: take {} as a way to sort the pile, \
             not as a finding.",
            if shaky == groups { "All".to_owned() } else { numbers::count(shaky as u64) },
            if shaky == 1 { "falls" } else { "fall" },
            if shaky == 1 { "it" } else { "these" },
        )),
    })
}

/// Groups that do not come back in subsamples.
fn shaky(refer: &Refer) -> usize {
    let stabilities = refer.run.clusters.iter().filter_map(|row| row.stability);
    stabilities.filter(|&stability| stability < DISSOLVED).count()
}

fn pair(refer: &Refer) -> Option<Prose> {
    // A pair of fewer cases is a hint and does not belong on the first screen.
    let mut pairs = super::themes::telling_pairs(refer).into_iter();
    let row = pairs.find(|row| row.documents >= FEW)?;
    let lift = row.lift.filter(|lift| *lift > 1.0)?;
    Some(
        Prose::default()
            .and_given(refer.run.theme_label(&row.theme_a))
            .and(" and ")
            .and_given(refer.run.theme_label(&row.theme_b))
            .and(format!(
                " go together most: {} carry both, {} what chance would give.",
                numbers::cases(row.documents),
                numbers::times(lift)
            )),
    )
}

fn rest(refer: &Refer) -> Option<Prose> {
    let none = refer.run.outcome("of the analysed: no theme");
    let share = numbers::share_of(none, refer.run.base());
    let carry = if none == 1 { "carries" } else { "carry" };
    (none > 0).then(|| {
        Prose::default()
            .and_strong(numbers::cases(none))
            .and(format!(" ({share}) {carry} no theme of the codebook; they are listed below."))
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
