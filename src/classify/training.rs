//! Labelled documents to a classifier, and what is known of how good it is.

use linfa::DatasetBase;
use linfa::traits::Fit;
use serde::{Deserialize, Serialize};

use super::calibration::{sharpness, sigmoids};
use super::classifier::{Classifier, Decision};
use super::concepts::Concepts;
use super::cross_validation::{Division, Trial, thresholds_for, with_points};
use super::examples::{Material, TermOrder};
use super::scores::{counts, micro_and_macro};
use super::settings::{ClassifySettings, Help};
use super::{Examples, Labelling, OneVsRestParams, Scores};
use crate::error::{Error, Result};
use crate::reduce::{ReduceSettings, Words};
use crate::vectorize::SparseRows;

/// The costs that are tried for words alone; points beside them say more with less weight. Features are
/// compared at the first.
const COSTS: [f64; 2] = [2.0, 8.0];
/// The costs that are tried for words with points beside them.
const COSTS_WITH_POINTS: [f64; 2] = [0.5, 4.0];
/// From so many documents on there are three folds in place of five, and features are compared on one.
const MANY: usize = 1_000;
/// How far rare labels count more where nothing else is asked for.
const BALANCE: f64 = 0.5;
/// Of so many documents that have any number of labels words alone say enough: in trials pairs of words and
/// points brought nothing there.
const ENOUGH: usize = 5_000;
/// Settings are chosen and thresholds learnt on at most so many documents.
const MOST_DOCUMENTS: usize = 20_000;

/// A classifier with what cross-validation said of the documents that it was learnt from.
#[derive(Debug, Clone)]
pub struct Trained {
    /// The classifier, learnt from all of them.
    pub classifier: Classifier,
    /// What models that had not seen a document said of it.
    pub held_out: HeldOut,
    /// Number of documents that it was learnt from.
    pub learnt_from: u64,
    /// Labels that were left out, with their numbers of examples.
    pub left_out: Vec<(String, u64)>,
}

/// What models that had not seen them said of M documents, of L labels.
#[derive(Debug, Clone)]
pub struct HeldOut {
    /// Which of the examples they are.
    pub places: Vec<usize>,
    /// The fold of each.
    pub folds: Vec<u8>,
    /// Their labels.
    pub labelling: Labelling,
    /// M × L scores.
    pub scores: Scores,
    /// What was decided of each: rising numbers of labels.
    pub decided: Vec<Vec<u32>>,
}

/// What a classifier was learnt with, as far as cross-validation chose it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// C.
    pub cost: f64,
    /// How far cases with a label counted as much as all others.
    pub balance: f64,
    /// Whether pairs of words are features.
    pub pairs: bool,
    /// Number of concepts beside the words; 0 for none.
    pub concepts: usize,
    /// Whether the table of English word vectors is among them.
    pub words: bool,
}

/// The labels that can be learnt, and the documents that they are learnt from.
struct Task {
    labelling: Labelling,
    places: Vec<usize>,
    left_out: Vec<(String, u64)>,
}

impl Task {
    fn new(examples: &Examples, settings: &ClassifySettings) -> Result<Self> {
        let all = &examples.labelling;
        if all.is_empty() {
            return Err(Error::input(
                "--labels",
                "no case has a label",
                "name the column that holds the labels",
            ));
        }
        let is_single = all.is_single();
        let counts = all.counts();
        let (mut kept, mut left_out) = (Vec::new(), Vec::new());
        for (label, &count) in counts.iter().enumerate() {
            match count < settings.min_examples {
                true => left_out.push((all.names()[label].clone(), count as u64)),
                false => kept.push(label as u32),
            }
        }
        if kept.is_empty() {
            return Err(Error::input(
                "--labels",
                format!("none of the {} labels has {} examples", all.len(), settings.min_examples),
                "label more cases, or name another column",
            ));
        }
        let labelling = all.keeping(&kept);
        let documents = 0..labelling.documents().len();
        let places: Vec<usize> =
            documents.filter(|&at| !is_single || !labelling.documents()[at].is_empty()).collect();
        let labelling = labelling.of_documents(&places);
        if let Some(label) = labelling.counts().iter().position(|&count| count == places.len()) {
            return Err(Error::input(
                "--labels",
                format!("every case has the label `{}`", labelling.names()[label]),
                "add cases without it: what sets a label apart is learnt from those that lack it",
            ));
        }
        Ok(Self { labelling, places, left_out })
    }
}

