//! What was counted to what is told.

use serde::Serialize;

use super::finding::{Finding, SHOWN};
use super::near::{LEAST_SIMILARITY, NearDuplicates};
use super::parts::{InputReport, Plan, Totals};
use super::{ColumnReport, Repeats, SHORT, Survey};
use crate::corpus::{Corpus, KnownBy, Reason, Source};
use crate::error::counted;
use crate::text::code_of;

/// All that a check tells.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CheckReport {
    /// The version of the program.
    pub version: &'static str,
    /// The inputs in reading order.
    pub inputs: Vec<InputReport>,
    /// What was counted.
    pub totals: Totals,
    /// The columns of all inputs.
    pub columns: Vec<ColumnReport>,
    /// Cases per language, by code.
    pub languages: Vec<(String, u64)>,
    /// What a run would do.
    pub plan: Plan,
    /// What the owner should know, dangers first.
    pub findings: Vec<Finding>,
}

/// Puts together what was counted.
pub(super) fn report(
    corpus: &Corpus,
    mut survey: Survey,
    near: NearDuplicates,
    repeats: Repeats,
) -> CheckReport {
    let schema = corpus.schema();
    let several = survey.texts.values().filter(|&&documents| documents > 1);
    survey.totals.repeated = several.map(|&documents| u64::from(documents)).sum();
    survey.totals.distinct_texts = survey.texts.len() as u64;
    survey.totals.rows_read = survey.totals.cases + survey.totals.rejected;
    let role = |column: usize| {
        let is_id = corpus
            .guess()
            .files
            .iter()
            .any(|guess| guess.id.as_ref() == Some(&schema.columns[column]));
        match (schema.text.contains(&column), is_id) {
            (true, _) => Some("text"),
            (_, true) => Some("id"),
            _ => None,
        }
    };
    let columns = survey.columns.reports(&schema.columns, role);
    let languages = survey
        .languages
        .iter()
        .map(|(&language, &cases)| (code_of(language).to_owned(), cases))
        .collect::<Vec<_>>();
    let totals = survey.totals.clone();
    let mut findings = of_inputs(corpus);
    findings.extend(of_rows(survey));
    findings.extend(of_texts(&totals, &near, &repeats));
    let is_note = |finding: &Finding| finding.severity != super::Severity::Danger;
    findings.sort_by_key(is_note);
    let mut languages = languages;
    languages.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let inputs = corpus.sources().iter().map(|source| input(corpus, source)).collect();
    let (version, plan) = (env!("CARGO_PKG_VERSION"), Plan::default());
    CheckReport { version, inputs, totals, columns, languages, plan, findings }
}

fn input(corpus: &Corpus, source: &Source) -> InputReport {
    let guess = corpus.guess().files.iter().find(|guess| guess.files.contains(&source.name));
    InputReport {
        name: source.name.clone(),
        format: source.format.name().to_owned(),
        bytes: source.bytes,
        packing: source.packing.map(|packing| packing.name().to_owned()),
        encoding: source.encoding.map(|encoding| encoding.to_string()),
        dialect: source.dialect.clone(),
        sheet: source.sheet.clone(),
        text: guess.map(|guess| guess.text.clone()).unwrap_or_default(),
        id: guess.and_then(|guess| guess.id.clone()),
        choice: guess.map(ToString::to_string).unwrap_or_default(),
    }
}

/// What is told of the files.
fn of_inputs(corpus: &Corpus) -> Vec<Finding> {
    let mut findings = Vec::new();
    for skipped in corpus.skipped() {
        let message = format!("a file is not read: it {}", skipped.reason);
        let remedy = "name the file itself if it holds cases, or take it out of the folder";
        findings.push(
            Finding::danger("file-skipped", 1, message, remedy).at(vec![skipped.name.clone()]),
        );
    }
    for source in corpus.sources() {
        let place = vec![source.name.clone()];
        let guessed = |encoding: &crate::corpus::Encoding| encoding.known_by() == KnownBy::Guessed;
        if let Some(encoding) = source.encoding.filter(guessed) {
            let message =
                format!("the text is not UTF-8 and is read as {}, a guess", encoding.name());
            let remedy = "look at accents and quotes in a few cases; name the encoding with --encoding, \
                          or save the file as UTF-8";
            findings
                .push(Finding::danger("encoding-guessed", 1, message, remedy).at(place.clone()));
        }
        let remarks = source.remarks.iter().filter(|remark| !remark.starts_with("read as"));
        findings.extend(remarks.map(|remark| {
            let remedy = "see that nothing is left out that holds cases";
            let lost = remark.contains("is not read") || remark.contains("is read, not");
            let new = if lost { Finding::danger } else { Finding::note };
            new("partly-read", 1, remark.clone(), remedy).at(place.clone())
        }));
    }
    for guess in &corpus.guess().files {
        if let Some(passed) = &guess.passed_over {
            let count = (passed.blank + passed.repeated) as u64;
            let message = format!(
                "column `{}` is not taken for the id: of its first {} values {} are empty and {} \
                 repeat; ids are made from the text",
                passed.column, passed.rows, passed.blank, passed.repeated
            );
            let remedy = "mend the ids, or take the column all the same with --id";
            let files: Vec<String> = guess.files.iter().take(SHOWN).cloned().collect();
            findings.push(Finding::danger("id-passed-over", count, message, remedy).at(files));
        }
    }
    findings
}

