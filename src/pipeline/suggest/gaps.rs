//! Cases that no theme covers to groups of them, each with what it is about.

use std::collections::HashMap;

use super::super::apply::{Applier, apply};
use super::super::learn::learn;
use super::super::study::Study;
use super::super::{Sample, text_hash};
use super::{Side, SuggestSettings, Suggestion, suggest};
use crate::corpus::{Corpus, Document, Place, Schema, Unit, Values};
use crate::error::{Error, Result, Warning};
use crate::settings::Settings;

/// Groups of fewer cases are not shown.
const FEWEST: usize = 5;
/// Suggestions of which the name of a group is made.
const NAMED_BY: usize = 3;

/// A group of cases that have no theme.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// What it could be called: its first suggestions.
    pub name: String,
    /// Its cases, of those that were grouped.
    pub documents: u64,
    /// How much of it is found again when a fifth of the cases is left out, 0 to 1.
    pub stability: Option<f64>,
    /// What is key to it, the most key first.
    pub suggestions: Vec<Suggestion>,
}

/// Groups the cases in which no theme was found, of many a sample, and says what each group is about
/// beside all other cases. The largest group comes first. Also gives what should be known of the grouping,
/// and the number of cases without a theme.
///
/// # Errors
/// If the input cannot be read, or every case has a theme.
pub fn gaps(
    study: Study<'_>,
    settings: &Settings,
    suggest_settings: SuggestSettings,
) -> Result<(Vec<Gap>, Vec<Warning>, u64)> {
    let schema = study.corpus.schema();
    let mut sample = Sample::new(settings.sample_size);
    let mut without = 0;
    study.each(
        |seen| seen.examination.findings.iter().any(|finding| finding.is_tag),
        |document, has_theme| {
            if !has_theme {
                without += 1;
                let fields = || document.fields(schema).map(str::to_owned).collect();
                sample.offer(&document.id, text_hash(document, schema), fields);
            }
            Ok(())
        },
    )?;
    if without == 0 {
        let remedy = "look at what the themes themselves lack, with `--theme`";
        return Err(Error::input(study.corpus.name(), "every case has a theme", remedy));
    }
    let untagged = corpus_of(sample, schema);
    let learnt = learn(&untagged, settings, None, true, study.execution, study.progress)?;
    let groups = groups(&untagged, &Applier::new(&learnt.model)?, study)?;
    let clusters = learnt.model.space.as_ref().map_or(0, |space| space.clusters.clusters().len());
    let side = |seen: &super::Seen<'_>| {
        if seen.examination.findings.iter().any(|finding| finding.is_tag) {
            return Side::Outside;
        }
        groups.get(&seen.document.id).map_or(Side::Unknown, |&group| Side::Inside(group))
    };
    let found = suggest(study, clusters, suggest_settings, side, |_, _, _| false)?;
    let stability = |group: usize| {
        let space = learnt.model.space.as_ref()?;
        space.clusters.clusters()[group].stability
    };
    let mut gaps: Vec<Gap> = found
        .groups
        .into_iter()
        .zip(&found.sizes)
        .enumerate()
        .filter(|(_, (_, size))| **size >= FEWEST as u64)
        .map(|(group, (suggestions, &documents))| Gap {
            name: name(&suggestions),
            documents,
            stability: stability(group),
            suggestions,
        })
        .collect();
    gaps.sort_by_key(|gap| std::cmp::Reverse(gap.documents));
    Ok((gaps, learnt.warnings, without))
}

/// A corpus in memory of the texts of a sample.
fn corpus_of(sample: Sample, schema: &Schema) -> Corpus {
    let columns = (0..schema.fields()).map(|field| schema.field_name(field).to_owned()).collect();
    let of_texts = Schema { columns, text: (0..schema.fields()).collect(), id: None };
    let documents = (1..).zip(sample.into_sorted()).map(|(position, sampled)| {
        let bytes = sampled.fields.iter().map(String::len).sum();
        let mut values = Values::with_capacity(sampled.fields.len(), bytes);
        sampled.fields.iter().for_each(|field| values.push(Some(field)));
        let place = Place { source: "sample".into(), position, unit: Unit::Row };
        Document { id: sampled.id, values, place }
    });
    Corpus::from_documents(of_texts, documents.collect())
}

/// The group of every case of a sample, by its id.
fn groups(
    corpus: &Corpus,
    applier: &Applier<'_>,
    study: Study<'_>,
) -> Result<HashMap<String, usize>> {
    let mut groups = HashMap::new();
    apply(corpus, applier, study.execution, None, study.progress, |batch| {
        for (document, found) in batch.documents.into_iter().zip(batch.findings) {
            if let Some(assignment) = found.assignment {
                groups.insert(document.id, assignment.cluster);
            }
        }
        Ok(())
    })?;
    Ok(groups)
}

fn name(suggestions: &[Suggestion]) -> String {
    let names: Vec<&str> =
        suggestions.iter().take(NAMED_BY).map(|it| it.entry.trim_start_matches('=')).collect();
    if names.is_empty() { "no word of its own".to_owned() } else { names.join(", ") }
}
