//! Statistics and sample to a model.

use std::collections::HashMap;

use rayon::prelude::*;

use super::batches::Workspaces;
use super::scan::{CorpusStatistics, Scan};
use super::{Findings, SampledDocument, Status, TextHash};
use crate::cluster::{ClusterModel, ClusterSample, Points};
use crate::error::{Error, Result, Warning};
use crate::memory::Memory;
use crate::model::{ConceptSpace, Model};
use crate::progress::{Progress, Step};
use crate::reduce::{Method, Projection, are_english, is_english};
use crate::settings::Settings;
use crate::text::{Analyzer, Language, TermTable, Token};
use crate::themes::Codebook;
use crate::vectorize::{
    Coverage, Limit, RowCounter, SparseRowsBuilder, TermStatistics, TfIdf, Vocabulary,
};

/// Where the decompositions of the concept space begin, for every seed of a run: the space is to depend
/// on the texts, not on the draw, and so is the number of clusters that is chosen in it.
const SPACE_SEED: u64 = 0;

/// A model, and what is known from learning it.
pub struct Fitted {
    /// The model.
    pub model: Model,
    /// What cannot be known, and the like.
    pub warnings: Vec<Warning>,
    /// What the model finds in each text that it was learnt from, save its themes; the same as
    /// [`super::Applier::apply`] finds in it.
    pub findings: hashbrown::HashMap<TextHash, Findings>,
}

impl Fitted {
    /// Nothing but a model.
    pub fn of(model: Model) -> Self {
        Self { model, warnings: Vec::new(), findings: hashbrown::HashMap::new() }
    }
}

/// Learns vocabulary, weights, concept space and clusters. The same statistics give the same bits.
///
/// # Errors
/// If more clusters are asked for than there are distinct texts.
pub fn fit(
    scan: Scan<'_>,
    (analyzer, memory): (&Analyzer, Memory),
    settings: &Settings,
    codebook: Option<Codebook>,
    progress: &dyn Progress,
) -> Result<Fitted> {
    progress.begin(Step::Fit, None);
    let Scan { statistics, tables } = scan;
    let CorpusStatistics { terms: counted, languages, sample, .. } = statistics;
    let documents = counted.documents;
    let distinct = distinct_texts(sample.into_sorted());
    let mut warnings = Vec::new();
    let mut settings = settings.clone();
    let most = most_terms(memory, &settings, documents, &distinct)?;
    let is_english = || {
        let english = languages.get(&Some(Language::English)).copied().unwrap_or(0);
        is_english(english, documents) || reads_as_english(&distinct, analyzer)
    };
    let asked = settings.vectorize.max_features;
    settings.vectorize.max_features = most.map_or(asked, |most| asked.min(most));
    let (mut settings, vocabulary, words) = choose_terms(&counted, &settings, is_english)?;
    drop(counted);
    let lessened = vocabulary.left_out() > 0 && settings.vectorize.max_features < asked;
    if lessened {
        let kept = vocabulary.len() as u64;
        warnings.push(Warning::TermsLeftOutOfMemory { kept, left_out: vocabulary.left_out() });
    } else {
        // As it was asked for, so that it shows nowhere how much memory there was.
        settings.vectorize.max_features = asked;
    }
    let tfidf = TfIdf::learn(&vocabulary, &settings.vectorize);
    let sampled: u64 = distinct.iter().map(|text| text.copies).sum();
    let terms = Terms { analyzer, vocabulary: &vocabulary, tfidf: &tfidf, words };
    let (texts, table) = read_texts(distinct, &terms, tables);
    let mut coverage = Coverage::default();
    texts.iter().for_each(|text| coverage.add(text.coverage, text.text.copies));
    let (projection, sample, readings) = concept_space(texts, &terms, &settings);
    let (clusters, caveats) =
        ClusterModel::learn((&sample, table), &settings.cluster, settings.seed, progress)?;
    let findings = findings(&readings, &sample, &clusters);
    warnings.splice(0..0, caveats);
    if !lessened && vocabulary.left_out() > 0 {
        let (kept, left_out) = (vocabulary.len() as u64, vocabulary.left_out());
        warnings.push(Warning::TermsLeftOut { kept, left_out });
    }
    if sampled < documents {
        warnings.push(Warning::Sampled { sample: sampled as usize, documents });
    }
    progress.end();
    let space = Some(ConceptSpace { vocabulary, tfidf, projection, clusters, coverage });
    let model = Model { settings, codebook, space, classifier: None };
    Ok(Fitted { model, warnings, findings })
}

