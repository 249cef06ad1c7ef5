//! Statistics and sample to a model.

mod chosen;

use rayon::prelude::*;

use self::chosen::{DistinctText, choose_terms, distinct_texts, most_terms, reads_as_english};
use super::batches::Workspaces;
use super::scan::{CorpusStatistics, Scan};
use super::{Findings, Status, TextHash};
use crate::cluster::{ClusterModel, ClusterSample, Points};
use crate::error::{Result, Warning};
use crate::memory::Memory;
use crate::model::{ConceptSpace, Model};
use crate::progress::{Progress, Step};
use crate::reduce::{Projection, is_english};
use crate::settings::Settings;
use crate::text::{Analyzer, Language, TermTable, Token};
use crate::themes::Codebook;
use crate::vectorize::{Coverage, RowCounter, SparseRowsBuilder, TfIdf, Vocabulary};

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
