//! Seconds to a result: rates, with all that must be known to read them.

use caselens::settings::Settings;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::measure::Seconds;
use super::stages::Stage;

/// All that a benchmark found, as JSON has it; `--help` tells of its fields.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct BenchResult {
    /// Version of this layout.
    pub(super) format: u32,
    /// Version of the program.
    pub(super) version: String,
    pub(super) cores: usize,
    #[serde(flatten)]
    pub(super) subject: Subject,
    pub(super) settings: Value,
    pub(super) rounds: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) peak_memory_bytes: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) against: Option<Against>,
    pub(super) stages: Vec<Figures>,
}

/// The layout that this program writes and reads.
pub(super) const FORMAT: u32 = 2;

/// What was vectorised.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Subject {
    pub(super) input: String,
    pub(super) input_bytes: u64,
    pub(super) documents: u64,
    pub(super) text_bytes: u64,
    /// Words, stop words included.
    pub(super) tokens: u64,
    pub(super) distinct_words: u64,
    pub(super) distinct_word_bytes: u64,
    /// Terms in the vocabulary, V.
    pub(super) terms: u64,
}

/// The earlier result of a comparison.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Against {
    pub(super) name: String,
    pub(super) version: String,
}

/// How fast a stage is on a number of threads.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Figures {
    pub(super) stage: Stage,
    pub(super) threads: usize,
    pub(super) works_on: WorksOn,
    pub(super) seconds: Seconds,
    /// Of all processors together, by the program and for it by the system.
    pub(super) cpu_seconds: Seconds,
    pub(super) mb_per_second: f64,
    /// None where distinct words are worked on.
    pub(super) documents_per_second: Option<f64>,
    pub(super) tokens_per_second: f64,
    /// Median seconds divided by those of an earlier result; above 1 is slower.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) ratio: Option<f64>,
}

/// What bytes and tokens of a rate are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum WorksOn {
    Text,
    DistinctWords,
}

impl Figures {
    pub(super) fn new(
        (stage, threads): (Stage, usize),
        seconds: Seconds,
        cpu_seconds: Seconds,
        subject: &Subject,
    ) -> Self {
        let of_words = stage.is_of_distinct_words();
        let (bytes, tokens) = match of_words {
            true => (subject.distinct_word_bytes, subject.distinct_words),
            false => (subject.text_bytes, subject.tokens),
        };
        let per_second = |number: u64| number as f64 / seconds.median;
        Self {
            stage,
            threads,
            works_on: if of_words { WorksOn::DistinctWords } else { WorksOn::Text },
            mb_per_second: per_second(bytes) / 1e6,
            documents_per_second: (!of_words).then(|| per_second(subject.documents)),
            tokens_per_second: per_second(tokens),
            seconds,
            cpu_seconds,
            ratio: None,
        }
    }

    /// The stage and where it ran, as people say it.
    pub(super) fn name(&self) -> String {
        let threads = caselens::error::counted(self.threads as u64, "thread", "threads");
        format!("{} on {threads}", self.stage.name())
    }
}

/// The settings that change what is done.
pub(super) fn settings_of(settings: &Settings) -> Value {
    json!({ "text": settings.text, "vectorize": settings.vectorize })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A result in which every stage took as many milliseconds as its place, on 1 and 2 threads.
    pub(in super::super) fn example() -> BenchResult {
        let subject = Subject {
            input: "cases".to_owned(),
            input_bytes: 3_000_000,
            documents: 1_000,
            text_bytes: 2_000_000,
            tokens: 300_000,
            distinct_words: 10_000,
            distinct_word_bytes: 80_000,
            terms: 5_000,
        };
        let figures = |threads: usize| {
            let subject = subject.clone();
            Stage::ALL.into_iter().zip(1..).map(move |(stage, place)| {
                let median = f64::from(place) / 1_000.0;
                let seconds = Seconds::of(vec![median * 0.98, median, median * 1.01]);
                let cpu_seconds = Seconds::of(vec![median * threads as f64; 3]);
                Figures::new((stage, threads), seconds, cpu_seconds, &subject)
            })
        };
        BenchResult {
            format: FORMAT,
            version: "0.1.0".to_owned(),
            cores: 2,
            settings: settings_of(&Settings::default()),
            rounds: 3,
            peak_memory_bytes: Some(50_000_000),
            against: None,
            stages: figures(1).chain(figures(2)).collect(),
            subject,
        }
    }

    #[test]
    fn rates_of_distinct_words_are_not_those_of_the_text() {
        let stages = example().stages;
        let [segment, normalise] = [&stages[1], &stages[2]];
        assert_eq!((segment.works_on, normalise.works_on), (WorksOn::Text, WorksOn::DistinctWords));
        // 2 MB and 300,000 words in 2 ms; 80 kB and 10,000 words in 3 ms.
        assert!((segment.mb_per_second - 1_000.0).abs() < 1e-9);
        assert!((segment.tokens_per_second - 150e6).abs() < 1e-3);
        assert!((normalise.mb_per_second - 0.08 / 0.003).abs() < 1e-9);
        assert_eq!(normalise.documents_per_second, None);
    }

    #[test]
    fn a_result_comes_back_from_json() {
        let result = example();
        let text = serde_json::to_string(&result).unwrap();
        assert_eq!(serde_json::from_str::<BenchResult>(&text).unwrap(), result);
    }
}