/// Learns a classifier. Settings that are not given, thresholds and probabilities come from
/// cross-validation; the same examples give the same bits on any number of threads. `english` is whether
/// the documents are in English, so that the table of English word vectors may help.
///
/// # Errors
/// If there is nothing to learn: no label of enough examples, or one that every case has.
pub fn train(
    examples: &Examples,
    settings: &ClassifySettings,
    reduce: &ReduceSettings,
    english: bool,
) -> Result<Trained> {
    settings.check()?;
    let task = Task::new(examples, settings)?;
    let few = task.places.len().min(MOST_DOCUMENTS);
    let tried: Vec<usize> = (0..few).collect();
    let texts: Vec<u128> = task.places[..few].iter().map(|&place| examples.texts[place]).collect();
    let folds = settings.folds.unwrap_or(if few < MANY { 5 } else { 3 });
    let division = Division::new(task.labelling.of_documents(&tried), &texts, folds);
    let weighted = examples.weighted();
    let candidates =
        candidates((examples, &weighted, &task.labelling), settings, (reduce, english));
    let places: Vec<u32> = task.places.iter().map(|&place| place as u32).collect();
    let ways = candidates.iter().map(|candidate| {
        let order = TermOrder::new(&examples.vocabulary, candidate.pairs);
        let tried = Material::new(&examples.counts, places[..few].to_vec(), &order);
        let concepts = candidate.concepts.as_ref();
        let points = concepts.map(|concepts| tried.points(&weighted, concepts));
        Way { concepts: candidate.concepts.as_ref(), order, material: tried, points }
    });
    let ways: Vec<Way<'_>> = ways.collect();
    let found = choose(&division, settings, &ways);

    let way = &ways[found.way];
    let material = Material::new(&examples.counts, places, &way.order);
    let all_points = way.concepts.map(|it| (material.points(&weighted, it), it.len()));
    let features = with_points(
        material.features(|_| true),
        all_points.as_ref().map(|(points, concepts)| (points.as_slice(), *concepts)),
    );
    let params = OneVsRestParams { cost: found.cost, ..params(settings, found.balance) };
    let learnt =
        params.fit(&DatasetBase::new(features, task.labelling.clone())).map_err(|error| {
            Error::failed("training", "rows and labels do not fit", "report this as a fault")
                .caused_by(error)
        })?;

    let everywhere: Vec<u32> = (0..few as u32).collect();
    let decision = match thresholds_for(&found.scores, &division.labelling, &everywhere) {
        None => Decision::Best { sharpness: sharpness(&found.scores, &division.labelling) },
        Some(thresholds) => {
            Decision::Each { thresholds, sigmoids: sigmoids(&found.scores, &division.labelling) }
        }
    };
    let decided = division.decisions(&found.scores);
    let choice = Choice {
        cost: found.cost,
        balance: found.balance,
        pairs: way.order.len() > examples.vocabulary.single_words().0.len(),
        concepts: way.concepts.map_or(0, Concepts::len),
        words: way.concepts.is_some_and(Concepts::has_words),
    };
    let classifier = Classifier::new(
        (task.labelling.names().to_vec(), examples),
        (&learnt, &way.order, way.concepts.cloned()),
        decision,
        choice,
    );
    let held_out = HeldOut {
        places: task.places[..few].to_vec(),
        folds: division.folds.clone(),
        labelling: division.labelling.clone(),
        scores: found.scores,
        decided,
    };
    let learnt_from = task.places.len() as u64;
    Ok(Trained { classifier, held_out, learnt_from, left_out: task.left_out })
}

