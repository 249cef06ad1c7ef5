//! The stages of a run on generated cases. Sizes stand in the benchmarks' names; the seed is fixed
//! and the cases are made before the clock starts.
//!
//! - `tokens`: text to tokens, languages told;
//! - `count`: text to the counts of every document, and what is known of their terms;
//! - `weight`: counts to a vocabulary and rows of tf-idf;
//! - `vectorize`: documents to rows of tf-idf: they are handed over one by one, counted and weighted;
//! - `tag`: text to tokens and these to themes;
//! - `scan and fit`: documents to a model with clusters.

mod generator;

use std::hint::black_box;
use std::time::Duration;

use caselens::Result;
use caselens::corpus::{Corpus, Document, Place, Schema, Unit};
use caselens::pipeline::{CountedCorpus, Execution, learn};
use caselens::progress::Silent;
use caselens::settings::Settings;
use caselens::text::{Analyzer, TermTable};
use caselens::themes::{Codebook, Lexicon, Matcher, ReadText};
use caselens::vectorize::{SparseRows, TfIdf, Vocabulary};
use criterion::{
    BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group, criterion_main,
};
use generator::{Cases, Kind};

const SEED: u64 = 1;
const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

/// Generated cases, and the rules by which they are read.
struct Input {
    documents: Vec<Document>,
    schema: Schema,
    settings: Settings,
    analyzer: Analyzer,
}

impl Input {
    fn new(cases: usize) -> Self {
        let document = |(at, case): (u64, String)| Document {
            id: format!("case-{at}"),
            values: [Some(&case)].into_iter().collect(),
            place: Place { source: "generated".into(), position: at + 1, unit: Unit::Row },
        };
        let settings = Settings::default();
        Self {
            documents: (0..)
                .zip(Cases::new(Kind::EnglishLike, SEED))
                .take(cases)
                .map(document)
                .collect(),
            schema: Schema { columns: vec!["text".to_owned()], text: vec![0], id: None },
            analyzer: Analyzer::new(&settings.text).expect("default settings"),
            settings,
        }
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        self.documents.iter().flat_map(|document| document.fields(&self.schema))
    }

    fn bytes(&self) -> Throughput {
        Throughput::Bytes(self.texts().map(|text| text.len() as u64).sum())
    }

    fn corpus(&self) -> Corpus {
        Corpus::from_documents(self.schema.clone(), self.documents.clone())
    }

    fn count(&self) -> Result<CountedCorpus> {
        let rules = (&self.analyzer, self.settings.vectorize.ngrams());
        CountedCorpus::of_documents(&self.documents, &self.schema, rules, Execution::default())
    }

    fn weigh(&self, counted: &CountedCorpus) -> Result<SparseRows> {
        let vocabulary = Vocabulary::learn(counted.statistics(), &self.settings.vectorize)?;
        let weights = TfIdf::learn(&vocabulary, &self.settings.vectorize);
        counted.matrix(&vocabulary, &weights, &Silent)
    }

    fn vectorize(&self, corpus: &Corpus) -> Result<SparseRows> {
        let rules = (&self.analyzer, self.settings.vectorize.ngrams());
        let how = Execution::default();
        self.weigh(&CountedCorpus::read(corpus, rules, how, &Silent, |_, _| Ok(()))?)
    }
}

/// Every stage on inputs of one size before the next is made, so that one is in memory at a time.
fn stages(criterion: &mut Criterion) {
    for size in SIZES {
        let input = Input::new(size);
        bench(criterion, "tokens", &input, || read_tokens(&input));
        bench(criterion, "count", &input, || input.count());
        let counted = input.count().expect("the disk has room");
        bench(criterion, "weight", &input, || input.weigh(&counted));
        let corpus = input.corpus();
        bench(criterion, "vectorize", &input, || input.vectorize(&corpus));
        let codebook = Codebook::find("public-sector").expect("a bundled codebook");
        let lexicon = Lexicon::compile(&codebook, &input.analyzer).expect("it compiles");
        bench(criterion, "tag", &input, || tag(&input, &lexicon));
    }
}

/// Ten samples of few runs each: at the largest size a run takes long enough to be measured by itself,
/// and all sizes together take a few minutes.
fn bench<T>(criterion: &mut Criterion, name: &str, input: &Input, work: impl Fn() -> T) {
    let mut group = criterion.benchmark_group(name);
    group.sample_size(10).sampling_mode(SamplingMode::Flat);
    group.warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(5));
    group.throughput(input.bytes());
    let id = BenchmarkId::from_parameter(input.documents.len());
    group.bench_function(id, |bencher| bencher.iter_with_large_drop(&work));
    group.finish();
}

fn read_tokens(input: &Input) {
    let (mut table, mut tokens) = (TermTable::new(&input.analyzer), Vec::new());
    for text in input.texts() {
        table.read_document([text].into_iter(), &mut tokens);
        black_box(&tokens);
    }
}

fn tag(input: &Input, lexicon: &Lexicon) {
    let (mut table, mut tokens) = (TermTable::new(&input.analyzer), Vec::new());
    let mut matcher = Matcher::new(lexicon);
    for text in input.texts() {
        let language = table.read_document([text].into_iter(), &mut tokens);
        let read = ReadText { table: &table, tokens: &tokens, fields: &[text], language };
        black_box(matcher.tag(read));
    }
}

fn fit(criterion: &mut Criterion) {
    let input = Input::new(SIZES[0]);
    let corpus = input.corpus();
    bench(criterion, "scan and fit", &input, || {
        learn(&corpus, &input.settings, None, true, Execution::default(), &Silent)
    });
}

criterion_group!(benches, stages, fit);
criterion_main!(benches);
