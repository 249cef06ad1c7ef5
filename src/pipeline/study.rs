//! A corpus and a codebook to what the codebook's owner asks of it.

use super::batches::{Execution, Workspaces, each_batch};
use super::identity::text_hash;
use crate::corpus::{Corpus, Document};
use crate::error::Result;
use crate::progress::{Progress, Step};
use crate::text::{Analyzer, TermTable, Token};
use crate::themes::{Codebook, Examination, Lexicon, Matcher, ReadText, Usage};

/// A corpus to be read with a codebook in hand, as often as is needed.
#[derive(Clone, Copy)]
pub struct Study<'s> {
    /// The documents.
    pub corpus: &'s Corpus,
    /// The rules by which they are read.
    pub analyzer: &'s Analyzer,
    /// What is looked for; compiled by the same rules.
    pub lexicon: &'s Lexicon,
    /// How it is carried out.
    pub execution: Execution,
    /// Hears of it.
    pub progress: &'s dyn Progress,
}

/// A document as a study sees it.
pub struct Seen<'d> {
    /// The document.
    pub document: &'d Document,
    /// Its words.
    pub text: ReadText<'d>,
    /// All that was found in it.
    pub examination: Examination,
}

/// What one thread needs for a study.
struct Reading<'s> {
    table: TermTable<'s>,
    tokens: Vec<Token>,
    matcher: Matcher<'s>,
}

impl<'s> Study<'s> {
    /// Reads every document, notes by `look` on all threads what is asked for, and hands it to `take` in
    /// the order of the input. Gives the number of rows that were rejected.
    ///
    /// # Errors
    /// If the input cannot be read, or `take` fails.
    pub fn each<R: Send>(
        self,
        look: impl Fn(&Seen<'_>) -> R + Sync,
        mut take: impl FnMut(&Document, R) -> Result<()>,
    ) -> Result<u64> {
        let schema = self.corpus.schema();
        let readings = Workspaces::new(|| self.reading());
        let mut rejected = 0;
        self.progress.begin(Step::Apply, None);
        each_batch(self.corpus, self.execution, |batch| {
            rejected += batch.rejects.len() as u64;
            let seen = readings.map(&batch.documents, |reading, document| {
                if reading.table.words() >= TermTable::MANY_WORDS {
                    *reading = self.reading();
                }
                let fields: Vec<&str> = document.fields(schema).collect();
                reading.with(document, &fields, &look)
            });
            self.progress.advance(batch.documents.len() as u64);
            batch.documents.iter().zip(seen).try_for_each(|(document, seen)| take(document, seen))
        })?;
        self.progress.end();
        Ok(rejected)
    }

    /// What the entries of `codebook`, the one the study has, do in the corpus; and the number of rows that
    /// were rejected.
    ///
    /// # Errors
    /// If the input cannot be read.
    pub fn usage(self, codebook: &Codebook) -> Result<(Usage, u64)> {
        let mut usage = Usage::new(codebook);
        let schema = self.corpus.schema();
        let rejected = self.each(
            |seen| (seen.examination.clone(), text_hash(seen.document, schema)),
            |_, (examination, mark)| {
                usage.add(&examination, mark);
                Ok(())
            },
        )?;
        Ok((usage, rejected))
    }

    fn reading(&self) -> Reading<'s> {
        let schema = self.corpus.schema();
        let names = (0..schema.fields()).map(|field| schema.field_name(field));
        Reading {
            table: TermTable::new(self.analyzer),
            tokens: Vec::new(),
            matcher: Matcher::of_fields(self.lexicon, names),
        }
    }
}

impl Reading<'_> {
    fn with<R>(
        &mut self,
        document: &Document,
        fields: &[&str],
        look: impl Fn(&Seen<'_>) -> R,
    ) -> R {
        let Self { table, tokens, matcher } = self;
        let language = table.read_document(fields.iter().copied(), tokens);
        let text = ReadText { table, tokens, fields, language };
        let examination = matcher.examine(text);
        look(&Seen { document, text, examination })
    }
}
