//! What can go wrong, told as a place, a cause and a remedy; and what went right with a caveat.

use std::collections::BTreeMap;
use std::error::Error as StdError;
use std::fmt;

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

/// Something the user should know that is no failure. Shown on the terminal and in the report.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Warning {
    /// Fewer distinct texts than clusters can be looked for in.
    TooFewForClusters {
        /// Distinct texts with at least one known term.
        distinct: usize,
    },
    /// So few distinct texts that stability and the choice of k say little.
    SmallCorpus {
        /// Distinct texts with at least one known term.
        distinct: usize,
    },
    /// Documents in languages for which the codebook has no entries.
    LanguagesWithoutEntries {
        /// Number of documents by the code of the language.
        documents: BTreeMap<String, u64>,
    },
    /// Rows or lines of the input that could not be taken as cases.
    Rejected {
        /// How many.
        rows: u64,
    },
    /// Rows that were rejected because they are in another encoding.
    NotUtf8 {
        /// How many.
        rows: u64,
    },
    /// Fewer clusters were found than asked for.
    FewerClusters {
        /// How many were asked for.
        asked: usize,
        /// How many there are.
        found: usize,
    },
    /// None of the numbers of clusters that could be taken gives the same clusters when a fifth of
    /// the texts is left out.
    NoStableStructure {
        /// How many clusters there are all the same.
        k: usize,
    },
    /// No term is left, so nothing can be compared.
    NoTerms,
    /// More terms than the vocabulary may have.
    TermsLeftOut {
        /// Terms in the vocabulary.
        kept: u64,
        /// Terms that were left out.
        left_out: u64,
    },
    /// Expressions of the codebook look in columns that are no text of the input.
    UnknownFields {
        /// The columns.
        fields: Vec<String>,
    },
    /// More documents fit no cluster of a model than of those it was learnt from.
    Misfits {
        /// How many.
        misfits: u64,
        /// Documents with words.
        documents: u64,
        /// How many would be expected.
        expected: u64,
    },
    /// Fewer words are known to a model than of the documents it was learnt from.
    UnknownWords {
        /// Known words in percent.
        known: u64,
        /// Those of the documents it was learnt from.
        learnt: u64,
    },
    /// The clustering was learnt from a sample.
    Sampled {
        /// Documents in the sample.
        sample: usize,
        /// Documents in all.
        documents: u64,
    },
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooFewForClusters { distinct } => write!(
                f,
                "{} with words to compare: too few to look for clusters, so all are in one",
                counted(*distinct as u64, "distinct text", "distinct texts")
            ),
            Self::NoStableStructure { k } => write!(
                f,
                "no stable structure found: other groups are found when a fifth of the texts is left \
                 out; the {k} clusters here are one division of many"
            ),
            Self::SmallCorpus { distinct } => write!(
                f,
                "only {distinct} distinct texts: clusters, their number and their stability are \
                 hints to read by, not findings"
            ),
            Self::LanguagesWithoutEntries { documents } => {
                let languages: Vec<String> = documents
                    .iter()
                    .map(|(code, documents)| format!("{code} {documents}"))
                    .collect();
                write!(
                    f,
                    "the codebook has no entries for the language of {} ({}), so no theme can be \
                     found there",
                    counted(documents.values().sum(), "case", "cases"),
                    languages.join(", ")
                )
            }
            Self::Rejected { rows } => write!(
                f,
                "{} not taken as cases; rejects.csv says which and why",
                counted(*rows, "row or line was", "rows or lines were")
            ),
            Self::NotUtf8 { rows } => write!(
                f,
                "{} not in UTF-8: save the input as UTF-8 and run again, or whole languages may be \
                 missing",
                counted(*rows, "rejected row is", "rejected rows are")
            ),
            Self::FewerClusters { asked, found } => write!(
                f,
                "{asked} clusters were asked for and {found} found: no more texts differ in the words \
                 that several share"
            ),
            Self::NoTerms => f.write_str(
                "no case has a term that the vocabulary keeps, so there are no clusters; \
                 `vectorize.min-df` and the stop words decide what it keeps",
            ),
            Self::TermsLeftOut { kept, left_out } => write!(
                f,
                "the vocabulary keeps the {kept} terms that occur most often and leaves out {left_out} \
                 others; `vectorize.max-features` says how many it may have"
            ),
            Self::UnknownFields { fields } => write!(
                f,
                "the codebook looks in {}, which is no text column of the input, and finds nothing \
                 there; `--text` names the text columns",
                fields.iter().map(|field| format!("`{field}`")).collect::<Vec<_>>().join(", ")
            ),
            Self::Misfits { misfits, documents, expected } => write!(
                f,
                "{} of {documents} fit no cluster of the model, where about {expected} would be \
                 expected: these cases may be of other kinds than those it was learnt from; those with \
                 `fit` none show which",
                counted(*misfits, "case", "cases")
            ),
            Self::UnknownWords { known, learnt } => write!(
                f,
                "the model knows {known} % of the words of these cases, and {learnt} % of those it was \
                 learnt from: what they say in other words has no part in their clusters"
            ),
            Self::Sampled { sample, documents } => write!(
                f,
                "clusters were learnt from a sample of {sample} of the {documents} cases, and all \
                 cases were then assigned to them"
            ),
        }
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

    #[test]
    fn a_warning_counts_in_words() {
        assert!(Warning::Rejected { rows: 1 }.to_string().starts_with("1 row or line was"));
        assert!(Warning::Rejected { rows: 6 }.to_string().starts_with("6 rows or lines were"));
    }
}
