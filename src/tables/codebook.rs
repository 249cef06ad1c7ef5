//! What is found out about a codebook to frames.

use polars::prelude::DataFrame;

use super::frame::{counts, frame, numbers, texts};
use crate::error::Result;
use crate::pipeline::{Excerpt, Suggestion, wilson_interval};
use crate::themes::fit::{Confusion, Numbers, ThemeFit};
use crate::themes::lint::Defect;
use crate::themes::{Codebook, Usage};

/// `theme`, `language`, `entry`, `weight`, `documents`, `share`, `alone` (documents in which no other entry
/// of the theme counts), `suppressed` (documents in which it was met and never counts).
///
/// # Errors
/// None that the numbers could cause.
pub fn usage_frame(codebook: &Codebook, usage: &Usage) -> Result<DataFrame> {
    let entries: Vec<_> = codebook.entries().collect();
    let of_entries = || usage.entries.iter();
    let share = |documents: u64| documents as f64 / usage.documents.max(1) as f64;
    frame(vec![
        texts("theme", entries.iter().map(|entry| &entry.theme.id)),
        texts("language", entries.iter().map(|entry| entry.language.code())),
        texts("entry", entries.iter().map(|entry| &entry.entry.id)),
        numbers("weight", entries.iter().map(|entry| entry.entry.weight)),
        counts("documents", of_entries().map(|entry| entry.documents)),
        numbers("share", of_entries().map(|entry| share(entry.documents))),
        counts("alone", of_entries().map(|entry| entry.alone)),
        counts("suppressed", of_entries().map(|entry| entry.suppressed)),
    ])
}

/// `theme`, `documents`, `other`, `both`, `share` (of the theme's documents that the other has, too); of
/// pairs that share documents, those that overlap most first.
///
/// # Errors
/// None that the numbers could cause.
pub fn overlap_frame(codebook: &Codebook, usage: &Usage) -> Result<DataFrame> {
    let both_ways = usage.pairs.iter().flat_map(|(&(a, b), &both)| [(a, b, both), (b, a, both)]);
    let mut rows: Vec<(usize, usize, u64)> = both_ways.collect();
    let share = |row: &(usize, usize, u64)| usage.overlap(row.0, row.1);
    rows.sort_by(|a, b| share(b).total_cmp(&share(a)).then((a.0, a.1).cmp(&(b.0, b.1))));
    frame(vec![
        texts("theme", rows.iter().map(|row| &codebook.themes[row.0].id)),
        counts("documents", rows.iter().map(|row| usage.themes[row.0])),
        texts("other", rows.iter().map(|row| &codebook.themes[row.1].id)),
        counts("both", rows.iter().map(|row| row.2)),
        numbers("share", rows.iter().map(share)),
    ])
}

/// `file`, `line`, `column`, `kind`, `theme`, `entry`, `cause`, `remedy`.
///
/// # Errors
/// None that the numbers could cause.
pub fn defects_frame(file: &str, defects: &[Defect]) -> Result<DataFrame> {
    frame(vec![
        texts("file", defects.iter().map(|_| file)),
        counts("line", defects.iter().map(|defect| defect.line as u64)),
        counts("column", defects.iter().map(|defect| defect.column as u64)),
        texts("kind", defects.iter().map(|defect| defect.kind.name())),
        texts("theme", defects.iter().map(|defect| &defect.theme)),
        texts("entry", defects.iter().map(|defect| defect.entry.as_deref().unwrap_or_default())),
        texts("cause", defects.iter().map(|defect| &defect.cause)),
        texts("remedy", defects.iter().map(|defect| &defect.remedy)),
    ])
}

