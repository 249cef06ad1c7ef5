//! The signs of an expression to its tree.
//!
//! ```text
//! any    = all { "|" all }
//! all    = near { "&" near }
//! near   = unit { "NEAR/n" unit }
//! unit   = "(" any ")" | name ":" ( "(" any ")" | phrase ) | regex | phrase
//! phrase = [ "=" ] ( quoted | word { word } )
//! ```

use super::fault::Fault;
use super::lexer::{Sign, SignKind, lex};
use super::phrase::{check_phrase, no_word, push_bare, push_quoted};
use super::regular::check_regex;
use super::{Expression, Near, Phrase};

/// Brackets and fields may stand so deep within each other, lest reading them overflow the stack.
const DEPTH: usize = 40;

/// Reads an expression.
pub(in crate::themes) fn parse(text: &str) -> Result<Expression, Fault> {
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
            push_quoted(&mut parts, &text, self.at() + 1)?;
            self.next += 1;
        } else {
            while let Some(SignKind::Word(word)) = self.peek() {
                push_bare(&mut parts, word, self.at())?;
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
