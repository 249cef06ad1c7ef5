//! Text to what in it may be personal data by how it is written, and by check digits where there are some.

use std::ops::Range;
use std::str::FromStr;

use regex::Regex;
use serde::Serialize;

use super::numbers::{card, digits, iban, luhn, remainder, weighted};
use crate::error::{Error, Result};

/// What kind of personal data something looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A payment card, its check digit right.
    Card,
    /// An account number, its check digits right.
    Iban,
    /// A number that a state gave a person.
    NationalId,
    /// A name of a list.
    Name,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Email, Self::Phone, Self::Card, Self::Iban, Self::NationalId, Self::Name];

    /// The letter of its pseudonyms.
    pub(super) fn letter(self) -> char {
        match self {
            Self::Email => 'E',
            Self::Phone => 'P',
            Self::Card => 'C',
            Self::Iban => 'A',
            Self::NationalId => 'I',
            Self::Name => 'N',
        }
    }

    /// Its name as people read it, for several.
    pub fn name(self) -> &'static str {
        match self {
            Self::Email => "e-mail addresses",
            Self::Phone => "telephone numbers",
            Self::Card => "payment card numbers",
            Self::Iban => "account numbers (IBAN)",
            Self::NationalId => "national identity numbers",
            Self::Name => "listed names",
        }
    }
}

impl FromStr for Kind {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        match text {
            "email" => Ok(Self::Email),
            "phone" => Ok(Self::Phone),
            "card" => Ok(Self::Card),
            "iban" => Ok(Self::Iban),
            "national-id" => Ok(Self::NationalId),
            "name" => Ok(Self::Name),
            _ => Err(Error::usage(
                format!("`{text}`"),
                "no such kind of personal data is known",
                "use email, phone, card, iban, national-id or name",
            )),
        }
    }
}

/// Digits of all kinds of numbers, at least.
const LEAST_DIGITS: usize = 6;

