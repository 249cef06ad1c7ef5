//! The text of an expression to its signs: words, quoted phrases, operators, brackets.

use super::fault::Fault;
use super::{Near, RegexText};

/// A sign of the language and where it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sign {
    /// First byte in the expression.
    pub(super) at: usize,
    pub(super) kind: SignKind,
}

/// What a sign is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SignKind {
    /// A word that stands by itself, as written, with a `*` at its end or nothing but a `*`.
    Word(String),
    /// What stands between quotation marks.
    Quoted(String),
    /// `=`.
    Exact,
    /// `name:`.
    Field(String),
    /// `re:/.../`.
    Regex(RegexText),
    /// `NEAR/n`.
    Near(u32),
    /// `&`.
    And,
    /// `|`.
    Or,
    /// `(`.
    Open,
    /// `)`.
    Close,
}

/// Divides `text` into its signs.
pub(super) fn lex(text: &str) -> Result<Vec<Sign>, Fault> {
    let mut lexer = Lexer { text, at: 0 };
    let mut signs = Vec::new();
    while let Some(sign) = lexer.next()? {
        signs.push(sign);
    }
    Ok(signs)
}

/// Signs that no word holds and that do not stand inside names either: `C++` would silently match
/// every `C`.
pub(super) fn is_unmatchable(c: char) -> bool {
    match c {
        '-' | '\'' | '/' | '&' | '.' | ',' | '_' => false,
        '\u{201C}'..='\u{201F}' | '\u{AB}' | '\u{BB}' => true,
        _ => c.is_ascii_punctuation(),
    }
}

/// Signs of the language that only separate words where they stand within quotation marks.
pub(super) fn is_separator_in_quotes(c: char) -> bool {
    matches!(c, '&' | '|' | '(' | ')' | ':')
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
}

impl Lexer<'_> {
    fn next(&mut self) -> Result<Option<Sign>, Fault> {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
        let at = self.at;
        let rest = &self.text[at..];
        let Some(first) = rest.chars().next() else { return Ok(None) };
        let single = match first {
            '(' => Some(SignKind::Open),
            ')' => Some(SignKind::Close),
            '|' => Some(SignKind::Or),
            '&' => Some(SignKind::And),
            '=' => Some(SignKind::Exact),
            _ => None,
        };
        let kind = match single {
            Some(kind) => {
                self.at += 1;
                kind
            }
            None if first == '"' => self.quoted()?,
            None if rest.starts_with("re:/") => self.regex()?,
            None => self.word()?,
        };
        Ok(Some(Sign { at, kind }))
    }

    /// From a quotation mark to the next; followed by `:` it is the name of a field.
    fn quoted(&mut self) -> Result<SignKind, Fault> {
        let begin = self.at + 1;
        let Some(length) = self.text[begin..].find('"') else {
            return Err(Fault::new(
                self.at,
                "this quotation mark is never closed",
                "put a `\"` at the end of the phrase",
            ));
        };
        let inner = &self.text[begin..begin + length];
        self.at = begin + length + 1;
        if self.text[self.at..].starts_with(':') {
            self.at += 1;
            return Ok(SignKind::Field(inner.to_owned()));
        }
        Ok(SignKind::Quoted(inner.to_owned()))
    }

    fn regex(&mut self) -> Result<SignKind, Fault> {
        let begin = self.at + "re:/".len();
        let mut pattern = String::new();
        let mut characters = self.text[begin..].char_indices();
        while let Some((offset, c)) = characters.next() {
            match c {
                '/' => {
                    self.at = begin + offset + 1;
                    let ignore_case = self.text[self.at..].starts_with('i');
                    self.at += usize::from(ignore_case);
                    if self.text[self.at..].starts_with(char::is_alphanumeric) {
                        return Err(Fault::new(
                            self.at,
                            "only `i` (letter case does not count) may follow a regular expression",
                            "end it with `/` or `/i`, and write a `/` within it as `\\/`",
                        ));
                    }
                    return Ok(SignKind::Regex(RegexText { pattern, ignore_case }));
                }
                '\\' => match characters.next() {
                    Some((_, '/')) => pattern.push('/'),
                    Some((_, escaped)) => pattern.extend(['\\', escaped]),
                    None => pattern.push('\\'),
                },
                _ => pattern.push(c),
            }
        }
        Err(Fault::new(
            self.at,
            "this regular expression is never closed",
            "put a `/` at its end, and write a `/` within it as `\\/`",
        ))
    }

    /// A word by itself, `NEAR/n`, or the name of a field.
    fn word(&mut self) -> Result<SignKind, Fault> {
        let (begin, rest) = (self.at, &self.text[self.at..]);
        let length = rest.char_indices().find(|&(at, _)| ends_word(rest, at));
        let length = length.map_or(rest.len(), |(at, _)| at);
        let word = &rest[..length];
        self.at += length;
        if rest[length..].starts_with(':') {
            return self.field(begin, word);
        }
        if is_near(word) {
            return near(begin, word);
        }
        Ok(SignKind::Word(word.to_owned()))
    }

    fn field(&mut self, begin: usize, name: &str) -> Result<SignKind, Fault> {
        let colon = self.at;
        self.at += 1;
        if self.text[self.at..].starts_with(['"', '(']) {
            return Ok(SignKind::Field(name.to_owned()));
        }
        let remedy = if self.text[begin..].starts_with("re:") {
            "a regular expression stands between `/`: `re:/.../`".to_owned()
        } else {
            format!(
                "to look in the column `{name}` only, write `{name}:\"...\"` or `{name}:(...)`; \
                 if the colon is part of the text, put quotation marks around all of it"
            )
        };
        Err(Fault::new(colon, "the sign `:` is no part of a word", remedy))
    }
}

/// Whether a word is the operator `NEAR`, with its number or without.
pub(super) fn is_near(word: &str) -> bool {
    let after = word.strip_prefix("NEAR");
    after.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || "-'_".contains(c)))
}

/// Whether a word ends before the character at byte `at` of `rest`, with which it begins. An `&`
/// between letters or digits (`R&D`) is part of it.
fn ends_word(rest: &str, at: usize) -> bool {
    let mut from = rest[at..].chars();
    match from.next() {
        Some('&') => {
            let before = rest[..at].chars().next_back();
            let within = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            !(within(before) && within(from.next()))
        }
        Some('(' | ')' | '|' | '"' | ':') => true,
        Some(c) => c.is_whitespace(),
        None => true,
    }
}

fn near(at: usize, word: &str) -> Result<SignKind, Fault> {
    let words = word.strip_prefix("NEAR/").and_then(|number| number.parse().ok());
    match words {
        Some(words) if words <= Near::MOST => Ok(SignKind::Near(words)),
        _ => Err(Fault::new(
            at,
            "`NEAR` needs the most words that may stand between",
            format!("write a number from 0 to {} after it, such as `NEAR/6`", Near::MOST),
        )),
    }
}
