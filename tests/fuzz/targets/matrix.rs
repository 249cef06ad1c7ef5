//! Texts to the matrix of their counts and weights: its parts fit together, and it holds each word as often
//! as a reader of one text at a time counts it.
#![no_main]

use std::sync::OnceLock;

use caselens::corpus::{Document, Place, Schema, Unit};
use caselens::pipeline::{CountedCorpus, Execution};
use caselens::progress::Silent;
use caselens::text::{Analyzer, TermTable, TextSettings};
use caselens::vectorize::{Limit, RowCounter, TfIdf, VectorizeSettings, Vocabulary};
use libfuzzer_sys::fuzz_target;

static ANALYZER: OnceLock<Analyzer> = OnceLock::new();

fuzz_target!(|data: &[u8]| {
    let Some((&first, data)) = data.split_first() else { return };
    let text = String::from_utf8_lossy(data);
    let schema = Schema { columns: vec!["text".to_owned()], text: vec![0], id: None };
    let documents: Vec<Document> = text
        .split('\n')
        .take(50)
        .enumerate()
        .map(|(number, text)| Document {
            id: number.to_string(),
            values: [Some(text)].into_iter().collect(),
            place: Place { source: "memory".into(), position: number as u64, unit: Unit::Line },
        })
        .collect();
    let settings = VectorizeSettings {
        ngram_range: (1, 1 + usize::from(first % 3)),
        min_df: Some(Limit::Count(1 + u64::from(first / 64))),
        ngrams_broken_by_stop_words: first & 4 > 0,
        ..VectorizeSettings::default()
    };
    let ours = || Analyzer::new(&TextSettings::default()).expect("settings of ours");
    let analyzer = ANALYZER.get_or_init(ours);
    let how = Execution { batch: 1 + usize::from(first % 7), ..Execution::default() };
    let counted =
        CountedCorpus::of_documents(&documents, &schema, (analyzer, settings.ngrams()), how)
            .expect("there is room");
    let vocabulary = Vocabulary::learn(counted.statistics(), &settings).expect("it can be learnt");
    let weights = TfIdf::learn(&vocabulary, &settings.as_counts());
    let matrix = counted.matrix(&vocabulary, &weights, &Silent).expect("it can be read back");
    assert_eq!((matrix.nrows(), matrix.ncols()), (documents.len(), vocabulary.len()));
    assert_eq!(counted.values(&vocabulary).expect("known"), matrix.nnz() as u64);
    let mut table = TermTable::new(analyzer);
    let mut counter = RowCounter::new(&vocabulary);
    let mut tokens = Vec::new();
    for (number, document) in documents.iter().enumerate() {
        table.read_document(document.fields(&schema), &mut tokens);
        let counts = counter.count(&table, &tokens);
        let expected: Vec<_> = counts.iter().map(|it| (it.column as usize, f64::from(it.count))).collect();
        assert_eq!(matrix.row(number).collect::<Vec<_>>(), expected);
    }
    let there_and_back = matrix.transposed().transposed();
    assert!(there_and_back.indices() == matrix.indices() && there_and_back.values() == matrix.values());
});
