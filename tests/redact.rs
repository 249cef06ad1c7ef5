//! Personal data out of the cases and back, as it is done from the command line.

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use common::{assert_evidence_slices_back, caselens, rows};

/// Names that nobody bears, as they stand in the list.
const NAMES: [&str; 5] =
    ["Orla Vintersen", "Tamsin-Rue Okonedo", "Bartolo d'Aquara", "Ferran Puigdomenec", "Quill"];

/// Numbers in a row that looks random and is always the same (Knuth's multiplier).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + self.roll(10) as u8)).collect()
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.roll(of.len() as u64) as usize]
    }
}

/// A card number of 16 digits with the check digit that Luhn's rule wants.
fn card(dice: &mut Dice) -> String {
    let body = format!("4{}", dice.digits(14));
    let sum: u32 = body
        .bytes()
        .rev()
        .enumerate()
        .map(|(at, byte)| {
            let digit = u32::from(byte - b'0') * if at % 2 == 0 { 2 } else { 1 };
            digit / 10 + digit % 10
        })
        .sum();
    let all = format!("{body}{}", (10 - sum % 10) % 10);
    [&all[..4], &all[4..8], &all[8..12], &all[12..]].join(dice.pick(&[" ", "-", ""]))
}

/// A German account number with its check digits.
fn iban(dice: &mut Dice) -> String {
    let account = dice.digits(18);
    let remainder = format!("{account}131400")
        .bytes()
        .fold(0u64, |remainder, byte| (remainder * 10 + u64::from(byte - b'0')) % 97);
    let all = format!("DE{:02}{account}", 98 - remainder);
    let groups: Vec<&str> =
        (0..all.len()).step_by(4).map(|at| &all[at..all.len().min(at + 4)]).collect();
    groups.join(dice.pick(&[" ", ""]))
}

/// A Spanish identity number with its letter.
fn dni(dice: &mut Dice) -> String {
    let number = dice.digits(8);
    let letter = b"TRWAGMYFPDXBNJZSQVHLCKE"[number.parse::<usize>().expect("digits") % 23];
    format!("{number}{}", char::from(letter))
}

fn phone(dice: &mut Dice) -> String {
    let (a, b, c) = (dice.digits(3), dice.digits(3), dice.digits(4));
    match dice.roll(6) {
        0 => format!("+44 20 7{a} {c}"),
        1 => format!("(2{}) 555-{c}", &a[..2]),
        2 => format!("030 {b}{c}"),
        3 => format!("+34 6{} {a} {b}", &b[..2]),
        4 => format!("0043/1/{a}{c}"),
        _ => format!("+33 1 {} {} {} {}", &a[..2], &b[..2], &c[..2], &c[2..]),
    }
}

fn email(dice: &mut Dice) -> String {
    let user = dice.pick(&["o.vintersen", "desk", "tamsin_rue", "info+works", "b-aquara"]);
    let number = dice.digits(2);
    format!("{user}{number}@{}", dice.pick(&["example.org", "mail.example.co.uk", "Example.COM"]))
}

/// A name of the list as people write it in running text.
fn name(dice: &mut Dice) -> String {
    let name = dice.pick(&NAMES);
    match dice.roll(5) {
        0 => name.to_uppercase(),
        1 => format!("{name}'s"),
        2 if name.contains(' ') => name.replace(' ', "  "),
        3 if name.contains('-') => name.replace('-', " "),
        _ => name.to_owned(),
    }
}

/// What was planted into a text.
#[derive(Default)]
struct Planted {
    patterns: Vec<String>,
    names: Vec<String>,
    /// All other words.
    others: usize,
}

/// Cases of sentences with planted personal data, and figures and dates that are none.
fn planted(cases: usize) -> (String, Planted) {
    let plain = [
        "The council opened two workshops in 2019 and 2021 for people without work.",
        "Since 12.03.2020 the library lends tools, and 1 250 households took part.",
        "A quill and a rose stand on the seal of the town; the budget was 12 000 000 euros.",
        "Between 08:30 and 17:45 the desk answers, as paragraph 14.2 of the order says.",
        "Nurses visit patients at home, and the clinic keeps 3,5 posts for that.",
        "Version 10.11.12 of the plan has 120 pages and 45 maps of the river.",
    ];
    let mut dice = Dice(7);
    let mut planted = Planted::default();
    let mut text = "id,text,contact\n".to_owned();
    for case in 0..cases {
        let mut sentences: Vec<String> = Vec::new();
        for _ in 0..4 {
            let sentence = dice.pick(&plain);
            planted.others += sentence.split_whitespace().count();
            sentences.push(sentence.to_owned());
        }
        let number = match dice.roll(4) {
            0 => card(&mut dice),
            1 => iban(&mut dice),
            2 => dni(&mut dice),
            _ => phone(&mut dice),
        };
        let (who, write) = (name(&mut dice), email(&mut dice));
        sentences.push(format!("Ask {who} team, {number}; or write to {write}."));
        planted.others += 5;
        let contact = phone(&mut dice);
        text += &format!("c{case},\"{}\",{contact}\n", sentences.join(" "));
        planted.patterns.extend([number, write, contact]);
        planted.names.push(who.trim_end_matches("'s").to_owned());
    }
    (text, planted)
}

fn redact(folder: &Path, args: &[&str], code: i32) -> String {
    let output = caselens(folder).arg("redact").args(args).output().expect("the program runs");
    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert_eq!(output.status.code(), Some(code), "{said}");
    said
}

fn library(cases: usize) -> (tempfile::TempDir, String, Planted) {
    let here = tempfile::tempdir().expect("a folder");
    let (text, planted) = planted(cases);
    fs::write(here.path().join("cases.csv"), &text).expect("a file");
    fs::write(here.path().join("names.txt"), NAMES.join("\n")).expect("a file");
    (here, text, planted)
}

