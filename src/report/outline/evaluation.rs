//! What is told of labels found beside labels given.

mod scores;

use self::scores::{curves, reliability};
use super::block::{Bar, Bars, Block, Figure, Head, Prose, Table, Tone};
use super::{Outline, Section};
use crate::classify::metrics::{Estimate, LabelEvaluation};
use crate::report::evaluation::EvaluationReport;
use crate::report::words::{ENGLISH, FEW};
use crate::tables::overall_figures;

/// Pairs of confused labels that are shown.
const PAIRS: usize = 20;

/// The whole page.
pub(crate) fn outline(report: &EvaluationReport<'_>) -> Outline {
    let sections = [
        glance(report),
        warnings(report),
        labels(report),
        dots(report),
        curves(report),
        reliability(report),
        confusion(report),
        overall(report),
        reading(report),
    ];
    Outline {
        words: &ENGLISH,
        title: format!("How well labels are found: {}", report.judged),
        subtitle: format!(
            "{}, against {} · caselens {}",
            report.input,
            report.labels_from,
            env!("CARGO_PKG_VERSION")
        ),
        sections: sections.into_iter().filter(|part| !part.blocks.is_empty()).collect(),
        footer: Prose::ours(
            "Every number of this page stands in evaluation.csv, overall.csv, confusion.csv, \
             reliability.csv or evaluation.json. Made offline by ",
        )
        .and_given(format!("caselens {}", env!("CARGO_PKG_VERSION")))
        .and("."),
    }
}

fn glance(report: &EvaluationReport<'_>) -> Section {
    let (base, overall) = (report.evaluation.base, &report.evaluation.overall);
    let averages = overall.averages;
    let figure = |value: Estimate, label: &str| Figure {
        value: figure_of(value),
        label: label.to_owned(),
        anchor: "overall",
    };
    let exact = if base.single_label { "accuracy" } else { "cases with all labels right" };
    let mut figures = vec![
        figure(averages.micro.f1, "F1 of all decisions (micro)"),
        figure(averages.macro_.f1, "mean F1 of the labels (macro)"),
        figure(overall.subset_accuracy, exact),
        figure(overall.kappa, "Cohen's kappa"),
    ];
    if let Some(ranking) = &overall.ranking {
        figures.push(figure(ranking.average_precision_macro, "mean average precision"));
    }
    let texts = match base.texts {
        texts if texts == base.documents => String::new(),
        texts => format!(" with {} distinct texts", ENGLISH.count(texts)),
    };
    let sure = Prose::ours("Of what was found, ")
        .and_strong(with_range(averages.micro.precision))
        .and(" was given (precision); of what was given, ")
        .and_strong(with_range(averages.micro.recall))
        .and(" was found (recall). Ranges are 95% intervals.");
    let on = Prose::ours("This rests on ").and_strong(ENGLISH.cases(base.documents)).and(format!(
        "{texts}, {} given or found, and {}.",
        counted(base.labels, "label", "labels"),
        counted(base.decisions, "decision", "decisions")
    ));
    let blocks = vec![Block::Figures(figures), Block::Lead(vec![on, sure])];
    Section { id: "glance", title: "At a glance", blocks }
}

fn warnings(report: &EvaluationReport<'_>) -> Section {
    let mut notes: Vec<Prose> = report.notes.iter().map(Prose::given).collect();
    let few = report.evaluation.labels.iter().filter(|it| it.given > 0 && it.given < FEW).count();
    if few > 0 {
        notes.push(Prose::ours(format!(
            "{} given to fewer than {FEW} cases: read their figures with their intervals; they are \
             marked “few”.",
            counted(few as u64, "label was", "labels were")
        )));
    }
    let blocks = if notes.is_empty() { Vec::new() } else { vec![Block::Warnings(notes)] };
    Section { id: "warnings", title: "Before you read the numbers", blocks }
}

/// Labels that were given or found, the best F1 first.
fn sorted<'e>(report: &EvaluationReport<'e>) -> Vec<&'e LabelEvaluation> {
    let mut labels: Vec<_> =
        report.evaluation.labels.iter().filter(|it| it.given + it.found > 0).collect();
    let f1 = |it: &LabelEvaluation| it.f1.value.unwrap_or(0.0);
    labels.sort_by(|a, b| f1(b).total_cmp(&f1(a)).then_with(|| a.label.id.cmp(&b.label.id)));
    labels
}

fn labels(report: &EvaluationReport<'_>) -> Section {
    let scored = report.evaluation.overall.ranking.is_some();
    let mut heads = vec![
        Head::words("label"),
        Head::numbers("given"),
        Head::numbers("found"),
        Head::numbers("both"),
        Head::numbers("precision"),
        Head::numbers("recall"),
        Head::numbers("F1"),
        Head::numbers("kappa"),
    ];
    if scored {
        heads.push(Head::numbers("average precision"));
    }
    let row = |it: &&LabelEvaluation| {
        let mut cells = vec![
            Prose::given(&it.label.name).and(few_mark(it)),
            Prose::ours(ENGLISH.count(it.given)),
            Prose::ours(ENGLISH.count(it.found)),
            Prose::ours(ENGLISH.count(it.counts.true_positives)),
            Prose::ours(figure_of(it.precision)),
            Prose::ours(figure_of(it.recall)),
            Prose::ours(with_range(it.f1)),
            Prose::ours(figure_of(it.kappa)),
        ];
        if scored {
            cells.push(Prose::ours(figure_of(it.average_precision)));
        }
        cells
    };
    let table = Table {
        caption: "By falling F1: cases that were given each label, in which it was found, and both"
            .to_owned(),
        heads,
        rows: sorted(report).iter().map(row).collect(),
    };
    let absent: Vec<Prose> = report
        .evaluation
        .labels
        .iter()
        .filter(|it| it.given + it.found == 0)
        .map(|it| Prose::given(&it.label.name))
        .collect();
    let mut blocks = vec![Block::Table(table)];
    if !absent.is_empty() {
        let number = counted(absent.len() as u64, "label was", "labels were");
        blocks.push(Block::Details {
            anchor: None,
            summary: Prose::ours(format!("{number} neither given nor found")),
            blocks: vec![Block::List(absent)],
        });
    }
    Section { id: "labels", title: "Label by label", blocks }
}