/// How many terms the concept space may have for the memory; none if any number.
///
/// # Errors
/// If they are too few to say anything.
fn most_terms(
    memory: Memory,
    settings: &Settings,
    documents: u64,
    texts: &[DistinctText],
) -> Result<Option<usize>> {
    /// What a byte of text takes: itself twice, its row of weights several times.
    const BYTE_OF_TEXT: u64 = 5;
    /// What a text takes: its point, and what k-means and the layout need of it.
    const TEXT: u64 = 2_500;
    /// What any document takes: by what its text is known.
    const DOCUMENT: u64 = 80;
    /// Fewer are no vocabulary.
    const LEAST: usize = 1_000;
    let bytes = texts.iter().flat_map(|text| &text.fields).map(String::len).sum::<usize>() as u64;
    let other = BYTE_OF_TEXT * bytes + TEXT * texts.len() as u64 + DOCUMENT * documents;
    let concepts = settings.reduce.concepts_for(texts.len());
    let concepts = if settings.reduce.method == Method::Both { 2 * concepts } else { concepts };
    match memory.terms(concepts, other) {
        Some(most) if most < LEAST => Err(Error::usage(
            "--memory",
            "it leaves no room for the terms of the concept space",
            "allow more, or learn clusters from a smaller sample (`sample-size` in caselens.toml)",
        )),
        most => Ok(most),
    }
}

/// The terms, the weight of the table of word vectors where it helps, and the settings with what they
/// left to the program in this: where the table says as much as the corpus or more, a term of a single
/// document says something, too.
fn choose_terms(
    counted: &TermStatistics,
    settings: &Settings,
    is_english: impl FnOnce() -> bool,
) -> Result<(Settings, Vocabulary, Option<f64>)> {
    let mut settings = settings.clone();
    let mut vocabulary = Vocabulary::learn(counted, &settings.vectorize)?;
    let words = settings.reduce.words.weight(&vocabulary).filter(|_| is_english());
    if settings.vectorize.min_df.is_none() && words.is_some_and(|weight| weight >= 1.0) {
        settings.vectorize.min_df = Some(Limit::Count(1));
        vocabulary = Vocabulary::learn(counted, &settings.vectorize)?;
    }
    Ok((settings, vocabulary, words))
}

/// Whether texts are in English, each by the language that was found or, as a text without small words
/// can be taken for any language, by its other words.
fn reads_as_english(texts: &[DistinctText], analyzer: &Analyzer) -> bool {
    let workspaces = Workspaces::new(|| (TermTable::new(analyzer), Vec::<Token>::new()));
    let english = workspaces.map(texts, |(table, tokens), text| {
        let fields = text.fields.iter().map(String::as_str);
        let counting = |token: &&Token| token.counts;
        let written = |token: &Token| token.written(&text.fields[usize::from(token.field)]);
        table.read_document(fields, tokens) == Some(Language::English)
            || are_english(tokens.iter().filter(counting).map(written))
    });
    let copies = texts.iter().zip(english).filter(|(_, english)| *english);
    let english = copies.map(|(text, _)| text.copies).sum();
    is_english(english, texts.iter().map(|text| text.copies).sum())
}

/// A text of the sample and the documents that have it.
struct DistinctText {
    id: String,
    hash: TextHash,
    copies: u64,
    fields: Vec<String>,
}

/// Each text once, in the order of the first of its documents, under the smallest of their ids.
fn distinct_texts(sample: Vec<SampledDocument>) -> Vec<DistinctText> {
    let mut places: HashMap<TextHash, usize> = HashMap::new();
    let mut distinct: Vec<DistinctText> = Vec::new();
    for document in sample {
        let place = *places.entry(document.text).or_insert(distinct.len());
        match distinct.get_mut(place) {
            Some(text) => {
                text.copies += 1;
                if document.id < text.id {
                    text.id = document.id;
                }
            }
            None => {
                let SampledDocument { id, text: hash, fields, .. } = document;
                distinct.push(DistinctText { id, hash, copies: 1, fields });
            }
        }
    }
    distinct
}

/// How texts become terms, and terms weights.
struct Terms<'a> {
    analyzer: &'a Analyzer,
    vocabulary: &'a Vocabulary,
    tfidf: &'a TfIdf,
    /// The weight of the table of word vectors, where it helps.
    words: Option<f64>,
}

