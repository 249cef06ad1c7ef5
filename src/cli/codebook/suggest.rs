//! `caselens codebook suggest`: new entries for a theme, and themes that are missing.

use std::collections::BTreeMap;

use caselens::pipeline::{
    Gap, JudgedColumns, Side, Study, SuggestSettings, Suggestion, gaps, suggest, wilson_interval,
};
use caselens::settings::Settings;
use caselens::tables::suggestions_frame;
use caselens::text::Language;
use caselens::themes::exchange::{
    Draft, DraftEntry, DraftTheme, ExchangeFormat, entries_toml, slug, write,
};
use caselens::themes::fit::{Judgement, Labels};
use caselens::themes::{Codebook, Probe};
use caselens::{Error, Result};
use clap::Args;

use super::super::options::{ClusterOptions, ExecutionOptions, InputOptions, ThemeOptions, parsed};
use super::super::session;
use super::super::terminal::{Terminal, print};
use super::frames::{FrameFormat, print_frame};
use super::labels::{LabelOptions, must_have_labels, tell_unknown};
use super::study::{Subject, tell_rejected};

/// Finds words and phrases (up to three words) that stand in the cases of a theme far more often than in
/// the rest (log likelihood, with the false discovery rate of Benjamini and Hochberg), and that no entry
/// covers. The cases of the theme are those that the codebook tags, or with `--labels` those that people
/// labelled. Each comes with the cases inside and outside that have it, how precise it is in held-out
/// cases (five folds; 95 % Wilson interval), and three lines in which it stands. With
/// `--gaps`, instead, the cases that have no theme are grouped, and each group gets a name and entries.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputOptions,
    #[command(flatten)]
    themes: ThemeOptions,
    /// Id of the theme that needs entries
    #[arg(long, value_name = "ID", required_unless_present = "gaps")]
    theme: Option<String>,
    /// Look for themes that are missing
    #[arg(long, conflicts_with_all = ["theme", "labels"])]
    gaps: bool,
    /// Column that holds the themes that people found, joined by `|`
    #[arg(long, value_name = "COLUMN", help_heading = "Labels")]
    labels: Option<String>,
    #[command(flatten)]
    meaning: LabelOptions,
    /// Suggestions at most; of each group with `--gaps` [default: 30, with `--gaps` 10]
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    /// Share of the suggestions that may be there by chance
    #[arg(long, value_name = "SHARE", default_value_t = 0.05)]
    false_discovery_rate: f64,
    /// Cases inside that a suggestion must stand in
    #[arg(long, value_name = "N", default_value_t = 3)]
    min_documents: u64,
    /// text, csv or json
    #[arg(long, value_name = "FORMAT", default_value = "text", help_heading = "Output", value_parser = parsed::<FrameFormat>)]
    format: FrameFormat,
    /// Print entries (with `--gaps` themes) as they stand in a codebook, to be pasted
    #[arg(long, help_heading = "Output", conflicts_with = "format")]
    toml: bool,
    #[command(flatten)]
    execution: ExecutionOptions,
}

pub(super) fn perform(arguments: &Arguments, terminal: &Terminal) -> Result<()> {
    let rate = arguments.false_discovery_rate;
    if !(rate > 0.0 && rate < 1.0) {
        let place = format!("--false-discovery-rate {rate}");
        return Err(Error::usage(place, "it is out of range", "use a share such as 0.05"));
    }
    let settings =
        session::settings(&arguments.input, &arguments.themes, &ClusterOptions::default())?;
    let codebook = Codebook::find(&settings.themes.codebook)?;
    let inputs = arguments.input.inputs();
    let subject = Subject { inputs: &inputs, settings: &settings, codebook: &codebook };
    subject.study(&arguments.execution, terminal, |study| match &arguments.theme {
        Some(theme) => of_theme(arguments, study, &codebook, theme, terminal),
        None => of_gaps(arguments, study, &settings, terminal),
    })
}

impl Arguments {
    fn settings(&self, top: usize) -> SuggestSettings {
        SuggestSettings {
            top: self.top.unwrap_or(top),
            false_discovery_rate: self.false_discovery_rate,
            min_documents: self.min_documents,
        }
    }
}

fn of_theme(
    arguments: &Arguments,
    study: Study<'_>,
    codebook: &Codebook,
    id: &str,
    terminal: &Terminal,
) -> Result<()> {
    let theme = codebook.themes.iter().position(|theme| theme.id == id).ok_or_else(|| {
        let ids: Vec<&str> = codebook.themes.iter().map(|theme| theme.id.as_str()).collect();
        let remedy = format!("use one of {}", ids.join(", "));
        Error::usage(format!("--theme {id}"), "the codebook has no such theme", remedy)
    })?;
    let mut labels = arguments.meaning.labels(codebook)?;
    let judged = arguments.meaning.judged.as_deref();
    let columns = arguments.labels.as_deref();
    let columns = columns
        .map(|column| JudgedColumns::find(study.corpus.schema(), column, judged))
        .transpose()?;
    let known = labels.clone();
    if let (Some(columns), Some(name)) = (columns, &arguments.labels) {
        let any = tell_labels(study, columns, &mut labels, terminal)?;
        must_have_labels(any, name)?;
    }
    let side = |seen: &caselens::pipeline::Seen<'_>| match columns {
        Some(columns) => by_label(columns.judge(seen.document, &mut known.clone())[theme]),
        None => {
            let found = seen.examination.findings.iter().find(|finding| finding.theme == theme);
            if found.is_some_and(|finding| finding.is_tag) {
                Side::Inside(0)
            } else {
                Side::Outside
            }
        }
    };
    let mut probe = Probe::new(study.lexicon, study.analyzer);
    let found = suggest(study, 1, arguments.settings(30), side, |_, phrase, language| {
        probe.covers(theme, phrase, language)
    })?;
    let inside = found.sizes[0];
    tell_rejected(study.corpus, found.documents, 0, terminal)?;
    terminal.say(format_args!(
        "{id}: {inside} cases beside {} others; {} suggestions",
        found.documents - inside,
        found.groups[0].len()
    ));
    if arguments.toml {
        return print(entries_toml(&terms(&found.groups[0])));
    }
    let rows: Vec<(&str, &Suggestion)> = found.groups[0].iter().map(|it| ("", it)).collect();
    let frame = suggestions_frame(&rows)?.drop("gap").map_err(|error| {
        Error::failed("table", "it cannot be made", "report this as a fault").caused_by(error)
    })?;
    print_frame(frame, arguments.format, |_| text(&found.groups[0]))
}

