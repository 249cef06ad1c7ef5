//! What is found in every case, by a codebook, a classifier or another column, beside what people gave.

use std::collections::{BTreeMap, BTreeSet};

use super::super::batches::{Execution, each_batch};
use super::super::examples::LabelledCorpus;
use super::super::identity::{TextHash, digest, id_hash, text_hash};
use super::super::scored::label_scores;
use super::super::study::{Seen, Study};
use super::{EvaluatedCases, GivenLabels};
use crate::classify::metrics::{Answer, LabelName};
use crate::classify::{Classifier, LabelColumns, Trained};
use crate::corpus::Corpus;
use crate::error::Result;
use crate::progress::Progress;
use crate::themes::Codebook;
use crate::themes::fit::Labels;

/// What a codebook, the one the study has, finds in every case, beside what `labels` say people meant.
/// Scores are those of the codebook, also of themes that do not reach what makes a tag; what is cancelled,
/// or has too few distinct entries, scores 0.
///
/// # Errors
/// If the input cannot be read, or a column holds something else than labels.
pub fn cases_of_codebook(
    study: Study<'_>,
    codebook: &Codebook,
    given: &GivenLabels,
    labels: &mut Labels,
) -> Result<EvaluatedCases> {
    let schema = study.corpus.schema();
    let found = |seen: &Seen<'_>| {
        let findings = &seen.examination.findings;
        let tags = findings.iter().filter(|finding| finding.is_tag);
        let counts = findings.iter().filter(|finding| {
            let enough = codebook.themes[finding.theme].min_distinct as usize;
            finding.cancelled_by.is_empty() && finding.entries.len() >= enough
        });
        Answer {
            text: text_hash(seen.document, schema),
            found: tags.map(|finding| finding.theme as u32).collect(),
            scores: counts.map(|finding| (finding.theme as u32, finding.score)).collect(),
            ..Answer::default()
        }
    };
    let name = |theme: &crate::themes::Theme| LabelName {
        id: theme.id.clone(),
        name: theme.label.clone(),
    };
    let mut cases = EvaluatedCases {
        names: codebook.themes.iter().map(name).collect(),
        scored: true,
        unlabelled_left_out: given.skip_unlabelled,
        ..EvaluatedCases::default()
    };
    cases.rejected = study.each(found, |document, answer| {
        let (names, looked_for) = given.of(document)?;
        let mut numbers = |names: &[String]| -> Vec<u32> {
            let themes = labels.themes_of(names.iter().map(String::as_str));
            themes.into_iter().map(|theme| theme as u32).collect()
        };
        let given = numbers(&names);
        let judged = looked_for.map(|names| [numbers(&names), given.clone()].concat());
        cases.take(Answer { given, judged, ..answer });
        Ok(())
    })?;
    cases.unknown = labels.unknown().clone();
    Ok(cases)
}

/// What a classifier says of every case, beside what people gave. Scores are probabilities. `map` renames
/// labels that people gave; those that it has not learnt are counted as unknown.
///
/// # Errors
/// If the input cannot be read, or a column holds something else than labels.
pub fn cases_of_classifier(
    corpus: &Corpus,
    classifier: &Classifier,
    execution: Execution,
    progress: &dyn Progress,
    (given, map): (&GivenLabels, &[(String, String)]),
) -> Result<EvaluatedCases> {
    let learnt = classifier.labels();
    let mut cases = EvaluatedCases { scored: true, ..EvaluatedCases::of_labels(learnt, given) };
    let mut unknown = BTreeMap::new();
    let schema = corpus.schema();
    let mut rejected = 0;
    let rejects = |rows: u64| rejected += rows;
    let mut read: Vec<(u64, String, TextHash, Vec<String>)> = Vec::new();
    label_scores(corpus, classifier, execution, progress, rejects, |document, scored| {
        let (names, judged) = given.of(document)?;
        let text = text_hash(document, schema);
        read.push((id_hash(&document.id), document.id.clone(), text, names.clone()));
        let mut numbers = |names: Vec<String>| numbers(learnt, renamed(names, map), &mut unknown);
        let given = numbers(names);
        let judged = judged.map(|names| [numbers(names), given.clone()].concat());
        let (found, probabilities) =
            scored.map(|it| (it.given, it.probabilities)).unwrap_or_default();
        let scores = (0..).zip(probabilities).collect();
        cases.take(Answer { text, given, found, judged, scores });
        Ok(())
    })?;
    read.sort();
    let cases_read =
        read.iter().map(|(_, id, text, labels)| (id.as_str(), *text, labels.as_slice()));
    let learnt_from = digest(cases_read) == classifier.card().data_sha256;
    Ok(EvaluatedCases { unknown, rejected, learnt_from, ..cases })
}