const ALL: [&str; 9] = [
    "cases.csv",
    "--text",
    "text",
    "--names",
    "names.txt",
    "--key",
    "key.csv",
    "--output",
    "redacted.csv",
];

#[test]
fn nearly_all_that_is_planted_is_found_and_hardly_a_word_beside_it() {
    let (here, _, planted) = library(400);
    redact(here.path(), &ALL, 0);
    let redacted = fs::read_to_string(here.path().join("redacted.csv")).expect("a table");
    let left = |what: &[String]| what.iter().filter(|it| redacted.contains(it.as_str())).count();
    assert_eq!(left(&planted.names), 0, "every listed name is replaced");
    let missed = left(&planted.patterns) as f64 / planted.patterns.len() as f64;
    assert!(missed <= 0.02, "{missed}");
    // What is no pseudonym, planted thing or part of the frame was a word of a sentence and still is.
    let kept: usize = rows(&here.path().join("redacted.csv"))
        .iter()
        .map(|row| row["text"].split_whitespace().filter(|word| !word.contains('[')).count())
        .sum();
    let touched = 1.0 - kept as f64 / planted.others as f64;
    assert!(touched < 0.01, "{touched}");
    println!("missed {missed:.4}, touched {touched:.4}");
}

#[test]
fn the_key_restores_every_cell_and_is_for_its_owner() {
    let (here, text, _) = library(60);
    redact(here.path(), &[&ALL[..], &["--raw-csv"]].concat(), 0);
    let restore = [
        "redacted.csv",
        "--text",
        "text",
        "--restore",
        "--key",
        "key.csv",
        "--output",
        "back.csv",
        "--raw-csv",
    ];
    let said = redact(here.path(), &restore, 0);
    assert!(said.contains("240 places restored"), "{said}");
    let back = fs::read_to_string(here.path().join("back.csv")).expect("a table");
    let plain = |text: &str| text.replace('"', "");
    assert!(plain(&back) == plain(&text), "every cell comes back");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(here.path().join("key.csv")).expect("a key").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn neither_rows_nor_threads_change_a_pseudonym_and_an_old_key_keeps_its_own() {
    let (here, text, _) = library(60);
    redact(here.path(), &[&ALL[..], &["--threads", "1"]].concat(), 0);
    let key = fs::read(here.path().join("key.csv")).expect("a key");
    let (head, body) = text.split_once('\n').expect("lines");
    let turned: Vec<&str> = body.lines().rev().collect();
    fs::write(here.path().join("cases.csv"), format!("{head}\n{}\n", turned.join("\n")))
        .expect("a file");
    fs::remove_file(here.path().join("key.csv")).expect("a key");
    redact(
        here.path(),
        &[&ALL[..], &["--threads", "3", "--batch-size", "7", "--force"]].concat(),
        0,
    );
    assert_eq!(fs::read(here.path().join("key.csv")).expect("a key"), key);

    let more = "id,text,contact\nn1,Write to new.person@example.org and to Orla Vintersen.,\n";
    fs::write(here.path().join("cases.csv"), more).expect("a file");
    redact(here.path(), &[&ALL[..], &["--force"]].concat(), 0);
    let longer = fs::read_to_string(here.path().join("key.csv")).expect("a key");
    let before: BTreeSet<&str> = std::str::from_utf8(&key).expect("text").lines().collect();
    let after: BTreeSet<&str> = longer.lines().collect();
    assert!(before.is_subset(&after));
    assert_eq!(after.len(), before.len() + 1);
}

#[test]
fn nothing_made_of_redacted_cases_holds_an_original() {
    let (here, _, planted) = library(60);
    redact(here.path(), &ALL, 0);
    let mut run = caselens(here.path());
    run.args(["run", "redacted.csv", "--text", "text", "--output", "run"]).assert().success();
    let run = here.path().join("run");
    assert!(assert_evidence_slices_back(&run) > 10);
    for file in fs::read_dir(&run).expect("a run").map(|file| file.expect("a file").path()) {
        let bytes = fs::read(&file).expect("a file");
        let text = String::from_utf8_lossy(&bytes);
        let leaked =
            planted.patterns.iter().chain(&planted.names).find(|it| text.contains(it.as_str()));
        assert_eq!(leaked, None, "{}", file.display());
    }
}

#[test]
fn what_cannot_be_done_is_said_and_nothing_is_written() {
    let (here, ..) = library(5);
    let said = redact(here.path(), &[&ALL[..], &["--dry-run"]].concat(), 0);
    assert!(said.contains("e-mail addresses"), "{said}");
    assert!(!here.path().join("key.csv").exists() && !here.path().join("redacted.csv").exists());
    let said = redact(here.path(), &[&ALL[..], &["--columns", "contcat"]].concat(), 4);
    assert!(said.contains("did you mean `contact`?"), "{said}");
    let same = ["cases.csv", "--text", "text", "--key", "x.csv", "--output", "x.csv"];
    redact(here.path(), &same, 2);
    let names = ["cases.csv", "--names", "names.txt", "--key", "k.csv", "--output", "names.txt"];
    redact(here.path(), &[&names[..], &["--format", "csv", "--force"]].concat(), 2);
    redact(here.path(), &ALL, 0);
    let twice = ["redacted.csv", "--text", "text", "--key", "key2.csv", "--output", "twice.csv"];
    let said = redact(here.path(), &twice, 3);
    assert!(said.contains("as if it were a pseudonym"), "{said}");
    assert!(!here.path().join("twice.csv").exists() && !here.path().join("key2.csv").exists());
    let no_key = ["redacted.csv", "--restore", "--key", "none.csv", "--output", "back.csv"];
    redact(here.path(), &no_key, 4);
}
