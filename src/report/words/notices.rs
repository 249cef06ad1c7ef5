//! The words of what was remarkable in the run itself.

use super::{Phrase, Plural, Words, fill, part};
use crate::error::Warning;

part! {
    /// One sentence for each kind of warning.
    Notices {
        too_few: Plural,
        small: Plural,
        unstable: Plural,
        /// `{languages}`.
        no_entries: Plural,
        rejected: Plural,
        not_utf8: Plural,
        /// `{asked}`, `{n}`.
        fewer: Plural,
        no_terms: Phrase,
        /// `{kept}`, `{left_out}`.
        terms_left_out: Phrase,
        /// `{kept}`, `{left_out}`.
        terms_of_memory: Phrase,
        /// `{fields}`.
        unknown_fields: Phrase,
        /// `{documents}`, `{expected}`.
        misfits: Plural,
        /// `{known}`, `{learnt}`.
        unknown_words: Phrase,
        /// `{known}`.
        few_known: Phrase,
        /// `{column}`.
        numbers_left_out: Phrase,
        /// `{column}`.
        values_left_out: Phrase,
        /// `{sample}`, `{documents}`.
        sampled: Phrase,
    }
}

impl Words {
    /// A warning as a sentence of this language.
    pub(crate) fn notice(&self, warning: &Warning) -> String {
        let Notices {
            too_few,
            small,
            unstable,
            no_entries,
            rejected,
            not_utf8,
            fewer,
            no_terms,
            terms_left_out,
            terms_of_memory,
            unknown_fields,
            misfits,
            unknown_words,
            few_known,
            numbers_left_out,
            values_left_out,
            sampled,
        } = &self.notices;
        let count = |number: u64| self.count(number);
        match warning {
            Warning::TooFewForClusters { distinct } => self.plural(too_few, *distinct as u64, &[]),
            Warning::SmallCorpus { distinct } => self.plural(small, *distinct as u64, &[]),
            Warning::NoStableStructure { k } => self.plural(unstable, *k as u64, &[]),
            Warning::LanguagesWithoutEntries { documents } => {
                let named = documents
                    .iter()
                    .map(|(code, cases)| format!("{} {}", self.language(code), count(*cases)));
                let named = named.collect::<Vec<_>>().join(", ");
                self.plural(no_entries, documents.values().sum(), &[("languages", &named)])
            }
            Warning::Rejected { rows } => self.plural(rejected, *rows, &[]),
            Warning::NotUtf8 { rows } => self.plural(not_utf8, *rows, &[]),
            Warning::FewerClusters { asked, found } => {
                self.plural(fewer, *found as u64, &[("asked", &count(*asked as u64))])
            }
            Warning::NoTerms => (*no_terms).to_owned(),
            Warning::TermsLeftOut { kept, left_out } => {
                fill(terms_left_out, &[("kept", &count(*kept)), ("left_out", &count(*left_out))])
            }
            Warning::TermsLeftOutOfMemory { kept, left_out } => {
                fill(terms_of_memory, &[("kept", &count(*kept)), ("left_out", &count(*left_out))])
            }
            Warning::UnknownFields { fields } => {
                fill(unknown_fields, &[("fields", &fields.join(", "))])
            }
            Warning::Misfits { misfits: found, documents, expected } => self.plural(
                misfits,
                *found,
                &[("documents", &count(*documents)), ("expected", &count(*expected))],
            ),
            Warning::UnknownWords { known, learnt } => {
                fill(unknown_words, &[("known", &count(*known)), ("learnt", &count(*learnt))])
            }
            Warning::FewKnownWords { known } => fill(few_known, &[("known", &count(*known))]),
            Warning::AttributeOfNumbers { column } => fill(numbers_left_out, &[("column", column)]),
            Warning::AttributeOfManyValues { column } => {
                fill(values_left_out, &[("column", column)])
            }
            Warning::Sampled { sample, documents } => fill(
                sampled,
                &[("sample", &count(*sample as u64)), ("documents", &count(*documents))],
            ),
        }
    }
}
