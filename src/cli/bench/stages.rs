//! A corpus to the time that each stage of its vectorisation takes.

use std::hint::black_box;

use caselens::Result;
use caselens::corpus::Document;
use caselens::pipeline::{CountedCorpus, each_batch};
use caselens::progress::Silent;
use caselens::vectorize::{SparseRows, TfIdf, Vocabulary};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::measure::{Times, times_of};
use super::workload::{DistinctWord, Reading, Workload};

/// A stage of the vectorisation. In results they stand in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Stage {
    Read,
    Segment,
    Normalise,
    StopAndStem,
    Count,
    Weight,
    Whole,
}

impl Stage {
    pub(super) const ALL: [Self; 7] = [
        Self::Read,
        Self::Segment,
        Self::Normalise,
        Self::StopAndStem,
        Self::Count,
        Self::Weight,
        Self::Whole,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Segment => "segment",
            Self::Normalise => "normalise",
            Self::StopAndStem => "stop and stem",
            Self::Count => "count",
            Self::Weight => "weight",
            Self::Whole => "whole",
        }
    }

    /// What its figure means.
    fn meaning(self) -> &'static str {
        match self {
            Self::Read => {
                "The input's bytes, which the system has in memory, become documents with ids; one \
                 thread reads, however many there are."
            }
            Self::Segment => "The places of all words are found in the text of all documents.",
            Self::Normalise => {
                "Every distinct word once: an elided article is cut off, letter case and the ways to \
                 write accents and apostrophes are folded."
            }
            Self::StopAndStem => {
                "Every distinct word once, folded before: whether it is a stop word, a number or too \
                 short is found out, and its stem."
            }
            Self::Count => {
                "The text of all documents becomes counts: words are found, looked up, those not met \
                 before normalised and stemmed, each document's language told, its terms counted, \
                 and the terms sorted at the end."
            }
            Self::Weight => {
                "The counts become the matrix: the vocabulary is chosen, if it is not that of a model, \
                 rows are sorted by column and weighted by tf-idf to length 1."
            }
            Self::Whole => {
                "Read, count and weight, from the input's bytes to the matrix in memory; with several \
                 threads one reads on while the others count."
            }
        }
    }

    /// Whether it is done once for every distinct word and not for every word of every document.
    pub(super) fn is_of_distinct_words(self) -> bool {
        matches!(self, Self::Normalise | Self::StopAndStem)
    }
}

/// What the stages are, for the help.
pub(super) fn help() -> String {
    let stages = Stage::ALL.map(|stage| format!("- {}: {}\n", stage.name(), stage.meaning()));
    format!(
        "Stages:\n{}\nStages overlap, so that they do not add up to the whole: `count` does again what \
         `segment`, `normalise` and `stop and stem` do. These last two are done for a word when it is \
         first met in a language; their rates are of distinct words and of the bytes of these, all \
         others of the whole text. In a run each thread meets words for itself; here the distinct words \
         are divided among the threads. To look for the columns beforehand and to write files, as \
         `vectorize` does, is in no stage.",
        stages.concat()
    )
}

/// The times of one stage, on the threads of the pool that this is called in. `counted` are the counts
/// of the same documents.
///
/// # Errors
/// If the input cannot be read any more, or the disk has no room for counts.
pub(super) fn time(stage: Stage, work: &Workload<'_>, counted: &CountedCorpus) -> Result<Times> {
    let reading = work.reading;
    let Reading { corpus, analyzer, execution, .. } = reading;
    match stage {
        Stage::Read => times_of(|| each_batch(corpus, execution, |_| Ok(()))),
        Stage::Segment => times_of(|| Ok(segment(reading, &work.documents))),
        Stage::Normalise => times_of(|| {
            each_word(work, |word| {
                black_box(analyzer.normalise(&word.written, word.language));
            });
            Ok(())
        }),
        Stage::StopAndStem => times_of(|| {
            each_word(work, |word| {
                let normalised = word.normalised.as_str().into();
                black_box(analyzer.stop_and_stem(normalised, word.language));
            });
            Ok(())
        }),
        Stage::Count => times_of(|| work.count()),
        Stage::Weight => times_of(|| weight(reading, counted)),
        Stage::Whole => times_of(|| whole(reading)),
    }
}

/// Items that a thread takes at once.
const CHUNK: usize = 32;

fn segment(reading: Reading<'_>, documents: &[Document]) -> usize {
    let chunks = documents.par_chunks(CHUNK).map_init(Vec::new, |words, documents| {
        let mut found = 0;
        for field in documents.iter().flat_map(|it| it.fields(reading.corpus.schema())) {
            words.clear();
            reading.analyzer.segment(field, |_, begin, end| words.push((begin as u32, end as u32)));
            found += black_box(&*words).len();
        }
        found
    });
    chunks.sum()
}

/// Does `act` to every distinct word, divided among the threads.
fn each_word(work: &Workload<'_>, act: impl Fn(&DistinctWord) + Sync) {
    work.words.par_chunks(CHUNK).for_each(|words| words.iter().for_each(&act));
}

/// The matrix of what was counted, N × V.
pub(super) fn weight(reading: Reading<'_>, counted: &CountedCorpus) -> Result<SparseRows> {
    if let Some(known) = reading.model {
        return counted.matrix(&known.vocabulary, &known.tfidf, &Silent);
    }
    let settings = &reading.settings.vectorize;
    let vocabulary = Vocabulary::learn(counted.statistics(), settings)?;
    let weights = TfIdf::learn(&vocabulary, settings);
    counted.matrix(&vocabulary, &weights, &Silent)
}

/// The matrix of the input, N × V.
pub(super) fn whole(reading: Reading<'_>) -> Result<SparseRows> {
    let Reading { corpus, execution, .. } = reading;
    let counted = CountedCorpus::read(corpus, reading.rules(), execution, &Silent, |_, _| Ok(()))?;
    weight(reading, &counted)
}
