//! Pseudonyms, and the key that tells what each stands for.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use regex::{Captures, Regex};
use sha2::{Digest, Sha256};

use super::patterns::{Found, Kind};
use crate::error::{Error, Result};

/// What a pseudonym stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Number {
    kind: Kind,
    /// From 1: one for what is the same but for how it is written.
    number: u64,
    /// From 1: which way of writing it.
    form: u64,
}

/// Pseudonyms such as `[N12]` for what was found, each always the same. Where one thing is written in
/// several ways they are `[N12]`, `[N12.2]` and so on, so that every text can be restored to the byte. A
/// pseudonym is one word that is in no codebook, and says nothing but the kind: E an e-mail address, P a
/// telephone number, C a card, A an account, I the number of a person, N a name.
///
/// New ones are numbered in the order of the SHA-256 of what they stand for: the same things get the same
/// numbers whatever the order of the texts, and the numbers do not tell the alphabet.
#[derive(Debug, Clone)]
pub struct PseudonymKey {
    numbers: BTreeMap<(Kind, String), Number>,
    originals: BTreeMap<Number, String>,
    pattern: Regex,
}

/// A text in which what was found is replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replaced<'t> {
    /// The text.
    pub text: Cow<'t, str>,
    /// What was replaced, in the order of the text.
    pub kinds: Vec<Kind>,
}

/// A text in which pseudonyms are replaced by what they stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored<'t> {
    /// The text.
    pub text: Cow<'t, str>,
    /// How many were replaced.
    pub replaced: u64,
    /// Pseudonyms that the key does not know; they stay.
    pub unknown: Vec<String>,
}

const HEADER: [&str; 2] = ["pseudonym", "original"];

impl PseudonymKey {
    /// A key without pseudonyms.
    ///
    /// # Errors
    /// If the pattern of pseudonyms is none, which is a fault of the program.
    pub fn new() -> Result<Self> {
        let pattern = Regex::new(r"\[([EPCAIN])([1-9][0-9]{0,17})(?:\.([1-9][0-9]{0,17}))?\]")
            .map_err(|error| {
                let remedy = "report this as a fault";
                Error::failed("pseudonyms", "their pattern cannot be used", remedy).caused_by(error)
            })?;
        Ok(Self { numbers: BTreeMap::new(), originals: BTreeMap::new(), pattern })
    }

    /// Number of pseudonyms.
    pub fn len(&self) -> usize {
        self.originals.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.originals.is_empty()
    }

    /// The first thing in a text that looks like a pseudonym.
    pub fn pseudonym_in<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.pattern.find(text).map(|found| found.as_str())
    }

    /// Gives a pseudonym to what has none yet.
    pub fn add(&mut self, originals: BTreeSet<(Kind, String)>) {
        let mut new: BTreeMap<(Kind, [u8; 32], String), Vec<String>> = BTreeMap::new();
        for (kind, original) in originals {
            if self.numbers.contains_key(&(kind, original.clone())) {
                continue;
            }
            let same = same(kind, &original);
            let hash = Sha256::digest(same.as_bytes()).into();
            new.entry((kind, hash, same)).or_default().push(original);
        }
        // By kind and what is the same: the number, and the forms so far.
        let mut known: BTreeMap<(Kind, String), (u64, u64)> = BTreeMap::new();
        let mut last: BTreeMap<Kind, u64> = BTreeMap::new();
        for (number, original) in &self.originals {
            let forms = known.entry((number.kind, same(number.kind, original))).or_default();
            *forms = (number.number, forms.1.max(number.form));
            let last = last.entry(number.kind).or_default();
            *last = number.number.max(*last);
        }
        for ((kind, _, same), originals) in new {
            let last = last.entry(kind).or_default();
            let (number, forms) = *known.entry((kind, same)).or_insert_with(|| {
                *last += 1;
                (*last, 0)
            });
            for (original, form) in originals.into_iter().zip(forms + 1..) {
                let number = Number { kind, number, form };
                self.numbers.insert((kind, original.clone()), number);
                self.originals.insert(number, original);
            }
        }
    }

    /// A text with pseudonyms in the place of what was found in it, which must be in the order of the text.
    /// What has no pseudonym stays.
    pub fn replace<'t>(&self, text: &'t str, found: &[Found]) -> Replaced<'t> {
        let (mut replaced, mut kinds, mut from) = (String::new(), Vec::new(), 0);
        for Found { kind, range } in found {
            let Some(number) = self.numbers.get(&(*kind, text[range.clone()].to_owned())) else {
                continue;
            };
            replaced.push_str(&text[from..range.start]);
            replaced.push_str(&pseudonym(*number));
            kinds.push(*kind);
            from = range.end;
        }
        if kinds.is_empty() {
            return Replaced { text: Cow::Borrowed(text), kinds };
        }
        replaced.push_str(&text[from..]);
        Replaced { text: Cow::Owned(replaced), kinds }
    }

    /// A text with what pseudonyms stand for in their place.
    pub fn restore<'t>(&self, text: &'t str) -> Restored<'t> {
        let (mut replaced, mut unknown) = (0, Vec::new());
        let text = self.pattern.replace_all(text, |captures: &Captures<'_>| {
            match number(captures).and_then(|number| self.originals.get(&number)) {
                Some(original) => {
                    replaced += 1;
                    original.clone()
                }
                None => {
                    unknown.push(captures[0].to_owned());
                    captures[0].to_owned()
                }
            }
        });
        Restored { text, replaced, unknown }
    }

    /// The key as CSV: `pseudonym`, `original`.
    ///
    /// # Errors
    /// If it cannot be written, which it can.
    pub fn to_csv(&self) -> Result<Vec<u8>> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let rows =
            self.originals.iter().map(|(number, original)| [pseudonym(*number), original.clone()]);
        let written = writer
            .write_record(HEADER)
            .and_then(|()| rows.into_iter().try_for_each(|row| writer.write_record(row)));
        let failed = |error: Box<dyn std::error::Error + Send + Sync>| {
            Error::failed("key", "it cannot be written", "report this as a fault").caused_by(error)
        };
        written.map_err(|error| failed(Box::new(error)))?;
        writer.into_inner().map_err(|error| failed(Box::new(error.into_error())))
    }

    /// A key that [`PseudonymKey::to_csv`] wrote; `place` names it in errors.
    ///
    /// # Errors
    /// If it is something else.
    pub fn from_csv(bytes: &[u8], place: &str) -> Result<Self> {
        let strange = |line: u64, cause: String| {
            let remedy = "name the key file that `caselens redact` wrote";
            Error::settings(format!("{place}, line {line}"), cause, remedy)
        };
        let mut key = Self::new()?;
        let mut reader = csv::Reader::from_reader(bytes);
        let headers = reader.headers().map_err(|error| strange(1, error.to_string()))?;
        if headers.iter().ne(HEADER) {
            return Err(strange(1, "it is no key of pseudonyms".to_owned()));
        }
        for record in reader.into_records() {
            let record = record.map_err(|error| {
                strange(error.position().map_or(0, csv::Position::line), error.to_string())
            })?;
            let line = record.position().map_or(0, csv::Position::line);
            let (written, original) = (&record[0], record[1].to_owned());
            let whole = key.pattern.captures(written).filter(|it| it[0].len() == written.len());
            let number = whole.as_ref().and_then(number);
            let Some(number) = number else {
                return Err(strange(line, format!("`{written}` is no pseudonym")));
            };
            let known = key.originals.insert(number, original.clone()).is_some()
                || key.numbers.insert((number.kind, original), number).is_some();
            if known {
                return Err(strange(
                    line,
                    "the pseudonym or what it stands for is there twice".to_owned(),
                ));
            }
        }
        Ok(key)
    }
}