/// What models that had not seen a case said of it, beside what people gave: the labels of `labelled`.
/// Scores are probabilities by the curves of all folds together.
pub fn cases_held_out(
    labelled: &LabelledCorpus,
    trained: &Trained,
    given: &GivenLabels,
) -> EvaluatedCases {
    let held_out = &trained.held_out;
    let names = held_out.labelling.names();
    let mut cases = EvaluatedCases { scored: true, ..EvaluatedCases::of_labels(names, given) };
    for (at, &place) in held_out.places.iter().enumerate() {
        let probabilities = trained.classifier.probabilities_of(held_out.scores.row(at));
        cases.take(Answer {
            text: labelled.examples.texts[place],
            given: held_out.labelling.documents()[at].clone(),
            found: held_out.decided[at].clone(),
            judged: None,
            scores: (0..).zip(probabilities).collect(),
        });
    }
    let unknown = trained.left_out.iter().cloned().collect();
    EvaluatedCases { unknown, rejected: labelled.rejected, ..cases }
}

/// Labels that people gave, under the names that they have here.
fn renamed(names: Vec<String>, map: &[(String, String)]) -> Vec<String> {
    let rename = |name: String| {
        let to = map.iter().find(|(from, _)| *from == name);
        to.map_or(name, |(_, to)| to.clone())
    };
    names.into_iter().map(rename).collect()
}

/// The numbers of labels among those that were learnt, which are sorted; others are counted.
fn numbers(learnt: &[String], names: Vec<String>, unknown: &mut BTreeMap<String, u64>) -> Vec<u32> {
    let mut numbers = Vec::new();
    for name in names {
        match learnt.binary_search(&name) {
            Ok(number) => numbers.push(number as u32),
            Err(_) => *unknown.entry(name).or_default() += 1,
        }
    }
    numbers
}

/// What stands in another column, or other columns, of every case, beside what people gave. `map` renames
/// labels that people gave.
///
/// # Errors
/// If the input cannot be read, or a column holds something else than labels.
pub fn cases_of_column(
    corpus: &Corpus,
    execution: Execution,
    given: &GivenLabels,
    found: &LabelColumns,
    map: &[(String, String)],
) -> Result<EvaluatedCases> {
    let renamed = |names| renamed(names, map);
    let mut rows = Vec::new();
    let mut rejected = 0;
    each_batch(corpus, execution, |batch| {
        rejected += batch.rejects.len() as u64;
        for document in &batch.documents {
            let (labels, judged) = given.of(document)?;
            let text = text_hash(document, corpus.schema());
            rows.push((text, renamed(labels), judged.map(&renamed), found.of(document)?));
        }
        Ok(())
    })?;
    let names: BTreeSet<&String> =
        rows.iter().flat_map(|(_, given, _, found)| given.iter().chain(found)).collect();
    let names: Vec<String> = names.into_iter().cloned().collect();
    let numbers = |labels: &[String]| -> Vec<u32> {
        let place = |label: &String| names.binary_search(label).ok().map(|at| at as u32);
        labels.iter().filter_map(place).collect()
    };
    let mut cases = EvaluatedCases::of_labels(&names, given);
    for (text, labels, judged, found) in &rows {
        let given = numbers(labels);
        let judged = judged.as_ref().map(|judged| [numbers(judged), given.clone()].concat());
        let found = numbers(found);
        cases.take(Answer { text: *text, given, found, judged, scores: Vec::new() });
    }
    Ok(EvaluatedCases { rejected, ..cases })
}
