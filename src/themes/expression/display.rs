//! An expression to its text in canonical form, which reads back as the same tree.

use std::fmt;

use super::lexer::{is_near, is_separator_in_quotes, is_unmatchable};
use super::{Expression, Phrase, PhrasePart, RegexText};

impl Phrase {
    /// Whether it reads the same without quotation marks.
    fn is_bare(&self) -> bool {
        let is_plain = |word: &str| {
            let inner = word.trim_matches(|c: char| !c.is_alphanumeric());
            let edges_are_plain = !word.starts_with('&') && !word.ends_with('&');
            let joined = inner.split('&').all(|side| {
                side.starts_with(char::is_alphanumeric) && side.ends_with(char::is_alphanumeric)
            });
            let special = |c| is_separator_in_quotes(c) && c != '&' || is_unmatchable(c);
            edges_are_plain && joined && !word.contains(special) && !is_near(word)
        };
        self.parts.iter().all(|part| match part {
            PhrasePart::Words(words) => words.split(' ').all(is_plain),
            PhrasePart::Prefix(beginning) => is_plain(beginning),
            PhrasePart::Gap => true,
        })
    }
}

impl Expression {
    /// How tightly the outermost operator binds; what stands within a tighter one needs brackets.
    fn binding(&self) -> u8 {
        match self {
            Self::Any(_) => 0,
            Self::All(_) => 1,
            Self::Near(_) => 2,
            Self::Phrase(_) | Self::Regex(_) | Self::Field { .. } => 3,
        }
    }
}

impl fmt::Display for PhrasePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Words(words) => f.write_str(words),
            Self::Prefix(beginning) => write!(f, "{beginning}*"),
            Self::Gap => f.write_str("*"),
        }
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (exact, text) = (if self.exact { "=" } else { "" }, self.text());
        if self.is_bare() { write!(f, "{exact}{text}") } else { write!(f, "{exact}\"{text}\"") }
    }
}

impl fmt::Display for RegexText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let flag = if self.ignore_case { "i" } else { "" };
        write!(f, "re:/{}/{flag}", self.pattern.replace('/', r"\/"))
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let within = |operand: &Self, least: u8| {
            if operand.binding() < least { format!("({operand})") } else { operand.to_string() }
        };
        let joined = |operands: &[Self], sign: &str, least: u8| {
            let operands: Vec<_> = operands.iter().map(|operand| within(operand, least)).collect();
            operands.join(sign)
        };
        match self {
            Self::Phrase(phrase) => phrase.fmt(f),
            Self::Regex(regex) => regex.fmt(f),
            // `NEAR` is read from the left, so one on the right needs brackets.
            Self::Near(near) => {
                let (left, right) = (within(&near.left, 2), within(&near.right, 3));
                write!(f, "{left} NEAR/{} {right}", near.words)
            }
            Self::All(operands) => f.write_str(&joined(operands, " & ", 2)),
            Self::Any(operands) => f.write_str(&joined(operands, " | ", 1)),
            Self::Field { name, within } => {
                let name = if name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-') {
                    name.clone()
                } else {
                    format!("\"{name}\"")
                };
                write!(f, "{name}:({within})")
            }
        }
    }
}