/// `gap` (its name, where there are gaps), `entry`, `language`, `inside`, `outside`, `g2`,
/// `false_discovery_rate`, `held_out` (cases that have it), `precision` (share of them in the group, with the
/// 95 % Wilson interval `precision_low` to `precision_high`), `line_1` to `line_3`.
///
/// # Errors
/// None that the numbers could cause.
pub fn suggestions_frame(rows: &[(&str, &Suggestion)]) -> Result<DataFrame> {
    let all = || rows.iter().map(|(_, suggestion)| *suggestion);
    let interval = |it: &Suggestion| wilson_interval(it.held_out_inside, it.held_out);
    let precision =
        |it: &Suggestion| (it.held_out > 0).then(|| it.held_out_inside as f64 / it.held_out as f64);
    let line = |number: usize| {
        let shown = |line: &Excerpt| {
            format!("{}: {} [{}] {}", line.id, line.before, line.phrase, line.after)
        };
        all().map(move |it| it.lines.get(number).map(shown).unwrap_or_default())
    };
    frame(vec![
        texts("gap", rows.iter().map(|(gap, _)| gap)),
        texts("entry", all().map(|it| &it.entry)),
        texts("language", all().map(|it| it.language.code())),
        counts("inside", all().map(|it| it.inside)),
        counts("outside", all().map(|it| it.outside)),
        numbers("g2", all().map(|it| it.g2)),
        numbers("false_discovery_rate", all().map(|it| it.false_discovery_rate)),
        counts("held_out", all().map(|it| it.held_out)),
        numbers("precision", all().map(precision)),
        numbers("precision_low", all().map(|it| interval(it).0)),
        numbers("precision_high", all().map(|it| interval(it).1)),
        texts("line_1", line(0)),
        texts("line_2", line(1)),
        texts("line_3", line(2)),
    ])
}

/// A figure of a theme's decisions, 0 to 1.
type Figure = fn(Confusion) -> f64;

/// `theme`, `cases`, `positives`, then `precision`, `recall`, `f1`, `accuracy` of the given numbers
/// (`_before`) and of learnt ones in held-out cases (`_after`; the same as before for a theme whose
/// numbers did not change), `min_score_before`, `min_score_after`,
/// `weights_changed`. The last row is the mean over the themes that have cases with and without the
/// theme.
///
/// # Errors
/// None that the numbers could cause.
pub fn fit_frame(codebook: &Codebook, begins: &[Numbers], fits: &[ThemeFit]) -> Result<DataFrame> {
    let judged =
        |fit: &&ThemeFit| fit.before.positives() > 0 && fit.before.positives() < fit.before.cases();
    let with_mean = |name: String, figure: &dyn Fn(&ThemeFit) -> f64| {
        let of_judged: Vec<f64> = fits.iter().filter(judged).map(figure).collect();
        let mean = of_judged.iter().sum::<f64>() / of_judged.len().max(1) as f64;
        let each = fits.iter().map(|fit| judged(&fit).then(|| figure(fit)));
        numbers(&name, each.chain([Some(mean)]).collect::<Vec<_>>())
    };
    let sum = |count: fn(Confusion) -> u64| fits.iter().map(|fit| count(fit.before)).sum::<u64>();
    let count = |name: &str, of: fn(Confusion) -> u64| {
        counts(name, fits.iter().map(|fit| of(fit.before)).chain([sum(of)]))
    };
    let changed = |(begin, fit): (&Numbers, &ThemeFit)| {
        let pairs = begin.weights.iter().zip(&fit.numbers.weights);
        pairs.filter(|(old, new)| old != new).count() as u64
    };
    let weights: Vec<u64> = begins.iter().zip(fits).map(changed).collect();
    let ids = codebook.themes.iter().map(|theme| theme.id.as_str());
    let mut columns = vec![
        texts("theme", ids.chain(["mean"])),
        count("cases", Confusion::cases),
        count("positives", Confusion::positives),
    ];
    let figures: [(&str, Figure); 4] = [
        ("precision", Confusion::precision),
        ("recall", Confusion::recall),
        ("f1", Confusion::f1),
        ("accuracy", Confusion::accuracy),
    ];
    for (name, figure) in figures {
        columns.push(with_mean(format!("{name}_before"), &|fit| figure(fit.before)));
        columns.push(with_mean(format!("{name}_after"), &|fit| figure(fit.after)));
    }
    let least = |begin: &Numbers| Some(begin.min_score);
    columns.push(numbers("min_score_before", begins.iter().map(least).chain([None])));
    let least = |fit: &ThemeFit| Some(fit.numbers.min_score);
    columns.push(numbers("min_score_after", fits.iter().map(least).chain([None])));
    let all = weights.iter().sum();
    columns.push(counts("weights_changed", weights.into_iter().chain([all])));
    frame(columns)
}