/// What is told of rows and of what stands in them.
fn of_rows(survey: Survey) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (reason, (count, places)) in survey.rejected {
        let (kind, remedy) = of_reason(reason);
        let message = format!(
            "{} no case: {}",
            counted(count, "row or line is", "rows or lines are"),
            reason.name()
        );
        let chrome =
            matches!(reason, Reason::ShortLine | Reason::Navigation | Reason::RepeatedParagraph);
        let new = if chrome { Finding::note } else { Finding::danger };
        findings.push(new(kind, count, message, remedy).at(places.into_vec()));
    }
    let totals = &survey.totals;
    if totals.empty > 0 {
        let message = format!("{} no word", counted(totals.empty, "case has", "cases have"));
        let remedy = "see whether --text names the right columns, and fill or take out these rows";
        findings.push(
            Finding::danger("text-empty", totals.empty, message, remedy)
                .at(survey.empty.into_vec()),
        );
    }
    if totals.short > 0 {
        let message =
            format!("{} fewer than {SHORT} words", counted(totals.short, "case has", "cases have"));
        let remedy = "see whether a longer column should be named with --text";
        findings.push(
            Finding::note("text-short", totals.short, message, remedy).at(survey.short.into_vec()),
        );
    }
    if totals.garbled > 0 {
        let message = format!(
            "{} read in a wrong encoding before: they hold signs such as Ã©, â€™ or \u{FFFD}",
            counted(totals.garbled, "case was", "cases were")
        );
        let remedy = "export the data anew from where it comes from, as UTF-8";
        findings.push(
            Finding::danger("text-garbled", totals.garbled, message, remedy)
                .at(survey.garbled.into_vec()),
        );
    }
    for (kind, (count, places)) in survey.personal.kinds {
        let message = format!("{count} likely {}", kind.name());
        let remedy = "take out what is not needed before the data is shared; all columns are copied to \
                      the results";
        findings
            .push(Finding::danger("personal-data", count, message, remedy).at(places.into_vec()));
    }
    findings
}

/// A short name for a reason, and what to do about it.
fn of_reason(reason: Reason) -> (&'static str, &'static str) {
    match reason {
        Reason::ShortLine => ("page-short-line", "--page-min-words says how many words a case has"),
        Reason::Navigation => ("page-navigation", "take every paragraph with --layout paragraph"),
        Reason::RepeatedParagraph => {
            ("page-repeated-paragraph", "take every paragraph with --layout paragraph")
        }
        Reason::Malformed => {
            ("row-malformed", "mend the rows: fields with a delimiter or a line end need quotes")
        }
        Reason::InvalidUtf8 => {
            ("row-undecodable", "name the encoding with --encoding, or save the file as UTF-8")
        }
        Reason::RepeatedId => {
            ("id-repeated", "give every case an id of its own, or name another column with --id")
        }
    }
}

/// What is told of texts that are like others.
fn of_texts(totals: &Totals, near: &NearDuplicates, repeats: &Repeats) -> Vec<Finding> {
    let mut findings = Vec::new();
    let named = |groups: &[Vec<String>]| groups.iter().map(|ids| ids.join(", ")).collect();
    if totals.repeated > 0 {
        let message = format!(
            "{} word for word as another's",
            counted(totals.repeated, "case has a text", "cases have a text")
        );
        let remedy =
            "nothing need be done: they are analysed alike; take out rows that came in twice";
        findings.push(
            Finding::note("text-repeated", totals.repeated, message, remedy)
                .at(named(&repeats.exact)),
        );
    }
    let texts: u64 = near.groups.iter().map(|group| group.len() as u64).sum();
    if texts > 0 {
        let of = if near.sampled { "of a sample of" } else { "of" };
        let message = format!(
            "{texts} {of} {} texts are nearly the same as another, in {}: an estimated {:.0} % or more \
             of their runs of three words are common",
            near.compared,
            counted(near.groups.len() as u64, "group", "groups"),
            100.0 * LEAST_SIMILARITY
        );
        let remedy = "see whether they are versions of one case, and keep one of each";
        findings.push(
            Finding::note("text-near-duplicate", texts, message, remedy).at(named(&repeats.near)),
        );
    }
    for phrase in &repeats.phrases.found {
        let message = format!(
            "{} of {} cases share these words: {:?}",
            phrase.documents, totals.cases, phrase.text
        );
        let remedy = "take them out before the run if they say nothing of the case: they are counted as \
                      its words";
        findings.push(
            Finding::note("boilerplate", phrase.documents, message, remedy)
                .at(vec![format!("first in {}", phrase.first)]),
        );
    }
    findings
}

impl CheckReport {
    /// Whether anything was found that loses or endangers data.
    pub fn has_danger(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == super::Severity::Danger)
    }
}