fn few_mark(it: &LabelEvaluation) -> &'static str {
    if it.given < FEW { " (few)" } else { "" }
}

fn dots(report: &EvaluationReport<'_>) -> Section {
    let row = |it: &&LabelEvaluation| {
        let value = it.f1.value?;
        Some(Bar {
            label: Prose::given(&it.label.name).and(few_mark(it)),
            start: 0.0,
            value,
            interval: it.f1.interval(),
            count: ENGLISH.count(it.given),
            share: ENGLISH.two_digits(value),
            range: it.f1.interval().map_or_else(String::new, range),
            tone: Tone::Main,
        })
    };
    let bars = Bars {
        caption: "F1 of every label with its 95% interval".to_owned(),
        heads: ["label", "given", "F1"],
        scale: 1.0,
        rows: sorted(report).iter().filter_map(row).collect(),
    };
    Section { id: "dots", title: "How sure the figures are", blocks: vec![Block::Bars(bars)] }
}

fn confusion(report: &EvaluationReport<'_>) -> Section {
    let pairs = &report.evaluation.confusion;
    let name = |id: &str| {
        let known = report.evaluation.labels.iter().find(|it| it.label.id == id);
        known.map_or_else(|| id.to_owned(), |it| it.label.name.clone())
    };
    let (confused, alone): (Vec<_>, Vec<_>) = pairs.iter().partition(|pair| pair.found.is_some());
    let mut blocks = Vec::new();
    if !confused.is_empty() {
        let rows = confused.iter().take(PAIRS).map(|pair| {
            vec![
                Prose::given(name(&pair.given)),
                Prose::given(name(pair.found.as_deref().unwrap_or_default())),
                Prose::ours(ENGLISH.count(pair.documents)),
                Prose::ours(ENGLISH.share_of(pair.documents, pair.of_given)),
            ]
        });
        let shown = confused.len().min(PAIRS) as u64;
        blocks.push(Block::Table(Table {
            caption: format!(
                "A label that was given and missed, and one that was found and not given in the same cases; \
                 the {} most frequent of {}",
                ENGLISH.count(shown),
                counted(confused.len() as u64, "pair", "pairs")
            ),
            heads: vec![
                Head::words("given"),
                Head::words("found instead"),
                Head::numbers("cases"),
                Head::numbers("of those given the first"),
            ],
            rows: rows.collect(),
        }));
    }
    let missed: u64 = alone.iter().map(|pair| pair.documents).sum();
    if missed > 0 {
        blocks.push(Block::Prose(Prose::ours(format!(
            "Missed in cases in which nothing else was found wrongly: {}.",
            counted(missed, "label of a case", "labels of cases")
        ))));
    }
    Section { id: "confusion", title: "What is confused", blocks }
}

fn overall(report: &EvaluationReport<'_>) -> Section {
    let rows = overall_figures(report.evaluation).into_iter().map(|(name, value)| {
        let interval = value.interval().map_or_else(|| "–".to_owned(), range);
        vec![Prose::ours(name), Prose::ours(figure_of(value)), Prose::ours(interval)]
    });
    let table = Table {
        caption: "Figures of all labels".to_owned(),
        heads: vec![Head::words("measure"), Head::numbers("value"), Head::numbers("95% interval")],
        rows: rows.collect(),
    };
    Section { id: "overall", title: "All figures of the whole", blocks: vec![Block::Table(table)] }
}

fn reading(report: &EvaluationReport<'_>) -> Section {
    let base = report.evaluation.base;
    let how = if base.replicates == 0 {
        "Intervals were not asked for, save those of precision and recall of a label (Wilson)."
            .to_owned()
    } else {
        format!(
            "Intervals hold the middle 95% of {} draws of as many texts, with replacement (percentile \
             bootstrap, seed {}); cases with the same text are drawn together. Those of precision and recall \
             of a single label, and of an F1 that is the same in every draw, are Wilson's; other figures \
             that are the same in every draw have none.",
            ENGLISH.count(base.replicates as u64),
            base.seed
        )
    };
    let averages = "Micro: of all decisions together. Macro: the mean over labels. Weighted: that mean with \
                    the number of cases given each label as weight. Samples: the mean over cases. A label that \
                    was neither given nor found has no part in them. Kappa and alpha are 1 where both always \
                    say the same and 0 where they agree as by chance. Figures are those of scikit-learn with \
                    zero_division=0.";
    let blocks = vec![Block::Prose(Prose::ours(averages)), Block::Prose(Prose::ours(how))];
    Section { id: "reading", title: "How to read this", blocks }
}

/// A number with its noun.
fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", ENGLISH.count(number), if number == 1 { one } else { many })
}

fn figure_of(estimate: Estimate) -> String {
    estimate.value.map_or_else(|| "–".to_owned(), |value| ENGLISH.two_digits(value))
}

fn range((low, high): (f64, f64)) -> String {
    format!("{}–{}", ENGLISH.two_digits(low), ENGLISH.two_digits(high))
}

fn with_range(estimate: Estimate) -> String {
    match estimate.interval() {
        Some(interval) => format!("{} ({})", figure_of(estimate), range(interval)),
        None => figure_of(estimate),
    }
}
