//! The signs of an expression to its tree.
//!
//! ```text
//! any    = all { "|" all }
//! all    = near { "&" near }
//! near   = unit { "NEAR/n" unit }
//! unit   = "(" any ")" | name ":" ( "(" any ")" | phrase ) | regex | phrase
//! phrase = [ "=" ] ( quoted | word { word } )
//! ```

use super::expression::{Expression, Near, Phrase, PhrasePart};
use super::fault::Fault;
use super::lexer::{Sign, SignKind, is_separator_in_quotes, is_unmatchable, lex};
use super::regular::check_regex;

/// Brackets and fields may stand so deep within each other, lest reading them overflow the stack.
const DEPTH: usize = 40;

/// Reads an expression.
pub(super) fn parse(text: &str) -> Result<Expression, Fault> {
    let mut parser = Parser { signs: lex(text)?, next: 0, end: text.len(), depth: 0, field: None };
    if parser.signs.is_empty() {
        return Err(no_word(0));
    }
    let expression = parser.any()?;
    match parser.peek() {
        None => Ok(expression),
        Some(SignKind::Close) => Err(parser.fault(
            "this bracket closes nothing",
            "leave it out, or put a `(` where the group begins",
        )),
        Some(_) => Err(parser.fault(
            "an operator is missing before this",
            "put `&` (both in the document), `|` (one of them) or `NEAR/6` (close to each other) \
             between, or quotation marks around all of it for a phrase",
        )),
    }
}

struct Parser {
    signs: Vec<Sign>,
    next: usize,
    /// Length of the text.
    end: usize,
    depth: usize,
    /// Where the field begins that is being read.
    field: Option<usize>,
}

impl Parser {
    fn peek(&self) -> Option<&SignKind> {
        self.signs.get(self.next).map(|sign| &sign.kind)
    }

    /// Where the next sign begins.
    fn at(&self) -> usize {
        self.signs.get(self.next).map_or(self.end, |sign| sign.at)
    }

    fn take(&mut self, kind: &SignKind) -> bool {
        let found = self.peek() == Some(kind);
        self.next += usize::from(found);
        found
    }

    fn fault(&self, cause: &str, remedy: &str) -> Fault {
        Fault::new(self.at(), cause, remedy)
    }

    fn too_deep(&self) -> Fault {
        self.fault(
            "too many brackets or operators stand within each other",
            "make several entries of this one",
        )
    }

    fn any(&mut self) -> Result<Expression, Fault> {
        let mut operands = Vec::new();
        loop {
            match self.all()? {
                Expression::Any(inner) => operands.extend(inner),
                one => operands.push(one),
            }
            if !self.take(&SignKind::Or) {
                return Ok(one_or(operands, Expression::Any));
            }
        }
    }

    fn all(&mut self) -> Result<Expression, Fault> {
        let mut operands = Vec::new();
        loop {
            match self.near()? {
                Expression::All(inner) => operands.extend(inner),
                one => operands.push(one),
            }
            if !self.take(&SignKind::And) {
                return Ok(one_or(operands, Expression::All));
            }
        }
    }

    fn near(&mut self) -> Result<Expression, Fault> {
        let mut begin = self.at();
        let mut left = self.unit()?;
        let mut chain = 0;
        while let Some(&SignKind::Near(words)) = self.peek() {
            has_a_place(&left, begin)?;
            chain += 1;
            if chain > DEPTH {
                return Err(self.too_deep());
            }
            self.next += 1;
            begin = self.at();
            let right = self.unit()?;
            has_a_place(&right, begin)?;
            left = Expression::Near(Box::new(Near { left, right, words }));
        }
        Ok(left)
    }

    fn unit(&mut self) -> Result<Expression, Fault> {
        match self.peek().cloned() {
            Some(SignKind::Open) => self.group(),
            Some(SignKind::Field(name)) => self.field(name),
            Some(SignKind::Regex(regex)) => {
                check_regex(&regex).map_err(|fault| Fault { at: self.at(), ..fault })?;
                self.next += 1;
                Ok(Expression::Regex(regex))
            }
            Some(SignKind::Word(_) | SignKind::Quoted(_) | SignKind::Exact) => self.phrase(),
            Some(SignKind::And | SignKind::Or | SignKind::Near(_) | SignKind::Close) | None => {
                Err(self.fault(
                    "something to look for is missing here",
                    "write a word, a phrase or a group in brackets; an operator that is meant as \
                     text stands within quotation marks",
                ))
            }
        }
    }

