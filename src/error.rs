//! What can go wrong, told as a place, a cause and a remedy; and what went right with a caveat.

mod warning;

use std::error::Error as StdError;
use std::fmt;

pub use warning::Warning;

/// The result of every fallible function of the library.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What sort of failure an [`Error`] is; decides the exit code of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The machine or the file system refused something (exit code 1).
    Failed,
    /// The call does not make sense (exit code 2).
    Usage,
    /// The input cannot be read as cases (exit code 3).
    Input,
    /// Settings, codebook or model cannot be used (exit code 4).
    Settings,
    /// A bound that the user set was not kept (exit code 5).
    Gate,
}

impl ErrorKind {
    /// The exit code of the program for an error of this kind.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Failed => 1,
            Self::Usage => 2,
            Self::Input => 3,
            Self::Settings => 4,
            Self::Gate => 5,
        }
    }
}

/// A failure as a small letter to the user: where, what happened, what to try.
///
/// Every error has all three, so that none can be raised without thinking of the remedy.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    place: String,
    cause: String,
    remedy: String,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    /// An error of any kind. `place` names the file, row, column or flag; `cause` says what is
    /// wrong; `remedy` says one thing to do about it.
    pub fn new(
        kind: ErrorKind,
        place: impl fmt::Display,
        cause: impl fmt::Display,
        remedy: impl fmt::Display,
    ) -> Self {
        Self {
            kind,
            place: place.to_string(),
            cause: cause.to_string(),
            remedy: remedy.to_string(),
            source: None,
        }
    }

    /// The input cannot be read as cases.
    pub fn input(
        place: impl fmt::Display,
        cause: impl fmt::Display,
        remedy: impl fmt::Display,
    ) -> Self {
        Self::new(ErrorKind::Input, place, cause, remedy)
    }

    /// Settings, codebook or model cannot be used.
    pub fn settings(
        place: impl fmt::Display,
        cause: impl fmt::Display,
        remedy: impl fmt::Display,
    ) -> Self {
        Self::new(ErrorKind::Settings, place, cause, remedy)
    }

    /// The call does not make sense.
    pub fn usage(
        place: impl fmt::Display,
        cause: impl fmt::Display,
        remedy: impl fmt::Display,
    ) -> Self {
        Self::new(ErrorKind::Usage, place, cause, remedy)
    }

    /// The machine or the file system refused something.
    pub fn failed(
        place: impl fmt::Display,
        cause: impl fmt::Display,
        remedy: impl fmt::Display,
    ) -> Self {
        Self::new(ErrorKind::Failed, place, cause, remedy)
    }

    /// Keeps the error that this one was made of, for the printed chain.
    #[must_use]
    pub fn caused_by(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// What sort of failure this is.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The file, row, column or flag.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// What is wrong there.
    pub fn cause(&self) -> &str {
        &self.cause
    }

    /// One thing to do about it.
    pub fn remedy(&self) -> &str {
        &self.remedy
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.cause)
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}

/// A number with its noun: `1 case`, `2 cases`.
pub fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_shows_its_place_and_cause_and_keeps_its_remedy() {
        let error = Error::input("cases.csv, row 3", "the row is short", "close the quote");
        assert_eq!(error.to_string(), "cases.csv, row 3: the row is short");
        assert_eq!(error.remedy(), "close the quote");
        assert_eq!(error.kind().exit_code(), 3);
    }
}