fn pseudonym(number: Number) -> String {
    let sign = number.kind.letter();
    match number.form {
        1 => format!("[{sign}{}]", number.number),
        form => format!("[{sign}{}.{form}]", number.number),
    }
}

fn number(captures: &Captures<'_>) -> Option<Number> {
    let kind = Kind::ALL.into_iter().find(|kind| captures[1].starts_with(kind.letter()))?;
    let form = captures.get(3).map_or(Some(1), |form| form.as_str().parse().ok())?;
    Some(Number { kind, number: captures[2].parse().ok()?, form })
}

/// What two ways to write one thing have in common.
fn same(kind: Kind, original: &str) -> String {
    match kind {
        Kind::Email => original.to_lowercase(),
        Kind::Name => {
            let words = original.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty());
            words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
        }
        Kind::Phone | Kind::Card | Kind::Iban | Kind::NationalId => {
            original.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{NameList, Patterns, find};
    use super::*;

    const TEXT: &str =
        "Ana Ruiz (ana@example.org, +34 600 000 001) wrote to ANA RUIZ at Ana@example.org.";

    fn found(text: &str) -> Vec<Found> {
        find(&Patterns::new().unwrap(), &NameList::new(["Ana Ruiz"]), text)
    }

    fn key(texts: &[&str]) -> PseudonymKey {
        let mut key = PseudonymKey::new().unwrap();
        let of = |text: &&str| -> Vec<(Kind, String)> {
            found(text).into_iter().map(|it| (it.kind, text[it.range].to_owned())).collect()
        };
        key.add(texts.iter().flat_map(of).collect());
        key
    }

    #[test]
    fn a_text_without_what_was_found_comes_back_to_the_byte() {
        let key = key(&[TEXT]);
        let redacted = key.replace(TEXT, &found(TEXT));
        assert_eq!(redacted.text, "[N1.2] ([E1.2], [P1]) wrote to [N1] at [E1].");
        let restored = key.restore(&redacted.text);
        assert_eq!((restored.text.as_ref(), restored.replaced), (TEXT, 5));
        assert_eq!(key.restore("[N7]").unknown, ["[N7]"]);
    }

    #[test]
    fn a_key_keeps_its_numbers_when_more_is_found() {
        let mut key = key(&[TEXT]);
        let written = PseudonymKey::from_csv(&key.to_csv().unwrap(), "key").unwrap();
        assert_eq!(written.originals, key.originals);
        key.add(
            [(Kind::Email, "bo@example.org".to_owned()), (Kind::Name, "Ana-Ruiz".to_owned())]
                .into(),
        );
        for (number, original) in &written.originals {
            assert_eq!(key.originals[number], *original);
        }
        let text = "bo@example.org Ana-Ruiz";
        let redacted = key.replace(text, &found(text)).text.into_owned();
        assert_eq!(redacted, "[E2] [N1.3]");
    }

    #[test]
    fn what_is_no_key_is_refused_with_its_line() {
        for (text, line) in [
            ("id,text\n", "line 1"),
            ("pseudonym,original\n[N1],Ana\nN2,Bo\n", "line 3"),
            ("pseudonym,original\n[N1],Ana\n[N1],Bo\n", "line 3"),
            ("pseudonym,original\n[N1],Ana\n[N2],Ana\n", "line 3"),
            ("pseudonym,original\n[N1]\n", "line 2"),
        ] {
            let error = PseudonymKey::from_csv(text.as_bytes(), "key.csv").unwrap_err();
            assert!(error.to_string().contains(line), "{error}");
        }
    }
}