/// A kind, how it is written, and the test that a find must pass.
type Rule = (Kind, &'static str, fn(&str) -> bool);

/// How each kind is written, and the further test that a find must pass. The first that fits takes a
/// stretch of text, so that the digits of an account are no telephone number.
const RULES: [Rule; 14] = [
    (
        Kind::Email,
        r"[\p{L}\p{N}_][\p{L}\p{N}\p{M}._%+&=/'\u{2019}\-]*@[\p{L}\p{N}\p{M}\-]+(?:\.[\p{L}\p{N}\p{M}\-]+)*\.[\p{L}\p{M}]{2,}",
        |_| true,
    ),
    (Kind::Iban, r"\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b", iban),
    (
        Kind::Card,
        r"\b[2-6][0-9]{3}[ \-]?[0-9]{4,6}[ \-]?[0-9]{4,5}(?:[ \-]?[0-9]{1,4})?\b",
        |text| card(&digits(text)),
    ),
    // Italy, codice fiscale.
    (Kind::NationalId, r"\b[A-Z]{6}[0-9]{2}[A-EHLMPRST][0-9]{2}[A-Z][0-9]{3}[A-Z]\b", |_| true),
    // United Kingdom, National Insurance.
    (
        Kind::NationalId,
        r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D]\b",
        |_| true,
    ),
    // France, numéro de sécurité sociale: 97 minus the remainder of the first 13 digits.
    (
        Kind::NationalId,
        r"\b[12] ?[0-9]{2} ?(?:0[1-9]|1[0-2]) ?[0-9]{2} ?[0-9]{3} ?[0-9]{3} ?[0-9]{2}\b",
        |text| {
            let digits = digits(text);
            let (number, key) = digits.split_at(13);
            97 - remainder(number, 97) == remainder(key, 100)
        },
    ),
    // Spain, DNI and NIE: the letter follows from the remainder by 23.
    (Kind::NationalId, r"\b(?:[0-9]{8}|[XYZ]-?[0-9]{7})-?[A-Z]\b", spanish),
    // Belgium, numéro national: 97 minus the remainder of the first 9 digits, from 2000 on with a 2 before.
    (Kind::NationalId, r"\b[0-9]{2}\.[0-9]{2}\.[0-9]{2}-[0-9]{3}\.[0-9]{2}\b", |text| {
        let digits = digits(text);
        let (number, key) = digits.split_at(9);
        let later = [&[2], number].concat();
        [remainder(number, 97), remainder(&later, 97)].contains(&(97 - remainder(key, 100).min(97)))
    }),
    // United States, Social Security.
    (Kind::NationalId, r"\b[0-8][0-9]{2}-[0-9]{2}-[0-9]{4}\b", |text| {
        !(text.starts_with("000")
            || text.starts_with("666")
            || &text[4..6] == "00"
            || text.ends_with("0000"))
    }),
    // Brazil, CPF: two check digits by weights from 10 and 11 down.
    (Kind::NationalId, r"\b[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}\b", |text| {
        let digits = digits(text);
        let check = |length: usize| {
            let weights: Vec<u32> = (2..=length as u32 + 1).rev().collect();
            weighted(&digits[..length], &weights, 11) * 10 % 11 % 10 == digits[length]
        };
        check(9) && check(10)
    }),
    // Sweden, personnummer: Luhn, with a month in it.
    (Kind::NationalId, r"\b[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9][\-+][0-9]{4}\b", |text| {
        luhn(&digits(text))
    }),
    // Finland, henkilötunnus: the last sign follows from the remainder by 31.
    (
        Kind::NationalId,
        r"\b[0-3][0-9](?:0[1-9]|1[0-2])[0-9]{2}[\-+A-FU-Y][0-9]{3}[0-9A-Y]\b",
        finnish,
    ),
    // Poland, PESEL: weights 1, 3, 7, 9.
    (Kind::NationalId, r"\b[0-9]{2}[0-389][0-9][0-3][0-9]{6}\b", |text| {
        weighted(&digits(text), &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1], 10) == 0
    }),
    (
        Kind::Phone,
        r"(?:\+[1-9][0-9]{0,2}|\(?\b0[0-9]{1,4}|\([0-9]{3}\))[)]?(?:[ .\-/]?\(?[0-9]{1,4}\)?){1,6}[0-9]\b|\b[2-9][0-9]{2}-[0-9]{3}-[0-9]{4}\b",
        phone,
    ),
];

fn spanish(text: &str) -> bool {
    let first = match text.as_bytes().first() {
        Some(b'Y') => Some(1),
        Some(b'Z') => Some(2),
        _ => None,
    };
    let number: Vec<u32> = first.into_iter().chain(digits(text)).collect();
    let letter = b"TRWAGMYFPDXBNJZSQVHLCKE"[remainder(&number, 23) as usize];
    text.ends_with(char::from(letter))
}

fn finnish(text: &str) -> bool {
    let number: Vec<u32> = digits(&text[..text.len() - 1]);
    let sign = b"0123456789ABCDEFHJKLMNPRSTUVWXY"[remainder(&number, 31) as usize];
    text.ends_with(char::from(sign))
}

/// 9 to 15 digits; a date or a row of years is none.
fn phone(text: &str) -> bool {
    let count = digits(text).len();
    let opened = text.matches('(').count() == text.matches(')').count();
    let is_date = text.len() == 10 && text.matches(['-', '/', '.']).count() == 2 && count == 8;
    (9..=15).contains(&count) && opened && !is_date
}

/// Something that was found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What it looks like.
    pub kind: Kind,
    /// Its bytes.
    pub range: Range<usize>,
}

/// The rules, compiled.
#[derive(Debug, Clone)]
pub struct Patterns(Vec<Regex>);

impl Patterns {
    /// # Errors
    /// If a rule is no regular expression, which is a fault of the program.
    pub fn new() -> Result<Self> {
        let rules = RULES.iter().map(|(_, pattern, _)| Regex::new(pattern));
        rules.collect::<std::result::Result<_, _>>().map(Self).map_err(|error| {
            Error::failed("personal data", "a rule cannot be used", "report this as a fault")
                .caused_by(error)
        })
    }

