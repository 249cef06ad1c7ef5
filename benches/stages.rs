//! The stages of a run on generated cases. Sizes stand in the benchmarks' names; the seed is fixed
//! and the cases are made before the clock starts.

mod generator;

use std::hint::black_box;

use caselens::corpus::{Corpus, Document, Place, Schema, Unit};
use caselens::pipeline::{CountedCorpus, Execution, learn};
use caselens::progress::Silent;
use caselens::settings::Settings;
use caselens::text::{Analyzer, TermTable, TextSettings};
use caselens::themes::{Codebook, Lexicon, Matcher};
use caselens::vectorize::{TfIdf, Vocabulary};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use generator::{Cases, Kind};

const SEED: u64 = 1;
const SIZES: [usize; 2] = [1_000, 10_000];

fn cases(count: usize) -> Vec<String> {
    Cases::new(Kind::EnglishLike, SEED).take(count).collect()
}

fn bytes(cases: &[String]) -> Throughput {
    Throughput::Bytes(cases.iter().map(|case| case.len() as u64).sum())
}

fn corpus(cases: &[String]) -> Corpus {
    let schema = Schema { columns: vec!["text".to_owned()], text: vec![0], id: None };
    let document = |(at, case): (usize, &String)| Document {
        id: format!("case-{at}"),
        values: [Some(case)].into_iter().collect(),
        place: Place { source: "generated".into(), position: at as u64 + 1, unit: Unit::Row },
    };
    Corpus::from_documents(schema, cases.iter().enumerate().map(document).collect())
}

fn read_tokens(criterion: &mut Criterion) {
    let analyzer = Analyzer::new(&TextSettings::default()).expect("default settings");
    let mut group = criterion.benchmark_group("tokens");
    for size in SIZES {
        let cases = cases(size);
        group.throughput(bytes(&cases));
        group.bench_with_input(BenchmarkId::from_parameter(size), &cases, |bencher, cases| {
            bencher.iter(|| {
                let mut table = TermTable::new(&analyzer);
                let mut tokens = Vec::new();
                for case in cases {
                    table.read_document([case.as_str()].into_iter(), &mut tokens);
                    black_box(&tokens);
                }
            });
        });
    }
    group.finish();
}

fn tag(criterion: &mut Criterion) {
    let analyzer = Analyzer::new(&TextSettings::default()).expect("default settings");
    let codebook = Codebook::find("public-sector").expect("a bundled codebook");
    let lexicon = Lexicon::compile(&codebook, &analyzer).expect("the bundled codebook compiles");
    let mut group = criterion.benchmark_group("tag");
    for size in SIZES {
        let cases = cases(size);
        group.throughput(bytes(&cases));
        group.bench_with_input(BenchmarkId::from_parameter(size), &cases, |bencher, cases| {
            bencher.iter(|| {
                let mut table = TermTable::new(&analyzer);
                let mut matcher = Matcher::new(&lexicon);
                let mut tokens = Vec::new();
                for case in cases {
                    let language = table.read_document([case.as_str()].into_iter(), &mut tokens);
                    black_box(matcher.tag(&table, &tokens, &[case], language));
                }
            });
        });
    }
    group.finish();
}

fn vectorize(criterion: &mut Criterion) {
    let settings = Settings::default();
    let analyzer = Analyzer::new(&settings.text).expect("default settings");
    let mut group = criterion.benchmark_group("vectorize");
    for size in SIZES {
        let cases = cases(size);
        let corpus = corpus(&cases);
        group.throughput(bytes(&cases));
        group.bench_with_input(BenchmarkId::from_parameter(size), &corpus, |bencher, corpus| {
            bencher.iter(|| {
                let how = Execution::default();
                let reading = (&analyzer, settings.vectorize.ngrams());
                let counted = CountedCorpus::read(corpus, reading, how, &Silent, |_, _| Ok(()))?;
                let vocabulary = Vocabulary::learn(counted.statistics(), &settings.vectorize)?;
                let weights = TfIdf::learn(&vocabulary, &settings.vectorize);
                counted.matrix(&vocabulary, &weights, &Silent).map(black_box)
            });
        });
    }
    group.finish();
}

fn fit(criterion: &mut Criterion) {
    let settings = Settings::default();
    let mut group = criterion.benchmark_group("scan and fit");
    group.sample_size(10);
    let cases = cases(SIZES[0]);
    let corpus = corpus(&cases);
    group.bench_with_input(BenchmarkId::from_parameter(SIZES[0]), &corpus, |bencher, corpus| {
        bencher.iter(|| {
            learn(corpus, &settings, None, true, Execution::default(), &Silent).map(black_box)
        });
    });
    group.finish();
}

criterion_group!(stages, read_tokens, tag, vectorize, fit);
criterion_main!(stages);
