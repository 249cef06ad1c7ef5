//! What went right with a caveat, as sentences.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::counted;

/// Something the user should know that is no failure. Shown on the terminal and in the report.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
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
    /// More terms than the memory that was allowed can hold.
    TermsLeftOutOfMemory {
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
    /// Few words are known to a classifier.
    FewKnownWords {
        /// Known words in percent.
        known: u64,
    },
    /// A column that themes were to be counted by holds many different numbers.
    AttributeOfNumbers {
        /// Its name.
        column: String,
    },
    /// A column that themes were to be counted by holds more values than a table can show.
    AttributeOfManyValues {
        /// Its name.
        column: String,
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
                "only {}: clusters, their number and their stability are hints to read by, not \
                 findings",
                counted(*distinct as u64, "distinct text", "distinct texts")
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
            Self::TermsLeftOutOfMemory { kept, left_out } => write!(
                f,
                "clusters were learnt from the {kept} terms that occur most often, since `--memory` leaves no \
                 room for {left_out} others; with more memory, or with `vectorize.max-features = {kept}` and \
                 any, they can be learnt again"
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
            Self::FewKnownWords { known } => write!(
                f,
                "the model knows {known} % of the words of these cases: it was learnt from cases of another \
                 kind or in another language, and its labels say little here"
            ),
            Self::AttributeOfNumbers { column } => write!(
                f,
                "themes are not counted by `{column}`: it holds many different numbers; put them into \
                 bands in a column of their own"
            ),
            Self::AttributeOfManyValues { column } => write!(
                f,
                "themes are not counted by `{column}`: it holds more than 10,000 different values"
            ),
            Self::Sampled { sample, documents } => write!(
                f,
                "clusters were learnt from a sample of {sample} of the {documents} cases, and all \
                 cases were then assigned to them"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_warning_counts_in_words() {
        assert!(Warning::Rejected { rows: 1 }.to_string().starts_with("1 row or line was"));
        assert!(Warning::Rejected { rows: 6 }.to_string().starts_with("6 rows or lines were"));
    }
}