    /// What is found in a text: stretches that do not overlap, rule by rule.
    pub fn find(&self, text: &str) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let addresses = text.contains('@');
        let digits = text.bytes().filter(u8::is_ascii_digit).take(LEAST_DIGITS).count();
        if !addresses && digits < LEAST_DIGITS {
            return found;
        }
        for (&(kind, _, test), pattern) in RULES.iter().zip(&self.0) {
            let possible = if kind == Kind::Email { addresses } else { digits == LEAST_DIGITS };
            if !possible {
                continue;
            }
            for hit in pattern.find_iter(text) {
                let stands_alone = kind == Kind::Email || !is_within_number(text, &hit.range());
                if stands_alone && is_free(&found, &hit.range()) && test(hit.as_str()) {
                    found.push(Found { kind, range: hit.range() });
                }
            }
        }
        found
    }
}

/// Whether a stretch is a part of a longer number, such as that behind a decimal point.
fn is_within_number(text: &str, range: &Range<usize>) -> bool {
    let goes_on = |mut signs: std::iter::Take<&mut dyn Iterator<Item = char>>| {
        let next = signs.next();
        match next {
            Some('.' | ',') => signs.next().is_some_and(|sign| sign.is_ascii_digit()),
            next => next.is_some_and(|sign| sign.is_ascii_digit()),
        }
    };
    let (mut before, mut behind) = (text[..range.start].chars().rev(), text[range.end..].chars());
    goes_on((&mut before as &mut dyn Iterator<Item = char>).take(2))
        || goes_on((&mut behind as &mut dyn Iterator<Item = char>).take(2))
}

/// Whether a stretch overlaps nothing that was found.
pub(super) fn is_free(found: &[Found], range: &Range<usize>) -> bool {
    found.iter().all(|it| range.end <= it.range.start || it.range.end <= range.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Kind> {
        Patterns::new().unwrap().find(text).into_iter().map(|found| found.kind).collect()
    }

    /// Numbers of the standards' examples, or made by their rules; none belongs to a person.
    #[test]
    fn what_may_be_personal_is_found() {
        for address in [
            "jane.doe@example.org",
            "m\u{fc}ller@example.org",
            "bob.o'neil+tag@example.co.uk",
            "jos\u{e9}@espa\u{f1}a.es",
            "\u{438}\u{432}\u{430}\u{43d}@\u{43f}\u{43e}\u{447}\u{442}\u{430}.\u{440}\u{444}",
        ] {
            let text = format!("write to '{address}', today");
            let found = Patterns::new().unwrap().find(&text);
            assert_eq!(
                found.iter().map(|it| &text[it.range.clone()]).collect::<Vec<_>>(),
                [address]
            );
        }
        assert_eq!(kinds("pay 4111-1111-1111-1111"), [Kind::Card]);
        assert_eq!(kinds("to GB82 WEST 1234 5698 7654 32."), [Kind::Iban]);
        for phone in ["+44 20 7946 0958", "(202) 555-0143", "202-555-0143", "030 12345678"] {
            assert_eq!(kinds(&format!("call {phone} now")), [Kind::Phone], "{phone}");
        }
        for id in [
            "12345678Z",
            "X1234567L",
            "078-05-1120",
            "529.982.247-25",
            "811218-9876",
            "131052-308T",
            "44051401359",
            "AB 12 34 56 C",
        ] {
            assert_eq!(kinds(&format!("id {id} of")), [Kind::NationalId], "{id}");
        }
    }

    #[test]
    fn what_only_looks_like_it_is_not_taken() {
        for text in [
            "from 2019-05-01 to 2020-06-30",
            "in the years 1990 1995 2000 2005",
            "a budget of 12 000 000 euros for 4111 1111 1111 1112 people",
            "12345678A and 44051401358 are wrong",
            "the handle @council and 5 @ 20",
            "version 10.11.12.13",
            "51,000 5.500 4.125 2.750",
            "1,000) 4.91 (4.94 or 3.94",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }
}