impl HeldOut {
    /// F1 of all decisions, the mean of the labels' F1, and each label's.
    pub fn f1(&self) -> (f64, f64, Vec<f64>) {
        let counts = counts(&self.labelling, &self.decided);
        let (micro, mean) = micro_and_macro(&counts);
        (micro, mean, counts.iter().map(|counts| counts.f1()).collect())
    }
}

/// Features that may help.
struct Candidate {
    pairs: bool,
    concepts: Option<Concepts>,
}

/// The features that are tried: words alone, and words with all that may help.
fn candidates(
    (examples, weighted, labelling): (&Examples, &SparseRows, &Labelling),
    settings: &ClassifySettings,
    (reduce, english): (&ReduceSettings, bool),
) -> Vec<Candidate> {
    let weight = match settings.words {
        Help::Never => None,
        Help::Auto => Words::Auto.weight(&examples.vocabulary).filter(|_| english),
        Help::Always => Words::Always.weight(&examples.vocabulary),
    };
    let learn = || Concepts::learn(weighted, &examples.vocabulary, (reduce, weight));
    let is_free = settings.concepts == Help::Auto && settings.words != Help::Always;
    let plain = Candidate { pairs: settings.pairs == Help::Always, concepts: None };
    if is_free && !labelling.is_single() && labelling.documents().len() >= ENOUGH {
        return vec![plain];
    }
    let rich = Candidate {
        pairs: settings.pairs != Help::Never,
        concepts: (settings.concepts != Help::Never).then(learn),
    };
    match (is_free, rich.pairs || rich.concepts.is_some()) {
        (true, true) => vec![plain, rich],
        _ => vec![rich],
    }
}

/// A candidate, ready to be tried.
struct Way<'c> {
    concepts: Option<&'c Concepts>,
    order: TermOrder,
    material: Material,
    points: Option<Vec<f32>>,
}

impl Way<'_> {
    fn costs(&self) -> &'static [f64; 2] {
        if self.points.is_some() { &COSTS_WITH_POINTS } else { &COSTS }
    }

    fn trial<'t>(&'t self, params: &'t OneVsRestParams) -> Trial<'t> {
        let width = self.concepts.map_or(0, Concepts::len);
        let points = self.points.as_ref().map(|points| (points.as_slice(), width));
        Trial { params, material: &self.material, points }
    }
}

fn params(settings: &ClassifySettings, balance: f64) -> OneVsRestParams {
    let default = OneVsRestParams::default();
    OneVsRestParams { loss: settings.loss, balance, seed: settings.seed, ..default }
}

/// The best of what was tried.
struct Found {
    way: usize,
    balance: f64,
    cost: f64,
    scores: Scores,
}