    fn group(&mut self) -> Result<Expression, Fault> {
        let open = self.at();
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(self.too_deep());
        }
        self.next += 1;
        let within = self.any()?;
        self.depth -= 1;
        if self.take(&SignKind::Close) {
            return Ok(within);
        }
        match self.peek() {
            None => Err(Fault::new(
                open,
                "this bracket is never closed",
                "put a `)` where the group ends",
            )),
            Some(_) => Err(self.fault(
                "an operator is missing before this",
                "put `&`, `|` or `NEAR/6` between, or quotation marks around a phrase",
            )),
        }
    }

    fn field(&mut self, name: String) -> Result<Expression, Fault> {
        if self.field.is_some() {
            return Err(self.fault(
                "a field stands within a field, and no text is in two",
                "close the bracket before it",
            ));
        }
        if name.trim().is_empty() {
            return Err(self.fault("the name of the field is empty", "name a column"));
        }
        self.field = Some(self.at());
        self.next += 1;
        let within = match self.peek() {
            Some(SignKind::Open) => self.group()?,
            _ => self.phrase()?,
        };
        self.field = None;
        Ok(Expression::Field { name, within: Box::new(within) })
    }

    fn phrase(&mut self) -> Result<Expression, Fault> {
        let begin = self.at();
        let exact = self.take(&SignKind::Exact);
        let mut parts = Vec::new();
        if let Some(SignKind::Quoted(text)) = self.peek().cloned() {
            quoted_parts(&text, self.at() + 1, &mut parts)?;
            self.next += 1;
        } else {
            while let Some(SignKind::Word(word)) = self.peek() {
                check_word(word, self.at(), is_unmatchable)?;
                if !word.contains(char::is_alphanumeric) && word != "*" {
                    return Err(unmatchable(self.at(), word.chars().next().unwrap_or(' ')));
                }
                push_word(&mut parts, word);
                self.next += 1;
            }
        }
        if matches!(self.peek(), Some(SignKind::Exact)) && !parts.is_empty() {
            return Err(self.fault(
                "`=` stands within a phrase",
                "`=` stands before the first word and holds for all words of the phrase",
            ));
        }
        check_phrase(&parts, begin)?;
        Ok(Expression::Phrase(Phrase { exact, parts }))
    }
}

/// The only operand, or all of them under their operator.
fn one_or(
    mut operands: Vec<Expression>,
    operator: fn(Vec<Expression>) -> Expression,
) -> Expression {
    if operands.len() == 1 { operands.swap_remove(0) } else { operator(operands) }
}

/// `NEAR` compares places, and `&` has none.
fn has_a_place(operand: &Expression, at: usize) -> Result<(), Fault> {
    if !operand.is_document_wide() {
        return Ok(());
    }
    Err(Fault::new(
        at,
        "`&` asks for words anywhere in the document, so that this is near to nothing",
        "use `|` or `NEAR` within the brackets, or join the parts as `A NEAR/6 B & C`",
    ))
}

/// The parts of a phrase in quotation marks, which begins at byte `begin`.
fn quoted_parts(text: &str, begin: usize, parts: &mut Vec<PhrasePart>) -> Result<(), Fault> {
    for word in text.split_whitespace() {
        let at = begin + (word.as_ptr() as usize - text.as_ptr() as usize);
        check_word(word, at, |c| is_unmatchable(c) && !is_separator_in_quotes(c))?;
        push_word(parts, word);
    }
    Ok(())
}

fn push_word(parts: &mut Vec<PhrasePart>, word: &str) {
    match (word.strip_suffix('*'), parts.last_mut()) {
        (Some(""), _) => parts.push(PhrasePart::Gap),
        (Some(beginning), _) => parts.push(PhrasePart::Prefix(beginning.to_owned())),
        (None, Some(PhrasePart::Words(words))) => {
            words.push(' ');
            words.push_str(word);
        }
        (None, _) => parts.push(PhrasePart::Words(word.to_owned())),
    }
}

/// Refuses signs that could never be found. A `*` may stand alone or at the end.
fn check_word(word: &str, at: usize, refused: impl Fn(char) -> bool) -> Result<(), Fault> {
    /// Fewer letters begin too many words.
    const LEAST: usize = 2;
    let plain = word.strip_suffix('*').unwrap_or(word);
    if let Some((offset, sign)) = plain.char_indices().find(|&(_, c)| refused(c)) {
        return Err(unmatchable(at + offset, sign));
    }
    let letters = plain.chars().rev().take_while(|c| c.is_alphanumeric()).count();
    if plain.len() < word.len() && !plain.is_empty() && letters < LEAST {
        return Err(Fault::new(
            at,
            format!("`{word}` begins too many words"),
            "write at least two letters or digits before the `*`",
        ));
    }
    Ok(())
}

fn unmatchable(at: usize, sign: char) -> Fault {
    let remedy = match sign {
        '*' => {
            "`*` stands at the end of a beginning (`digital*`), or alone for any one word \
                (`open * data`)"
        }
        '=' => "`=` stands before the first word and holds for all words of the phrase",
        _ => "leave it out: texts are compared word by word",
    };
    Fault::new(at, format!("the sign `{sign}` is no part of a word"), remedy)
}

/// A phrase has a word, and begins and ends with one.
fn check_phrase(parts: &[PhrasePart], at: usize) -> Result<(), Fault> {
    let has_word = |part: &PhrasePart| match part {
        PhrasePart::Words(words) | PhrasePart::Prefix(words) => {
            words.contains(char::is_alphanumeric)
        }
        PhrasePart::Gap => false,
    };
    if parts == [PhrasePart::Gap] {
        return Err(Fault::new(
            at,
            "this matches everything",
            "write the words that speak for the theme; `*` stands for one word between others",
        ));
    }
    if !parts.iter().any(has_word) {
        return Err(no_word(at));
    }
    if parts.first() == Some(&PhrasePart::Gap) || parts.last() == Some(&PhrasePart::Gap) {
        return Err(Fault::new(
            at,
            "a phrase cannot begin or end with `*`, which would be any word",
            "leave the `*` out, or write it without a space at the end of a word (`digital*`)",
        ));
    }
    Ok(())
}

fn no_word(at: usize) -> Fault {
    Fault::new(at, "there is no word in this", "write at least one word, or leave it out")
}