/// A text with its tf-idf row, which is empty where it has no known term.
struct ReadText {
    text: DistinctText,
    row: Vec<(u32, f64)>,
    coverage: Coverage,
    language: Option<Language>,
    tokens: u32,
}

/// What reading a text told, its words aside.
struct Reading {
    text: TextHash,
    language: Option<Language>,
    tokens: u32,
    coverage: Coverage,
    /// Its place in the sample, where it has a point.
    place: Option<usize>,
}

/// Reads the texts, with tables that know words of them; gives one of these back.
fn read_texts<'a>(
    texts: Vec<DistinctText>,
    terms: &Terms<'a>,
    tables: Vec<TermTable<'a>>,
) -> (Vec<ReadText>, TermTable<'a>) {
    let new_table = || TermTable::new(terms.analyzer);
    let mut tables = tables.into_iter();
    let workspaces = Workspaces::new(|| {
        let table = tables.next().unwrap_or_else(new_table);
        (table, RowCounter::new(terms.vocabulary), Vec::<Token>::new())
    });
    let rows = workspaces.map(&texts, |(table, counter, tokens), text| {
        let language = table.read_document(text.fields.iter().map(String::as_str), tokens);
        let counts = counter.count(table, tokens);
        (terms.tfidf.row(&counts), Coverage::of(tokens, &counts), language, tokens.len() as u32)
    });
    let pairs = texts.into_iter().zip(rows);
    let read = pairs.map(|(text, (row, coverage, language, tokens))| ReadText {
        text,
        row,
        coverage,
        language,
        tokens,
    });
    let tables = workspaces.finish(|(table, ..)| table);
    (read.collect(), tables.into_iter().next().unwrap_or_else(new_table))
}

/// The projection, the texts that have a point in it, and what reading all of them told.
fn concept_space<'a>(
    texts: Vec<ReadText>,
    terms: &Terms<'a>,
    settings: &Settings,
) -> (Projection, ClusterSample<'a>, Vec<Reading>) {
    let columns = terms.vocabulary.len();
    let mut all = SparseRowsBuilder::new(columns);
    texts.iter().for_each(|text| all.push(text.row.iter().copied()));
    let all = all.build();
    let idf = terms.tfidf.idf();
    let mut projection = Projection::learn(&all, idf, &settings.reduce, SPACE_SEED);
    if let Some(weight) = terms.words {
        projection = projection.with_words(terms.vocabulary, &all, weight);
    }
    let mut rows = SparseRowsBuilder::new(columns);
    let mut points = Vec::new();
    let (mut ids, mut copies, mut known, mut fields) = (vec![], vec![], vec![], vec![]);
    let mut readings = Vec::new();
    for ReadText { text, row, coverage, language, tokens } in texts {
        let weights = row.iter().map(|&(term, weight)| (term as usize, weight));
        let point = projection.project(weights);
        let place = point.is_some().then_some(points.len());
        readings.push(Reading { text: text.hash, language, tokens, coverage, place });
        if let Some(point) = point {
            points.push(point);
            ids.push(text.id);
            copies.push(text.copies);
            known.push(coverage.share().unwrap_or(1.0));
            fields.push(text.fields);
            rows.push(row);
        }
    }
    let points = Points::new(projection.concepts(), points);
    let (tfidf, vocabulary) = (rows.build(), terms.vocabulary);
    let sample = ClusterSample { ids, copies, known, texts: fields, tfidf, points, vocabulary };
    (projection, sample, readings)
}

/// What is found in every text that was read.
fn findings(
    readings: &[Reading],
    sample: &ClusterSample<'_>,
    clusters: &ClusterModel,
) -> hashbrown::HashMap<TextHash, Findings> {
    let find = |reading: &Reading| {
        let Reading { language, tokens, coverage, place, .. } = *reading;
        let assign = |at| clusters.assign(sample.points.point(at), sample.known[at]);
        let assignment = place.and_then(assign);
        let status = Status::of(tokens as usize, true, assignment.is_some());
        let (tags, coverage) = (Vec::new(), Some(coverage));
        (
            reading.text,
            Findings { language, tokens, tags, labels: Vec::new(), assignment, coverage, status },
        )
    };
    readings.par_iter().map(find).collect::<Vec<_>>().into_iter().collect()
}