/// Chooses features at one cost, then the cost.
fn choose(division: &Division, settings: &ClassifySettings, ways: &[Way<'_>]) -> Found {
    let all = division.len();
    let balance = settings.balance.unwrap_or(BALANCE);
    let params = params(settings, balance);
    let mut way = 0;
    if ways.len() > 1 {
        let tried = if division.folds.len() < MANY { all } else { 1 };
        way = best(ways.iter().map(|way| {
            let cost = settings.cost.unwrap_or(way.costs()[0]);
            let scores = division.scores(way.trial(&params), &[cost], tried);
            division.quality(&scores[0], tried)
        }));
    }
    let costs = settings.cost.map_or(ways[way].costs().to_vec(), |cost| vec![cost]);
    let mut scores = division.scores(ways[way].trial(&params), &costs, all);
    let at = best(scores.iter().map(|scores| division.quality(scores, all)));
    Found { way, balance, cost: costs[at], scores: scores.swap_remove(at) }
}

/// The place of the greatest, of equal ones the first.
fn best(qualities: impl Iterator<Item = f64>) -> usize {
    let better = |best: (usize, f64), next: (usize, f64)| if next.1 > best.1 { next } else { best };
    qualities.enumerate().reduce(better).map_or(0, |(at, _)| at)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::memory::Memory;
    use crate::text::{Analyzer, TermTable, TextSettings, Token};
    use crate::vectorize::{
        RowCounter, SparseRowsBuilder, TermCounter, TermStatistics, TfIdf, VectorizeSettings,
        Vocabulary,
    };

    const WORDS: [[&str; 6]; 3] = [
        ["garden", "beans", "roses", "bees", "seeds", "compost"],
        ["tram", "bus", "road", "bridge", "cycle", "traffic"],
        ["nurse", "doctor", "clinic", "patient", "hospital", "medicine"],
    ];
    const NAMES: [&str; 3] = ["gardens", "traffic", "health"];

    /// Sixty texts of three matters, each of four words of its own and one of another's; with
    /// `several` every fifth is of two matters.
    pub(in crate::classify) fn examples(several: bool) -> Examples {
        let analyzer = Analyzer::new(&TextSettings::default()).unwrap();
        let settings = VectorizeSettings { ngram_range: (1, 2), ..VectorizeSettings::default() };
        let (mut texts, mut labels) = (Vec::new(), Vec::new());
        for at in 0..60 {
            let (matter, other) = (at % 3, (at + 1 + at / 30) % 3);
            let both = several && at % 5 == 0;
            let word = |of: usize, place: usize| WORDS[of][(at / 3 + place * (1 + at % 2)) % 6];
            let others = if both { 4 } else { 1 };
            let own = (0..4).map(|place| word(matter, place));
            let words: Vec<&str> = own.chain((0..others).map(|place| word(other, place))).collect();
            texts.push(words.join(" "));
            let mut names = vec![NAMES[matter]];
            names.extend(both.then_some(NAMES[other]));
            labels.push(names);
        }
        let mut counter = TermCounter::new(&analyzer, settings.ngrams(), Memory::UNLIMITED);
        texts.iter().for_each(|text| {
            counter.read([text.as_str()].into_iter());
        });
        let statistics: TermStatistics = counter.into_statistics().unwrap();
        let vocabulary = Vocabulary::learn(&statistics, &settings).unwrap();
        let only_counts = TfIdf::learn(&vocabulary, &settings.without_idf());
        let (mut table, mut tokens) = (TermTable::new(&analyzer), Vec::<Token>::new());
        let mut rows = SparseRowsBuilder::new(vocabulary.len());
        let mut counter = RowCounter::new(&vocabulary);
        for text in &texts {
            table.read_document([text.as_str()].into_iter(), &mut tokens);
            rows.push(only_counts.row(&counter.count(&table, &tokens)));
        }
        Examples {
            ids: (0..60).map(|at| format!("case {at}")).collect(),
            texts: (0..60).collect(),
            labelling: Labelling::of_names(&labels),
            tfidf: TfIdf::learn(&vocabulary, &settings),
            counts: rows.build(),
            vocabulary,
        }
    }

    pub(in crate::classify) fn trained(several: bool) -> Trained {
        let settings = ClassifySettings::default();
        train(&examples(several), &settings, &ReduceSettings::default(), true).unwrap()
    }

    #[test]
    fn held_out_cases_of_clear_matters_are_found() {
        for several in [false, true] {
            let trained = trained(several);
            let (micro, mean, labels) = trained.held_out.f1();
            assert!(micro > 0.9 && mean > 0.9 && labels.len() == 3, "{several} {micro} {mean}");
            assert_eq!(trained.held_out.places.len(), 60);
            assert_eq!(trained.classifier.labels(), ["gardens", "health", "traffic"]);
        }
    }

    #[test]
    fn the_number_of_threads_changes_no_bit() {
        let on = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| postcard::to_stdvec(&trained(true).classifier).unwrap())
        };
        assert!(on(1) == on(3));
    }

    #[test]
    fn cases_without_a_label_lend_their_words_where_each_has_one() {
        let mut some = examples(false);
        let names: Vec<Vec<&str>> =
            (0..60).map(|at| if at < 12 { vec![NAMES[at % 3]] } else { Vec::new() }).collect();
        some.labelling = Labelling::of_names(&names);
        let settings = ClassifySettings::default();
        let trained = train(&some, &settings, &ReduceSettings::default(), true).unwrap();
        assert_eq!(trained.learnt_from, 12);
        assert_eq!(trained.held_out.places.len(), 12);
    }
}
