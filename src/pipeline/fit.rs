//! Statistics and sample to a model.

use std::collections::HashMap;

use super::batches::Workspaces;
use super::scan::CorpusStatistics;
use super::{SampledDocument, TextHash};
use crate::cluster::{ClusterModel, ClusterSample, Points};
use crate::error::{Result, Warning};
use crate::model::{ConceptSpace, Model};
use crate::progress::{Progress, Step};
use crate::reduce::{Projection, are_english, is_english};
use crate::settings::Settings;
use crate::text::{Analyzer, Language, TermTable, Token};
use crate::themes::Codebook;
use crate::vectorize::{
    Coverage, Limit, RowCounter, SparseRowsBuilder, TermStatistics, TfIdf, Vocabulary,
};

/// Where the decompositions of the concept space begin, for every seed of a run: the space is to depend
/// on the texts, not on the draw, and so is the number of clusters that is chosen in it.
const SPACE_SEED: u64 = 0;

/// Learns vocabulary, weights, concept space and clusters. The same statistics give the same bits.
///
/// # Errors
/// If more clusters are asked for than there are distinct texts.
pub fn fit(
    statistics: CorpusStatistics,
    analyzer: &Analyzer,
    settings: &Settings,
    codebook: Option<Codebook>,
    progress: &dyn Progress,
) -> Result<(Model, Vec<Warning>)> {
    progress.begin(Step::Fit, None);
    let CorpusStatistics { terms: counted, languages, sample, .. } = statistics;
    let documents = counted.documents;
    let distinct = distinct_texts(sample.into_sorted());
    let is_english = || {
        let english = languages.get(&Some(Language::English)).copied().unwrap_or(0);
        is_english(english, documents) || reads_as_english(&distinct, analyzer)
    };
    let (settings, vocabulary, words) = choose_terms(&counted, settings, is_english)?;
    let tfidf = TfIdf::learn(&vocabulary, &settings.vectorize);
    let sampled: u64 = distinct.iter().map(|text| text.copies).sum();
    let terms = Terms { analyzer, vocabulary: &vocabulary, tfidf: &tfidf, words };
    let texts = read_texts(distinct, &terms);
    let mut coverage = Coverage::default();
    texts.iter().for_each(|text| coverage.add(text.coverage, text.text.copies));
    let (projection, sample) = concept_space(texts, &terms, &settings);
    let (clusters, mut warnings) =
        ClusterModel::learn(&sample, &settings.cluster, settings.seed, progress)?;
    if vocabulary.left_out() > 0 {
        let (kept, left_out) = (vocabulary.len() as u64, vocabulary.left_out());
        warnings.push(Warning::TermsLeftOut { kept, left_out });
    }
    if sampled < documents {
        warnings.push(Warning::Sampled { sample: sampled as usize, documents });
    }
    progress.end();
    let space = Some(ConceptSpace { vocabulary, tfidf, projection, clusters, coverage });
    Ok((Model { settings, codebook, space, classifier: None }, warnings))
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
                distinct.push(DistinctText { id: document.id, copies: 1, fields: document.fields })
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
}

fn read_texts(texts: Vec<DistinctText>, terms: &Terms<'_>) -> Vec<ReadText> {
    let workspaces = Workspaces::new(|| {
        (TermTable::new(terms.analyzer), RowCounter::new(terms.vocabulary), Vec::<Token>::new())
    });
    let rows = workspaces.map(&texts, |(table, counter, tokens), text| {
        table.read_document(text.fields.iter().map(String::as_str), tokens);
        let counts = counter.count(table, tokens);
        (terms.tfidf.row(&counts), Coverage::of(tokens, &counts))
    });
    let pairs = texts.into_iter().zip(rows);
    pairs.map(|(text, (row, coverage))| ReadText { text, row, coverage }).collect()
}

/// The projection, and the texts that have a point in it.
fn concept_space<'a>(
    texts: Vec<ReadText>,
    terms: &Terms<'a>,
    settings: &Settings,
) -> (Projection, ClusterSample<'a>) {
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
    for ReadText { text, row, coverage } in texts {
        let weights = row.iter().map(|&(term, weight)| (term as usize, weight));
        if let Some(point) = projection.project(weights) {
            points.push(point);
            ids.push(text.id);
            copies.push(text.copies);
            known.push(coverage.share().unwrap_or(1.0));
            fields.push(text.fields);
            rows.push(row);
        }
    }
    let points = Points::new(projection.concepts(), points);
    let Terms { analyzer, vocabulary, .. } = *terms;
    let tfidf = rows.build();
    let sample =
        ClusterSample { ids, copies, known, texts: fields, tfidf, points, analyzer, vocabulary };
    (projection, sample)
}
