//! Writes invented cases as CSV (`id,text`) to standard output, as many as wanted, from a seed:
//!
//! ```sh
//! cargo run --release --example generate -- 10000000 --seed 1 --kind english-like > cases.csv
//! ```
//!
//! The same kind and seed give the same bytes on every machine, and a prefix: the first n cases of a
//! larger file are the cases of a smaller one. What the cases are like is told in `generator/mod.rs`.

mod generator;

use std::io::{self, BufWriter, ErrorKind, Write};
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use generator::{Cases, Kind};

/// Writes invented cases as CSV (`id,text`) to standard output
#[derive(Debug, Parser)]
struct Arguments {
    /// How many cases
    cases: u64,
    /// The same seed gives the same cases
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// What they are like
    #[arg(long, value_enum, default_value_t = KindChoice::EnglishLike)]
    kind: KindChoice,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum KindChoice {
    /// English function words, invented words of Latin letters; about 600 bytes a case
    EnglishLike,
    /// Russian and Greek function words, invented words of these scripts; about 1,100 bytes a case
    NonAscii,
    /// Every word stands once in the whole file; about 1,500 bytes a case
    Hostile,
}

impl From<KindChoice> for Kind {
    fn from(choice: KindChoice) -> Self {
        match choice {
            KindChoice::EnglishLike => Self::EnglishLike,
            KindChoice::NonAscii => Self::NonAscii,
            KindChoice::Hostile => Self::Hostile,
        }
    }
}

fn write(arguments: &Arguments, out: impl Write) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 18, out);
    out.write_all(b"id,text\n")?;
    let cases = Cases::new(arguments.kind.into(), arguments.seed);
    for (number, case) in (0..arguments.cases).zip(cases) {
        write!(out, "case-{number},\"")?;
        for (part, text) in case.split('"').enumerate() {
            // A quotation mark inside a cell is written twice.
            out.write_all(if part > 0 { b"\"\"" } else { b"" })?;
            out.write_all(text.as_bytes())?;
        }
        out.write_all(b"\"\n")?;
    }
    out.flush()
}

fn main() -> ExitCode {
    match write(&Arguments::parse(), io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        // Who reads has had enough, as `head` has.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "the cases cannot be written: {error}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    const KINDS: [Kind; 3] = [Kind::EnglishLike, Kind::NonAscii, Kind::Hostile];

    fn words(case: &str) -> impl Iterator<Item = String> {
        case.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
    }

    fn csv_of(cases: u64) -> Vec<u8> {
        let mut bytes = Vec::new();
        let arguments = Arguments { cases, seed: 1, kind: KindChoice::EnglishLike };
        write(&arguments, &mut bytes).expect("memory takes all");
        bytes
    }

    #[test]
    fn the_cases_of_a_smaller_file_begin_a_larger_one() {
        assert!(csv_of(50).starts_with(&csv_of(20)));
    }

    #[test]
    fn the_file_reads_back_as_the_cases() {
        let bytes = csv_of(300);
        let rows: Vec<(String, String)> = csv::Reader::from_reader(bytes.as_slice())
            .deserialize()
            .map(|row| row.expect("a row of two cells"))
            .collect();
        for (number, ((id, text), case)) in
            rows.iter().zip(Cases::new(Kind::EnglishLike, 1)).enumerate()
        {
            assert_eq!(*id, format!("case-{number}"));
            assert_eq!(*text, case);
        }
        assert_eq!(rows.len(), 300);
    }

    #[test]
    fn a_case_is_a_function_of_seed_and_number() {
        for kind in KINDS {
            let cases = Cases::new(kind, 7);
            let in_turn: Vec<String> = cases.clone().take(20).collect();
            assert_eq!(in_turn[19], cases.case(19));
            assert_ne!(in_turn[19], Cases::new(kind, 8).case(19));
        }
    }

    #[test]
    fn a_case_has_50_to_200_words() {
        for kind in KINDS {
            for case in Cases::new(kind, 1).take(500) {
                // A dash stands between spaces and is no word.
                let count = case.split(' ').filter(|word| *word != "–").count();
                assert!((50..=200).contains(&count), "{count} words: {case}");
            }
        }
    }

    #[test]
    fn an_english_like_case_has_about_600_bytes() {
        let bytes: usize =
            Cases::new(Kind::EnglishLike, 1).take(2_000).map(|case| case.len()).sum();
        assert!((560..640).contains(&(bytes / 2_000)), "{}", bytes / 2_000);
    }

    #[test]
    fn non_ascii_cases_have_no_ascii_letter() {
        for case in Cases::new(Kind::NonAscii, 1).take(500) {
            assert!(!case.contains(|c: char| c.is_ascii_alphabetic()), "{case}");
        }
    }

    #[test]
    fn no_word_of_a_hostile_case_comes_again() {
        let mut seen = HashSet::new();
        for case in Cases::new(Kind::Hostile, 1).take(2_000) {
            for word in words(&case) {
                assert!(seen.insert(word.clone()), "{word}");
            }
        }
    }

    /// Heaps' law: V ∝ n^β, so β = log(V₂ / V₁) / log(n₂ / n₁).
    #[test]
    fn the_vocabulary_grows_as_in_real_text() {
        let mut seen = HashSet::new();
        let (mut tokens, mut points) = (0_u64, Vec::new());
        for (at, case) in Cases::new(Kind::EnglishLike, 1).take(16_000).enumerate() {
            for word in words(&case) {
                tokens += 1;
                seen.insert(word);
            }
            if at + 1 == 2_000 || at + 1 == 16_000 {
                points.push((tokens as f64, seen.len() as f64));
            }
        }
        let ((n1, v1), (n2, v2)) = (points[0], points[1]);
        let exponent = libm::log(v2 / v1) / libm::log(n2 / n1);
        assert!((0.5..0.65).contains(&exponent), "{exponent}: {points:?}");
    }
}