fn by_label(judgement: Judgement) -> Side {
    match judgement {
        Judgement::Present => Side::Inside(0),
        Judgement::Absent => Side::Outside,
        Judgement::Unknown => Side::Unknown,
    }
}

/// Says which labels stand for no theme, and gives whether any stands for one; they are read by
/// themselves, in order.
fn tell_labels(
    study: Study<'_>,
    columns: JudgedColumns,
    labels: &mut Labels,
    terminal: &Terminal,
) -> Result<bool> {
    let mut any = false;
    study.each(
        |_| (),
        |document, ()| {
            any |= columns.judge(document, labels).contains(&Judgement::Present);
            Ok(())
        },
    )?;
    tell_unknown(labels, terminal);
    Ok(any)
}

fn of_gaps(
    arguments: &Arguments,
    study: Study<'_>,
    settings: &Settings,
    terminal: &Terminal,
) -> Result<()> {
    let (gaps, warnings, without) = gaps(study, settings, arguments.settings(10))?;
    warnings.iter().for_each(|warning| terminal.warn(warning));
    terminal.say(format_args!("{without} cases have no theme; {} groups of them", gaps.len()));
    if arguments.toml {
        let (toml, _) = write(&missing_themes(&gaps), ExchangeFormat::Toml, Language::English)?;
        let toml = String::from_utf8_lossy(&toml).into_owned();
        // What stands above the first theme is of a codebook, and this is a part of one.
        let themes = toml.find("[[theme]]").map_or("", |at| &toml[at..]);
        return print(themes);
    }
    let rows: Vec<(&str, &Suggestion)> = gaps
        .iter()
        .flat_map(|gap| gap.suggestions.iter().map(|it| (gap.name.as_str(), it)))
        .collect();
    print_frame(suggestions_frame(&rows)?, arguments.format, |_| {
        let of_gap = |gap: &Gap| {
            let stability =
                gap.stability.map_or_else(String::new, |it| format!(", stability {it:.2}"));
            format!(
                "{}: {} cases{stability}\n{}\n",
                gap.name,
                gap.documents,
                text(&gap.suggestions)
            )
        };
        gaps.iter().map(of_gap).collect()
    })
}

/// The entries of suggestions by language. An entry is given what its precision in held-out cases surely is,
/// at most the weight that tags alone.
fn terms(suggestions: &[Suggestion]) -> BTreeMap<Language, Vec<DraftEntry>> {
    let mut terms: BTreeMap<_, Vec<DraftEntry>> = BTreeMap::new();
    for it in suggestions {
        let low = wilson_interval(it.held_out_inside, it.held_out).0;
        let weight = ((low * 20.0).floor() / 20.0).clamp(0.1, 0.6);
        let note = format!("in {} cases of the theme and {} others", it.inside, it.outside);
        terms.entry(it.language).or_default().push(DraftEntry {
            weight: Some((weight * 100.0).round() / 100.0),
            note: Some(note),
            ..DraftEntry::new(&it.entry)
        });
    }
    terms
}

/// A theme for each group, to be named and defined by a person.
fn missing_themes(gaps: &[Gap]) -> Draft {
    let mut draft = Draft::default();
    for gap in gaps.iter().filter(|gap| !gap.suggestions.is_empty()) {
        let id = slug(&gap.name, |id| draft.themes.iter().any(|theme| theme.id == id));
        draft.themes.push(DraftTheme {
            id,
            label: gap.name.clone(),
            definition: format!("Cases about {}. Say what is in and what is out.", gap.name),
            terms: terms(&gap.suggestions),
            ..DraftTheme::default()
        });
    }
    draft
}

/// Suggestions to be read, each with its lines.
fn text(suggestions: &[Suggestion]) -> String {
    let width = suggestions.iter().map(|it| it.entry.chars().count()).max().unwrap_or(0).max(5);
    let mut text = format!(
        "{:width$}  lang  inside  outside       G\u{b2}      FDR  held-out precision\n",
        "entry"
    );
    for it in suggestions {
        let Suggestion { entry, language, inside, outside, g2, .. } = it;
        let (low, high) = wilson_interval(it.held_out_inside, it.held_out);
        let precision = match it.held_out {
            0 => "\u{2013}".to_owned(),
            cases => {
                let share = it.held_out_inside as f64 / cases as f64;
                format!("{share:.2} ({low:.2} to {high:.2}, {cases} cases)")
            }
        };
        let rate = it.false_discovery_rate;
        text += &format!(
            "{entry:width$}  {:4}  {inside:>6}  {outside:>7}  {g2:>7.1}  {rate:>7.1e}  {precision}\n",
            language.code()
        );
        for line in &it.lines {
            text += &format!("    {}: {} [{}] {}\n", line.id, line.before, line.phrase, line.after);
        }
    }
    text
}
