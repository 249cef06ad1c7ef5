//! A result as a table for people.

use caselens::error::counted;
use indicatif::HumanCount;

use super::super::aligned::aligned;
use super::measure::Seconds;
use super::result::{BenchResult, Figures, Subject, WorksOn};

/// The column that holds the names of stages.
const STAGE: usize = 1;

/// The result with what it was measured on above it and what must be known to read it below.
pub(super) fn render(result: &BenchResult) -> String {
    let mut text = heading(result);
    text.push('\n');
    let compared = result.against.is_some();
    let mut rows = vec![header(compared)];
    let mut threads = None;
    for figures in &result.stages {
        if threads.replace(figures.threads).is_some_and(|before| before != figures.threads) {
            rows.push(Vec::new());
        }
        rows.push(row(figures, compared));
    }
    text.push_str(&aligned(&rows, &[STAGE]));
    text.push_str("\n* of distinct words, each once; MB/s and tokens/s are of these\n");
    if let Some(against) = &result.against {
        text.push_str(&format!(
            "against `{}` (caselens {}): its median time is 1, above 1 is slower\n",
            against.name, against.version
        ));
    }
    text
}

fn heading(result: &BenchResult) -> String {
    let Subject { input, documents, text_bytes, tokens, distinct_words, terms, .. } =
        &result.subject;
    let memory = result
        .peak_memory_bytes
        .map_or(String::new(), |bytes| format!("; peak memory {:.1} MB", bytes as f64 / 1e6));
    format!(
        "caselens {}, {}, medians of {}{memory}\n{input}: {} documents, {:.1} MB of text, {} tokens, {} \
         distinct words, {} terms\n",
        result.version,
        counted(result.cores as u64, "core", "cores"),
        counted(result.rounds as u64, "round", "rounds"),
        HumanCount(*documents),
        *text_bytes as f64 / 1e6,
        HumanCount(*tokens),
        HumanCount(*distinct_words),
        HumanCount(*terms),
    )
}

fn header(compared: bool) -> Vec<String> {
    let mut names = vec!["threads", "stage", "time", "±", "CPU", "MB/s", "documents/s", "tokens/s"];
    if compared {
        names.push("against");
    }
    names.into_iter().map(str::to_owned).collect()
}

fn row(figures: &Figures, compared: bool) -> Vec<String> {
    let seconds = &figures.seconds;
    let whole_number = |rate: f64| HumanCount(rate.round() as u64).to_string();
    let star = if figures.works_on == WorksOn::DistinctWords { " *" } else { "" };
    let none = || "–".to_owned();
    let mut cells = vec![
        figures.threads.to_string(),
        format!("{}{star}", figures.stage.name()),
        time(seconds.median),
        spread(seconds),
        time(figures.cpu_seconds.median),
        format!("{:.1}", figures.mb_per_second),
        figures.documents_per_second.map_or_else(none, whole_number),
        whole_number(figures.tokens_per_second),
    ];
    if compared {
        cells.push(figures.ratio.map_or_else(none, |ratio| format!("{ratio:.2}×")));
    }
    cells
}

/// The deviation in percent of the median; nothing to be said of a single round.
fn spread(seconds: &Seconds) -> String {
    match seconds.rounds.len() {
        1 => "–".to_owned(),
        _ => format!("{:.1} %", 100.0 * seconds.deviation / seconds.median),
    }
}

/// Seconds in a unit in which they can be read.
fn time(seconds: f64) -> String {
    match seconds {
        ..1e-3 => format!("{:.1} µs", seconds * 1e6),
        1e-3..1.0 => format!("{:.2} ms", seconds * 1e3),
        _ => format!("{seconds:.3} s"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::result::tests::example;
    use super::*;

    #[test]
    fn the_table_has_every_stage_and_tells_of_distinct_words() {
        let mut result = example();
        result.against = Some(super::super::result::Against {
            name: "before".to_owned(),
            version: "0.0.9".to_owned(),
        });
        result.stages[0].ratio = Some(1.0);
        result.stages.truncate(8);
        let expected = "\
caselens 0.1.0, 2 cores, medians of 3 rounds; peak memory 50.0 MB
cases: 1,000 documents, 2.0 MB of text, 300,000 tokens, 10,000 distinct words, 5,000 terms

threads  stage               time      ±      CPU    MB/s  documents/s     tokens/s  against
      1  read             1.00 ms  1.0 %  1.00 ms  2000.0    1,000,000  300,000,000    1.00×
      1  segment          2.00 ms  1.0 %  2.00 ms  1000.0      500,000  150,000,000        –
      1  normalise *      3.00 ms  1.0 %  3.00 ms    26.7            –    3,333,333        –
      1  stop and stem *  4.00 ms  1.0 %  4.00 ms    20.0            –    2,500,000        –
      1  count            5.00 ms  1.0 %  5.00 ms   400.0      200,000   60,000,000        –
      1  weight           6.00 ms  1.0 %  6.00 ms   333.3      166,667   50,000,000        –
      1  whole            7.00 ms  1.0 %  7.00 ms   285.7      142,857   42,857,143        –

      2  read             1.00 ms  1.0 %  2.00 ms  2000.0    1,000,000  300,000,000        –

* of distinct words, each once; MB/s and tokens/s are of these
against `before` (caselens 0.0.9): its median time is 1, above 1 is slower
";
        assert_eq!(render(&result), expected);
    }

    #[test]
    fn times_are_in_a_unit_in_which_they_can_be_read() {
        assert_eq!([5e-6, 0.25, 12.5].map(time), ["5.0 µs", "250.00 ms", "12.500 s"]);
    }
}
